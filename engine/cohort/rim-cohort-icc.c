/* rim-cohort-icc.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-cohort-icc.h"

#include <math.h>
#include <string.h>

#include "cohort/rim-cohort-error.h"
#include "cohort/rim-cohort-join.h"
#include "core/rim-csv-table.h"
#include "core/rim-parallel.h"
#include "statistics/rim-icc.h"

#define BLOCK 16
#define FEWEST 2
#define MAX_TABLE ((gsize) 256 * 1024 * 1024)

/* The same lesions in several tables. */
typedef struct
{
  RimCohort *const *readings;
  guint             n_readings;
  guint32          *rows;        /* n_cases × n_readings */
  gsize             n_cases;
  GPtrArray        *names;       /* of columns that all have */
  double           *iccs;
  RimCohortIcc      which;
  gboolean          by_bound;
} Readings;

static void
readings_clear (Readings *self)
{
  g_clear_pointer (&self->rows, g_free);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->iccs, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Readings, readings_clear)

/* Rows by id, counted from 1. */
static GHashTable *
index_rows (RimCohort *cohort)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize row = 0; row < rim_cohort_get_n_rows (cohort); row++)
    g_hash_table_insert (index, (char *) rim_cohort_get_id (cohort, row), GSIZE_TO_POINTER (row + 1));

  return index;
}

static void
find_cases (Readings *self)
{
  const gsize n = rim_cohort_get_n_rows (self->readings[0]);
  g_autoptr(GPtrArray) indices = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);

  self->rows = g_new (guint32, MAX (n * self->n_readings, 1));
  for (guint r = 0; r < self->n_readings; r++)
    g_ptr_array_add (indices, index_rows (self->readings[r]));

  for (gsize row = 0; row < n; row++)
    {
      guint32 *rows = self->rows + self->n_cases * self->n_readings;
      gboolean is_everywhere = TRUE;

      for (guint r = 0; r < self->n_readings; r++)
        {
          const gsize found = GPOINTER_TO_SIZE (g_hash_table_lookup (indices->pdata[r],
                                                                     rim_cohort_get_id (self->readings[0], row)));

          is_everywhere = is_everywhere && found > 0;
          rows[r] = (guint32) (found - 1);
        }
      self->n_cases += is_everywhere;
    }
}

static void
find_columns (Readings *self)
{
  self->names = g_ptr_array_new ();
  for (guint c = 0; c < rim_cohort_get_n_columns (self->readings[0]); c++)
    {
      const RimColumn *first = rim_cohort_get_column (self->readings[0], c);
      gboolean is_everywhere = first->type == RIM_COLUMN_NUMBER && first->role != RIM_COLUMN_IGNORED;

      for (guint r = 1; r < self->n_readings && is_everywhere; r++)
        {
          const RimColumn *other = rim_cohort_find (self->readings[r], first->name);

          is_everywhere = other != NULL && other->type == RIM_COLUMN_NUMBER;
        }
      if (is_everywhere)
        g_ptr_array_add (self->names, (char *) first->name);
    }
}

/* Of the cases that all readings have; NAN where there are too few or all are the same. */
static double
find_icc (const Readings *self,
          const char     *name,
          double         *values)
{
  RimEstimate estimate = { NAN, NAN, NAN };
  RimIcc icc;
  gsize n = 0;

  for (gsize i = 0; i < self->n_cases; i++)
    {
      gboolean is_whole = TRUE;

      for (guint r = 0; r < self->n_readings; r++)
        {
          const RimColumn *column = rim_cohort_find (self->readings[r], name);
          const double value = column->values[self->rows[i * self->n_readings + r]];

          values[n * self->n_readings + r] = value;
          is_whole = is_whole && !isnan (value);
        }
      n += is_whole;
    }

  if (n >= FEWEST && rim_icc_init (&icc, values, n, self->n_readings, NULL))
    estimate = self->which == RIM_COHORT_ICC_AGREEMENT ? icc.icc_2_1 : icc.icc_3_1;

  return self->by_bound ? estimate.low : estimate.value;
}

static void
find_iccs (gsize    begin,
           gsize    end,
           gpointer data)
{
  const Readings *self = data;
  g_autofree double *values = g_new (double, MAX (self->n_cases * self->n_readings, 1));

  for (gsize c = begin; c < end; c++)
    self->iccs[c] = find_icc (self, self->names->pdata[c], values);
}

static GHashTable *
make_table (const Readings *self)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint c = 0; c < self->names->len; c++)
    g_hash_table_insert (table, g_strdup (self->names->pdata[c]), g_memdup2 (self->iccs + c, sizeof (double)));

  return table;
}

/**
 * rim_cohort_icc_new:
 * @readings: (array length=n_readings): tables of the same lesions, by two readers or of a
 *   test and a retest; rows of the same id belong together
 * @n_readings: at least 2
 * @which: which correlation
 * @by_bound: whether the lower end of its 95 % interval is given instead of it
 * @error: return location for a #RimCohortError
 *
 * A case that misses a value of one reading is left out for that column; a column with
 * fewer than 2 cases, or whose cases are all the same, has NAN.
 *
 * Returns: (transfer full) (element-type utf8 double): the correlation of each column of
 *   numbers that all tables have, or %NULL where there is none, or fewer than 2 cases are
 *   in all tables
 */
GHashTable *
rim_cohort_icc_new (RimCohort *const  *readings,
                    guint              n_readings,
                    RimCohortIcc       which,
                    gboolean           by_bound,
                    GError           **error)
{
  g_auto(Readings) self = { readings, n_readings, .which = which, .by_bound = by_bound };

  if (n_readings < 2)
    {
      g_set_error_literal (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_TOO_FEW,
                           "A correlation of readings takes at least 2 of them");
      return NULL;
    }

  find_cases (&self);
  find_columns (&self);
  if (self.n_cases < FEWEST || self.names->len == 0)
    {
      g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_TOO_FEW,
                   "All %u readings have %zu rows and %u columns of numbers in common, which is too few", n_readings,
                   self.n_cases, self.names->len);
      return NULL;
    }

  self.iccs = g_new (double, self.names->len);
  rim_parallel_for (self.names->len, BLOCK, find_iccs, &self);

  return make_table (&self);
}

/**
 * rim_cohort_icc_load:
 * @path: a table in CSV with a column “column” or “feature” and one “icc” or “icc_2_1”, as
 *   “cohort --icc” and “agreement” write it
 * @error: return location for an error, which names the line
 *
 * Returns: (transfer full) (element-type utf8 double): the correlations by name, NAN where
 *   there is none
 */
GHashTable *
rim_cohort_icc_load (const char  *path,
                     GError     **error)
{
  g_autoptr(RimCsvTable) table = rim_csv_table_load (path, MAX_TABLE, error);
  g_autoptr(GHashTable) iccs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  int name, value;

  if (table == NULL)
    return NULL;

  name = MAX (rim_csv_table_find (table, "column"), rim_csv_table_find (table, "feature"));
  value = MAX (rim_csv_table_find (table, "icc"), rim_csv_table_find (table, "icc_2_1"));
  if (name < 0 || value < 0)
    {
      g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_MISSING, "%s:1: there is no column “%s”", path,
                   name < 0 ? "column" : "icc");
      return NULL;
    }

  for (gsize row = 0; row < table->n_rows; row++)
    {
      const char *text = rim_csv_table_get_cell (table, row, (guint) value);
      char *end;
      const double icc = *text != '\0' ? g_ascii_strtod (text, &end) : NAN;

      if (*text != '\0' && (*end != '\0' || !isfinite (icc)))
        {
          g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_VALUE, "%s:%u: “%s” is no correlation", path,
                       table->lines[row], text);
          return NULL;
        }
      g_hash_table_insert (iccs, g_strdup (rim_csv_table_get_cell (table, row, (guint) name)),
                           g_memdup2 (&icc, sizeof icc));
    }

  return g_steal_pointer (&iccs);
}

/* The id of a lesion without the reading behind it. */
static char *
strip_reading (const char *id,
               const char *reading)
{
  g_autofree char *suffix = g_strdup_printf (" (%s)", reading);
  const gsize length = strlen (id) - (g_str_has_suffix (id, suffix) ? strlen (suffix) : 0);

  return g_strndup (id, length);
}

static RimCohort *
take_level (RimCohort       *self,
            const RimColumn *column,
            guint            level)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) patients = g_ptr_array_new ();
  g_autoptr(RimCohortBuilder) builder = NULL;

  for (guint32 row = 0; row < rim_cohort_get_n_rows (self); row++)
    if (column->values[row] == level)
      {
        g_array_append_val (rows, row);
        g_ptr_array_add (ids, strip_reading (rim_cohort_get_id (self, row), column->levels[level]));
        g_ptr_array_add (patients, (char *) rim_cohort_get_patient (self, row));
      }

  builder = rim_cohort_builder_new ((const char *const *) ids->pdata, (const char *const *) patients->pdata, rows->len);
  for (guint c = 0; c < rim_cohort_get_n_columns (self); c++)
    {
      const RimColumn *one = rim_cohort_get_column (self, c);

      if (one != column)
        (void) rim_cohort_builder_add_column (builder, one, (const guint32 *) (gpointer) rows->data, one->role, NULL);
    }

  return rim_cohort_builder_end (builder);
}

/**
 * rim_cohort_split:
 * @self: a cohort that was read with a column of readings
 * @column: that column, of categories
 * @error: return location for a #RimCohortError
 *
 * Returns: (transfer full) (element-type RimCohort): a cohort for each level, whose rows
 *   have the ids of lesions again, or %NULL where there are not two levels
 */
GPtrArray *
rim_cohort_split (RimCohort   *self,
                  const char  *column,
                  GError     **error)
{
  const RimColumn *by = rim_cohort_find (self, column);
  GPtrArray *parts;

  if (by == NULL || by->type != RIM_COLUMN_CATEGORY || by->levels[0] == NULL || by->levels[1] == NULL)
    {
      g_set_error (error, RIM_COHORT_ERROR, by == NULL ? RIM_COHORT_ERROR_MISSING : RIM_COHORT_ERROR_TYPE,
                   by == NULL ? "There is no column “%s”" : "“%s” does not tell at least 2 readings apart", column);
      return NULL;
    }

  parts = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_cohort_unref);
  for (guint level = 0; by->levels[level] != NULL; level++)
    g_ptr_array_add (parts, take_level (self, by, level));

  return parts;
}
