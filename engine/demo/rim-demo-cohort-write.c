/* rim-demo-cohort-write.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "cohort/rim-cohort-csv.h"
#include "cohort/rim-cohort-join.h"
#include "core/rim-csv.h"
#include "core/rim-file.h"
#include "demo/rim-demo-cohort.h"
#include "demo/rim-demo-fate-private.h"

static gboolean
make_folder (const char  *folder,
             GError     **error)
{
  if (g_mkdir_with_parents (folder, 0777) == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, (gint) g_io_error_from_errno (errno), _("%s: the folder cannot be made: %s"), folder,
               g_strerror (errno));

  return FALSE;
}

/* The columns of some roles. */
static gboolean
write_part (RimCohort   *cohort,
            const char  *folder,
            const char  *name,
            guint        roles,
            GError     **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  g_autoptr(RimCohort) part = NULL;
  g_autofree char *path = g_build_filename (folder, name, NULL);

  for (guint c = 0; c < rim_cohort_get_n_columns (cohort); c++)
    {
      const RimColumn *column = rim_cohort_get_column (cohort, c);

      if ((roles & 1u << column->role) != 0)
        g_ptr_array_add (names, (char *) column->name);
    }
  g_ptr_array_add (names, NULL);
  part = rim_cohort_subset (cohort, (const char *const *) names->pdata, NULL, 0, error);

  return part != NULL && rim_cohort_save_csv (part, path, error);
}

static gboolean
write_text (const char  *folder,
            const char  *name,
            const char  *text,
            GError     **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return rim_file_replace_contents (path, text, strlen (text), error);
}

static gboolean
write_truth (const char  *folder,
             GError     **error)
{
  char all[G_ASCII_DTOSTR_BUF_SIZE], images[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *json =
    g_strdup_printf ("{\n  \"synthetic\": true,\n  \"outcome\": \"dcb\",\n  \"true_auc\": %s,\n"
                     "  \"true_auc_of_images\": %s\n}\n",
                     g_ascii_formatd (all, sizeof all, "%.6f", rim_demo_cohort_get_true_auc (FALSE)),
                     g_ascii_formatd (images, sizeof images, "%.6f", rim_demo_cohort_get_true_auc (TRUE)));

  return write_text (folder, "truth.json", json, error);
}

/* What is hidden, and the score that outcomes were drawn from. */
static gboolean
write_hidden (RimCohort                   *cohort,
              const char                  *folder,
              const RimDemoCohortOptions  *options,
              GError                     **error)
{
  g_autoptr(GString) csv = g_string_new ("id,coarseness,infiltrate,growth,expression,score\n");

  for (guint row = 0; row < options->n; row++)
    {
      RimDemoFate fate;

      rim_demo_fate_init (&fate, options->first + row);
      rim_csv_append_field (csv, rim_cohort_get_id (cohort, row));
      rim_csv_append_number (csv, fate.coarseness);
      rim_csv_append_number (csv, fate.infiltrate);
      rim_csv_append_number (csv, fate.growth);
      rim_csv_append_number (csv, fate.expression);
      rim_csv_append_number (csv, rim_demo_fate_get_score (&fate));
      g_string_append_c (csv, '\n');
    }

  return write_text (folder, "truth.csv", csv->str, error);
}

/* For "extract --manifest", which finds the same features. */
static gboolean
write_manifest (RimCohort   *cohort,
                const char  *folder,
                GError     **error)
{
  g_autoptr(GString) csv = g_string_new ("id,image,mask\n");

  for (gsize row = 0; row < rim_cohort_get_n_rows (cohort); row++)
    {
      const char *id = rim_cohort_get_id (cohort, row);

      g_string_append_printf (csv, "%s,images/%s-ct.nii.gz,images/%s-lesion.nii.gz\n", id, id, id);
    }

  return write_text (folder, "manifest.csv", csv->str, error);
}

static gboolean
write_tables (RimCohort   *cohort,
              const char  *folder,
              GError     **error)
{
  g_autoptr(RimSettings) settings = rim_demo_cohort_get_settings ();
  g_autofree char *yaml = rim_settings_to_yaml (settings);

  return write_text (folder, "features.settings.yaml", yaml, error) &&
         write_part (cohort, folder, "features.csv", 1u << RIM_COLUMN_FEATURE, error) &&
         write_part (cohort, folder, "clinical.csv", 1u << RIM_COLUMN_CLINICAL | 1u << RIM_COLUMN_BATCH, error) &&
         write_part (cohort, folder, "outcome.csv", 1u << RIM_COLUMN_OUTCOME, error) && write_truth (folder, error);
}

/**
 * rim_demo_cohort_write:
 * @folder: where to; made if it is not there
 * @options: how many patients; with any images, these go into a folder “images” in it
 * @cancellable: (nullable): a cancellable
 * @error: where to put an error
 *
 * Writes features.csv with its settings, clinical.csv, outcome.csv, and truth.json and truth.csv,
 * which say what nobody knows of real patients, and
 * with images also a manifest of them.
 *
 * Returns: whether all is there
 */
gboolean
rim_demo_cohort_write (const char                  *folder,
                       const RimDemoCohortOptions  *options,
                       GCancellable                *cancellable,
                       GError                     **error)
{
  g_autofree char *images = g_build_filename (folder, "images", NULL);
  RimDemoCohortOptions inside = *options;
  g_autoptr(RimCohort) cohort = NULL;

  if (!make_folder (options->images != NULL ? images : folder, error))
    return FALSE;

  if (options->images != NULL)
    inside.images = images;
  cohort = rim_demo_cohort_new (&inside, cancellable, error);

  return cohort != NULL && write_tables (cohort, folder, error) && write_hidden (cohort, folder, options, error) &&
         (options->images == NULL || write_manifest (cohort, folder, error));
}
