/* rim-cohort-join.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-cohort-join.h"

#include <math.h>
#include <string.h>

#include "cohort/rim-cohort-error.h"

#define NONE G_MAXUINT32
/* How many of several rows a sentence names. */
#define NAMED 3

typedef const char *(*GetName) (RimCohort *cohort,
                                gsize      row);

static void
note (GPtrArray *notes,
      char      *text)
{
  if (notes != NULL)
    g_ptr_array_add (notes, text);
  else
    g_free (text);
}

/* "a, b, c and 4 more" */
static char *
list_names (GPtrArray *names)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (names->len, NAMED); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", (char *) names->pdata[i]);
  if (names->len > NAMED)
    g_string_append_printf (text, " and %u more", names->len - NAMED);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
note_names (GPtrArray  *notes,
            GPtrArray  *names,
            const char *what)
{
  g_autofree char *list = list_names (names);

  if (names->len > 0)
    note (notes, g_strdup_printf ("%u %s without a partner, %s: %s", names->len, names->len == 1 ? "row" : "rows",
                                  what, list));
}

/* Rows by name, counted from 1; %NULL where a name is there twice. */
static GHashTable *
index_rows (RimCohort  *cohort,
            GetName     get_name,
            GError    **error)
{
  g_autoptr(GHashTable) index = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize row = 0; row < rim_cohort_get_n_rows (cohort); row++)
    if (!g_hash_table_insert (index, (char *) get_name (cohort, row), GSIZE_TO_POINTER (row + 1)))
      {
        g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_DUPLICATE,
                     "“%s” has several rows in the table that is joined, and one is needed", get_name (cohort, row));
        return NULL;
      }

  return g_steal_pointer (&index);
}

static gboolean
share_an_id (RimCohort *left,
             RimCohort *right)
{
  g_autoptr(GHashTable) ids = index_rows (right, rim_cohort_get_id, NULL);

  for (gsize row = 0; row < rim_cohort_get_n_rows (left) && ids != NULL; row++)
    if (g_hash_table_contains (ids, rim_cohort_get_id (left, row)))
      return TRUE;

  return FALSE;
}

/* Rows that stay, with their partner on the other side. */
typedef struct
{
  GArray *lefts;                 /* of guint32 */
  GArray *rights;
} Pairs;

static void
pairs_clear (Pairs *self)
{
  g_clear_pointer (&self->lefts, g_array_unref);
  g_clear_pointer (&self->rights, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pairs, pairs_clear)

static void
note_unused (RimCohort   *right,
             const Pairs *pairs,
             GPtrArray   *notes)
{
  g_autoptr(GPtrArray) unused = g_ptr_array_new ();
  g_autofree guint8 *is_used = g_new0 (guint8, MAX (rim_cohort_get_n_rows (right), 1));

  for (guint i = 0; i < pairs->rights->len; i++)
    if (g_array_index (pairs->rights, guint32, i) != NONE)
      is_used[g_array_index (pairs->rights, guint32, i)] = 1;
  for (gsize row = 0; row < rim_cohort_get_n_rows (right); row++)
    if (!is_used[row])
      g_ptr_array_add (unused, (char *) rim_cohort_get_id (right, row));

  note_names (notes, unused, "of the table that is joined");
}

static gboolean
find_pairs (Pairs      *self,
            RimCohort  *left,
            RimCohort  *right,
            GetName     get_name,
            gboolean    keeps_all,
            GPtrArray  *notes,
            GError    **error)
{
  g_autoptr(GHashTable) index = index_rows (right, get_name, error);
  g_autoptr(GPtrArray) alone = g_ptr_array_new ();

  if (index == NULL)
    return FALSE;

  *self = (Pairs) { g_array_new (FALSE, FALSE, sizeof (guint32)), g_array_new (FALSE, FALSE, sizeof (guint32)) };
  for (gsize row = 0; row < rim_cohort_get_n_rows (left); row++)
    {
      const gsize found = GPOINTER_TO_SIZE (g_hash_table_lookup (index, get_name (left, row)));
      const guint32 one = (guint32) row, other = found > 0 ? (guint32) (found - 1) : NONE;

      if (other == NONE)
        g_ptr_array_add (alone, (char *) rim_cohort_get_id (left, row));
      if (other == NONE && !keeps_all)
        continue;
      g_array_append_val (self->lefts, one);
      g_array_append_val (self->rights, other);
    }

  note_names (notes, alone, keeps_all ? "with values missing" : "left out");
  note_unused (right, self, notes);
  if (alone->len < rim_cohort_get_n_rows (left))
    return TRUE;

  g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_MISSING,
               "No row of one table is in the other: “%s” is not among “%s” and others",
               get_name (left, 0), get_name (right, 0));

  return FALSE;
}

static gboolean
add_columns (RimCohortBuilder  *builder,
             RimCohort         *cohort,
             const guint32     *rows,
             GError           **error)
{
  for (guint c = 0; c < rim_cohort_get_n_columns (cohort); c++)
    {
      const RimColumn *column = rim_cohort_get_column (cohort, c);

      if (!rim_cohort_builder_add_column (builder, column, rows, column->role, error))
        return FALSE;
    }

  return TRUE;
}

/* A table whose rows are called like their patients learns from another whose they are. */
static RimCohortBuilder *
begin (RimCohort   *left,
       RimCohort   *right,
       const Pairs *pairs)
{
  const guint n = pairs->lefts->len;
  g_autofree const char **ids = g_new (const char *, MAX (n, 1));
  g_autofree const char **patients = g_new (const char *, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    {
      const guint32 row = g_array_index (pairs->lefts, guint32, i);
      const guint32 other = g_array_index (pairs->rights, guint32, i);

      ids[i] = rim_cohort_get_id (left, row);
      patients[i] = rim_cohort_get_patient (left, row);
      if (other != NONE && strcmp (ids[i], patients[i]) == 0)
        patients[i] = rim_cohort_get_patient (right, other);
    }

  return rim_cohort_builder_new (ids, patients, n);
}

/**
 * rim_cohort_join:
 * @left: a cohort whose rows, and their order, stay
 * @right: another, with what else is known of them
 * @key: how rows find each other
 * @keeps_all: whether rows of @left without a partner stay, and miss what @right has
 * @notes: (nullable) (element-type utf8): gets which rows have no partner
 * @error: return location for a #RimCohortError
 *
 * Returns: (transfer full): the columns of both side by side, or %NULL where a column is
 *   in both, no row has a partner, or @right has several rows of one name
 */
RimCohort *
rim_cohort_join (RimCohort     *left,
                 RimCohort     *right,
                 RimCohortKey   key,
                 gboolean       keeps_all,
                 GPtrArray     *notes,
                 GError       **error)
{
  const gboolean by_id = key == RIM_COHORT_KEY_ID || (key == RIM_COHORT_KEY_ANY && share_an_id (left, right));
  g_autoptr(RimCohortBuilder) builder = NULL;
  g_auto(Pairs) pairs = { NULL };

  if (!find_pairs (&pairs, left, right, by_id ? rim_cohort_get_id : rim_cohort_get_patient, keeps_all, notes, error))
    return NULL;

  builder = begin (left, right, &pairs);
  if (!add_columns (builder, left, (const guint32 *) (gpointer) pairs.lefts->data, error) ||
      !add_columns (builder, right, (const guint32 *) (gpointer) pairs.rights->data, error))
    return NULL;

  return rim_cohort_builder_end (builder);
}

/* One below the other */

/* The rows of several cohorts. */
typedef struct
{
  RimCohort *const *parts;
  guint             n_parts;
  gsize             n_rows;
} Stack;

static RimCohortBuilder *
stack_begin (const Stack  *self,
             GError      **error)
{
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree const char **ids = g_new (const char *, MAX (self->n_rows, 1));
  g_autofree const char **patients = g_new (const char *, MAX (self->n_rows, 1));
  gsize n = 0;

  for (guint p = 0; p < self->n_parts; p++)
    for (gsize row = 0; row < rim_cohort_get_n_rows (self->parts[p]); row++, n++)
      {
        ids[n] = rim_cohort_get_id (self->parts[p], row);
        patients[n] = rim_cohort_get_patient (self->parts[p], row);
        if (!g_hash_table_add (known, (char *) ids[n]))
          {
            g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_DUPLICATE, "“%s” is in two of the tables", ids[n]);
            return NULL;
          }
      }

  return rim_cohort_builder_new (ids, patients, self->n_rows);
}

/* A column of which nothing is known can be anything. */
static gboolean
says_type (RimCohort       *part,
           const RimColumn *column)
{
  return column != NULL && column->n_missing < rim_cohort_get_n_rows (part);
}

static const RimColumn *
find_model (const Stack  *self,
            const char   *name,
            GError      **error)
{
  const RimColumn *model = NULL, *any = NULL;

  for (guint p = 0; p < self->n_parts; p++)
    {
      const RimColumn *column = rim_cohort_find (self->parts[p], name);

      any = any != NULL ? any : column;
      if (!says_type (self->parts[p], column))
        continue;
      if (model != NULL && model->type != column->type)
        {
          g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_TYPE,
                       "“%s” has numbers in one table and words in another", name);
          return NULL;
        }
      model = model != NULL ? model : column;
    }

  return model != NULL ? model : any;
}

/* What is missing where the column is not there. */
static const char *
get_text (const RimColumn *column,
          gsize            row)
{
  if (column == NULL || column->levels == NULL || isnan (column->values[row]))
    return NULL;

  return column->levels[(gsize) column->values[row]];
}

static gboolean
stack_column (const Stack       *self,
              const char        *name,
              RimCohortBuilder  *builder,
              GError           **error)
{
  const RimColumn *model = find_model (self, name, error);
  g_autofree double *values = g_new (double, MAX (self->n_rows, 1));
  g_autofree const char **texts = g_new (const char *, MAX (self->n_rows, 1));
  gsize n = 0;

  if (model == NULL)
    return FALSE;

  for (guint p = 0; p < self->n_parts; p++)
    {
      const RimColumn *column = rim_cohort_find (self->parts[p], name);

      for (gsize row = 0; row < rim_cohort_get_n_rows (self->parts[p]); row++, n++)
        {
          values[n] = column != NULL ? column->values[row] : NAN;
          texts[n] = get_text (column, row);
        }
    }

  if (model->type == RIM_COLUMN_NUMBER)
    return rim_cohort_builder_add_numbers (builder, name, model->role, values, error);

  return rim_cohort_builder_add_categories (builder, name, model->role, texts, error);
}

static gboolean
stack_columns (const Stack       *self,
               RimCohortBuilder  *builder,
               GPtrArray         *notes,
               GError           **error)
{
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint p = 0; p < self->n_parts; p++)
    {
      guint n_new = 0;

      for (guint c = 0; c < rim_cohort_get_n_columns (self->parts[p]); c++)
        {
          const char *name = rim_cohort_get_column (self->parts[p], c)->name;

          if (!g_hash_table_add (known, (char *) name))
            continue;
          n_new++;
          if (!stack_column (self, name, builder, error))
            return FALSE;
        }
      if (p > 0 && n_new > 0)
        note (notes, g_strdup_printf ("%u columns of table %u are missing in those before it", n_new, p + 1));
      if (p > 0 && rim_cohort_get_n_columns (self->parts[p]) < g_hash_table_size (known))
        note (notes, g_strdup_printf ("%u columns are missing in table %u",
                                      g_hash_table_size (known) - rim_cohort_get_n_columns (self->parts[p]), p + 1));
    }

  return TRUE;
}

/**
 * rim_cohort_append:
 * @parts: (array length=n_parts): cohorts with the same columns, such as tables of features
 *   that several machines made
 * @n_parts: at least 1
 * @notes: (nullable) (element-type utf8): gets which columns are not in all
 * @error: return location for a #RimCohortError
 *
 * Returns: (transfer full): the rows of all, or %NULL where an id is there twice, or a
 *   column has numbers in one and words in another
 */
RimCohort *
rim_cohort_append (RimCohort *const  *parts,
                   guint              n_parts,
                   GPtrArray         *notes,
                   GError           **error)
{
  g_autoptr(RimCohortBuilder) builder = NULL;
  Stack stack = { parts, n_parts };

  for (guint p = 0; p < n_parts; p++)
    stack.n_rows += rim_cohort_get_n_rows (parts[p]);

  builder = stack_begin (&stack, error);
  if (builder == NULL || !stack_columns (&stack, builder, notes, error))
    return NULL;

  return rim_cohort_builder_end (builder);
}

/* Parts */

static gboolean
fits (const char         *name,
      const char *const  *patterns,
      gboolean           *is_used)
{
  gboolean any = patterns == NULL;

  for (guint i = 0; patterns != NULL && patterns[i] != NULL; i++)
    if (strcmp (patterns[i], name) == 0 || g_pattern_match_simple (patterns[i], name))
      any = is_used[i] = TRUE;

  return any;
}

static gboolean
add_fitting (RimCohortBuilder   *builder,
             RimCohort          *self,
             const char *const  *patterns,
             const guint32      *rows,
             GError            **error)
{
  const guint n_patterns = patterns != NULL ? g_strv_length ((char **) patterns) : 0;
  g_autofree gboolean *is_used = g_new0 (gboolean, n_patterns + 1);

  for (guint c = 0; c < rim_cohort_get_n_columns (self); c++)
    {
      const RimColumn *column = rim_cohort_get_column (self, c);

      if (fits (column->name, patterns, is_used) &&
          !rim_cohort_builder_add_column (builder, column, rows, column->role, error))
        return FALSE;
    }

  for (guint i = 0; i < n_patterns; i++)
    if (!is_used[i])
      {
        g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_MISSING, "There is no column “%s”", patterns[i]);
        return FALSE;
      }

  return TRUE;
}

/**
 * rim_cohort_subset:
 * @self: a cohort
 * @patterns: (nullable) (array zero-terminated=1): globs of the columns that stay; %NULL
 *   for all
 * @rows: (nullable) (array length=n_rows): the rows that stay, in their new order; %NULL
 *   for all
 * @n_rows: how many
 * @error: return location for a #RimCohortError
 *
 * Categories keep all their levels.
 *
 * Returns: (transfer full): the part, or %NULL where a pattern fits no column
 */
RimCohort *
rim_cohort_subset (RimCohort          *self,
                   const char *const  *patterns,
                   const guint32      *rows,
                   gsize               n_rows,
                   GError            **error)
{
  const gsize n = rows != NULL ? n_rows : rim_cohort_get_n_rows (self);
  g_autofree guint32 *all = g_new (guint32, MAX (n, 1));
  g_autofree const char **ids = g_new (const char *, MAX (n, 1));
  g_autofree const char **patients = g_new (const char *, MAX (n, 1));
  g_autoptr(RimCohortBuilder) builder = NULL;

  for (gsize i = 0; i < n; i++)
    {
      all[i] = rows != NULL ? rows[i] : (guint32) i;
      ids[i] = rim_cohort_get_id (self, all[i]);
      patients[i] = rim_cohort_get_patient (self, all[i]);
    }

  builder = rim_cohort_builder_new (ids, patients, n);

  return add_fitting (builder, self, patterns, all, error) ? rim_cohort_builder_end (builder) : NULL;
}
