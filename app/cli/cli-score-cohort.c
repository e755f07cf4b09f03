/* cli-score-cohort.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "cli-score.h"
#include "cohort/rim-cohort-csv.h"
#include "core/rim-csv.h"
#include "core/rim-file.h"
#include "signature/rim-score-clinical.h"

/* All columns that are not there are told at once. */
static gboolean
check_columns (RimFit      *fit,
               RimCohort   *cohort,
               const char  *path,
               GError     **error)
{
  g_autoptr(GString) names = g_string_new (NULL);
  const char *last = NULL;

  for (guint i = 0; i < rim_fit_get_n_inputs (fit); i++)
    {
      const char *name = rim_fit_get_input (fit, i)->name;

      if (rim_cohort_find (cohort, name) != NULL || g_strcmp0 (last, name) == 0)
        continue;
      g_string_append_printf (names, "%s%s", last != NULL ? ", " : "", name);
      last = name;
    }
  if (last == NULL)
    return TRUE;

  g_set_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING, "%s has no column %s", path, names->str);

  return FALSE;
}

/* Returns: (transfer full): the value as text; a number or the name of a level */
static char *
dup_value (const RimColumn *column,
           gsize            row)
{
  const double value = column->values[row];
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (value))
    return NULL;
  if (column->type == RIM_COLUMN_CATEGORY)
    return g_strdup (column->levels[(gsize) value]);

  return g_strdup (g_ascii_formatd (text, sizeof text, "%.17g", value));
}

static RimScore *
score_row (RimSignature  *signature,
           RimCohort     *cohort,
           gsize          row,
           GError       **error)
{
  RimFit *fit = rim_signature_get_fit (signature);
  const guint n = rim_fit_get_n_inputs (fit);
  g_autofree double *values = g_new (double, MAX (n, 1));
  g_autoptr(GHashTable) known = rim_score_clinical_new ();

  for (guint i = 0; i < n; i++)
    {
      const RimFitInput *input = rim_fit_get_input (fit, i);
      g_autofree char *text = dup_value (rim_cohort_find (cohort, input->name), row);

      rim_score_clinical_set_text (known, input->name, text);
      if (!rim_score_clinical_get (known, input, &values[i], error))
        return NULL;
    }

  return rim_score_new_values (signature, values, error);
}

static guint
count_inputs (const RimScore *score,
              gboolean        are_outside)
{
  guint n = 0;

  for (guint i = 0; i < score->inputs->len; i++)
    {
      const RimScoreInput *input = score->inputs->pdata[i];

      n += are_outside ? input->is_outside : input->is_filled;
    }

  return n;
}

static void
append_score (GString        *csv,
              const RimScore *score)
{
  g_autoptr(GString) limits = g_string_new (NULL);

  rim_csv_append_number (csv, score->margin);
  rim_csv_append_number (csv, score->probability);
  g_string_append_printf (csv, ",%s", score->is_high ? "high" : "low");
  rim_csv_append_number (csv, score->percentile);
  rim_csv_append_number (csv, score->distance);
  rim_csv_append_number (csv, score->part_beyond);
  rim_csv_append_number (csv, count_inputs (score, FALSE));
  rim_csv_append_number (csv, count_inputs (score, TRUE));
  rim_csv_append_number (csv, rim_score_is_serious (score));
  for (guint i = 0; i < score->limits->len; i++)
    g_string_append_printf (limits, "%s%s", i > 0 ? " " : "", ((RimScoreLimit *) score->limits->pdata[i])->text);
  g_string_append_c (csv, ',');
  rim_csv_append_field (csv, limits->str);
}

static guint
append_rows (GString      *csv,
             RimSignature *signature,
             RimCohort    *cohort)
{
  guint n_failed = 0;

  g_string_append (csv, "id,patient,signature,margin,probability,group,percentile,distance,part_beyond,"
                   "n_missing,n_outside,serious,limits\n");
  for (gsize row = 0; row < rim_cohort_get_n_rows (cohort); row++)
    {
      g_autoptr(GError) reason = NULL;
      RimScore *score = score_row (signature, cohort, row, &reason);

      rim_csv_append_field (csv, rim_cohort_get_id (cohort, row));
      g_string_append_c (csv, ',');
      rim_csv_append_field (csv, rim_cohort_get_patient (cohort, row));
      g_string_append_c (csv, ',');
      rim_csv_append_field (csv, rim_signature_get_hash (signature));
      if (score != NULL)
        append_score (csv, score);
      else
        {
          g_string_append (csv, ",,,,,,,,,,");
          rim_csv_append_field (csv, reason->message);
          n_failed++;
        }
      g_string_append_c (csv, '\n');
      g_clear_pointer (&score, rim_score_free);
    }

  return n_failed;
}

/**
 * cli_score_cohort:
 * @signature: what is applied
 * @cohort: a table with a column per input
 * @out: gets a row per row
 * @error: where to put an error
 *
 * A row that has no score says why in the column limits.
 *
 * Returns: whether the table has all columns and @out could be written
 */
gboolean
cli_score_cohort (RimSignature  *signature,
                  const char    *cohort,
                  const char    *out,
                  GError       **error)
{
  const RimCohortCsvSettings settings = { .id = NULL };
  g_autoptr(RimCohort) table = rim_cohort_load_csv (cohort, &settings, NULL, error);
  g_autoptr(GString) csv = g_string_new (NULL);
  g_autofree char *warning = NULL;
  guint n_failed;

  if (table == NULL || !check_columns (rim_signature_get_fit (signature), table, cohort, error))
    return FALSE;

  n_failed = append_rows (csv, signature, table);
  if (n_failed > 0)
    {
      warning = g_strdup_printf ("%u of %zu rows have no score; the column limits says why", n_failed,
                                 rim_cohort_get_n_rows (table));
      cli_warn (warning);
    }

  return rim_file_replace_contents (out, csv->str, csv->len, error);
}
