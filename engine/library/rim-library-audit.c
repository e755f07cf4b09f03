/* rim-library-audit.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-library-audit.h"

#include <string.h>

#include "rim-audit-private.h"
#include "rim-library-private.h"

void
rim_audit_row_free (RimAuditRow *self)
{
  g_free (self->author);
  g_free (self->what);
  g_free (self->segmentation);
  g_free (self->target);
  g_free (self->detail);
  g_free (self->source);
  g_free (self->hash);
  g_free (self);
}

void
rim_audit_report_clear (RimAuditReport *self)
{
  g_clear_pointer (&self->hash, g_free);
  g_clear_pointer (&self->difference, g_free);
}

static char *
dup_hex (RimRows *row,
         int      column)
{
  g_autoptr(GBytes) bytes = rim_rows_dup_bytes (row, column);
  GString *hex = g_string_new (NULL);
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (hex, "%02x", data[i]);

  return g_string_free (hex, FALSE);
}

static gpointer
read_row (RimRows   *row,
          gpointer   data,
          GError   **error)
{
  RimAuditRow *self = g_new0 (RimAuditRow, 1);

  self->seq = rim_rows_get_int (row, 0);
  self->time = rim_rows_get_int (row, 1);
  self->author = rim_rows_dup_text (row, 2);
  self->what = rim_rows_dup_text (row, 3);
  self->segmentation = rim_rows_dup_text (row, 4);
  self->target = rim_rows_dup_text (row, 5);
  self->source = rim_rows_dup_text (row, 6);
  self->record = rim_rows_get_int (row, 7);
  self->detail = rim_rows_dup_text (row, 8);
  self->hash = dup_hex (row, 10);

  return self;
}

static void
free_row (gpointer data)
{
  rim_audit_row_free (data);
}

/**
 * rim_library_list_audit:
 * @self: a library
 * @target: (nullable): the id of a lesion, a study or so; all if %NULL
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable) (element-type RimAuditRow): the trail of the
 *   target, the earliest first
 */
GPtrArray *
rim_library_list_audit (RimLibrary  *self,
                        const char  *target,
                        GError     **error)
{
  GPtrArray *all;
  RimRows *rows;
  RimDb *db;

  g_return_val_if_fail (RIM_IS_LIBRARY (self), NULL);

  db = rim_library_begin_reading (self);
  if (target != NULL)
    rows = rim_db_query (db, error, "SELECT " RIM_AUDIT_COLUMNS " FROM audit WHERE target = ? "
                         "ORDER BY seq", "s", target);
  else
    rows = rim_db_query (db, error, "SELECT " RIM_AUDIT_COLUMNS " FROM audit ORDER BY seq", "");
  all = rim_rows_collect (rows, read_row, NULL, free_row, error);
  rim_library_end_reading (self);

  return all;
}

/* Where a check stands. */
typedef struct
{
  RimDb              *db;
  const RimAuditMark *mark;
  RimAuditReport     *report;
  guint8              hash[RIM_AUDIT_HASH_SIZE];   /* of the last row that is good */
} Check;

static gboolean
is_hash (RimRows      *row,
         int           column,
         const guint8  hash[RIM_AUDIT_HASH_SIZE])
{
  g_autoptr(GBytes) wanted = g_bytes_new (hash, RIM_AUDIT_HASH_SIZE);
  g_autoptr(GBytes) bytes = rim_rows_dup_bytes (row, column);

  return g_bytes_equal (bytes, wanted);
}

/* Returns: %FALSE, for the check ends here */
static gboolean
set_broken (Check  *self,
            gint64  seq,
            char   *difference)
{
  self->report->broken_row = seq;
  self->report->difference = difference;

  return FALSE;
}

static RimAuditSource
find_source (const char *name)
{
  for (guint source = 1; source < RIM_N_AUDIT_SOURCES; source++)
    if (g_strcmp0 (name, rim_audit_source_get_name ((RimAuditSource) source)) == 0)
      return (RimAuditSource) source;

  return RIM_AUDIT_NOTHING;
}

static gboolean
check_record (Check    *self,
              gint64    seq,
              RimRows  *row,
              GError  **error)
{
  guint8 hash[RIM_AUDIT_HASH_SIZE];
  const char *name = rim_rows_get_text (row, 6);
  gint64 record = rim_rows_get_int (row, 7);
  RimAuditSource source = find_source (name);
  GError *own_error = NULL;

  if (source == RIM_AUDIT_NOTHING)
    return TRUE;

  if (!rim_audit_hash_record (self->db, source, record, hash, &own_error))
    {
      if (own_error == NULL)
        return set_broken (self, seq, g_strdup_printf ("record %" G_GINT64_FORMAT " of %s is gone", record, name));
      g_propagate_error (error, own_error);
      return FALSE;
    }

  return is_hash (row, 9, hash) ||
         set_broken (self, seq, g_strdup_printf ("record %" G_GINT64_FORMAT " of %s was changed", record, name));
}

static gboolean
check_row (Check    *self,
           RimRows  *row,
           GError  **error)
{
  gint64 seq = rim_rows_get_int (row, 0);
  gint64 expected = self->report->n_rows + 1;
  guint8 hash[RIM_AUDIT_HASH_SIZE];

  if (seq != expected)
    return set_broken (self, expected, g_strdup ("the row is gone"));

  rim_audit_hash_row (row, self->hash, hash);
  if (!is_hash (row, 10, hash))
    return set_broken (self, seq, g_strdup ("the row was changed, or the hash that chains it to the row before"));
  if (!check_record (self, seq, row, error))
    return FALSE;

  self->report->n_rows = seq;
  g_free (self->report->hash);
  self->report->hash = dup_hex (row, 10);
  memcpy (self->hash, hash, sizeof hash);
  if (self->mark != NULL && self->mark->n_rows == seq &&
      g_ascii_strcasecmp (self->mark->hash, self->report->hash) != 0)
    return set_broken (self, seq, g_strdup ("the trail up to this row was made anew since its hash was noted"));

  return TRUE;
}

static gboolean
check_chain (Check   *self,
             GError **error)
{
  g_autoptr(GError) own_error = NULL;
  g_autoptr(RimRows) rows = rim_db_query (self->db, &own_error,
                                          "SELECT " RIM_AUDIT_COLUMNS " FROM audit ORDER BY seq", "");

  while (rows != NULL && own_error == NULL && rim_rows_next (rows, &own_error))
    if (!check_row (self, rows, &own_error))
      break;

  if (own_error == NULL)
    return self->report->difference == NULL;

  g_propagate_error (error, g_steal_pointer (&own_error));

  return FALSE;
}

/* The end of the chain is kept apart, for a chain that is cut off is whole. */
static gboolean
check_end (Check   *self,
           GError **error)
{
  gint64 next = self->report->n_rows + 1;
  g_autoptr(RimRows) row = rim_db_query (self->db, error, "SELECT n, hash FROM audit_head", "");

  if (row == NULL)
    return FALSE;
  if (!rim_rows_next (row, error))
    return error != NULL && *error != NULL ? FALSE
                                           : set_broken (self, next, g_strdup ("what says where the trail ends is gone"));

  if (rim_rows_get_int (row, 0) != self->report->n_rows)
    return set_broken (self, next, g_strdup_printf ("the trail ends here, and should have %" G_GINT64_FORMAT " rows",
                                                    rim_rows_get_int (row, 0)));
  if (!is_hash (row, 1, self->hash))
    return set_broken (self, self->report->n_rows, g_strdup ("the last row is not the one that was written last"));
  if (self->report->n_rows == 0 || (self->mark != NULL && self->mark->n_rows > self->report->n_rows))
    return set_broken (self, next, g_strdup ("the end of the trail is gone"));

  return TRUE;
}

/* A record that no row vouches for was put in by another hand, or its row was cut off. */
static gboolean
check_sources (Check   *self,
               GError **error)
{
  for (guint source = 1; source < RIM_N_AUDIT_SOURCES; source++)
    {
      const char *name = rim_audit_source_get_name ((RimAuditSource) source);
      g_autofree char *sql = g_strdup_printf ("SELECT seq FROM %s WHERE seq NOT IN "
                                              "(SELECT record FROM audit WHERE source = '%s') LIMIT 1",
                                              name, name);
      g_autoptr(GError) own_error = NULL;
      gint64 record = 0;

      if (rim_db_get_int (self->db, &record, &own_error, sql, ""))
        return set_broken (self, self->report->n_rows + 1,
                           g_strdup_printf ("no row tells of record %" G_GINT64_FORMAT " of %s", record, name));
      if (own_error == NULL)
        continue;

      g_propagate_error (error, g_steal_pointer (&own_error));
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_version (RimDb       *db,
               const char  *path,
               GError     **error)
{
  gint64 n_tables = 0;

  if (!rim_db_get_int (db, &n_tables, error, "SELECT count(*) FROM sqlite_master WHERE type = 'table' "
                       "AND name IN ('audit', 'audit_head')", ""))
    return FALSE;
  if (n_tables == 2)
    return TRUE;

  g_set_error (error, RIM_LIBRARY_ERROR, RIM_LIBRARY_ERROR_VERSION,
               "%s: this library has no audit trail; it gets one when it is opened", path);

  return FALSE;
}

/**
 * rim_library_check_audit:
 * @path: the folder of a library
 * @mark: (nullable): what was noted of the trail before, outside of the library
 * @report: (out): what was found; to be cleared
 * @error: where to put an error
 *
 * Goes through the audit trail from its first row: each row is what was chained to the
 * row before, each record that it vouches for is there and unchanged, no record is
 * without a row, and the trail ends where it was last written. Whoever may write to the
 * file can make all of it anew with other contents, which only a mark shows, or put
 * the library of an earlier day in its place. Changes nothing. For any thread.
 *
 * Returns: whether the trail could be read; whether it is whole is in @report
 */
gboolean
rim_library_check_audit (const char          *path,
                         const RimAuditMark  *mark,
                         RimAuditReport      *report,
                         GError             **error)
{
  g_autofree char *file = g_build_filename (path, "library.sqlite", NULL);
  g_autoptr(RimDb) db = NULL;
  Check check = { .mark = mark, .report = report };
  GError *own_error = NULL;

  g_return_val_if_fail (path != NULL && report != NULL, FALSE);

  *report = (RimAuditReport) { 0 };
  if (!g_file_test (file, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s: there is no library here", path);
      return FALSE;
    }

  db = rim_db_open (file, error);
  if (db == NULL || !check_version (db, path, error) || !rim_db_exec (db, "BEGIN", error))
    return FALSE;

  check.db = db;
  if (check_chain (&check, &own_error) && check_end (&check, &own_error))
    check_sources (&check, &own_error);
  rim_db_exec (db, "COMMIT", NULL);

  if (own_error != NULL)
    {
      g_propagate_error (error, own_error);
      return FALSE;
    }

  return TRUE;
}

/* What no other table has a record of, to be told of by the writer. */
typedef struct
{
  const char *what;
  char       *segmentation;
  char       *author;
  char       *detail;
  gint64      time;
} Note;

static gboolean
write_note (RimDb     *db,
            gpointer   data,
            GError   **error)
{
  const Note *self = data;
  const RimAuditEntry entry = {
    .time = self->time, .author = self->author, .what = self->what,
    .segmentation = self->segmentation, .detail = self->detail
  };

  return rim_audit_append (db, &entry, error);
}

static void
free_note (gpointer data)
{
  Note *self = data;

  g_free (self->segmentation);
  g_free (self->author);
  g_free (self->detail);
  g_free (self);
}

static const RimRecordKind note_kind = {
  .write = write_note,
  .free = free_note,
};

/* Has the trail tell of something in its turn; @what is static. For any thread. */
void
rim_library_note (RimLibrary *self,
                  const char *what,
                  const char *segmentation,
                  const char *author,
                  const char *detail)
{
  Note *record;

  g_return_if_fail (RIM_IS_LIBRARY (self));
  g_return_if_fail (self->writer != NULL);
  g_return_if_fail (what != NULL);

  record = g_new0 (Note, 1);
  record->what = what;
  record->segmentation = g_strdup (segmentation);
  record->author = g_strdup (author);
  record->detail = g_strdup (detail);
  record->time = g_get_real_time ();
  rim_writer_append (self->writer, &note_kind, record);
}
