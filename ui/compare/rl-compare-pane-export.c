/* rl-compare-pane-export.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "compare/rl-compare-pane-private.h"

#include <glib/gi18n-lib.h>

#include "widgets/rl-csv-file.h"

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

  g_return_if_fail (RL_IS_COMPARE_PANE (self));

  pairs = rl_comparer_get_pairs (self->comparer);
  if (pairs != NULL)
    rl_csv_file_save (self->jobs, GTK_WIDGET (self), path, (RlCsvFunc) rl_lesion_pairs_to_csv,
                      g_ptr_array_ref (pairs), (GDestroyNotify) g_ptr_array_unref);
}

static void
chosen_cb (RlComparePane        *self,
           int                   response,
           GtkFileChooserNative *chooser)
{
  g_autofree char *path = rl_csv_file_dup_path (chooser, response);

  if (path != NULL)
    rl_compare_pane_export (self, path);
  g_clear_object (&self->chooser);
}

static void
export_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  RlComparePane *self = RL_COMPARE_PANE (widget);

  g_clear_object (&self->chooser);
  self->chooser = rl_csv_file_ask (widget, _("Export the Comparison"), "comparison.csv",
                                   G_CALLBACK (chosen_cb));
}

void
rl_compare_pane_class_install_export (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "compare.export", NULL, export_action);
}
