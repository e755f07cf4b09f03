/* cli-sheet.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-sheet.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "cli-csv.h"
#include "cli-extract.h"
#include "core/rim-csv.h"
#include "core/rim-file.h"
#include "feature/rim-feature-column.h"

#define MAX_SHEET    (1024 * 1024 * 1024)
#define MAX_SETTINGS (1024 * 1024)

/* One case: its values under its own names, which nearly all rows share. */
typedef struct
{
  char      *id;
  GPtrArray *names;              /* of char *, shared */
  char     **values;
} Row;

struct _CliSheet
{
  char       *path;
  int         lock;
  GPtrArray  *rows;              /* of Row, in the order of the file */
  GHashTable *by_id;
  GPtrArray  *columns;           /* of char *, as the file has them; %NULL: no file */
};

static void
row_free (gpointer data)
{
  Row *self = data;

  g_free (self->id);
  g_ptr_array_unref (self->names);
  g_strfreev (self->values);
  g_free (self);
}

static void
add_row (CliSheet   *self,
         const char *id,
         GPtrArray  *names,
         char      **values)
{
  Row *row = g_new0 (Row, 1);

  row->id = g_strdup (id);
  row->names = g_ptr_array_ref (names);
  row->values = values;
  g_ptr_array_add (self->rows, row);
  g_hash_table_insert (self->by_id, row->id, row);
}

static gboolean
are_equal (GPtrArray *a,
           GPtrArray *b)
{
  if (a == NULL || b == NULL || a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    if (strcmp (g_ptr_array_index (a, i), g_ptr_array_index (b, i)) != 0)
      return FALSE;

  return TRUE;
}

/* Text */

static void
append_header (GString   *csv,
               GPtrArray *columns)
{
  g_string_append (csv, "id");
  for (guint i = 0; i < columns->len; i++)
    {
      g_string_append_c (csv, ',');
      rim_csv_append_field (csv, g_ptr_array_index (columns, i));
    }
  g_string_append_c (csv, '\n');
}

static const char *
find_value (const Row  *row,
            const char *name,
            guint       hint)
{
  if (hint < row->names->len && strcmp (g_ptr_array_index (row->names, hint), name) == 0)
    return row->values[hint];

  for (guint i = 0; i < row->names->len; i++)
    if (strcmp (g_ptr_array_index (row->names, i), name) == 0)
      return row->values[i];

  return "";
}

/* What a case does not have stays empty. */
static void
append_row (GString   *csv,
            const Row *row,
            GPtrArray *columns)
{
  rim_csv_append_field (csv, row->id);
  for (guint i = 0; i < columns->len; i++)
    {
      g_string_append_c (csv, ',');
      rim_csv_append_field (csv, find_value (row, g_ptr_array_index (columns, i), i));
    }
  g_string_append_c (csv, '\n');
}

/* The names of all rows, in the order in which rows bring them. */
static GPtrArray *
unite_columns (GPtrArray *rows)
{
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *columns = g_ptr_array_new_with_free_func (g_free);
  const GPtrArray *last = NULL;

  for (guint r = 0; r < rows->len; r++)
    {
      const Row *row = g_ptr_array_index (rows, r);

      for (guint i = 0; i < row->names->len && row->names != last; i++)
        {
          char *name = g_ptr_array_index (row->names, i);

          if (g_hash_table_contains (known, name))
            continue;
          g_hash_table_add (known, name);
          g_ptr_array_add (columns, g_strdup (name));
        }
      last = row->names;
    }

  return columns;
}

static gboolean
rewrite (CliSheet  *self,
         GError   **error)
{
  g_autoptr(GString) csv = g_string_new (NULL);

  g_clear_pointer (&self->columns, g_ptr_array_unref);
  self->columns = unite_columns (self->rows);
  append_header (csv, self->columns);
  for (guint i = 0; i < self->rows->len; i++)
    append_row (csv, g_ptr_array_index (self->rows, i), self->columns);

  return rim_file_replace_contents (self->path, csv->str, csv->len, error);
}

static gboolean
fail_errno (const char  *path,
            GError     **error)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", path, g_strerror (errno));

  return FALSE;
}

static gboolean
write_all (int          fd,
           const char  *bytes,
           gsize        length)
{
  while (length > 0)
    {
      const gssize n = write (fd, bytes, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      bytes += n;
      length -= (gsize) n;
    }

  return fsync (fd) == 0;
}

/* On the disk before it counts as done. */
static gboolean
append (CliSheet   *self,
        const Row  *row,
        GError    **error)
{
  g_autoptr(GString) csv = g_string_new (NULL);
  const int fd = open (self->path, O_WRONLY | O_APPEND | O_CLOEXEC);
  gboolean written;

  append_row (csv, row, self->columns);
  written = fd >= 0 && write_all (fd, csv->str, csv->len);
  if (!written)
    fail_errno (self->path, error);
  if (fd >= 0)
    close (fd);

  return written;
}

/* Reading what is there */

static gboolean
load_rows (CliSheet    *self,
           const char  *text,
           GError     **error)
{
  g_autoptr(GPtrArray) rows = cli_csv_parse (text);
  const CliCsvRow *header = rows->len > 0 ? g_ptr_array_index (rows, 0) : NULL;
  const guint n = rows->len - (rows->len > 1 && cli_csv_is_cut (text) ? 1 : 0);

  if (header == NULL || strcmp (header->fields[0], "id") != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "%s: is there and no table of features", self->path);
      return FALSE;
    }

  self->columns = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 1; i < header->n; i++)
    g_ptr_array_add (self->columns, g_strdup (header->fields[i]));
  for (guint r = 1; r < n; r++)
    {
      const CliCsvRow *row = g_ptr_array_index (rows, r);

      if (row->n == header->n && !g_hash_table_contains (self->by_id, row->fields[0]))
        add_row (self, row->fields[0], self->columns, g_strdupv (row->fields + 1));
    }

  return self->rows->len + 1 == rows->len || rewrite (self, error);
}

static gboolean
load (CliSheet  *self,
      GError   **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  if (!g_file_test (self->path, G_FILE_TEST_EXISTS))
    return TRUE;

  bytes = rim_file_read (self->path, MAX_SHEET, error);
  if (bytes == NULL)
    return FALSE;

  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  return load_rows (self, text, error);
}

/* Settings */

static gboolean
check_settings (CliSheet     *self,
                const char   *path,
                RimSettings  *settings,
                GError      **error)
{
  g_autoptr(RimSettings) before = rim_settings_load (path, error);

  if (before == NULL)
    {
      g_prefix_error (error, "%s: is there, but not with which settings it was made: ", self->path);
      return FALSE;
    }
  if (strcmp (rim_settings_get_hash (before), rim_settings_get_hash (settings)) == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
               "%s: was made with other settings (%s); choose another OUT or remove both", self->path, path);

  return FALSE;
}

/* Two runs into one table would each undo the other's rows. */
static gboolean
lock (CliSheet    *self,
      const char  *path,
      GError     **error)
{
  self->lock = open (path, O_RDONLY | O_CLOEXEC);
  if (self->lock < 0)
    return fail_errno (path, error);
  if (flock (self->lock, LOCK_EX | LOCK_NB) == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "%s: another run is writing it", self->path);

  return FALSE;
}

static gboolean
open_settings (CliSheet     *self,
               RimSettings  *settings,
               GError      **error)
{
  g_autofree char *path = cli_cohort_get_path (self->path, ".settings.yaml");
  g_autofree char *yaml = rim_settings_to_yaml (settings);

  if (g_file_test (self->path, G_FILE_TEST_EXISTS))
    {
      if (!check_settings (self, path, settings, error))
        return FALSE;
    }
  else if (!rim_file_replace_contents (path, yaml, strlen (yaml), error))
    {
      return FALSE;
    }

  return lock (self, path, error);
}

/**
 * cli_sheet_open:
 * @path: where the table is or will be
 * @settings: what its rows are made with
 * @error: where to put an error
 *
 * Reads the rows that are there. The last one is dropped where it was cut off.
 *
 * Returns: (transfer full) (nullable): the table
 */
CliSheet *
cli_sheet_open (const char   *path,
                RimSettings  *settings,
                GError      **error)
{
  CliSheet *self = g_new0 (CliSheet, 1);

  self->path = g_strdup (path);
  self->lock = -1;
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  if (open_settings (self, settings, error) && load (self, error))
    return self;

  cli_sheet_close (self);

  return NULL;
}

void
cli_sheet_close (CliSheet *self)
{
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->rows);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->path);
  g_free (self);
}

gboolean
cli_sheet_has (CliSheet   *self,
               const char *id)
{
  return g_hash_table_contains (self->by_id, id);
}

static char *
make_value (const RimFeatureRow *row)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (row->text != NULL)
    return g_strdup (row->text);

  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.17g", row->value));
}

static void
append_table (const RimStudyTable *table,
              gboolean             has_prefix,
              GPtrArray           *names,
              GPtrArray           *values)
{
  const RimProfile profile = rim_feature_table_get_profile (table->table);

  for (gsize i = 0; i < rim_feature_table_get_n_rows (table->table); i++)
    {
      const RimFeatureRow *row = rim_feature_table_get_row (table->table, i);

      g_ptr_array_add (names, rim_feature_column_new_name (has_prefix ? table : NULL, row, profile));
      g_ptr_array_add (values, make_value (row));
    }
}

/**
 * cli_sheet_add:
 * @self: a table
 * @id: a case that it does not have
 * @tables: (element-type RimStudyTable): its features
 * @has_prefix: whether columns begin with image and VOI
 * @error: where to put an error
 *
 * Adds a row, which is on the disk when this returns.
 *
 * Returns: whether it could
 */
gboolean
cli_sheet_add (CliSheet    *self,
               const char  *id,
               GPtrArray   *tables,
               gboolean     has_prefix,
               GError     **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *values = g_ptr_array_new ();
  gboolean fits;

  for (guint i = 0; i < tables->len; i++)
    append_table (g_ptr_array_index (tables, i), has_prefix, names, values);
  g_ptr_array_add (values, NULL);

  fits = are_equal (names, self->columns);
  add_row (self, id, fits ? self->columns : names, (char **) g_ptr_array_free (values, FALSE));

  return fits ? append (self, g_ptr_array_index (self->rows, self->rows->len - 1), error)
              : rewrite (self, error);
}

/**
 * cli_sheet_finish:
 * @self: a table
 * @ids: (element-type utf8): the order that rows are to have; rows of other ids
 *   follow
 * @error: where to put an error
 *
 * Puts the rows in order, whichever came first.
 *
 * Returns: whether it could
 */
gboolean
cli_sheet_finish (CliSheet   *self,
                  GPtrArray  *ids,
                  GError    **error)
{
  g_autoptr(GPtrArray) sorted = g_ptr_array_new ();
  gboolean is_sorted = TRUE;

  for (guint i = 0; i < ids->len; i++)
    {
      Row *row = g_hash_table_lookup (self->by_id, g_ptr_array_index (ids, i));

      if (row != NULL)
        g_ptr_array_add (sorted, row);
    }
  for (guint i = 0; i < self->rows->len; i++)
    if (!g_ptr_array_find (sorted, g_ptr_array_index (self->rows, i), NULL))
      g_ptr_array_add (sorted, g_ptr_array_index (self->rows, i));

  for (guint i = 0; i < sorted->len; i++)
    {
      is_sorted = is_sorted && g_ptr_array_index (self->rows, i) == g_ptr_array_index (sorted, i);
      self->rows->pdata[i] = g_ptr_array_index (sorted, i);
    }

  return is_sorted || rewrite (self, error);
}
