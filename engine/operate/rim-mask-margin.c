/* rim-mask-margin.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-mask-margin.h"

#include "rim-kernel-private.h"
#include "rim-operate-private.h"

static gboolean
check_reach (const RimReach *reach,
             GError        **error)
{
  const double values[] = { reach->left, reach->right, reach->anterior,
                            reach->posterior, reach->inferior, reach->superior };

  for (guint n = 0; n < G_N_ELEMENTS (values); n++)
    if (!(values[n] >= -RIM_REACH_MAX && values[n] <= RIM_REACH_MAX))
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                     "A margin of %g mm is beyond ±%g mm", values[n], RIM_REACH_MAX);
        return FALSE;
      }

  return TRUE;
}

/* The part of @reach that grows, or the part that shrinks. Returns: whether there
 * is any.
 */
static gboolean
take_part (const RimReach *reach,
           double          sign,
           RimReach       *part)
{
  *part = (RimReach) { MAX (sign * reach->left, 0.0), MAX (sign * reach->right, 0.0),
                       MAX (sign * reach->anterior, 0.0), MAX (sign * reach->posterior, 0.0),
                       MAX (sign * reach->inferior, 0.0), MAX (sign * reach->superior, 0.0) };

  return part->left > 0.0 || part->right > 0.0 || part->anterior > 0.0 ||
         part->posterior > 0.0 || part->inferior > 0.0 || part->superior > 0.0;
}

static RimMask *
pass (RimMask        *mask,
      const RimReach *reach,
      gboolean        grow,
      gboolean       *cut,
      GCancellable   *cancellable,
      GError        **error)
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  static const guint none[3] = { 0, 0, 0 };
  g_autoptr(RimKernel) kernel = NULL;
  g_autoptr(RimRows) rows = NULL;
  g_autoptr(RimRows) passed = NULL;
  RimBox bounds;

  if (!rim_mask_get_bounds (mask, &bounds))
    return rim_mask_ref (mask);

  kernel = rim_kernel_new (grid, reach, FALSE);
  rows = rim_rows_new (mask, &bounds, grow ? kernel->low : none, grow ? kernel->high : none);
  passed = grow ? rim_kernel_dilate (kernel, rows, cancellable, error)
                : rim_kernel_erode (kernel, rows, cancellable, error);

  return passed != NULL ? rim_rows_to_mask (passed, grid, cut) : NULL;
}

/* @grown within what the limit allows, and all of @mask. */
static RimMask *
apply_limit (RimMask      *mask,
             RimMask      *grown,
             RimMask      *limit,
             RimLimitSide  side)
{
  g_autoptr(RimMask) allowed = NULL;

  if (limit == NULL)
    return rim_mask_ref (grown);

  allowed = rim_mask_combine (grown, limit, side == RIM_LIMIT_INSIDE ? RIM_MASK_INTERSECT : RIM_MASK_SUBTRACT);

  return rim_mask_combine (mask, allowed, RIM_MASK_UNION);
}

/**
 * rim_mask_margin:
 * @self: a mask
 * @reach: how far to grow, or to shrink where below 0, in the patient's mm, up to
 *   %RIM_REACH_MAX
 * @limit: (nullable): what limits growth, on a grid of the same size
 * @side: what @limit means
 * @cut: (out) (optional): whether the result would have reached beyond the grid,
 *   and what lies there is missing
 * @cancellable: (nullable): stops it
 * @error: where to put an error
 *
 * Adds a margin: every voxel whose centre lies within @reach of the centre of a
 * voxel that is in, which is a dilation by a ball, or by a body of eight parts of
 * ellipsoids where directions differ. Below 0 it takes away what lies within reach of
 * a voxel that is out, an erosion; what lies beyond the grid is out. Where some
 * directions grow and some shrink it shrinks first. Grids may be turned and sheared:
 * distances are those in the patient. No voxel of @self is lost to @limit.
 *
 * Returns: (transfer full) (nullable): the mask with its margin, on the same grid;
 *   %NULL where cancelled or wrongly asked
 */
RimMask *
rim_mask_margin (RimMask        *self,
                 const RimReach *reach,
                 RimMask        *limit,
                 RimLimitSide    side,
                 gboolean       *cut,
                 GCancellable   *cancellable,
                 GError        **error)
{
  g_autoptr(RimMask) shrunk = NULL;
  g_autoptr(RimMask) grown = NULL;
  gboolean beyond = FALSE;
  RimReach part;

  if (cut != NULL)
    *cut = FALSE;
  if (!check_reach (reach, error) || !rim_operate_check_grid (self, limit, error))
    return NULL;

  shrunk = take_part (reach, -1.0, &part) ? pass (self, &part, FALSE, NULL, cancellable, error)
                                          : rim_mask_ref (self);
  if (shrunk == NULL || !take_part (reach, 1.0, &part))
    return g_steal_pointer (&shrunk);

  grown = pass (shrunk, &part, TRUE, &beyond, cancellable, error);
  if (grown == NULL)
    return NULL;
  if (cut != NULL)
    *cut = beyond && (limit == NULL || side == RIM_LIMIT_OUTSIDE);

  return apply_limit (shrunk, grown, limit, side);
}

/**
 * rim_mask_hollow:
 * @self: a mask
 * @inside_mm: how thick the shell is within the surface, 0 for none
 * @outside_mm: how thick it is around the surface, 0 for none
 * @limit: (nullable): what limits the outer part
 * @side: what @limit means
 * @cut: (out) (optional): whether the shell would have reached beyond the grid
 * @cancellable: (nullable): stops it
 * @error: where to put an error
 *
 * Leaves a shell along the surface: inside, outside or both. The inner part is what
 * a shrinking by @inside_mm takes away, the outer what a growing adds, as in
 * rim_mask_margin().
 *
 * Returns: (transfer full) (nullable): the shell; %NULL where cancelled or wrongly
 *   asked
 */
RimMask *
rim_mask_hollow (RimMask       *self,
                 double         inside_mm,
                 double         outside_mm,
                 RimMask       *limit,
                 RimLimitSide   side,
                 gboolean      *cut,
                 GCancellable  *cancellable,
                 GError       **error)
{
  const RimReach in = RIM_REACH_EVEN (-inside_mm);
  const RimReach out = RIM_REACH_EVEN (outside_mm);
  g_autoptr(RimMask) core = NULL;
  g_autoptr(RimMask) grown = NULL;

  if (!(inside_mm >= 0.0 && outside_mm >= 0.0))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "The thickness of a shell is below 0 mm");
      return NULL;
    }

  core = rim_mask_margin (self, &in, NULL, side, NULL, cancellable, error);
  grown = core != NULL ? rim_mask_margin (self, &out, limit, side, cut, cancellable, error) : NULL;

  return grown != NULL ? rim_mask_combine (grown, core, RIM_MASK_SUBTRACT) : NULL;
}
