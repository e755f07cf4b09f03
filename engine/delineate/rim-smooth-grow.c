/* rim-smooth-grow.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-smooth-grow.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "delineate/rim-search-private.h"

/* Steps from the seed to the edge of what its noise is taken from. */
#define NOISE_REACH 2

struct _RimSmoothGrow
{
  RimSearch *search;
  double    *values;
};

static gboolean
check_value (double   value,
             GError **error)
{
  if (isfinite (value))
    return TRUE;

  g_set_error_literal (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_NO_VALUE,
                       _("There is no value at the point"));

  return FALSE;
}

/* The standard deviation about a voxel within its slice, with n in the denominator. */
static double
get_noise (RimVolume   *volume,
           const guint  index[3],
           double       middle)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  double sum = 0, squares = 0, n = 0;

  for (int dj = -NOISE_REACH; dj <= NOISE_REACH; dj++)
    for (int di = -NOISE_REACH; di <= NOISE_REACH; di++)
      {
        guint i = index[0] + (guint) di;
        guint j = index[1] + (guint) dj;
        double value;

        if (i >= grid->size[0] || j >= grid->size[1])
          continue;

        value = rim_volume_get_value (volume, i, j, index[2]) - middle;
        if (!isfinite (value))
          continue;

        sum += value;
        squares += value * value;
        n++;
      }

  return sqrt (MAX (squares / n - (sum / n) * (sum / n), 0));
}

/**
 * rim_smooth_grow_measure_seed:
 * @volume: an image, the slice of @seed of which is there
 * @seed: where to begin, LPS mm
 * @value: (out): of the image at the voxel of @seed, in its unit
 * @noise: (out): the standard deviation of the values of the 5 × 5 voxels about it in its
 *   slice, with n in the denominator: what a tolerance can begin with
 * @error: where to put an error of %RIM_DELINEATE_ERROR
 *
 * Costs what it reads, and so can answer a click before anything has grown.
 *
 * Returns: whether something can grow there
 */
gboolean
rim_smooth_grow_measure_seed (RimVolume  *volume,
                              RimVec3     seed,
                              double     *value,
                              double     *noise,
                              GError    **error)
{
  guint index[3];

  g_return_val_if_fail (volume != NULL, FALSE);

  if (!rim_place_require_voxel (rim_volume_get_grid (volume), seed, index, error))
    return FALSE;

  *value = rim_volume_get_value (volume, index[0], index[1], index[2]);
  if (!check_value (*value, error))
    return FALSE;
  *noise = get_noise (volume, index, *value);

  return TRUE;
}

/**
 * rim_smooth_grow_new:
 * @volume: an image, all of whose slices are there
 * @seed: where to begin, LPS mm
 * @max_distance: how far from @seed a voxel may be, in mm
 * @sigma: of the Gaussian that smoothes, in mm; 0 for none
 * @within: (nullable): a VOI beyond which nothing is looked at, on the grid of @volume
 * @cancellable: (nullable): stops it
 * @error: where to put an error of %RIM_DELINEATE_ERROR
 *
 * Returns: (transfer full) (nullable): what grows there
 */
RimSmoothGrow *
rim_smooth_grow_new (RimVolume     *volume,
                     RimVec3        seed,
                     double         max_distance,
                     double         sigma,
                     RimMask       *within,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr(RimSearch) search = rim_search_new (volume, seed, max_distance, within, error);
  double *values = NULL;
  RimSmoothGrow *self;

  if (search == NULL)
    return NULL;
  if (!check_value (search->values[search->at], error))
    return NULL;
  if (sigma > 0)
    {
      values = rim_search_smooth (search, search->values, sigma, cancellable, error);
      if (values == NULL)
        return NULL;
    }

  self = g_new0 (RimSmoothGrow, 1);
  self->search = g_steal_pointer (&search);
  self->values = values;

  return self;
}

void
rim_smooth_grow_free (RimSmoothGrow *self)
{
  rim_search_free (self->search);
  g_free (self->values);
  g_free (self);
}

static const double *
get_values (const RimSmoothGrow *self)
{
  return self->values != NULL ? self->values : self->search->values;
}

/* Returns: the smoothed value at the seed, in the unit of the image */
double
rim_smooth_grow_get_value (RimSmoothGrow *self)
{
  return get_values (self)[self->search->at];
}

/**
 * rim_smooth_grow_fill:
 * @self: what grows
 * @low: the least smoothed value, in the unit of the image
 * @high: the greatest
 * @open: what is thinner than twice as much, in mm, is left out; 0 for nothing
 * @fill_holes: whether what is enclosed is in as well
 * @cancellable: (nullable): stops it
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the voxels that hang together with the seed by
 *   their faces; none where nothing as thick lies at the seed
 */
RimMask *
rim_smooth_grow_fill (RimSmoothGrow  *self,
                      double          low,
                      double          high,
                      double          open,
                      gboolean        fill_holes,
                      GCancellable   *cancellable,
                      GError        **error)
{
  const RimSearch *search = self->search;
  g_autofree guint8 *inside = g_malloc0 (search->n_voxels);

  if (!rim_search_flood (search, get_values (self), search->at, low, high, inside, cancellable, error))
    return NULL;
  if (fill_holes && !rim_search_fill_holes (search, inside, cancellable, error))
    return NULL;
  if (open > 0 && !rim_search_open (search, search->at, open, inside, NULL, cancellable, error))
    return NULL;

  return rim_search_to_mask (search, inside);
}
