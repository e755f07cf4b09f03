/* rim-svm-learner.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <libsvm/svm.h>
#include <pthread.h>

#include "learn/rim-kernel-model-private.h"
#include "learn/rim-learner-private.h"
#include "learn/rim-linear-model-private.h"
#include "learn/rim-task-data-private.h"
#include "statistics/rim-statistics-error.h"

#define CACHE_MB 32.0
#define TOLERANCE 1e-8

enum
{
  COST,
  KERNEL,
  KERNEL_GAMMA,
};

static const RimParameter parameters_of_svm[] = {
  { "cost", "Cost C of rows within the margin", 1.0, 1e-4, 1e4, FALSE },
  { "kernel", "Kernel: 0 is linear, 1 is radial", 1.0, 0.0, 1.0, TRUE },
  { "gamma", "Radial kernel: γ; 0 for 1 / number of columns", 0.0, 0.0, 1e3, FALSE },
};

/* Rows as the library takes them. */
typedef struct
{
  struct svm_problem problem;
  struct svm_node   *nodes;        /* n × (p + 1) */
} Problem;

static void
problem_clear (Problem *self)
{
  g_free (self->problem.x);
  g_free (self->problem.y);
  g_free (self->nodes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Problem, problem_clear)

static void
problem_init (Problem           *self,
              const RimTaskData *data)
{
  const gsize width = data->p + 1;

  self->problem = (struct svm_problem) { (int) data->n, g_new (double, data->n), g_new (struct svm_node *, data->n) };
  self->nodes = g_new (struct svm_node, data->n * width);
  for (gsize i = 0; i < data->n; i++)
    {
      self->problem.x[i] = self->nodes + i * width;
      self->problem.y[i] = data->labels[i] != 0 ? 1.0 : -1.0;
      for (guint c = 0; c < data->p; c++)
        self->problem.x[i][c] = (struct svm_node) { (int) c + 1, data->columns[c * data->n + i] };
      self->problem.x[i][data->p].index = -1;
    }
}

static void
say_nothing (const char *text G_GNUC_UNUSED)
{
}

static void
silence (void)
{
  svm_set_print_string_function (say_nothing);
}

/* The library weighs classes, not rows. */
static gboolean
find_weights (const RimTaskData  *data,
              double             *weights,
              GError            **error)
{
  weights[0] = weights[1] = 0.0;
  for (gsize i = 0; i < data->n; i++)
    {
      const double weight = data->weights != NULL ? data->weights[i] : 1.0;

      if (weights[data->labels[i]] != 0.0 && weights[data->labels[i]] != weight)
        {
          g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE,
                               "No model: rows of one class have several weights, which support vectors do not take");
          return FALSE;
        }
      weights[data->labels[i]] = weight;
    }

  return TRUE;
}

static RimModel *
make_linear (const struct svm_model *found,
             const RimTaskData      *data,
             double                  sign)
{
  g_autofree double *coefficients = g_new0 (double, data->p);
  double base = -sign * found->rho[0];

  for (int v = 0; v < found->l; v++)
    for (guint c = 0; c < data->p; c++)
      coefficients[c] += sign * found->sv_coef[0][v] * found->SV[v][c].value;
  for (guint c = 0; c < data->p; c++)
    base += coefficients[c] * data->means[c];

  return rim_linear_model_new ("svm", RIM_MARGIN_DECISION, data->p, base, coefficients, data->means);
}

static RimModel *
make_radial (const struct svm_model *found,
             const RimTaskData      *data,
             double                  sign)
{
  const gsize n = (gsize) found->l;
  g_autofree double *weights = g_new (double, MAX (n, 1));
  g_autofree double *vectors = g_new (double, MAX (n * data->p, 1));

  for (gsize v = 0; v < n; v++)
    {
      weights[v] = sign * found->sv_coef[0][v];
      for (guint c = 0; c < data->p; c++)
        vectors[v * data->p + c] = found->SV[v][c].value;
    }

  return rim_kernel_model_new (data->p, (guint) n, found->param.gamma, -sign * found->rho[0], data->means, weights,
                               vectors);
}

static struct svm_parameter
get_settings (const double *parameters,
              guint         n_columns,
              int          *labels,
              double       *weights)
{
  return (struct svm_parameter) {
           .svm_type = C_SVC,
           .kernel_type = parameters[KERNEL] > 0.0 ? RBF : LINEAR,
           .gamma = parameters[KERNEL_GAMMA] > 0.0 ? parameters[KERNEL_GAMMA] : 1.0 / n_columns,
           .cache_size = CACHE_MB,
           .eps = TOLERANCE,
           .C = parameters[COST],
           .nr_weight = 2,
           .weight_label = labels,
           .weight = weights,
           .shrinking = 1,
  };
}

/* Support vectors (C-SVC) by libsvm; what it draws at random, for probabilities alone, is
 * not used. A column that is constant gets nothing.
 */
static RimModel *
fit_svm (const RimTask  *task,
         const double   *parameters,
         guint64 seed    G_GNUC_UNUSED,
         GCancellable   *cancellable,
         GError        **error)
{
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  int labels[] = { -1, 1 };
  double weights[2];
  g_auto(RimTaskData) data = { 0 };
  g_auto(Problem) problem = { 0 };
  struct svm_parameter settings;
  struct svm_model *found;
  RimModel *model;

  if (!rim_task_data_init (&data, task, error) || !find_weights (&data, weights, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  pthread_once (&once, silence);
  problem_init (&problem, &data);
  settings = get_settings (parameters, data.p, labels, weights);
  found = svm_train (&problem.problem, &settings);
  model = (settings.kernel_type == LINEAR ? make_linear : make_radial)(found, &data, found->label[0] == 1 ? 1.0 : -1.0);
  svm_free_and_destroy_model (&found);

  return model;
}

const RimLearner rim_learner_svm = {
  "svm", "Support vector machine (libsvm)", 1 << RIM_OUTCOME_BINARY,
    parameters_of_svm, G_N_ELEMENTS (parameters_of_svm), fit_svm,
};
