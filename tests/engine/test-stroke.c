/* test-stroke.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "segment/rim-stroke.h"

#define N_POINTS 6

typedef struct
{
  const char *name;
  guint       size[3];
  double      m[3][4];
} GridCase;

typedef struct
{
  const char *name;
  RimVec3     normal;
} PlaneCase;

/* Even, uneven spacing, a tilted gantry, and a grid that is turned every way
 * (its columns are those of a rotation by 20, 30 and 40 degrees).
 */
static const GridCase grids[] = {
  { "isotropic", { 40, 36, 30 },
    { { 1, 0, 0, -20 }, { 0, 1, 0, -18 }, { 0, 0, 1, -15 } } },
  { "anisotropic", { 48, 40, 15 },
    { { 0.78125, 0, 0, -18 }, { 0, 0.9, 0, -18 }, { 0, 0, 3.27, -24 } } },
  { "tilted", { 40, 40, 12 },
    { { 0.9, 0, 0, -18 }, { 0, 0.87, 0.95, -21 }, { 0, -0.23, 3.1, -16 } } },
  { "turned", { 40, 38, 20 },
    { { 0.66341395, -0.3996, 0.9848, -24 }, { 0.5566, 0.80, -0.3, -14 }, { -0.5, 0.2565, 1.42, -4 } } },
};

static const PlaneCase planes[] = {
  { "axial", { 0, 0, 1 } },
  { "coronal", { 0, -1, 0 } },
  { "sagittal", { 2, 0, 0 } },
  { "oblique", { 0.48, -0.6, 0.64 } },
};

static RimGrid
get_grid (const GridCase *c)
{
  RimGrid grid;

  memcpy (grid.size, c->size, sizeof grid.size);
  memcpy (grid.to_patient.m, c->m, sizeof grid.to_patient.m);
  g_assert_true (rim_grid_is_valid (&grid));

  return grid;
}

static double
distance_to_segment (RimVec3 c,
                     RimVec3 p,
                     RimVec3 q,
                     RimVec3 n)
{
  RimVec3 w = rim_vec3_sub (q, p);
  RimVec3 a = rim_vec3_sub (c, p);
  double length = rim_vec3_length (w);
  double t = length > 0 ? CLAMP (rim_vec3_dot (a, w) / (length * length), 0, 1) : 0;

  a = rim_vec3_sub (a, rim_vec3_scale (w, t));
  a = rim_vec3_sub (a, rim_vec3_scale (n, rim_vec3_dot (a, n)));

  return rim_vec3_length (a);
}

static double
get_half_extent (const RimGrid *grid,
                 RimVec3        n)
{
  double extent = 0;

  for (guint axis = 0; axis < 3; axis++)
    extent += fabs (rim_vec3_dot (rim_affine_get_column (&grid->to_patient, axis), n));

  return extent / 2;
}

/* Returns: 1 in, 0 out, 2 too near to a border to tell */
static guint8
ask_rule (const RimGrid *grid,
          RimVec3        centre,
          const RimVec3 *points,
          guint          n_points,
          RimVec3        n,
          double         radius)
{
  double across = rim_vec3_dot (rim_vec3_sub (centre, points[0]), n);
  double half = get_half_extent (grid, n);
  double nearest = INFINITY;

  for (guint p = 0; p < n_points; p++)
    nearest = MIN (nearest, distance_to_segment (centre, points[MAX (p, 1) - 1], points[p], n));

  if (nearest > radius + 1e-7 || fabs (across) > half * (1 + 1e-5))
    return 0;
  if (nearest > radius - 1e-7 || fabs (across) > half * (1 - 1e-5))
    return 2;

  return 1;
}

static guint8 *
make_reference (const RimGrid *grid,
                const RimVec3 *points,
                guint          n_points,
                RimVec3        n,
                double         radius)
{
  guint8 *voxels = g_malloc0 (rim_grid_get_n_voxels (grid));
  gsize at = 0;

  rim_vec3_normalize (&n);
  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        voxels[at++] = ask_rule (grid, rim_grid_to_patient (grid, RIM_VEC3 (i, j, k)),
                                 points, n_points, n, radius);

  return voxels;
}

/* Points on the plane through the middle of the grid, some outside the grid. */
static void
make_points (GRand         *rand,
             const RimGrid *grid,
             RimVec3        n,
             RimVec3       *points)
{
  RimVec3 centre = rim_grid_to_patient (grid, RIM_VEC3 (grid->size[0] / 2.0,
                                                        grid->size[1] / 2.0,
                                                        grid->size[2] / 2.0 + 0.2));

  rim_vec3_normalize (&n);
  for (guint p = 0; p < N_POINTS; p++)
    {
      RimVec3 offset = RIM_VEC3 (g_rand_double_range (rand, -22, 22),
                                 g_rand_double_range (rand, -22, 22),
                                 g_rand_double_range (rand, -22, 22));

      offset = rim_vec3_sub (offset, rim_vec3_scale (n, rim_vec3_dot (offset, n)));
      points[p] = rim_vec3_add (centre, offset);
    }
}

static RimMask *
draw (RimMask       *base,
      const RimVec3 *points,
      guint          n_points,
      RimVec3        n,
      double         radius,
      gboolean       erase)
{
  RimStrokeSpec spec = { radius, n, erase };
  g_autoptr(RimStroke) stroke = rim_stroke_new (base, &spec);

  rim_stroke_add (stroke, points, n_points, NULL);

  return rim_mask_ref (rim_stroke_get_mask (stroke));
}

static void
check_against_rule (GRand           *rand,
                    const GridCase  *grid_case,
                    const PlaneCase *plane)
{
  RimGrid grid = get_grid (grid_case);
  g_autoptr(RimMask) empty = rim_mask_new (&grid);
  double radius = g_rand_double_range (rand, 0.2, 9);
  RimVec3 points[N_POINTS];
  g_autoptr(RimMask) mask = NULL;
  g_autofree guint8 *found = NULL;
  g_autofree guint8 *expected = NULL;
  gsize n_in = 0;

  make_points (rand, &grid, plane->normal, points);
  mask = draw (empty, points, N_POINTS, plane->normal, radius, FALSE);
  found = rim_mask_to_bytes (mask);
  expected = make_reference (&grid, points, N_POINTS, plane->normal, radius);

  for (gsize v = 0; v < rim_grid_get_n_voxels (&grid); v++)
    {
      n_in += expected[v] == 1;
      if (expected[v] != 2 && (found[v] != 0) != (expected[v] == 1))
        g_error ("%s on %s: voxel %" G_GSIZE_FORMAT " is %d, not %d", plane->name,
                 grid_case->name, v, found[v], expected[v]);
    }

  g_assert_cmpuint (n_in, >, 0);
}

static void
test_stroke_rule (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);

  for (guint round = 0; round < 12; round++)
    for (guint g = 0; g < G_N_ELEMENTS (grids); g++)
      for (guint p = 0; p < G_N_ELEMENTS (planes); p++)
        check_against_rule (rand, &grids[g], &planes[p]);
}

static double
distance_in_space (RimVec3 c,
                   RimVec3 p,
                   RimVec3 q)
{
  RimVec3 w = rim_vec3_sub (q, p);
  RimVec3 a = rim_vec3_sub (c, p);
  double length = rim_vec3_length (w);
  double t = length > 0 ? CLAMP (rim_vec3_dot (a, w) / (length * length), 0, 1) : 0;

  return rim_vec3_length (rim_vec3_sub (a, rim_vec3_scale (w, t)));
}

static void
check_ball (GRand           *rand,
            const GridCase  *grid_case,
            const PlaneCase *plane)
{
  RimGrid grid = get_grid (grid_case);
  RimStrokeSpec spec = { g_rand_double_range (rand, 2, 9), plane->normal, FALSE };
  g_autoptr(RimMask) empty = rim_mask_new (&grid);
  g_autoptr(RimStroke) stroke = rim_stroke_new_ball (empty, &spec);
  RimVec3 points[N_POINTS];
  gsize n_in = 0;

  make_points (rand, &grid, plane->normal, points);
  rim_stroke_add (stroke, points, N_POINTS, NULL);
  for (guint k = 0; k < grid.size[2]; k++)
    for (guint j = 0; j < grid.size[1]; j++)
      for (guint i = 0; i < grid.size[0]; i++)
        {
          RimVec3 centre = rim_grid_to_patient (&grid, RIM_VEC3 (i, j, k));
          double nearest = INFINITY;

          for (guint p = 1; p < N_POINTS; p++)
            nearest = MIN (nearest, distance_in_space (centre, points[p - 1], points[p]));
          if (fabs (nearest - spec.radius) < 1e-7)
            continue;
          g_assert_cmpint (rim_mask_contains (rim_stroke_get_mask (stroke), i, j, k), ==,
                           nearest < spec.radius);
          n_in += nearest < spec.radius;
        }

  g_assert_cmpuint (n_in, >, 0);
}

/* A ball that is led along a path holds what is that near to it in space. */
static void
test_stroke_ball (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (5);

  for (guint round = 0; round < 4; round++)
    for (guint g = 0; g < G_N_ELEMENTS (grids); g++)
      for (guint p = 0; p < G_N_ELEMENTS (planes); p++)
        check_ball (rand, &grids[g], &planes[p]);
}

/* A slope along i: what is swept and has a value between the ends is in, no more. */
static void
test_stroke_limits (void)
{
  RimGrid grid = get_grid (&grids[0]);
  g_autoptr(RimVolume) volume = rim_volume_new (&grid, RIM_VOXEL_INT16, NULL);
  g_autoptr(RimMask) empty = rim_mask_new (&grid);
  RimStrokeSpec spec = { 9, RIM_VEC3 (0, 0, 1), FALSE };
  g_autoptr(RimStroke) free = rim_stroke_new_ball (empty, &spec);
  g_autoptr(RimStroke) limited = rim_stroke_new_ball (empty, &spec);
  RimVec3 point = rim_grid_to_patient (&grid, RIM_VEC3 (grid.size[0] / 2, grid.size[1] / 2, grid.size[2] / 2));
  gsize n_in = 0;

  for (guint k = 0; k < grid.size[2]; k++)
    {
      gint16 *values = rim_volume_get_slice_for_writing (volume, k);

      for (guint v = 0; v < grid.size[0] * grid.size[1]; v++)
        values[v] = (gint16) (v % grid.size[0]);
      rim_volume_publish_slice (volume, k);
    }

  rim_stroke_limit (limited, volume, grid.size[0] / 2 - 2, grid.size[0] / 2 + 3);
  rim_stroke_add (free, &point, 1, NULL);
  rim_stroke_add (limited, &point, 1, NULL);
  for (guint k = 0; k < grid.size[2]; k++)
    for (guint j = 0; j < grid.size[1]; j++)
      for (guint i = 0; i < grid.size[0]; i++)
        {
          gboolean expected = rim_mask_contains (rim_stroke_get_mask (free), i, j, k) &&
                              i + 2 >= grid.size[0] / 2 && i <= grid.size[0] / 2 + 3;

          g_assert_cmpint (rim_mask_contains (rim_stroke_get_mask (limited), i, j, k), ==, expected);
          n_in += expected;
        }

  g_assert_cmpuint (n_in, >, 50);
  g_assert_cmpuint (n_in, <, rim_mask_count (rim_stroke_get_mask (free)));
}

static double
get_distance_to_path (RimVec3        centre,
                      const RimVec3 *points,
                      RimVec3        n)
{
  double nearest = INFINITY;

  rim_vec3_normalize (&n);
  for (guint p = 1; p < N_POINTS; p++)
    nearest = MIN (nearest, distance_to_segment (centre, points[p - 1], points[p], n));

  return nearest;
}

/* A disc put down every 0.1 mm misses of the capsule no more than the arrow of
 * its arc, r - sqrt (r² - 0.05²).
 */
static void
check_against_dabs (GRand           *rand,
                    const GridCase  *grid_case,
                    const PlaneCase *plane)
{
  RimGrid grid = get_grid (grid_case);
  RimStrokeSpec spec = { 4, plane->normal, FALSE };
  g_autoptr(RimMask) base = rim_mask_new (&grid);
  g_autoptr(RimMask) swept = NULL;
  g_autoptr(RimMask) dabs = rim_mask_new (&grid);
  g_autofree guint8 *in_swept = NULL;
  g_autofree guint8 *in_dabs = NULL;
  RimVec3 points[N_POINTS];
  gsize v = 0;

  make_points (rand, &grid, spec.normal, points);
  swept = draw (base, points, N_POINTS, spec.normal, spec.radius, FALSE);

  for (guint p = 1; p < N_POINTS; p++)
    {
      RimVec3 way = rim_vec3_sub (points[p], points[p - 1]);
      guint n_dabs = (guint) ceil (rim_vec3_length (way) / 0.1);

      for (guint d = 0; d <= n_dabs; d++)
        {
          RimVec3 at = rim_vec3_add (points[p - 1], rim_vec3_scale (way, (double) d / n_dabs));
          RimMask *next = draw (dabs, &at, 1, spec.normal, spec.radius, FALSE);

          rim_mask_unref (dabs);
          dabs = next;
        }
    }

  in_swept = rim_mask_to_bytes (swept);
  in_dabs = rim_mask_to_bytes (dabs);
  for (guint k = 0; k < grid.size[2]; k++)
    for (guint j = 0; j < grid.size[1]; j++)
      for (guint i = 0; i < grid.size[0]; i++, v++)
        {
          RimVec3 centre = rim_grid_to_patient (&grid, RIM_VEC3 (i, j, k));

          if (in_swept[v] != in_dabs[v])
            g_assert_cmpfloat (fabs (get_distance_to_path (centre, points, spec.normal) - spec.radius), <,
                               spec.radius - sqrt (spec.radius * spec.radius - 0.05 * 0.05) + 1e-7);
        }
}

static void
test_stroke_no_gaps (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (2);

  for (guint g = 0; g < G_N_ELEMENTS (grids); g++)
    for (guint p = 0; p < G_N_ELEMENTS (planes); p++)
      check_against_dabs (rand, &grids[g], &planes[p]);
}

/* How the pointer's events were bundled makes no difference. */
static void
test_stroke_bundles (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);
  RimGrid grid = get_grid (&grids[1]);
  RimStrokeSpec spec = { 3.3, planes[3].normal, FALSE };
  g_autoptr(RimMask) base = rim_mask_new (&grid);
  g_autoptr(RimMask) at_once = NULL;
  g_autoptr(RimStroke) stroke = rim_stroke_new (base, &spec);
  RimVec3 points[N_POINTS];

  make_points (rand, &grid, spec.normal, points);
  at_once = draw (base, points, N_POINTS, spec.normal, spec.radius, FALSE);

  for (guint p = 0; p < N_POINTS; p++)
    {
      g_assert_true (rim_stroke_add (stroke, &points[p], 1, NULL) || p == 0);
      rim_stroke_get_mask (stroke);
    }

  g_assert_true (rim_mask_equal (at_once, rim_stroke_get_mask (stroke)));
}

/* A plane halfway between two slices paints one of them. */
static void
test_stroke_half_way (void)
{
  RimGrid grid = get_grid (&grids[1]);
  g_autoptr(RimMask) base = rim_mask_new (&grid);

  for (guint k = 1; k + 2 < grid.size[2]; k++)
    {
      RimVec3 point = rim_grid_to_patient (&grid, RIM_VEC3 (20, 20, k + 0.5));
      g_autoptr(RimMask) mask = draw (base, &point, 1, planes[0].normal, 5, FALSE);
      RimBox box;

      g_assert_true (rim_mask_get_bounds (mask, &box));
      g_assert_cmpuint (box.max[2] - box.min[2], ==, 1);
    }
}

static void
test_stroke_erase (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (4);
  RimGrid grid = get_grid (&grids[2]);
  g_autoptr(RimMask) empty = rim_mask_new (&grid);
  g_autoptr(RimMask) painted = NULL;
  g_autoptr(RimMask) erased = NULL;
  RimVec3 points[N_POINTS];

  make_points (rand, &grid, planes[1].normal, points);
  painted = draw (empty, points, N_POINTS, planes[1].normal, 6, FALSE);
  erased = draw (painted, points, N_POINTS, planes[1].normal, 6, TRUE);

  g_assert_cmpuint (rim_mask_count (painted), >, 0);
  g_assert_cmpuint (rim_mask_count (erased), ==, 0);
}

static void
assert_in_box (const RimBox *box,
               guint         i,
               guint         j,
               guint         k)
{
  g_assert_cmpuint (i, >=, box->min[0]);
  g_assert_cmpuint (i, <, box->max[0]);
  g_assert_cmpuint (j, >=, box->min[1]);
  g_assert_cmpuint (j, <, box->max[1]);
  g_assert_cmpuint (k, >=, box->min[2]);
  g_assert_cmpuint (k, <, box->max[2]);
}

/* What differs lies in the box, and slices outside it are not copied. */
static void
test_stroke_touches (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (5);
  RimGrid grid = get_grid (&grids[0]);
  RimStrokeSpec spec = { 5, planes[0].normal, FALSE };
  RimVec3 far_away = rim_grid_to_patient (&grid, RIM_VEC3 (500, 500, 3));
  RimVec3 nowhere = RIM_VEC3 (NAN, 0, 0);
  g_autofree guint8 *all = g_malloc (rim_grid_get_n_voxels (&grid));
  g_autoptr(RimMask) base = NULL;
  g_autoptr(RimStroke) stroke = NULL;
  RimVec3 points[N_POINTS];
  RimMask *mask;
  RimBox box;

  for (gsize v = 0; v < rim_grid_get_n_voxels (&grid); v++)
    all[v] = g_rand_boolean (rand);
  base = rim_mask_new_from_bytes (&grid, all);
  stroke = rim_stroke_new (base, &spec);

  g_assert_false (rim_stroke_add (stroke, &nowhere, 1, &box));
  g_assert_true (rim_stroke_get_mask (stroke) == base);

  make_points (rand, &grid, spec.normal, points);
  g_assert_true (rim_stroke_add (stroke, points, N_POINTS, &box));
  mask = rim_stroke_get_mask (stroke);

  for (guint k = 0; k < grid.size[2]; k++)
    {
      g_assert_true ((k >= box.min[2] && k < box.max[2]) ||
                     rim_mask_get_slice (mask, k) == rim_mask_get_slice (base, k));
      for (guint j = 0; j < grid.size[1]; j++)
        for (guint i = 0; i < grid.size[0]; i++)
          if (rim_mask_contains (mask, i, j, k) != rim_mask_contains (base, i, j, k))
            assert_in_box (&box, i, j, k);
    }

  rim_stroke_free (g_steal_pointer (&stroke));
  stroke = rim_stroke_new (base, &spec);
  g_assert_false (rim_stroke_add (stroke, &far_away, 1, &box));
  g_assert_true (rim_stroke_get_mask (stroke) == base);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/stroke/rule", test_stroke_rule);
  g_test_add_func ("/stroke/ball", test_stroke_ball);
  g_test_add_func ("/stroke/limits", test_stroke_limits);
  g_test_add_func ("/engine/stroke/no-gaps", test_stroke_no_gaps);
  g_test_add_func ("/engine/stroke/bundles", test_stroke_bundles);
  g_test_add_func ("/engine/stroke/half-way", test_stroke_half_way);
  g_test_add_func ("/engine/stroke/erase", test_stroke_erase);
  g_test_add_func ("/engine/stroke/touches", test_stroke_touches);

  return g_test_run ();
}
