/* rim-extract-prepare.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-extract-private.h"

#include "filter/rim-resample.h"

/* The first half of PyRadiomics' featureextractor.execute(), step by step. */

/* Returns: whether the image is there and a grid in space */
gboolean
rim_extract_check_image (RimVolume  *image,
                         GError    **error)
{
  const guint n_slices = rim_volume_get_grid (image)->size[2];

  if (rim_volume_get_n_ready (image) < n_slices)
    g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_EMPTY,
                 "The image is not loaded to its end");
  else if (rim_volume_get_geometry_kind (image) == RIM_GEOMETRY_IRREGULAR)
    g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_GEOMETRY,
                 "The slices of the image have gaps or uneven distances, which features in three "
                 "dimensions do not allow for");
  else
    return TRUE;

  return FALSE;
}

static void
replace_image (RimPrepared *self,
               RimVolume   *image)
{
  rim_volume_unref (self->image);
  self->image = image;
}

static void
replace_mask (RimPrepared *self,
              RimMask     *mask)
{
  rim_mask_unref (self->shape);
  self->shape = mask;
}

/* SimpleITK's numbers begin with 1, as do the names of the choice. */
static gboolean
find_interpolator (int               number,
                   RimInterpolator  *interpolator,
                   GError          **error)
{
  static const char *const names[] = {
    NULL, "sitkNearestNeighbor", "sitkLinear", "sitkBSpline", "sitkGaussian", "sitkLabelGaussian",
    "sitkHammingWindowedSinc", "sitkCosineWindowedSinc", "sitkWelchWindowedSinc",
    "sitkLanczosWindowedSinc", "sitkBlackmanWindowedSinc",
  };

  return rim_interpolator_from_name (names[number], interpolator, error);
}

static gboolean
resample (RimPrepared             *self,
          const RimSettingValues  *values,
          GCancellable            *cancellable,
          GError                 **error)
{
  RimResampleSettings settings = RIM_RESAMPLE_SETTINGS_INIT;
  RimVolume *image;
  RimMask *mask;

  for (guint axis = 0; axis < 3; axis++)
    settings.spacing[axis] = values->resampled_pixel_spacing.values[axis];
  settings.pad_distance = (guint) values->pad_distance;
  if (!find_interpolator (values->interpolator, &settings.interpolator, error) ||
      !rim_resample_pyradiomics (self->image, self->shape, &settings, &image, &mask, cancellable, error))
    return FALSE;

  replace_image (self, image);
  replace_mask (self, mask);

  return TRUE;
}

static gboolean
crop (RimPrepared             *self,
      const RimSettingValues  *values,
      GError                 **error)
{
  const guint *size = rim_volume_get_grid (self->image)->size;
  const guint pad = (guint) values->pad_distance;
  RimVolume *image;
  RimMask *mask;
  RimBox box;

  rim_mask_get_bounds (self->shape, &box);
  for (guint axis = 0; axis < 3; axis++)
    {
      box.min[axis] -= MIN (box.min[axis], pad);
      box.max[axis] = MIN (box.max[axis] + pad, size[axis]);
    }

  image = rim_extract_crop_image (self->image, &box, error);
  if (image == NULL)
    return FALSE;

  mask = rim_extract_crop_mask (self->shape, &box);
  replace_image (self, image);
  replace_mask (self, mask);

  return TRUE;
}

/* Puts the mask on the grid of the image. */
gboolean
rim_extract_fit (RimPrepared             *self,
                 RimMask                 *mask,
                 const RimSettingValues  *values,
                 GError                 **error)
{
  if (!rim_mask_get_bounds (mask, &(RimBox) { { 0 }, { 0 } }))
    return rim_extract_check_mask (mask, values, error);

  self->shape = rim_extract_fit_mask (mask, rim_volume_get_grid (self->image), values, error);

  return self->shape != NULL;
}

static gboolean
resegment (RimPrepared             *self,
           const RimSettingValues  *values,
           RimFeatureTable         *diagnostics,
           GError                 **error)
{
  if (values->resegment_range.n == 0)
    {
      self->intensity = rim_mask_ref (self->shape);
      return TRUE;
    }

  self->intensity = rim_extract_resegment (self->shape, self->image, values, error);
  if (self->intensity == NULL || !rim_extract_check_mask (self->intensity, values, error))
    return FALSE;

  if (diagnostics != NULL)
    rim_diagnostics_add_mask (diagnostics, "resegmented", self->intensity, self->image, (guint) values->label);
  if (values->resegment_shape)
    replace_mask (self, rim_mask_ref (self->intensity));

  return TRUE;
}

static gboolean
prepare_image (RimPrepared             *self,
               const RimSettingValues  *values,
               GCancellable            *cancellable,
               GError                 **error)
{
  const gboolean resamples = values->resampled_pixel_spacing.n > 0 && values->interpolator != 0;

  if (values->normalize)
    {
      RimVolume *normalized = rim_extract_normalize (self->image, values, error);

      if (normalized == NULL)
        return FALSE;
      replace_image (self, normalized);
    }

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (resamples)
    return resample (self, values, cancellable, error);

  return !values->pre_crop || (rim_extract_check_mask (self->shape, values, error) && crop (self, values, error));
}

static void
add_diagnostics (RimPrepared            *self,
                 RimMask                *mask,
                 const RimSettingValues *values,
                 RimFeatureTable        *diagnostics)
{
  const guint label = (guint) values->label;

  if (values->resampled_pixel_spacing.n > 0 && values->interpolator != 0)
    {
      rim_diagnostics_add_image (diagnostics, "interpolated", self->image);
      rim_diagnostics_add_mask (diagnostics, "interpolated", self->shape, self->image, label);
    }
  else if (!rim_grid_equal (rim_mask_get_grid (mask), rim_mask_get_grid (self->shape), 1e-6) &&
           !values->pre_crop)
    {
      rim_diagnostics_add_mask (diagnostics, "corrected", self->shape, self->image, label);
    }
}

/**
 * rim_prepared_init:
 * @self: (out): image and VOI as features are computed on them
 * @image: the image
 * @mask: the VOI
 * @values: settings
 * @diagnostics: (nullable): gets what PyRadiomics tells of the steps
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Normalizes, resamples or crops, checks and re-segments. @self is to be cleared
 * in any case.
 *
 * Returns: whether there is something to compute features on
 */
gboolean
rim_prepared_init (RimPrepared             *self,
                   RimVolume               *image,
                   RimMask                 *mask,
                   const RimSettingValues  *values,
                   RimFeatureTable         *diagnostics,
                   GCancellable            *cancellable,
                   GError                 **error)
{
  *self = (RimPrepared) { NULL, NULL, NULL };

  if (!rim_extract_check_image (image, error))
    return FALSE;
  self->image = rim_extract_round (image, error);
  if (self->image == NULL || !rim_extract_fit (self, mask, values, error))
    return FALSE;

  if (diagnostics != NULL)
    {
      rim_diagnostics_add_image (diagnostics, "original", self->image);
      rim_diagnostics_add_mask (diagnostics, "original", mask, NULL, (guint) values->label);
    }

  if (!prepare_image (self, values, cancellable, error))
    return FALSE;
  if (diagnostics != NULL)
    add_diagnostics (self, mask, values, diagnostics);

  return rim_extract_check_mask (self->shape, values, error) && resegment (self, values, diagnostics, error);
}

void
rim_prepared_clear (RimPrepared *self)
{
  g_clear_pointer (&self->image, rim_volume_unref);
  g_clear_pointer (&self->shape, rim_mask_unref);
  g_clear_pointer (&self->intensity, rim_mask_unref);
}
