/* rim-range-levels.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-range-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <pthread.h>

#include "core/rim-parallel.h"
#include "delineate/rim-otsu.h"

/* Whole numbers are counted one by one up to as many of them. */
#define MAX_EXACT 65536

#define N_BINS 4096

/* What is shown, at the most. */
#define MAX_SHOWN 256

/* One voxel of so many may lie beyond what is shown. */
#define BEYOND 2000

#define SLICES_PER_BLOCK 4

/* What all blocks add to; numbers of voxels, so the order makes no difference. */
typedef struct
{
  RimVolume            *volume;
  const RimRangeRegion *region;
  GCancellable         *cancellable;
  pthread_mutex_t       mutex;
  double                min;
  double                max;
  gboolean              is_whole;
  gsize                 n_voxels;
  double                width;
  guint                 n_bins;
  guint64              *counts;
} Census;

typedef void (*RowFunc) (Census       *self,
                         const double *values,
                         guint         n,
                         gpointer      block);

typedef struct
{
  double   min;
  double   max;
  gboolean is_whole;
} Extremes;

static void
look_at_row (Census       *self,
             const double *values,
             guint         n,
             gpointer      block)
{
  Extremes *extremes = block;

  for (guint i = 0; i < n; i++)
    {
      if (!isfinite (values[i]))
        continue;
      extremes->min = MIN (extremes->min, values[i]);
      extremes->max = MAX (extremes->max, values[i]);
      extremes->is_whole = extremes->is_whole && !(values[i] < floor (values[i]) || values[i] > floor (values[i]));
    }
}

static void
count_row (Census       *self,
           const double *values,
           guint         n,
           gpointer      block)
{
  guint32 *counts = block;

  for (guint i = 0; i < n; i++)
    if (isfinite (values[i]))
      counts[(guint) MIN (floor ((values[i] - self->min) / self->width), self->n_bins - 1.0)]++;
}

static void
read_slices (Census   *self,
             gsize     begin,
             gsize     end,
             RowFunc   func,
             gpointer  block)
{
  const RimBox *box = &self->region->box;
  guint n = box->max[0] - box->min[0];
  g_autofree double *values = g_new (double, n);

  for (gsize k = begin; k < end && !g_cancellable_is_cancelled (self->cancellable); k++)
    for (guint j = box->min[1]; j < box->max[1]; j++)
      {
        rim_range_region_read_row (self->region, self->volume, j, box->min[2] + (guint) k, values);
        func (self, values, n, block);
      }
}

static void
look (gsize    begin,
      gsize    end,
      gpointer data)
{
  Census *self = data;
  Extremes extremes = { HUGE_VAL, -HUGE_VAL, TRUE };

  read_slices (self, begin, end, look_at_row, &extremes);
  pthread_mutex_lock (&self->mutex);
  self->min = MIN (self->min, extremes.min);
  self->max = MAX (self->max, extremes.max);
  self->is_whole = self->is_whole && extremes.is_whole;
  pthread_mutex_unlock (&self->mutex);
}

static void
count (gsize    begin,
       gsize    end,
       gpointer data)
{
  Census *self = data;
  g_autofree guint32 *counts = g_new0 (guint32, self->n_bins);

  read_slices (self, begin, end, count_row, counts);
  pthread_mutex_lock (&self->mutex);
  for (guint bin = 0; bin < self->n_bins; bin++)
    {
      self->counts[bin] += counts[bin];
      self->n_voxels += counts[bin];
    }
  pthread_mutex_unlock (&self->mutex);
}

static gboolean
take (Census  *self,
      GError **error)
{
  gsize n_slices = rim_range_region_count (self->region) > 0 ? self->region->box.max[2] - self->region->box.min[2] : 0;

  rim_parallel_for (n_slices, SLICES_PER_BLOCK, look, self);
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (!(self->max >= self->min))
    {
      g_set_error_literal (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_NO_VALUE, _("There are no values here"));
      return FALSE;
    }

  if (self->is_whole && self->max - self->min < MAX_EXACT)
    {
      self->width = 1;
      self->n_bins = (guint) (self->max - self->min) + 1;
    }
  else
    {
      self->width = (self->max - self->min) / N_BINS;
      self->n_bins = N_BINS;
    }
  self->counts = g_new0 (guint64, self->n_bins);
  rim_parallel_for (n_slices, SLICES_PER_BLOCK, count, self);

  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

/* One past the last bin that is shown. */
static guint
find_end (const Census *self)
{
  gsize beyond = 0;
  guint end = self->n_bins;

  while (end > 1 && beyond + self->counts[end - 1] <= self->n_voxels / BEYOND)
    beyond += self->counts[--end];

  return end;
}

static RimRangeLevels *
summarize (const Census *self)
{
  guint end = find_end (self), each = (end + MAX_SHOWN - 1) / MAX_SHOWN;
  RimRangeLevels *levels = g_new0 (RimRangeLevels, 1);

  levels->min = self->min;
  levels->max = self->max;
  levels->n_voxels = self->n_voxels;
  levels->lower = self->min;
  levels->width = self->width * each;
  levels->n_bins = (end + each - 1) / each;
  levels->counts = g_new0 (guint64, levels->n_bins);
  for (guint bin = 0; bin < MIN (levels->n_bins * each, self->n_bins); bin++)
    levels->counts[bin / each] += self->counts[bin];
  if (!rim_otsu_counts (self->counts, self->n_bins, self->min, self->width, 2, &levels->threshold))
    levels->threshold = NAN;

  return levels;
}

/**
 * rim_range_levels_new:
 * @volume: an image, all of whose slices are there
 * @region: where to look
 * @cancellable: (nullable): stops it
 * @error: where to put an error of %RIM_DELINEATE_ERROR
 *
 * Counts the values of a region, and splits them as rim_otsu() does.
 *
 * Returns: (transfer full) (nullable): the values; %NULL where there are none
 */
RimRangeLevels *
rim_range_levels_new (RimVolume             *volume,
                      const RimRangeRegion  *region,
                      GCancellable          *cancellable,
                      GError               **error)
{
  Census census = { .volume = volume, .region = region, .cancellable = cancellable, .min = HUGE_VAL,
                    .max = -HUGE_VAL, .is_whole = TRUE };
  RimRangeLevels *levels;

  pthread_mutex_init (&census.mutex, NULL);
  levels = take (&census, error) ? summarize (&census) : NULL;
  pthread_mutex_destroy (&census.mutex);
  g_free (census.counts);

  return levels;
}

void
rim_range_levels_free (RimRangeLevels *self)
{
  g_free (self->counts);
  g_free (self);
}
