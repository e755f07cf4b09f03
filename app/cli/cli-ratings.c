/* cli-ratings.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-ratings.h"

#include <math.h>
#include <string.h>

#include "cli-csv.h"
#include "core/rim-file.h"

#define MAX_TABLE  (1024 * 1024 * 1024)
#define MAX_VALUES (G_GUINT64_CONSTANT (1) << 30)

/* Tables in which the names of features are a column, or the columns. */
typedef struct
{
  const char *path;
  const char *reader;            /* whose the file is, where it has no column for it */
  int         id;
  int         reader_column;
  int         feature;
  int         value;
} Table;

typedef struct
{
  guint  feature;
  guint  one;                    /* case */
  guint  reader;
  double value;
} Cell;

static guint
find_place (CliRatings *self,
            guint       kind,
            const char *name)
{
  GPtrArray *names[3] = { self->features, self->cases, self->readers };
  gpointer place;

  if (g_hash_table_lookup_extended (self->places[kind], name, NULL, &place))
    return GPOINTER_TO_UINT (place);

  g_ptr_array_add (names[kind], g_strdup (name));
  g_hash_table_insert (self->places[kind], names[kind]->pdata[names[kind]->len - 1],
                       GUINT_TO_POINTER (names[kind]->len - 1));

  return names[kind]->len - 1;
}

static gboolean
read_number (const char *text,
             double     *value)
{
  char *end;

  *value = g_ascii_strtod (text, &end);
  while (g_ascii_isspace (*end))
    end++;

  return end != text && *end == '\0';
}

static gboolean
fail_line (const Table      *table,
           const CliCsvRow  *row,
           const char       *reason,
           GError          **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s:%u: %s", table->path, row->line, reason);

  return FALSE;
}

/* What is no number is missing, as that of a case that failed. */
static void
add_cell (CliRatings *self,
          const char *feature,
          guint       one,
          guint       reader,
          const char *text)
{
  Cell cell = { 0, one, reader, NAN };

  if (!read_number (text, &cell.value))
    return;

  cell.feature = find_place (self, 0, feature);
  g_array_append_val (self->cells, cell);
}

static void
add_wide_row (CliRatings      *self,
              const Table     *table,
              const CliCsvRow *header,
              const CliCsvRow *row,
              guint            one,
              guint            reader)
{
  for (guint i = 0; i < row->n; i++)
    if ((int) i != table->id && (int) i != table->reader_column)
      add_cell (self, header->fields[i], one, reader, row->fields[i]);
}

static gboolean
add_row (CliRatings       *self,
         const Table      *table,
         const CliCsvRow  *header,
         const CliCsvRow  *row,
         GHashTable       *seen,
         GError          **error)
{
  const gboolean is_long = table->feature >= 0;
  guint one, reader;
  char *key;

  if (row->n != header->n)
    return fail_line (table, row, "the row has another number of fields than the header", error);
  if (*row->fields[table->id] == '\0' || (is_long && *row->fields[table->feature] == '\0'))
    return fail_line (table, row, "the case or the feature is empty", error);

  one = find_place (self, 1, row->fields[table->id]);
  reader = find_place (self, 2, table->reader_column >= 0 ? row->fields[table->reader_column] : table->reader);
  key = g_strdup_printf ("%u %u %s", one, reader, is_long ? row->fields[table->feature] : "");
  if (!g_hash_table_add (seen, key))
    return fail_line (table, row, "the same case of the same reader is there already", error);

  if (is_long)
    add_cell (self, row->fields[table->feature], one, reader, row->fields[table->value]);
  else
    add_wide_row (self, table, header, row, one, reader);

  return TRUE;
}

static int
find_column (const CliCsvRow *header,
             const char      *name,
             const char      *other)
{
  for (guint i = 0; i < header->n; i++)
    if (g_ascii_strcasecmp (g_strstrip (header->fields[i]), name) == 0 ||
        (other != NULL && g_ascii_strcasecmp (header->fields[i], other) == 0))
      return (int) i;

  return -1;
}

static gboolean
check_names (const Table      *table,
             const CliCsvRow  *header,
             GError          **error)
{
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < header->n; i++)
    if (!g_hash_table_add (names, header->fields[i]))
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s:1: the column “%s” is there twice",
                     table->path, header->fields[i]);
        return FALSE;
      }

  return TRUE;
}

static gboolean
find_columns (Table            *table,
              const CliCsvRow  *header,
              GError          **error)
{
  table->id = header != NULL ? find_column (header, "id", "case") : -1;
  if (table->id < 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s:1: there is no column “id”", table->path);
      return FALSE;
    }

  table->reader_column = find_column (header, "reader", NULL);
  table->feature = find_column (header, "feature", NULL);
  table->value = find_column (header, "value", NULL);
  if (table->feature >= 0 && table->value < 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s:1: there is no column “value”", table->path);
      return FALSE;
    }

  return TRUE;
}

static gboolean
add_table (CliRatings  *self,
           const char  *path,
           GHashTable  *seen,
           GError     **error)
{
  g_autoptr(GBytes) bytes = rim_file_read (path, MAX_TABLE, error);
  g_autoptr(GPtrArray) rows = NULL;
  g_autofree char *text = NULL;
  Table table = { .path = path, .reader = path };

  if (bytes == NULL)
    return FALSE;

  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  rows = cli_csv_parse (text);
  if (!find_columns (&table, rows->len > 0 ? rows->pdata[0] : NULL, error) ||
      !check_names (&table, rows->pdata[0], error))
    return FALSE;

  for (guint r = 1; r < rows->len; r++)
    if (!add_row (self, &table, rows->pdata[0], rows->pdata[r], seen, error))
      return FALSE;

  return TRUE;
}

static gboolean
check (const CliRatings  *self,
       GError           **error)
{
  const guint64 n = (guint64) self->features->len * self->cases->len * self->readers->len;

  if (self->readers->len >= 2 && self->features->len > 0 && n <= MAX_VALUES)
    return TRUE;

  if (self->readers->len < 2)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         "agreement takes at least two readers: a table of each, or a column “reader”");
  else if (self->features->len == 0)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "there is no column of numbers");
  else
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "there are too many values");

  return FALSE;
}

/**
 * cli_ratings_load:
 * @self: (out caller-allocates): gets what the tables say
 * @paths: (array zero-terminated=1): tables in CSV
 * @error: where to put an error, which names the line
 *
 * A table has the column “id” (or “case”) and a column for each feature, as “extract
 * --manifest” writes it, or the columns “feature” and “value”. Where it has no column
 * “reader” the whole table is of one reader. Columns without a number are no features.
 *
 * Returns: whether there is something to compare
 */
gboolean
cli_ratings_load (CliRatings         *self,
                  const char *const  *paths,
                  GError            **error)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean done = TRUE;

  *self = (CliRatings) { g_ptr_array_new_with_free_func (g_free), g_ptr_array_new_with_free_func (g_free),
                         g_ptr_array_new_with_free_func (g_free) };
  for (guint kind = 0; kind < G_N_ELEMENTS (self->places); kind++)
    self->places[kind] = g_hash_table_new (g_str_hash, g_str_equal);
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));

  for (guint n = 0; done && paths[n] != NULL; n++)
    done = add_table (self, paths[n], seen, error);
  if (done && check (self, error))
    return TRUE;

  cli_ratings_clear (self);

  return FALSE;
}

void
cli_ratings_clear (CliRatings *self)
{
  for (guint kind = 0; kind < G_N_ELEMENTS (self->places); kind++)
    g_clear_pointer (&self->places[kind], g_hash_table_unref);
  g_clear_pointer (&self->features, g_ptr_array_unref);
  g_clear_pointer (&self->cases, g_ptr_array_unref);
  g_clear_pointer (&self->readers, g_ptr_array_unref);
  g_clear_pointer (&self->cells, g_array_unref);
}

/* Returns: (transfer full): features × cases × readers, the last together; NAN where
 *   there is no number
 */
double *
cli_ratings_spread (const CliRatings *self)
{
  const gsize n_readers = self->readers->len;
  const gsize n = self->features->len * (gsize) self->cases->len * n_readers;
  double *values = g_new (double, n);

  for (gsize v = 0; v < n; v++)
    values[v] = NAN;
  for (guint c = 0; c < self->cells->len; c++)
    {
      const Cell *cell = &g_array_index (self->cells, Cell, c);

      values[(cell->feature * (gsize) self->cases->len + cell->one) * n_readers + cell->reader] = cell->value;
    }

  return values;
}
