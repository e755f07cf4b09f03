/* rim-cohort.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-cohort.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cohort/rim-cohort-error.h"
#include "core/rim-ref-count.h"

#define BLOCK 4096

struct _RimCohort
{
  RimRefCount  ref_count;
  gsize        n_rows;
  char       **ids;
  char       **patients;
  guint32     *patient_numbers;
  GArray      *columns;          /* of RimColumn, which owns what it points at */
  GHashTable  *by_name;          /* of their number + 1 */
};

struct _RimCohortBuilder
{
  RimCohort *cohort;
};

G_DEFINE_BOXED_TYPE (RimCohort, rim_cohort, rim_cohort_ref, rim_cohort_unref)

static void
column_clear (gpointer data)
{
  RimColumn *self = data;

  g_free ((char *) self->name);
  g_free ((double *) self->values);
  g_strfreev ((char **) self->levels);
}

static char **
copy_names (const char *const  *names,
            gsize               n)
{
  char **copy = g_new0 (char *, n + 1);

  for (gsize row = 0; row < n; row++)
    copy[row] = g_strdup (names[row]);

  return copy;
}

/* By the first row of each. */
static void
number_patients (RimCohort *self)
{
  g_autoptr(GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);

  self->patient_numbers = g_new (guint32, MAX (self->n_rows, 1));
  for (gsize row = 0; row < self->n_rows; row++)
    {
      const guint next = g_hash_table_size (numbers);
      gpointer number;

      if (!g_hash_table_lookup_extended (numbers, self->patients[row], NULL, &number))
        g_hash_table_insert (numbers, self->patients[row], number = GUINT_TO_POINTER (next));
      self->patient_numbers[row] = GPOINTER_TO_UINT (number);
    }
}

/* Putting together */

/**
 * rim_cohort_builder_new:
 * @ids: (array length=n_rows): what rows are called
 * @patients: (nullable) (array length=n_rows): whose each is; %NULL where each row is a
 *   patient that is called as it is
 * @n_rows: how many rows
 *
 * Begins a cohort without columns. Whoever reads ids from a file sees to it that none is
 * there twice.
 *
 * Returns: (transfer full): it
 */
RimCohortBuilder *
rim_cohort_builder_new (const char *const  *ids,
                        const char *const  *patients,
                        gsize               n_rows)
{
  RimCohortBuilder *self = g_new0 (RimCohortBuilder, 1);
  RimCohort *cohort = self->cohort = g_new0 (RimCohort, 1);

  rim_ref_count_init (&cohort->ref_count);
  cohort->n_rows = n_rows;
  cohort->ids = copy_names (ids, n_rows);
  cohort->patients = copy_names (patients != NULL ? patients : ids, n_rows);
  number_patients (cohort);
  cohort->columns = g_array_new (FALSE, TRUE, sizeof (RimColumn));
  g_array_set_clear_func (cohort->columns, column_clear);
  cohort->by_name = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

static gboolean
check_name (RimCohort   *cohort,
            const char  *name,
            GError     **error)
{
  if (*name == '\0')
    g_set_error_literal (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_SYNTAX, "A column has no name");
  else if (g_hash_table_contains (cohort->by_name, name))
    g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_DUPLICATE, "The column “%s” is there twice", name);
  else
    return TRUE;

  return FALSE;
}

static void
add_column (RimCohort      *cohort,
            const char     *name,
            RimColumnRole   role,
            double         *values,
            char          **levels)
{
  RimColumn column = { g_strdup (name), levels != NULL ? RIM_COLUMN_CATEGORY : RIM_COLUMN_NUMBER, role,
                       values, (const char *const *) levels };

  for (gsize row = 0; row < cohort->n_rows; row++)
    column.n_missing += isnan (values[row]) != 0;

  g_array_append_val (cohort->columns, column);
  g_hash_table_insert (cohort->by_name, (char *) column.name, GUINT_TO_POINTER (cohort->columns->len));
}

/**
 * rim_cohort_builder_add_numbers:
 * @self: a cohort that is put together
 * @name: of the column
 * @role: what it is for
 * @values: a number for each row, NAN where it is missing
 * @error: return location for a #RimCohortError
 *
 * Returns: %FALSE where the name is empty or there already, or a number is infinite
 */
gboolean
rim_cohort_builder_add_numbers (RimCohortBuilder  *self,
                                const char        *name,
                                RimColumnRole      role,
                                const double      *values,
                                GError           **error)
{
  RimCohort *cohort = self->cohort;
  double *copy;

  if (!check_name (cohort, name, error))
    return FALSE;
  for (gsize row = 0; row < cohort->n_rows; row++)
    if (isinf (values[row]))
      {
        g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_VALUE, "“%s” of %s is infinite", name,
                     cohort->ids[row]);
        return FALSE;
      }

  copy = g_new (double, MAX (cohort->n_rows, 1));
  for (gsize row = 0; row < cohort->n_rows; row++)
    copy[row] = isnan (values[row]) ? NAN : values[row];
  add_column (cohort, name, role, copy, NULL);

  return TRUE;
}

/* The order of what has one: response by RECIST, from bad to good. */
static const char *const responses[] = { "PD", "SD", "PR", "CR", NULL };

static int
find_response (const char *level)
{
  for (int i = 0; responses[i] != NULL; i++)
    if (g_ascii_strcasecmp (responses[i], level) == 0)
      return i;

  return -1;
}

static gboolean
read_number (const char *text,
             double     *value)
{
  char *end;

  *value = g_ascii_strtod (text, &end);

  return end != text && *end == '\0' && isfinite (*value);
}

typedef struct
{
  const char *text;
  double      number;
} Level;

static int
compare_levels (gconstpointer a,
                gconstpointer b)
{
  const Level *x = a, *y = b;

  if (x->number != y->number)
    return (x->number > y->number) - (x->number < y->number);

  return strcmp (x->text, y->text);
}

/* Levels that are all numbers go by number, those that are all responses by how good they
 * are, others by their letters: the order of rows does not matter.
 */
static void
sort_levels (GArray *levels)
{
  Level *all = (Level *) (gpointer) levels->data;
  gboolean are_numbers = TRUE, are_responses = TRUE;
  double number;

  for (guint i = 0; i < levels->len; i++)
    {
      are_numbers = are_numbers && read_number (all[i].text, &number);
      are_responses = are_responses && find_response (all[i].text) >= 0;
    }
  for (guint i = 0; i < levels->len; i++)
    if (are_responses)
      all[i].number = find_response (all[i].text);
    else if (are_numbers)
      read_number (all[i].text, &all[i].number);

  qsort (all, levels->len, sizeof (Level), compare_levels);
}

static char **
list_levels (const char *const  *texts,
             gsize               n)
{
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GArray) levels = g_array_new (FALSE, TRUE, sizeof (Level));
  char **names;

  for (gsize row = 0; row < n; row++)
    if (texts[row] != NULL && g_hash_table_add (known, (char *) texts[row]))
      {
        const Level level = { texts[row], 0.0 };

        g_array_append_val (levels, level);
      }
  sort_levels (levels);

  names = g_new0 (char *, levels->len + 1);
  for (guint i = 0; i < levels->len; i++)
    names[i] = g_strdup (g_array_index (levels, Level, i).text);

  return names;
}

/**
 * rim_cohort_builder_add_categories:
 * @self: a cohort that is put together
 * @name: of the column
 * @role: what it is for
 * @texts: a level for each row, %NULL where it is missing
 * @error: return location for a #RimCohortError
 *
 * Levels are sorted: by number where all are numbers, from PD to CR where all are
 * responses, else by letters.
 *
 * Returns: %FALSE where the name is empty or there already
 */
gboolean
rim_cohort_builder_add_categories (RimCohortBuilder   *self,
                                   const char         *name,
                                   RimColumnRole       role,
                                   const char *const  *texts,
                                   GError            **error)
{
  g_auto(GStrv) levels = list_levels (texts, self->cohort->n_rows);

  return rim_cohort_builder_add_levels (self, name, role, (const char *const *) levels, texts, error);
}

/**
 * rim_cohort_builder_add_levels:
 * @self: a cohort that is put together
 * @name: of the column
 * @role: what it is for
 * @levels: (array zero-terminated=1): the levels, in their order
 * @texts: one of @levels for each row, %NULL where it is missing
 * @error: return location for a #RimCohortError
 *
 * Returns: %FALSE where the name is empty or there already, or a text is no level
 */
gboolean
rim_cohort_builder_add_levels (RimCohortBuilder   *self,
                               const char         *name,
                               RimColumnRole       role,
                               const char *const  *levels,
                               const char *const  *texts,
                               GError            **error)
{
  RimCohort *cohort = self->cohort;
  g_autoptr(GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree double *values = g_new (double, MAX (cohort->n_rows, 1));

  if (!check_name (cohort, name, error))
    return FALSE;

  for (guint i = 0; levels[i] != NULL; i++)
    g_hash_table_insert (numbers, (char *) levels[i], GUINT_TO_POINTER (i));
  for (gsize row = 0; row < cohort->n_rows; row++)
    {
      gpointer number = NULL;

      if (texts[row] != NULL && !g_hash_table_lookup_extended (numbers, texts[row], NULL, &number))
        {
          g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_VALUE, "“%s” of %s is “%s”, which is no level of it",
                       name, cohort->ids[row], texts[row]);
          return FALSE;
        }
      values[row] = texts[row] != NULL ? (double) GPOINTER_TO_UINT (number) : NAN;
    }
  add_column (cohort, name, role, g_steal_pointer (&values), g_strdupv ((char **) levels));

  return TRUE;
}

/**
 * rim_cohort_builder_add_column:
 * @self: a cohort that is put together
 * @column: of another cohort
 * @rows: (array length=n_rows): for each row which row of the other, or G_MAXUINT32 where
 *   it has none
 * @role: what it is for
 * @error: return location for a #RimCohortError
 *
 * Takes over a column with all its levels.
 *
 * Returns: %FALSE where the name is there already
 */
gboolean
rim_cohort_builder_add_column (RimCohortBuilder  *self,
                               const RimColumn   *column,
                               const guint32     *rows,
                               RimColumnRole      role,
                               GError           **error)
{
  RimCohort *cohort = self->cohort;
  double *values;

  if (!check_name (cohort, column->name, error))
    return FALSE;

  values = g_new (double, MAX (cohort->n_rows, 1));
  for (gsize row = 0; row < cohort->n_rows; row++)
    values[row] = rows[row] != G_MAXUINT32 ? column->values[rows[row]] : NAN;
  add_column (cohort, column->name, role, values, g_strdupv ((char **) column->levels));

  return TRUE;
}

/**
 * rim_cohort_builder_end:
 * @self: a cohort that was put together, to which nothing may be added any more
 *
 * Returns: (transfer full): it
 */
RimCohort *
rim_cohort_builder_end (RimCohortBuilder *self)
{
  g_return_val_if_fail (self->cohort != NULL, NULL);

  return g_steal_pointer (&self->cohort);
}

void
rim_cohort_builder_free (RimCohortBuilder *self)
{
  if (self == NULL)
    return;

  rim_cohort_unref (self->cohort);
  g_free (self);
}

/* The cohort */

RimCohort *
rim_cohort_ref (RimCohort *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rim_cohort_unref (RimCohort *self)
{
  if (self == NULL || !rim_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->by_name);
  g_array_unref (self->columns);
  g_free (self->patient_numbers);
  g_strfreev (self->patients);
  g_strfreev (self->ids);
  g_free (self);
}

gsize
rim_cohort_get_n_rows (RimCohort *self)
{
  return self->n_rows;
}

guint
rim_cohort_get_n_columns (RimCohort *self)
{
  return self->columns->len;
}

/* Returns: (transfer none): the column of that number */
const RimColumn *
rim_cohort_get_column (RimCohort *self,
                       guint      column)
{
  g_return_val_if_fail (column < self->columns->len, NULL);

  return &g_array_index (self->columns, RimColumn, column);
}

/* Returns: (transfer none) (nullable): the column of that name */
const RimColumn *
rim_cohort_find (RimCohort  *self,
                 const char *name)
{
  const guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_name, name));

  return number > 0 ? rim_cohort_get_column (self, number - 1) : NULL;
}

const char *
rim_cohort_get_id (RimCohort *self,
                   gsize      row)
{
  g_return_val_if_fail (row < self->n_rows, NULL);

  return self->ids[row];
}

const char *
rim_cohort_get_patient (RimCohort *self,
                        gsize      row)
{
  g_return_val_if_fail (row < self->n_rows, NULL);

  return self->patients[row];
}

/* Returns: (transfer none): whose each row is, counted from 0 in the order of rows */
const guint32 *
rim_cohort_get_patient_numbers (RimCohort *self)
{
  return self->patient_numbers;
}

/* With its end, so that two texts are never one. */
static void
hash_text (GChecksum  *checksum,
           const char *text)
{
  g_checksum_update (checksum, (const guchar *) text, (gssize) strlen (text) + 1);
}

static void
hash_number (GChecksum *checksum,
             guint64    number)
{
  const guint64 bytes = GUINT64_TO_LE (number);

  g_checksum_update (checksum, (const guchar *) &bytes, sizeof bytes);
}

static void
hash_column (GChecksum       *checksum,
             const RimColumn *column,
             gsize            n_rows)
{
  guint64 words[BLOCK];

  hash_text (checksum, column->name);
  hash_number (checksum, (guint64) column->type << 8 | (guint64) column->role);
  for (guint i = 0; column->levels != NULL && column->levels[i] != NULL; i++)
    hash_text (checksum, column->levels[i]);

  for (gsize begin = 0; begin < n_rows; begin += BLOCK)
    {
      const gsize n = MIN (n_rows - begin, BLOCK);

      memcpy (words, column->values + begin, n * sizeof *words);
      for (gsize i = 0; i < n; i++)
        words[i] = GUINT64_TO_LE (words[i]);
      g_checksum_update (checksum, (const guchar *) words, (gssize) (n * sizeof *words));
    }
}

/**
 * rim_cohort_dup_hash:
 * @self: a cohort
 *
 * Returns: (transfer full): the SHA-256 of all that is in it, in its order: ids, patients,
 *   names, types, roles, levels and values
 */
char *
rim_cohort_dup_hash (RimCohort *self)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  hash_text (checksum, "rimlight cohort 1");
  hash_number (checksum, self->n_rows);
  for (gsize row = 0; row < self->n_rows; row++)
    {
      hash_text (checksum, self->ids[row]);
      hash_text (checksum, self->patients[row]);
    }
  hash_number (checksum, self->columns->len);
  for (guint column = 0; column < self->columns->len; column++)
    hash_column (checksum, rim_cohort_get_column (self, column), self->n_rows);

  return g_strdup (g_checksum_get_string (checksum));
}
