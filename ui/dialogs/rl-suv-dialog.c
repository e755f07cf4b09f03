/* rl-suv-dialog.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dialogs/rl-suv-dialog.h"

#include <glib/gi18n-lib.h>

#include "core/rl-format.h"

#define MAX_VALUE_CHARS 30

struct _RlSuvDialog
{
  AdwWindow            parent_instance;

  RimSuv              *suv;

  GtkLabel            *outcome;
  AdwPreferencesGroup *warnings;
  AdwPreferencesGroup *history;
  AdwPreferencesGroup *steps;
  RlSuvForm           *form;

  GPtrArray           *rows;            /* that were added to the groups */
};

enum
{
  CORRECT,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlSuvDialog, rl_suv_dialog, ADW_TYPE_WINDOW)

static guint signals[N_SIGNALS];

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  g_autofree char *text = rim_suv_to_text (RL_SUV_DIALOG (widget)->suv);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
add_row (RlSuvDialog         *self,
         AdwPreferencesGroup *group,
         GtkWidget           *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
}

static void
remove_rows (RlSuvDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }

  g_ptr_array_set_size (self->rows, 0);
}

/* Rows take markup, and data may hold anything. */
static GtkWidget *
new_row (const char *title,
         const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *safe_title = g_markup_escape_text (title != NULL ? title : "", -1);
  g_autofree char *safe_subtitle = g_markup_escape_text (subtitle != NULL ? subtitle : "", -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe_subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);

  return row;
}

static void
add_step (RlSuvDialog      *self,
          const RimSuvStep *step)
{
  GtkWidget *row = new_row (step->tag != NULL ? step->tag : step->decision,
                            step->tag != NULL ? step->decision : NULL);

  if (step->value != NULL)
    {
      GtkWidget *value = gtk_label_new (*step->value != '\0' ? step->value : RL_NO_VALUE);
      int width = (int) MIN (g_utf8_strlen (step->value, -1) + 2, MAX_VALUE_CHARS);

      gtk_label_set_width_chars (GTK_LABEL (value), width);
      gtk_label_set_selectable (GTK_LABEL (value), TRUE);
      gtk_label_set_wrap (GTK_LABEL (value), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (value), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_max_width_chars (GTK_LABEL (value), MAX_VALUE_CHARS);
      gtk_label_set_xalign (GTK_LABEL (value), 1);
      gtk_widget_add_css_class (value, "numeric");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), value);
    }

  add_row (self, self->steps, row);
}

static void
add_warning (RlSuvDialog *self,
             const char  *text)
{
  GtkWidget *row = new_row (text, NULL);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_widget_add_css_class (icon, "warning");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  add_row (self, self->warnings, row);
}

static void
add_history (RlSuvDialog *self,
             GPtrArray   *history)
{
  for (guint i = 0; history != NULL && i < history->len; i++)
    {
      const RimSuvOverrides *entry = g_ptr_array_index (history, i);
      g_autofree char *who = rim_suv_overrides_describe (entry);

      add_row (self, self->history,
               new_row (who, rim_suv_overrides_is_empty (entry) ? _("The values of the file are used again")
                                                                : NULL));
    }

  gtk_widget_set_visible (GTK_WIDGET (self->history), history != NULL && history->len > 0);
}

static char *
describe_outcome (RimSuv *suv)
{
  if (!suv->convertible)
    return g_strdup_printf (_("SUV cannot be computed: %s"), suv->why_not);
  if (suv->is_corrected)
    return g_strdup (_("SUV by body weight, computed with corrected values"));

  return g_strdup (_("SUV by body weight can be computed for this PET"));
}

static void
fill (RlSuvDialog *self)
{
  g_autofree char *outcome = describe_outcome (self->suv);

  gtk_label_set_text (self->outcome, outcome);

  for (guint i = 0; i < self->suv->warnings->len; i++)
    add_warning (self, g_ptr_array_index (self->suv->warnings, i));
  for (guint i = 0; i < self->suv->steps->len; i++)
    add_step (self, g_ptr_array_index (self->suv->steps, i));

  gtk_widget_set_visible (GTK_WIDGET (self->warnings), self->suv->warnings->len > 0);
}

static void
apply_cb (RlSuvDialog *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimSuvOverrides) typed = rl_suv_form_dup_overrides (self->form, &error);

  if (typed != NULL && rim_suv_overrides_is_empty (typed))
    rl_suv_form_set_error (self->form, _("Nothing is typed in but a reason"));
  else if (typed != NULL)
    g_signal_emit (self, signals[CORRECT], 0, typed);
  else
    rl_suv_form_set_error (self->form, error->message);
}

/* The reason is all that is kept of what is typed in. */
static void
take_back_cb (RlSuvDialog *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimSuvOverrides) typed = rl_suv_form_dup_overrides (self->form, &error);
  g_autoptr(RimSuvOverrides) none = rim_suv_overrides_new ();

  if (typed == NULL)
    {
      rl_suv_form_set_error (self->form, error->message);
      return;
    }

  none->reason = g_strdup (typed->reason);
  g_signal_emit (self, signals[CORRECT], 0, none);
}

static void
rl_suv_dialog_dispose (GObject *object)
{
  RlSuvDialog *self = RL_SUV_DIALOG (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);

  g_clear_pointer (&self->suv, rim_suv_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), RL_TYPE_SUV_DIALOG);

  G_OBJECT_CLASS (rl_suv_dialog_parent_class)->dispose (object);
}

static void
rl_suv_dialog_class_init (RlSuvDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_suv_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rimlight/Rimlight/ui/rl-suv-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RlSuvDialog, outcome);
  gtk_widget_class_bind_template_child (widget_class, RlSuvDialog, warnings);
  gtk_widget_class_bind_template_child (widget_class, RlSuvDialog, history);
  gtk_widget_class_bind_template_child (widget_class, RlSuvDialog, steps);
  gtk_widget_class_bind_template_child (widget_class, RlSuvDialog, form);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_back_cb);
  signals[CORRECT] = g_signal_new ("correct", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (RL_TYPE_SUV_FORM);
  gtk_widget_class_install_action (widget_class, "dialog.copy", NULL, copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
rl_suv_dialog_init (RlSuvDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rl_suv_dialog_new:
 * @parent: (nullable): the window it belongs to
 * @suv: what to explain
 */
GtkWindow *
rl_suv_dialog_new (GtkWindow *parent,
                   RimSuv    *suv)
{
  RlSuvDialog *self = g_object_new (RL_TYPE_SUV_DIALOG, "transient-for", parent, NULL);

  rl_suv_dialog_set_suv (self, suv, NULL, NULL);

  return GTK_WINDOW (self);
}

/**
 * rl_suv_dialog_set_suv:
 * @self: a dialog
 * @suv: what to explain
 * @correction: (nullable): what of it is typed in
 * @history: (nullable) (element-type RimSuvOverrides): what was typed in and
 *   taken back, the latest first
 */
void
rl_suv_dialog_set_suv (RlSuvDialog           *self,
                       RimSuv                *suv,
                       const RimSuvOverrides *correction,
                       GPtrArray             *history)
{
  g_return_if_fail (RL_IS_SUV_DIALOG (self));
  g_return_if_fail (suv != NULL);

  rim_suv_ref (suv);
  g_clear_pointer (&self->suv, rim_suv_unref);
  self->suv = suv;
  remove_rows (self);
  fill (self);
  add_history (self, history);
  rl_suv_form_set (self->form, suv, correction);
}

/* Returns: (transfer none) */
RlSuvForm *
rl_suv_dialog_get_form (RlSuvDialog *self)
{
  g_return_val_if_fail (RL_IS_SUV_DIALOG (self), NULL);

  return self->form;
}
