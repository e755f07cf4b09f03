/* rl-jobs.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RlJob:
 *
 * A job as its worker sees it: whether to go on, and where to tell how far.
 */
typedef struct _RlJob RlJob;

/**
 * RlJobPolicy:
 * @RL_JOB_REPLACE: a new job of the kind cancels the one that runs
 * @RL_JOB_LATEST: the one that runs is let finish, and of those that wait only
 *   the newest is run: answers keep coming however fast the questions are
 * @RL_JOB_KEEP: jobs of the kind do not touch each other, and leaving the
 *   program waits for them
 *
 * What becomes of a job when its owner starts another of the same kind.
 */
typedef enum
{
  RL_JOB_REPLACE,
  RL_JOB_LATEST,
  RL_JOB_KEEP,
} RlJobPolicy;

typedef gpointer (*RlJobRun)      (RlJob         *job,
                                   gpointer       input,
                                   GError       **error);
typedef void (*RlJobProgress) (gpointer      owner,
                               gconstpointer progress);
typedef void (*RlJobDone)     (gpointer       owner,
                               gpointer       result,
                               const GError  *error);

/**
 * RlJobKind:
 * @policy: what another job of the kind does to it
 * @run: does the work, in a worker; gives the result, or %NULL with an error
 * @progress: (nullable): shows how far it is, on the main thread
 * @done: (nullable): takes the outcome, on the main thread; @result is freed
 *   afterwards
 * @free_input: (nullable): frees what @run works on
 * @free_result: (nullable): frees what @run gave
 * @progress_size: the size of what rl_job_report() is given
 * @progress_interval: the least time between two calls of @progress, in ms
 *
 * One sort of background job: static, and the key by which jobs are found.
 * Neither @progress nor @done is called once a job was cancelled or replaced,
 * or its owner is gone.
 */
typedef struct
{
  RlJobPolicy    policy;
  RlJobRun       run;
  RlJobProgress  progress;
  RlJobDone      done;
  GDestroyNotify free_input;
  GDestroyNotify free_result;
  gsize          progress_size;
  guint          progress_interval;
} RlJobKind;

#define RL_TYPE_JOBS (rl_jobs_get_type ())

/**
 * RlJobs:
 *
 * The one place for background jobs of the window. A worker gets a plain
 * struct and never a widget; what it gives comes back on the main thread.
 */
G_DECLARE_FINAL_TYPE (RlJobs, rl_jobs, RL, JOBS, GObject)

RlJobs       *rl_jobs_new (void) G_GNUC_WARN_UNUSED_RESULT;
guint64       rl_jobs_start       (RlJobs          *self,
                                   const RlJobKind *kind,
                                   gpointer         owner,
                                   gpointer         input);
void          rl_jobs_cancel      (RlJobs          *self,
                                   const RlJobKind *kind,
                                   gpointer         owner);
gboolean      rl_jobs_is_busy     (RlJobs          *self,
                                   const RlJobKind *kind,
                                   gpointer         owner);
guint         rl_jobs_get_n_jobs  (RlJobs          *self);
void          rl_jobs_shut_down   (RlJobs          *self);

/* For the worker */
GCancellable *rl_job_get_cancellable (RlJob        *job);
guint64       rl_job_get_serial      (RlJob        *job);
void          rl_job_report          (RlJob        *job,
                                      gconstpointer progress);

G_END_DECLS
