/* rl-shortcut-sheet.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "commands/rl-shortcut-sheet.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "commands/rl-commands.h"
#include "core/rl-accessible.h"

struct _RlShortcutSheet
{
  AdwPreferencesWindow  parent_instance;

  RlKeymap             *keymap;
  GPtrArray            *rows;        /* of Row */
  const char           *edited;      /* the action that waits for a key */
};

typedef struct
{
  const RlCommand *command;
  AdwActionRow    *row;
  GtkWidget       *keys;
  GtkWidget       *reset;
} Row;

G_DEFINE_FINAL_TYPE (RlShortcutSheet, rl_shortcut_sheet, ADW_TYPE_PREFERENCES_WINDOW)

static void
update_row (RlShortcutSheet *self,
            Row             *row)
{
  const char *action = row->command->action;
  gboolean is_edited = action != NULL && g_strcmp0 (action, self->edited) == 0;
  g_auto(GStrv) keys = action != NULL ? rl_keymap_dup_keys (self->keymap, action) : NULL;
  g_autofree char *joined = keys != NULL ? g_strjoinv (" ", keys) : g_strdup (row->command->held);

  gtk_shortcut_label_set_accelerator (GTK_SHORTCUT_LABEL (row->keys), joined);
  adw_action_row_set_subtitle (row->row, is_edited
                               ? _("Press the new key. Backspace removes all, Esc leaves it as it is.")
                               : "");
  gtk_widget_set_visible (row->reset, action != NULL && rl_keymap_is_changed (self->keymap, action));
}

static void
update (RlShortcutSheet *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    update_row (self, g_ptr_array_index (self->rows, i));
}

static void
edit (RlShortcutSheet *self,
      const char      *action)
{
  self->edited = action;
  update (self);
}

static void
activated_cb (AdwActionRow *row,
              const char   *action)
{
  edit (RL_SHORTCUT_SHEET (gtk_widget_get_root (GTK_WIDGET (row))), action);
}

static void
reset_cb (GtkWidget  *button,
          const char *action)
{
  RlShortcutSheet *self = RL_SHORTCUT_SHEET (gtk_widget_get_root (button));

  rl_keymap_reset (self->keymap, action);
}

static void
reset_all_cb (RlShortcutSheet *self)
{
  rl_keymap_reset (self->keymap, NULL);
}

static GtkWidget *
add_reset (Row *row)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-clear-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Back to the key it comes with"));
  g_signal_connect (button, "clicked", G_CALLBACK (reset_cb), (gpointer) row->command->action);
  adw_action_row_add_suffix (row->row, button);

  return button;
}

static void
add_row (RlShortcutSheet     *self,
         AdwPreferencesGroup *group,
         const RlCommand     *command)
{
  Row *row = g_new0 (Row, 1);
  GtkWidget *widget = adw_action_row_new ();

  row->command = command;
  row->row = ADW_ACTION_ROW (widget);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), _(command->title));
  row->keys = gtk_shortcut_label_new ("");
  gtk_shortcut_label_set_disabled_text (GTK_SHORTCUT_LABEL (row->keys), "–");
  gtk_widget_set_valign (row->keys, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (row->row, row->keys);
  row->reset = add_reset (row);

  if (command->action != NULL)
    {
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (widget), TRUE);
      g_signal_connect (widget, "activated", G_CALLBACK (activated_cb), (gpointer) command->action);
    }

  adw_preferences_group_add (group, widget);
  g_ptr_array_add (self->rows, row);
}

static AdwPreferencesGroup *
add_group (AdwPreferencesPage *page,
           const char         *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));

  return ADW_PREFERENCES_GROUP (group);
}

static void
add_reset_all (RlShortcutSheet    *self,
               AdwPreferencesPage *page)
{
  AdwPreferencesGroup *group = add_group (page, "");
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Reset All Keys"));

  rl_accessible_drop_mnemonic (button);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (reset_all_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, button);
}

static void
fill (RlShortcutSheet *self)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  AdwPreferencesGroup *group = NULL;
  const char *section = NULL;
  gsize n;
  const RlCommand *commands = rl_commands_get (&n);

  for (gsize i = 0; i < n; i++)
    {
      if (g_strcmp0 (commands[i].section, section) != 0)
        group = add_group (page, _(commands[i].section));
      section = commands[i].section;
      add_row (self, group, &commands[i]);
    }

  add_reset_all (self, page);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), page);
}

static void
say (RlShortcutSheet *self,
     const char      *text)
{
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), adw_toast_new (text));
}

/* Says from whom a key is taken before it is. */
static void
give (RlShortcutSheet *self,
      const char      *accelerator)
{
  const char *owner = rl_keymap_find (self->keymap, accelerator);
  const RlCommand *held = rl_commands_find_held (accelerator);
  g_autofree char *text = NULL;

  if (held != NULL)
    {
      text = g_strdup_printf (_("This key is taken: %s"), _(held->title));
      say (self, text);
      return;
    }

  if (owner != NULL && strcmp (owner, self->edited) != 0)
    {
      text = g_strdup_printf (_("Taken from: %s"), _(rl_commands_find (owner)->title));
      say (self, text);
    }
  rl_keymap_add (self->keymap, self->edited, accelerator);
}

static gboolean
is_modifier (guint keyval)
{
  return (keyval >= GDK_KEY_Shift_L && keyval <= GDK_KEY_Hyper_R) ||
         keyval == GDK_KEY_ISO_Level3_Shift || keyval == GDK_KEY_Mode_switch;
}

/* Tab and Menu move the focus and open menus everywhere. */
static gboolean
is_reserved (guint keyval)
{
  return keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab || keyval == GDK_KEY_F10 ||
         keyval == GDK_KEY_Return || keyval == GDK_KEY_Menu;
}

static gboolean
key_pressed_cb (RlShortcutSheet *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  return rl_shortcut_sheet_press (self, keyval, state & gtk_accelerator_get_default_mod_mask ());
}

static void
rl_shortcut_sheet_dispose (GObject *object)
{
  RlShortcutSheet *self = RL_SHORTCUT_SHEET (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->keymap);

  G_OBJECT_CLASS (rl_shortcut_sheet_parent_class)->dispose (object);
}

static void
rl_shortcut_sheet_class_init (RlShortcutSheetClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_shortcut_sheet_dispose;
}

static void
rl_shortcut_sheet_init (RlShortcutSheet *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->rows = g_ptr_array_new_with_free_func (g_free);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * rl_shortcut_sheet_new:
 * @parent: (nullable): the window it belongs to
 * @keymap: the keys
 *
 * Returns: (transfer none): a window, not yet shown
 */
GtkWindow *
rl_shortcut_sheet_new (GtkWindow *parent,
                       RlKeymap  *keymap)
{
  RlShortcutSheet *self = g_object_new (RL_TYPE_SHORTCUT_SHEET,
                                        "title", _("Keyboard Shortcuts"),
                                        "transient-for", parent,
                                        "destroy-with-parent", TRUE,
                                        "default-width", 560,
                                        "default-height", 680,
                                        NULL);

  self->keymap = g_object_ref (keymap);
  fill (self);
  g_signal_connect_object (keymap, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WINDOW (self);
}

/**
 * rl_shortcut_sheet_edit:
 * @self: a sheet
 * @action: a command
 *
 * Has the next key that is pressed given to a command.
 *
 * Returns: whether there is such a command
 */
gboolean
rl_shortcut_sheet_edit (RlShortcutSheet *self,
                        const char      *action)
{
  const RlCommand *command = rl_commands_find (action);

  g_return_val_if_fail (RL_IS_SHORTCUT_SHEET (self), FALSE);

  if (command == NULL)
    return FALSE;

  edit (self, command->action);

  return TRUE;
}

/**
 * rl_shortcut_sheet_press:
 * @self: a sheet
 * @keyval: the key that was pressed
 * @modifiers: held with it
 *
 * Returns: whether a command waited for it
 */
gboolean
rl_shortcut_sheet_press (RlShortcutSheet *self,
                         guint            keyval,
                         GdkModifierType  modifiers)
{
  g_autofree char *accelerator = NULL;

  g_return_val_if_fail (RL_IS_SHORTCUT_SHEET (self), FALSE);

  if (self->edited == NULL || is_modifier (keyval))
    return FALSE;
  if (is_reserved (keyval))
    {
      say (self, _("This key has its meaning everywhere"));
      return TRUE;
    }

  if (keyval == GDK_KEY_BackSpace && modifiers == 0)
    rl_keymap_clear (self->keymap, self->edited);
  else if (keyval != GDK_KEY_Escape)
    {
      accelerator = gtk_accelerator_name (gdk_keyval_to_lower (keyval), modifiers);
      give (self, accelerator);
    }
  edit (self, NULL);

  return TRUE;
}
