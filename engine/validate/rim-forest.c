/* rim-forest.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-forest.h"

#include "statistics/rim-cox.h"
#include "statistics/rim-logistic.h"
#include "statistics/rim-statistics-error.h"
#include "validate/rim-validation-private.h"

/* Ratios of covariates: together or one by one. */
typedef struct
{
  const RimForestCovariate *covariates;
  guint                     n_covariates;
  const double             *times;           /* NULL where there are two classes */
  const guint8             *labels;
  gsize                     n;
} Problem;

typedef struct
{
  gsize            n;
  RimEstimate     *ratios;
  double          *p;
  RimSignificance *proportional;             /* NULL where there are two classes */
  char            *why;                      /* there are none */
} Fit;

static void
fit_clear (Fit *self)
{
  g_clear_pointer (&self->ratios, g_free);
  g_clear_pointer (&self->p, g_free);
  g_clear_pointer (&self->proportional, g_free);
  g_clear_pointer (&self->why, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fit, fit_clear)

/* Rows without a missing value among these covariates. */
static GArray *
list_complete (const Problem *problem,
               guint first,
               guint n)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gsize));

  for (gsize row = 0; row < problem->n; row++)
    {
      gboolean is_complete = TRUE;

      for (guint c = first; c < first + n; c++)
        is_complete = is_complete && isfinite (problem->covariates[c].values[row]);
      if (is_complete)
        g_array_append_val (rows, row);
    }

  return rows;
}

/* In standard deviations of these rows, where that is wanted. */
static void
fill_column (double                   *column,
             const RimForestCovariate *covariate,
             const GArray             *rows)
{
  double mean = 0.0, squares = 0.0;

  for (guint i = 0; i < rows->len; i++)
    {
      column[i] = covariate->values[g_array_index (rows, gsize, i)];
      mean += column[i] / rows->len;
    }
  for (guint i = 0; i < rows->len; i++)
    squares += (column[i] - mean) * (column[i] - mean);
  if (!covariate->is_scaled || !(squares > 0.0))
    return;

  for (guint i = 0; i < rows->len; i++)
    column[i] /= sqrt (squares / (rows->len - 1.0));
}

static gboolean
fit_cox (Fit           *self,
         const double  *columns,
         guint          n_columns,
         const double  *times,
         const guint8  *labels,
         GError       **error)
{
  const RimCoxData data = { columns, n_columns, self->n, times, labels, NULL };
  g_autoptr(RimCoxFit) fit = rim_cox_fit_new (&data, RIM_COX_TIES_EFRON, error);

  if (fit == NULL)
    return FALSE;

  for (guint c = 0; c < n_columns; c++)
    {
      self->ratios[c] = rim_cox_fit_get_hazard_ratio (fit, c);
      self->p[c] = rim_cox_fit_get_significance (fit, c).p;
    }
  self->proportional = g_new (RimSignificance, n_columns + 1);
  if (!rim_cox_fit_test_proportional (fit, &data, RIM_COX_TRANSFORM_KAPLAN_MEIER, self->proportional, NULL))
    for (guint c = 0; c <= n_columns; c++)
      self->proportional[c] = (RimSignificance) { NAN, NAN, NAN };

  return TRUE;
}

static gboolean
fit_logistic (Fit           *self,
              const double  *columns,
              guint          n_columns,
              const guint8  *labels,
              GError       **error)
{
  g_autoptr(RimLogisticFit) fit = rim_logistic_fit_new (columns, n_columns, self->n, labels, NULL, error);

  if (fit == NULL)
    return FALSE;

  for (guint c = 0; c < n_columns; c++)
    {
      const RimEstimate of = rim_logistic_fit_get_estimate (fit, c + 1);

      self->ratios[c] = (RimEstimate) { exp (of.value), exp (of.low), exp (of.high) };
      self->p[c] = rim_logistic_fit_get_significance (fit, c + 1).p;
    }

  return TRUE;
}

/* Of some covariates together. */
static void
fit_init (Fit           *self,
          const Problem *problem,
          guint          first,
          guint          n_columns)
{
  g_autoptr(GArray) rows = list_complete (problem, first, n_columns);
  const gsize n = rows->len;
  g_autofree double *columns = g_new (double, MAX (n * n_columns, 1)), *times = g_new (double, MAX (n, 1));
  g_autofree guint8 *labels = g_new (guint8, MAX (n, 1));
  g_autoptr(GError) error = NULL;
  gboolean is_fitted;

  *self = (Fit) { .n = n, .ratios = g_new (RimEstimate, n_columns), .p = g_new (double, n_columns) };
  for (guint c = 0; c < n_columns; c++)
    {
      self->ratios[c] = RIM_ESTIMATE_NONE;
      self->p[c] = NAN;
      fill_column (&columns[c * n], &problem->covariates[first + c], rows);
    }
  for (gsize i = 0; i < n; i++)
    {
      labels[i] = problem->labels[g_array_index (rows, gsize, i)] != 0;
      times[i] = problem->times != NULL ? problem->times[g_array_index (rows, gsize, i)] : 0.0;
    }

  is_fitted = problem->times != NULL ? fit_cox (self, columns, n_columns, times, labels, &error)
                                     : fit_logistic (self, columns, n_columns, labels, &error);
  if (!is_fitted)
    self->why = g_strdup (error->message);
}

static void
add_measures (RimValidation *self,
              const Problem *problem,
              const Fit     *fit,
              guint          first,
              guint          n,
              const char    *which)
{
  const char *ratio = problem->times != NULL ? "Hazard ratio" : "Odds ratio";

  for (guint c = 0; c < n; c++)
    {
      const RimForestCovariate *covariate = &problem->covariates[first + c];
      g_autofree char *id = g_strdup_printf ("%s/%s", which, covariate->name);
      g_autofree char *title = g_strdup_printf ("%s, %s: %s%s", ratio, which, covariate->name,
                                                covariate->is_scaled ? " (per SD)" : "");
      g_autofree char *proportional = NULL;

      if (fit->proportional != NULL)
        proportional = rim_validation_format_p (fit->proportional[c].p);
      rim_validation_add_measure (self, id, title, fit->ratios[c], fit->p[c],
                                  fit->why != NULL ? g_strdup (fit->why)
                                  : proportional != NULL
                                  ? g_strdup_printf ("%zu rows. 95%% interval: Wald. Proportional hazards: %s", fit->n,
                                                     proportional)
                                  : g_strdup_printf ("%zu rows. 95%% interval: Wald.", fit->n));
    }
}

/* "1.52 (1.10 to 2.10)  p = 0.012" */
static char *
format_row (const RimMeasure *measure)
{
  g_autofree char *ratio = NULL, *p = NULL;

  if (!isfinite (measure->estimate.value))
    return g_strdup ("–");

  ratio = rim_validation_format_interval (&measure->estimate, 2);
  p = rim_validation_format_p (measure->p);

  return g_strdup_printf ("%s   %s", ratio, p);
}

/* From the least to the greatest end, but no further than a hundredfold. */
static void
find_range (const RimMeasure *const *measures,
            guint                    n,
            double                  *low,
            double                  *high)
{
  *low = 0.5;
  *high = 2.0;
  for (guint i = 0; i < n; i++)
    if (isfinite (measures[i]->estimate.value))
      {
        *low = MAX (MIN (*low, measures[i]->estimate.low / 1.15), 0.01);
        *high = MIN (MAX (*high, measures[i]->estimate.high * 1.15), 100.0);
      }
}

static void
add_intervals (RimPlot                 *plot,
               const RimMeasure *const *measures,
               guint                    n)
{
  g_autofree double *x = g_new (double, n), *y = g_new (double, n), *low = g_new (double, n), *high = g_new (double, n);
  char **labels = g_new0 (char *, n);
  RimPlotSeries *series;

  for (guint i = 0; i < n; i++)
    {
      x[i] = measures[i]->estimate.value;
      low[i] = measures[i]->estimate.low;
      high[i] = measures[i]->estimate.high;
      y[i] = n - 1.0 - i;
      labels[i] = format_row (measures[i]);
    }
  series = rim_plot_add_series (plot, NULL, RIM_PLOT_INTERVALS, 0, x, y, n);
  rim_plot_series_set_widths (series, low, high);
  rim_plot_series_take_labels (series, labels);
}

static void
plot_forest (RimValidation *self,
             const Problem *problem,
             const char    *which,
             const char    *title)
{
  const guint n = problem->n_covariates;
  const char *ratio = problem->times != NULL ? "Hazard ratio (95% CI)" : "Odds ratio (95% CI)";
  const double ones[] = { 1.0, 1.0 }, ends[] = { -0.5, n - 0.5 };
  g_autofree const RimMeasure **measures = g_new (const RimMeasure *, n);
  g_autofree char *id = g_strdup_printf ("forest-%s", which);
  double low, high;
  RimPlot *plot;

  for (guint c = 0; c < n; c++)
    {
      g_autofree char *measure = g_strdup_printf ("%s/%s", which, problem->covariates[c].name);

      measures[c] = rim_validation_find (self, measure);
    }
  find_range (measures, n, &low, &high);
  plot = rim_plot_new (id, title);
  rim_plot_set_axes (plot, ratio, low, high, "", -0.5, n - 0.5);
  plot->x.is_logarithmic = TRUE;
  plot->y.labels = g_new0 (char *, n + 1);
  for (guint c = 0; c < n; c++)
    plot->y.labels[n - 1 - c] = g_strdup_printf ("%s%s", problem->covariates[c].name,
                                                 problem->covariates[c].is_scaled ? " (per SD)" : "");
  rim_plot_add_series (plot, NULL, RIM_PLOT_LINE, -1, ones, ends, 2);
  add_intervals (plot, measures, n);
  rim_validation_take_plot (self, plot);
}

/**
 * rim_forest_new:
 * @covariates: (array length=n_covariates): with names of their own
 * @n_covariates: how many, at least 1
 * @times: (nullable) (array length=n): of survival; %NULL for two classes
 * @labels: (array length=n): events, or classes
 * @n: how many rows
 * @is_synthetic: whether nobody of them lives
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Hazard ratios of Cox models with Efron's ties, or odds ratios of logistic models: of
 * each covariate by itself ("univariable/NAME") and of all together
 * ("multivariable/NAME"), of rows without a missing value, with tests of proportional
 * hazards in their notes, and two forest plots.
 *
 * Returns: (transfer full) (nullable): measures and plots
 */
RimValidation *
rim_forest_new (const RimForestCovariate  *covariates,
                guint                      n_covariates,
                const double              *times,
                const guint8              *labels,
                gsize                      n,
                gboolean                   is_synthetic,
                GError                   **error)
{
  const Problem problem = { covariates, n_covariates, times, labels, n };
  RimValidation *self;

  g_return_val_if_fail (n_covariates > 0, NULL);

  if (n < 2)
    {
      g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_TOO_FEW, "There are fewer than two rows");
      return NULL;
    }

  self = rim_validation_new_empty (is_synthetic);
  for (guint c = 0; c < n_covariates; c++)
    {
      g_auto(Fit) fit = { 0 };

      fit_init (&fit, &problem, c, 1);
      add_measures (self, &problem, &fit, c, 1, "univariable");
    }
  plot_forest (self, &problem, "univariable", "Each by itself");
  if (n_covariates > 1)
    {
      g_auto(Fit) fit = { 0 };

      fit_init (&fit, &problem, 0, n_covariates);
      add_measures (self, &problem, &fit, 0, n_covariates, "multivariable");
      plot_forest (self, &problem, "multivariable", "All together");
    }

  return self;
}
