/* test-jobs.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-jobs.h"

/* A job that waits at a gate until the test opens it. */
typedef struct
{
  GMutex   mutex;
  GCond    cond;
  gboolean open;
  guint    n_entered;
} Gate;

typedef struct
{
  Gate *gate;
  int   value;
} Question;

typedef struct
{
  Gate       gate;
  RlJobs    *jobs;
  GObject   *owner;
} Fixture;

static GArray *answers;
static GArray *reports;
static guint n_errors;
static guint n_freed;

static void
question_free (gpointer data)
{
  n_freed++;
  g_free (data);
}

static gpointer
ask (RlJob     *job,
     gpointer   input,
     GError   **error)
{
  Question *question = input;
  Gate *gate = question->gate;

  g_mutex_lock (&gate->mutex);
  gate->n_entered++;
  g_cond_broadcast (&gate->cond);
  while (!gate->open)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);

  if (question->value < 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "Negative");
      return NULL;
    }

  return g_memdup2 (&question->value, sizeof (int));
}

static void
answered (gpointer      owner,
          gpointer      result,
          const GError *error)
{
  if (error != NULL)
    n_errors++;
  else
    g_array_append_val (answers, *(int *) result);
}

static gpointer
count_up (RlJob     *job,
          gpointer   input,
          GError   **error)
{
  int n = *(int *) input;

  for (int i = 1; i <= n; i++)
    {
      rl_job_report (job, &i);
      if (i % 100 == 0)
        g_usleep (1000);
    }
  g_usleep (30000);

  return g_memdup2 (&n, sizeof n);
}

static void
counted (gpointer      owner,
         gconstpointer progress)
{
  g_array_append_val (reports, *(const int *) progress);
}

static const RlJobKind replace_kind = {
  RL_JOB_REPLACE, ask, NULL, answered, question_free, g_free, 0, 0
};

static const RlJobKind latest_kind = {
  RL_JOB_LATEST, ask, NULL, answered, question_free, g_free, 0, 0
};

static const RlJobKind keep_kind = {
  RL_JOB_KEEP, ask, NULL, answered, question_free, g_free, 0, 0
};

static const RlJobKind count_kind = {
  RL_JOB_REPLACE, count_up, counted, answered, NULL, g_free, sizeof (int), 20
};

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_mutex_init (&fixture->gate.mutex);
  g_cond_init (&fixture->gate.cond);
  fixture->jobs = rl_jobs_new ();
  fixture->owner = g_object_new (G_TYPE_OBJECT, NULL);
  answers = g_array_new (FALSE, FALSE, sizeof (int));
  reports = g_array_new (FALSE, FALSE, sizeof (int));
  n_errors = n_freed = 0;
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  rl_jobs_shut_down (fixture->jobs);
  g_assert_finalize_object (fixture->jobs);
  g_clear_object (&fixture->owner);
  g_mutex_clear (&fixture->gate.mutex);
  g_cond_clear (&fixture->gate.cond);
  g_array_unref (answers);
  g_array_unref (reports);
}

static void
start (Fixture         *fixture,
       const RlJobKind *kind,
       int              value)
{
  Question *question = g_new0 (Question, 1);

  question->gate = &fixture->gate;
  question->value = value;
  g_assert_cmpuint (rl_jobs_start (fixture->jobs, kind, fixture->owner, question), >, 0);
}

static void
wait_for_entry (Fixture *fixture,
                guint    n)
{
  g_mutex_lock (&fixture->gate.mutex);
  while (fixture->gate.n_entered < n)
    g_cond_wait (&fixture->gate.cond, &fixture->gate.mutex);
  g_mutex_unlock (&fixture->gate.mutex);
}

static void
open_gate (Fixture *fixture)
{
  g_mutex_lock (&fixture->gate.mutex);
  fixture->gate.open = TRUE;
  g_cond_broadcast (&fixture->gate.cond);
  g_mutex_unlock (&fixture->gate.mutex);
}

static void
wait_until_idle (Fixture *fixture)
{
  while (rl_jobs_get_n_jobs (fixture->jobs) > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_replace (Fixture       *fixture,
              gconstpointer  data)
{
  start (fixture, &replace_kind, 1);
  start (fixture, &replace_kind, 2);
  start (fixture, &replace_kind, 3);
  g_assert_true (rl_jobs_is_busy (fixture->jobs, &replace_kind, fixture->owner));
  open_gate (fixture);
  wait_until_idle (fixture);

  g_assert_cmpuint (answers->len, ==, 1);
  g_assert_cmpint (g_array_index (answers, int, 0), ==, 3);
  g_assert_cmpuint (n_freed, ==, 3);
}

/* The first is under way and is let finish; of the rest only the last counts. */
static void
test_latest (Fixture       *fixture,
             gconstpointer  data)
{
  start (fixture, &latest_kind, 0);
  wait_for_entry (fixture, 1);
  for (int i = 1; i <= 50; i++)
    start (fixture, &latest_kind, i);
  open_gate (fixture);
  wait_until_idle (fixture);

  g_assert_cmpuint (answers->len, ==, 2);
  g_assert_cmpint (g_array_index (answers, int, 0), ==, 0);
  g_assert_cmpint (g_array_index (answers, int, 1), ==, 50);
  g_assert_cmpuint (fixture->gate.n_entered, ==, 2);
  g_assert_cmpuint (n_freed, ==, 51);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  start (fixture, &latest_kind, 1);
  wait_for_entry (fixture, 1);
  start (fixture, &latest_kind, 2);
  rl_jobs_cancel (fixture->jobs, &latest_kind, fixture->owner);
  g_assert_false (rl_jobs_is_busy (fixture->jobs, &latest_kind, fixture->owner));
  open_gate (fixture);
  wait_until_idle (fixture);

  g_assert_cmpuint (answers->len, ==, 0);
  g_assert_cmpuint (n_freed, ==, 2);
}

static void
test_error (Fixture       *fixture,
            gconstpointer  data)
{
  open_gate (fixture);
  start (fixture, &replace_kind, -1);
  wait_until_idle (fixture);

  g_assert_cmpuint (n_errors, ==, 1);
  g_assert_cmpuint (answers->len, ==, 0);
}

static void
test_keep (Fixture       *fixture,
           gconstpointer  data)
{
  start (fixture, &keep_kind, 1);
  start (fixture, &keep_kind, 2);
  open_gate (fixture);
  rl_jobs_shut_down (fixture->jobs);

  g_assert_cmpuint (answers->len, ==, 2);
}

static void
test_owner_gone (Fixture       *fixture,
                 gconstpointer  data)
{
  start (fixture, &replace_kind, 1);
  wait_for_entry (fixture, 1);
  g_clear_object (&fixture->owner);
  open_gate (fixture);
  wait_until_idle (fixture);

  g_assert_cmpuint (answers->len, ==, 0);
  g_assert_cmpuint (n_freed, ==, 1);
}

/* Ten thousand reports become a handful, in order. */
static void
test_progress (Fixture       *fixture,
               gconstpointer  data)
{
  static int n = 10000;

  rl_jobs_start (fixture->jobs, &count_kind, fixture->owner, &n);
  wait_until_idle (fixture);

  g_assert_cmpuint (answers->len, ==, 1);
  g_assert_cmpuint (reports->len, >, 0);
  g_assert_cmpuint (reports->len, <, 1000);
  for (guint i = 1; i < reports->len; i++)
    g_assert_cmpint (g_array_index (reports, int, i - 1), <, g_array_index (reports, int, i));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) \
  g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

  ADD ("/ui/jobs/replace", test_replace);
  ADD ("/ui/jobs/latest", test_latest);
  ADD ("/ui/jobs/cancel", test_cancel);
  ADD ("/ui/jobs/error", test_error);
  ADD ("/ui/jobs/keep", test_keep);
  ADD ("/ui/jobs/owner-gone", test_owner_gone);
  ADD ("/ui/jobs/progress", test_progress);

  return g_test_run ();
}
