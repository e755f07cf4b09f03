/* rim-threshold.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-threshold.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "delineate/rim-otsu.h"
#include "delineate/rim-search-private.h"

/**
 * rim_threshold_range:
 * @volume: an image, all of whose slices are there
 * @point: the middle of a ball, LPS mm
 * @radius: of the ball, in mm
 * @within: (nullable): a VOI beyond which nothing is looked at, on the grid of @volume
 * @low: the least value, in the unit of @volume
 * @high: the greatest
 * @cancellable: (nullable): stops it
 * @error: where to put an error of %RIM_DELINEATE_ERROR
 *
 * Returns: (transfer full) (nullable): all voxels of the region with a value in the range,
 *   whether they hang together or not
 */
RimMask *
rim_threshold_range (RimVolume     *volume,
                     RimVec3        point,
                     double         radius,
                     RimMask       *within,
                     double         low,
                     double         high,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr(RimSearch) search = rim_search_new (volume, point, radius, within, error);
  g_autofree guint8 *inside = NULL;

  if (search == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  inside = g_malloc (search->n_voxels);
  for (gsize voxel = 0; voxel < search->n_voxels; voxel++)
    inside[voxel] = search->values[voxel] >= low && search->values[voxel] <= high;

  return rim_search_to_mask (search, inside);
}

/* The class that the value at the point belongs to. */
static void
choose_class (double        value,
              const double *thresholds,
              guint         n_classes,
              double        range[2])
{
  range[0] = -HUGE_VAL;
  range[1] = HUGE_VAL;
  for (guint n = 0; n < n_classes - 1; n++)
    {
      if (value >= thresholds[n])
        range[0] = thresholds[n];
      else
        {
          range[1] = nextafter (thresholds[n], -HUGE_VAL);
          return;
        }
    }
}

/**
 * rim_threshold_otsu:
 * @volume: an image, all of whose slices are there
 * @point: where the user pointed to, LPS mm
 * @radius: how far from it to look, in mm
 * @within: (nullable): a VOI beyond which nothing is looked at, on the grid of @volume
 * @n_classes: 2 to %RIM_OTSU_MAX_CLASSES
 * @range: (out): from which value up to which the result goes
 * @cancellable: (nullable): stops it
 * @error: where to put an error of %RIM_DELINEATE_ERROR
 *
 * Splits the values of the region by rim_otsu(), and takes what hangs together with the
 * point by faces and is in the same class.
 *
 * Returns: (transfer full) (nullable): the proposal
 */
RimMask *
rim_threshold_otsu (RimVolume     *volume,
                    RimVec3        point,
                    double         radius,
                    RimMask       *within,
                    guint          n_classes,
                    double         range[2],
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autoptr(RimSearch) search = rim_search_new (volume, point, radius, within, error);
  g_autofree guint8 *inside = NULL;
  double thresholds[RIM_OTSU_MAX_CLASSES];

  if (search == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (!isfinite (search->values[search->at]))
    {
      g_set_error_literal (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_NO_VALUE,
                           _("There is no value at the point"));
      return NULL;
    }
  if (!rim_otsu (search->values, search->n_voxels, n_classes, thresholds))
    {
      g_set_error_literal (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_NOTHING,
                           _("The values about the point are too much alike to be split"));
      return NULL;
    }

  choose_class (search->values[search->at], thresholds, n_classes, range);
  inside = g_malloc0 (search->n_voxels);
  if (!rim_search_flood (search, search->values, search->at, range[0], range[1], inside, cancellable, error))
    return NULL;

  return rim_search_to_mask (search, inside);
}
