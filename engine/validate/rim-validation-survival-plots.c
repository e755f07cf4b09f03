/* rim-validation-survival-plots.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-validation-private.h"

#include <stdlib.h>

#include "core/rim-compare.h"
#include "plot/rim-plot-axis.h"
#include "statistics/rim-kaplan-meier.h"
#include "statistics/rim-quantile.h"
#include "statistics/rim-time-auc.h"

#define N_TIMES 25

static double
find_last (const RimSample *sample)
{
  double last = 0.0;

  for (gsize row = 0; row < sample->n; row++)
    last = MAX (last, sample->values[row]);

  return last > 0.0 ? last : 1.0;
}

/* A band of steps has a point before and one behind each. */
static void
add_band (RimPlot              *plot,
          const RimKaplanMeier *curve,
          int                   color)
{
  const gsize n = 2 * curve->n_steps + 1;
  g_autofree double *x = g_new (double, n), *low = g_new (double, n), *high = g_new (double, n);
  gsize at = 1;

  x[0] = 0.0;
  low[0] = high[0] = 1.0;
  for (gsize i = 0; i < curve->n_steps; i++)
    {
      const RimSurvivalStep *step = &curve->steps[i];

      x[at] = x[at + 1] = step->time;
      low[at] = low[at - 1];
      high[at] = high[at - 1];
      low[at + 1] = isfinite (step->survival.low) ? step->survival.low : low[at];
      high[at + 1] = isfinite (step->survival.high) ? step->survival.high : high[at];
      at += 2;
    }
  rim_plot_series_set_heights (rim_plot_add_series (plot, NULL, RIM_PLOT_BAND, color, x, high, n), low, NULL);
}

static void
add_steps (RimPlot              *plot,
           const char           *title,
           const RimKaplanMeier *curve,
           int                   color)
{
  g_autofree double *x = g_new (double, curve->n_steps + 1), *y = g_new (double, curve->n_steps + 1);
  gsize n_censored = 0;

  x[0] = 0.0;
  y[0] = 1.0;
  for (gsize i = 0; i < curve->n_steps; i++)
    {
      x[i + 1] = curve->steps[i].time;
      y[i + 1] = curve->steps[i].survival.value;
    }
  rim_plot_add_series (plot, title, RIM_PLOT_STEPS, color, x, y, curve->n_steps + 1);

  for (gsize i = 0; i < curve->n_steps; i++)
    if (curve->steps[i].n_censored > 0)
      {
        x[n_censored] = curve->steps[i].time;
        y[n_censored++] = curve->steps[i].survival.value;
      }
  rim_plot_add_series (plot, "Censored", RIM_PLOT_TICKS, color, x, y, n_censored);
}

/* Nobody has an event: a curve that never falls. */
static void
add_flat (RimPlot         *plot,
          const char      *title,
          const RimSample *group,
          int              color)
{
  const double x[] = { 0.0, find_last (group) }, y[] = { 1.0, 1.0 };
  g_autofree double *ones = g_new (double, MAX (group->n, 1));

  for (gsize row = 0; row < group->n; row++)
    ones[row] = 1.0;
  rim_plot_add_series (plot, title, RIM_PLOT_STEPS, color, x, y, 2);
  rim_plot_add_series (plot, "Censored", RIM_PLOT_TICKS, color, group->values, ones, group->n);
}

static void
add_group (RimPlot         *plot,
           const char      *title,
           const RimSample *group,
           int              color)
{
  g_autoptr(RimKaplanMeier) curve = NULL;

  curve = rim_kaplan_meier_new (group->values, group->labels, group->n, RIM_SURVIVAL_INTERVAL_LOG_LOG, NULL);
  if (curve == NULL)
    {
      add_flat (plot, title, group, color);
      return;
    }

  add_band (plot, curve, color);
  add_steps (plot, title, curve, color);
}

/* How many of a group are there just before each time. */
static char **
new_row (const char      *title,
         const RimSample *group,
         const GArray    *times)
{
  g_autoptr(GPtrArray) row = g_ptr_array_new ();

  g_ptr_array_add (row, g_strdup (title));
  for (guint t = 0; t < times->len; t++)
    {
      gsize n = 0;

      for (gsize i = 0; i < group->n; i++)
        n += group->values[i] >= g_array_index (times, double, t);
      g_ptr_array_add (row, g_strdup_printf ("%zu", n));
    }
  g_ptr_array_add (row, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&row), FALSE);
}

static char *
explain (RimValidation *self)
{
  const RimMeasure *ratio = rim_validation_find (self, "hazard_ratio");
  g_autofree char *p = rim_validation_format_p (rim_validation_find (self, "log_rank")->p);
  g_autofree char *of = rim_validation_format (ratio, "Hazard ratio", 2);
  g_autofree char *index = rim_validation_format (rim_validation_find (self, "concordance"), "C-index", 2);

  return isfinite (ratio->estimate.value) ? g_strdup_printf ("%s, log-rank %s. %s.", of, p, index)
                                          : g_strdup_printf ("%s.", index);
}

static char *
name_time (const RimValidationRows *rows)
{
  const char *unit = rows->input->time_unit;

  return unit != NULL ? g_strdup_printf ("Time (%s)", unit) : g_strdup ("Time");
}

static void
take_curves (RimValidation           *self,
             const RimValidationRows *rows,
             const RimSample         *sample)
{
  static const char *const titles[] = { "Low risk", "High risk" };
  const guint n_groups = sample->is_high != NULL ? 2 : 1;
  g_autoptr(GPtrArray) table = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autofree char *time = name_time (rows);
  g_autoptr(GArray) times = NULL;
  RimPlot *plot = rim_plot_new ("kaplan-meier", n_groups > 1 ? "Survival by risk group" : "Survival");

  rim_plot_set_axes (plot, time, 0.0, find_last (sample) * 1.02, "Survival", 0.0, 1.0);
  times = rim_plot_axis_list_ticks (&plot->x, 8);
  for (guint g = 0; g < n_groups; g++)
    {
      g_auto(RimSample) group = { 0 };
      const char *title = n_groups > 1 ? titles[g] : "All";

      rim_validation_take_group (sample, n_groups > 1 ? (int) g : -1, &group);
      if (group.n == 0)
        continue;
      add_group (plot, title, &group, (int) g);
      g_ptr_array_add (table, new_row (title, &group, times));
    }
  rim_plot_take_table (plot, g_steal_pointer (&table), g_steal_pointer (&times));
  rim_plot_take_note (plot, explain (self));
  rim_validation_take_plot (self, plot);
}

static void
find_areas_cb (const RimSample  *sample,
               double           *values,
               char            **notes,
               gpointer          data)
{
  const double *times = data;

  for (guint t = 0; t < N_TIMES; t++)
    if (!rim_time_auc_find (&values[t], sample->margins, sample->values, sample->labels, sample->n, times[t], NULL))
      values[t] = NAN;
}

/* Between the first and the last tenth of events. */
static gboolean
find_times (const RimSample *sample,
            double          *times)
{
  g_autoptr(GArray) events = g_array_new (FALSE, FALSE, sizeof (double));
  const double *sorted;
  double low, high;

  for (gsize row = 0; row < sample->n; row++)
    if (sample->labels[row])
      g_array_append_val (events, sample->values[row]);
  if (events->len < 5)
    return FALSE;

  qsort (events->data, events->len, sizeof (double), rim_compare_doubles);
  sorted = (const double *) (gpointer) events->data;
  low = rim_quantile_of_sorted (sorted, events->len, 0.1);
  high = rim_quantile_of_sorted (sorted, events->len, 0.9);
  for (guint t = 0; t < N_TIMES; t++)
    times[t] = low + (high - low) * t / (N_TIMES - 1.0);

  return low < high;
}

static void
take_areas (RimValidation           *self,
            const RimValidationRows *rows,
            const RimSample         *sample)
{
  RimEstimate areas[N_TIMES];
  double times[N_TIMES], values[N_TIMES], low[N_TIMES], high[N_TIMES];
  const double chance[] = { 0.5, 0.5 };
  double ends[2];
  g_autofree char *time = name_time (rows);
  RimPlot *plot;

  if (!find_times (sample, times))
    return;

  rim_validation_rows_estimate (rows, find_areas_cb, times, N_TIMES, areas, NULL);
  for (guint t = 0; t < N_TIMES; t++)
    {
      values[t] = areas[t].value;
      low[t] = areas[t].low;
      high[t] = areas[t].high;
    }
  ends[0] = 0.0;
  ends[1] = find_last (sample);
  plot = rim_plot_new ("time-auc", "Area under the ROC curve over time");
  rim_plot_set_axes (plot, time, 0.0, ends[1] * 1.02, "AUC", 0.0, 1.0);
  rim_plot_add_series (plot, "Chance", RIM_PLOT_LINE, -1, ends, chance, 2);
  if (isfinite (low[N_TIMES / 2]))
    rim_plot_series_set_heights (rim_plot_add_series (plot, "95% interval", RIM_PLOT_BAND, 0, times, high, N_TIMES),
                                 low, NULL);
  rim_plot_add_series (plot, "Cumulative cases, dynamic controls", RIM_PLOT_LINE, 0, times, values, N_TIMES);
  rim_validation_take_plot (self, plot);
}

void
rim_validation_plot_survival (RimValidation           *self,
                              const RimValidationRows *rows,
                              const RimSample         *average)
{
  take_curves (self, rows, average);
  take_areas (self, rows, average);
}
