/* test-learners.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "core/rim-random.h"
#include "learn/rim-learner.h"
#include "statistics/rim-statistics-error.h"

#define N_ROWS 80
#define N_COLUMNS 6

/* Every third row is not of the task, and holds what must not be looked at. */
typedef struct
{
  double        cells[N_COLUMNS][N_ROWS];
  const double *columns[N_COLUMNS];
  guint8        labels[N_ROWS];
  double        values[N_ROWS];
  double        weights[N_ROWS];
  guint32       patients[N_ROWS];
  guint32       rows[N_ROWS];
  RimTask       task;
} Cohort;

static void
cohort_init (Cohort        *self,
             RimOutcomeKind kind)
{
  RimRandom random;
  gsize n = 0;

  rim_random_init (&random, rim_random_seed ("test-learners", 0));
  for (guint c = 0; c < N_COLUMNS; c++)
    {
      self->columns[c] = self->cells[c];
      for (gsize row = 0; row < N_ROWS; row++)
        self->cells[c][row] = rim_random_uniform (&random, -1.0, 1.0) * (c + 1.0);
    }
  for (guint32 row = 0; row < N_ROWS; row++)
    {
      const double noise = rim_random_uniform (&random, -1.5, 1.5);
      const double signal = self->cells[0][row] - 0.5 * self->cells[2][row] + noise;
      const gboolean is_of_task = row % 3 != 2;

      self->labels[row] = is_of_task ? signal > 0.0 : 1;
      self->values[row] = is_of_task ? floor (12.0 - 4.0 * signal) : NAN;
      self->weights[row] = 1.0 + row % 2;
      self->patients[row] = row / 2;
      for (guint c = 0; c < N_COLUMNS && !is_of_task; c++)
        self->cells[c][row] = NAN;
      if (is_of_task)
        self->rows[n++] = row;
    }
  self->task = (RimTask) { self->columns, N_COLUMNS, self->rows, n, kind, self->labels, self->values, NULL,
                           self->patients };
}

static void
cohort_get_row (const Cohort *self,
                gsize         i,
                double       *values)
{
  for (guint c = 0; c < N_COLUMNS; c++)
    values[c] = self->cells[c][self->rows[i]];
}

static RimModel *
fit_new (const RimLearner *learner,
         const RimTask    *task,
         GError          **error)
{
  double parameters[RIM_MAX_PARAMETERS];

  rim_learner_defaults (learner, parameters);

  return learner->fit (task, parameters, 7, NULL, error);
}

static void
assert_adds_up (RimModel     *model,
                const Cohort *cohort)
{
  double values[N_COLUMNS], contributions[N_COLUMNS];

  for (gsize i = 0; i < cohort->task.n; i++)
    {
      double sum, margin;

      cohort_get_row (cohort, i, values);
      margin = rim_model_predict (model, values);
      sum = rim_model_explain (model, values, contributions);
      for (guint c = 0; c < N_COLUMNS; c++)
        sum += contributions[c];
      g_assert_true (isfinite (margin));
      g_assert_cmpfloat_with_epsilon (sum, margin, 1e-12 * MAX (1.0, fabs (margin)));
    }
}

static void
assert_same_bits (RimModel     *a,
                  RimModel     *b,
                  const Cohort *cohort)
{
  double values[N_COLUMNS], of_a[N_COLUMNS], of_b[N_COLUMNS];

  g_assert_cmpstr (rim_model_get_learner (a), ==, rim_model_get_learner (b));
  g_assert_cmpint (rim_model_get_unit (a), ==, rim_model_get_unit (b));
  for (gsize i = 0; i < cohort->task.n; i++)
    {
      cohort_get_row (cohort, i, values);
      g_assert_true (rim_model_predict (a, values) == rim_model_predict (b, values));
      g_assert_true (rim_model_explain (a, values, of_a) == rim_model_explain (b, values, of_b));
      g_assert_cmpmem (of_a, sizeof of_a, of_b, sizeof of_b);
    }
}

/* Through text, as files hold it. */
static void
assert_comes_back (RimModel     *model,
                   const Cohort *cohort)
{
  g_autoptr(JsonNode) node = rim_model_to_json (model);
  g_autofree char *text = json_to_string (node, FALSE);
  g_autoptr(JsonNode) read = json_from_string (text, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimModel) back = rim_model_new_from_json (read, &error);
  g_autoptr(JsonNode) again = NULL;
  g_autofree char *text_again = NULL;

  g_assert_no_error (error);
  assert_same_bits (model, back, cohort);
  again = rim_model_to_json (back);
  text_again = json_to_string (again, FALSE);
  g_assert_cmpstr (text, ==, text_again);
}

static void
assert_ranks (RimModel     *model,
              const Cohort *cohort)
{
  double one[N_COLUMNS], many[N_COLUMNS];

  rim_model_rank (model, &cohort->task, one);
  rim_parallel_set_n_threads (3);
  rim_model_rank (model, &cohort->task, many);
  rim_parallel_set_n_threads (1);
  g_assert_cmpmem (one, sizeof one, many, sizeof many);
  for (guint c = 0; c < N_COLUMNS; c++)
    g_assert_cmpfloat (one[c], >=, 0.0);
  g_assert_cmpfloat (one[2], >, one[1]);
}

/* Every learner of every kind of outcome: what it says adds up, comes back from a file
 * with the same bits, and is learned with the same bits by any number of threads.
 */
static void
test_all (void)
{
  guint n;
  const RimLearner *const *learners = rim_learners_get (&n);
  g_autofree Cohort *cohort = g_new (Cohort, 1);

  for (guint l = 0; l < n; l++)
    for (guint kind = RIM_OUTCOME_BINARY; kind <= RIM_OUTCOME_NUMBER; kind++)
      {
        g_autoptr(GError) error = NULL;
        g_autoptr(RimModel) model = NULL, again = NULL;

        if ((learners[l]->kinds & 1 << kind) == 0)
          continue;
        cohort_init (cohort, (RimOutcomeKind) kind);
        rim_parallel_set_n_threads (1);
        model = fit_new (learners[l], &cohort->task, &error);
        g_assert_no_error (error);
        rim_parallel_set_n_threads (3);
        again = fit_new (learners[l], &cohort->task, &error);
        g_assert_no_error (error);
        rim_parallel_set_n_threads (1);
        g_assert_cmpstr (rim_model_get_learner (model), ==, learners[l]->id);
        assert_same_bits (model, again, cohort);
        assert_adds_up (model, cohort);
        assert_comes_back (model, cohort);
        assert_ranks (model, cohort);
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learners/all", test_all);

  return g_test_run ();
}
