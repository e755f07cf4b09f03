/* rim-library-reading.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-library-private.h"

#include "rim-audit-private.h"

/* What the writer keeps until it is committed. */
typedef struct
{
  RimLibrary       *library;      /* outlives its writer, so no reference */
  char             *study_uid;
  RimReading        status;
  char             *author;
  gint64            time;
} Reading;

/* A newer program may know more of them; what it says of a study is not undone
 * by taking it for one that somebody is at.
 */
RimReading
rim_reading_status_clamp (gint64 number)
{
  return number >= RIM_READING_UNREAD && number <= RIM_READING_REJECTED
         ? (RimReading) number
         : RIM_READING_STARTED;
}

static Reading *
reading_new (RimLibrary *library,
             const char *study_uid)
{
  Reading *self = g_new0 (Reading, 1);

  self->library = library;
  self->study_uid = g_strdup (study_uid);
  self->time = g_get_real_time ();

  return self;
}

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_free (self->study_uid);
  g_free (self->author);
  g_free (self);
}

static gboolean
write_status (RimDb     *db,
              gpointer   data,
              GError   **error)
{
  Reading *reading = data;

  return rim_db_run (db, error,
                     "INSERT INTO reading (study_uid, status, time, author) VALUES (?, ?, ?, ?)",
                     "snis", reading->study_uid, (int) reading->status, reading->time,
                     reading->author) &&
         rim_audit_append_record (db, RIM_AUDIT_READING, rim_db_get_last_id (db), NULL, error);
}

static gboolean
write_visit (RimDb     *db,
             gpointer   data,
             GError   **error)
{
  Reading *reading = data;

  return rim_db_run (db, error,
                     "INSERT INTO visit (study_uid, time) VALUES (?, ?) "
                     "ON CONFLICT (study_uid) DO UPDATE SET time = MAX (time, excluded.time)",
                     "si", reading->study_uid, reading->time);
}

static void
written (gpointer data)
{
  Reading *reading = data;

  rim_library_note_change (reading->library);
}

static const RimRecordKind status_kind = {
  .write = write_status,
  .written = written,
  .free = reading_free,
};

static const RimRecordKind visit_kind = {
  .write = write_visit,
  .written = written,
  .free = reading_free,
};

/**
 * rim_library_set_status:
 * @self: a library
 * @study_uid: the UID of a study
 * @status: how far its reading is
 * @author: (nullable): who says so
 *
 * Notes how far the reading of a study is, off this thread. What was said before
 * stays in the library with its author and its time.
 */
void
rim_library_set_status (RimLibrary       *self,
                        const char       *study_uid,
                        RimReading        status,
                        const char       *author)
{
  Reading *reading;

  g_return_if_fail (RIM_IS_LIBRARY (self));
  g_return_if_fail (study_uid != NULL);
  g_return_if_fail (self->writer != NULL);

  reading = reading_new (self, study_uid);
  reading->status = status;
  reading->author = g_strdup (author);
  rim_writer_append (self->writer, &status_kind, reading);
}

/**
 * rim_library_note_opened:
 * @self: a library
 * @study_uid: the UID of a study
 *
 * Notes that somebody looks at a study now, off this thread.
 */
void
rim_library_note_opened (RimLibrary *self,
                         const char *study_uid)
{
  g_return_if_fail (RIM_IS_LIBRARY (self));
  g_return_if_fail (study_uid != NULL);
  g_return_if_fail (self->writer != NULL);

  rim_writer_append (self->writer, &visit_kind, reading_new (self, study_uid));
}
