/* rl-plot-actions.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a plot's menu does. */

#include "plots/rl-plot-private.h"

#include <glib/gi18n-lib.h>

static const struct
{
  RimPlotFormat  format;
  const char    *extension;
  const char    *title;
} formats[] = {
  { RIM_PLOT_SVG, "svg", N_("Save as SVG…") },
  { RIM_PLOT_PDF, "pdf", N_("Save as PDF…") },
  { RIM_PLOT_CSV, "csv", N_("Save Values as CSV…") },
};

typedef struct
{
  RimPlot       *plot;
  RimPlotFormat  format;
  char          *path;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *self = data;

  rim_plot_free (self->plot);
  g_free (self->path);
  g_free (self);
}

static gpointer
save_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  const Saving *saving = data;

  return rim_plot_save (saving->plot, saving->format, saving->path, error)
         ? g_filename_display_basename (saving->path) : NULL;
}

static void
save_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  g_autofree char *message = result != NULL ? g_strdup_printf (_("Saved %s"), (const char *) result)
                                            : g_strdup_printf (_("Not saved: %s"), error->message);

  g_signal_emit_by_name (owner, "message", message);
}

/* What is being written is written to the end. */
static const RlJobKind save_kind = {
  .policy = RL_JOB_KEEP,
  .run = save_run,
  .done = save_done,
  .free_input = saving_free,
  .free_result = g_free,
};

static guint
find_format (const char *extension)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (formats[i].extension, extension) == 0)
      return i;

  return G_N_ELEMENTS (formats);
}

static void
chosen_cb (RlPlot               *self,
           int                   response,
           GtkFileChooserNative *chooser)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  const guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chooser), "format"));
  Saving *saving;

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && self->plot != NULL)
    {
      saving = g_new (Saving, 1);
      *saving = (Saving) { rim_plot_copy (self->plot), formats[i].format, g_file_get_path (file) };
      rl_jobs_start (self->jobs, &save_kind, self, saving);
    }
  g_clear_object (&self->chooser);
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  RlPlot *self = RL_PLOT (widget);
  const guint i = find_format (g_variant_get_string (parameter, NULL));
  g_autofree char *file = NULL;

  if (self->plot == NULL || i == G_N_ELEMENTS (formats))
    return;

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Save Plot"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  file = g_strdup_printf ("%s.%s", self->plot->id, formats[i].extension);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), file);
  g_object_set_data (G_OBJECT (self->chooser), "format", GUINT_TO_POINTER (i));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  RlPlot *self = RL_PLOT (widget);
  g_autofree char *csv = NULL;

  if (self->plot == NULL)
    return;

  csv = rim_plot_to_csv (self->plot);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), csv);
  g_signal_emit_by_name (self, "message", _("Values copied"));
}

static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  RlPlot *self = RL_PLOT (widget);

  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), NULL);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
pressed_cb (RlPlot     *self,
            int         n,
            double      x,
            double      y,
            GtkGesture *gesture)
{
  const guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (button != GDK_BUTTON_SECONDARY)
    return;

  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

void
rl_plot_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "plot.save", "s", save_action);
  gtk_widget_class_install_action (widget_class, "plot.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "plot.menu", NULL, menu_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "plot.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "plot.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "plot.menu", NULL);
}

void
rl_plot_add_menu (RlPlot *self)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *action = g_strdup_printf ("plot.save('%s')", formats[i].extension);

      g_menu_append (menu, _(formats[i].title), action);
    }
  g_menu_append (menu, _("Copy Values"), "plot.copy");
  self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}
