/* rim-score-contours.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-scorer.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#include "core/rim-compare.h"
#include "core/rim-parallel.h"
#include "rim-contour-variants.h"
#include "statistics/rim-quantile.h"

#define LOW_TAIL  0.025
#define HIGH_TAIL 0.975

/* Scores of other contours of one case. */
typedef struct
{
  RimScorer          *scorer;
  const RimScoreCase *score_case;
  RimMask *const     *contours;  /* given; else */
  RimContourVariants *variants;  /* are made, */
  RimContourVariants *before;    /* of the earlier time point too */
  guint               n;
  double             *margins;
  RimExtractProgress  progress;
  gpointer            data;
  GCancellable       *cancellable;
  pthread_mutex_t     lock;
  guint               n_done;
} Run;

/* NAN where a contour has no score. */
static double
score_contour (Run   *self,
               guint  contour)
{
  RimFit *fit = rim_signature_get_fit (rim_scorer_get_signature (self->scorer));
  g_autofree double *values = g_new (double, MAX (rim_fit_get_n_inputs (fit), 1));
  g_autoptr(RimMask) lesion = self->contours != NULL ? rim_mask_ref (self->contours[contour])
                                                     : rim_contour_variants_make (self->variants, contour);
  g_autoptr(RimMask) earlier = self->before != NULL ? rim_contour_variants_make (self->before, contour) : NULL;
  RimScoreCase other = *self->score_case;
  RimScoreCase before;

  other.lesion = lesion;
  if (earlier != NULL)
    {
      before = *self->score_case->before;
      before.lesion = earlier;
      other.before = &before;
    }
  if (!rim_scorer_compute (self->scorer, &other, values, NULL, self->cancellable, NULL))
    return NAN;

  return rim_fit_predict (fit, values);
}

static void
score_contours (gsize    begin,
                gsize    end,
                gpointer data)
{
  Run *self = data;

  for (gsize i = begin; i < end && !g_cancellable_is_cancelled (self->cancellable); i++)
    {
      self->margins[i] = score_contour (self, (guint) i);

      pthread_mutex_lock (&self->lock);
      self->n_done++;
      if (self->progress != NULL)
        self->progress ((double) self->n_done / self->n, self->data);
      pthread_mutex_unlock (&self->lock);
    }
}

static double
find_deviation (const double *margins,
                guint         n)
{
  double mean = 0.0, sum = 0.0;

  for (guint i = 0; i < n; i++)
    mean += margins[i] / n;
  for (guint i = 0; i < n; i++)
    sum += (margins[i] - mean) * (margins[i] - mean);

  return n > 1 ? sqrt (sum / (n - 1)) : NAN;
}

/* In the order of size, so that sums are the same on any number of threads. */
static void
summarise (const Run *self,
           RimScore  *score)
{
  const double cut_off = rim_fit_get_cut_off (rim_signature_get_fit (rim_scorer_get_signature (self->scorer)));
  guint n_flips = 0, n = 0;

  for (guint i = 0; i < self->n; i++)
    if (!isnan (self->margins[i]))
      {
        n_flips += (self->margins[i] > cut_off) != score->is_high;
        self->margins[n++] = self->margins[i];
      }
  qsort (self->margins, n, sizeof *self->margins, rim_compare_doubles);

  score->n_asked = self->n;
  score->n_contours = n;
  score->low = n > 0 ? rim_quantile_of_sorted (self->margins, n, LOW_TAIL) : NAN;
  score->high = n > 0 ? rim_quantile_of_sorted (self->margins, n, HIGH_TAIL) : NAN;
  score->deviation = find_deviation (self->margins, n);
  score->flips = n > 0 ? (double) n_flips / n : NAN;
}

static gboolean
run (Run       *self,
     RimScore  *score,
     GError   **error)
{
  g_autofree double *margins = g_new (double, MAX (self->n, 1));

  self->margins = margins;
  pthread_mutex_init (&self->lock, NULL);
  rim_parallel_for (self->n, 1, score_contours, self);
  pthread_mutex_destroy (&self->lock);
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;

  summarise (self, score);
  if (score->n_contours > 0)
    return TRUE;

  g_set_error_literal (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING,
                       "No other contour has a score");

  return FALSE;
}

/**
 * rim_scorer_perturb:
 * @self: a scorer
 * @score: of the case; gets the interval
 * @score_case: what it is of
 * @distance_mm: how far off the contour may be, above 0: others are grown or shrunk by up to
 *   it, shifted by up to half of it, and have an uneven surface with a standard deviation of
 *   a quarter of it
 * @n: how many other contours
 * @seed: of what is drawn
 * @progress: (nullable): told how far it is, from any thread, one call at a time
 * @data: for @progress
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * How much the contour matters. Of two time points both contours are changed. The bits do
 * not depend on the number of threads.
 *
 * Returns: whether a contour has a score
 */
gboolean
rim_scorer_perturb (RimScorer           *self,
                    RimScore            *score,
                    const RimScoreCase  *score_case,
                    double               distance_mm,
                    guint                n,
                    guint64              seed,
                    RimExtractProgress   progress,
                    gpointer             data,
                    GCancellable        *cancellable,
                    GError             **error)
{
  g_autoptr(RimContourVariants) variants = NULL;
  g_autoptr(RimContourVariants) before = NULL;
  Run all = { .scorer = self, .score_case = score_case, .n = n, .progress = progress, .data = data,
              .cancellable = cancellable };

  g_return_val_if_fail (score != NULL && score_case != NULL && distance_mm > 0.0, FALSE);

  variants = rim_contour_variants_new (score_case->lesion, distance_mm, seed, error);
  if (variants != NULL && score_case->before != NULL)
    before = rim_contour_variants_new (score_case->before->lesion, distance_mm, seed + 1, error);
  if (variants == NULL || (score_case->before != NULL && before == NULL))
    return FALSE;

  all.variants = variants;
  all.before = before;

  return run (&all, score, error);
}

/**
 * rim_scorer_compare:
 * @self: a scorer
 * @score: of the case; gets the interval
 * @score_case: what it is of
 * @contours: (array length=n_contours): what other readers drew
 * @n_contours: how many
 * @progress: (nullable): told how far it is, from any thread, one call at a time
 * @data: for @progress
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * The same as rim_scorer_perturb() with contours that there are.
 *
 * Returns: whether one has a score
 */
gboolean
rim_scorer_compare (RimScorer           *self,
                    RimScore            *score,
                    const RimScoreCase  *score_case,
                    RimMask *const      *contours,
                    guint                n_contours,
                    RimExtractProgress   progress,
                    gpointer             data,
                    GCancellable        *cancellable,
                    GError             **error)
{
  Run all = { .scorer = self, .score_case = score_case, .contours = contours, .n = n_contours, .progress = progress,
              .data = data, .cancellable = cancellable };

  g_return_val_if_fail (score != NULL && score_case != NULL, FALSE);

  return run (&all, score, error);
}
