/* rim-mask-resample.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-mask-resample.h"

#include <math.h>

#include "core/rim-parallel.h"

#define SLICES_PER_BLOCK 4

/* The same rounding as when an image is drawn: what lies on the edge between two
 * voxels belongs to the higher one, whatever the arithmetic before.
 */
#define PLACE_UNIT 1048576.0

typedef struct
{
  RimBox         box;            /* of the mask */
  const guint8  *voxels;         /* within it */
  RimAffine      to_source;
  RimBox         range;          /* of the new grid, that can hold the mask */
  guint          width;
  guint          height;
  RimMaskSlice **slices;
} Resampling;

static gboolean
is_in (const Resampling *self,
       RimVec3           place)
{
  double places[3] = { place.x, place.y, place.z };
  gsize offset = 0;

  for (guint n = 3; n > 0; n--)
    {
      guint axis = n - 1;
      double index = floor (floor (places[axis] * PLACE_UNIT + 0.5) / PLACE_UNIT + 0.5);

      if (!(index >= self->box.min[axis] && index < self->box.max[axis]))
        return FALSE;
      offset = offset * (self->box.max[axis] - self->box.min[axis]) +
               ((gsize) index - self->box.min[axis]);
    }

  return self->voxels[offset] != 0;
}

static gboolean
resample_row (const Resampling *self,
              guint             j,
              guint             k,
              guint8           *row)
{
  gboolean any = FALSE;

  for (guint i = self->range.min[0]; i < self->range.max[0]; i++)
    {
      row[i] = is_in (self, rim_affine_apply (&self->to_source, RIM_VEC3 (i, j, k)));
      any |= row[i];
    }

  return any;
}

static void
resample_slices (gsize    begin,
                 gsize    end,
                 gpointer data)
{
  const Resampling *self = data;
  gsize length = (gsize) self->width * self->height;
  g_autofree guint8 *voxels = g_malloc0 (length);

  for (gsize n = begin; n < end; n++)
    {
      guint k = self->range.min[2] + (guint) n;
      gboolean any = FALSE;

      for (guint j = self->range.min[1]; j < self->range.max[1]; j++)
        any |= resample_row (self, j, k, voxels + (gsize) j * self->width);

      if (any)
        self->slices[k] = rim_mask_slice_new_from_bytes (voxels, self->width, self->height,
                                                         self->width);
    }
}

/* The voxels of @grid that the box can reach, found by its corners. */
static gboolean
find_range (RimBox          *range,
            const RimBox    *box,
            const RimAffine *from_source,
            const RimGrid   *grid)
{
  double low[3] = { INFINITY, INFINITY, INFINITY };
  double high[3] = { -INFINITY, -INFINITY, -INFINITY };

  for (guint corner = 0; corner < 8; corner++)
    {
      RimVec3 index = RIM_VEC3 ((corner & 1 ? box->max[0] : box->min[0]) - 0.5,
                                (corner & 2 ? box->max[1] : box->min[1]) - 0.5,
                                (corner & 4 ? box->max[2] : box->min[2]) - 0.5);
      RimVec3 there = rim_affine_apply (from_source, index);
      double places[3] = { there.x, there.y, there.z };

      for (guint axis = 0; axis < 3; axis++)
        {
          low[axis] = MIN (low[axis], places[axis]);
          high[axis] = MAX (high[axis], places[axis]);
        }
    }

  for (guint axis = 0; axis < 3; axis++)
    {
      range->min[axis] = (guint) CLAMP (floor (low[axis]), 0.0, grid->size[axis]);
      range->max[axis] = (guint) CLAMP (ceil (high[axis]) + 1.0, 0.0, grid->size[axis]);
      if (range->min[axis] >= range->max[axis])
        return FALSE;
    }

  return TRUE;
}

static guint8 *
paint (RimMask      *mask,
       const RimBox *box)
{
  gsize n = 1;
  guint8 *voxels;

  for (guint axis = 0; axis < 3; axis++)
    n *= box->max[axis] - box->min[axis];

  voxels = g_malloc0 (n);
  rim_mask_paint_box (mask, box, voxels, 1);

  return voxels;
}

/**
 * rim_mask_resample:
 * @mask: a mask
 * @grid: another grid in the same frame of reference
 *
 * Puts a mask on another grid: a voxel is in when its centre lies in a voxel of
 * @mask that is in.
 *
 * Returns: (transfer full): the mask on @grid; @mask itself where it has that
 *   grid already
 */
RimMask *
rim_mask_resample (RimMask       *mask,
                   const RimGrid *grid)
{
  const RimGrid *from = rim_mask_get_grid (mask);
  Resampling self = { .width = grid->size[0], .height = grid->size[1] };
  g_autofree guint8 *voxels = NULL;
  g_autofree RimMaskSlice **slices = g_new0 (RimMaskSlice *, grid->size[2]);
  RimAffine inverse, from_source;

  if (rim_grid_equal (from, grid, 1e-6))
    return rim_mask_ref (mask);

  if (!rim_mask_get_bounds (mask, &self.box) ||
      !rim_affine_invert (&grid->to_patient, &inverse))
    return rim_mask_new (grid);

  rim_affine_multiply (&inverse, &from->to_patient, &from_source);
  if (!find_range (&self.range, &self.box, &from_source, grid) ||
      !rim_affine_invert (&from_source, &self.to_source))
    return rim_mask_new (grid);

  voxels = paint (mask, &self.box);
  self.voxels = voxels;
  self.slices = slices;
  rim_parallel_for (self.range.max[2] - self.range.min[2], SLICES_PER_BLOCK, resample_slices,
                    &self);

  return rim_mask_new_take_slices (grid, slices);
}
