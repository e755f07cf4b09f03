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
#include "learn/rim-kernel-model-private.h"
#include "learn/rim-learner.h"
#include "learn/rim-tree-private.h"
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
  if (g_str_equal (learner->id, "random-forest"))
    parameters[0] = 60.0;

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

/* What is said where only the columns of a set are known. */
typedef double (*Game) (guint         set,
                        const double *values,
                        gpointer      data);

/* The definition: a mean over all orders in which columns become known. */
static double
find_shapley (Game          game,
              guint         column,
              const double *values,
              gpointer      data)
{
  double sum = 0.0;

  for (guint set = 0; set < 1u << N_COLUMNS; set++)
    {
      const guint size = (guint) __builtin_popcount (set);
      double weight = 1.0 / N_COLUMNS;

      if ((set & 1u << column) != 0)
        continue;
      for (guint i = 0; i < size; i++)
        weight *= (i + 1.0) / (N_COLUMNS - 1.0 - i);
      sum += weight * (game (set | 1u << column, values, data) - game (set, values, data));
    }

  return sum;
}

/* Where the column is not known, both ways are gone by their parts. */
static double
say_of_node (const RimTree *tree,
             guint32        at,
             guint          set,
             const double  *values)
{
  const RimTreeNode *node = tree->nodes + at;
  const guint32 left = at + 1;

  if (node->column == RIM_TREE_LEAF)
    return node->number;
  if ((set & 1u << node->column) != 0)
    return say_of_node (tree, values[node->column] < node->number ? left : node->right, set, values);

  return (tree->nodes[left].cover * say_of_node (tree, left, set, values) +
          tree->nodes[node->right].cover * say_of_node (tree, node->right, set, values)) / node->cover;
}

static double
play_tree (guint         set,
           const double *values,
           gpointer      data)
{
  return say_of_node (data, 0, set, values);
}

/* A tree of splits and leaves that are drawn, in which columns come again and again, one
 * leaf has no weight, and some ways are closed by what was asked before.
 */
static void
draw_tree (RimTree   *tree,
           RimRandom *random,
           guint      depth)
{
  const guint n = (2u << depth) - 1;
  g_autofree guint32 *indices = g_new (guint32, 3 * n);
  g_autofree double *numbers = g_new (double, 2 * n);
  const RimTreeParts parts = { n, indices, indices + n, indices + 2 * n, numbers, numbers + n };

  for (guint i = 0; i < n; i++)
    {
      const gboolean is_leaf = 2 * i + 2 >= n || (i > 2 && rim_random_below (random, 5) == 0);

      indices[i] = is_leaf ? RIM_TREE_LEAF : (guint32) rim_random_below (random, N_COLUMNS);
      indices[n + i] = 2 * i + 1;
      indices[2 * n + i] = 2 * i + 2;
      numbers[i] = rim_random_uniform (random, -1.0, 1.0);
      numbers[n + i] = i == n - 1 ? 0.0 : rim_random_uniform (random, 0.1, 20.0);
    }
  g_assert_true (rim_tree_init (tree, &parts, N_COLUMNS, NULL));
}

static void
test_tree_shapley (void)
{
  RimRandom random;

  rim_random_init (&random, rim_random_seed ("test-tree-shapley", 0));
  for (guint t = 0; t < 30; t++)
    {
      g_auto(RimTree) tree = { 0 };
      g_auto(RimQuadrature) rule = { 0 };
      double values[N_COLUMNS], contributions[N_COLUMNS] = { 0.0 };

      draw_tree (&tree, &random, 1 + t % 8);
      rim_quadrature_init (&rule, MAX ((tree.depth + 1) / 2, 1));
      for (guint c = 0; c < N_COLUMNS; c++)
        values[c] = rim_random_uniform (&random, -1.0, 1.0);
      rim_tree_explain (&tree, &rule, values, contributions);
      for (guint c = 0; c < N_COLUMNS; c++)
        g_assert_cmpfloat_with_epsilon (contributions[c], find_shapley (play_tree, c, values, &tree), 1e-13);
      g_assert_cmpfloat_with_epsilon (tree.mean, play_tree (0, values, &tree), 1e-14);
      g_assert_cmpfloat (rim_tree_predict (&tree, values), ==, play_tree ((1u << N_COLUMNS) - 1, values, &tree));
    }
}

typedef struct
{
  RimModel     *model;
  const double *means;
} Kernel;

static double
play_kernel (guint         set,
             const double *values,
             gpointer      data)
{
  const Kernel *kernel = data;
  double mixed[N_COLUMNS];

  for (guint c = 0; c < N_COLUMNS; c++)
    mixed[c] = (set & 1u << c) != 0 ? values[c] : kernel->means[c];

  return rim_model_predict (kernel->model, mixed);
}

static void
test_kernel_shapley (void)
{
  enum { N_VECTORS = 9 };
  double vectors[N_VECTORS * N_COLUMNS], weights[N_VECTORS], means[N_COLUMNS], values[N_COLUMNS];
  double contributions[N_COLUMNS];
  g_autoptr(RimModel) model = NULL;
  RimRandom random;
  Kernel kernel;

  rim_random_init (&random, rim_random_seed ("test-kernel-shapley", 0));
  for (guint i = 0; i < N_VECTORS * N_COLUMNS; i++)
    vectors[i] = rim_random_uniform (&random, -2.0, 2.0);
  for (guint i = 0; i < N_VECTORS; i++)
    weights[i] = rim_random_uniform (&random, -1.0, 1.0);
  for (guint c = 0; c < N_COLUMNS; c++)
    {
      means[c] = rim_random_uniform (&random, -0.5, 0.5);
      values[c] = rim_random_uniform (&random, -2.0, 2.0);
    }

  model = rim_kernel_model_new (N_COLUMNS, N_VECTORS, 0.4, 0.1, means, weights, vectors);
  kernel = (Kernel) { model, means };
  g_assert_cmpfloat (rim_model_explain (model, values, contributions), ==, rim_model_predict (model, means));
  for (guint c = 0; c < N_COLUMNS; c++)
    g_assert_cmpfloat_with_epsilon (contributions[c], find_shapley (play_kernel, c, values, &kernel), 1e-14);
}

/* More columns than points of the rule: what it adds up to is still what it should be. */
static void
test_wide_kernel (void)
{
  enum { N_WIDE = 500 };
  g_autofree double *numbers = g_new (double, 4 * N_WIDE);
  const double weight = 1e9;
  double sum = 0.0, far;
  g_autoptr(RimModel) model = NULL;
  RimRandom random;

  rim_random_init (&random, rim_random_seed ("test-wide-kernel", 0));
  for (guint i = 0; i < 3 * N_WIDE; i++)
    numbers[i] = rim_random_uniform (&random, -0.2, 0.2) + (i < N_WIDE ? 0.2 : 0.0);
  model = rim_kernel_model_new (N_WIDE, 1, 1.0, 0.0, numbers, &weight, numbers + N_WIDE);
  far = rim_model_explain (model, numbers + 2 * N_WIDE, numbers + 3 * N_WIDE);
  for (guint c = 0; c < N_WIDE; c++)
    sum += numbers[3 * N_WIDE + c];
  g_assert_cmpfloat (far, >, 0.0);
  g_assert_cmpfloat_with_epsilon (far + sum, rim_model_predict (model, numbers + 2 * N_WIDE), 1e-11 * fabs (far + sum));
}

/* The mean of models, of their contributions, too. */
static void
test_ensemble (void)
{
  const double weights[] = { 1.0, 0.0, 3.0 };
  g_autofree Cohort *cohort = g_new (Cohort, 1);
  const char *ids[] = { "logistic", "svm", "xgboost" };
  RimModel *models[3];
  g_autoptr(RimModel) mean = NULL, mixed = NULL;
  double values[N_COLUMNS], of_mean[N_COLUMNS], of_first[N_COLUMNS], of_last[N_COLUMNS];

  cohort_init (cohort, RIM_OUTCOME_BINARY);
  for (guint i = 0; i < 3; i++)
    models[i] = fit_new (rim_learners_find (ids[i]), &cohort->task, NULL);
  mixed = rim_ensemble_new (models, weights, 3);
  g_assert_cmpint (rim_model_get_unit (mixed), ==, RIM_MARGIN_MIXED);
  mean = rim_ensemble_new ((RimModel *[]) { models[0], models[2] }, (double []) { 1.0, 3.0 }, 2);
  g_assert_cmpint (rim_model_get_unit (mean), ==, RIM_MARGIN_LOG_ODDS);
  g_assert_cmpstr (rim_model_get_learner (mean), ==, "ensemble");
  assert_adds_up (mean, cohort);
  assert_comes_back (mean, cohort);
  assert_comes_back (mixed, cohort);

  cohort_get_row (cohort, 5, values);
  rim_model_explain (mean, values, of_mean);
  rim_model_explain (models[0], values, of_first);
  rim_model_explain (models[2], values, of_last);
  for (guint c = 0; c < N_COLUMNS; c++)
    g_assert_cmpfloat_with_epsilon (of_mean[c], 0.25 * of_first[c] + 0.75 * of_last[c], 1e-15);
  g_assert_cmpfloat (rim_model_predict (mean, values), ==, rim_model_predict (mixed, values));
  values[3] = NAN;
  g_assert_true (isnan (rim_model_predict (mean, values)));
  g_assert_true (isnan (rim_model_explain (mean, values, of_mean)) && isnan (of_mean[0]));
  for (guint i = 0; i < 3; i++)
    rim_model_unref (models[i]);
}

static void
assert_refused (const char    *id,
                const RimTask *task,
                int            code)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (fit_new (rim_learners_find (id), task, &error));
  g_assert_error (error, RIM_STATISTICS_ERROR, code);
}

static void
assert_all_refused (const RimTask *task,
                    int            code)
{
  guint n;
  const RimLearner *const *learners = rim_learners_get (&n);

  for (guint l = 0; l < n; l++)
    if ((learners[l]->kinds & 1 << task->kind) != 0)
      assert_refused (learners[l]->id, task, code);
}

/* No learner makes a model of outcomes that say nothing, or of what is no number. */
static void
test_bad_outcomes (void)
{
  g_autofree Cohort *cohort = g_new (Cohort, 1);
  RimTask empty;

  cohort_init (cohort, RIM_OUTCOME_BINARY);
  empty = cohort->task;
  empty.n_columns = 0;
  assert_all_refused (&empty, RIM_STATISTICS_ERROR_TOO_FEW);
  empty = cohort->task;
  empty.n = 1;
  assert_all_refused (&empty, RIM_STATISTICS_ERROR_TOO_FEW);
  cohort->cells[3][cohort->rows[4]] = INFINITY;
  assert_all_refused (&cohort->task, RIM_STATISTICS_ERROR_NOT_FINITE);
  cohort->cells[3][cohort->rows[4]] = 1e200;
  assert_all_refused (&cohort->task, RIM_STATISTICS_ERROR_NOT_FINITE);
  cohort->cells[3][cohort->rows[4]] = 0.0;
  memset (cohort->labels, 1, N_ROWS);
  assert_all_refused (&cohort->task, RIM_STATISTICS_ERROR_ONE_CLASS);
  memset (cohort->labels, 0, N_ROWS);
  assert_all_refused (&cohort->task, RIM_STATISTICS_ERROR_ONE_CLASS);
  cohort->task.kind = RIM_OUTCOME_SURVIVAL;
  assert_all_refused (&cohort->task, RIM_STATISTICS_ERROR_CENSORED);
  cohort->labels[cohort->rows[0]] = 1;
  cohort->values[cohort->rows[1]] = -1.0;
  assert_all_refused (&cohort->task, RIM_STATISTICS_ERROR_NOT_FINITE);
  cohort->task.kind = RIM_OUTCOME_NUMBER;
  for (guint row = 0; row < N_ROWS; row++)
    cohort->values[row] = 3.0;
  assert_all_refused (&cohort->task, RIM_STATISTICS_ERROR_CONSTANT);
  cohort->task.weights = cohort->weights;
  cohort->weights[cohort->rows[2]] = -1.0;
  assert_all_refused (&cohort->task, RIM_STATISTICS_ERROR_RANGE);
}

static void
assert_column_says_nothing (const char    *id,
                            const RimTask *task,
                            guint          column)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimModel) model = fit_new (rim_learners_find (id), task, &error);
  double values[N_COLUMNS] = { 0.0 }, contributions[N_COLUMNS];

  g_assert_no_error (error);
  values[column] = 17.0;
  rim_model_explain (model, values, contributions);
  g_assert_cmpfloat_with_epsilon (contributions[column], 0.0, 1e-9);
}

/* A column that is constant: likelihoods refuse it, and name it; others give it nothing. */
static void
test_constant (void)
{
  g_autofree Cohort *cohort = g_new (Cohort, 1);
  g_autoptr(GError) error = NULL;

  cohort_init (cohort, RIM_OUTCOME_BINARY);
  for (guint row = 0; row < N_ROWS; row++)
    cohort->cells[4][row] = 17.0;
  g_assert_null (fit_new (rim_learners_find ("logistic"), &cohort->task, &error));
  g_assert_nonnull (strstr (error->message, "column 5"));
  assert_refused ("lda", &cohort->task, RIM_STATISTICS_ERROR_DEPENDENT);
  assert_column_says_nothing ("elastic-net", &cohort->task, 4);
  assert_column_says_nothing ("random-forest", &cohort->task, 4);
  assert_column_says_nothing ("xgboost", &cohort->task, 4);
  assert_column_says_nothing ("svm", &cohort->task, 4);
  cohort->task.kind = RIM_OUTCOME_SURVIVAL;
  assert_refused ("cox", &cohort->task, RIM_STATISTICS_ERROR_DEPENDENT);
  assert_column_says_nothing ("elastic-net", &cohort->task, 4);
  assert_column_says_nothing ("xgboost", &cohort->task, 4);
}

/* Columns that tell the outcomes apart without a fault, and more columns than rows. */
static void
test_separated (void)
{
  g_autofree Cohort *cohort = g_new (Cohort, 1);
  guint n;
  const RimLearner *const *learners = rim_learners_get (&n);
  double parameters[RIM_MAX_PARAMETERS] = { 0.01 };
  g_autoptr(RimModel) ridge = NULL, ridge_cox = NULL;

  cohort_init (cohort, RIM_OUTCOME_BINARY);
  for (guint row = 0; row < N_ROWS; row++)
    cohort->labels[row] = cohort->cells[1][row] > 0.3;
  assert_refused ("logistic", &cohort->task, RIM_STATISTICS_ERROR_SEPARATED);
  ridge = rim_learners_find ("logistic")->fit (&cohort->task, parameters, 1, NULL, NULL);
  g_assert_nonnull (ridge);
  for (guint l = 1; l < n; l++)
    if ((learners[l]->kinds & 1 << RIM_OUTCOME_BINARY) != 0)
      {
        g_autoptr(RimModel) model = fit_new (learners[l], &cohort->task, NULL);

        g_assert_nonnull (model);
        assert_adds_up (model, cohort);
      }

  cohort_init (cohort, RIM_OUTCOME_BINARY);
  cohort->task.n = 5;
  assert_refused ("lda", &cohort->task, RIM_STATISTICS_ERROR_DEPENDENT);
  cohort_init (cohort, RIM_OUTCOME_SURVIVAL);
  for (guint i = 0; i < cohort->task.n; i++)
    cohort->values[cohort->rows[i]] = 20.0 - cohort->cells[1][cohort->rows[i]];
  assert_refused ("cox", &cohort->task, RIM_STATISTICS_ERROR_SEPARATED);
  ridge_cox = rim_learners_find ("cox")->fit (&cohort->task, parameters, 1, NULL, NULL);
  g_assert_nonnull (ridge_cox);
}

/* Weights: as if rows stood there as many times, and none as if they did not. */
static void
test_weights (void)
{
  static const char *const ids[] = { "logistic", "elastic-net", "lda" };
  g_autofree Cohort *cohort = g_new (Cohort, 1), *without = g_new (Cohort, 1);
  double values[N_COLUMNS];

  for (guint l = 0; l < G_N_ELEMENTS (ids); l++)
    {
      double parameters[RIM_MAX_PARAMETERS] = { 0.0 };
      g_autoptr(RimModel) model = NULL, other = NULL;

      parameters[1] = l == 1 ? 0.05 : 0.0;
      cohort_init (cohort, RIM_OUTCOME_BINARY);
      cohort_init (without, RIM_OUTCOME_BINARY);
      cohort->task.weights = cohort->weights;
      for (guint row = 0; row < N_ROWS; row++)
        cohort->weights[row] = 2.0;
      cohort->weights[cohort->rows[without->task.n - 1]] = 0.0;
      without->task.n--;
      model = rim_learners_find (ids[l])->fit (&cohort->task, parameters, 1, NULL, NULL);
      other = rim_learners_find (ids[l])->fit (&without->task, parameters, 1, NULL, NULL);
      for (gsize i = 0; i < without->task.n; i++)
        {
          cohort_get_row (cohort, i, values);
          g_assert_cmpfloat_with_epsilon (rim_model_predict (model, values), rim_model_predict (other, values), 1e-7);
        }
    }
  assert_refused ("svm", &(RimTask) { cohort->columns, N_COLUMNS, cohort->rows, 20, RIM_OUTCOME_BINARY, cohort->labels,
                                      NULL, cohort->values, NULL }, RIM_STATISTICS_ERROR_RANGE);
}

static void
test_cancelled (void)
{
  static const char *const ids[] = { "elastic-net", "random-forest", "xgboost", "svm" };
  g_autofree Cohort *cohort = g_new (Cohort, 1);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  double parameters[RIM_MAX_PARAMETERS];

  cohort_init (cohort, RIM_OUTCOME_BINARY);
  g_cancellable_cancel (cancellable);
  for (guint l = 0; l < G_N_ELEMENTS (ids); l++)
    {
      g_autoptr(GError) error = NULL;
      const RimLearner *learner = rim_learners_find (ids[l]);

      rim_learner_defaults (learner, parameters);
      g_assert_null (learner->fit (&cohort->task, parameters, 1, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

typedef struct
{
  const RimLearner *learner;
  const RimTask    *task;
  RimModel         *models[8];
} Crowd;

static void
fit_many (gsize    begin,
          gsize    end,
          gpointer data)
{
  Crowd *crowd = data;
  double parameters[RIM_MAX_PARAMETERS];

  rim_learner_defaults (crowd->learner, parameters);
  parameters[0] = g_str_equal (crowd->learner->id, "svm") ? 1.0 : 15.0;
  if (g_str_equal (crowd->learner->id, "xgboost"))
    parameters[4] = parameters[5] = 0.5;
  for (gsize i = begin; i < end; i++)
    crowd->models[i] = crowd->learner->fit (crowd->task, parameters, i, NULL, NULL);
}

/* Libraries that train at the same time do not disturb each other; seeds do something. */
static void
test_many_at_once (void)
{
  static const char *const ids[] = { "random-forest", "svm", "xgboost" };
  g_autofree Cohort *cohort = g_new (Cohort, 1);

  cohort_init (cohort, RIM_OUTCOME_BINARY);
  for (guint l = 0; l < G_N_ELEMENTS (ids); l++)
    {
      Crowd alone = { rim_learners_find (ids[l]), &cohort->task, { NULL } };
      Crowd crowd = alone;
      double values[N_COLUMNS];

      fit_many (0, 8, &alone);
      rim_parallel_set_n_threads (4);
      rim_parallel_for (8, 1, fit_many, &crowd);
      rim_parallel_set_n_threads (1);
      for (guint i = 0; i < 8; i++)
        assert_same_bits (alone.models[i], crowd.models[i], cohort);
      cohort_get_row (cohort, 3, values);
      if (l != 1)
        g_assert_cmpfloat (rim_model_predict (alone.models[0], values), !=, rim_model_predict (alone.models[1], values));
      for (guint i = 0; i < 8; i++)
        {
          rim_model_unref (alone.models[i]);
          rim_model_unref (crowd.models[i]);
        }
    }
}

/* What is not a model is refused with a word about it. */
static void
test_bad_json (void)
{
#define HEAD "\"learner\": \"logistic\", \"margin\": \"log-odds\", \"columns\": 2"
#define TREE HEAD ", \"form\": \"trees\", \"trees\": [{\"columns\": [0, -1, -1], "
  static const struct
  {
    const char *text;
    const char *says;
  } cases[] = {
    { "[]", "object" },
    { "{}", "form" },
    { "{\"form\": 3}", "form" },
    { "{\"form\": \"linear\"}", "learner" },
    { "{\"form\": \"cube\", " HEAD "}", "form" },
    { "{\"form\": \"linear\", \"learner\": \"nobody\"}", "learner" },
    { "{\"form\": \"linear\", \"learner\": \"ensemble\"}", "learner" },
    { "{\"form\": \"linear\", \"learner\": \"lda\", \"margin\": \"metres\"}", "margin" },
    { "{\"form\": \"linear\", \"learner\": \"lda\", \"margin\": \"number\", \"columns\": 1e9}", "columns" },
    { "{\"form\": \"linear\", " HEAD ", \"base\": \"0\"}", "base" },
    { "{\"form\": \"linear\", " HEAD ", \"base\": 0, \"coefficients\": [1]}", "coefficients" },
    { "{\"form\": \"linear\", " HEAD ", \"base\": 0, \"coefficients\": [1, 2], \"means\": [0, null]}", "means" },
    { "{" HEAD ", \"form\": \"trees\", \"trees\": []}", "trees" },
    { "{" HEAD ", \"form\": \"trees\", \"trees\": [{}]}", "columns" },
    { "{" HEAD ", \"form\": \"trees\", \"trees\": [3]}", "trees" },
    { "{" TREE "\"right\": [2, 0, 0], \"numbers\": [0, 1], \"covers\": [0, 1, 1]}]}", "numbers" },
    { "{" TREE "\"right\": [1, 0, 0], \"numbers\": [0, 1, 2], \"covers\": [0, 1, 1]}]}", "two parents" },
    { "{" TREE "\"right\": [0, 0, 0], \"numbers\": [0, 1, 2], \"covers\": [0, 1, 1]}]}", "two parents" },
    { "{" TREE "\"right\": [3, 0, 0], \"numbers\": [0, 1, 2], \"covers\": [0, 1, 1]}]}", "child" },
    { "{" TREE "\"right\": [-1, 0, 0], \"numbers\": [0, 1, 2], \"covers\": [0, 1, 1]}]}", "child" },
    { "{" TREE "\"right\": [2, 0, 0], \"numbers\": [0, 1, 2], \"covers\": [0, 1, -1]}]}", "weight" },
    { "{" HEAD ", \"form\": \"xgboost\", \"xgboost\": {\"learner\": {}}, \"shift\": 0}", "gradient_booster" },
    { "{" HEAD ", \"form\": \"radial\", \"vectors\": 1, \"gamma\": -1, \"intercept\": 0, \"means\": [0, 0], "
      "\"weights\": [1], \"values\": [0, 0]}", "gamma" },
    { "{\"form\": \"ensemble\", \"learner\": \"ensemble\", \"margin\": \"number\", \"columns\": 1, "
      "\"weights\": [1], \"models\": [{\"models\": []}]}", "ensemble" },
    { "{\"form\": \"ensemble\", \"learner\": \"ensemble\", \"margin\": \"number\", \"columns\": 1, "
      "\"weights\": [0], \"models\": [{}]}", "weights" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) node = json_from_string (cases[i].text, &error);

      g_assert_no_error (error);
      g_assert_null (rim_model_new_from_json (node, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      if (strstr (error->message, cases[i].says) == NULL)
        g_error ("%s: %s", cases[i].text, error->message);
    }
#undef HEAD
#undef TREE
}

/* A chain that leads deeper than any tree may be. */
static void
test_deep_tree (void)
{
  for (guint depth = RIM_TREE_MAX_DEPTH; depth <= RIM_TREE_MAX_DEPTH + 1; depth++)
    {
      const guint n = 2 * depth + 1;
      g_autofree guint32 *indices = g_new (guint32, 3 * n);
      g_autofree double *numbers = g_new0 (double, 2 * n);
      const RimTreeParts parts = { n, indices, indices + n, indices + 2 * n, numbers, numbers + n };
      g_auto(RimTree) tree = { 0 };
      g_autoptr(GError) error = NULL;

      for (guint i = 0; i < n; i++)
        {
          indices[i] = i % 2 == 1 || i + 1 == n ? RIM_TREE_LEAF : 0;
          indices[n + i] = i + 1;
          indices[2 * n + i] = i + 2;
          numbers[n + i] = 1.0;
        }
      g_assert_true (rim_tree_init (&tree, &parts, 1, &error) == (depth <= RIM_TREE_MAX_DEPTH));
      g_assert_true ((error == NULL) == (depth <= RIM_TREE_MAX_DEPTH));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learners/all", test_all);
  g_test_add_func ("/learners/ensemble", test_ensemble);
  g_test_add_func ("/learners/outcomes", test_bad_outcomes);
  g_test_add_func ("/learners/constant", test_constant);
  g_test_add_func ("/learners/separated", test_separated);
  g_test_add_func ("/learners/weights", test_weights);
  g_test_add_func ("/learners/cancelled", test_cancelled);
  g_test_add_func ("/learners/at-once", test_many_at_once);
  g_test_add_func ("/learners/json", test_bad_json);
  g_test_add_func ("/learners/deep", test_deep_tree);
  g_test_add_func ("/learners/shapley/tree", test_tree_shapley);
  g_test_add_func ("/learners/shapley/kernel", test_kernel_shapley);
  g_test_add_func ("/learners/shapley/wide", test_wide_kernel);

  return g_test_run ();
}
