/* rim-otsu.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-otsu.h"

#include <math.h>

/* Whole numbers are counted one by one up to as many of them. */
#define MAX_EXACT 65536

#define N_BINS 4096

/* Values of a histogram, and sums up to each. */
typedef struct
{
  guint    n;           /* values that occur */
  double  *values;
  double  *counts;      /* up to a value, from 0 on: one more than there are values */
  double  *sums;
} Levels;

static void
levels_clear (Levels *self)
{
  g_free (self->values);
  g_free (self->counts);
  g_free (self->sums);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Levels, levels_clear)

static gboolean
find_range (const double *values,
            gsize         n,
            double       *low,
            double       *high)
{
  gboolean is_whole = TRUE;

  *low = HUGE_VAL;
  *high = -HUGE_VAL;
  for (gsize i = 0; i < n; i++)
    {
      if (!isfinite (values[i]))
        continue;
      *low = MIN (*low, values[i]);
      *high = MAX (*high, values[i]);
      is_whole = is_whole && !(values[i] < floor (values[i]) || values[i] > floor (values[i]));
    }

  return is_whole;
}

static void
levels_init (Levels        *self,
             const guint64 *counts,
             double         low,
             double         width,
             guint          n_bins)
{
  *self = (Levels) { 0, g_new (double, n_bins), g_new0 (double, n_bins + 1), g_new0 (double, n_bins + 1) };
  for (guint bin = 0; bin < n_bins; bin++)
    {
      guint at = self->n;

      if (counts[bin] == 0)
        continue;
      self->values[at] = low + width * bin;
      self->counts[at + 1] = self->counts[at] + (double) counts[bin];
      self->sums[at + 1] = self->sums[at] + (double) counts[bin] * (width * bin);
      self->n++;
    }
}

static guint64 *
count (const double *values,
       gsize         n,
       double        low,
       double        width,
       guint         n_bins)
{
  guint64 *counts = g_new0 (guint64, n_bins);

  for (gsize i = 0; i < n; i++)
    if (isfinite (values[i]))
      counts[(guint) MIN (floor ((values[i] - low) / width), n_bins - 1)]++;

  return counts;
}

/* What a class of the values from @begin up to @end adds to the variance between
 * classes, but for what is the same for every choice of classes.
 */
static double
get_gain (const Levels *self,
          guint         begin,
          guint         end)
{
  double sum = self->sums[end] - self->sums[begin];

  return sum * sum / (self->counts[end] - self->counts[begin]);
}

/* The best first value of the last class for each end from @low up to @high: it never
 * moves back as the end moves on, so that halves can be looked through one by one.
 */
static void
split (const Levels *self,
       const double *before,
       double       *best,
       guint        *cuts,
       guint         low,
       guint         high,
       guint         first,
       guint         last)
{
  guint middle = low + (high - low) / 2;

  if (low >= high)
    return;

  best[middle] = -HUGE_VAL;
  for (guint cut = first; cut <= MIN (last, middle - 1); cut++)
    {
      double gain = before[cut] + get_gain (self, cut, middle);

      if (gain > best[middle])
        {
          best[middle] = gain;
          cuts[middle] = cut;
        }
    }

  split (self, before, best, cuts, low, middle, first, cuts[middle]);
  split (self, before, best, cuts, middle + 1, high, cuts[middle], last);
}

static void
choose (const Levels *self,
        guint         n_classes,
        double       *thresholds)
{
  guint n = self->n;
  g_autofree double *before = g_new (double, n + 1);
  g_autofree double *best = g_new (double, n + 1);
  g_autofree guint *cuts = g_new0 (guint, (gsize) (n + 1) * n_classes);
  guint end = n;

  for (guint i = 1; i <= n; i++)
    before[i] = get_gain (self, 0, i);
  for (guint class = 1; class < n_classes; class++)
    {
      double *swap = before;

      split (self, before, best, cuts + (gsize) class * (n + 1), class + 1, n + 1, class, n);
      before = best;
      best = swap;
    }

  for (guint class = n_classes - 1; class > 0; class--)
    {
      end = cuts[(gsize) class * (n + 1) + end];
      thresholds[class - 1] = self->values[end];
    }
}

/**
 * rim_otsu_counts:
 * @counts: (array length=n_bins): how many values lie in each bin
 * @n_bins: how many bins
 * @low: where the first begins
 * @width: of a bin
 * @n_classes: 2 to %RIM_OTSU_MAX_CLASSES
 * @thresholds: (out caller-allocates): @n_classes - 1, rising; each the lower end of a bin, from
 *   which on a value belongs to the next class
 *
 * As rim_otsu(), of values that are counted already.
 *
 * Returns: whether there are as many bins with values as classes
 */
gboolean
rim_otsu_counts (const guint64 *counts,
                 guint          n_bins,
                 double         low,
                 double         width,
                 guint          n_classes,
                 double        *thresholds)
{
  g_auto(Levels) levels = { 0 };

  g_return_val_if_fail (n_classes >= 2 && n_classes <= RIM_OTSU_MAX_CLASSES, FALSE);

  levels_init (&levels, counts, low, width, n_bins);
  if (levels.n < n_classes)
    return FALSE;

  choose (&levels, n_classes, thresholds);

  return TRUE;
}

/**
 * rim_otsu:
 * @values: what to split; those that are not finite are passed over
 * @n: how many
 * @n_classes: 2 to %RIM_OTSU_MAX_CLASSES
 * @thresholds: (out caller-allocates): @n_classes - 1, rising; from each on a value
 *   belongs to the next class
 *
 * The thresholds that make the variance between classes greatest (Otsu 1979,
 * doi:10.1109/TSMC.1979.4310076), found exactly for any number of classes. Whole numbers
 * of which no two are 65536 or more apart are counted one by one; else the range is cut into
 * 4096 even bins, and a threshold is the lower end of one. The lowest of equally good ones.
 *
 * Returns: whether there are as many values as classes that differ
 */
gboolean
rim_otsu (const double *values,
          gsize         n,
          guint         n_classes,
          double       *thresholds)
{
  double low, high;
  gboolean is_whole = find_range (values, n, &low, &high);
  g_autofree guint64 *counts = NULL;
  double width;
  guint n_bins;

  g_return_val_if_fail (n_classes >= 2 && n_classes <= RIM_OTSU_MAX_CLASSES, FALSE);

  if (!(high > low && isfinite (high - low)))
    return FALSE;

  is_whole = is_whole && high - low < MAX_EXACT;
  width = is_whole ? 1 : (high - low) / N_BINS;
  n_bins = is_whole ? (guint) (high - low) + 1 : N_BINS;
  counts = count (values, n, low, width, n_bins);

  return rim_otsu_counts (counts, n_bins, low, width, n_classes, thresholds);
}
