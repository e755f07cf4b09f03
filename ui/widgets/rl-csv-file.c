/* rl-csv-file.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "widgets/rl-csv-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/rim-file.h"

typedef struct
{
  char           *path;
  RlCsvFunc       to_csv;
  gpointer        table;
  GDestroyNotify  free_table;
} Input;

static void
input_free (gpointer data)
{
  Input *self = data;

  g_free (self->path);
  self->free_table (self->table);
  g_free (self);
}

static gpointer
save_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  const Input *input = data;
  g_autofree char *csv = input->to_csv (input->table);

  if (!rim_file_replace_contents (input->path, csv, strlen (csv), error))
    return NULL;

  return g_filename_display_basename (input->path);
}

static void
save_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  g_autofree char *message = result != NULL
                             ? g_strdup_printf (_("Saved %s"), (const char *) result)
                             : g_strdup_printf (_("Not saved: %s"), error->message);

  g_signal_emit_by_name (owner, "message", message);
}

/* What is being written is written to the end. */
static const RlJobKind save_kind = {
  .policy = RL_JOB_KEEP,
  .run = save_run,
  .done = save_done,
  .free_input = input_free,
  .free_result = g_free,
};

/**
 * rl_csv_file_ask:
 * @page: who asks
 * @title: of the dialog
 * @name: what the file may be called
 * @chosen: called with @page for "response" of the dialog, as
 *   void chosen (GtkWidget *page, int response, GtkFileChooserNative *chooser)
 *
 * Asks where a table is to be saved.
 *
 * Returns: (transfer full): what asks, to be kept until it has an answer
 */
GtkFileChooserNative *
rl_csv_file_ask (GtkWidget  *page,
                 const char *title,
                 const char *name,
                 GCallback   chosen)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (page)),
                                 GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_file_filter_set_name (filter, _("Tables (CSV)"));
  gtk_file_filter_add_pattern (filter, "*.csv");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", chosen, page, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));

  return chooser;
}

/* Returns: (transfer full) (nullable): where to; %NULL where nobody wants to save */
char *
rl_csv_file_dup_path (GtkFileChooserNative *chooser,
                      int                   response)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  return response == GTK_RESPONSE_ACCEPT && file != NULL ? g_file_get_path (file) : NULL;
}

/**
 * rl_csv_file_save:
 * @jobs: that does it
 * @page: whose signal "message" says how it went
 * @path: where to
 * @to_csv: makes @table a text, in a worker
 * @table: (transfer full): what to save, which nobody changes
 * @free_table: what becomes of it
 */
void
rl_csv_file_save (RlJobs         *jobs,
                  GtkWidget      *page,
                  const char     *path,
                  RlCsvFunc       to_csv,
                  gpointer        table,
                  GDestroyNotify  free_table)
{
  Input *input;

  g_return_if_fail (GTK_IS_WIDGET (page));
  g_return_if_fail (path != NULL);

  input = g_new0 (Input, 1);
  input->path = g_strdup (path);
  input->to_csv = to_csv;
  input->table = table;
  input->free_table = free_table;
  rl_jobs_start (jobs, &save_kind, page, input);
}
