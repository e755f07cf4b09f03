/* rim-validation-survival.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-validation-private.h"

#include <stdlib.h>

#include "core/rim-compare.h"
#include "statistics/rim-concordance.h"
#include "statistics/rim-cox.h"
#include "statistics/rim-kaplan-meier.h"
#include "statistics/rim-log-rank.h"
#include "statistics/rim-quantile.h"
#include "statistics/rim-time-auc.h"

typedef enum
{
  HARRELL,
  UNO,
  RATIO_OF_GROUPS,
  RATIO_OF_DEVIATION,
  N_MEASURES,
} Measure;

static const RimMeasureKind kinds[N_MEASURES] = {
  [HARRELL] = { "concordance", "Harrell’s concordance index", "infinitesimal jackknife" },
  [UNO] = { "concordance_uno", "Uno’s concordance index", "infinitesimal jackknife" },
  [RATIO_OF_GROUPS] = { "hazard_ratio", "Hazard ratio of high to low risk", "Wald, Cox model with Efron’s ties" },
  [RATIO_OF_DEVIATION] = { "hazard_ratio_sd", "Hazard ratio per standard deviation",
                           "Wald, Cox model with Efron’s ties" },
};

/* Above the cut-off, and not. */
#define TOO_FEW_GROUPS "All rows are on the same side of the cut-off"

/* A covariate of one column: the group, or the margin in standard deviations. NULL where
 * all are the same.
 */
static double *
covariate_new (const RimSample *sample,
               Measure          ratio)
{
  g_autofree double *column = g_new (double, MAX (sample->n, 1));
  double mean = 0.0, squares = 0.0;

  for (gsize row = 0; row < sample->n; row++)
    {
      column[row] = ratio == RATIO_OF_GROUPS ? sample->is_high[row] : sample->margins[row];
      mean += column[row] / (double) sample->n;
    }
  for (gsize row = 0; row < sample->n; row++)
    squares += (column[row] - mean) * (column[row] - mean);
  if (!(squares > 0.0) || sample->n < 2)
    return NULL;

  for (gsize row = 0; row < sample->n && ratio == RATIO_OF_DEVIATION; row++)
    column[row] /= sqrt (squares / (double) (sample->n - 1));

  return g_steal_pointer (&column);
}

static RimCoxData
get_data (const RimSample *sample,
          const double    *column)
{
  return (RimCoxData) { column, 1, sample->n, sample->values, sample->labels, NULL };
}

static void
measure_ratio (const RimSample *sample,
               Measure          ratio,
               RimEstimate     *found,
               char           **notes)
{
  g_autoptr(GError) error = NULL;
  g_autofree double *column = NULL;
  g_autoptr(RimCoxFit) fit = NULL;
  RimCoxData data;

  if (ratio == RATIO_OF_GROUPS && sample->is_high == NULL)
    {
      rim_validation_explain (notes, ratio, ratio, "No cut-off came from training");
      return;
    }

  column = covariate_new (sample, ratio);
  if (column == NULL)
    {
      rim_validation_explain (notes, ratio, ratio, ratio == RATIO_OF_GROUPS ? TOO_FEW_GROUPS : "All margins are the same");
      return;
    }

  data = get_data (sample, column);
  fit = rim_cox_fit_new (&data, RIM_COX_TIES_EFRON, &error);
  if (fit != NULL)
    found[ratio] = rim_cox_fit_get_hazard_ratio (fit, 0);
  else
    rim_validation_explain (notes, ratio, ratio, error->message);
}

static void
measure_concordance (const RimSample      *sample,
                     Measure               measure,
                     RimConcordanceMethod  method,
                     RimEstimate          *found,
                     char                **notes)
{
  g_autoptr(GError) error = NULL;
  RimConcordance concordance;

  if (rim_concordance_init (&concordance, sample->margins, sample->values, sample->labels, sample->n, method, &error))
    found[measure] = concordance.index;
  else
    rim_validation_explain (notes, measure, measure, error->message);
}

static void
measure (const RimSample *sample,
         RimEstimate     *found,
         char           **notes)
{
  for (guint m = 0; m < N_MEASURES; m++)
    found[m] = RIM_ESTIMATE_NONE;

  measure_concordance (sample, HARRELL, RIM_CONCORDANCE_HARRELL, found, notes);
  measure_concordance (sample, UNO, RIM_CONCORDANCE_UNO, found, notes);
  measure_ratio (sample, RATIO_OF_GROUPS, found, notes);
  measure_ratio (sample, RATIO_OF_DEVIATION, found, notes);
}

/* Areas at @times behind the other measures; ratios as logarithms, of which there are means. */
static void
measure_cb (const RimSample  *sample,
            double           *values,
            char            **notes,
            gpointer          data)
{
  const GArray *times = data;
  RimEstimate found[N_MEASURES];

  measure (sample, found, notes);
  for (guint m = 0; m < N_MEASURES; m++)
    values[m] = m >= RATIO_OF_GROUPS ? log (found[m].value) : found[m].value;
  for (guint t = 0; t < times->len; t++)
    {
      g_autoptr(GError) error = NULL;

      if (!rim_time_auc_find (&values[N_MEASURES + t], sample->margins, sample->values, sample->labels, sample->n,
                              g_array_index (times, double, t), &error))
        rim_validation_explain (notes, N_MEASURES + t, N_MEASURES + t, error->message);
    }
}

/* Formulas hold where rows are independent. */
static void
take_formulas (const RimValidationRows *rows,
               const RimSample         *sample,
               RimEstimate             *estimates)
{
  for (guint m = RATIO_OF_GROUPS; m < N_MEASURES; m++)
    estimates[m] = (RimEstimate) { exp (estimates[m].value), exp (estimates[m].low), exp (estimates[m].high) };
  if (rows->is_simple)
    measure (sample, estimates, NULL);
}

/* When an AUC is wanted: when the caller says, or at quartiles of events. */
GArray *
rim_validation_list_times (const RimValidationRows *rows,
                           const RimSample         *sample)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) events = g_array_new (FALSE, FALSE, sizeof (double));

  g_array_append_vals (times, rows->input->times, rows->input->n_times);
  for (gsize row = 0; row < sample->n && times->len == 0; row++)
    if (sample->labels[row])
      g_array_append_val (events, sample->values[row]);
  if (events->len == 0)
    return times;

  qsort (events->data, events->len, sizeof (double), rim_compare_doubles);
  for (guint quarter = 1; quarter < 4; quarter++)
    {
      const double time = rim_quantile_of_sorted ((const double *) (gpointer) events->data, events->len, quarter / 4.0);

      if (times->len == 0 || time > g_array_index (times, double, times->len - 1))
        g_array_append_val (times, time);
    }

  return times;
}

static void
add_areas (RimValidation            *self,
           const RimValidationRows  *rows,
           const GArray             *times,
           const RimEstimate        *estimates,
           char                    **notes)
{
  const char *unit = rows->input->time_unit;

  for (guint t = 0; t < times->len; t++)
    {
      const double time = g_array_index (times, double, t);
      g_autofree char *id = g_strdup_printf ("time_auc_%u", t + 1);
      g_autofree char *title = g_strdup_printf ("AUC at %.6g%s%s", time, unit != NULL ? " " : "",
                                                unit != NULL ? unit : "");
      const RimMeasureKind kind = { id, title, NULL };

      rim_validation_add_estimates (self, rows, &kind, 1, &estimates[t], &notes[t]);
    }
}

static void
test_groups (RimValidation   *self,
             const RimSample *sample,
             const char      *of)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimLogRank) found = NULL;
  g_autofree guint32 *groups = NULL;
  const char *title = "Log-rank χ² of high and low risk";

  if (sample->is_high == NULL)
    {
      rim_validation_add_test (self, "log_rank", title, NAN, NAN, g_strdup ("No cut-off came from training"));
      return;
    }

  groups = g_new (guint32, sample->n);
  for (gsize row = 0; row < sample->n; row++)
    groups[row] = sample->is_high[row];
  found = rim_log_rank_new (sample->values, sample->labels, groups, NULL, sample->n, 2, &error);
  if (found != NULL)
    rim_validation_add_test (self, "log_rank", title, found->significance.statistic, found->significance.p,
                             g_strdup_printf ("High risk: %g events, %.1f expected; low risk: %g, %.1f%s",
                                              found->observed[1], found->expected[1], found->observed[0],
                                              found->expected[0], of));
  else
    rim_validation_add_test (self, "log_rank", title, NAN, NAN, g_strdup (error->message));
}

/* Whether the hazard ratio of a margin stays the same over time. */
static void
test_proportional (RimValidation   *self,
                   const RimSample *sample,
                   const char      *of)
{
  const char *title = "Proportional hazards χ² (Grambsch-Therneau)";
  g_autofree double *column = covariate_new (sample, RATIO_OF_DEVIATION);
  const RimCoxData data = get_data (sample, column);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimCoxFit) fit = NULL;
  RimSignificance tests[2];

  if (column != NULL)
    fit = rim_cox_fit_new (&data, RIM_COX_TIES_EFRON, &error);
  if (fit != NULL && rim_cox_fit_test_proportional (fit, &data, RIM_COX_TRANSFORM_KAPLAN_MEIER, tests, &error))
    rim_validation_add_test (self, "proportional_hazards", title, tests[0].statistic, tests[0].p,
                             g_strdup_printf ("A low p speaks against a constant hazard ratio%s", of));
  else
    rim_validation_add_test (self, "proportional_hazards", title, NAN, NAN,
                             g_strdup (error != NULL ? error->message : "All margins are the same"));
}

static void
add_median (RimValidation   *self,
            const RimSample *sample,
            gboolean         is_high,
            const char      *of)
{
  g_auto(RimSample) group = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(RimKaplanMeier) curve = NULL;
  RimEstimate median = RIM_ESTIMATE_NONE;
  char *note;

  rim_validation_take_group (sample, is_high, &group);
  curve = rim_kaplan_meier_new (group.values, group.labels, group.n, RIM_SURVIVAL_INTERVAL_LOG_LOG, &error);
  if (curve == NULL)
    note = g_strdup (error->message);
  else if (!isfinite (curve->median.value))
    note = g_strdup_printf ("Not reached: %zu of %zu have an event", curve->n_events, curve->n);
  else
    note = g_strdup_printf ("%zu of %zu have an event. 95%% interval: Brookmeyer and Crowley, log-log%s",
                            curve->n_events, curve->n, of);
  if (curve != NULL && isfinite (curve->median.value))
    median = curve->median;

  rim_validation_add_measure (self, is_high ? "median_high" : "median_low",
                              is_high ? "Median survival, high risk" : "Median survival, low risk", median, NAN, note);
}

/* The rows on one side of the cut-off, or of both with -1. */
void
rim_validation_take_group (const RimSample *sample,
                           int              is_high,
                           RimSample       *group)
{
  *group = (RimSample) { .margins = g_new (double, MAX (sample->n, 1)), .labels = g_new (guint8, MAX (sample->n, 1)),
                         .values = g_new (double, MAX (sample->n, 1)) };
  for (gsize row = 0; row < sample->n; row++)
    if (is_high < 0 || sample->is_high[row] == is_high)
      {
        group->margins[group->n] = sample->margins[row];
        group->labels[group->n] = sample->labels[row];
        group->values[group->n++] = sample->values[row];
      }
}

void
rim_validation_measure_survival (RimValidation           *self,
                                 const RimValidationRows *rows)
{
  const char *of = rows->n_repeats > 1 ? "; of mean margins over repeats" : "";
  g_auto(RimSample) average = { 0 };
  g_autoptr(GArray) times = NULL;
  g_autofree RimEstimate *estimates = NULL;
  g_autofree char **notes = NULL;
  guint n;

  rim_validation_rows_average (rows, &average);
  times = rim_validation_list_times (rows, &average);
  n = N_MEASURES + times->len;
  estimates = g_new (RimEstimate, n);
  notes = g_new0 (char *, n);

  rim_validation_count (self, rows, &average, "n_events", "Events");
  rim_validation_rows_estimate (rows, measure_cb, times, n, estimates, notes);
  take_formulas (rows, &average, estimates);
  rim_validation_add_estimates (self, rows, kinds, N_MEASURES, estimates, notes);
  add_areas (self, rows, times, &estimates[N_MEASURES], &notes[N_MEASURES]);

  test_groups (self, &average, of);
  for (int is_high = 1; is_high >= 0 && average.is_high != NULL; is_high--)
    add_median (self, &average, is_high, of);
  test_proportional (self, &average, of);
  rim_validation_plot_survival (self, rows, &average);
}
