/* rim-map-table.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-table-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  const guint x = *(const guint *) a;
  const guint y = *(const guint *) b;

  return x < y ? -1 : x > y;
}

/* Sorts numbers and takes each once; returns how many are left. */
static guint
sort_once (guint *numbers,
           gsize  n)
{
  guint n_left = 0;

  if (n > 0)
    qsort (numbers, n, sizeof *numbers, compare_numbers);
  for (gsize i = 0; i < n; i++)
    if (i == 0 || numbers[i] != numbers[n_left - 1])
      numbers[n_left++] = numbers[i];

  return n_left;
}

static guint
find (const guint *numbers,
      guint        n,
      guint        number)
{
  const guint *found = bsearch (&number, numbers, n, sizeof *numbers, compare_numbers);

  return (guint) (found - numbers);
}

/* A table of zeros. */
RimMapTable *
rim_map_table_new (RimMapTableKind kind,
                   guint           n_rows,
                   guint           n_columns)
{
  RimMapTable *self = g_new0 (RimMapTable, 1);

  self->kind = kind;
  self->n_rows = n_rows;
  self->n_columns = n_columns;
  self->rows = g_new0 (guint, n_rows);
  self->cells = g_new0 (double, (gsize) n_rows * n_columns);
  self->value = NAN;

  return self;
}

/* A table with the rows and columns that cells have; what is told of a cell twice adds up. */
RimMapTable *
rim_map_table_new_from_cells (RimMapTableKind   kind,
                              const RimMapCell *cells,
                              gsize             n_cells)
{
  guint *rows = g_new (guint, n_cells);
  guint *columns = g_new (guint, n_cells);
  RimMapTable *self;

  for (gsize c = 0; c < n_cells; c++)
    {
      rows[c] = cells[c].row;
      columns[c] = cells[c].column;
    }
  self = rim_map_table_new (kind, sort_once (rows, n_cells), sort_once (columns, n_cells));
  g_free (self->rows);
  self->rows = rows;
  self->columns = columns;
  for (gsize c = 0; c < n_cells; c++)
    self->cells[(gsize) find (rows, self->n_rows, cells[c].row) * self->n_columns +
                find (columns, self->n_columns, cells[c].column)] += cells[c].count;

  return self;
}

void
rim_map_table_free (RimMapTable *self)
{
  g_free (self->rows);
  g_free (self->columns);
  g_free (self->cells);
  g_free (self);
}

static gboolean
is_part_of_word (const char *text)
{
  const gunichar c = g_utf8_get_char (text);

  return g_unichar_isalpha (c) || g_unichar_isdigit (c) || c == '+';
}

/* Returns: whether the formula of a feature has @symbol as a word of its own */
gboolean
rim_map_formula_has (const RimFeatureInfo *info,
                     const char           *symbol)
{
  for (const char *found = strstr (info->formula, symbol); found != NULL; found = strstr (found + 1, symbol))
    if ((found == info->formula || !is_part_of_word (g_utf8_prev_char (found))) &&
        !is_part_of_word (found + strlen (symbol)))
      return TRUE;

  return FALSE;
}

/* Keeps what the formula of a feature has, unless that is the feature. */
void
rim_map_table_add_term (RimMapTable          *self,
                        const RimFeatureInfo *info,
                        const char           *symbol,
                        double                value)
{
  g_autofree char *is_it = g_strconcat (symbol, " = ", NULL);

  if (self->n_terms < RIM_MAP_TABLE_MAX_TERMS && rim_map_formula_has (info, symbol) &&
      !g_str_has_prefix (info->formula, is_it))
    self->terms[self->n_terms++] = (RimMapTerm) { symbol, value };
}

gboolean
rim_map_table_has_direction (const RimMapTable *self)
{
  return self->step[0] != 0 || self->step[1] != 0 || self->step[2] != 0;
}

/**
 * rim_map_table_get_total:
 * @self: a table
 *
 * Returns: what all cells add up to
 */
double
rim_map_table_get_total (const RimMapTable *self)
{
  double total = 0.0;

  for (gsize c = 0; c < (gsize) self->n_rows * self->n_columns; c++)
    total += self->cells[c];

  return total;
}

/**
 * rim_map_table_dup_heading:
 * @self: a table
 * @column: one of its columns
 *
 * Returns: (transfer full): the number or the symbol that stands over it
 */
char *
rim_map_table_dup_heading (const RimMapTable *self,
                           guint              column)
{
  static const char *const symbols[] = { "n", "p", "s" };

  return self->columns != NULL ? g_strdup_printf ("%u", self->columns[column])
                               : g_strdup (symbols[MIN (column, G_N_ELEMENTS (symbols) - 1)]);
}
