/* rim-predictions.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-predictions.h"

#include <math.h>

#include "core/rim-csv-table.h"
#include "statistics/rim-statistics-error.h"

#define MAX_FILE (256u << 20)

/**
 * rim_predictions_new:
 * @kind: what was predicted
 * @n: how many rows
 *
 * Returns: (transfer full): margins and ids of so many rows, all to be filled in; other
 *   columns are the caller's to add before rim_predictions_connect()
 */
RimPredictions *
rim_predictions_new (RimOutcomeKind kind,
                     gsize          n)
{
  RimPredictions *self = g_new0 (RimPredictions, 1);

  self->input.kind = kind;
  self->input.n = n;
  self->ids = g_new0 (char *, n + 1);
  self->margins = g_new0 (double, n + 1);

  return self;
}

void
rim_predictions_free (RimPredictions *self)
{
  if (self == NULL)
    return;

  for (gsize row = 0; row < self->input.n; row++)
    g_free (self->ids[row]);
  g_free (self->ids);
  g_free (self->margins);
  g_free (self->probabilities);
  g_free (self->is_high);
  g_free (self->labels);
  g_free (self->values);
  g_free (self->repeats);
  g_free (self->patients);
  g_free (self);
}

/* Lets the input have the columns. */
void
rim_predictions_connect (RimPredictions *self)
{
  self->input.margins = self->margins;
  self->input.probabilities = self->probabilities;
  self->input.is_high = self->is_high;
  self->input.labels = self->labels;
  self->input.values = self->values;
  self->input.repeats = self->repeats;
  self->input.patients = self->patients;
}

static gboolean
fail (const RimCsvTable  *table,
      gsize               row,
      const char         *column,
      const char         *expected,
      GError            **error)
{
  const int index = rim_csv_table_find (table, column);

  g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE, "%s:%u: “%s” of the column “%s” is not %s",
               table->path, table->lines[row], rim_csv_table_get_cell (table, row, (guint) index), column, expected);

  return FALSE;
}

static gboolean
read_number (const RimCsvTable  *table,
             gsize               row,
             const char         *column,
             double             *number,
             GError            **error)
{
  const char *text = rim_csv_table_get_cell (table, row, (guint) rim_csv_table_find (table, column));
  char *end = NULL;

  *number = g_ascii_strtod (text, &end);
  if (*text != '\0' && *end == '\0' && isfinite (*number))
    return TRUE;

  return fail (table, row, column, "a number", error);
}

/* A whole column. NULL without an error where there is none, and where all of it is empty. */
static double *
read_numbers (const RimCsvTable  *table,
              const char         *column,
              GError            **error)
{
  g_autofree double *numbers = g_new (double, table->n_rows + 1);
  const int index = rim_csv_table_find (table, column);
  gboolean is_there = FALSE;

  for (gsize row = 0; index >= 0 && row < table->n_rows; row++)
    is_there = is_there || *rim_csv_table_get_cell (table, row, (guint) index) != '\0';
  for (gsize row = 0; is_there && row < table->n_rows; row++)
    if (!read_number (table, row, column, &numbers[row], error))
      return NULL;

  return is_there ? g_steal_pointer (&numbers) : NULL;
}

static guint8 *
read_bytes (const RimCsvTable  *table,
            const char         *column,
            GError            **error)
{
  g_autofree double *numbers = read_numbers (table, column, error);
  g_autofree guint8 *bytes = NULL;

  if (numbers == NULL)
    return NULL;

  bytes = g_new (guint8, table->n_rows + 1);
  for (gsize row = 0; row < table->n_rows; row++)
    {
      if (numbers[row] != 0.0 && numbers[row] != 1.0)
        {
          fail (table, row, column, "0 or 1", error);
          return NULL;
        }
      bytes[row] = numbers[row] != 0.0;
    }

  return g_steal_pointer (&bytes);
}

/* Texts as numbers, the same ones for the same texts. */
static guint32 *
read_names (const RimCsvTable *table,
            const char        *column)
{
  const int index = rim_csv_table_find (table, column);
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  guint32 *numbers;

  if (index < 0)
    return NULL;

  numbers = g_new (guint32, table->n_rows + 1);
  for (gsize row = 0; row < table->n_rows; row++)
    {
      const char *text = rim_csv_table_get_cell (table, row, (guint) index);
      gpointer number;

      if (!g_hash_table_lookup_extended (known, text, NULL, &number))
        g_hash_table_insert (known, (gpointer) text, number = GUINT_TO_POINTER (g_hash_table_size (known)));
      numbers[row] = GPOINTER_TO_UINT (number);
    }

  return numbers;
}

/* Which outcome the columns are of. */
static gboolean
find_kind (const RimCsvTable  *table,
           RimOutcomeKind     *kind,
           GError            **error)
{
  const gboolean has_time = rim_csv_table_find (table, "time") >= 0, has_event = rim_csv_table_find (table, "event") >= 0;
  const gboolean has_class = rim_csv_table_find (table, "class") >= 0 || rim_csv_table_find (table, "label") >= 0;

  *kind = has_time && has_event ? RIM_OUTCOME_SURVIVAL : has_class ? RIM_OUTCOME_BINARY : RIM_OUTCOME_NUMBER;
  if (has_time != has_event || (*kind == RIM_OUTCOME_NUMBER && rim_csv_table_find (table, "value") < 0))
    {
      g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE,
                   "%s: there is no outcome: the columns “class” or “label”, “time” and “event”, or “value”",
                   table->path);
      return FALSE;
    }
  if (rim_csv_table_find (table, "margin") < 0)
    {
      g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE, "%s: there is no column “margin”",
                   table->path);
      return FALSE;
    }

  return TRUE;
}

/* Every row has a margin and an outcome. */
static gboolean
read_columns (RimPredictions     *self,
              const RimCsvTable  *table,
              GError            **error)
{
  const RimOutcomeKind kind = self->input.kind;
  const char *label = kind == RIM_OUTCOME_SURVIVAL ? "event"
                      : rim_csv_table_find (table, "class") >= 0 ? "class" : "label";
  g_autoptr(GError) reason = NULL;

  g_free (self->margins);
  self->margins = read_numbers (table, "margin", &reason);
  if (reason == NULL && kind == RIM_OUTCOME_BINARY)
    self->probabilities = read_numbers (table, "probability", &reason);
  if (reason == NULL)
    self->is_high = read_bytes (table, "high", &reason);
  if (reason == NULL && kind != RIM_OUTCOME_NUMBER)
    self->labels = read_bytes (table, label, &reason);
  if (reason == NULL && kind != RIM_OUTCOME_BINARY)
    self->values = read_numbers (table, kind == RIM_OUTCOME_SURVIVAL ? "time" : "value", &reason);
  if (reason == NULL &&
      (self->margins == NULL || (kind != RIM_OUTCOME_NUMBER && self->labels == NULL) ||
       (kind != RIM_OUTCOME_BINARY && self->values == NULL)))
    g_set_error (&reason, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_TOO_FEW,
                 "%s: there are no rows with a margin and an outcome", table->path);
  if (reason == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/**
 * rim_predictions_load:
 * @path: a table in CSV
 * @error: return location for an error, which names the file and the line
 *
 * Columns are id, margin, and of the outcome "class" or "label" (0 or 1), "time" and
 * "event", or "value"; and as far as they are there: probability, high (0 or 1), patient
 * and repeat. Others are left alone. rimlightctl train writes such tables.
 *
 * Returns: (transfer full) (nullable): predictions
 */
RimPredictions *
rim_predictions_load (const char  *path,
                      GError     **error)
{
  g_autoptr(RimCsvTable) table = rim_csv_table_load (path, MAX_FILE, error);
  g_autoptr(RimPredictions) self = NULL;
  RimOutcomeKind kind;
  int id;

  if (table == NULL || !find_kind (table, &kind, error))
    return NULL;

  self = rim_predictions_new (kind, table->n_rows);
  id = rim_csv_table_find (table, "id");
  for (gsize row = 0; row < table->n_rows; row++)
    self->ids[row] = id >= 0 ? g_strdup (rim_csv_table_get_cell (table, row, (guint) id))
                             : g_strdup_printf ("%zu", row + 1);
  if (!read_columns (self, table, error))
    return NULL;

  self->repeats = read_names (table, "repeat");
  self->patients = read_names (table, "patient");
  if (self->patients == NULL && id >= 0)
    self->patients = read_names (table, "id");
  if (self->patients == NULL && self->repeats != NULL)
    {
      g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE,
                   "%s: repeats need a column “id” or “patient”", path);
      return NULL;
    }
  rim_predictions_connect (self);

  return g_steal_pointer (&self);
}

/**
 * rim_predictions_check_same:
 * @self: predictions
 * @other: those of another signature
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Returns: %FALSE where they are not of the same rows in the same order
 */
gboolean
rim_predictions_check_same (const RimPredictions  *self,
                            const RimPredictions  *other,
                            GError               **error)
{
  if (self->input.n != other->input.n)
    {
      g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE,
                   "There are %zu predictions of the first signature and %zu of the second", self->input.n,
                   other->input.n);
      return FALSE;
    }
  for (gsize row = 0; row < self->input.n; row++)
    if (g_strcmp0 (self->ids[row], other->ids[row]) != 0)
      {
        g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE,
                     "Row %zu is “%s” of the first signature and “%s” of the second", row + 1, self->ids[row],
                     other->ids[row]);
        return FALSE;
      }

  return TRUE;
}
