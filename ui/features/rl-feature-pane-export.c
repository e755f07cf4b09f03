/* rl-feature-pane-export.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "features/rl-feature-pane-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/rim-file.h"

typedef struct
{
  char            *path;
  RimFeatureTable *table;
} Export;

static void
export_free (gpointer data)
{
  Export *self = data;

  g_free (self->path);
  rim_feature_table_unref (self->table);
  g_free (self);
}

static gpointer
export_run (RlJob     *job,
            gpointer   data,
            GError   **error)
{
  const Export *export = data;
  g_autofree char *csv = rim_feature_table_to_csv (export->table);

  if (!rim_file_replace_contents (export->path, csv, strlen (csv), error))
    return NULL;

  return g_strdup (export->path);
}

static void
export_done (gpointer      owner,
             gpointer      result,
             const GError *error)
{
  g_autofree char *name = result != NULL ? g_filename_display_basename (result) : NULL;
  g_autofree char *message = result != NULL
                             ? g_strdup_printf (_("Saved %s"), name)
                             : g_strdup_printf (_("Not saved: %s"), error->message);

  rl_feature_pane_say (owner, message);
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
 * rl_feature_pane_export:
 * @self: a pane with values
 * @path: where to
 *
 * Writes all values, whatever a search leaves, as rimlightctl extract does. A
 * message says how it went.
 */
void
rl_feature_pane_export (RlFeaturePane *self,
                        const char    *path)
{
  RimFeatureTable *table;
  Export *export;

  g_return_if_fail (RL_IS_FEATURE_PANE (self));

  table = rl_feature_extractor_get_table (self->extractor);
  if (table == NULL)
    return;

  export = g_new0 (Export, 1);
  export->path = g_strdup (path);
  export->table = rim_feature_table_ref (table);
  rl_jobs_start (self->jobs, &export_kind, self, export);
}

static void
chosen_cb (RlFeaturePane        *self,
           int                   response,
           GtkFileChooserNative *native)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (native));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && g_file_peek_path (file) != NULL)
    rl_feature_pane_export (self, g_file_peek_path (file));

  g_clear_object (&self->chooser);
}

static void
add_part (GString    *name,
          const char *part)
{
  if (part == NULL || *part == '\0')
    return;

  if (name->len > 0)
    g_string_append_c (name, '_');
  g_string_append (name, part);
}

/* Whose lesion, on which image and in which VOI: files of several are not mixed up. */
static char *
dup_file_name (RlFeaturePane *self)
{
  RimVolume *base = rl_session_get_base (self->session);
  RimSource *source = base != NULL ? rim_volume_get_source (base) : NULL;
  const char *id = rl_session_get_active_lesion (self->session);
  RimLesion *lesion = id != NULL ? rl_session_find_lesion (self->session, id) : NULL;
  GString *name = g_string_new (NULL);

  add_part (name, source != NULL ? source->patient_id : NULL);
  add_part (name, lesion != NULL ? lesion->name : NULL);
  add_part (name, rim_study_image_get_id (rl_feature_pane_get_image (self)));
  add_part (name, rim_voi_kind_get_id (rl_feature_pane_get_voi (self)));
  for (char *c = name->str; *c != '\0'; c++)
    if (strchr ("/\\:*?\"<>| ", *c) != NULL || g_ascii_iscntrl (*c))
      *c = '-';
  g_string_append (name, ".csv");

  return g_string_free (name, FALSE);
}

static void
export_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  RlFeaturePane *self = RL_FEATURE_PANE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *name = dup_file_name (self);
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();
  GtkFileChooserNative *native;

  native = gtk_file_chooser_native_new (_("Export Features"), GTK_WINDOW (root),
                                        GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (native), name);
  gtk_file_filter_set_name (filter, _("Tables (CSV)"));
  gtk_file_filter_add_pattern (filter, "*.csv");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (native), filter);
  rl_feature_pane_choose_file (self, native, G_CALLBACK (chosen_cb));
}

static char *
dup_other_title (RlFeaturePane *self)
{
  RlFeatureSource *source = rl_feature_extractor_get_source (self->other);

  return source != NULL ? g_strdup (rl_source_get_title (RL_SOURCE (source))) : NULL;
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  RlFeaturePane *self = RL_FEATURE_PANE (widget);
  g_autofree char *title = dup_other_title (self);
  g_autofree char *text = rl_feature_model_to_tsv (self->model, title);
  guint n = rl_feature_model_get_n_shown (self->model);
  g_autofree char *message = g_strdup_printf (ngettext ("%u feature copied", "%u features copied", n), n);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  rl_feature_pane_say (self, message);
}

void
rl_feature_pane_class_install_export (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "features.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "features.export", NULL, export_action);
}
