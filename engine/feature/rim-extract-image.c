/* rim-extract-image.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-extract-private.h"

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"

typedef struct
{
  RimVolume *from;
  RimVolume *to;
} Rounding;

static void
round_slices (gsize    begin,
              gsize    end,
              gpointer data)
{
  const Rounding *self = data;
  const guint *size = rim_volume_get_grid (self->from)->size;
  g_autofree double *row = g_new (double, size[0]);

  for (gsize k = begin; k < end; k++)
    {
      float *values = rim_volume_get_slice_for_writing (self->to, (guint) k);

      for (guint j = 0; j < size[1]; j++, values += size[0])
        {
          rim_volume_read_row (self->from, 0, j, (guint) k, size[0], row);
          for (guint i = 0; i < size[0]; i++)
            values[i] = (float) row[i];
        }
    }
}

/**
 * rim_extract_round:
 * @image: an image, all slices ready
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): @image as ITK reads it, which makes floats
 *   of whole numbers that a NIfTI rescales; @image itself where it is that
 */
RimVolume *
rim_extract_round (RimVolume  *image,
                   GError    **error)
{
  const RimGrid *grid = rim_volume_get_grid (image);
  Rounding self = { image, NULL };

  if (!rim_volume_get_rescaled_is_single (image))
    return rim_volume_ref (image);

  self.to = rim_volume_new (grid, RIM_VOXEL_FLOAT, error);
  if (self.to == NULL)
    return NULL;

  rim_parallel_for (grid->size[2], 1, round_slices, &self);
  rim_volume_set_unit (self.to, rim_volume_get_unit (image));
  rim_volume_publish_all (self.to);

  return self.to;
}

/* Normalisation: sitk.Normalize, then removal of outliers, then scale. */

typedef struct
{
  RimVolume *from;
  RimVolume *to;
  double     mean;
  double     deviation;
  double     outliers;
  double     scale;
  double    *sums;               /* per slice */
} Normalization;

static void
sum_slices (gsize    begin,
            gsize    end,
            gpointer data)
{
  const Normalization *self = data;
  const guint *size = rim_volume_get_grid (self->from)->size;
  g_autofree double *row = g_new (double, size[0]);

  for (gsize k = begin; k < end; k++)
    {
      double sum = 0.0;

      for (guint j = 0; j < size[1]; j++)
        {
          rim_volume_read_row (self->from, 0, j, (guint) k, size[0], row);
          for (guint i = 0; i < size[0]; i++)
            sum += row[i];
        }
      self->sums[k] = sum;
    }
}

static void
sum_squares (gsize    begin,
             gsize    end,
             gpointer data)
{
  const Normalization *self = data;
  const guint *size = rim_volume_get_grid (self->from)->size;
  g_autofree double *row = g_new (double, size[0]);

  for (gsize k = begin; k < end; k++)
    {
      double sum = 0.0;

      for (guint j = 0; j < size[1]; j++)
        {
          rim_volume_read_row (self->from, 0, j, (guint) k, size[0], row);
          for (guint i = 0; i < size[0]; i++)
            sum += (row[i] - self->mean) * (row[i] - self->mean);
        }
      self->sums[k] = sum;
    }
}

static double
add_slices (Normalization   *self,
            RimParallelFunc  func)
{
  const guint n_slices = rim_volume_get_grid (self->from)->size[2];
  double sum = 0.0;

  rim_parallel_for (n_slices, 1, func, self);
  for (guint k = 0; k < n_slices; k++)
    sum += self->sums[k];

  return sum;
}

static void
normalize_slices (gsize    begin,
                  gsize    end,
                  gpointer data)
{
  const Normalization *self = data;
  const guint *size = rim_volume_get_grid (self->from)->size;
  const double factor = 1.0 / self->deviation;

  for (gsize k = begin; k < end; k++)
    {
      double *values = rim_volume_get_slice_for_writing (self->to, (guint) k);

      for (guint j = 0; j < size[1]; j++, values += size[0])
        {
          rim_volume_read_row (self->from, 0, j, (guint) k, size[0], values);
          for (guint i = 0; i < size[0]; i++)
            {
              double value = (values[i] - self->mean) * factor;

              if (value > self->outliers)
                value = self->outliers;
              if (value < -self->outliers)
                value = -self->outliers;
              values[i] = value * self->scale;
            }
        }
    }
}

/**
 * rim_extract_normalize:
 * @image: an image, all slices ready
 * @values: normalizeScale and removeOutliers
 * @error: where to put an error
 *
 * Shifts and scales all of the image so that its mean is 0 and its standard
 * deviation (of a sample, as ITK computes it) normalizeScale; values farther from
 * the mean than removeOutliers deviations are set to that.
 *
 * Returns: (transfer full) (nullable): the new image, in double
 */
RimVolume *
rim_extract_normalize (RimVolume               *image,
                       const RimSettingValues  *values,
                       GError                 **error)
{
  const RimGrid *grid = rim_volume_get_grid (image);
  const double n = (double) rim_grid_get_n_voxels (grid);
  g_autoptr(RimVolume) normalized = rim_volume_new (grid, RIM_VOXEL_DOUBLE, error);
  g_autofree double *sums = g_new (double, grid->size[2]);
  Normalization self = { image, normalized, 0.0, 0.0, INFINITY, values->normalize_scale, sums };

  if (normalized == NULL)
    return NULL;

  self.mean = add_slices (&self, sum_slices) / n;
  self.deviation = sqrt (add_slices (&self, sum_squares) / (n - 1.0));
  if (!isfinite (self.mean) || !(self.deviation > 0.0) || isinf (self.deviation))
    {
      g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_NOT_FINITE,
                   "The image cannot be normalized: its values are all equal or not all numbers");
      return NULL;
    }

  if (!isnan (values->remove_outliers))
    self.outliers = values->remove_outliers;
  rim_parallel_for (grid->size[2], 1, normalize_slices, &self);
  rim_volume_publish_all (normalized);

  return g_steal_pointer (&normalized);
}

/* Cropping */

/**
 * rim_extract_crop_image:
 * @image: an image, all slices of the box ready
 * @box: which voxels, not empty
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): these voxels as they are stored
 */
RimVolume *
rim_extract_crop_image (RimVolume     *image,
                        const RimBox  *box,
                        GError       **error)
{
  const gsize voxel = rim_voxel_type_get_size (rim_volume_get_voxel_type (image));
  const gsize stride = voxel * rim_volume_get_grid (image)->size[0];
  RimVolume *cropped;
  RimGrid grid;

  rim_grid_crop (rim_volume_get_grid (image), box, &grid);
  cropped = rim_volume_new (&grid, rim_volume_get_voxel_type (image), error);
  if (cropped == NULL)
    return NULL;

  for (guint k = 0; k < grid.size[2]; k++)
    {
      const char *from = rim_volume_get_slice (image, box->min[2] + k);
      char *to = rim_volume_get_slice_for_writing (cropped, k);

      rim_volume_set_rescale (cropped, k, rim_volume_get_rescale (image, box->min[2] + k));
      for (guint j = 0; j < grid.size[1]; j++)
        memcpy (to + j * voxel * grid.size[0], from + (box->min[1] + j) * stride + box->min[0] * voxel,
                voxel * grid.size[0]);
    }
  rim_volume_set_unit (cropped, rim_volume_get_unit (image));
  rim_volume_publish_all (cropped);

  return cropped;
}

/**
 * rim_extract_crop_mask:
 * @mask: a mask
 * @box: which voxels, not empty
 *
 * Returns: (transfer full): the mask on these voxels alone
 */
RimMask *
rim_extract_crop_mask (RimMask      *mask,
                       const RimBox *box)
{
  g_autofree guint8 *voxels = NULL;
  RimGrid grid;

  rim_grid_crop (rim_mask_get_grid (mask), box, &grid);
  voxels = g_malloc0 (rim_grid_get_n_voxels (&grid));
  rim_mask_paint_box (mask, box, voxels, 1);

  return rim_mask_new_from_bytes (&grid, voxels);
}

/**
 * rim_extract_make_volume:
 * @field: values
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the same as an image, in double
 */
RimVolume *
rim_extract_make_volume (const RimField  *field,
                         GError         **error)
{
  const guint *size = field->grid.size;
  const gsize area = (gsize) size[0] * size[1];
  RimVolume *volume = rim_volume_new (&field->grid, RIM_VOXEL_DOUBLE, error);

  if (volume == NULL)
    return NULL;

  for (guint k = 0; k < size[2]; k++)
    memcpy (rim_volume_get_slice_for_writing (volume, k), field->values + k * area, area * sizeof (double));
  rim_volume_publish_all (volume);

  return volume;
}
