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
  AdwPreferencesGroup *steps;
};

G_DEFINE_FINAL_TYPE (RlSuvDialog, rl_suv_dialog, ADW_TYPE_WINDOW)

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  g_autofree char *text = rim_suv_to_text (RL_SUV_DIALOG (widget)->suv);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
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
      int width = (int) MIN (g_utf8_strlen (step->value, -1), MAX_VALUE_CHARS);

      gtk_label_set_width_chars (GTK_LABEL (value), width);
      gtk_label_set_selectable (GTK_LABEL (value), TRUE);
      gtk_label_set_wrap (GTK_LABEL (value), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (value), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_max_width_chars (GTK_LABEL (value), MAX_VALUE_CHARS);
      gtk_label_set_xalign (GTK_LABEL (value), 1);
      gtk_widget_add_css_class (value, "numeric");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), value);
    }

  adw_preferences_group_add (self->steps, row);
}

static void
add_warning (RlSuvDialog *self,
             const char  *text)
{
  GtkWidget *row = new_row (text, NULL);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_widget_add_css_class (icon, "warning");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_preferences_group_add (self->warnings, row);
}

static void
fill (RlSuvDialog *self)
{
  g_autofree char *why_not = NULL;

  if (self->suv->convertible)
    gtk_label_set_text (self->outcome, _("SUV by body weight can be computed for this PET"));
  else
    {
      why_not = g_strdup_printf (_("SUV cannot be computed: %s"), self->suv->why_not);
      gtk_label_set_text (self->outcome, why_not);
    }

  for (guint i = 0; i < self->suv->warnings->len; i++)
    add_warning (self, g_ptr_array_index (self->suv->warnings, i));
  for (guint i = 0; i < self->suv->steps->len; i++)
    add_step (self, g_ptr_array_index (self->suv->steps, i));

  gtk_widget_set_visible (GTK_WIDGET (self->warnings), self->suv->warnings->len > 0);
}

static void
rl_suv_dialog_dispose (GObject *object)
{
  RlSuvDialog *self = RL_SUV_DIALOG (object);

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
  gtk_widget_class_bind_template_child (widget_class, RlSuvDialog, steps);
  gtk_widget_class_install_action (widget_class, "dialog.copy", NULL, copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
rl_suv_dialog_init (RlSuvDialog *self)
{
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

  self->suv = rim_suv_ref (suv);
  fill (self);

  return GTK_WINDOW (self);
}
