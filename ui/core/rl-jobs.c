/* rl-jobs.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-jobs.h"

#include <string.h>

struct _RlJobs
{
  GObject    parent_instance;

  GPtrArray *jobs;              /* of RlJob: running, then those that wait */
  guint64    last_serial;
};

struct _RlJob
{
  gatomicrefcount   ref_count;
  const RlJobKind  *kind;
  guint64           serial;
  gpointer          owner_key;  /* for comparing only */
  GWeakRef          owner;
  gpointer          input;
  GCancellable     *cancellable;
  gboolean          running;

  GMutex            mutex;      /* for what follows */
  gpointer          progress;
  gint64            last_shown;
  gboolean          scheduled;
};

G_DEFINE_FINAL_TYPE (RlJobs, rl_jobs, G_TYPE_OBJECT)

static void start_next (RlJobs *self,
                        RlJob  *finished);

static RlJob *
job_new (const RlJobKind *kind,
         gpointer         owner,
         gpointer         input)
{
  RlJob *job = g_new0 (RlJob, 1);

  g_atomic_ref_count_init (&job->ref_count);
  job->kind = kind;
  job->owner_key = owner;
  g_weak_ref_init (&job->owner, owner);
  job->input = input;
  job->cancellable = g_cancellable_new ();
  g_mutex_init (&job->mutex);
  job->progress = kind->progress_size > 0 ? g_malloc0 (kind->progress_size) : NULL;

  return job;
}

static RlJob *
job_ref (RlJob *job)
{
  g_atomic_ref_count_inc (&job->ref_count);

  return job;
}

static void
job_clear_input (RlJob *job)
{
  gpointer input = g_steal_pointer (&job->input);

  if (input != NULL && job->kind->free_input != NULL)
    job->kind->free_input (input);
}

static void
job_unref (RlJob *job)
{
  if (!g_atomic_ref_count_dec (&job->ref_count))
    return;

  job_clear_input (job);
  g_weak_ref_clear (&job->owner);
  g_clear_object (&job->cancellable);
  g_mutex_clear (&job->mutex);
  g_free (job->progress);
  g_free (job);
}

/* Returns: (transfer full) (nullable): whom to tell, if anybody */
static gpointer
job_dup_listener (RlJob *job)
{
  if (g_cancellable_is_cancelled (job->cancellable))
    return NULL;

  return g_weak_ref_get (&job->owner);
}

static gboolean
show_progress_cb (gpointer data)
{
  RlJob *job = data;
  g_autoptr(GObject) owner = job_dup_listener (job);
  g_autofree gpointer progress = NULL;

  g_mutex_lock (&job->mutex);
  progress = g_memdup2 (job->progress, job->kind->progress_size);
  job->scheduled = FALSE;
  job->last_shown = g_get_monotonic_time ();
  g_mutex_unlock (&job->mutex);

  if (owner != NULL && job->running && job->kind->progress != NULL)
    job->kind->progress (owner, progress);

  return G_SOURCE_REMOVE;
}

/* With the mutex held. */
static void
schedule_progress (RlJob *job)
{
  gint64 due = job->last_shown + (gint64) job->kind->progress_interval * 1000;
  gint64 wait = (due - g_get_monotonic_time () + 999) / 1000;
  g_autoptr(GSource) source = g_timeout_source_new ((guint) CLAMP (wait, 0, G_MAXINT));

  g_source_set_callback (source, show_progress_cb, job_ref (job), (GDestroyNotify) job_unref);
  g_source_attach (source, NULL);
  job->scheduled = TRUE;
}

static void
run_in_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  RlJob *job = task_data;
  g_autoptr(GError) error = NULL;
  gpointer result = job->kind->run (job, job->input, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, result, job->kind->free_result);
}

/* The worker may hold the task a moment longer than this, so what it worked on
 * is let go of here, on the main thread.
 */
static void
finish (RlJobs *self,
        RlJob  *job,
        GTask  *task)
{
  g_autoptr(GError) error = NULL;
  gpointer result = g_task_propagate_pointer (task, &error);
  g_autoptr(GObject) owner = job_dup_listener (job);

  job->running = FALSE;
  job_clear_input (job);
  g_ptr_array_remove (self->jobs, job_ref (job));
  start_next (self, job);

  if (owner != NULL && job->kind->done != NULL)
    job->kind->done (owner, result, error);
  if (result != NULL && job->kind->free_result != NULL)
    job->kind->free_result (result);

  job_unref (job);
}

static void
task_done_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(RlJobs) self = data;
  GTask *task = G_TASK (result);

  finish (self, g_task_get_task_data (task), task);
}

static void
run (RlJobs *self,
     RlJob  *job)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, task_done_cb, g_object_ref (self));

  job->running = TRUE;
  g_task_set_source_tag (task, run);
  g_task_set_task_data (task, job_ref (job), (GDestroyNotify) job_unref);
  g_task_run_in_thread (task, run_in_thread);
}

static gboolean
is_like (RlJob           *job,
         const RlJobKind *kind,
         gpointer         owner)
{
  return job->kind == kind && job->owner_key == owner;
}

static void
start_next (RlJobs *self,
            RlJob  *finished)
{
  for (guint i = 0; i < self->jobs->len; i++)
    {
      RlJob *job = g_ptr_array_index (self->jobs, i);

      if (!job->running && is_like (job, finished->kind, finished->owner_key))
        {
          run (self, job);
          return;
        }
    }
}

static RlJob *
find_running (RlJobs          *self,
              const RlJobKind *kind,
              gpointer         owner)
{
  for (guint i = 0; i < self->jobs->len; i++)
    {
      RlJob *job = g_ptr_array_index (self->jobs, i);

      if (job->running && is_like (job, kind, owner))
        return job;
    }

  return NULL;
}

static void
drop_waiting (RlJobs          *self,
              const RlJobKind *kind,
              gpointer         owner)
{
  for (guint i = self->jobs->len; i > 0; i--)
    {
      RlJob *job = g_ptr_array_index (self->jobs, i - 1);

      if (!job->running && is_like (job, kind, owner))
        g_ptr_array_remove_index (self->jobs, i - 1);
    }
}

static void
rl_jobs_finalize (GObject *object)
{
  RlJobs *self = RL_JOBS (object);

  g_clear_pointer (&self->jobs, g_ptr_array_unref);

  G_OBJECT_CLASS (rl_jobs_parent_class)->finalize (object);
}

static void
rl_jobs_class_init (RlJobsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_jobs_finalize;
}

static void
rl_jobs_init (RlJobs *self)
{
  self->jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) job_unref);
}

RlJobs *
rl_jobs_new (void)
{
  return g_object_new (RL_TYPE_JOBS, NULL);
}

/**
 * rl_jobs_start:
 * @self: the jobs
 * @kind: (not nullable): what sort of job, static
 * @owner: (type GObject): who gets the outcome; not kept alive
 * @input: (transfer full): what the worker works on
 *
 * Starts a job on a worker.
 *
 * Returns: its serial number, higher than that of any job before it
 */
guint64
rl_jobs_start (RlJobs          *self,
               const RlJobKind *kind,
               gpointer         owner,
               gpointer         input)
{
  RlJob *job;

  g_return_val_if_fail (RL_IS_JOBS (self), 0);
  g_return_val_if_fail (kind != NULL && kind->run != NULL, 0);
  g_return_val_if_fail (G_IS_OBJECT (owner), 0);

  if (kind->policy == RL_JOB_REPLACE)
    rl_jobs_cancel (self, kind, owner);
  else if (kind->policy == RL_JOB_LATEST)
    drop_waiting (self, kind, owner);

  job = job_new (kind, owner, input);
  job->serial = ++self->last_serial;
  g_ptr_array_add (self->jobs, job);

  if (kind->policy != RL_JOB_LATEST || find_running (self, kind, owner) == NULL)
    run (self, job);

  return job->serial;
}

/**
 * rl_jobs_cancel:
 * @self: the jobs
 * @kind: what sort of job
 * @owner: whose
 *
 * Cancels the owner's jobs of a kind. They end in their own time and tell
 * nobody.
 */
void
rl_jobs_cancel (RlJobs          *self,
                const RlJobKind *kind,
                gpointer         owner)
{
  g_return_if_fail (RL_IS_JOBS (self));

  drop_waiting (self, kind, owner);
  for (guint i = 0; i < self->jobs->len; i++)
    {
      RlJob *job = g_ptr_array_index (self->jobs, i);

      if (is_like (job, kind, owner))
        g_cancellable_cancel (job->cancellable);
    }
}

/**
 * rl_jobs_is_busy:
 * @self: the jobs
 * @kind: what sort of job
 * @owner: whose
 *
 * Returns: whether one of them runs and was not cancelled
 */
gboolean
rl_jobs_is_busy (RlJobs          *self,
                 const RlJobKind *kind,
                 gpointer         owner)
{
  g_return_val_if_fail (RL_IS_JOBS (self), FALSE);

  for (guint i = 0; i < self->jobs->len; i++)
    {
      RlJob *job = g_ptr_array_index (self->jobs, i);

      if (is_like (job, kind, owner) && !g_cancellable_is_cancelled (job->cancellable))
        return TRUE;
    }

  return FALSE;
}

/* Also those that were cancelled and have not ended yet. */
guint
rl_jobs_get_n_jobs (RlJobs *self)
{
  g_return_val_if_fail (RL_IS_JOBS (self), 0);

  return self->jobs->len;
}

/**
 * rl_jobs_shut_down:
 * @self: the jobs
 *
 * Cancels what may be cancelled and waits until every worker has ended, for
 * when the program is left.
 */
void
rl_jobs_shut_down (RlJobs *self)
{
  g_return_if_fail (RL_IS_JOBS (self));

  for (guint i = self->jobs->len; i > 0; i--)
    {
      RlJob *job = g_ptr_array_index (self->jobs, i - 1);

      if (job->kind->policy == RL_JOB_KEEP)
        continue;

      g_cancellable_cancel (job->cancellable);
      if (!job->running)
        g_ptr_array_remove_index (self->jobs, i - 1);
    }

  while (self->jobs->len > 0)
    g_main_context_iteration (NULL, TRUE);
}

/**
 * rl_job_get_cancellable:
 * @job: the job
 *
 * Returns: (transfer none): what says that the worker should give up
 */
GCancellable *
rl_job_get_cancellable (RlJob *job)
{
  return job->cancellable;
}

guint64
rl_job_get_serial (RlJob *job)
{
  return job->serial;
}

/**
 * rl_job_report:
 * @job: the job
 * @progress: the kind's progress, copied
 *
 * Tells how far the job is, from any thread and as often as it likes: only the
 * last report within an interval is shown.
 */
void
rl_job_report (RlJob         *job,
               gconstpointer  progress)
{
  g_mutex_lock (&job->mutex);

  if (job->kind->progress_size > 0)
    memcpy (job->progress, progress, job->kind->progress_size);
  if (!job->scheduled)
    schedule_progress (job);

  g_mutex_unlock (&job->mutex);
}
