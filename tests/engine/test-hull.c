/* test-hull.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feature/rim-hull.h"

#include <math.h>
#include <string.h>

static RimHullPoint
random_point (gint32 size)
{
  return (RimHullPoint) { g_test_rand_int_range (0, size), g_test_rand_int_range (0, size),
                          g_test_rand_int_range (0, size) };
}

static gint64
get_height (const RimHull      *hull,
            gsize               face,
            const RimHullPoint *point)
{
  const RimHullPoint *corner = &hull->points[hull->faces[face][0]];
  gint64 normal[3];

  rim_hull_get_normal (hull, face, normal);

  return normal[0] * (point->i - corner->i) + normal[1] * (point->j - corner->j) +
         normal[2] * (point->k - corner->k);
}

static gboolean
has_edge (const RimHull *hull,
          guint32        face,
          guint32        from,
          guint32        to)
{
  const guint32 *corners = hull->faces[face];

  for (guint e = 0; e < 3; e++)
    if (corners[e] == from && corners[(e + 1) % 3] == to)
      return TRUE;

  return FALSE;
}

/* No point is outside of any face, each face is a triangle with a neighbour across
 * each edge, and the surface is one sphere (Euler).
 */
static void
check_hull (const RimHull      *hull,
            const RimHullPoint *points,
            gsize               n)
{
  g_assert_cmpuint (hull->n_faces, ==, 2 * hull->n_points - 4);

  for (gsize f = 0; f < hull->n_faces; f++)
    {
      gint64 normal[3];

      rim_hull_get_normal (hull, f, normal);
      g_assert_true (normal[0] != 0 || normal[1] != 0 || normal[2] != 0);
      for (gsize p = 0; p < n; p++)
        g_assert_cmpint (get_height (hull, f, &points[p]), <=, 0);
      for (guint e = 0; e < 3; e++)
        g_assert_true (has_edge (hull, hull->neighbours[f][e], hull->faces[f][(e + 1) % 3],
                                 hull->faces[f][e]));
    }
}

static gboolean
is_corner (const RimHull      *hull,
           const RimHullPoint *point)
{
  for (gsize p = 0; p < hull->n_points; p++)
    if (memcmp (&hull->points[p], point, sizeof *point) == 0)
      return TRUE;

  return FALSE;
}

static gint64
find_determinant (const RimHullPoint *a,
                  const RimHullPoint *b,
                  const RimHullPoint *c,
                  const RimHullPoint *d)
{
  gint64 u[3] = { b->i - a->i, b->j - a->j, b->k - a->k };
  gint64 v[3] = { c->i - a->i, c->j - a->j, c->k - a->k };
  gint64 w[3] = { d->i - a->i, d->j - a->j, d->k - a->k };

  return u[0] * (v[1] * w[2] - v[2] * w[1]) - u[1] * (v[0] * w[2] - v[2] * w[0]) +
         u[2] * (v[0] * w[1] - v[1] * w[0]);
}

/* Planes through three points that have no point on one side hold the hull: each
 * of them must be that of a face, and their faces the only ones.
 */
static gboolean
is_side (const RimHullPoint *points,
         gsize               n,
         gsize               a,
         gsize               b,
         gsize               c)
{
  gint64 low = 0;
  gint64 high = 0;

  for (gsize p = 0; p < n; p++)
    {
      gint64 height = find_determinant (&points[a], &points[b], &points[c], &points[p]);

      low = MIN (low, height);
      high = MAX (high, height);
    }

  return (low == 0) != (high == 0);
}

static gboolean
has_plane (const RimHull      *hull,
           const RimHullPoint *a,
           const RimHullPoint *b,
           const RimHullPoint *c)
{
  for (gsize f = 0; f < hull->n_faces; f++)
    if (get_height (hull, f, a) == 0 && get_height (hull, f, b) == 0 &&
        get_height (hull, f, c) == 0)
      return TRUE;

  return FALSE;
}

static void
check_sides (const RimHull      *hull,
             const RimHullPoint *points,
             gsize               n)
{
  for (gsize a = 0; a < n; a++)
    for (gsize b = a + 1; b < n; b++)
      for (gsize c = b + 1; c < n; c++)
        if (is_side (points, n, a, b, c))
          g_assert_true (has_plane (hull, &points[a], &points[b], &points[c]));
}

static void
test_random (void)
{
  static const gint32 sizes[] = { 2, 3, 5, 20, 1000, RIM_HULL_MAX };

  for (guint round = 0; round < 120; round++)
    {
      gint32 size = sizes[round % G_N_ELEMENTS (sizes)];
      gsize n = 4 + (gsize) g_test_rand_int_range (0, 36);
      g_autofree RimHullPoint *points = g_new (RimHullPoint, n);
      g_autoptr(RimHull) hull = NULL;

      for (gsize p = 0; p < n; p++)
        points[p] = random_point (size);
      hull = rim_hull_new (points, n);
      if (hull == NULL)
        continue;

      check_hull (hull, points, n);
      check_sides (hull, points, n);
    }
}

/* All points of a cube's lattice: flat sides full of points. */
static void
test_cube (void)
{
  enum { N = 6 };
  RimHullPoint points[N * N * N];
  g_autoptr(RimHull) hull = NULL;
  gsize n = 0;

  for (gint32 k = 0; k < N; k++)
    for (gint32 j = 0; j < N; j++)
      for (gint32 i = 0; i < N; i++)
        points[n++] = (RimHullPoint) { i - 3, j, 2 * k };

  hull = rim_hull_new (points, n);
  check_hull (hull, points, n);
  g_assert_cmpint (rim_hull_get_volume (hull), ==, 6 * 5 * 5 * 10);
  for (guint c = 0; c < 8; c++)
    g_assert_true (is_corner (hull, &(RimHullPoint) { c & 1 ? 2 : -3, c & 2 ? 5 : 0,
                                                      c & 4 ? 10 : 0 }));
}

/* A ball of lattice points against the volume that it goes to. */
static void
test_ball (void)
{
  enum { RADIUS = 20 };
  g_autoptr(GArray) points = g_array_new (FALSE, FALSE, sizeof (RimHullPoint));
  g_autoptr(RimHull) hull = NULL;
  double volume;

  for (gint32 k = -RADIUS; k <= RADIUS; k++)
    for (gint32 j = -RADIUS; j <= RADIUS; j++)
      for (gint32 i = -RADIUS; i <= RADIUS; i++)
        if (i * i + j * j + k * k <= RADIUS * RADIUS)
          {
            RimHullPoint point = { i, j, k };

            g_array_append_val (points, point);
          }

  hull = rim_hull_new ((const RimHullPoint *) (gpointer) points->data, points->len);
  check_hull (hull, (const RimHullPoint *) (gpointer) points->data, points->len);
  volume = (double) rim_hull_get_volume (hull) / 6.0;
  g_assert_cmpfloat (volume, <, 4.0 / 3.0 * G_PI * RADIUS * RADIUS * RADIUS);
  g_assert_cmpfloat (volume, >, 0.97 * 4.0 / 3.0 * G_PI * RADIUS * RADIUS * RADIUS);
}

static void
test_extremes (void)
{
  RimHullPoint points[8];
  g_autoptr(RimHull) hull = NULL;
  gint64 edge = 2 * (gint64) RIM_HULL_MAX;

  for (guint c = 0; c < 8; c++)
    points[c] = (RimHullPoint) { c & 1 ? RIM_HULL_MAX : -RIM_HULL_MAX,
                                         c & 2 ? RIM_HULL_MAX : -RIM_HULL_MAX,
                                         c & 4 ? RIM_HULL_MAX : -RIM_HULL_MAX };

  hull = rim_hull_new (points, 8);
  check_hull (hull, points, 8);
  g_assert_cmpint (rim_hull_get_volume (hull), ==, 6 * edge * edge * edge);
}

static void
test_flat (void)
{
  RimHullPoint points[60];

  for (guint p = 0; p < G_N_ELEMENTS (points); p++)
    {
      points[p] = random_point (50);
      points[p].k = points[p].i + 2 * points[p].j;
    }

  g_assert_null (rim_hull_new (points, G_N_ELEMENTS (points)));
  g_assert_null (rim_hull_new (points, 3));
  g_assert_null (rim_hull_new (points, 0));

  for (guint p = 0; p < G_N_ELEMENTS (points); p++)
    points[p] = points[0];
  g_assert_null (rim_hull_new (points, G_N_ELEMENTS (points)));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/hull/random", test_random);
  g_test_add_func ("/engine/hull/cube", test_cube);
  g_test_add_func ("/engine/hull/ball", test_ball);
  g_test_add_func ("/engine/hull/extremes", test_extremes);
  g_test_add_func ("/engine/hull/flat", test_flat);

  return g_test_run ();
}
