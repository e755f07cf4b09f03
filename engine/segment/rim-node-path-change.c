/* rim-node-path-change.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-node-path-private.h"

#include <math.h>

#include "segment/rim-path.h"

/* The corners of what lies about all that was touched: nothing else changes. */
static void
find_touched (const RimNodePath *self,
              const RimGrid     *grid,
              RimVec3            normal,
              RimVec3            corners[4])
{
  const RimVec3 *points = (const RimVec3 *) (gpointer) self->touched->data;
  double margin = rim_node_path_get_tolerance (grid, normal);
  double min[2] = { INFINITY, INFINITY };
  double max[2] = { -INFINITY, -INFINITY };
  RimNodeAxes axes;

  rim_node_axes_init (&axes, normal);
  for (guint n = 0; n < self->touched->len; n++)
    for (guint a = 0; a < 2; a++)
      {
        double at = rim_vec3_dot (rim_vec3_sub (points[n], points[0]), a == 0 ? axes.u : axes.v);

        min[a] = MIN (min[a], at - margin);
        max[a] = MAX (max[a], at + margin);
      }

  for (guint c = 0; c < 4; c++)
    corners[c] = rim_vec3_add (points[0],
                               rim_vec3_add (rim_vec3_scale (axes.u, c == 1 || c == 2 ? max[0] : min[0]),
                                             rim_vec3_scale (axes.v, c >= 2 ? max[1] : min[1])));
}

/* What of a closed path lies on one side of a line: Sutherland and Hodgman, Communications of
 * the ACM 17, 1974.
 */
static GArray *
cut_off (GArray  *path,
         RimVec3  through,
         RimVec3  inwards)
{
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (RimVec3));

  for (guint n = 0; n < path->len; n++)
    {
      RimVec3 a = g_array_index (path, RimVec3, n);
      RimVec3 b = g_array_index (path, RimVec3, n + 1 < path->len ? n + 1 : 0);
      double da = rim_vec3_dot (rim_vec3_sub (a, through), inwards);
      double db = rim_vec3_dot (rim_vec3_sub (b, through), inwards);

      if (da >= 0)
        g_array_append_val (kept, a);
      if ((da >= 0) != (db >= 0))
        {
          RimVec3 at = rim_vec3_add (a, rim_vec3_scale (rim_vec3_sub (b, a), da / (da - db)));

          g_array_append_val (kept, at);
        }
    }

  return kept;
}

/* What of it lies within four corners; what is far costs nothing. */
static RimMask *
fill (const RimNodePath *self,
      const RimGrid     *grid,
      const RimVec3      corners[4],
      RimVec3            normal)
{
  g_autoptr(GArray) path = g_array_new (FALSE, FALSE, sizeof (RimVec3));
  gsize n_points;
  g_autofree RimVec3 *points = rim_node_path_dup_points (self, &n_points);

  g_array_append_vals (path, points, (guint) n_points);
  for (guint c = 0; c < 4; c++)
    {
      g_autoptr(GArray) last = g_steal_pointer (&path);

      path = cut_off (last, corners[c], rim_vec3_sub (corners[(c + 3) % 4], corners[c]));
    }

  return rim_path_fill (grid, (const RimVec3 *) (gpointer) path->data, path->len, normal);
}

static gboolean
is_beside (RimMask     *mask,
           const guint  voxel[3])
{
  const RimGrid *grid = rim_mask_get_grid (mask);

  for (guint axis = 0; axis < 3; axis++)
    for (int step = -1; step <= 1; step += 2)
      {
        guint at[3] = { voxel[0], voxel[1], voxel[2] };

        if (step < 0 ? at[axis] == 0 : at[axis] + 1 >= grid->size[axis])
          continue;

        at[axis] = step < 0 ? at[axis] - 1 : at[axis] + 1;
        if (rim_mask_contains (mask, at[0], at[1], at[2]))
          return TRUE;
      }

  return FALSE;
}

/* Where one of @voxels may share a side with one of @others. */
static gboolean
find_seam (RimMask *others,
           RimMask *voxels,
           RimBox  *box)
{
  RimBox near;

  if (!rim_mask_get_bounds (voxels, box) || !rim_mask_get_bounds (others, &near))
    return FALSE;

  for (guint axis = 0; axis < 3; axis++)
    {
      box->min[axis] = MAX (box->min[axis] + 1, near.min[axis]) - 1;
      box->max[axis] = MIN (box->max[axis], near.max[axis] + 1);
      if (box->min[axis] >= box->max[axis])
        return FALSE;
    }

  return TRUE;
}

/* Those voxels that share a side with one of @others, and these. */
static RimMask *
add_beside (RimMask *others,
            RimMask *voxels)
{
  g_autofree guint8 *kept = NULL;
  g_autoptr(RimMask) beside = NULL;
  RimBox box;
  gsize n = 0;
  guint at[3];

  if (!find_seam (others, voxels, &box))
    return rim_mask_ref (others);

  kept = g_new0 (guint8, (gsize) (box.max[0] - box.min[0]) * (box.max[1] - box.min[1]) *
                 (box.max[2] - box.min[2]));
  for (at[2] = box.min[2]; at[2] < box.max[2]; at[2]++)
    for (at[1] = box.min[1]; at[1] < box.max[1]; at[1]++)
      for (at[0] = box.min[0]; at[0] < box.max[0]; at[0]++)
        kept[n++] = rim_mask_contains (voxels, at[0], at[1], at[2]) && is_beside (others, at);
  beside = rim_mask_new_from_box (rim_mask_get_grid (voxels), &box, kept);

  return rim_mask_combine (others, beside, RIM_MASK_UNION);
}

/* What of the touched only the second goes around. */
static RimMask *
find_swept (RimMask *from,
            RimMask *to,
            RimMask *touched)
{
  g_autoptr(RimMask) swept = rim_mask_combine (to, from, RIM_MASK_SUBTRACT);

  return rim_mask_combine (swept, touched, RIM_MASK_INTERSECT);
}

/* What of the touched lies inside of both, or outside. */
static RimMask *
find_side (RimMask   *a,
           RimMask   *b,
           RimMask   *touched,
           RimMaskOp  op)
{
  g_autoptr(RimMask) of_a = rim_mask_combine (touched, a, op);

  return rim_mask_combine (of_a, b, op);
}

/* Voxels that change sides, and those beside them that are on that side of both outlines and
 * have not got its state: on a plane that is no slice a voxel is cut where its centre is not.
 */
static RimMask *
follow (RimMask   *swept,
        RimMask   *side,
        RimMask   *mask,
        RimMaskOp  op)
{
  g_autoptr(RimMask) left = rim_mask_combine (side, mask, op);

  return add_beside (swept, left);
}

/**
 * rim_node_path_change:
 * @self: an outline of @mask as it is to be
 * @before: the one that it is a changed copy of
 * @mask: the voxels
 * @normal: of the plane, LPS
 *
 * Adds what only the outline as it is to be goes around, and takes away what only the one
 * before does; of a hole the other way round. Both are what rim_path_fill() says. On a plane
 * that is no slice voxels beside those follow where they would be left as cracks or crumbs.
 * Voxels away from the nodes that were moved, put in or taken out stay as they are.
 *
 * Returns: (transfer full): the voxels as they are to be
 */
RimMask *
rim_node_path_change (const RimNodePath *self,
                      const RimNodePath *before,
                      RimMask           *mask,
                      RimVec3            normal)
{
  RimVec3 corners[4];
  const RimGrid *grid;
  gboolean is_hole;
  g_autoptr(RimMask) old = NULL;
  g_autoptr(RimMask) new = NULL;
  g_autoptr(RimMask) touched = NULL;
  g_autoptr(RimMask) entering = NULL;
  g_autoptr(RimMask) leaving = NULL;
  g_autoptr(RimMask) inside = NULL;
  g_autoptr(RimMask) outside = NULL;
  g_autoptr(RimMask) gained = NULL;
  g_autoptr(RimMask) lost = NULL;
  g_autoptr(RimMask) larger = NULL;

  g_return_val_if_fail (self != NULL && before != NULL && mask != NULL, NULL);

  if (self->touched->len == 0)
    return rim_mask_ref (mask);

  is_hole = self->is_hole;
  grid = rim_mask_get_grid (mask);
  find_touched (self, grid, normal, corners);
  old = fill (before, grid, corners, normal);
  new = fill (self, grid, corners, normal);
  touched = rim_path_fill (grid, corners, G_N_ELEMENTS (corners), normal);
  entering = find_swept (old, new, touched);
  leaving = find_swept (new, old, touched);
  inside = find_side (old, new, touched, RIM_MASK_INTERSECT);
  outside = find_side (old, new, touched, RIM_MASK_SUBTRACT);
  gained = follow (is_hole ? leaving : entering, is_hole ? outside : inside, mask, RIM_MASK_SUBTRACT);
  lost = follow (is_hole ? entering : leaving, is_hole ? inside : outside, mask, RIM_MASK_INTERSECT);
  larger = rim_mask_combine (mask, gained, RIM_MASK_UNION);

  return rim_mask_combine (larger, lost, RIM_MASK_SUBTRACT);
}
