/* rim-select-net.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-selectors-private.h"

#include <math.h>

#include "learn/rim-elastic-net-cv.h"
#include "learn/rim-task-data-private.h"
#include "statistics/rim-order.h"
#include "statistics/rim-statistics-error.h"

/* As in glmnet: coefficients need no more digits to be 0 or not. */
#define THRESHOLD 1e-7

enum { ONE_ERROR, FOLDS, MEASURE, MOST, ALPHA };

static RimElasticNetMeasure
get_measure (RimOutcomeKind kind,
             gboolean       by_rank)
{
  if (!by_rank || kind == RIM_OUTCOME_NUMBER)
    return RIM_ELASTIC_NET_MEASURE_DEVIANCE;

  return kind == RIM_OUTCOME_BINARY ? RIM_ELASTIC_NET_MEASURE_AUC : RIM_ELASTIC_NET_MEASURE_CONCORDANCE;
}

/* Of more than there may be, those with the largest coefficients of standardised columns. */
static void
keep_largest (RimSelection            *self,
              const RimElasticNetStep *step,
              guint                    most)
{
  g_autofree gboolean *kept = g_new0 (gboolean, self->n_live);
  g_autofree double *sizes = g_new (double, MAX (step->n_nonzero, 1));
  g_autofree guint32 *order = g_new (guint32, MAX (step->n_nonzero, 1));

  for (guint i = 0; i < step->n_nonzero; i++)
    {
      const double *values = self->live[step->columns[i]]->scaled;
      double mean = 0.0, squares = 0.0;

      for (gsize row = 0; row < self->n; row++)
        mean += values[row] / (double) self->n;
      for (gsize row = 0; row < self->n; row++)
        squares += (values[row] - mean) * (values[row] - mean);
      sizes[i] = -fabs (step->coefficients[i]) * sqrt (squares);
    }
  rim_order_init (order, sizes, step->n_nonzero);
  for (guint i = 0; i < step->n_nonzero && (most == 0 || i < most); i++)
    kept[step->columns[order[i]]] = TRUE;
  rim_selection_keep (self, kept);
}

static gboolean
keep_nonzero (RimSelection  *self,
              const double  *values,
              double         alpha,
              GError       **error)
{
  RimElasticNetSettings settings = RIM_ELASTIC_NET_SETTINGS (rim_task_data_get_family (self->kind));
  const RimElasticNetMeasure measure = get_measure (self->kind, values[MEASURE] > 0.0);
  const gboolean by_rank = measure != RIM_ELASTIC_NET_MEASURE_DEVIANCE;
  guint n_folds = (guint) values[FOLDS];
  g_autofree guint32 *folds = rim_selection_draw_folds (self, &n_folds, "lasso", error);
  g_autofree double *packed = NULL;
  g_autoptr(RimElasticNetCv) cv = NULL;
  RimElasticNetData data = { NULL, self->n_live, self->n, self->values, self->labels, NULL, NULL };

  if (folds == NULL)
    return FALSE;

  data.columns = packed = rim_selection_pack (self);
  data.weights = by_rank ? NULL : self->weights;
  settings.alpha = alpha;
  settings.threshold = THRESHOLD;
  settings.cancellable = self->cancellable;
  cv = rim_elastic_net_cv_new (&data, &settings, folds, n_folds, measure, error);
  if (cv == NULL)
    return FALSE;

  keep_largest (self, &cv->fit->steps[values[ONE_ERROR] > 0.0 ? cv->one_error : cv->best], (guint) values[MOST]);

  return TRUE;
}

static gboolean
run_lasso (RimSelection  *self,
           const double  *values,
           GError       **error)
{
  return keep_nonzero (self, values, 1.0, error);
}

static gboolean
run_elastic_net (RimSelection  *self,
                 const double  *values,
                 GError       **error)
{
  return keep_nonzero (self, values, values[ALPHA], error);
}

static const RimParameter parameters[] = {
  { "one-error", "Strongest penalty within one standard error", 0.0, 0.0, 1.0, TRUE },
  { "folds", "Folds that choose the penalty", 10.0, 2.0, 1000.0, TRUE },
  { "rank", "By AUC or Harrell's C instead of deviance", 0.0, 0.0, 1.0, TRUE },
  { "most", "At most so many (0 for any number)", 0.0, 0.0, 1e6, TRUE },
  { "alpha", "Part of the LASSO in the penalty", 0.5, 0.01, 1.0, FALSE },
};

const RimSelector rim_selector_lasso = {
  "lasso", "LASSO", RIM_KIND_ANY, parameters, ALPHA, run_lasso,
};

const RimSelector rim_selector_elastic_net = {
  "elastic-net", "Elastic net", RIM_KIND_ANY, parameters, G_N_ELEMENTS (parameters), run_elastic_net,
};
