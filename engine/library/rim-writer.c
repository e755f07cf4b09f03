/* rim-writer.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-writer-private.h"

#include <errno.h>
#include <pthread.h>
#include <time.h>

/* How long a record that could not be written waits for its next try. */
#define RETRY_SECONDS 1

typedef struct
{
  const RimRecordKind *kind;
  gpointer             data;
} Record;

typedef struct
{
  RimWriterFunc  func;
  gpointer       data;
  gboolean       done;
  gboolean       success;
  GError        *error;
} Call;

struct _RimWriter
{
  RimDb           *db;
  RimWriterTold    told;
  gpointer         told_data;

  pthread_t        thread;
  pthread_mutex_t  lock;
  pthread_cond_t   work;
  pthread_cond_t   progress;

  GQueue           records;     /* of Record */
  GQueue           calls;       /* of Call, on the stacks of their callers */
  GError          *failure;     /* why the first record could not be written */
  guint            n_failures;
  gboolean         retry_now;
  gboolean         stop;
};

static void
record_free (gpointer data)
{
  Record *record = data;

  record->kind->free (record->data);
  g_free (record);
}

static gboolean
run_in_transaction (RimDb          *db,
                    RimWriterFunc   func,
                    gpointer        data,
                    GError        **error)
{
  if (!rim_db_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;

  if (func (db, data, error) && rim_db_exec (db, "COMMIT", error))
    return TRUE;

  rim_db_exec (db, "ROLLBACK", NULL);

  /* What failed without a reason failed all the same, and is tried again. */
  if (*error == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, g_strerror (EIO));

  return FALSE;
}

static void
run_call (RimWriter *self)
{
  Call *call = g_queue_pop_head (&self->calls);
  gboolean success;
  GError *error = NULL;

  pthread_mutex_unlock (&self->lock);
  success = run_in_transaction (self->db, call->func, call->data, &error);
  pthread_mutex_lock (&self->lock);

  call->success = success;
  call->error = error;
  call->done = TRUE;
  pthread_cond_broadcast (&self->progress);
}

static void
note_success (RimWriter *self)
{
  gboolean recovered = self->failure != NULL;
  Record *record = g_queue_peek_head (&self->records);

  pthread_mutex_unlock (&self->lock);
  if (record->kind->written != NULL)
    record->kind->written (record->data);
  if (recovered)
    self->told (NULL, self->told_data);
  pthread_mutex_lock (&self->lock);

  g_clear_error (&self->failure);
  record_free (g_queue_pop_head (&self->records));
}

static void
note_failure (RimWriter *self,
              GError    *error)
{
  gboolean is_new = self->failure == NULL;

  g_clear_error (&self->failure);
  self->failure = g_error_copy (error);
  self->n_failures++;

  if (!is_new)
    return;

  pthread_mutex_unlock (&self->lock);
  self->told (error, self->told_data);
  pthread_mutex_lock (&self->lock);
}

/* The record stays first in the queue until it is committed, so that whoever
 * waits for an empty queue waits for the commit.
 */
static void
run_record (RimWriter *self)
{
  Record *record = g_queue_peek_head (&self->records);
  g_autoptr(GError) error = NULL;

  self->retry_now = FALSE;
  pthread_mutex_unlock (&self->lock);
  run_in_transaction (self->db, record->kind->write, record->data, &error);
  pthread_mutex_lock (&self->lock);

  if (error == NULL)
    note_success (self);
  else
    note_failure (self, error);

  pthread_cond_broadcast (&self->progress);
}

static gboolean
may_run_record (RimWriter *self,
                gboolean   waited)
{
  if (g_queue_is_empty (&self->records))
    return FALSE;

  return self->failure == NULL || self->retry_now || waited;
}

static void
wait_for_work (RimWriter *self)
{
  struct timespec until;

  if (self->failure == NULL)
    {
      pthread_cond_wait (&self->work, &self->lock);
      return;
    }

  clock_gettime (CLOCK_MONOTONIC, &until);
  until.tv_sec += RETRY_SECONDS;
  pthread_cond_timedwait (&self->work, &self->lock, &until);
}

static gpointer
writer_main (gpointer data)
{
  RimWriter *self = data;
  gboolean waited = FALSE;

  pthread_mutex_lock (&self->lock);

  for (;;)
    {
      if (may_run_record (self, waited))
        run_record (self);
      else if (!g_queue_is_empty (&self->calls))
        run_call (self);
      else if (self->stop)
        break;
      else
        {
          wait_for_work (self);
          waited = TRUE;
          continue;
        }
      waited = FALSE;
    }

  pthread_mutex_unlock (&self->lock);

  return NULL;
}

/**
 * rim_writer_new:
 * @db: (transfer full): the connection to write through
 * @told: told when records cannot be written, and when they can again
 * @data: for @told
 *
 * Returns: (transfer full): a writer with its thread running
 */
RimWriter *
rim_writer_new (RimDb         *db,
                RimWriterTold  told,
                gpointer       data)
{
  RimWriter *self = g_new0 (RimWriter, 1);
  pthread_condattr_t attributes;

  self->db = db;
  self->told = told;
  self->told_data = data;
  g_queue_init (&self->records);
  g_queue_init (&self->calls);

  pthread_mutex_init (&self->lock, NULL);
  pthread_condattr_init (&attributes);
  pthread_condattr_setclock (&attributes, CLOCK_MONOTONIC);
  pthread_cond_init (&self->work, &attributes);
  pthread_cond_init (&self->progress, &attributes);
  pthread_condattr_destroy (&attributes);
  if (pthread_create (&self->thread, NULL, writer_main, self) != 0)
    g_error ("No thread can be started");

  return self;
}

/**
 * rim_writer_free:
 * @self: (transfer full): a writer
 *
 * Tries once more to write what is kept, ends the thread and closes the
 * connection.
 */
void
rim_writer_free (RimWriter *self)
{
  rim_writer_flush (self, NULL);

  pthread_mutex_lock (&self->lock);
  self->stop = TRUE;
  pthread_cond_signal (&self->work);
  pthread_mutex_unlock (&self->lock);
  pthread_join (self->thread, NULL);

  g_queue_clear_full (&self->records, record_free);
  g_clear_error (&self->failure);
  pthread_cond_destroy (&self->work);
  pthread_cond_destroy (&self->progress);
  pthread_mutex_destroy (&self->lock);
  rim_db_free (self->db);
  g_free (self);
}

/**
 * rim_writer_append:
 * @self: a writer
 * @kind: what to do with @record
 * @record: (transfer full): the record
 *
 * Has a record written in its turn; does not wait.
 */
void
rim_writer_append (RimWriter           *self,
                   const RimRecordKind *kind,
                   gpointer             record)
{
  Record *item = g_new (Record, 1);

  item->kind = kind;
  item->data = record;

  pthread_mutex_lock (&self->lock);
  g_queue_push_tail (&self->records, item);
  pthread_cond_signal (&self->work);
  pthread_mutex_unlock (&self->lock);
}

/**
 * rim_writer_call:
 * @self: a writer
 * @func: what to do
 * @data: for @func
 * @error: where to put an error
 *
 * Runs @func on the writer's thread, after the records that were appended
 * before unless these cannot be written now. Waits for it. Not for the writer's
 * own thread.
 *
 * Returns: whether it was done and committed
 */
gboolean
rim_writer_call (RimWriter      *self,
                 RimWriterFunc   func,
                 gpointer        data,
                 GError        **error)
{
  Call call = { .func = func, .data = data };

  pthread_mutex_lock (&self->lock);
  g_queue_push_tail (&self->calls, &call);
  pthread_cond_signal (&self->work);
  while (!call.done)
    pthread_cond_wait (&self->progress, &self->lock);
  pthread_mutex_unlock (&self->lock);

  if (call.error != NULL)
    g_propagate_error (error, call.error);

  return call.success;
}

/**
 * rim_writer_flush:
 * @self: a writer
 * @error: where to put an error
 *
 * Waits until every record is committed, or one could not be.
 *
 * Returns: whether every record is committed
 */
gboolean
rim_writer_flush (RimWriter  *self,
                  GError    **error)
{
  gboolean done;
  guint n_failures;

  pthread_mutex_lock (&self->lock);
  n_failures = self->n_failures;
  self->retry_now = TRUE;
  pthread_cond_signal (&self->work);
  while (!g_queue_is_empty (&self->records) && self->n_failures == n_failures)
    pthread_cond_wait (&self->progress, &self->lock);

  done = g_queue_is_empty (&self->records);
  if (!done)
    g_propagate_error (error, g_error_copy (self->failure));
  pthread_mutex_unlock (&self->lock);

  return done;
}
