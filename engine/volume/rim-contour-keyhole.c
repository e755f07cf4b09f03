/* rim-contour-keyhole.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-contour.h"

/* Where a slit from a hole to the left first meets a polygon. */
typedef struct
{
  GArray *polygon;
  guint   after;     /* the edge from this point to the next */
  double  x;
} Hit;

static inline RimVec3
get_point (GArray *polygon,
           guint   n)
{
  return g_array_index (polygon, RimVec3, n % polygon->len);
}

static guint
find_leftmost (GArray *polygon)
{
  guint leftmost = 0;

  for (guint n = 1; n < polygon->len; n++)
    if (get_point (polygon, n).x < get_point (polygon, leftmost).x)
      leftmost = n;

  return leftmost;
}

static int
compare_leftmost (gconstpointer a,
                  gconstpointer b)
{
  GArray *polygon_a = *(GArray *const *) a;
  GArray *polygon_b = *(GArray *const *) b;
  double x_a = get_point (polygon_a, find_leftmost (polygon_a)).x;
  double x_b = get_point (polygon_b, find_leftmost (polygon_b)).x;

  return x_a < x_b ? -1 : x_a > x_b;
}

static void
look_left (GArray  *polygon,
           RimVec3  from,
           Hit     *hit)
{
  for (guint n = 0; n < polygon->len; n++)
    {
      RimVec3 a = get_point (polygon, n);
      RimVec3 b = get_point (polygon, n + 1);
      gboolean upright = a.x == b.x && MIN (a.y, b.y) <= from.y && from.y <= MAX (a.y, b.y);

      if (upright && a.x <= from.x && a.x > hit->x)
        *hit = (Hit) { polygon, n, a.x };
    }
}

/* The slit is walked there and back, so even-odd does not see it. */
static void
splice (Hit     hit,
        GArray *hole,
        guint   first)
{
  GArray *slit = g_array_new (FALSE, FALSE, sizeof (RimVec3));
  RimVec3 door = RIM_VEC3 (hit.x, get_point (hole, first).y, 0.0);

  g_array_append_val (slit, door);
  for (guint n = 0; n <= hole->len; n++)
    {
      RimVec3 point = get_point (hole, first + n);

      g_array_append_val (slit, point);
    }
  g_array_append_val (slit, door);

  g_array_insert_vals (hit.polygon, hit.after + 1, slit->data, slit->len);
  g_array_unref (slit);
}

/**
 * rim_polygons_join_holes:
 * @polygons: (element-type GArray): polygons as rim_mask_slice_trace() makes
 *
 * Joins each hole to the polygon around it by a slit along a row of corners, for
 * planning systems that know outer contours only. The slit passes no centre of a
 * voxel, so the polygons still give the same voxels.
 *
 * Returns: (transfer full) (element-type GArray): polygons without holes
 */
GPtrArray *
rim_polygons_join_holes (GPtrArray *polygons)
{
  GPtrArray *joined = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr(GPtrArray) holes = g_ptr_array_new ();

  for (guint p = 0; p < polygons->len; p++)
    {
      GArray *polygon = polygons->pdata[p];

      if (rim_polygon_get_area (polygon) > 0.0)
        g_ptr_array_add (joined, g_array_copy (polygon));
      else
        g_ptr_array_add (holes, polygon);
    }

  /* What lies to the left of a hole is an outer polygon or a hole that has been
   * joined by then.
   */
  g_ptr_array_sort (holes, compare_leftmost);

  for (guint h = 0; h < holes->len; h++)
    {
      GArray *hole = holes->pdata[h];
      guint first = find_leftmost (hole);
      Hit hit = { NULL, 0, -INFINITY };

      for (guint p = 0; p < joined->len; p++)
        look_left (joined->pdata[p], get_point (hole, first), &hit);

      if (hit.polygon != NULL)
        splice (hit, hole, first);
      else
        g_ptr_array_add (joined, g_array_copy (hole));
    }

  return joined;
}
