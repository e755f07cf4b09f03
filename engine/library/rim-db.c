/* rim-db.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-db-private.h"

#include <errno.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

#include "rim-library.h"

/* Longer than any transaction of another program should take. */
#define BUSY_TIMEOUT 10000
#define BUSY_WAIT    5

struct _RimDb
{
  sqlite3    *handle;
  char       *path;
  GHashTable *statements;   /* SQL to RimRows */
};

struct _RimRows
{
  RimDb        *db;
  sqlite3_stmt *statement;
};

static void
rows_free (RimRows *rows)
{
  sqlite3_finalize (rows->statement);
  g_free (rows);
}

static RimLibraryError
get_error_code (int result)
{
  switch (result & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return RIM_LIBRARY_ERROR_BUSY;

    case SQLITE_FULL:
      return RIM_LIBRARY_ERROR_FULL;

    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return RIM_LIBRARY_ERROR_READ_ONLY;

    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return RIM_LIBRARY_ERROR_DAMAGED;

    default:
      return RIM_LIBRARY_ERROR_FAILED;
    }
}

/* SQLite has one sentence for all that may be in the way of a file, and makes files
 * beside its own even to read.
 */
static gboolean
is_read_only (RimDb *self,
              int    result)
{
  g_autofree char *folder = g_path_get_dirname (self->path);

  return (result & 0xff) == SQLITE_CANTOPEN && g_access (folder, F_OK) == 0 && g_access (folder, W_OK) != 0;
}

static gboolean
fail (RimDb   *self,
      int      result,
      GError **error)
{
  const char *reason = self->handle != NULL ? sqlite3_errmsg (self->handle) : sqlite3_errstr (result);

  if (is_read_only (self, result))
    g_set_error (error, RIM_LIBRARY_ERROR, RIM_LIBRARY_ERROR_READ_ONLY, "%s: %s", self->path, g_strerror (errno));
  else
    g_set_error (error, RIM_LIBRARY_ERROR, (int) get_error_code (result), "%s: %s", self->path, reason);

  return FALSE;
}

/* SQLite does not wait by itself where waiting could last for ever, as when two
 * programs make the same database at once.
 */
static gboolean
use_wal (RimDb   *self,
         GError **error)
{
  gint64 until = g_get_monotonic_time () + BUSY_TIMEOUT * G_TIME_SPAN_MILLISECOND;
  int result = sqlite3_exec (self->handle, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);

  while ((result & 0xff) == SQLITE_BUSY && g_get_monotonic_time () < until)
    {
      g_usleep (BUSY_WAIT * G_TIME_SPAN_MILLISECOND);
      result = sqlite3_exec (self->handle, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
    }

  return result == SQLITE_OK || fail (self, result, error);
}

/**
 * rim_db_open:
 * @path: the file
 * @error: where to put an error
 *
 * Opens a database in WAL mode. A commit is on the disk when it returns, so that
 * not even a power cut takes back what was said to be saved.
 *
 * Returns: (transfer full) (nullable): a connection
 */
RimDb *
rim_db_open (const char  *path,
             GError     **error)
{
  g_autoptr(RimDb) self = g_new0 (RimDb, 1);
  int result;

  self->path = g_strdup (path);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) rows_free);

  result = sqlite3_open_v2 (path, &self->handle,
                            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX, NULL);
  if (result != SQLITE_OK)
    {
      fail (self, result, error);
      return NULL;
    }

  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT);

  if (!use_wal (self, error) ||
      !rim_db_exec (self,
                    "PRAGMA synchronous = FULL;"
                    "PRAGMA foreign_keys = ON;"
                    "PRAGMA temp_store = MEMORY;", error))
    return NULL;

  return g_steal_pointer (&self);
}

void
rim_db_free (RimDb *self)
{
  g_clear_pointer (&self->statements, g_hash_table_unref);
  sqlite3_close_v2 (self->handle);
  g_free (self->path);
  g_free (self);
}

/* Runs a script of several statements that need no values. */
gboolean
rim_db_exec (RimDb       *self,
             const char  *script,
             GError     **error)
{
  int result = sqlite3_exec (self->handle, script, NULL, NULL, NULL);

  return result == SQLITE_OK || fail (self, result, error);
}

static RimRows *
prepare (RimDb       *self,
         const char  *sql,
         GError     **error)
{
  sqlite3_stmt *statement = NULL;
  RimRows *rows;
  int result;

  /* A worker may ask while the program ends. */
  if (self == NULL)
    {
      g_set_error_literal (error, RIM_LIBRARY_ERROR, RIM_LIBRARY_ERROR_FAILED,
                           _("The library is closed"));
      return NULL;
    }

  rows = g_hash_table_lookup (self->statements, sql);
  if (rows != NULL)
    return rows;

  result = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (result != SQLITE_OK)
    {
      fail (self, result, error);
      return NULL;
    }

  rows = g_new (RimRows, 1);
  rows->db = self;
  rows->statement = statement;
  g_hash_table_insert (self->statements, (gpointer) sqlite3_sql (statement), rows);

  return rows;
}

static void
bind_bytes (sqlite3_stmt *statement,
            int           index,
            GBytes       *bytes)
{
  gsize length;
  gconstpointer data;

  if (bytes == NULL)
    {
      sqlite3_bind_null (statement, index);
      return;
    }

  data = g_bytes_get_data (bytes, &length);
  sqlite3_bind_blob64 (statement, index, data != NULL ? data : "", length, SQLITE_TRANSIENT);
}

/* One letter per value: s const char *, i gint64, n int or guint, b GBytes *. */
static void
bind_all (sqlite3_stmt *statement,
          const char   *types,
          va_list       values)
{
  for (int index = 1; types[index - 1] != '\0'; index++)
    {
      switch (types[index - 1])
        {
        case 's':
          sqlite3_bind_text (statement, index, va_arg (values, const char *), -1, SQLITE_TRANSIENT);
          break;

        case 'i':
          sqlite3_bind_int64 (statement, index, va_arg (values, gint64));
          break;

        case 'n':
          sqlite3_bind_int (statement, index, va_arg (values, int));
          break;

        case 'b':
          bind_bytes (statement, index, va_arg (values, GBytes *));
          break;

        default:
          g_assert_not_reached ();
        }
    }
}

static RimRows *
query_valist (RimDb       *self,
              const char  *sql,
              const char  *types,
              va_list      values,
              GError     **error)
{
  RimRows *rows = prepare (self, sql, error);

  if (rows == NULL)
    return NULL;

  sqlite3_reset (rows->statement);
  bind_all (rows->statement, types, values);

  return rows;
}

/**
 * rim_db_query:
 * @self: (nullable): a connection; %NULL is one that was closed, and an error
 * @error: where to put an error
 * @sql: one statement; its text is its key, so it must not run inside itself
 * @types: one letter for each value: s text, i gint64, n int, b GBytes
 * @...: the values
 *
 * Returns: (transfer full) (nullable): the query, before its first row
 */
RimRows *
rim_db_query (RimDb       *self,
              GError     **error,
              const char  *sql,
              const char  *types,
              ...)
{
  RimRows *rows;
  va_list values;

  va_start (values, types);
  rows = query_valist (self, sql, types, values, error);
  va_end (values);

  return rows;
}

/**
 * rim_db_run:
 *
 * As rim_db_query(), for a statement without rows.
 *
 * Returns: whether it could be done
 */
gboolean
rim_db_run (RimDb       *self,
            GError     **error,
            const char  *sql,
            const char  *types,
            ...)
{
  g_autoptr(RimRows) rows = NULL;
  g_autoptr(GError) own_error = NULL;
  va_list values;

  va_start (values, types);
  rows = query_valist (self, sql, types, values, error);
  va_end (values);

  if (rows == NULL)
    return FALSE;

  while (rim_rows_next (rows, &own_error))
    ;

  if (own_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&own_error));
      return FALSE;
    }

  return TRUE;
}

/**
 * rim_db_get_int:
 *
 * As rim_db_query(), for one number; @value is left alone where there is no row.
 *
 * Returns: whether there is a row; @error is not set where there is none
 */
gboolean
rim_db_get_int (RimDb       *self,
                gint64      *value,
                GError     **error,
                const char  *sql,
                const char  *types,
                ...)
{
  g_autoptr(RimRows) rows = NULL;
  va_list values;

  va_start (values, types);
  rows = query_valist (self, sql, types, values, error);
  va_end (values);

  if (rows == NULL || !rim_rows_next (rows, error))
    return FALSE;

  *value = rim_rows_get_int (rows, 0);

  return TRUE;
}

gint64
rim_db_get_last_id (RimDb *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

int
rim_db_get_n_changes (RimDb *self)
{
  return sqlite3_changes (self->handle);
}

/* Returns: whether there is one more row; @error tells the end from a failure */
gboolean
rim_rows_next (RimRows  *self,
               GError  **error)
{
  int result = sqlite3_step (self->statement);

  if (result == SQLITE_ROW)
    return TRUE;
  if (result != SQLITE_DONE)
    fail (self->db, result, error);

  return FALSE;
}

void
rim_rows_end (RimRows *self)
{
  sqlite3_reset (self->statement);
  sqlite3_clear_bindings (self->statement);
}

/**
 * rim_rows_collect:
 * @self: (transfer full) (nullable): a query before its first row; %NULL is one that
 *   failed and has said so in @error
 * @read: makes an item of a row
 * @data: for @read
 * @free_item: frees an item
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): an item for each row; %NULL where not all could
 *   be read
 */
GPtrArray *
rim_rows_collect (RimRows         *self,
                  RimRowFunc       read,
                  gpointer         data,
                  GDestroyNotify   free_item,
                  GError         **error)
{
  g_autoptr(RimRows) rows = self;
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (free_item);
  g_autoptr(GError) own_error = NULL;

  if (rows == NULL)
    return NULL;

  while (own_error == NULL && rim_rows_next (rows, &own_error))
    {
      gpointer item = read (rows, data, &own_error);

      if (item != NULL)
        g_ptr_array_add (items, item);
    }

  if (own_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&own_error));
      return NULL;
    }

  return g_steal_pointer (&items);
}

gint64
rim_rows_get_int (RimRows *self,
                  int      column)
{
  return sqlite3_column_int64 (self->statement, column);
}

/* Returns: one of SQLite's types of values; asked before the value */
int
rim_rows_get_type (RimRows *self,
                   int      column)
{
  return sqlite3_column_type (self->statement, column);
}

const char *
rim_rows_get_text (RimRows *self,
                   int      column)
{
  return (const char *) sqlite3_column_text (self->statement, column);
}

char *
rim_rows_dup_text (RimRows *self,
                   int      column)
{
  return g_strdup (rim_rows_get_text (self, column));
}

GBytes *
rim_rows_dup_bytes (RimRows *self,
                    int      column)
{
  gconstpointer data = sqlite3_column_blob (self->statement, column);

  return g_bytes_new (data, (gsize) sqlite3_column_bytes (self->statement, column));
}
