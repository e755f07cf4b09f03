/* rim-mip-mask.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-mip-private.h"

/* A mask as it is projected: on a grid of the plane, with pixels no smaller than
 * the steps between its voxels, so that no hole is left between them.
 */
typedef struct
{
  const RimGrid *from;
  RimVec3        across;
  RimVec3        up;
  RimVec3        origin;        /* the first voxel, so that steps are whole */
  double         pixel[2];      /* across and up, mm */
  gint64         first[2];
  gint64         size[2];
  guint8        *pixels;
} Shadow;

static gint64
get_pixel (const Shadow *self,
           guint         axis,
           RimVec3       point)
{
  RimVec3 offset = rim_vec3_sub (point, self->origin);
  double place = rim_vec3_dot (offset, axis == 0 ? self->across : self->up) / self->pixel[axis];

  return (gint64) floor (rim_round_place (place) + 0.5);
}

static void
choose_pixel (Shadow *self)
{
  for (guint axis = 0; axis < 3; axis++)
    {
      RimVec3 step = rim_affine_get_column (&self->from->to_patient, axis);
      double rise = rim_vec3_dot (step, self->up);
      RimVec3 level = rim_vec3_sub (step, rim_vec3_scale (self->up, rise));

      self->pixel[0] = MAX (self->pixel[0], rim_vec3_length (level));
      self->pixel[1] = MAX (self->pixel[1], fabs (rise));
    }
}

static void
find_extent (Shadow       *self,
             const RimBox *box)
{
  gint64 last[2] = { G_MININT64, G_MININT64 };

  self->first[0] = self->first[1] = G_MAXINT64;
  for (guint corner = 0; corner < 8; corner++)
    {
      double index[3];

      for (guint axis = 0; axis < 3; axis++)
        index[axis] = (corner >> axis & 1) != 0 ? box->max[axis] - 1.0 : box->min[axis];

      for (guint axis = 0; axis < 2; axis++)
        {
          gint64 at = get_pixel (self, axis, rim_grid_to_patient (self->from,
                                                                  RIM_VEC3 (index[0], index[1],
                                                                            index[2])));

          self->first[axis] = MIN (self->first[axis], at);
          last[axis] = MAX (last[axis], at);
        }
    }

  for (guint axis = 0; axis < 2; axis++)
    self->size[axis] = last[axis] - self->first[axis] + 1;
}

static void
mark_run (Shadow       *self,
          const RimRun *run,
          guint         j,
          guint         k)
{
  for (guint i = run->begin; i < run->end; i++)
    {
      RimVec3 point = rim_grid_to_patient (self->from, RIM_VEC3 (i, j, k));
      gint64 x = CLAMP (get_pixel (self, 0, point) - self->first[0], 0, self->size[0] - 1);
      gint64 y = CLAMP (get_pixel (self, 1, point) - self->first[1], 0, self->size[1] - 1);

      self->pixels[y * self->size[0] + x] = 1;
    }
}

static void
mark (Shadow  *self,
      RimMask *mask)
{
  for (guint k = 0; k < self->from->size[2]; k++)
    {
      RimMaskSlice *slice = rim_mask_get_slice (mask, k);
      guint first_row = 0;
      guint n_rows = 0;

      if (slice == NULL)
        continue;

      rim_mask_slice_get_rows (slice, &first_row, &n_rows);
      for (guint j = first_row; j < first_row + n_rows; j++)
        {
          guint n_runs;
          const RimRun *runs = rim_mask_slice_get_runs (slice, j, &n_runs);

          for (guint r = 0; r < n_runs; r++)
            mark_run (self, &runs[r], j, k);
        }
    }
}

static void
make_grid (const Shadow *self,
           RimVec3       pivot,
           RimVec3       into,
           RimGrid      *grid)
{
  double across = self->first[0] * self->pixel[0] + rim_vec3_dot (self->origin, self->across);
  double up = self->first[1] * self->pixel[1] + rim_vec3_dot (self->origin, self->up);
  RimVec3 corner = rim_vec3_scale (into, rim_vec3_dot (pivot, into));

  corner = rim_vec3_add (corner, rim_vec3_scale (self->across, across));
  corner = rim_vec3_add (corner, rim_vec3_scale (self->up, up));

  *grid = (RimGrid) { .size = { (guint) self->size[0], 1, (guint) self->size[1] } };
  rim_affine_set_column (&grid->to_patient, 0, rim_vec3_scale (self->across, self->pixel[0]));
  rim_affine_set_column (&grid->to_patient, 1, rim_vec3_scale (into, self->pixel[0]));
  rim_affine_set_column (&grid->to_patient, 2, rim_vec3_scale (self->up, self->pixel[1]));
  rim_affine_set_column (&grid->to_patient, 3, corner);
}

/**
 * rim_mip_project_mask:
 * @self: a projection
 * @degrees: its angle
 * @mask: voxels of any grid in the same frame of reference
 *
 * Finds where the voxels of a mask are seen, whatever lies before them.
 *
 * Returns: (transfer full) (nullable): a mask of one layer on the plane of that
 *   angle, whose outline can be drawn there; %NULL where @mask is empty
 */
RimMask *
rim_mip_project_mask (RimMip  *self,
                      double   degrees,
                      RimMask *mask)
{
  Shadow shadow = { .from = rim_mask_get_grid (mask), .up = self->up };
  g_autofree guint8 *pixels = NULL;
  RimMipView view;
  RimGrid grid;
  RimBox box;

  g_return_val_if_fail (self != NULL, NULL);

  if (!rim_mask_get_bounds (mask, &box))
    return NULL;

  rim_mip_view_init (&view, self, degrees);
  shadow.across = view.across;
  shadow.origin = rim_grid_to_patient (shadow.from, RIM_VEC3 (0, 0, 0));
  choose_pixel (&shadow);
  find_extent (&shadow, &box);
  make_grid (&shadow, self->pivot, view.into, &grid);
  if (!rim_grid_is_valid (&grid))
    return NULL;

  pixels = g_malloc0 ((gsize) (shadow.size[0] * shadow.size[1]));
  shadow.pixels = pixels;
  mark (&shadow, mask);

  return rim_mask_new_from_bytes (&grid, pixels);
}
