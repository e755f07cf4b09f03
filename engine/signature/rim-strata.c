/* rim-strata.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "signature/rim-strata.h"

#include <math.h>

#include "statistics/rim-kaplan-meier.h"
#include "statistics/rim-log-rank.h"
#include "statistics/rim-proportion.h"
#include "statistics/rim-statistics-error.h"

#define NOWHERE G_MAXUINT32

static void
stratum_clear (gpointer data)
{
  g_free (((RimStratum *) data)->title);
}

void
rim_strata_free (RimStrata *self)
{
  g_array_unref (self->strata);
  g_free (self->note);
  g_free (self);
}

static const double *
find_numbers (RimCohort   *cohort,
              const char  *name,
              GError     **error)
{
  const RimColumn *column = rim_cohort_find (cohort, name);

  if (column != NULL && column->type == RIM_COLUMN_NUMBER)
    return column->values;

  g_set_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING,
               "the cohort has no column of numbers “%s”, by which the recipe makes strata", name);

  return NULL;
}

/* Returns: (transfer full): the stratum of each row of the cohort */
static guint32 *
assign (const RimRecipeStrata *strata,
        const double          *high,
        const double          *levels,
        gsize                  n)
{
  guint32 *assigned = g_new (guint32, n + 1);

  for (gsize row = 0; row < n; row++)
    {
      guint level = 0;

      assigned[row] = NOWHERE;
      if (isnan (high[row]) || isnan (levels[row]))
        continue;
      while (level < strata->n_cuts && levels[row] >= strata->cuts[level])
        level++;
      assigned[row] = (high[row] > 0.5 ? strata->n_cuts + 1 : 0) + level;
    }

  return assigned;
}

static char *
make_title (const RimRecipeStrata *strata,
            guint                  stratum)
{
  const guint level = stratum % (strata->n_cuts + 1);
  const char *score = stratum > strata->n_cuts ? "high" : "low";
  char low[G_ASCII_DTOSTR_BUF_SIZE];
  char high[G_ASCII_DTOSTR_BUF_SIZE];

  if (level > 0)
    g_ascii_formatd (low, sizeof low, "%g", strata->cuts[level - 1]);
  if (level < strata->n_cuts)
    g_ascii_formatd (high, sizeof high, "%g", strata->cuts[level]);
  if (level == 0)
    return g_strdup_printf ("%s, %s < %s", score, strata->column, high);
  if (level == strata->n_cuts)
    return g_strdup_printf ("%s, %s ≥ %s", score, strata->column, low);

  return g_strdup_printf ("%s, %s %s to < %s", score, strata->column, low, high);
}

static void
count_rows (RimStrata        *self,
            const guint32    *assigned,
            gsize             n,
            const RimOutcome *outcome)
{
  const guint n_strata = self->strata->len;
  g_autofree gsize *classes = g_new0 (gsize, 2 * n_strata);

  for (gsize row = 0; row < n; row++)
    if (assigned[row] == NOWHERE)
      self->n_unknown++;
    else
      g_array_index (self->strata, RimStratum, assigned[row]).n++;

  for (gsize i = 0; outcome->kind == RIM_OUTCOME_BINARY && i < outcome->n_known; i++)
    if (assigned[outcome->rows[i]] != NOWHERE)
      classes[2 * assigned[outcome->rows[i]] + (outcome->labels[outcome->rows[i]] != 0)]++;
  for (guint s = 0; s < n_strata; s++)
    {
      const gsize known = classes[2 * s] + classes[2 * s + 1];

      g_array_index (self->strata, RimStratum, s).rate = known > 0 ? rim_proportion_estimate (classes[2 * s + 1], known)
                                                                   : (RimEstimate) { NAN, NAN, NAN };
    }
}

/* Times and events of rows that have both, those of a stratum together. */
typedef struct
{
  GArray *times;
  GArray *events;
  GArray *groups;
} Timed;

static void
timed_clear (Timed *self)
{
  g_array_unref (self->times);
  g_array_unref (self->events);
  g_array_unref (self->groups);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Timed, timed_clear)

static void
collect (Timed         *self,
         const guint32 *assigned,
         gsize          n,
         const double  *times,
         const double  *events,
         guint          stratum,
         guint          group)
{
  for (gsize row = 0; row < n; row++)
    if (assigned[row] == stratum && !isnan (times[row]) && !isnan (events[row]))
      {
        const guint8 event = events[row] != 0.0;

        g_array_append_val (self->times, times[row]);
        g_array_append_val (self->events, event);
        g_array_append_val (self->groups, group);
      }
}

static gboolean
follow (RimStratum  *stratum,
        const Timed *timed,
        guint        first,
        GError     **error)
{
  g_autoptr(RimKaplanMeier) curve = NULL;

  stratum->n_timed = timed->times->len - first;
  if (stratum->n_timed == 0)
    return TRUE;

  curve = rim_kaplan_meier_new (&g_array_index (timed->times, double, first),
                                &g_array_index (timed->events, guint8, first), stratum->n_timed,
                                RIM_SURVIVAL_INTERVAL_LOG_LOG, error);
  if (curve == NULL)
    return FALSE;
  stratum->n_events = curve->n_events;
  stratum->median = curve->median;

  return TRUE;
}

/* Where strata cannot be compared the reason is a note, and what was counted stays. */
static gboolean
follow_all (RimStrata      *self,
            const guint32  *assigned,
            gsize           n,
            const double   *times,
            const double   *events,
            GError        **error)
{
  g_auto(Timed) timed = {
    g_array_new (FALSE, FALSE, sizeof (double)), g_array_new (FALSE, FALSE, sizeof (guint8)),
    g_array_new (FALSE, FALSE, sizeof (guint32)),
  };
  g_autoptr(RimLogRank) test = NULL;
  g_autoptr(GError) reason = NULL;
  guint n_groups = 0;

  for (guint s = 0; s < self->strata->len; s++)
    {
      const guint first = timed.times->len;

      collect (&timed, assigned, n, times, events, s, n_groups);
      if (!follow (&g_array_index (self->strata, RimStratum, s), &timed, first, error))
        return FALSE;
      n_groups += timed.times->len > first;
    }

  if (n_groups < 2)
    self->note = g_strdup ("Fewer than two strata have rows with times.");
  else
    test = rim_log_rank_new (&g_array_index (timed.times, double, 0), &g_array_index (timed.events, guint8, 0),
                             &g_array_index (timed.groups, guint32, 0), NULL, timed.times->len, n_groups, &reason);
  if (test != NULL)
    self->log_rank = test->significance;
  else if (reason != NULL)
    self->note = g_strdup (reason->message);

  return TRUE;
}

/**
 * rim_strata_new:
 * @recipe: a recipe with strata
 * @training: of the variant that the strata name
 * @cohort: of whom
 * @outcome: of the cohort
 * @error: where to put an error that names a column that is not there
 *
 * A row is high where at least half of the models that had not seen it say so by cut-offs
 * of their own training.
 *
 * Returns: (transfer full) (nullable): the strata
 */
RimStrata *
rim_strata_new (const RimRecipe    *recipe,
                const RimTraining  *training,
                RimCohort          *cohort,
                const RimOutcome   *outcome,
                GError            **error)
{
  const RimRecipeStrata *strata = recipe->strata;
  const gsize n = rim_cohort_get_n_rows (cohort);
  const double *levels = find_numbers (cohort, strata->column, error);
  const double *times = levels != NULL && strata->time != NULL ? find_numbers (cohort, strata->time, error) : NULL;
  const double *events = times != NULL ? find_numbers (cohort, strata->event, error) : NULL;
  g_autoptr(RimStrata) self = NULL;
  g_autofree double *high = NULL;
  g_autofree guint32 *assigned = NULL;

  if (levels == NULL || (strata->time != NULL && events == NULL))
    return NULL;

  self = g_new0 (RimStrata, 1);
  self->log_rank = (RimSignificance) { NAN, NAN, NAN };
  self->strata = g_array_new (FALSE, TRUE, sizeof (RimStratum));
  g_array_set_clear_func (self->strata, stratum_clear);
  g_array_set_size (self->strata, 2 * (strata->n_cuts + 1));
  for (guint s = 0; s < self->strata->len; s++)
    {
      g_array_index (self->strata, RimStratum, s).title = make_title (strata, s);
      g_array_index (self->strata, RimStratum, s).median = (RimEstimate) { NAN, NAN, NAN };
    }

  high = rim_training_dup_high (training, cohort);
  assigned = assign (strata, high, levels, n);
  count_rows (self, assigned, n, outcome);
  if (events != NULL && !follow_all (self, assigned, n, times, events, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * rim_training_compare:
 * @first: a training
 * @second: another of the same cohort and outcome
 * @cohort: of whom
 * @outcome: of the cohort: two classes
 * @test: (out): how the areas under their ROC curves differ
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * DeLong's paired test of the mean margins of rows that both have predicted without having
 * seen them.
 *
 * Returns: whether it could be said
 */
gboolean
rim_training_compare (const RimTraining  *first,
                      const RimTraining  *second,
                      RimCohort          *cohort,
                      const RimOutcome   *outcome,
                      RimDelongTest      *test,
                      GError            **error)
{
  g_autofree double *one = rim_training_dup_margins (first, cohort);
  g_autofree double *two = rim_training_dup_margins (second, cohort);
  g_autofree guint8 *labels = g_new (guint8, outcome->n_known + 1);
  gsize n = 0;

  if (outcome->kind != RIM_OUTCOME_BINARY)
    {
      g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE,
                           "Areas under ROC curves are of two classes");
      return FALSE;
    }

  for (gsize i = 0; i < outcome->n_known; i++)
    {
      const guint32 row = outcome->rows[i];

      if (isnan (one[row]) || isnan (two[row]))
        continue;
      one[n] = one[row];
      two[n] = two[row];
      labels[n++] = outcome->labels[row];
    }

  return rim_delong_compare_paired (test, one, two, labels, n, error);
}
