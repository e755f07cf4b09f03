/* rim-cohort-values.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-cohort-values-private.h"

#include <math.h>
#include <string.h>

#include "cohort/rim-cohort-error.h"
#include "core/rim-parallel.h"

#define BLOCK      64
/* A column of which more than this is words has levels, and so has one with as few
 * different texts. */
#define MAX_WORDS  0.5
#define FEW_LEVELS 10
/* A column of words most of which are there once is no category. */
#define MANY_LEVELS 20

typedef enum
{
  CELL_NUMBER,
  CELL_MISSING,
  CELL_INFINITE,
  CELL_WORD,
} Cell;

static gboolean
is_missing (const char *text)
{
  return *text == '\0' || strcmp (text, "?") == 0 || g_ascii_strcasecmp (text, "NA") == 0 ||
         g_ascii_strcasecmp (text, "N/A") == 0 || g_ascii_strcasecmp (text, "NaN") == 0;
}

static gboolean
is_infinite (const char *text)
{
  text += *text == '-' || *text == '+';

  return g_ascii_strcasecmp (text, "inf") == 0 || g_ascii_strcasecmp (text, "infinity") == 0;
}

/* Where semicolons separate fields, a comma may stand before what follows the point. */
static gboolean
read_number (const char *text,
             char        separator,
             double     *value)
{
  const gsize length = strspn (text, separator == ';' ? "0123456789+-.eE," : "0123456789+-.eE");
  const char *comma = separator == ';' ? strchr (text, ',') : NULL;
  char buffer[64];
  char *end;

  if (text[length] != '\0' || length == 0 || length >= sizeof buffer)
    return FALSE;
  if (comma != NULL)
    {
      memcpy (buffer, text, length + 1);
      buffer[comma - text] = '.';
      text = buffer;
    }
  *value = g_ascii_strtod (text, &end);

  return end != text && *end == '\0';
}

static Cell
read_cell (const char *text,
           char        separator,
           double     *value)
{
  if (read_number (text, separator, value))
    {
      if (isfinite (*value))
        return CELL_NUMBER;
      *value = NAN;
      return CELL_INFINITE;
    }

  *value = NAN;
  if (is_missing (text))
    return CELL_MISSING;

  return is_infinite (text) ? CELL_INFINITE : CELL_WORD;
}

/* Row by row, as the file lies in memory. */
static void
read_columns (gsize    begin,
              gsize    end,
              gpointer data)
{
  const RimCohortValues *self = data;
  const RimCsvTable *table = self->table;

  for (gsize row = 0; row < table->n_rows; row++)
    for (gsize c = begin; c < end; c++)
      {
        const Cell cell = read_cell (table->cells[row * table->n_columns + c], table->separator,
                                     &self->values[c * table->n_rows + row]);

        if (cell == CELL_WORD && self->n_words[c]++ == 0)
          self->first_word[c] = row;
        self->n_infinite[c] += cell == CELL_INFINITE;
      }
}

void
rim_cohort_values_init (RimCohortValues   *self,
                        const RimCsvTable *table)
{
  self->table = table;
  self->values = g_new (double, MAX (table->n_columns * table->n_rows, 1));
  self->n_words = g_new0 (gsize, table->n_columns);
  self->n_infinite = g_new0 (gsize, table->n_columns);
  self->first_word = g_new0 (gsize, table->n_columns);
  rim_parallel_for (table->n_columns, BLOCK, read_columns, self);
}

void
rim_cohort_values_clear (RimCohortValues *self)
{
  g_clear_pointer (&self->values, g_free);
  g_clear_pointer (&self->n_words, g_free);
  g_clear_pointer (&self->n_infinite, g_free);
  g_clear_pointer (&self->first_word, g_free);
}

static gsize
count_levels (const char *const *texts,
              gsize              n,
              gsize             *n_present)
{
  g_autoptr(GHashTable) levels = g_hash_table_new (g_str_hash, g_str_equal);

  *n_present = 0;
  for (gsize row = 0; row < n; row++)
    if (texts[row] != NULL)
      {
        g_hash_table_add (levels, (char *) texts[row]);
        (*n_present)++;
      }

  return g_hash_table_size (levels);
}

static const char **
list_texts (const RimCohortValues *self,
            guint                  column)
{
  const RimCsvTable *table = self->table;
  const char **texts = g_new (const char *, MAX (table->n_rows, 1));

  for (gsize row = 0; row < table->n_rows; row++)
    {
      texts[row] = rim_csv_table_get_cell (table, row, column);
      if (is_missing (texts[row]))
        texts[row] = NULL;
    }

  return texts;
}

static gboolean
fail_word (const RimCohortValues  *self,
           guint                   column,
           const char             *reason,
           GError                **error)
{
  const RimCsvTable *table = self->table;
  const gsize row = self->first_word[column];

  g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_TYPE, "%s:%u: “%s” is “%s”, which is no number%s",
               table->path, table->lines[row], table->header[column], rim_csv_table_get_cell (table, row, column),
               reason);

  return FALSE;
}

static void
note (GPtrArray  *notes,
      const char *format,
      ...) G_GNUC_PRINTF (2, 3);

static void
note (GPtrArray  *notes,
      const char *format,
      ...)
{
  va_list arguments;

  if (notes == NULL)
    return;

  va_start (arguments, format);
  g_ptr_array_add (notes, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static gboolean
add_numbers (const RimCohortValues  *self,
             guint                   column,
             RimColumnRole           role,
             RimCohortBuilder       *builder,
             GPtrArray              *notes,
             GError                **error)
{
  const char *name = self->table->header[column];

  if (self->n_words[column] > 0)
    return fail_word (self, column, "", error);
  if (self->n_infinite[column] > 0)
    note (notes, "“%s”: %zu infinite values count as missing", name, self->n_infinite[column]);

  return rim_cohort_builder_add_numbers (builder, name, role, self->values + column * self->table->n_rows, error);
}

static gboolean
add_categories (const RimCohortValues  *self,
                guint                   column,
                RimColumnRole           role,
                const RimColumnRule    *rule,
                RimCohortBuilder       *builder,
                GPtrArray              *notes,
                GError                **error)
{
  const char *name = self->table->header[column];
  g_autofree const char **texts = list_texts (self, column);
  gsize n_present;
  const gsize n_levels = count_levels (texts, self->table->n_rows, &n_present);

  if (rule != NULL && rule->levels != NULL)
    {
      const gboolean fits = rim_cohort_builder_add_levels (builder, name, role, (const char *const *) rule->levels,
                                                           texts, error);

      if (!fits)
        g_prefix_error (error, "%s: ", self->table->path);
      return fits;
    }
  if (rule == NULL && n_levels > FEW_LEVELS && (double) self->n_words[column] < MAX_WORDS * (double) n_present)
    return fail_word (self, column, " as most of the column are: write NA where it is missing, or say that the "
                      "column is a category", error);
  if (rule == NULL && n_levels > MANY_LEVELS && 2 * n_levels > n_present && role != RIM_COLUMN_IGNORED)
    {
      note (notes, "“%s”: %zu different texts in %zu rows are no category; it is ignored", name, n_levels, n_present);
      role = RIM_COLUMN_IGNORED;
    }

  return rim_cohort_builder_add_categories (builder, name, role, texts, error);
}

/**
 * rim_cohort_values_add:
 * @self: the columns of a table
 * @column: one of them
 * @rules: (nullable): what is said of columns
 * @builder: gets the column
 * @notes: (nullable) (element-type utf8): gets what was decided and is no matter of course
 * @error: return location for a #RimCohortError, which names line, column and reason
 *
 * Unless a rule says its type, a column of numbers has numbers, and any other one levels.
 *
 * Returns: whether the column is there
 */
gboolean
rim_cohort_values_add (const RimCohortValues  *self,
                       guint                   column,
                       const RimColumnRules   *rules,
                       RimCohortBuilder       *builder,
                       GPtrArray              *notes,
                       GError                **error)
{
  const char *name = self->table->header[column];
  const RimColumnRule *role_rule = rules != NULL ? rim_column_rules_find (rules, name, FALSE) : NULL;
  const RimColumnRule *type_rule = rules != NULL ? rim_column_rules_find (rules, name, TRUE) : NULL;
  const RimColumnRole role = role_rule != NULL ? role_rule->role : rim_column_role_guess (name);
  const gboolean is_number = type_rule != NULL ? type_rule->type == RIM_COLUMN_NUMBER : self->n_words[column] == 0;

  if (is_number)
    return add_numbers (self, column, role, builder, notes, error);

  return add_categories (self, column, role, type_rule, builder, notes, error);
}
