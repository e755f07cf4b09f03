/* rim-validation-number.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-validation-private.h"

#include "plot/rim-plot-axis.h"
#include "statistics/rim-correlation.h"
#include "statistics/rim-icc.h"
#include "statistics/rim-prediction-error.h"

typedef enum
{
  R2,
  MEAN_ABSOLUTE,
  ROOT_MEAN_SQUARE,
  BIAS,
  PEARSON,
  SPEARMAN,
  AGREEMENT,
  N_MEASURES,
} Measure;

static const RimMeasureKind kinds[N_MEASURES] = {
  [R2] = { "r2", "Explained variance R²", NULL },
  [MEAN_ABSOLUTE] = { "mae", "Mean absolute error", NULL },
  [ROOT_MEAN_SQUARE] = { "rmse", "Root mean squared error", NULL },
  [BIAS] = { "bias", "Mean of predicted less observed", NULL },
  [PEARSON] = { "pearson", "Pearson’s correlation", "Fisher’s transformation" },
  [SPEARMAN] = { "spearman", "Spearman’s correlation", "Fisher’s transformation" },
  [AGREEMENT] = { "icc", "Agreement ICC(2,1) of predicted and observed", "McGraw and Wong" },
};

static void
explain (char         **notes,
         Measure        first,
         Measure        last,
         const GError  *error)
{
  rim_validation_explain (notes, first, last, error != NULL ? error->message : "All rows are the same");
}

static void
measure_errors (const RimSample  *sample,
                RimEstimate      *found,
                char            **notes)
{
  g_autoptr(GError) error = NULL;
  RimPredictionError of;

  if (!rim_prediction_error_init (&of, sample->margins, sample->values, sample->n, &error))
    {
      explain (notes, R2, BIAS, error);
      return;
    }

  found[R2].value = of.r2;
  found[MEAN_ABSOLUTE].value = of.mean_absolute;
  found[ROOT_MEAN_SQUARE].value = of.root_mean_square;
  found[BIAS].value = of.bias;
}

static void
measure_correlation (const RimSample  *sample,
                     RimEstimate      *found,
                     char            **notes)
{
  g_autoptr(GError) error = NULL;
  RimCorrelation of;

  if (rim_correlation_init_pearson (&of, sample->margins, sample->values, sample->n, &error))
    found[PEARSON] = of.r;
  if (error == NULL && rim_correlation_init_spearman (&of, sample->margins, sample->values, sample->n, &error))
    found[SPEARMAN] = of.r;
  explain (notes, PEARSON, SPEARMAN, error);
}

static void
measure_agreement (const RimSample  *sample,
                   RimEstimate      *found,
                   char            **notes)
{
  g_autoptr(GError) error = NULL;
  g_autofree double *pairs = g_new (double, 2 * MAX (sample->n, 1));
  RimIcc icc;

  for (gsize row = 0; row < sample->n; row++)
    {
      pairs[2 * row] = sample->margins[row];
      pairs[2 * row + 1] = sample->values[row];
    }

  if (rim_icc_init (&icc, pairs, sample->n, 2, &error))
    found[AGREEMENT] = icc.icc_2_1;
  explain (notes, AGREEMENT, AGREEMENT, error);
}

static void
measure (const RimSample  *sample,
         RimEstimate      *found,
         char            **notes)
{
  for (guint m = 0; m < N_MEASURES; m++)
    found[m] = RIM_ESTIMATE_NONE;

  measure_errors (sample, found, notes);
  measure_correlation (sample, found, notes);
  measure_agreement (sample, found, notes);
}

static void
measure_cb (const RimSample  *sample,
            double           *values,
            char            **notes,
            gpointer          data)
{
  RimEstimate found[N_MEASURES];

  measure (sample, found, notes);
  for (guint m = 0; m < N_MEASURES; m++)
    values[m] = found[m].value;
}

/* Formulas hold where rows are independent. */
static void
take_formulas (const RimValidationRows *rows,
               const RimSample         *sample,
               RimEstimate             *estimates)
{
  RimEstimate found[N_MEASURES];

  if (!rows->is_simple)
    return;

  measure (sample, found, NULL);
  for (guint m = 0; m < N_MEASURES; m++)
    if (kinds[m].formula != NULL)
      estimates[m] = found[m];
}

/* What was observed against what was predicted. */
static void
take_scatter (RimValidation           *self,
              const RimValidationRows *rows,
              const RimSample         *average)
{
  RimPlotAxis axis = { .low = INFINITY, .high = -INFINITY };
  g_autofree char *r2 = rim_validation_format (rim_validation_find (self, "r2"), "R²", 2);
  g_autofree char *mae = rim_validation_format (rim_validation_find (self, "mae"), "mean absolute error", 3);
  RimPlot *plot;
  double ends[2];

  for (gsize row = 0; row < average->n; row++)
    {
      axis.low = MIN (axis.low, MIN (average->margins[row], average->values[row]));
      axis.high = MAX (axis.high, MAX (average->margins[row], average->values[row]));
    }
  if (!(axis.low < axis.high))
    return;

  rim_plot_axis_widen (&axis);
  plot = rim_plot_new ("predictions", "Predicted and observed");
  rim_plot_set_axes (plot, "Predicted", axis.low, axis.high, "Observed", axis.low, axis.high);
  plot->is_square = TRUE;
  ends[0] = axis.low;
  ends[1] = axis.high;
  rim_plot_add_series (plot, "Ideal", RIM_PLOT_LINE, -1, ends, ends, 2);
  rim_plot_add_series (plot, "Rows", RIM_PLOT_POINTS, 0, average->margins, average->values, average->n);
  rim_plot_take_note (plot, g_strdup_printf ("%s, %s.", r2, mae));
  rim_validation_take_plot (self, plot);
}

void
rim_validation_measure_number (RimValidation           *self,
                               const RimValidationRows *rows)
{
  g_auto(RimSample) average = { 0 };
  RimEstimate estimates[N_MEASURES];
  char *notes[N_MEASURES] = { NULL };

  rim_validation_rows_average (rows, &average);
  rim_validation_count (self, rows, &average, NULL, NULL);
  rim_validation_rows_estimate (rows, measure_cb, NULL, N_MEASURES, estimates, notes);
  take_formulas (rows, &average, estimates);
  rim_validation_add_estimates (self, rows, kinds, N_MEASURES, estimates, notes);
  take_scatter (self, rows, &average);
}
