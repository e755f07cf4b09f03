/* rim-validation-binary-plots.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-validation-private.h"

#include "plot/rim-plot-axis.h"
#include "statistics/rim-calibration.h"

#define N_BINS 10
#define N_BARS 40
#define N_SMOOTH 97

/* Bins of observed against predicted, with intervals. */
static void
add_bins (RimPlot              *plot,
          const RimCalibration *calibration)
{
  const guint n = calibration->n_bins;
  g_autofree double *x = g_new (double, n), *y = g_new (double, n), *low = g_new (double, n), *high = g_new (double, n);

  for (guint b = 0; b < n; b++)
    {
      x[b] = calibration->bins[b].predicted;
      y[b] = calibration->bins[b].observed.value;
      low[b] = calibration->bins[b].observed.low;
      high[b] = calibration->bins[b].observed.high;
    }
  rim_plot_series_set_heights (rim_plot_add_series (plot, "Tenths, 95% interval", RIM_PLOT_INTERVALS, 0, x, y, n),
                               low, high);
}

/* The logistic model of the logit of what was predicted, where there were predictions. */
static void
add_line (RimPlot                  *plot,
          const RimCalibrationLine *line,
          const RimSample          *sample)
{
  double low = 1.0, high = 0.0, x[N_SMOOTH], y[N_SMOOTH];

  for (gsize row = 0; row < sample->n; row++)
    {
      low = MIN (low, sample->probabilities[row]);
      high = MAX (high, sample->probabilities[row]);
    }
  for (guint i = 0; i < N_SMOOTH; i++)
    {
      x[i] = low + (high - low) * i / (double) (N_SMOOTH - 1);
      y[i] = 1.0 / (1.0 + exp (-(line->intercept.value + line->slope.value * log (x[i] / (1.0 - x[i])))));
    }
  rim_plot_add_series (plot, "Logistic recalibration", RIM_PLOT_LINE, 1, x, y, N_SMOOTH);
}

/* How many numbers are in each of @n equal bars from @low to @high. */
static void
count_bars (const double *numbers,
            const guint8 *labels,
            int           label,
            gsize         n_numbers,
            double        low,
            double        high,
            guint         n,
            double       *counts)
{
  for (guint i = 0; i < n; i++)
    counts[i] = 0.0;
  for (gsize row = 0; row < n_numbers; row++)
    if (label < 0 || labels[row] == label)
      counts[MIN ((guint) ((numbers[row] - low) / (high - low) * n), n - 1)] += 1.0;
}

static RimPlotSeries *
add_bars (RimPlot      *plot,
          const char   *title,
          RimPlotMark   mark,
          int           color,
          double        low,
          double        high,
          guint         n,
          const double *counts)
{
  g_autofree double *begins = g_new (double, n), *middles = g_new (double, n), *ends = g_new (double, n);
  RimPlotSeries *series;

  for (guint i = 0; i < n; i++)
    {
      begins[i] = low + (high - low) * i / n;
      ends[i] = low + (high - low) * (i + 1) / n;
      middles[i] = (begins[i] + ends[i]) / 2.0;
    }
  series = rim_plot_add_series (plot, title, mark, color, middles, counts, n);
  rim_plot_series_set_widths (series, begins, ends);

  return series;
}

static char *
explain_calibration (RimValidation *self)
{
  const RimMeasure *test = rim_validation_find (self, "hosmer_lemeshow");
  g_autofree char *intercept = rim_validation_format (rim_validation_find (self, "calibration_in_the_large"),
                                                      "Calibration in the large", 2);
  g_autofree char *slope = rim_validation_format (rim_validation_find (self, "calibration_slope"), "slope", 2);
  g_autofree char *brier = rim_validation_format (rim_validation_find (self, "brier"), "Brier score", 3);
  g_autofree char *p = rim_validation_format_p (test->p);

  return g_strdup_printf ("%s, %s. %s. Hosmer-Lemeshow %s.", intercept, slope, brier, p);
}

static void
take_calibration (RimValidation           *self,
                  const RimValidationRows *rows,
                  const RimSample         *sample)
{
  const double ends[] = { 0.0, 1.0 };
  double counts[N_BARS];
  g_autoptr(RimCalibration) calibration = NULL;
  RimCalibrationLine line;
  RimPlot *plot;

  if (sample->probabilities != NULL)
    calibration = rim_calibration_new (sample->probabilities, sample->labels, sample->n, N_BINS, NULL);
  if (calibration == NULL)
    return;

  plot = rim_plot_new ("calibration", "Calibration");
  rim_plot_set_axes (plot, "Predicted probability", 0.0, 1.0, "Observed proportion of class 1", 0.0, 1.0);
  plot->is_square = TRUE;
  count_bars (sample->probabilities, NULL, -1, sample->n, 0.0, 1.0, N_BARS, counts);
  add_bars (plot, "Predictions", RIM_PLOT_HISTOGRAM, -1, 0.0, 1.0, N_BARS, counts);
  rim_plot_add_series (plot, "Ideal", RIM_PLOT_LINE, -1, ends, ends, 2);
  if (rim_calibration_line_init (&line, sample->probabilities, sample->labels, sample->n, NULL))
    add_line (plot, &line, sample);
  add_bins (plot, calibration);
  rim_plot_take_note (plot, explain_calibration (self));
  rim_validation_take_plot (self, plot);
}

static void
take_confusion (RimValidation           *self,
                const RimValidationRows *rows,
                const RimSample         *sample)
{
  static const char *const predicted[] = { "Low", "High", NULL }, *const observed[] = { "Class 0", "Class 1", NULL };
  const double x[] = { 0.0, 1.0, 0.0, 1.0 }, y[] = { 1.0, 1.0, 0.0, 0.0 };
  RimConfusion confusion;
  gsize counts[4];
  double parts[4];
  g_autofree char **labels = NULL;
  RimPlotSeries *series;
  RimPlot *plot;

  if (sample->is_high == NULL)
    return;

  rim_validation_confuse (sample, &confusion);
  counts[0] = confusion.false_negative;
  counts[1] = confusion.true_positive;
  counts[2] = confusion.true_negative;
  counts[3] = confusion.false_positive;
  labels = g_new0 (char *, 4);
  for (guint i = 0; i < 4; i++)
    {
      const gsize n = counts[i] + counts[i ^ 1];

      parts[i] = n > 0 ? (double) counts[i] / (double) n : 0.0;
      labels[i] = g_strdup_printf ("%zu\n%.0f %%", counts[i], 100.0 * parts[i]);
    }

  plot = rim_plot_new ("confusion", "Confusion matrix");
  rim_plot_set_axes (plot, "Side of the cut-off of training", -0.5, 1.5, "Observed", -0.5, 1.5);
  plot->is_square = TRUE;
  plot->x.labels = g_strdupv ((char **) predicted);
  plot->y.labels = g_strdupv ((char **) observed);
  series = rim_plot_add_series (plot, NULL, RIM_PLOT_CELLS, 0, x, y, 4);
  rim_plot_series_set_heights (series, parts, NULL);
  rim_plot_series_take_labels (series, g_steal_pointer (&labels));
  rim_plot_take_note (plot, g_strdup_printf ("Rows, and their part of the observed class%s.", rows->n_repeats > 1
                                             ? "; a row is high if it is so in most repeats" : ""));
  rim_validation_take_plot (self, plot);
}

static void
take_scores (RimValidation           *self,
             const RimValidationRows *rows,
             const RimSample         *sample)
{
  static const char *const titles[] = { "Class 0", "Class 1" };
  const guint n = (guint) CLAMP (sqrt ((double) sample->n) * 1.5, 8.0, N_BARS);
  double low = INFINITY, high = -INFINITY, highest = 1.0, counts[2][N_BARS];
  RimPlot *plot;

  for (gsize row = 0; row < sample->n; row++)
    {
      low = MIN (low, sample->margins[row]);
      high = MAX (high, sample->margins[row]);
    }
  if (!(low < high))
    return;

  for (int label = 0; label < 2; label++)
    {
      count_bars (sample->margins, sample->labels, label, sample->n, low, high, n, counts[label]);
      for (guint i = 0; i < n; i++)
        highest = MAX (highest, counts[label][i]);
    }
  plot = rim_plot_new ("scores", "Scores by class");
  rim_plot_set_axes (plot, "Score (margin)", low - (high - low) * 0.04, high + (high - low) * 0.04, "Rows", 0.0,
                     highest * 1.15);
  for (int label = 0; label < 2; label++)
    add_bars (plot, titles[label], RIM_PLOT_BARS, label == 0 ? 0 : 1, low, high, n, counts[label]);
  rim_validation_take_plot (self, plot);
}

void
rim_validation_plot_binary (RimValidation           *self,
                            const RimValidationRows *rows,
                            const RimSample         *average)
{
  rim_validation_plot_curves (self, rows, average);
  take_calibration (self, rows, average);
  take_confusion (self, rows, average);
  take_scores (self, rows, average);
}
