/* rim-ibsi-prepare.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-ibsi-private.h"

#include <math.h>
#include <string.h>

#include "filter/rim-resample.h"

/* The IBSI's image processing scheme (reference manual, section 2): interpolation,
 * rounding, re-segmentation. What is left after it is the intensity mask; the mask
 * before it is the morphological one.
 */

static RimInterpolator
get_interpolator (int interpolation)
{
  if (interpolation == RIM_IBSI_NEAREST)
    return RIM_INTERPOLATOR_NEAREST;

  return interpolation == RIM_IBSI_LINEAR ? RIM_INTERPOLATOR_LINEAR : RIM_INTERPOLATOR_BSPLINE_3;
}

static gboolean
interpolate (RimPrepared             *self,
             const RimSettingValues  *values,
             GCancellable            *cancellable,
             GError                 **error)
{
  RimResampleSettings settings = {
    .interpolator = get_interpolator (values->image_interpolation),
    .is_rounded = values->round_intensities,
    .threshold = values->roi_threshold,
  };
  RimVolume *image;
  RimMask *mask;

  if (values->resampled_pixel_spacing.n == 0)
    return TRUE;
  if (values->dimensions == 2 && values->resampled_pixel_spacing.values[2] > 0.0)
    {
      g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                   "Slices are not resampled along their normal where dimensions is 2; the last number of "
                   "resampledPixelSpacing has to be 0");
      return FALSE;
    }

  memcpy (settings.spacing, values->resampled_pixel_spacing.values, sizeof settings.spacing);
  if (!rim_resample_ibsi (self->image, self->shape, &settings, &image, &mask, cancellable, error))
    return FALSE;

  rim_prepared_clear (self);
  *self = (RimPrepared) { image, mask, rim_mask_ref (mask) };

  return rim_extract_check_mask (self->shape, values, error);
}

/* Re-segmentation */

static void
find_range (const RimSettingValues *values,
            double                  range[2])
{
  const RimNumbers *numbers = &values->resegment_range;

  range[0] = numbers->n > 0 ? numbers->values[0] : -INFINITY;
  range[1] = numbers->n > 1 ? numbers->values[1] : INFINITY;
}

/* Narrows the range to so many standard deviations, of a population, around the
 * mean of the voxels in it (IBSI 7ACA).
 */
static void
exclude_outliers (const double *voxels,
                  gsize         n,
                  double        sigma,
                  double        range[2])
{
  double sum = 0.0;
  double squares = 0.0;
  gsize n_in = 0;
  double mean, reach;

  for (gsize i = 0; i < n; i++)
    if (voxels[i] >= range[0] && voxels[i] <= range[1])
      {
        sum += voxels[i];
        n_in++;
      }
  if (n_in == 0)
    return;

  mean = sum / (double) n_in;
  for (gsize i = 0; i < n; i++)
    if (voxels[i] >= range[0] && voxels[i] <= range[1])
      squares += (voxels[i] - mean) * (voxels[i] - mean);
  reach = sigma * sqrt (squares / (double) n_in);
  range[0] = MAX (range[0], mean - reach);
  range[1] = MIN (range[1], mean + reach);
}

static gboolean
resegment (RimPrepared             *self,
           const RimSettingValues  *values,
           GError                 **error)
{
  g_autoptr(RimRegion) region = NULL;
  g_autoptr(RimField) field = NULL;
  g_autofree double *voxels = NULL;
  double range[2];

  if (values->resegment_range.n == 0 && isnan (values->outlier_sigma))
    return TRUE;

  region = rim_region_new (self->shape);
  field = rim_field_new_from_volume (self->image, &region->box, error);
  voxels = field != NULL ? rim_extract_gather (region, field, error) : NULL;
  if (voxels == NULL)
    return FALSE;

  find_range (values, range);
  if (!isnan (values->outlier_sigma))
    exclude_outliers (voxels, region->n_voxels, values->outlier_sigma, range);

  rim_mask_unref (self->intensity);
  self->intensity = rim_extract_keep_between (self->shape, region, field, range);
  if (rim_mask_count (self->intensity) > 0)
    return TRUE;

  g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_EMPTY,
               "Re-segmentation leaves no voxel of the region");

  return FALSE;
}

static gboolean
check_range (const RimSettingValues  *values,
             GError                 **error)
{
  const RimNumbers *range = &values->resegment_range;

  if (range->n < 2 || range->values[0] <= range->values[1])
    return TRUE;

  g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
               "The ends of resegmentRange are not in order");

  return FALSE;
}

/**
 * rim_ibsi_prepared_init:
 * @self: (out): image and VOI as features are computed on them
 * @image: the image
 * @mask: the VOI
 * @values: settings
 * @diagnostics: (nullable): gets what the IBSI tells of the steps
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Interpolates, rounds and re-segments. The whole image is kept, as filters and
 * intensity peaks look beyond the VOI. @self is to be cleared in any case.
 *
 * Returns: whether there is something to compute features on
 */
gboolean
rim_ibsi_prepared_init (RimPrepared            *self,
                        RimVolume              *image,
                        RimMask                *mask,
                        const RimSettingValues *values,
                        RimFeatureTable        *diagnostics,
                        GCancellable           *cancellable,
                        GError                **error)
{
  *self = (RimPrepared) { rim_volume_ref (image), NULL, NULL };
  if (!check_range (values, error) || !rim_extract_check_image (image, error) ||
      !rim_extract_fit (self, mask, values, error))
    return FALSE;

  self->intensity = rim_mask_ref (self->shape);
  if (diagnostics != NULL)
    {
      rim_ibsi_diagnostics_add_image (diagnostics, "init", self->image);
      rim_ibsi_diagnostics_add_roi (diagnostics, "init", self);
    }

  if (!rim_extract_check_mask (self->shape, values, error) || !interpolate (self, values, cancellable, error))
    return FALSE;

  if (diagnostics != NULL)
    {
      rim_ibsi_diagnostics_add_image (diagnostics, "interp", self->image);
      rim_ibsi_diagnostics_add_roi (diagnostics, "interp", self);
    }
  if (!resegment (self, values, error))
    return FALSE;

  if (diagnostics != NULL)
    rim_ibsi_diagnostics_add_roi (diagnostics, "reseg", self);

  return TRUE;
}
