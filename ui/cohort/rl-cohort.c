/* rl-cohort.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-cohort.h"

#include <glib/gi18n-lib.h>

#include "cohort/rim-cohort-csv.h"
#include "cohort/rl-cohort-tables.h"
#include "demo/rim-demo-cohort.h"

#define MAX_RECENT        8
#define PROGRESS_INTERVAL 100

struct _RlCohort
{
  GObject          parent_instance;

  RlJobs          *jobs;
  RlCohortState    state;
  char           **paths;         /* of its tables */
  char            *problem;
  gboolean         is_synthetic;

  RimCohort       *cohort;
  RimColumnUse    *uses;        /* of its columns, as the user wants them */
  GHashTable      *changes;     /* of these, what the user changed: name to RimColumnUse */
  GPtrArray       *notes;
  RlCohortPlan    *plan;
  RlCohortSummary *summary;
  char           **recent;
};

enum
{
  PROP_0,
  PROP_RECENT,
  N_PROPS
};

enum
{
  CHANGED,
  PLAN_CHANGED,
  SUMMARISED,
  PROGRESS,
  MESSAGE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlCohort, rl_cohort, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* Summing up */

typedef struct
{
  RimCohort    *cohort;
  RlCohortPlan *plan;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  rim_cohort_unref (question->cohort);
  rl_cohort_plan_free (question->plan);
  g_free (question);
}

static gpointer
summary_run (RlJob     *job,
             gpointer   data,
             GError   **error)
{
  const Question *question = data;

  return rl_cohort_summary_new (question->cohort, &question->plan->outcome, rl_job_get_cancellable (job));
}

static void
summary_done (gpointer      owner,
              gpointer      result,
              const GError *error)
{
  RlCohort *self = owner;
  RlCohortSummary *summary = result;

  /* What is taken from the result is not freed with it. */
  g_clear_pointer (&self->summary, rl_cohort_summary_free);
  self->summary = g_memdup2 (summary, sizeof *summary);
  *summary = (RlCohortSummary) { NULL };
  g_signal_emit (self, signals[SUMMARISED], 0);
}

static const RlJobKind summary_kind = {
  .policy = RL_JOB_LATEST,
  .run = summary_run,
  .done = summary_done,
  .free_input = question_free,
  .free_result = (GDestroyNotify) rl_cohort_summary_free,
};

static void
summarise (RlCohort *self)
{
  Question *question;

  if (self->cohort == NULL)
    return;

  question = g_new (Question, 1);
  *question = (Question) { rim_cohort_ref (self->cohort), rl_cohort_plan_copy (self->plan) };
  rl_jobs_start (self->jobs, &summary_kind, self, question);
}

/* Reading */

typedef struct
{
  char     **paths;
  gboolean   is_synthetic;
  RimCohort *cohort;
  GPtrArray *notes;
} Table;

static void
table_free (gpointer data)
{
  Table *table = data;

  g_strfreev (table->paths);
  g_clear_pointer (&table->cohort, rim_cohort_unref);
  g_clear_pointer (&table->notes, g_ptr_array_unref);
  g_free (table);
}

/* How far a worker is that makes the synthetic cohort. */
typedef struct
{
  guint n_done;
  guint n_total;
} DemoProgress;

static void
report_demo (guint    n_done,
             guint    n_total,
             gpointer job)
{
  const DemoProgress progress = { n_done, n_total };

  rl_job_report (job, &progress);
}

static void
load_progress (gpointer      owner,
               gconstpointer data)
{
  const DemoProgress *progress = data;

  g_signal_emit (owner, signals[PROGRESS], 0, progress->n_done, progress->n_total);
}

static char *
dup_demo_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "rimlight", "cohorts", "synthetic.csv", NULL);
}

/* Made once; it is the same every time. */
static gboolean
make_demo (RlJob   *job,
           GError **error)
{
  g_autofree char *path = dup_demo_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  const RimDemoCohortOptions options = { .n = RIM_DEMO_COHORT_SIZE, .progress = report_demo, .data = job };
  g_autoptr(RimCohort) cohort = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("%s: the folder cannot be made"), folder);
      return FALSE;
    }

  cohort = rim_demo_cohort_new (&options, rl_job_get_cancellable (job), error);

  return cohort != NULL && rim_cohort_save_csv (cohort, path, error);
}

static gpointer
load_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  const Table *question = data;
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(RimCohort) cohort = question->is_synthetic && !make_demo (job, error)
                                ? NULL : rl_cohort_tables_load ((const char *const *) question->paths, notes, error);
  Table *table;

  if (cohort == NULL)
    return NULL;

  table = g_new0 (Table, 1);
  *table = (Table) {
    g_strdupv (question->paths), question->is_synthetic, g_steal_pointer (&cohort), g_steal_pointer (&notes)
  };

  return table;
}

static void
add_recent (RlCohort   *self,
            const char *path)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  guint n = 1;

  g_strv_builder_add (builder, path);
  for (guint i = 0; self->recent != NULL && self->recent[i] != NULL; i++)
    if (g_strcmp0 (self->recent[i], path) != 0 && n++ < MAX_RECENT)
      g_strv_builder_add (builder, self->recent[i]);

  g_strfreev (self->recent);
  self->recent = g_strv_builder_end (builder);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECENT]);
}

static void
set_state (RlCohort      *self,
           RlCohortState  state,
           const char    *problem)
{
  self->state = state;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
read_uses (RlCohort *self)
{
  const guint n = rim_cohort_get_n_columns (self->cohort);

  g_free (self->uses);
  self->uses = g_new (RimColumnUse, n + 1);
  for (guint i = 0; i < n; i++)
    {
      const RimColumn *column = rim_cohort_get_column (self->cohort, i);

      self->uses[i] = (RimColumnUse) { column->type, column->role };
    }
}

static void
take_table (RlCohort *self,
            Table    *table)
{
  g_clear_pointer (&self->summary, rl_cohort_summary_free);
  g_clear_pointer (&self->cohort, rim_cohort_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  self->cohort = g_steal_pointer (&table->cohort);
  read_uses (self);
  g_hash_table_remove_all (self->changes);
  self->notes = g_steal_pointer (&table->notes);
  self->is_synthetic = table->is_synthetic;
  g_strfreev (self->paths);
  self->paths = g_strdupv (table->paths);

  rl_cohort_plan_free (self->plan);
  self->plan = rl_cohort_plan_new ();
  rl_cohort_plan_guess (self->plan, self->cohort);
}

static void
load_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  RlCohort *self = owner;
  Table *table = result;

  if (table == NULL)
    {
      set_state (self, RL_COHORT_FAILED, error->message);
      return;
    }

  take_table (self, table);
  if (!self->is_synthetic)
    add_recent (self, self->paths[0]);
  set_state (self, RL_COHORT_OPEN, NULL);
  g_signal_emit (self, signals[PLAN_CHANGED], 0);
  summarise (self);
}

static const RlJobKind load_kind = {
  .policy = RL_JOB_REPLACE,
  .run = load_run,
  .progress = load_progress,
  .done = load_done,
  .progress_size = sizeof (DemoProgress),
  .progress_interval = PROGRESS_INTERVAL,
  .free_input = table_free,
  .free_result = table_free,
};

/* Columns that are taken as something else */

typedef struct
{
  RimCohort    *cohort;
  RimColumnUse *uses;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  rim_cohort_unref (change->cohort);
  g_free (change->uses);
  g_free (change);
}

static gpointer
use_run (RlJob     *job,
         gpointer   data,
         GError   **error)
{
  const Change *change = data;

  return rim_cohort_with_uses (change->cohort, change->uses, error);
}

static void
use_done (gpointer      owner,
          gpointer      result,
          const GError *error)
{
  RlCohort *self = owner;

  if (result == NULL)
    {
      read_uses (self);
      g_signal_emit (self, signals[MESSAGE], 0, error->message);
      g_signal_emit (self, signals[CHANGED], 0);
      return;
    }

  rim_cohort_unref (self->cohort);
  self->cohort = rim_cohort_ref (result);
  g_signal_emit (self, signals[CHANGED], 0);
  summarise (self);
}

static const RlJobKind use_kind = {
  .policy = RL_JOB_REPLACE,
  .run = use_run,
  .done = use_done,
  .free_input = change_free,
  .free_result = (GDestroyNotify) rim_cohort_unref,
};

static void
rl_cohort_finalize (GObject *object)
{
  RlCohort *self = RL_COHORT (object);

  g_clear_object (&self->jobs);
  g_clear_pointer (&self->paths, g_strfreev);
  g_clear_pointer (&self->problem, g_free);
  g_clear_pointer (&self->cohort, rim_cohort_unref);
  g_clear_pointer (&self->uses, g_free);
  g_clear_pointer (&self->changes, g_hash_table_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->plan, rl_cohort_plan_free);
  g_clear_pointer (&self->summary, rl_cohort_summary_free);
  g_clear_pointer (&self->recent, g_strfreev);

  G_OBJECT_CLASS (rl_cohort_parent_class)->finalize (object);
}

static void
rl_cohort_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_RECENT:
      g_value_set_boxed (value, RL_COHORT (object)->recent);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_cohort_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  RlCohort *self = RL_COHORT (object);

  switch (prop_id)
    {
    case PROP_RECENT:
      g_strfreev (self->recent);
      self->recent = g_value_dup_boxed (value);
      g_object_notify_by_pspec (object, pspec);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_cohort_class_init (RlCohortClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rl_cohort_finalize;
  object_class->get_property = rl_cohort_get_property;
  object_class->set_property = rl_cohort_set_property;

  properties[PROP_RECENT] = g_param_spec_boxed ("recent", NULL, NULL, G_TYPE_STRV,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", RL_TYPE_COHORT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PLAN_CHANGED] = g_signal_new ("plan-changed", RL_TYPE_COHORT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  signals[SUMMARISED] = g_signal_new ("summarised", RL_TYPE_COHORT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 0);
  signals[PROGRESS] = g_signal_new ("progress", RL_TYPE_COHORT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[MESSAGE] = g_signal_new ("message", RL_TYPE_COHORT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   1, G_TYPE_STRING);
}

static void
rl_cohort_init (RlCohort *self)
{
  self->plan = rl_cohort_plan_new ();
  self->changes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

RlCohort *
rl_cohort_new (RlJobs *jobs)
{
  RlCohort *self = g_object_new (RL_TYPE_COHORT, NULL);

  self->jobs = g_object_ref (jobs);

  return self;
}

RlJobs *
rl_cohort_get_jobs (RlCohort *self)
{
  g_return_val_if_fail (RL_IS_COHORT (self), NULL);

  return self->jobs;
}

static void
load (RlCohort  *self,
      char     **paths,
      gboolean   is_synthetic)
{
  Table *question = g_new0 (Table, 1);

  question->paths = paths;
  question->is_synthetic = is_synthetic;
  set_state (self, RL_COHORT_LOADING, NULL);
  rl_jobs_start (self->jobs, &load_kind, self, question);
}

/**
 * rl_cohort_open:
 * @self: a cohort
 * @path: a table in CSV
 *
 * Has a worker read it. What is open stays so until it is there.
 */
void
rl_cohort_open (RlCohort   *self,
                const char *path)
{
  const char *paths[] = { path, NULL };

  g_return_if_fail (RL_IS_COHORT (self));
  g_return_if_fail (path != NULL);

  load (self, g_strdupv ((char **) paths), FALSE);
}

/* Opens the synthetic cohort, whose truth is known; makes it first where it is not there. */
void
rl_cohort_open_demo (RlCohort *self)
{
  g_autofree char *path = dup_demo_path ();
  const char *paths[] = { path, NULL };

  g_return_if_fail (RL_IS_COHORT (self));

  load (self, g_strdupv ((char **) paths), TRUE);
}

/* Opens several tables of the same lesions or patients, beside each other. */
void
rl_cohort_open_all (RlCohort          *self,
                    const char *const *paths)
{
  g_return_if_fail (RL_IS_COHORT (self));
  g_return_if_fail (paths != NULL && paths[0] != NULL);

  load (self, g_strdupv ((char **) paths), FALSE);
}

/**
 * rl_cohort_add:
 * @self: a cohort
 * @path: a table in CSV, of the same lesions or patients
 *
 * Puts it beside what is open; opens it where nothing is.
 */
void
rl_cohort_add (RlCohort   *self,
               const char *path)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  g_return_if_fail (RL_IS_COHORT (self));
  g_return_if_fail (path != NULL);

  if (self->cohort != NULL)
    g_strv_builder_addv (builder, (const char **) self->paths);
  g_strv_builder_add (builder, path);
  load (self, g_strv_builder_end (builder), self->cohort != NULL && self->is_synthetic);
}

/* Shows nothing any more; stops reading. */
void
rl_cohort_close (RlCohort *self)
{
  g_return_if_fail (RL_IS_COHORT (self));

  rl_jobs_cancel (self->jobs, &load_kind, self);
  rl_jobs_cancel (self->jobs, &use_kind, self);
  rl_jobs_cancel (self->jobs, &summary_kind, self);
  g_clear_pointer (&self->summary, rl_cohort_summary_free);
  g_clear_pointer (&self->cohort, rim_cohort_unref);
  g_clear_pointer (&self->paths, g_strfreev);
  set_state (self, RL_COHORT_EMPTY, NULL);
}

RlCohortState
rl_cohort_get_state (RlCohort *self)
{
  g_return_val_if_fail (RL_IS_COHORT (self), RL_COHORT_EMPTY);

  return self->state;
}

/* Returns: (nullable): the first table of the cohort that is open */
const char *
rl_cohort_get_path (RlCohort *self)
{
  g_return_val_if_fail (RL_IS_COHORT (self), NULL);

  return self->paths != NULL ? self->paths[0] : NULL;
}

/* Returns: (nullable) (array zero-terminated=1): all of its tables */
const char *const *
rl_cohort_get_paths (RlCohort *self)
{
  g_return_val_if_fail (RL_IS_COHORT (self), NULL);

  return (const char *const *) self->paths;
}

/* Returns: (nullable): why the table could not be read */
const char *
rl_cohort_get_problem (RlCohort *self)
{
  g_return_val_if_fail (RL_IS_COHORT (self), NULL);

  return self->problem;
}

/* Returns: (transfer none) (nullable) (element-type utf8): what was decided while it was read */
GPtrArray *
rl_cohort_get_notes (RlCohort *self)
{
  g_return_val_if_fail (RL_IS_COHORT (self), NULL);

  return self->notes;
}

/* Returns: (transfer none) (nullable): the cohort that is open */
RimCohort *
rl_cohort_get_cohort (RlCohort *self)
{
  g_return_val_if_fail (RL_IS_COHORT (self), NULL);

  return self->cohort;
}

/* Whether nobody in it is a person. */
gboolean
rl_cohort_is_synthetic (RlCohort *self)
{
  g_return_val_if_fail (RL_IS_COHORT (self), FALSE);

  return self->is_synthetic;
}

/**
 * rl_cohort_set_use:
 * @self: a cohort that is open
 * @column: one of its columns
 * @use: how it is to be taken
 *
 * Takes a column as something else, as soon as a worker has.
 */
void
rl_cohort_set_use (RlCohort     *self,
                   guint         column,
                   RimColumnUse  use)
{
  guint n;
  Change *change;

  g_return_if_fail (RL_IS_COHORT (self));
  g_return_if_fail (self->cohort != NULL);

  n = rim_cohort_get_n_columns (self->cohort);
  g_return_if_fail (column < n);

  change = g_new (Change, 1);
  self->uses[column] = use;
  g_hash_table_replace (self->changes, g_strdup (rim_cohort_get_column (self->cohort, column)->name),
                        g_memdup2 (&use, sizeof use));
  *change = (Change) { rim_cohort_ref (self->cohort), g_memdup2 (self->uses, n * sizeof *self->uses) };
  rl_jobs_start (self->jobs, &use_kind, self, change);
}

/* Returns: (transfer full) (element-type utf8 RimColumnUse): what the user takes as something
 *   else than what was guessed
 */
GHashTable *
rl_cohort_dup_changes (RlCohort *self)
{
  GHashTable *changes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer name, use;

  g_return_val_if_fail (RL_IS_COHORT (self), changes);

  g_hash_table_iter_init (&iter, self->changes);
  while (g_hash_table_iter_next (&iter, &name, &use))
    g_hash_table_insert (changes, g_strdup (name), g_memdup2 (use, sizeof (RimColumnUse)));

  return changes;
}

const RlCohortPlan *
rl_cohort_get_plan (RlCohort *self)
{
  g_return_val_if_fail (RL_IS_COHORT (self), NULL);

  return self->plan;
}

static gboolean
is_same_outcome (const RimOutcomeSettings *a,
                 const RimOutcomeSettings *b)
{
  return a->kind == b->kind && a->horizon == b->horizon && g_strcmp0 (a->column, b->column) == 0 &&
         g_strcmp0 (a->positive, b->positive) == 0 && g_strcmp0 (a->event, b->event) == 0;
}

/**
 * rl_cohort_take_plan:
 * @self: a cohort
 * @plan: (transfer full): what the user wants of it
 */
void
rl_cohort_take_plan (RlCohort     *self,
                     RlCohortPlan *plan)
{
  gboolean is_other_outcome;

  g_return_if_fail (RL_IS_COHORT (self));
  g_return_if_fail (plan != NULL);

  is_other_outcome = !is_same_outcome (&plan->outcome, &self->plan->outcome);
  rl_cohort_plan_free (self->plan);
  self->plan = plan;
  g_signal_emit (self, signals[PLAN_CHANGED], 0);
  if (is_other_outcome)
    summarise (self);
}

/* Returns: (transfer none) (nullable): what there is to say of it, once it is known */
const RlCohortSummary *
rl_cohort_get_summary (RlCohort *self)
{
  g_return_val_if_fail (RL_IS_COHORT (self), NULL);

  return self->summary;
}
