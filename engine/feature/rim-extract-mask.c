/* rim-extract-mask.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-extract-private.h"

#include <math.h>
#include <string.h>

#include "volume/rim-mask-resample.h"

/* What PyRadiomics' imageoperations.py does with a mask, and what it says where
 * that fails.
 */

#define ITK_TOLERANCE    1e-6
#define BOUNDS_TOLERANCE 1e-3

static gboolean
is_close (RimVec3 a,
          RimVec3 b,
          double  tolerance)
{
  return fabs (a.x - b.x) <= tolerance && fabs (a.y - b.y) <= tolerance && fabs (a.z - b.z) <= tolerance;
}

/* ITK's ImageToImageFilter: origins and spacings may differ by a fraction of the
 * first spacing, cosines by the fraction itself.
 */
static gboolean
is_same_space (const RimGrid *a,
               const RimGrid *b,
               double         tolerance)
{
  const double distance = tolerance * rim_grid_get_spacing (a, 0);

  for (guint axis = 0; axis < 3; axis++)
    {
      const double spacing_a = rim_grid_get_spacing (a, axis);
      const double spacing_b = rim_grid_get_spacing (b, axis);

      if (fabs (spacing_a - spacing_b) > distance ||
          !is_close (rim_vec3_scale (rim_affine_get_column (&a->to_patient, axis), 1.0 / spacing_a),
                     rim_vec3_scale (rim_affine_get_column (&b->to_patient, axis), 1.0 / spacing_b),
                     tolerance))
        return FALSE;
    }

  return is_close (rim_affine_get_column (&a->to_patient, 3), rim_affine_get_column (&b->to_patient, 3),
                   distance);
}

/* A VOI that is to be put on another grid must lie within it. */
static gboolean
check_bounds (RimMask        *mask,
              const RimGrid  *grid,
              GError        **error)
{
  const RimGrid *from = rim_mask_get_grid (mask);
  RimBox box = { { 0 }, { 0 } };
  RimVec3 ends[2];

  rim_mask_get_bounds (mask, &box);
  ends[0] = RIM_VEC3 (box.min[0] - 0.5, box.min[1] - 0.5, box.min[2] - 0.5);
  ends[1] = RIM_VEC3 (box.max[0] - 0.5, box.max[1] - 0.5, box.max[2] - 0.5);
  for (guint end = 0; end < 2; end++)
    {
      const RimVec3 there = rim_grid_from_patient (grid, rim_grid_to_patient (from, ends[end]));
      const double places[3] = { there.x, there.y, there.z };

      for (guint axis = 0; axis < 3; axis++)
        if (!(places[axis] >= -0.5 - BOUNDS_TOLERANCE &&
              places[axis] <= grid->size[axis] - 0.5 + BOUNDS_TOLERANCE))
          {
            g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_GEOMETRY,
                         "Bounding box of ROI is larger than image space");
            return FALSE;
          }
    }

  return TRUE;
}

/* On the grid of the image itself, so that the two cannot differ from here on. */
static RimMask *
move_mask (RimMask       *mask,
           const RimGrid *grid)
{
  g_autofree RimMaskSlice **slices = g_new0 (RimMaskSlice *, grid->size[2]);

  for (guint k = 0; k < grid->size[2]; k++)
    {
      RimMaskSlice *slice = rim_mask_get_slice (mask, k);

      slices[k] = slice != NULL ? rim_mask_slice_ref (slice) : NULL;
    }

  return rim_mask_new_take_slices (grid, slices);
}

/**
 * rim_extract_fit_mask:
 * @mask: a VOI with voxels
 * @grid: the grid of the image
 * @values: geometryTolerance and correctMask
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the VOI on @grid
 */
RimMask *
rim_extract_fit_mask (RimMask                 *mask,
                      const RimGrid           *grid,
                      const RimSettingValues  *values,
                      GError                 **error)
{
  const RimGrid *from = rim_mask_get_grid (mask);
  const double tolerance = isnan (values->geometry_tolerance) ? ITK_TOLERANCE : values->geometry_tolerance;
  const gboolean same_size = memcmp (from->size, grid->size, sizeof grid->size) == 0;

  if (same_size && is_same_space (grid, from, tolerance))
    return move_mask (mask, grid);

  if (values->correct_mask)
    return check_bounds (mask, grid, error) ? rim_mask_resample (mask, grid) : NULL;

  if (!same_size)
    g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_GEOMETRY,
                 "Image/Mask size mismatch (%u × %u × %u and %u × %u × %u). Potential fix: enable "
                 "correctMask", grid->size[0], grid->size[1], grid->size[2], from->size[0], from->size[1],
                 from->size[2]);
  else
    g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_GEOMETRY,
                 "Image/Mask geometry mismatch. Potential fix: increase tolerance using "
                 "geometryTolerance, or enable correctMask");

  return NULL;
}

/**
 * rim_extract_check_mask:
 * @mask: a VOI
 * @values: minimumROIDimensions and minimumROISize
 * @error: where to put an error
 *
 * Returns: whether the VOI is large enough for features
 */
gboolean
rim_extract_check_mask (RimMask                 *mask,
                        const RimSettingValues  *values,
                        GError                 **error)
{
  const gsize n = rim_mask_count (mask);
  guint n_dimensions = 0;
  RimBox box;

  if (!rim_mask_get_bounds (mask, &box))
    {
      g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_EMPTY,
                   "No labels found in this mask (i.e. nothing is segmented)!");
      return FALSE;
    }

  for (guint axis = 0; axis < 3; axis++)
    n_dimensions += box.max[axis] - box.min[axis] > 1;

  if (n_dimensions == 0)
    g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_TOO_SMALL,
                 "mask only contains 1 segmented voxel! Cannot extract features for a single voxel.");
  else if (n_dimensions < values->minimum_roi_dimensions)
    g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_TOO_SMALL,
                 "mask has too few dimensions (number of dimensions %u, minimum required %"
                 G_GINT64_FORMAT ")", n_dimensions, values->minimum_roi_dimensions);
  else if (values->minimum_roi_size > 0 && n <= (guint64) values->minimum_roi_size)
    g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_TOO_SMALL,
                 "Size of the ROI is too small (minimum size: %" G_GINT64_FORMAT ", ROI size: %zu)",
                 values->minimum_roi_size, n);
  else
    return TRUE;

  return FALSE;
}
