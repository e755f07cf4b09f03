/* rim-score-clinical.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-score-clinical.h"

#include <math.h>
#include <string.h>

/* What files write where nothing is known. */
static gboolean
is_nothing (const char *text)
{
  static const char *const words[] = { "", "NA", "N/A", "NaN", "nan", "null", "unknown", "missing" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (text, words[i]) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
parse_number (const char *text,
              double     *value)
{
  char *end;

  *value = g_ascii_strtod (text, &end);

  return end != text && *end == '\0' && isfinite (*value);
}

/* Returns: (transfer full): nothing is known */
GHashTable *
rim_score_clinical_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * rim_score_clinical_set_text:
 * @self: what is known
 * @name: of an input
 * @text: (nullable): a level, or a number as C writes it; %NULL where nothing is known
 */
void
rim_score_clinical_set_text (GHashTable *self,
                             const char *name,
                             const char *text)
{
  g_return_if_fail (self != NULL && name != NULL);

  if (text == NULL)
    g_hash_table_remove (self, name);
  else
    g_hash_table_replace (self, g_strdup (name), g_strstrip (g_strdup (text)));
}

/**
 * rim_score_clinical_set_number:
 * @self: what is known
 * @name: of an input
 * @value: NAN where nothing is known
 */
void
rim_score_clinical_set_number (GHashTable *self,
                               const char *name,
                               double      value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  rim_score_clinical_set_text (self, name, isnan (value) ? NULL : g_ascii_formatd (text, sizeof text, "%.17g", value));
}

/**
 * rim_score_clinical_parse:
 * @text: "age=62,histology=adenocarcinoma"
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the same
 */
GHashTable *
rim_score_clinical_parse (const char  *text,
                          GError     **error)
{
  g_autoptr(GHashTable) self = rim_score_clinical_new ();
  g_auto(GStrv) parts = g_strsplit (text, ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *sign = strchr (g_strstrip (parts[i]), '=');

      if (*parts[i] == '\0')
        continue;
      if (sign == NULL || sign == parts[i])
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "“%s” is not of the form name=value", parts[i]);
          return NULL;
        }

      *sign = '\0';
      rim_score_clinical_set_text (self, g_strstrip (parts[i]), sign + 1);
    }

  return g_steal_pointer (&self);
}

/**
 * rim_score_clinical_from_row:
 * @cohort: a cohort
 * @row: of it
 *
 * Returns: (transfer full): all that the row says, but for outcomes
 */
GHashTable *
rim_score_clinical_from_row (RimCohort *cohort,
                             gsize      row)
{
  GHashTable *self = rim_score_clinical_new ();

  for (guint c = 0; c < rim_cohort_get_n_columns (cohort); c++)
    {
      const RimColumn *column = rim_cohort_get_column (cohort, c);
      const double value = column->values[row];

      if (column->role == RIM_COLUMN_OUTCOME || isnan (value))
        continue;
      if (column->type == RIM_COLUMN_CATEGORY)
        rim_score_clinical_set_text (self, column->name, column->levels[(gsize) value]);
      else
        rim_score_clinical_set_number (self, column->name, value);
    }

  return self;
}

static gboolean
find_level (const RimFitInput  *input,
            const char         *text,
            double             *value,
            GError            **error)
{
  g_autofree char *levels = NULL;
  double number, other;

  for (guint i = 0; input->levels[i] != NULL; i++)
    {
      *value = i;
      if (strcmp (input->levels[i], text) == 0 ||
          (parse_number (text, &number) && parse_number (input->levels[i], &other) && number == other))
        return TRUE;
    }

  *value = NAN;
  if (is_nothing (text))
    return TRUE;

  levels = g_strjoinv (", ", input->levels);
  g_set_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING,
               "%s is “%s”, which nobody in training had; there were %s", input->name, text, levels);

  return FALSE;
}

/**
 * rim_score_clinical_get:
 * @self: (nullable): what is known
 * @input: an input of a fit
 * @value: (out): its value, of a category the number of its level; NAN where nothing is known
 * @error: where to put a #RimSignatureError
 *
 * Returns: whether the input can take what is known
 */
gboolean
rim_score_clinical_get (GHashTable         *self,
                        const RimFitInput  *input,
                        double             *value,
                        GError            **error)
{
  const char *text = self != NULL ? g_hash_table_lookup (self, input->name) : NULL;

  *value = NAN;
  if (text == NULL)
    return TRUE;

  if (input->type == RIM_COLUMN_CATEGORY && input->levels != NULL)
    return find_level (input, text, value, error);

  if (is_nothing (text) || parse_number (text, value))
    return TRUE;

  *value = NAN;
  g_set_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING, "%s is “%s”, which is not a number",
               input->name, text);

  return FALSE;
}
