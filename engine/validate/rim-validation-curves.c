/* rim-validation-curves.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-validation-private.h"

#include "statistics/rim-decision-curve.h"
#include "statistics/rim-roc.h"

/* From 0 to 1. */
#define N_GRID 101

/* Probabilities from which on one would treat; 1 has no odds. */
#define N_THRESHOLDS 99

/* One value of each curve after the other. */
enum
{
  SENSITIVITIES = 0,
  PRECISIONS = SENSITIVITIES + N_GRID,
  BENEFITS = PRECISIONS + N_GRID,
  BENEFITS_OF_ALL = BENEFITS + N_THRESHOLDS,
  N_VALUES = BENEFITS_OF_ALL + N_THRESHOLDS,
};

static double
get_threshold (guint i)
{
  return (i + 1) / (double) (N_THRESHOLDS + 1);
}

/* Along the lines between the points of a curve, the upper one where it rises. */
static void
find_sensitivities (const RimRoc *roc,
                    double       *values)
{
  gsize point = 0;

  for (guint i = 0; i < N_GRID; i++)
    {
      const double x = i / (double) (N_GRID - 1);
      double left, right;

      while (point + 1 < roc->n_points && 1.0 - rim_roc_get_specificity (roc, point + 1) <= x)
        point++;
      values[i] = rim_roc_get_sensitivity (roc, point);
      if (point + 1 == roc->n_points)
        continue;

      left = 1.0 - rim_roc_get_specificity (roc, point);
      right = 1.0 - rim_roc_get_specificity (roc, point + 1);
      values[i] += (rim_roc_get_sensitivity (roc, point + 1) - values[i]) * (x - left) / (right - left);
    }
}

/* Of as few rows as have that part of the positive class. */
static void
find_precisions (const RimRoc *roc,
                 double       *values)
{
  gsize point = 1;

  for (guint i = 0; i < N_GRID; i++)
    {
      while (point + 1 < roc->n_points && rim_roc_get_sensitivity (roc, point) < i / (double) (N_GRID - 1))
        point++;
      values[i] = rim_roc_get_precision (roc, point);
    }
}

static void
find_benefits (const RimSample *sample,
               double          *values)
{
  RimDecisionPoint points[N_THRESHOLDS];

  for (guint i = 0; i < N_THRESHOLDS; i++)
    points[i].threshold = get_threshold (i);
  if (!rim_decision_curve_find (points, N_THRESHOLDS, sample->probabilities, sample->labels, sample->n, NULL))
    return;

  for (guint i = 0; i < N_THRESHOLDS; i++)
    {
      values[BENEFITS + i] = points[i].model;
      values[BENEFITS_OF_ALL + i] = points[i].all;
    }
}

static void
find_curves_cb (const RimSample  *sample,
                double           *values,
                char            **notes,
                gpointer          data)
{
  g_autoptr(RimRoc) roc = rim_roc_new (sample->margins, sample->labels, sample->n, NULL);

  if (roc == NULL)
    return;

  find_sensitivities (roc, &values[SENSITIVITIES]);
  find_precisions (roc, &values[PRECISIONS]);
  if (sample->probabilities != NULL)
    find_benefits (sample, values);
}

/* A band of intervals and the curve within it. */
static void
add_curve (RimPlot           *plot,
           const char        *title,
           const double      *x,
           const RimEstimate *estimates,
           guint              n)
{
  g_autofree double *low = g_new (double, n), *high = g_new (double, n), *values = g_new (double, n);

  for (guint i = 0; i < n; i++)
    {
      low[i] = estimates[i].low;
      high[i] = estimates[i].high;
      values[i] = estimates[i].value;
    }
  if (isfinite (low[n / 2]))
    rim_plot_series_set_heights (rim_plot_add_series (plot, "95% interval", RIM_PLOT_BAND, 0, x, high, n), low, NULL);
  rim_plot_add_series (plot, title, RIM_PLOT_LINE, 0, x, values, n);
}

/* Exact where there is one curve. Each precision holds from the recall before it, so that
 * the area below is the average precision.
 */
static void
replace_curve (RimPlot         *plot,
               const RimSample *sample,
               gboolean         is_precision)
{
  g_autoptr(RimRoc) roc = rim_roc_new (sample->margins, sample->labels, sample->n, NULL);
  const gsize n_points = roc != NULL ? roc->n_points : 0;
  g_autofree double *x = g_new (double, 2 * n_points + 1), *y = g_new (double, 2 * n_points + 1);
  const RimPlotSeries *series = g_ptr_array_index (plot->series, plot->series->len - 1);
  g_autofree char *title = g_strdup (series->title);
  const int color = series->color;
  gsize n = 0;

  for (gsize i = is_precision ? 1 : 0; i < n_points; i++)
    if (is_precision)
      {
        x[n] = rim_roc_get_sensitivity (roc, i - 1);
        x[n + 1] = rim_roc_get_sensitivity (roc, i);
        y[n] = y[n + 1] = rim_roc_get_precision (roc, i);
        n += 2;
      }
    else
      {
        x[n] = 1.0 - rim_roc_get_specificity (roc, i);
        y[n++] = rim_roc_get_sensitivity (roc, i);
      }

  g_ptr_array_remove_index (plot->series, plot->series->len - 1);
  rim_plot_add_series (plot, title, RIM_PLOT_LINE, color, x, y, n);
}

/* Adds the exact curve of rows, if they have both classes. */
void
rim_validation_add_roc (RimPlot         *plot,
                        const char      *title,
                        int              color,
                        const RimSample *sample)
{
  rim_plot_add_series (plot, title, RIM_PLOT_LINE, color, NULL, NULL, 0);
  replace_curve (plot, sample, FALSE);
}

static const char *
get_name (const RimValidationRows *rows)
{
  return rows->n_repeats > 1 ? "Mean of repeats" : "Signature";
}

static void
take_roc (RimValidation           *self,
          const RimValidationRows *rows,
          const RimSample         *average,
          const double            *grid,
          const RimEstimate       *values)
{
  const double ends[] = { 0.0, 1.0 };
  const RimMeasure *sensitivity = rim_validation_find (self, "sensitivity");
  const RimMeasure *specificity = rim_validation_find (self, "specificity");
  RimPlot *plot = rim_plot_new ("roc", "ROC curve");

  rim_plot_set_axes (plot, "1 − specificity", 0.0, 1.0, "Sensitivity", 0.0, 1.0);
  plot->is_square = TRUE;
  rim_plot_add_series (plot, "Chance", RIM_PLOT_LINE, -1, ends, ends, 2);
  add_curve (plot, get_name (rows), grid, values, N_GRID);
  if (rows->n_repeats == 1)
    replace_curve (plot, average, FALSE);
  if (isfinite (sensitivity->estimate.value) && isfinite (specificity->estimate.value))
    {
      const double x = 1.0 - specificity->estimate.value;

      rim_plot_add_series (plot, "Cut-off of training", RIM_PLOT_POINTS, 1, &x, &sensitivity->estimate.value, 1);
    }
  rim_plot_take_note (plot, rim_validation_format (rim_validation_find (self, "auc"), "AUC", 2));
  rim_validation_take_plot (self, plot);
}

static void
take_precision (RimValidation           *self,
                const RimValidationRows *rows,
                const RimSample         *average,
                const double            *grid,
                const RimEstimate       *values)
{
  const double prevalence = rim_validation_find (self, "n_positive")->estimate.value / (double) average->n;
  const double ends[] = { 0.0, 1.0 }, chance[] = { prevalence, prevalence };
  RimPlot *plot = rim_plot_new ("precision-recall", "Precision and recall");

  rim_plot_set_axes (plot, "Recall (sensitivity)", 0.0, 1.0, "Precision (PPV)", 0.0, 1.0);
  plot->is_square = TRUE;
  rim_plot_add_series (plot, "Prevalence", RIM_PLOT_LINE, -1, ends, chance, 2);
  add_curve (plot, get_name (rows), grid, values, N_GRID);
  if (rows->n_repeats == 1)
    replace_curve (plot, average, TRUE);
  rim_plot_take_note (plot, rim_validation_format (rim_validation_find (self, "average_precision"),
                                                   "Average precision", 2));
  rim_validation_take_plot (self, plot);
}

static void
take_benefit (RimValidation           *self,
              const RimValidationRows *rows,
              const RimEstimate       *values)
{
  const RimEstimate *model = &values[BENEFITS], *all = &values[BENEFITS_OF_ALL];
  const double ends[] = { 0.0, 1.0 }, none[] = { 0.0, 0.0 };
  double thresholds[N_THRESHOLDS], benefits[N_THRESHOLDS];
  double highest = all[0].value;
  RimPlot *plot;

  if (!isfinite (model[0].value))
    return;

  for (guint i = 0; i < N_THRESHOLDS; i++)
    {
      thresholds[i] = get_threshold (i);
      benefits[i] = all[i].value;
      highest = fmax (highest, fmax (model[i].value, model[i].high));
    }

  plot = rim_plot_new ("decision-curve", "Decision curve");
  rim_plot_set_axes (plot, "Threshold probability", 0.0, 1.0, "Net benefit", -0.25 * highest, 1.1 * highest);
  rim_plot_add_series (plot, "Treat none", RIM_PLOT_LINE, -1, ends, none, 2);
  rim_plot_add_series (plot, "Treat all", RIM_PLOT_LINE, 1, thresholds, benefits, N_THRESHOLDS);
  add_curve (plot, get_name (rows), thresholds, model, N_THRESHOLDS);
  rim_validation_take_plot (self, plot);
}

/* Curves over all cut-offs, with bands where there is a bootstrap. */
void
rim_validation_plot_curves (RimValidation           *self,
                            const RimValidationRows *rows,
                            const RimSample         *average)
{
  g_autofree RimEstimate *values = g_new (RimEstimate, N_VALUES);
  double grid[N_GRID];

  for (guint i = 0; i < N_GRID; i++)
    grid[i] = i / (double) (N_GRID - 1);
  rim_validation_rows_estimate (rows, find_curves_cb, NULL, N_VALUES, values, NULL);
  if (!isfinite (values[0].value))
    return;

  take_roc (self, rows, average, grid, &values[SENSITIVITIES]);
  take_precision (self, rows, average, grid, &values[PRECISIONS]);
  take_benefit (self, rows, values);
}
