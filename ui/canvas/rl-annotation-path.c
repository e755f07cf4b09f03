/* rl-annotation-path.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-annotation-path.h"

static double
get_line_distance (RimVec3 point,
                   RimVec3 a,
                   RimVec3 b)
{
  RimVec3 along = rim_vec3_sub (b, a);
  RimVec3 d = rim_vec3_sub (point, a);

  if (!rim_vec3_normalize (&along))
    return rim_vec3_length (d);

  return rim_vec3_length (rim_vec3_cross (d, along));
}

/* Douglas and Peucker 1973 */
static void
mark_corners (const RimVec3 *points,
              guint          first,
              guint          last,
              double         tolerance,
              gboolean      *is_corner)
{
  double farthest = tolerance;
  guint corner = first;

  for (guint i = first + 1; i < last; i++)
    {
      double distance = get_line_distance (points[i], points[first], points[last]);

      if (distance > farthest)
        {
          farthest = distance;
          corner = i;
        }
    }

  if (corner == first)
    return;

  is_corner[corner] = TRUE;
  mark_corners (points, first, corner, tolerance, is_corner);
  mark_corners (points, corner, last, tolerance, is_corner);
}

/**
 * rl_annotation_path_simplify:
 * @path: (element-type RimVec3): an outline, LPS mm
 * @tolerance: how far it may move, mm
 *
 * Leaves out the points that a hand cannot see.
 */
void
rl_annotation_path_simplify (GArray *path,
                             double  tolerance)
{
  RimVec3 *points = (gpointer) path->data;
  g_autofree gboolean *is_corner = g_new0 (gboolean, path->len);
  guint n = 0;

  if (path->len < 4)
    return;

  is_corner[0] = is_corner[path->len / 2] = is_corner[path->len - 1] = TRUE;
  mark_corners (points, 0, path->len / 2, tolerance, is_corner);
  mark_corners (points, path->len / 2, path->len - 1, tolerance, is_corner);

  for (guint i = 0; i < path->len; i++)
    if (is_corner[i])
      points[n++] = points[i];
  g_array_set_size (path, n);
}
