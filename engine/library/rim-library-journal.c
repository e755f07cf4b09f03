/* rim-library-journal.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-library-private.h"

#include <glib/gi18n-lib.h>

#include "rim-audit-private.h"
#include "rim-library-roi-private.h"

/* What joins a segmentation to its rows. @known is the last record that the
 * segmentation has seen: the writer's thread moves it, under a lock because a
 * refresh reads it.
 */
typedef struct
{
  RimRefCount     ref_count;
  gint64          id;
  pthread_mutex_t lock;
  gint64          known;
  guint           n_waiting;     /* steps that are not written */
  gboolean        tracked;       /* main thread */
  gboolean        replaying;     /* main thread */
} Tracker;

typedef struct
{
  RimJournalStep  step;
  GBytes         *edit;
} Foreign;

typedef struct
{
  RimLibrary      *library;       /* outlives its writer, so no reference */
  Tracker         *tracker;
  GWeakRef         segmentation;
  RimJournalStep   step;
  GPtrArray       *edits;         /* that are one step */
  gint64           time;
  char            *author;
  gint64           seq;
  GPtrArray       *foreign;
} StepRecord;

typedef struct
{
  Tracker   *tracker;
  GWeakRef   segmentation;
  GPtrArray *foreign;
} Arrival;

static Tracker *
tracker_new (gint64 id)
{
  Tracker *self = g_new0 (Tracker, 1);

  rim_ref_count_init (&self->ref_count);
  self->id = id;
  pthread_mutex_init (&self->lock, NULL);

  return self;
}

static Tracker *
tracker_ref (Tracker *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

static void
tracker_unref (Tracker *self)
{
  if (!rim_ref_count_dec (&self->ref_count))
    return;

  pthread_mutex_destroy (&self->lock);
  g_free (self);
}

static gint64
tracker_get_known (Tracker *self)
{
  gint64 known;

  pthread_mutex_lock (&self->lock);
  known = self->known;
  pthread_mutex_unlock (&self->lock);

  return known;
}

static void
tracker_set_known (Tracker *self,
                   gint64   known)
{
  pthread_mutex_lock (&self->lock);
  self->known = MAX (self->known, known);
  pthread_mutex_unlock (&self->lock);
}

static void
tracker_wait (Tracker *self)
{
  pthread_mutex_lock (&self->lock);
  self->n_waiting++;
  pthread_mutex_unlock (&self->lock);
}

static void
tracker_wait_no_longer (Tracker *self)
{
  pthread_mutex_lock (&self->lock);
  self->n_waiting--;
  pthread_mutex_unlock (&self->lock);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Tracker, tracker_unref)

static GQuark
tracker_quark (void)
{
  return g_quark_from_static_string ("rim-library-tracker");
}

static Tracker *
get_tracker (RimSegmentation *segmentation)
{
  return g_object_get_qdata (G_OBJECT (segmentation), tracker_quark ());
}

static void
foreign_free (gpointer data)
{
  Foreign *foreign = data;

  g_bytes_unref (foreign->edit);
  g_free (foreign);
}

/* Returns: (element-type Foreign): the records after @known */
static GPtrArray *
read_records (RimDb   *db,
              gint64   segmentation_id,
              gint64   known,
              gint64  *last,
              GError **error)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (foreign_free);
  g_autoptr(GError) own_error = NULL;
  g_autoptr(RimRows) rows = rim_db_query (db, error,
                                          "SELECT seq, step, edit FROM journal "
                                          "WHERE segmentation_id = ? AND seq > ? ORDER BY seq",
                                          "ii", segmentation_id, known);

  if (rows == NULL)
    return NULL;

  while (rim_rows_next (rows, &own_error))
    {
      Foreign *record = g_new (Foreign, 1);

      *last = rim_rows_get_int (rows, 0);
      record->step = (RimJournalStep) rim_rows_get_int (rows, 1);
      record->edit = rim_rows_dup_bytes (rows, 2);
      g_ptr_array_add (records, record);
    }

  if (own_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&own_error));
      return NULL;
    }

  return g_steal_pointer (&records);
}

/* Takes the edits of the records from @start on that are one step with it. They were
 * written in one transaction, so nothing stands between them.
 *
 * Returns: (element-type GBytes)
 */
static GPtrArray *
gather_step (GPtrArray *records,
             guint      start)
{
  GPtrArray *edits = g_ptr_array_new ();
  Foreign *first = g_ptr_array_index (records, start);
  g_autofree char *act = rim_edit_peek_act (first->edit);

  g_ptr_array_add (edits, first->edit);
  for (guint i = start + 1; act != NULL && i < records->len; i++)
    {
      Foreign *next = g_ptr_array_index (records, i);
      g_autofree char *next_act = rim_edit_peek_act (next->edit);

      if (next->step != first->step || g_strcmp0 (act, next_act) != 0)
        break;
      g_ptr_array_add (edits, next->edit);
    }

  return edits;
}

/* A step that cannot be read is passed over, told of and kept: a newer program
 * may read it, and the others must not be lost with it.
 */
static void
replay_records (RimSegmentation *segmentation,
                GPtrArray       *records)
{
  guint i = 0;

  while (i < records->len)
    {
      Foreign *record = g_ptr_array_index (records, i);
      g_autoptr(GPtrArray) edits = gather_step (records, i);
      g_autoptr(GError) error = NULL;

      if (!rim_segmentation_replay_act (segmentation, record->step, (GBytes *const *) edits->pdata,
                                        edits->len, &error))
        rim_segmentation_add_warning (segmentation, error->message);
      i += edits->len;
    }
}

static gboolean
insert_step (RimDb           *db,
             gint64           segmentation_id,
             RimJournalStep   step,
             gint64           time,
             const char      *author,
             const char      *tool,
             GBytes          *edit,
             GError         **error)
{
  return rim_db_run (db, error,
                     "INSERT INTO journal (segmentation_id, step, time, author, tool, edit) "
                     "VALUES (?, ?, ?, ?, ?, ?)", "inissb",
                     segmentation_id, (int) step, time, author, tool, edit);
}

/* The inverse is what an undo is if what it takes back is not the last edit any
 * more, because another program has made one in between.
 */
static GBytes *
serialize_edit (RimEdit        *edit,
                RimJournalStep  step)
{
  g_autoptr(RimEdit) inverse = NULL;

  if (step != RIM_JOURNAL_UNDO)
    return rim_edit_serialize (edit);

  inverse = rim_edit_invert (edit);

  return rim_edit_serialize (inverse);
}

/* Returns: (nullable): what the trail says of an edit, where that is more than its tool */
static char *
describe_edit (RimEdit *edit)
{
  const RimReview *review = edit->after != NULL ? &edit->after->review : NULL;
  const RimReview *before = edit->before != NULL ? &edit->before->review : NULL;

  if (review == NULL || before == NULL)
    return NULL;

  if (review->signed_hash != NULL && before->signed_hash == NULL)
    return g_strdup_printf ("%s: %s, SHA-256 %s", edit->tool, review->signed_by, review->signed_hash);
  if (review->reason != NULL && g_strcmp0 (review->reason, before->reason) != 0)
    return g_strdup_printf ("%s: %s", edit->tool, review->reason);

  return NULL;
}

static gboolean
write_edit (RimDb       *db,
            StepRecord  *record,
            RimEdit     *edit,
            GError     **error)
{
  g_autoptr(GBytes) bytes = serialize_edit (edit, record->step);
  g_autofree char *detail = describe_edit (edit);

  if (!insert_step (db, record->tracker->id, record->step, record->time, record->author,
                    edit->tool, bytes, error))
    return FALSE;

  record->seq = rim_db_get_last_id (db);

  return rim_audit_append_record (db, RIM_AUDIT_JOURNAL, record->seq, detail, error);
}

/* All edits of a step are there or none is, for one transaction has them. */
static gboolean
write_step (RimDb     *db,
            gpointer   data,
            GError   **error)
{
  StepRecord *record = data;
  Tracker *tracker = record->tracker;
  gint64 last = 0;

  g_clear_pointer (&record->foreign, g_ptr_array_unref);
  record->foreign = read_records (db, tracker->id, tracker_get_known (tracker), &last, error);
  if (record->foreign == NULL)
    return FALSE;

  for (guint i = 0; i < record->edits->len; i++)
    if (!write_edit (db, record, g_ptr_array_index (record->edits, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
arrive_cb (gpointer data)
{
  Arrival *arrival = data;
  g_autoptr(RimSegmentation) segmentation = g_weak_ref_get (&arrival->segmentation);

  if (segmentation == NULL)
    return G_SOURCE_REMOVE;

  arrival->tracker->replaying = TRUE;
  replay_records (segmentation, arrival->foreign);
  arrival->tracker->replaying = FALSE;

  return G_SOURCE_REMOVE;
}

static void
arrival_free (gpointer data)
{
  Arrival *arrival = data;

  tracker_unref (arrival->tracker);
  g_ptr_array_unref (arrival->foreign);
  g_weak_ref_clear (&arrival->segmentation);
  g_free (arrival);
}

static void
step_written (gpointer data)
{
  StepRecord *record = data;
  g_autoptr(RimSegmentation) segmentation = g_weak_ref_get (&record->segmentation);
  Arrival *arrival;

  tracker_set_known (record->tracker, record->seq);
  if (record->foreign->len == 0 || segmentation == NULL)
    return;

  arrival = g_new0 (Arrival, 1);
  arrival->tracker = tracker_ref (record->tracker);
  arrival->foreign = g_steal_pointer (&record->foreign);
  g_weak_ref_init (&arrival->segmentation, segmentation);
  rim_library_invoke (record->library, 0, arrive_cb, arrival, arrival_free);
}

static void
step_record_free (gpointer data)
{
  StepRecord *record = data;

  tracker_wait_no_longer (record->tracker);
  tracker_unref (record->tracker);
  g_weak_ref_clear (&record->segmentation);
  g_ptr_array_unref (record->edits);
  g_clear_pointer (&record->foreign, g_ptr_array_unref);
  g_free (record->author);
  g_free (record);
}

static const RimRecordKind step_kind = {
  .write = write_step,
  .written = step_written,
  .free = step_record_free,
};

static void
act_cb (RimLibrary      *self,
        RimJournalStep   step,
        GPtrArray       *edits,
        RimSegmentation *segmentation)
{
  Tracker *tracker = get_tracker (segmentation);
  StepRecord *record;

  if (tracker->replaying || self->writer == NULL)
    return;

  record = g_new0 (StepRecord, 1);
  record->library = self;
  record->tracker = tracker_ref (tracker);
  tracker_wait (tracker);
  g_weak_ref_init (&record->segmentation, segmentation);
  record->step = step;
  record->edits = g_ptr_array_ref (edits);
  record->time = g_get_real_time ();
  record->author = g_strdup (rim_segmentation_get_author (segmentation));

  rim_writer_append (self->writer, &step_kind, record);
}

/**
 * rim_library_track:
 * @self: a library
 * @segmentation: what rim_library_load_segmentation() gave
 *
 * Has every step of its journal written as it is made: off this thread, in
 * order, each in a transaction of its own, with all edits of an act. A step that undoes or makes again is
 * a record as well; nothing is ever taken out of the journal.
 */
void
rim_library_track (RimLibrary      *self,
                   RimSegmentation *segmentation)
{
  Tracker *tracker;

  g_return_if_fail (RIM_IS_LIBRARY (self));
  g_return_if_fail (RIM_IS_SEGMENTATION (segmentation));

  tracker = get_tracker (segmentation);
  g_return_if_fail (tracker != NULL);

  if (tracker->tracked)
    return;

  tracker->tracked = TRUE;
  g_signal_connect_object (segmentation, "act", G_CALLBACK (act_cb), self, G_CONNECT_SWAPPED);
}

/**
 * rim_library_is_saved:
 * @self: a library
 * @segmentation: a segmentation of the library
 *
 * Returns: whether all that was drawn in it is on disk
 */
gboolean
rim_library_is_saved (RimLibrary      *self,
                      RimSegmentation *segmentation)
{
  Tracker *tracker;
  guint n_waiting;

  g_return_val_if_fail (RIM_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (RIM_IS_SEGMENTATION (segmentation), FALSE);

  tracker = get_tracker (segmentation);
  g_return_val_if_fail (tracker != NULL, FALSE);

  pthread_mutex_lock (&tracker->lock);
  n_waiting = tracker->n_waiting;
  pthread_mutex_unlock (&tracker->lock);

  return n_waiting == 0;
}

/**
 * rim_library_refresh:
 * @self: a library
 * @segmentation: a segmentation that is tracked
 * @error: where to put an error
 *
 * Lets what another program has drawn on the same image since happen here too.
 * It is also done by itself when a step of this program is written. Voxels that
 * both drew are both there; the one journal has the edits of both, in the order
 * they were written.
 *
 * Returns: whether the library could be read
 */
gboolean
rim_library_refresh (RimLibrary       *self,
                     RimSegmentation  *segmentation,
                     GError          **error)
{
  Tracker *tracker;
  g_autoptr(GPtrArray) records = NULL;
  gint64 last = 0;

  g_return_val_if_fail (RIM_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (RIM_IS_SEGMENTATION (segmentation), FALSE);

  tracker = get_tracker (segmentation);
  g_return_val_if_fail (tracker != NULL, FALSE);

  if (!rim_writer_flush (self->writer, error))
    return FALSE;

  records = read_records (rim_library_begin_reading (self), tracker->id,
                          tracker_get_known (tracker), &last, error);
  rim_library_end_reading (self);
  if (records == NULL)
    return FALSE;

  tracker_set_known (tracker, last);
  tracker->replaying = TRUE;
  replay_records (segmentation, records);
  tracker->replaying = FALSE;

  return TRUE;
}

typedef struct
{
  const char *study_uid;
  const char *series_uid;
  guint       part;
  gint64      id;
  char       *uuid;
} SegmentationRow;

static gboolean
find_segmentation (RimDb            *db,
                   SegmentationRow  *wanted,
                   GError          **error)
{
  g_autoptr(RimRows) rows = rim_db_query (db, error,
                                          "SELECT id, uuid FROM segmentation "
                                          "WHERE study_uid = ? AND series_uid = ? AND part = ?",
                                          "ssn", wanted->study_uid, wanted->series_uid, wanted->part);

  if (rows == NULL || !rim_rows_next (rows, error))
    return FALSE;

  wanted->id = rim_rows_get_int (rows, 0);
  wanted->uuid = rim_rows_dup_text (rows, 1);

  return TRUE;
}

static gboolean
ensure_segmentation (RimDb     *db,
                     gpointer   data,
                     GError   **error)
{
  SegmentationRow *wanted = data;
  g_autofree char *uuid = g_uuid_string_random ();

  return rim_db_run (db, error,
                     "INSERT OR IGNORE INTO segmentation (uuid, study_uid, series_uid, part) "
                     "VALUES (?, ?, ?, ?)", "sssn",
                     uuid, wanted->study_uid, wanted->series_uid, wanted->part) &&
         find_segmentation (db, wanted, error);
}

static gboolean
open_segmentation (RimLibrary       *self,
                   SegmentationRow  *wanted,
                   GError          **error)
{
  gboolean found;
  g_autoptr(GError) own_error = NULL;

  found = find_segmentation (rim_library_begin_reading (self), wanted, &own_error);
  rim_library_end_reading (self);

  if (own_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&own_error));
      return FALSE;
    }

  return found || rim_writer_call (self->writer, ensure_segmentation, wanted, error);
}

/* Lesions of a set of regions, to be written as one. */
typedef struct
{
  gint64        segmentation_id;
  const char   *author;
  RimRoiImport *import;
} ImportCall;

static gboolean
insert_import (RimDb       *db,
               ImportCall  *call,
               RimEdit     *edit,
               gint64       time,
               GError     **error)
{
  g_autoptr(GBytes) bytes = rim_edit_serialize (edit);

  return insert_step (db, call->segmentation_id, RIM_JOURNAL_IMPORT, time, call->author, "import",
                      bytes, error) &&
         rim_audit_append_record (db, RIM_AUDIT_JOURNAL, rim_db_get_last_id (db),
                                  call->import->path, error);
}

static gboolean
write_import (RimDb     *db,
              gpointer   data,
              GError   **error)
{
  ImportCall *call = data;
  gint64 time = g_get_real_time ();

  if (!rim_db_run (db, error,
                   "INSERT OR IGNORE INTO imported_roi_set (segmentation_id, uid, path, time) "
                   "VALUES (?, ?, ?, ?)", "issi",
                   call->segmentation_id, call->import->uid, call->import->path, time))
    return FALSE;

  if (rim_db_get_n_changes (db) == 0)
    return TRUE;

  for (guint i = 0; call->import->lesions != NULL && i < call->import->lesions->len; i++)
    {
      g_autoptr(RimEdit) edit = rim_edit_new (NULL, g_ptr_array_index (call->import->lesions, i),
                                              G_MAXUINT, "import", call->author);

      if (!insert_import (db, call, edit, time, error))
        return FALSE;
    }

  for (guint i = 0; call->import->measurements != NULL && i < call->import->measurements->len; i++)
    {
      RimMeasurement *measurement = g_ptr_array_index (call->import->measurements, i);
      g_autoptr(RimEdit) edit = rim_edit_new_of_measurement (NULL, measurement, G_MAXUINT, "import",
                                                             call->author);

      if (!insert_import (db, call, edit, time, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_imports (RimLibrary       *self,
               SegmentationRow  *row,
               RimSegmentation  *segmentation,
               GPtrArray        *imports,
               GError          **error)
{
  for (guint i = 0; i < imports->len; i++)
    {
      ImportCall call = {
        row->id, rim_segmentation_get_author (segmentation), g_ptr_array_index (imports, i)
      };

      if (!rim_writer_call (self->writer, write_import, &call, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
import_roi_sets (RimLibrary       *self,
                 SegmentationRow  *row,
                 RimSegmentation  *segmentation,
                 GError          **error)
{
  g_autoptr(GPtrArray) sets = rim_library_read_new_roi_sets (self, row->id, row->study_uid,
                                                             row->series_uid, row->part,
                                                             segmentation);
  g_autoptr(GPtrArray) reports = rim_library_read_new_reports (self, row->id, row->study_uid,
                                                               row->series_uid, row->part,
                                                               segmentation);

  return write_imports (self, row, segmentation, sets, error) &&
         write_imports (self, row, segmentation, reports, error);
}

/**
 * rim_library_load_segmentation:
 * @self: a library
 * @study_uid: (nullable): Study Instance UID of the image
 * @series_uid: Series Instance UID of the image
 * @series_part: which part of a series that was split
 * @error: where to put an error
 *
 * Brings back what was drawn on an image, with all of undo and redo. The regions
 * of RT structure sets and segmentations that refer to the image, and what
 * structured reports measure on it, are journaled once each, the first time; they
 * are no steps of the user's (see rim_segmentation_import()). What could not be read is told by
 * rim_segmentation_get_warnings(). Where rim_library_set_read() named a read of the study, it is
 * what is drawn in that. For any thread.
 *
 * Returns: (transfer full) (nullable): the segmentation, not yet tracked
 */
RimSegmentation *
rim_library_load_segmentation (RimLibrary  *self,
                               const char  *study_uid,
                               const char  *series_uid,
                               guint        series_part,
                               GError     **error)
{
  g_autofree char *read = NULL;

  g_return_val_if_fail (RIM_IS_LIBRARY (self), NULL);

  read = rim_library_dup_read (self, study_uid, NULL);

  return rim_library_load_read (self, study_uid, series_uid, series_part, read, error);
}

static GQuark
read_quark (void)
{
  return g_quark_from_static_string ("rim-library-read");
}

/* Returns: (transfer none) (nullable): the read that it was loaded of */
const char *
rim_library_get_read_of (RimSegmentation *segmentation)
{
  return g_object_get_qdata (G_OBJECT (segmentation), read_quark ());
}

/**
 * rim_library_load_read:
 * @self: a library
 * @study_uid: (nullable): Study Instance UID of the image
 * @series_uid: Series Instance UID of the image
 * @series_part: which part of a series that was split
 * @read: (nullable): a read; %NULL for what everybody draws
 * @error: where to put an error
 *
 * As rim_library_load_segmentation(), of a certain read. Regions of files are no part of a
 * read, which begins with nothing.
 *
 * Returns: (transfer full) (nullable): the segmentation, not yet tracked
 */
RimSegmentation *
rim_library_load_read (RimLibrary  *self,
                       const char  *study_uid,
                       const char  *series_uid,
                       guint        series_part,
                       const char  *read,
                       GError     **error)
{
  g_autofree char *key = rim_library_make_read_key (series_uid, read);
  SegmentationRow row = { study_uid != NULL ? study_uid : "", key, series_part, 0, NULL };
  g_autofree char *uuid = NULL;
  g_autoptr(RimSegmentation) segmentation = NULL;
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(Tracker) tracker = NULL;

  g_return_val_if_fail (RIM_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (series_uid != NULL, NULL);

  /* What was just drawn is part of it. What cannot be written is told by the writer. */
  rim_writer_flush (self->writer, NULL);
  if (!open_segmentation (self, &row, error))
    return NULL;

  uuid = row.uuid;
  segmentation = rim_segmentation_new (uuid);
  g_object_set_qdata_full (G_OBJECT (segmentation), read_quark (), g_strdup (read), g_free);
  if (read == NULL && !import_roi_sets (self, &row, segmentation, error))
    return NULL;

  tracker = tracker_new (row.id);
  records = read_records (rim_library_begin_reading (self), row.id, 0, &tracker->known, error);
  rim_library_end_reading (self);
  if (records == NULL)
    return NULL;

  replay_records (segmentation, records);
  g_object_set_qdata_full (G_OBJECT (segmentation), tracker_quark (),
                           g_steal_pointer (&tracker), (GDestroyNotify) tracker_unref);

  return g_steal_pointer (&segmentation);
}
