/* rl-cohort-plan.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-cohort-plan.h"

#include <math.h>
#include <string.h>

#define OUTCOME "outcome"
#define SPLIT   "split"
#define COLUMNS "columns"

/* Five folds, five times: what is said of most radiomics. */
RlCohortPlan *
rl_cohort_plan_new (void)
{
  RlCohortPlan *self = g_new0 (RlCohortPlan, 1);

  self->outer = (RimSplitSettings) { RIM_SPLIT_K_FOLD, 5, 1, 0.3, TRUE, 1 };
  self->missing = RIM_MISSING_MEDIAN;

  return self;
}

RlCohortPlan *
rl_cohort_plan_copy (const RlCohortPlan *self)
{
  RlCohortPlan *copy = g_memdup2 (self, sizeof *self);

  copy->outcome.column = g_strdup (self->outcome.column);
  copy->outcome.positive = g_strdup (self->outcome.positive);
  copy->outcome.event = g_strdup (self->outcome.event);
  copy->group = g_strdup (self->group);
  copy->batch = g_strdup (self->batch);
  copy->icc = g_strdup (self->icc);

  return copy;
}

static void
clear_outcome (RlCohortPlan *self)
{
  g_free ((char *) self->outcome.column);
  g_free ((char *) self->outcome.positive);
  g_free ((char *) self->outcome.event);
}

void
rl_cohort_plan_free (RlCohortPlan *self)
{
  clear_outcome (self);
  g_free (self->group);
  g_free (self->batch);
  g_free (self->icc);
  g_free (self);
}

/**
 * rl_cohort_plan_set_outcome:
 * @self: a plan
 * @kind: what is predicted
 * @column: (nullable): of classes, times or numbers
 * @positive: (nullable): the level or number that is class 1
 * @event: (nullable): the column of events
 * @horizon: of two classes made of a time; 0 for none
 */
void
rl_cohort_plan_set_outcome (RlCohortPlan   *self,
                            RimOutcomeKind  kind,
                            const char     *column,
                            const char     *positive,
                            const char     *event,
                            double          horizon)
{
  const RimOutcomeSettings outcome = {
    kind, g_strdup (column), g_strdup (positive), g_strdup (event), horizon
  };

  clear_outcome (self);
  self->outcome = outcome;
}

/* What an outcome may look like */

static gboolean
is_binary (const RimColumn *column,
           gsize            n_rows)
{
  if (column->type == RIM_COLUMN_CATEGORY)
    return g_strv_length ((char **) column->levels) == 2;

  for (gsize row = 0; row < n_rows; row++)
    if (!isnan (column->values[row]) && column->values[row] != 0.0 && column->values[row] != 1.0)
      return FALSE;

  return TRUE;
}

static gboolean
names_event (const char *name)
{
  static const char *const words[] = { "event", "status", "censor", "progressed", "died", "dead" };
  g_autofree char *folded = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (folded, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

static const char *
find_event (RimCohort  *cohort,
            const char *time)
{
  const gsize n_rows = rim_cohort_get_n_rows (cohort);
  const char *any = NULL;

  for (guint i = 0; i < rim_cohort_get_n_columns (cohort); i++)
    {
      const RimColumn *column = rim_cohort_get_column (cohort, i);

      if (column->role != RIM_COLUMN_OUTCOME || !is_binary (column, n_rows) || !names_event (column->name))
        continue;
      if (g_ascii_strncasecmp (column->name, time, 2) == 0)
        return column->name;
      if (any == NULL)
        any = column->name;
    }

  return any;
}

/**
 * rl_cohort_plan_guess:
 * @self: a plan
 * @cohort: what it is for
 *
 * Begins with what the cohort has: the first outcome with two classes that is no event of a
 * time, or a time with its event.
 */
void
rl_cohort_plan_guess (RlCohortPlan *self,
                      RimCohort    *cohort)
{
  const gsize n_rows = rim_cohort_get_n_rows (cohort);
  const RimColumn *time = NULL;

  for (guint i = 0; i < rim_cohort_get_n_columns (cohort); i++)
    {
      const RimColumn *column = rim_cohort_get_column (cohort, i);

      if (column->role != RIM_COLUMN_OUTCOME)
        continue;
      if (is_binary (column, n_rows) && !names_event (column->name))
        {
          const char *positive = column->type == RIM_COLUMN_CATEGORY ? column->levels[1] : NULL;

          rl_cohort_plan_set_outcome (self, RIM_OUTCOME_BINARY, column->name, positive, NULL, 0.0);
          return;
        }
      if (time == NULL && column->type == RIM_COLUMN_NUMBER && !is_binary (column, n_rows))
        time = column;
    }

  if (time != NULL)
    rl_cohort_plan_set_outcome (self, RIM_OUTCOME_SURVIVAL, time->name, NULL,
                                find_event (cohort, time->name), 0.0);
  else
    rl_cohort_plan_set_outcome (self, RIM_OUTCOME_BINARY, NULL, NULL, NULL, 0.0);
}

/* Keeping */

static void
store_text (GKeyFile   *file,
            const char *group,
            const char *key,
            const char *text)
{
  if (text != NULL)
    g_key_file_set_string (file, group, key, text);
}

/* Writes it into @file, so that it is there after a restart. */
void
rl_cohort_plan_store (const RlCohortPlan *self,
                      GKeyFile           *file)
{
  g_key_file_set_integer (file, OUTCOME, "kind", (int) self->outcome.kind);
  store_text (file, OUTCOME, "column", self->outcome.column);
  store_text (file, OUTCOME, "positive", self->outcome.positive);
  store_text (file, OUTCOME, "event", self->outcome.event);
  g_key_file_set_double (file, OUTCOME, "horizon", self->outcome.horizon);

  g_key_file_set_boolean (file, SPLIT, "own", self->own_outer);
  g_key_file_set_integer (file, SPLIT, "method", (int) self->outer.method);
  g_key_file_set_integer (file, SPLIT, "folds", (int) self->outer.n_folds);
  g_key_file_set_integer (file, SPLIT, "repeats", (int) self->outer.n_repeats);
  g_key_file_set_double (file, SPLIT, "test", self->outer.test_part);
  g_key_file_set_boolean (file, SPLIT, "stratified", self->outer.stratified);
  g_key_file_set_uint64 (file, SPLIT, "seed", self->outer.seed);
  store_text (file, SPLIT, "group", self->group);

  g_key_file_set_boolean (file, COLUMNS, "own-missing", self->own_missing);
  g_key_file_set_integer (file, COLUMNS, "missing", (int) self->missing);
  store_text (file, COLUMNS, "batch", self->batch);
  store_text (file, COLUMNS, "icc", self->icc);
}

/* Returns: (transfer full): what rl_cohort_plan_store() wrote */
RlCohortPlan *
rl_cohort_plan_restore (GKeyFile *file)
{
  RlCohortPlan *self = rl_cohort_plan_new ();
  g_autofree char *column = g_key_file_get_string (file, OUTCOME, "column", NULL);
  g_autofree char *positive = g_key_file_get_string (file, OUTCOME, "positive", NULL);
  g_autofree char *event = g_key_file_get_string (file, OUTCOME, "event", NULL);
  const int kind = g_key_file_get_integer (file, OUTCOME, "kind", NULL);

  rl_cohort_plan_set_outcome (self, (RimOutcomeKind) CLAMP (kind, 0, RIM_OUTCOME_NUMBER), column, positive, event,
                              g_key_file_get_double (file, OUTCOME, "horizon", NULL));

  self->own_outer = g_key_file_get_boolean (file, SPLIT, "own", NULL);
  self->outer.method = (RimSplitMethod) CLAMP (g_key_file_get_integer (file, SPLIT, "method", NULL), 0,
                                               RIM_SPLIT_BY_GROUP);
  self->outer.n_folds = (guint) MAX (2, g_key_file_get_integer (file, SPLIT, "folds", NULL));
  self->outer.n_repeats = (guint) MAX (1, g_key_file_get_integer (file, SPLIT, "repeats", NULL));
  self->outer.test_part = g_key_file_get_double (file, SPLIT, "test", NULL);
  self->outer.stratified = g_key_file_get_boolean (file, SPLIT, "stratified", NULL);
  self->outer.seed = g_key_file_get_uint64 (file, SPLIT, "seed", NULL);
  self->group = g_key_file_get_string (file, SPLIT, "group", NULL);

  self->own_missing = g_key_file_get_boolean (file, COLUMNS, "own-missing", NULL);
  self->missing = (RimMissingRule) CLAMP (g_key_file_get_integer (file, COLUMNS, "missing", NULL), 0,
                                          RIM_MISSING_DROP_COLUMNS);
  self->batch = g_key_file_get_string (file, COLUMNS, "batch", NULL);
  self->icc = g_key_file_get_string (file, COLUMNS, "icc", NULL);

  return self;
}
