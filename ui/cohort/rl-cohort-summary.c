/* rl-cohort-summary.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-cohort-summary.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "statistics/rim-kaplan-meier.h"

#define N_BINS 12

/* Previews */

static RimPlot *
plot_classes (const RimOutcome         *outcome,
              const RimOutcomeSettings *settings)
{
  RimPlot *plot = rim_plot_new ("classes", _("Classes"));
  const double x[] = { 0.0, 1.0 };
  double y[2] = { 0.0, 0.0 };
  const char *labels[] = { _("Class 0"), _("Class 1"), NULL };

  for (gsize i = 0; i < outcome->n_known; i++)
    y[outcome->labels[outcome->rows[i]] != 0] += 1.0;

  rim_plot_set_axes (plot, settings->column, -0.6, 1.6, _("Rows"), 0.0, fmax (y[0], y[1]) * 1.1);
  plot->x.labels = g_strdupv ((char **) labels);
  rim_plot_add_series (plot, NULL, RIM_PLOT_BARS, 0, x, y, 2);

  return plot;
}

/* Rows that have an outcome, one after the other. */
static void
gather (const RimOutcome *outcome,
        double           *times,
        guint8           *events)
{
  for (gsize i = 0; i < outcome->n_known; i++)
    {
      times[i] = outcome->values[outcome->rows[i]];
      if (outcome->labels != NULL)
        events[i] = outcome->labels[outcome->rows[i]];
    }
}

static void
add_curve (RimPlot              *plot,
           const RimKaplanMeier *curve)
{
  const gsize n = curve->n_steps;
  g_autofree double *x = g_new (double, n + 1);
  g_autofree double *y = g_new (double, n + 1);
  g_autofree double *at = g_new (double, n + 1);
  g_autofree double *height = g_new (double, n + 1);
  gsize n_censored = 0;

  x[0] = 0.0;
  y[0] = 1.0;
  for (gsize i = 0; i < n; i++)
    {
      x[i + 1] = curve->steps[i].time;
      y[i + 1] = curve->steps[i].survival.value;
      if (curve->steps[i].n_censored == 0)
        continue;

      at[n_censored] = curve->steps[i].time;
      height[n_censored++] = curve->steps[i].survival.value;
    }

  rim_plot_add_series (plot, NULL, RIM_PLOT_STEPS, 0, x, y, n + 1);
  if (n_censored > 0)
    rim_plot_add_series (plot, _("Censored"), RIM_PLOT_TICKS, 0, at, height, n_censored);
}

static RimPlot *
plot_survival (const RimOutcome         *outcome,
               const RimOutcomeSettings *settings)
{
  g_autofree double *times = g_new (double, outcome->n_known + 1);
  g_autofree guint8 *events = g_new0 (guint8, outcome->n_known + 1);
  g_autoptr(RimKaplanMeier) curve = NULL;
  RimPlot *plot;

  gather (outcome, times, events);
  curve = rim_kaplan_meier_new (times, events, outcome->n_known, RIM_SURVIVAL_INTERVAL_LOG, NULL);
  if (curve == NULL || curve->n_steps == 0)
    return NULL;

  plot = rim_plot_new ("outcome-survival", _("Kaplan-Meier"));
  rim_plot_set_axes (plot, settings->column, 0.0, curve->steps[curve->n_steps - 1].time, _("Without the event"),
                     0.0, 1.0);
  add_curve (plot, curve);
  if (isfinite (curve->median.value))
    plot->note = g_strdup_printf (_("Median %.1f (%.1f to %.1f)"), curve->median.value, curve->median.low,
                                  curve->median.high);
  else
    plot->note = g_strdup (_("The median is not reached"));

  return plot;
}

static RimPlot *
plot_numbers (const RimOutcome         *outcome,
              const RimOutcomeSettings *settings)
{
  g_autofree double *values = g_new (double, outcome->n_known + 1);
  double x[N_BINS], y[N_BINS] = { 0.0 }, low = INFINITY, high = -INFINITY, most = 0.0;
  RimPlot *plot;

  gather (outcome, values, NULL);
  for (gsize i = 0; i < outcome->n_known; i++)
    {
      low = fmin (low, values[i]);
      high = fmax (high, values[i]);
    }
  if (!(high > low))
    return NULL;

  for (gsize i = 0; i < outcome->n_known; i++)
    y[MIN ((guint) ((values[i] - low) / (high - low) * N_BINS), N_BINS - 1)] += 1.0;
  for (guint i = 0; i < N_BINS; i++)
    {
      x[i] = low + (high - low) * (i + 0.5) / N_BINS;
      most = fmax (most, y[i]);
    }

  plot = rim_plot_new ("outcome-numbers", _("Values"));
  rim_plot_set_axes (plot, settings->column, low, high, _("Rows"), 0.0, most * 1.1);
  rim_plot_add_series (plot, NULL, RIM_PLOT_BARS, 0, x, y, N_BINS);

  return plot;
}

static RimPlot *
plot_outcome (const RimOutcome         *outcome,
              const RimOutcomeSettings *settings)
{
  switch (outcome->kind)
    {
    case RIM_OUTCOME_BINARY:
      return plot_classes (outcome, settings);

    case RIM_OUTCOME_SURVIVAL:
      return plot_survival (outcome, settings);

    case RIM_OUTCOME_NUMBER:
      return plot_numbers (outcome, settings);

    default:
      g_return_val_if_reached (NULL);
    }
}

/* Columns */

static void
add_columns (RlCohortSummary *self,
             RimCohort       *cohort,
             GCancellable    *cancellable)
{
  const gsize n_rows = rim_cohort_get_n_rows (cohort);

  self->n_columns = rim_cohort_get_n_columns (cohort);
  self->columns = g_new0 (RimColumnSummary, self->n_columns + 1);
  for (guint i = 0; i < self->n_columns && !g_cancellable_is_cancelled (cancellable); i++)
    {
      const RimColumn *column = rim_cohort_get_column (cohort, i);
      const gboolean is_input = column->role == RIM_COLUMN_FEATURE || column->role == RIM_COLUMN_CLINICAL;

      rim_column_summarise (column, n_rows, self->outcome, &self->columns[i]);
      self->n_constant += is_input && self->columns[i].is_constant;
      self->n_missing += is_input && column->n_missing > 0;
    }
}

/**
 * rl_cohort_summary_new:
 * @cohort: a cohort
 * @settings: what is predicted; none yet where it has no column
 * @cancellable: (nullable): stops it early
 */
RlCohortSummary *
rl_cohort_summary_new (RimCohort                *cohort,
                       const RimOutcomeSettings *settings,
                       GCancellable             *cancellable)
{
  RlCohortSummary *self = g_new0 (RlCohortSummary, 1);
  g_autoptr(GError) error = NULL;

  if (settings->column != NULL)
    self->outcome = rim_outcome_new (cohort, settings, &error);
  if (error != NULL)
    self->problem = g_strdup (error->message);
  if (self->outcome != NULL)
    self->preview = plot_outcome (self->outcome, settings);
  add_columns (self, cohort, cancellable);

  return self;
}

void
rl_cohort_summary_free (RlCohortSummary *self)
{
  g_clear_pointer (&self->outcome, rim_outcome_free);
  g_clear_pointer (&self->preview, rim_plot_free);
  g_free (self->columns);
  g_free (self->problem);
  g_free (self);
}

/* How many rows are of class @label, or have the event (1) or not (0). */
guint
rl_cohort_summary_count (const RlCohortSummary *self,
                         guint                  label)
{
  guint n = 0;

  if (self->outcome == NULL || self->outcome->labels == NULL)
    return 0;

  for (gsize i = 0; i < self->outcome->n_known; i++)
    n += (self->outcome->labels[self->outcome->rows[i]] != 0) == label;

  return n;
}

/* Returns: (transfer full): how many there are of what, in a line; why there is no outcome
 *   where there is none */
char *
rl_cohort_summary_dup_counts (const RlCohortSummary *self)
{
  const guint n = self->outcome != NULL ? (guint) self->outcome->n_known : 0;
  const guint n_unknown = self->outcome != NULL ? (guint) (self->outcome->n_rows - self->outcome->n_known) : 0;
  g_autofree char *text = NULL;

  if (self->problem != NULL)
    return g_strdup (self->problem);
  if (self->outcome == NULL)
    return g_strdup (_("Choose what is to be predicted"));

  if (self->outcome->kind == RIM_OUTCOME_BINARY)
    text = g_strdup_printf (_("%u rows: %u of class 1, %u of class 0"), n, rl_cohort_summary_count (self, 1),
                            rl_cohort_summary_count (self, 0));
  else if (self->outcome->kind == RIM_OUTCOME_SURVIVAL)
    text = g_strdup_printf (_("%u rows: %u events, %u censored"), n, rl_cohort_summary_count (self, 1),
                            rl_cohort_summary_count (self, 0));
  else
    text = g_strdup_printf (_("%u rows"), n);
  if (n_unknown == 0)
    return g_steal_pointer (&text);

  return g_strdup_printf (_("%s; %u without an outcome are left out"), text, n_unknown);
}
