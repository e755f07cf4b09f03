/* rim-learn-plots.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-learn-plots.h"

#include <math.h>
#include <stdlib.h>

#include "plot/rim-plot-axis.h"
#include "statistics/rim-correlation.h"

/* Coefficients that have a colour and a name; there are no more colours. */
#define N_NAMED 6

typedef struct
{
  guint32 column;
  double  size;
} Weight;

static int
compare_weights (gconstpointer a,
                 gconstpointer b)
{
  const Weight *x = a, *y = b;

  if (x->size != y->size)
    return x->size < y->size ? 1 : -1;

  return (x->column > y->column) - (x->column < y->column);
}

static RimPlot *
new_plot (const char *id,
          const char *title)
{
  RimPlot *plot = rim_plot_new (id, title);

  rim_plot_take_footer (plot, g_strdup (RIM_PLOT_RESEARCH));

  return plot;
}

static double
find_coefficient (const RimElasticNetStep *step,
                  guint32                  column)
{
  for (guint i = 0; i < step->n_nonzero; i++)
    if (step->columns[i] == column)
      return step->coefficients[i];

  return 0.0;
}

/* Columns that are ever in, those with the largest coefficients at a step first. */
static GArray *
list_columns (const RimElasticNetFit *fit,
              guint                   step)
{
  GArray *weights = g_array_new (FALSE, FALSE, sizeof (Weight));
  g_autofree gboolean *is_in = g_new0 (gboolean, MAX (fit->n_columns, 1));

  for (guint s = 0; s < fit->n_steps; s++)
    for (guint i = 0; i < fit->steps[s].n_nonzero; i++)
      is_in[fit->steps[s].columns[i]] = TRUE;
  for (guint32 column = 0; column < fit->n_columns; column++)
    if (is_in[column])
      {
        const Weight weight = { column, fabs (find_coefficient (&fit->steps[step], column)) };

        g_array_append_val (weights, weight);
      }
  qsort (weights->data, weights->len, sizeof (Weight), compare_weights);

  return weights;
}

static void
set_penalties (RimPlot                *plot,
               const RimElasticNetFit *fit,
               const char             *title,
               double                  low,
               double                  high)
{
  const double last = fit->steps[fit->n_steps - 1].lambda, first = fit->steps[0].lambda;

  rim_plot_set_axes (plot, "Penalty λ", last / 1.1, MAX (first, last * 1.0001) * 1.1, title, low, high);
  plot->x.is_logarithmic = last > 0.0;
}

static void
add_penalty (RimPlot    *plot,
             const char *title,
             int         color,
             double      lambda)
{
  const double x[] = { lambda, lambda }, y[] = { plot->y.low, plot->y.high };

  rim_plot_add_series (plot, title, RIM_PLOT_LINE, color, x, y, 2);
}

/**
 * rim_learn_plots_new_path:
 * @fit: models along a path
 * @names: (array length=fit.n_columns): of the columns
 * @step: the model that was chosen; those with the largest coefficients in it are named
 *
 * Returns: (transfer full): coefficients against the strength of the penalty
 */
RimPlot *
rim_learn_plots_new_path (const RimElasticNetFit *fit,
                          const char *const      *names,
                          guint                   step)
{
  g_autoptr(GArray) columns = NULL;
  g_autofree double *x = NULL, *y = NULL;
  RimPlot *plot = new_plot ("path", "Coefficients along the path of penalties");
  RimPlotAxis range = { .low = 0.0, .high = 0.0 };

  if (fit->n_steps == 0)
    return plot;

  g_return_val_if_fail (step < fit->n_steps, plot);

  columns = list_columns (fit, step);
  x = g_new (double, fit->n_steps);
  y = g_new (double, fit->n_steps);
  for (guint i = columns->len; i-- > 0;)
    {
      const guint32 column = g_array_index (columns, Weight, i).column;
      const gboolean is_named = i < N_NAMED && g_array_index (columns, Weight, i).size > 0.0;

      for (guint s = 0; s < fit->n_steps; s++)
        {
          x[s] = fit->steps[s].lambda;
          y[s] = find_coefficient (&fit->steps[s], column);
          range.low = MIN (range.low, y[s]);
          range.high = MAX (range.high, y[s]);
        }
      rim_plot_add_series (plot, is_named ? names[column] : NULL, RIM_PLOT_LINE, is_named ? (int) i : -1, x, y,
                           fit->n_steps);
    }
  if (range.low == range.high)
    range.high = 1.0;
  rim_plot_axis_widen (&range);
  set_penalties (plot, fit, "Coefficient", range.low, range.high);
  add_penalty (plot, "Chosen", -1, fit->steps[step].lambda);

  return plot;
}

/**
 * rim_learn_plots_new_penalty:
 * @cv: a path with a cross-validated penalty
 *
 * Returns: (transfer full): the measure over folds against the strength of the penalty,
 *   with standard errors
 */
RimPlot *
rim_learn_plots_new_penalty (const RimElasticNetCv *cv)
{
  static const char *const titles[] = {
    [RIM_ELASTIC_NET_MEASURE_DEVIANCE] = "Deviance",
    [RIM_ELASTIC_NET_MEASURE_AUC] = "Area under the ROC curve",
    [RIM_ELASTIC_NET_MEASURE_CONCORDANCE] = "Concordance index",
  };
  const RimElasticNetFit *fit = cv->fit;
  const guint n = fit->n_steps;
  g_autofree double *x = g_new (double, n + 1), *low = g_new (double, n + 1), *high = g_new (double, n + 1);
  RimPlot *plot = new_plot ("penalty", "Cross-validation of the penalty");
  RimPlotAxis range = { .low = INFINITY, .high = -INFINITY };

  for (guint s = 0; s < n; s++)
    {
      x[s] = fit->steps[s].lambda;
      low[s] = cv->means[s] - cv->errors[s];
      high[s] = cv->means[s] + cv->errors[s];
      if (isfinite (low[s]) && isfinite (high[s]))
        {
          range.low = MIN (range.low, low[s]);
          range.high = MAX (range.high, high[s]);
        }
    }
  if (!(range.low < range.high))
    return plot;

  rim_plot_axis_widen (&range);
  set_penalties (plot, fit, titles[cv->measure], range.low, range.high);
  add_penalty (plot, "Best", 1, fit->steps[cv->best].lambda);
  add_penalty (plot, "Within one standard error", 2, fit->steps[cv->one_error].lambda);
  rim_plot_series_set_heights (rim_plot_add_series (plot, "Mean ± standard error over folds", RIM_PLOT_INTERVALS, 0, x,
                                                    cv->means, n), low, high);

  return plot;
}

static int
compare_counts (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  GHashTable *counts = data;
  const char *x = *(const char *const *) a, *y = *(const char *const *) b;
  const guint n_x = GPOINTER_TO_UINT (g_hash_table_lookup (counts, x));
  const guint n_y = GPOINTER_TO_UINT (g_hash_table_lookup (counts, y));

  return n_x != n_y ? (n_x < n_y ? 1 : -1) : g_strcmp0 (x, y);
}

/* How many fits have a column among their inputs; levels of a category count once. */
static GHashTable *
count_inputs (GPtrArray *fits)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint f = 0; f < fits->len; f++)
    {
      RimFit *fit = g_ptr_array_index (fits, f);
      g_autoptr(GHashTable) here = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint i = 0; i < rim_fit_get_n_inputs (fit); i++)
        {
          const char *name = rim_fit_get_input (fit, i)->name;

          if (g_hash_table_add (here, (gpointer) name))
            g_hash_table_insert (counts, g_strdup (name),
                                 GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, name)) + 1));
        }
    }

  return counts;
}

/**
 * rim_learn_plots_new_stability:
 * @trial: a trial with its splits
 * @n_most: how many columns to show at the most
 *
 * Returns: (transfer full): in what part of the splits each column was chosen, the most
 *   frequent ones
 */
RimPlot *
rim_learn_plots_new_stability (const RimTrial *trial,
                               guint           n_most)
{
  RimPlot *plot = new_plot ("stability", "How often features are chosen");
  g_autoptr(GHashTable) counts = count_inputs (trial->fits);
  g_autofree gpointer *names = g_hash_table_get_keys_as_array (counts, NULL);
  const guint n_names = g_hash_table_size (counts), n = MIN (n_names, n_most);
  g_autofree double *x = g_new (double, n + 1), *y = g_new (double, n + 1);
  g_autofree double *low = g_new (double, n + 1), *high = g_new (double, n + 1);

  if (n == 0)
    return plot;

  g_qsort_with_data (names, (int) n_names, sizeof *names, compare_counts, counts);
  rim_plot_set_axes (plot, "Proportion of splits", 0.0, 1.0, "", -0.5, n - 0.5);
  plot->y.labels = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      x[i] = GPOINTER_TO_UINT (g_hash_table_lookup (counts, names[i])) / (double) trial->fits->len;
      y[i] = n - 1.0 - i;
      low[i] = y[i] - 0.35;
      high[i] = y[i] + 0.35;
      plot->y.labels[n - 1 - i] = g_strdup (names[i]);
    }
  rim_plot_series_set_heights (rim_plot_add_series (plot, NULL, RIM_PLOT_BARS, 0, x, y, n), low, high);
  rim_plot_take_note (plot, n < n_names ? g_strdup_printf ("%u splits; the most frequent %u of %u columns.",
                                                           trial->fits->len, n, n_names)
                                        : g_strdup_printf ("%u splits.", trial->fits->len));

  return plot;
}

/**
 * rim_learn_plots_new_correlation:
 * @columns: n_columns × n, those of one column together
 * @names: (array length=n_columns): of the columns
 * @n_columns: how many
 * @n: how many rows
 *
 * Returns: (transfer full): Spearman's coefficients of each with each
 */
RimPlot *
rim_learn_plots_new_correlation (const double      *columns,
                                 const char *const *names,
                                 guint              n_columns,
                                 gsize              n)
{
  const guint n_cells = n_columns * n_columns;
  g_autofree double *x = g_new (double, n_cells + 1), *y = g_new (double, n_cells + 1), *r = g_new (double, n_cells + 1);
  RimPlot *plot = new_plot ("correlation", "Correlation of features (Spearman)");

  if (n_columns == 0)
    return plot;

  rim_plot_set_axes (plot, "", -0.5, n_columns - 0.5, "", -0.5, n_columns - 0.5);
  plot->is_square = TRUE;
  plot->x.labels = g_new0 (char *, n_columns + 1);
  plot->y.labels = g_new0 (char *, n_columns + 1);
  for (guint a = 0; a < n_columns; a++)
    {
      plot->x.labels[a] = g_strdup_printf ("%u", a + 1);
      plot->y.labels[n_columns - 1 - a] = g_strdup_printf ("%s  %u", names[a], a + 1);
      for (guint b = 0; b < n_columns; b++)
        {
          RimCorrelation found;
          const gboolean is_found = rim_correlation_init_spearman (&found, &columns[a * n], &columns[b * n], n, NULL);

          x[a * n_columns + b] = b;
          y[a * n_columns + b] = n_columns - 1.0 - a;
          r[a * n_columns + b] = a == b ? 1.0 : is_found ? found.r.value : 0.0;
        }
    }
  rim_plot_series_set_heights (rim_plot_add_series (plot, NULL, RIM_PLOT_CELLS, 0, x, y, n_cells), r, NULL);
  rim_plot_take_note (plot, g_strdup ("From −1 (second colour) over 0 (pale) to 1 (first colour)."));

  return plot;
}
