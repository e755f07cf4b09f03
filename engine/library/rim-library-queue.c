/* rim-library-queue.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "library/rim-library-queue.h"

#include "rim-library-private.h"

RimQueueRecord *
rim_queue_record_copy (const RimQueueRecord *self)
{
  RimQueueRecord *copy = g_new (RimQueueRecord, 1);

  *copy = *self;
  copy->protocol = g_strdup (self->protocol);
  copy->version = g_strdup (self->version);
  copy->study_uid = g_strdup (self->study_uid);
  copy->reader = g_strdup (self->reader);
  copy->lesion = g_strdup (self->lesion);
  copy->name = g_strdup (self->name);
  copy->value = g_strdup (self->value);

  return copy;
}

void
rim_queue_record_free (RimQueueRecord *self)
{
  g_free (self->protocol);
  g_free (self->version);
  g_free (self->study_uid);
  g_free (self->reader);
  g_free (self->lesion);
  g_free (self->name);
  g_free (self->value);
  g_free (self);
}

static gboolean
write_record (RimDb     *db,
              gpointer   data,
              GError   **error)
{
  const RimQueueRecord *record = data;

  return rim_db_run (db, error,
                     "INSERT INTO queue_record (protocol, version, study_uid, reader, kind, time, opened, "
                     "lesion, name, value) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "ssssniisss",
                     record->protocol, record->version, record->study_uid, record->reader, (int) record->kind,
                     record->time, record->opened, record->lesion, record->name, record->value);
}

static const RimRecordKind record_kind = {
  .write = write_record,
  .free = (GDestroyNotify) rim_queue_record_free,
};

/**
 * rim_library_append_record:
 * @self: a library
 * @record: what a reader said of a case
 *
 * Keeps it, off this thread, in the order of the calls. What was said before stays
 * in the library. No signal tells of it: who said it knows.
 */
void
rim_library_append_record (RimLibrary           *self,
                           const RimQueueRecord *record)
{
  g_return_if_fail (RIM_IS_LIBRARY (self));
  g_return_if_fail (record != NULL && record->protocol != NULL && record->study_uid != NULL);
  g_return_if_fail (self->writer != NULL);

  rim_writer_append (self->writer, &record_kind, rim_queue_record_copy (record));
}

static gpointer
read_record (RimRows   *rows,
             gpointer   protocol,
             GError   **error)
{
  RimQueueRecord *record = g_new0 (RimQueueRecord, 1);

  record->protocol = g_strdup (protocol);
  record->version = rim_rows_dup_text (rows, 0);
  record->study_uid = rim_rows_dup_text (rows, 1);
  record->reader = rim_rows_dup_text (rows, 2);
  record->kind = (RimQueueRecordKind) rim_rows_get_int (rows, 3);
  record->time = rim_rows_get_int (rows, 4);
  record->opened = rim_rows_get_int (rows, 5);
  record->lesion = rim_rows_dup_text (rows, 6);
  record->name = rim_rows_dup_text (rows, 7);
  record->value = rim_rows_dup_text (rows, 8);

  return record;
}

/**
 * rim_library_list_records:
 * @self: a library
 * @protocol: the id of a protocol
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable) (element-type RimQueueRecord): all that was
 *   ever said by it, in that order; kinds that only a newer program knows are
 *   left out
 */
GPtrArray *
rim_library_list_records (RimLibrary  *self,
                          const char  *protocol,
                          GError     **error)
{
  GPtrArray *records;
  RimRows *rows;
  RimDb *db;

  g_return_val_if_fail (RIM_IS_LIBRARY (self), NULL);

  db = rim_library_begin_reading (self);
  rows = rim_db_query (db, error,
                       "SELECT version, study_uid, reader, kind, time, opened, lesion, name, value "
                       "FROM queue_record WHERE protocol = ? AND kind BETWEEN 0 AND 2 ORDER BY seq", "s", protocol);
  records = rim_rows_collect (rows, read_record, (gpointer) protocol, (GDestroyNotify) rim_queue_record_free,
                              error);
  rim_library_end_reading (self);

  return records;
}
