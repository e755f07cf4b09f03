/* rl-compare-pane-export.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "compare/rl-compare-pane-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/rim-file.h"

typedef struct
{
  char      *path;
  GPtrArray *pairs;
} Export;

static void
export_free (gpointer data)
{
  Export *self = data;

  g_free (self->path);
  g_ptr_array_unref (self->pairs);
  g_free (self);
}

static gpointer
export_run (RlJob     *job,
            gpointer   data,
            GError   **error)
{
  const Export *export = data;
  g_autofree char *csv = rl_lesion_pairs_to_csv (export->pairs);

  if (!rim_file_replace_contents (export->path, csv, strlen (csv), error))
    return NULL;

  return g_filename_display_basename (export->path);
}

static void
export_done (gpointer      owner,
             gpointer      result,
             const GError *error)
{
  g_autofree char *message = result != NULL
                             ? g_strdup_printf (_("Saved %s"), (const char *) result)
                             : g_strdup_printf (_("Not saved: %s"), error->message);

  rl_compare_pane_say (owner, message);
}

/* What is being written is written to the end. */
static const RlJobKind export_kind = {
  .policy = RL_JOB_KEEP,
  .run = export_run,
  .done = export_done,
  .free_input = export_free,
  .free_result = g_free,
};

/**
 * rl_compare_pane_export:
 * @self: a pane with results
 * @path: where to
 *
 * Writes all measures of all lesions, as rimlightctl compare does. A message says how
 * it went.
 */
void
rl_compare_pane_export (RlComparePane *self,
                        const char    *path)
{
  GPtrArray *pairs;
  Export *export;

  g_return_if_fail (RL_IS_COMPARE_PANE (self));
  g_return_if_fail (path != NULL);

  pairs = rl_comparer_get_pairs (self->comparer);
  if (pairs == NULL)
    return;

  export = g_new0 (Export, 1);
  export->path = g_strdup (path);
  export->pairs = g_ptr_array_ref (pairs);
  rl_jobs_start (self->jobs, &export_kind, self, export);
}

static void
chosen_cb (RlComparePane        *self,
           int                   response,
           GtkFileChooserNative *native)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (native));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && g_file_peek_path (file) != NULL)
    rl_compare_pane_export (self, g_file_peek_path (file));

  g_clear_object (&self->chooser);
}

static void
export_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  RlComparePane *self = RL_COMPARE_PANE (widget);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Export the Comparison"), window,
                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), "comparison.csv");
  gtk_file_filter_set_name (filter, _("Tables (CSV)"));
  gtk_file_filter_add_pattern (filter, "*.csv");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

void
rl_compare_pane_class_install_export (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "compare.export", NULL, export_action);
}
