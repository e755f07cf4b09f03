/* rim-discretise.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-discretise.h"

#include <float.h>
#include <math.h>

#include "core/rim-parallel.h"
#include "rim-family.h"

#define BLOCK 8192

typedef struct
{
  double   min;
  double   max;
  gboolean is_finite;
} Range;

typedef struct
{
  const RimBins *bins;
  const double  *values;
  Range         *ranges;    /* one per block */
  Range          range;
  guint16       *levels;
  double        *edges;
  guint          n_edges;
} Work;

static void
find_ranges (gsize    begin,
             gsize    end,
             gpointer data)
{
  Work *work = data;
  Range range = { INFINITY, -INFINITY, TRUE };

  for (gsize v = begin; v < end; v++)
    {
      const double value = work->values[v];

      range.min = value < range.min ? value : range.min;
      range.max = value > range.max ? value : range.max;
      range.is_finite &= fabs (value) <= DBL_MAX;
    }

  work->ranges[begin / BLOCK] = range;
}

static gboolean
find_range (Work    *work,
            gsize    n,
            GError **error)
{
  const gsize n_blocks = (n + BLOCK - 1) / BLOCK;
  g_autofree Range *ranges = g_new (Range, n_blocks);

  work->ranges = ranges;
  work->range = (Range) { INFINITY, -INFINITY, TRUE };
  rim_parallel_for (n, BLOCK, find_ranges, work);

  for (gsize b = 0; b < n_blocks; b++)
    {
      work->range.min = MIN (work->range.min, ranges[b].min);
      work->range.max = MAX (work->range.max, ranges[b].max);
      work->range.is_finite &= ranges[b].is_finite;
    }

  if (!work->range.is_finite)
    g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_NOT_FINITE,
                 "A value in the region is infinite or not a number");
  else if (!isfinite (RIM_MAX_LEVELS * (work->range.max - work->range.min)))
    g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_TOO_MANY_LEVELS,
                 "The values in the region lie too far apart: %g to %g",
                 work->range.min, work->range.max);
  else
    return TRUE;

  return FALSE;
}

static gboolean
check_bins (const RimBins *bins,
            gsize          n,
            GError       **error)
{
  const gboolean has_width = bins->binning == RIM_BINNING_WIDTH ||
                             bins->binning == RIM_BINNING_FIXED_SIZE;

  if (n == 0)
    g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_EMPTY, "The region has no voxels");
  else if (has_width && !(isfinite (bins->width) && bins->width > 0.0))
    g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                 "The width of a bin is not a positive number: %g", bins->width);
  else if (bins->binning == RIM_BINNING_FIXED_SIZE && !isfinite (bins->lower))
    g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                 "Bins of a fixed size need a lower bound");
  else if (!has_width && (bins->count == 0 || bins->count >= RIM_MAX_LEVELS))
    g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                 "The number of bins is not from 1 to %d: %u", RIM_MAX_LEVELS - 1, bins->count);
  else
    return TRUE;

  return FALSE;
}

static gboolean
check_n_levels (double   n_levels,
                GError **error)
{
  if (n_levels <= RIM_MAX_LEVELS)
    return TRUE;

  g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_TOO_MANY_LEVELS,
               "The bins are too narrow: %.6g grey levels, and at most %d are possible",
               n_levels, RIM_MAX_LEVELS);

  return FALSE;
}

/* The remainder with the sign of the divisor, as Python and numpy define it. */
static double
floor_mod (double x,
           double divisor)
{
  double mod = fmod (x, divisor);

  return mod < 0.0 ? mod + divisor : mod;
}

/* numpy.arange (low, max + 2 width, width), whose step is the difference of its
 * first two elements.
 */
static gboolean
make_width_edges (Work    *work,
                  GError **error)
{
  const double width = work->bins->width;
  const double low = work->range.min - floor_mod (work->range.min, width);
  const double n_edges = ceil ((work->range.max + 2.0 * width - low) / width);
  const double step = (low + width) - low;

  if (!check_n_levels (floor ((work->range.max - low) / width) + 1.0, error))
    return FALSE;

  work->n_edges = (guint) MAX (n_edges, 2.0);
  work->edges = g_new (double, work->n_edges);
  for (guint e = 0; e < work->n_edges; e++)
    work->edges[e] = low + e * step;

  return TRUE;
}

/* The edges of numpy.histogram (values, count), and 1 added to the last one so
 * that the maximum is in the last bin. They have the precision of the values.
 */
static void
make_count_edges (Work *work)
{
  const guint count = work->bins->count;
  const gboolean is_flat = work->range.min == work->range.max;
  const double low = is_flat ? work->range.min - 0.5 : work->range.min;
  const double high = is_flat ? work->range.max + 0.5 : work->range.max;
  const double step = (high - low) / count;

  work->n_edges = count + 1;
  work->edges = g_new (double, work->n_edges);
  for (guint e = 0; e < count; e++)
    work->edges[e] = e * step + low;
  work->edges[count] = high;

  for (guint e = 0; work->bins->is_single && e <= count; e++)
    work->edges[e] = (float) work->edges[e];

  work->edges[count] += 1.0;
  if (work->bins->is_single)
    work->edges[count] = (float) work->edges[count];
}

/* numpy.digitize (values, edges): how many edges are not above the value. */
static void
digitise (gsize    begin,
          gsize    end,
          gpointer data)
{
  const Work *work = data;
  const double *edges = work->edges;
  const guint last = work->n_edges - 1;
  const double low = edges[0];
  const double step = edges[1] - low;
  const double scale = step > 0.0 ? 1.0 / step : 0.0;

  for (gsize v = begin; v < end; v++)
    {
      const double value = work->values[v];
      const double guess = (value - low) * scale;
      guint e = guess < last ? (guint) MAX (guess, 0.0) : last;

      while (e > 0 && edges[e] > value)
        e--;
      while (e < last && edges[e + 1] <= value)
        e++;

      work->levels[v] = (guint16) MIN (e + 1, RIM_MAX_LEVELS);
    }
}

static gboolean
make_fixed_size_edges (Work    *work,
                       GError **error)
{
  const RimBins *bins = work->bins;
  const double n_levels = floor ((work->range.max - bins->lower) / bins->width) + 1.0;

  if (work->range.min < bins->lower)
    {
      g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                   "A value in the region, %g, is below the first bin, which begins at %g",
                   work->range.min, bins->lower);
      return FALSE;
    }

  if (!check_n_levels (n_levels, error))
    return FALSE;

  work->n_edges = (guint) n_levels + 1;
  work->edges = g_new (double, work->n_edges);
  for (guint e = 0; e < work->n_edges; e++)
    work->edges[e] = bins->lower + e * bins->width;

  return TRUE;
}

static void
discretise_fixed_size (gsize    begin,
                       gsize    end,
                       gpointer data)
{
  const Work *work = data;
  const double lower = work->bins->lower;
  const double width = work->bins->width;

  for (gsize v = begin; v < end; v++)
    work->levels[v] = (guint16) ((guint) ((work->values[v] - lower) / width) + 1);
}

static void
make_fixed_number_edges (Work *work)
{
  const guint count = work->bins->count;
  const double extent = work->range.max - work->range.min;

  work->n_edges = count + 1;
  work->edges = g_new (double, work->n_edges);
  for (guint e = 0; e <= count; e++)
    work->edges[e] = work->range.min + extent * e / count;
}

static void
discretise_fixed_number (gsize    begin,
                         gsize    end,
                         gpointer data)
{
  const Work *work = data;
  const guint count = work->bins->count;
  const double min = work->range.min;
  const double extent = work->range.max - min;

  for (gsize v = begin; v < end; v++)
    {
      const double share = extent > 0.0 ? count * (work->values[v] - min) / extent : 0.0;

      work->levels[v] = (guint16) (MIN ((guint) share, count - 1) + 1);
    }
}

static gboolean
make_edges (Work    *work,
            GError **error)
{
  switch (work->bins->binning)
    {
    case RIM_BINNING_WIDTH:
      return make_width_edges (work, error);

    case RIM_BINNING_FIXED_SIZE:
      return make_fixed_size_edges (work, error);

    case RIM_BINNING_COUNT:
      make_count_edges (work);
      return TRUE;

    case RIM_BINNING_FIXED_NUMBER:
    default:
      make_fixed_number_edges (work);
      return TRUE;
    }
}

static RimParallelFunc
get_function (RimBinning binning)
{
  switch (binning)
    {
    case RIM_BINNING_FIXED_SIZE:
      return discretise_fixed_size;

    case RIM_BINNING_FIXED_NUMBER:
      return discretise_fixed_number;

    case RIM_BINNING_WIDTH:
    case RIM_BINNING_COUNT:
    default:
      return digitise;
    }
}

static guint
find_highest (const guint16 *levels,
              gsize          n)
{
  guint16 highest = 0;

  for (gsize v = 0; v < n; v++)
    highest = levels[v] > highest ? levels[v] : highest;

  return highest;
}

/**
 * rim_discretise:
 * @bins: how
 * @values: (array length=n): the intensities of a region
 * @n: how many
 * @levels: (out caller-allocates) (array length=n): their grey levels, from 1
 * @n_levels: (out): the highest level, "Ng"; lower levels may be empty
 * @edges: (out) (optional) (transfer full): n_levels + 1 edges of bins, the
 *   lower edge of level l at l - 1
 * @error: where to put an error
 *
 * Makes grey levels of intensities. PyRadiomics' bins have the edges that numpy
 * computes, to the last bit; a value on an edge is in the upper bin. The IBSI's
 * follow section 2.7 of its manual: floor ((x - lower) / width) + 1, and
 * MIN (floor (count (x - min) / (max - min)) + 1, count).
 *
 * Fails where a value is not finite or below the first bin, where there are no
 * values, and where there would be more than 65535 levels.
 *
 * Returns: whether it could
 */
gboolean
rim_discretise (const RimBins *bins,
                const double  *values,
                gsize          n,
                guint16       *levels,
                guint         *n_levels,
                double       **edges,
                GError       **error)
{
  Work work = { .bins = bins, .values = values, .levels = levels };

  if (!check_bins (bins, n, error) || !find_range (&work, n, error) || !make_edges (&work, error))
    return FALSE;

  rim_parallel_for (n, BLOCK, get_function (bins->binning), &work);
  *n_levels = find_highest (levels, n);

  if (edges != NULL)
    {
      *edges = g_renew (double, work.edges, MAX (*n_levels + 1, work.n_edges));
      if (*n_levels + 1 > work.n_edges)
        (*edges)[*n_levels] = INFINITY;
    }
  else
    {
      g_free (work.edges);
    }

  return TRUE;
}
