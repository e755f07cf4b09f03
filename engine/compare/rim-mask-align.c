/* rim-mask-align.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-mask-align.h"

#include "volume/rim-mask-resample.h"

/* What a NIfTI's floats and a DICOM's decimals differ by is no other grid. */
#define SAME_GRID 1e-3

/* Voxels along an axis that masks on different grids may reach over. */
#define MAX_REACH 16384

/**
 * rim_frames_check:
 * @frames: (array length=n_frames): UIDs of frames of reference; %NULL where a
 *   file does not name one, as NIfTI and NRRD
 * @n_frames: how many
 * @error: where to put an error, which names both
 *
 * Masks can only be compared where they lie in the same space.
 *
 * Returns: whether all that are named are the same
 */
gboolean
rim_frames_check (const char *const  *frames,
                  guint               n_frames,
                  GError            **error)
{
  const char *first = NULL;

  for (guint n = 0; n < n_frames; n++)
    {
      if (first == NULL)
        first = frames[n];
      if (frames[n] == NULL || g_str_equal (frames[n], first))
        continue;

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "They are drawn in different frames of reference, %s and %s, and cannot be "
                   "compared without a registration", first, frames[n]);
      return FALSE;
    }

  return TRUE;
}

static gboolean
are_on_one_grid (RimMask *const *masks,
                 guint           n_masks)
{
  for (guint n = 1; n < n_masks; n++)
    if (!rim_grid_equal (rim_mask_get_grid (masks[0]), rim_mask_get_grid (masks[n]), SAME_GRID))
      return FALSE;

  return TRUE;
}

static const RimGrid *
find_finest (RimMask *const *masks,
             guint           n_masks)
{
  const RimGrid *finest = rim_mask_get_grid (masks[0]);

  for (guint n = 1; n < n_masks; n++)
    {
      const RimGrid *grid = rim_mask_get_grid (masks[n]);

      if (rim_grid_get_voxel_volume (grid) < rim_grid_get_voxel_volume (finest) * (1.0 - SAME_GRID))
        finest = grid;
    }

  return finest;
}

/* Grows the range of indices on @grid by what @mask covers. */
static void
add_bounds (RimMask       *mask,
            const RimGrid *grid,
            double         low[3],
            double         high[3])
{
  RimBox box;

  if (!rim_mask_get_bounds (mask, &box))
    return;

  for (guint corner = 0; corner < 8; corner++)
    {
      RimVec3 index = RIM_VEC3 ((corner & 1 ? box.max[0] : box.min[0]) - 0.5,
                                (corner & 2 ? box.max[1] : box.min[1]) - 0.5,
                                (corner & 4 ? box.max[2] : box.min[2]) - 0.5);
      RimVec3 there = rim_grid_from_patient (grid, rim_grid_to_patient (rim_mask_get_grid (mask), index));
      double places[3] = { there.x, there.y, there.z };

      for (guint axis = 0; axis < 3; axis++)
        {
          low[axis] = MIN (low[axis], places[axis]);
          high[axis] = MAX (high[axis], places[axis]);
        }
    }
}

/* The finest lattice, as far as the masks reach, which may be beyond the image
 * that it comes from.
 */
static gboolean
find_common_grid (RimMask *const  *masks,
                  guint            n_masks,
                  RimGrid         *common,
                  GError         **error)
{
  const RimGrid *finest = find_finest (masks, n_masks);
  double low[3] = { INFINITY, INFINITY, INFINITY };
  double high[3] = { -INFINITY, -INFINITY, -INFINITY };
  double first[3] = { 0.0 };

  *common = *finest;
  for (guint n = 0; n < n_masks; n++)
    add_bounds (masks[n], finest, low, high);

  for (guint axis = 0; axis < 3; axis++)
    {
      double size;

      if (low[axis] > high[axis])
        return TRUE;             /* no mask has a voxel */
      first[axis] = floor (low[axis]);
      size = ceil (high[axis]) + 1.0 - first[axis];
      if (!(size <= MAX_REACH))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       "They lie too far from each other to be compared voxel by voxel");
          return FALSE;
        }
      common->size[axis] = (guint) size;
    }
  rim_affine_set_column (&common->to_patient, 3,
                         rim_grid_to_patient (finest, RIM_VEC3 (first[0], first[1], first[2])));

  return TRUE;
}

/**
 * rim_masks_align:
 * @masks: (array length=n_masks): masks in one frame of reference
 * @n_masks: how many, not 0
 * @resampled: (out) (optional): whether any voxel may have changed
 * @error: where to put an error
 *
 * Puts masks on one grid. Where they have the same one to a thousandth of a voxel
 * they are left as they are. Else all go to the finest lattice of theirs (the
 * smallest voxel; the first of equal ones), as far as any of them reaches, and a
 * voxel is in when its centre lies in a voxel that was in. Nothing is cut off.
 *
 * Returns: (transfer full) (array length=n_masks): the masks in the same order, to
 *   be freed with rim_masks_free(); %NULL where they are too far apart
 */
RimMask **
rim_masks_align (RimMask *const  *masks,
                 guint            n_masks,
                 gboolean        *resampled,
                 GError         **error)
{
  const gboolean is_same = are_on_one_grid (masks, n_masks);
  RimMask **aligned;
  RimGrid common;

  g_return_val_if_fail (n_masks > 0, NULL);

  if (!is_same && !find_common_grid (masks, n_masks, &common, error))
    return NULL;

  aligned = g_new0 (RimMask *, n_masks);
  for (guint n = 0; n < n_masks; n++)
    aligned[n] = is_same ? rim_mask_ref (masks[n]) : rim_mask_resample (masks[n], &common);
  if (resampled != NULL)
    *resampled = !is_same;

  return aligned;
}

/**
 * rim_masks_free:
 * @masks: (transfer full) (nullable): what rim_masks_align() gave
 * @n_masks: how many
 */
void
rim_masks_free (RimMask **masks,
                guint     n_masks)
{
  for (guint n = 0; masks != NULL && n < n_masks; n++)
    rim_mask_unref (masks[n]);
  g_free (masks);
}
