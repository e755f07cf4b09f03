/* rim-mask-split.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-mask-split.h"

#include "rim-operate-private.h"
#include "rim-rows-private.h"

/* A nanometre, so that rounding takes nothing off the plane. */
#define TOLERANCE_MM 1e-6

typedef struct
{
  const RimRows *rows;
  const RimGrid *grid;
  RimVec3        point;
  RimVec3        normal;
} Cutting;

/* The voxels of a row in front of the plane. */
static void
cut_row (gsize    row,
         gint32  *unused,
         GArray  *runs,
         gpointer data)
{
  const Cutting *self = data;
  const RimRows *rows = self->rows;
  const double j = (double) (rows->first[1] + (gssize) (row % rows->size[1]));
  const double k = (double) (rows->first[2] + (gssize) (row / rows->size[1]));

  for (gsize r = rows->starts[row]; r < rows->starts[row + 1]; r++)
    {
      RimRun run = { rows->runs[r].end, rows->runs[r].begin };

      /* In front are the first voxels of a run, the last or all. */
      for (guint32 i = rows->runs[r].begin; i < rows->runs[r].end; i++)
        {
          RimVec3 place = rim_grid_to_patient (self->grid, RIM_VEC3 ((double) (rows->first[0] + i), j, k));

          if (rim_vec3_dot (rim_vec3_sub (place, self->point), self->normal) < -TOLERANCE_MM)
            continue;
          run.begin = MIN (run.begin, i);
          run.end = MAX (run.end, i + 1);
        }
      if (run.begin < run.end)
        g_array_append_val (runs, run);
    }
}

static GPtrArray *
pair (RimMask *first,
      RimMask *second)
{
  GPtrArray *masks = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_mask_unref);

  g_ptr_array_add (masks, first);
  g_ptr_array_add (masks, second);

  return masks;
}

/**
 * rim_mask_split_by_plane:
 * @self: a mask
 * @point: a point of the plane, LPS mm
 * @normal: where its front is, of any length
 * @cancellable: (nullable): stops it
 * @error: where to put an error
 *
 * Splits a mask in two; a voxel is in front where its centre is or lies on the
 * plane.
 *
 * Returns: (transfer full) (nullable) (element-type RimMask): what is in front and what
 *   is behind; either may be empty
 */
GPtrArray *
rim_mask_split_by_plane (RimMask       *self,
                         RimVec3        point,
                         RimVec3        normal,
                         GCancellable  *cancellable,
                         GError       **error)
{
  static const guint none[3] = { 0, 0, 0 };
  const RimGrid *grid = rim_mask_get_grid (self);
  g_autoptr(RimRows) rows = NULL;
  g_autoptr(RimRows) front = NULL;
  RimMask *mask;
  RimBox bounds;

  if (!rim_vec3_normalize (&normal))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "The plane has no direction");
      return NULL;
    }
  if (!rim_mask_get_bounds (self, &bounds))
    return pair (rim_mask_ref (self), rim_mask_ref (self));

  rows = rim_rows_new (self, &bounds, none, none);
  front = rim_rows_make (rows, 1, cut_row, &(Cutting) { rows, grid, point, normal }, cancellable, error);
  if (front == NULL)
    return NULL;
  mask = rim_rows_to_mask (front, grid, NULL);

  return pair (mask, rim_mask_combine (self, mask, RIM_MASK_SUBTRACT));
}

/**
 * rim_mask_split_by_mask:
 * @self: a mask
 * @other: what to split it by, on a grid of the same size
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable) (element-type RimMask): what is in @other too, and
 *   what is not
 */
GPtrArray *
rim_mask_split_by_mask (RimMask  *self,
                        RimMask  *other,
                        GError  **error)
{
  if (!rim_operate_check_grid (self, other, error))
    return NULL;

  return pair (rim_mask_combine (self, other, RIM_MASK_INTERSECT),
               rim_mask_combine (self, other, RIM_MASK_SUBTRACT));
}

/**
 * rim_masks_merge:
 * @masks: (array length=n_masks): masks on grids of one size
 * @n_masks: how many, at least 1
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): what is in any of them, on the grid of the
 *   first
 */
RimMask *
rim_masks_merge (RimMask *const *masks,
                 guint           n_masks,
                 GError        **error)
{
  g_autoptr(RimMask) all = NULL;

  g_return_val_if_fail (n_masks > 0, NULL);

  all = rim_mask_ref (masks[0]);
  for (guint m = 1; m < n_masks; m++)
    {
      RimMask *more;

      if (!rim_operate_check_grid (all, masks[m], error))
        return NULL;
      more = rim_mask_combine (all, masks[m], RIM_MASK_UNION);
      rim_mask_unref (all);
      all = more;
    }

  return g_steal_pointer (&all);
}

/**
 * rim_mask_invert:
 * @self: a mask
 * @within: (nullable): where, as the body; %NULL for the smallest box that holds
 *   @self
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): what is within and not in @self
 */
RimMask *
rim_mask_invert (RimMask  *self,
                 RimMask  *within,
                 GError  **error)
{
  g_autoptr(RimMask) box = NULL;
  RimBox bounds;

  if (!rim_operate_check_grid (self, within, error))
    return NULL;
  if (within == NULL)
    {
      rim_mask_get_bounds (self, &bounds);
      box = rim_mask_new_box (rim_mask_get_grid (self), &bounds);
    }

  return rim_mask_combine (within != NULL ? within : box, self, RIM_MASK_SUBTRACT);
}
