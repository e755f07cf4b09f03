/* rim-audit.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-audit-private.h"

#include <string.h>

#include "rim-library-private.h"

/* A row vouches for one row of another table by a hash over all its columns. */
static const struct
{
  const char *name;
  const char *content_sql;
  guint       n_columns;
  const char *describe_sql;   /* time, author, what, segmentation, target, detail, edit */
} sources[RIM_N_AUDIT_SOURCES] = {
  [RIM_AUDIT_JOURNAL] = {
    "journal",
    "SELECT s.uuid, j.step, j.time, j.author, j.tool, j.edit FROM journal j "
    "JOIN segmentation s ON s.id = j.segmentation_id WHERE j.seq = ?", 6,
    "SELECT j.time, j.author, CASE j.step WHEN 0 THEN 'do' WHEN 1 THEN 'undo' WHEN 2 THEN 'redo' "
    "WHEN 3 THEN 'import' WHEN 4 THEN 'sign-off' ELSE 'step' END, s.uuid, NULL, j.tool, j.edit "
    "FROM journal j JOIN segmentation s ON s.id = j.segmentation_id WHERE j.seq = ?",
  },
  [RIM_AUDIT_READING] = {
    "reading",
    "SELECT study_uid, status, time, author FROM reading WHERE seq = ?", 4,
    "SELECT time, author, 'status', NULL, study_uid, CASE status WHEN 0 THEN 'unread' "
    "WHEN 1 THEN 'started' WHEN 2 THEN 'reviewed' WHEN 3 THEN 'rejected' ELSE status END, NULL "
    "FROM reading WHERE seq = ?",
  },
  [RIM_AUDIT_SUV] = {
    "suv_correction",
    "SELECT study_uid, series_uid, time, author, reason, correction FROM suv_correction WHERE seq = ?", 6,
    "SELECT time, author, 'suv', NULL, series_uid, reason, NULL FROM suv_correction WHERE seq = ?",
  },
  [RIM_AUDIT_SCORE] = {
    "score",
    "SELECT study_uid, series_uid, lesion, time, author, signature, signature_hash, record FROM score WHERE seq = ?", 8,
    "SELECT time, author, 'score', NULL, coalesce (lesion, study_uid), signature, NULL FROM score WHERE seq = ?",
  },
};

const char *
rim_audit_source_get_name (RimAuditSource source)
{
  return sources[source].name;
}

static void
feed_number (GChecksum *checksum,
             guint64    number)
{
  guint64 bytes = GUINT64_TO_LE (number);

  g_checksum_update (checksum, (const guchar *) &bytes, sizeof bytes);
}

/* A value goes with its type and its length, so that nothing can move from one column
 * to the next.
 */
static void
feed_column (GChecksum *checksum,
             RimRows   *row,
             int        column)
{
  guint64 type = (guint64) rim_rows_get_type (row, column);
  g_autoptr(GBytes) value = rim_rows_dup_bytes (row, column);
  gsize length;
  const guint8 *data = g_bytes_get_data (value, &length);

  feed_number (checksum, type);
  feed_number (checksum, length);
  if (length > 0)
    g_checksum_update (checksum, data, (gssize) length);
}

static void
get_digest (GChecksum *checksum,
            guint8     hash[RIM_AUDIT_HASH_SIZE])
{
  gsize length = RIM_AUDIT_HASH_SIZE;

  g_checksum_get_digest (checksum, hash, &length);
}

/**
 * rim_audit_hash_record:
 * @db: a connection
 * @source: a table
 * @record: one of its rows
 * @hash: (out): SHA-256 over its columns
 * @error: where to put an error
 *
 * Returns: whether the row is there; @error is not set where it is not
 */
gboolean
rim_audit_hash_record (RimDb           *db,
                       RimAuditSource   source,
                       gint64           record,
                       guint8           hash[RIM_AUDIT_HASH_SIZE],
                       GError         **error)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr(RimRows) row = rim_db_query (db, error, sources[source].content_sql, "i", record);

  if (row == NULL || !rim_rows_next (row, error))
    return FALSE;

  for (guint column = 0; column < sources[source].n_columns; column++)
    feed_column (checksum, row, (int) column);
  get_digest (checksum, hash);

  return TRUE;
}

/**
 * rim_audit_hash_row:
 * @row: a row of the trail, as RIM_AUDIT_COLUMNS
 * @previous: the hash of the row before; zeros for the first
 * @hash: (out): SHA-256 over @previous and all but the hash of @row
 */
void
rim_audit_hash_row (RimRows      *row,
                    const guint8  previous[RIM_AUDIT_HASH_SIZE],
                    guint8        hash[RIM_AUDIT_HASH_SIZE])
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, previous, RIM_AUDIT_HASH_SIZE);
  for (guint column = 0; column < RIM_AUDIT_N_HASHED; column++)
    feed_column (checksum, row, (int) column);
  get_digest (checksum, hash);
}

static gboolean
read_head (RimDb    *db,
           gint64   *n_rows,
           guint8    hash[RIM_AUDIT_HASH_SIZE],
           GError  **error)
{
  g_autoptr(RimRows) row = rim_db_query (db, error, "SELECT n, hash FROM audit_head", "");
  g_autoptr(GBytes) bytes = NULL;

  if (row == NULL || !rim_rows_next (row, error))
    return FALSE;

  *n_rows = rim_rows_get_int (row, 0);
  bytes = rim_rows_dup_bytes (row, 1);
  memset (hash, 0, RIM_AUDIT_HASH_SIZE);
  if (g_bytes_get_size (bytes) == RIM_AUDIT_HASH_SIZE)
    memcpy (hash, g_bytes_get_data (bytes, NULL), RIM_AUDIT_HASH_SIZE);

  return TRUE;
}

static GBytes *
hash_content (RimDb                *db,
              const RimAuditEntry  *entry,
              GError              **error)
{
  guint8 hash[RIM_AUDIT_HASH_SIZE];

  if (!rim_audit_hash_record (db, entry->source, entry->record, hash, error))
    return NULL;

  return g_bytes_new (hash, sizeof hash);
}

#define VALUES "?, ?, ?, ?, ?, ?, ?, NULLIF (?, 0), ?, ?"

/* The database itself says what types the values have once they are in it. */
static GBytes *
hash_entry (RimDb                *db,
            const RimAuditEntry  *entry,
            gint64                seq,
            GBytes               *content,
            const guint8          previous[RIM_AUDIT_HASH_SIZE],
            GError              **error)
{
  guint8 hash[RIM_AUDIT_HASH_SIZE];
  g_autoptr(RimRows) row = rim_db_query (db, error, "SELECT " VALUES, "iisssssisb",
                                         seq, entry->time, entry->author, entry->what,
                                         entry->segmentation, entry->target,
                                         sources[entry->source].name, entry->record,
                                         entry->detail, content);

  if (row == NULL || !rim_rows_next (row, error))
    return NULL;

  rim_audit_hash_row (row, previous, hash);

  return g_bytes_new (hash, sizeof hash);
}

static gboolean
insert (RimDb                *db,
        const RimAuditEntry  *entry,
        gint64                seq,
        GBytes               *content,
        GBytes               *hash,
        GError              **error)
{
  return rim_db_run (db, error,
                     "INSERT INTO audit (" RIM_AUDIT_COLUMNS ") VALUES (" VALUES ", ?)", "iisssssisbb",
                     seq, entry->time, entry->author, entry->what, entry->segmentation,
                     entry->target, sources[entry->source].name, entry->record,
                     entry->detail, content, hash) &&
         rim_db_run (db, error, "UPDATE audit_head SET n = ?, hash = ?", "ib", seq, hash);
}

/**
 * rim_audit_append:
 * @db: a connection, inside the transaction that writes what the row tells of
 * @entry: what to tell
 * @error: where to put an error
 *
 * Adds a row to the end of the chain.
 *
 * Returns: whether it was added
 */
gboolean
rim_audit_append (RimDb                *db,
                  const RimAuditEntry  *entry,
                  GError              **error)
{
  guint8 previous[RIM_AUDIT_HASH_SIZE];
  g_autoptr(GBytes) content = NULL;
  g_autoptr(GBytes) hash = NULL;
  gint64 n_rows;

  if (entry->source != RIM_AUDIT_NOTHING)
    {
      content = hash_content (db, entry, error);
      if (content == NULL)
        return FALSE;
    }

  if (!read_head (db, &n_rows, previous, error))
    return FALSE;

  hash = hash_entry (db, entry, n_rows + 1, content, previous, error);

  return hash != NULL && insert (db, entry, n_rows + 1, content, hash, error);
}

/* Returns: (transfer full) (nullable): the id of what an edit changes */
static char *
peek_target (GBytes *edit)
{
  g_autofree char *id = NULL;
  char *target = NULL;

  return rim_edit_peek (edit, &target, &id, NULL) ? target : NULL;
}

/**
 * rim_audit_append_record:
 * @db: a connection, inside the transaction that has written the record
 * @source: a table
 * @record: its new row
 * @detail: (nullable): what to say instead of what the record says itself
 * @error: where to put an error
 *
 * Adds a row that vouches for a record, with its time and its author.
 *
 * Returns: whether it was added
 */
gboolean
rim_audit_append_record (RimDb           *db,
                         RimAuditSource   source,
                         gint64           record,
                         const char      *detail,
                         GError         **error)
{
  g_autoptr(RimRows) row = rim_db_query (db, error, sources[source].describe_sql, "i", record);
  g_autoptr(GBytes) edit = NULL;
  g_autofree char *target = NULL;
  RimAuditEntry entry = { .source = source, .record = record };

  if (row == NULL || !rim_rows_next (row, error))
    return FALSE;

  edit = rim_rows_dup_bytes (row, 6);
  target = source == RIM_AUDIT_JOURNAL ? peek_target (edit) : rim_rows_dup_text (row, 4);
  entry.time = rim_rows_get_int (row, 0);
  entry.author = rim_rows_get_text (row, 1);
  entry.what = rim_rows_get_text (row, 2);
  entry.segmentation = rim_rows_get_text (row, 3);
  entry.target = target;
  entry.detail = detail != NULL ? detail : rim_rows_get_text (row, 5);

  return rim_audit_append (db, &entry, error);
}

typedef struct
{
  RimAuditSource source;
  gint64         record;
} Earlier;

static GArray *
list_earlier (RimDb   *db,
              GError **error)
{
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (Earlier));
  g_autoptr(GError) own_error = NULL;
  g_autoptr(RimRows) rows = rim_db_query (db, error,
                                          "SELECT 1 AS source, seq, time FROM journal UNION ALL "
                                          "SELECT 2, seq, time FROM reading UNION ALL "
                                          "SELECT 3, seq, time FROM suv_correction "
                                          "ORDER BY time, source, seq", "");

  if (rows == NULL)
    return NULL;

  while (rim_rows_next (rows, &own_error))
    {
      Earlier one = { (RimAuditSource) rim_rows_get_int (rows, 0), rim_rows_get_int (rows, 1) };

      g_array_append_val (all, one);
    }

  if (own_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&own_error));
      return NULL;
    }

  return g_steal_pointer (&all);
}

/**
 * rim_audit_begin:
 * @db: a connection, inside the transaction that made the trail's tables
 * @error: where to put an error
 *
 * Begins the trail, with what the library has from before there was one.
 *
 * Returns: whether it was begun
 */
gboolean
rim_audit_begin (RimDb   *db,
                 GError **error)
{
  g_autoptr(GArray) earlier = list_earlier (db, error);
  g_autofree char *detail = NULL;
  RimAuditEntry first = { .time = g_get_real_time (), .author = g_get_user_name (), .what = "begin" };

  if (earlier == NULL)
    return FALSE;

  detail = g_strdup_printf ("%u records from before", earlier->len);
  first.detail = detail;
  if (!rim_audit_append (db, &first, error))
    return FALSE;

  for (guint i = 0; i < earlier->len; i++)
    {
      const Earlier *one = &g_array_index (earlier, Earlier, i);

      if (!rim_audit_append_record (db, one->source, one->record, NULL, error))
        return FALSE;
    }

  return TRUE;
}
