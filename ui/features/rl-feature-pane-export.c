/* rl-feature-pane-export.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "features/rl-feature-pane-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "widgets/rl-csv-file.h"

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

  g_return_if_fail (RL_IS_FEATURE_PANE (self));

  table = rl_feature_extractor_get_table (self->extractor);
  if (table != NULL)
    rl_csv_file_save (self->jobs, GTK_WIDGET (self), path, (RlCsvFunc) rim_feature_table_to_csv,
                      rim_feature_table_ref (table), (GDestroyNotify) rim_feature_table_unref);
}

static void
chosen_cb (RlFeaturePane        *self,
           int                   response,
           GtkFileChooserNative *chooser)
{
  g_autofree char *path = rl_csv_file_dup_path (chooser, response);

  if (path != NULL)
    rl_feature_pane_export (self, path);
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
  g_autofree char *name = dup_file_name (self);

  g_clear_object (&self->chooser);
  self->chooser = rl_csv_file_ask (widget, _("Export Features"), name, G_CALLBACK (chosen_cb));
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
