/* test-path.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "segment/rim-lesion.h"
#include "segment/rim-node-path.h"
#include "segment/rim-path.h"
#include "view/rim-outline.h"
#include "volume/rim-contour.h"

#define N_POINTS 7

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

static const GridCase grids[] = {
  { "isotropic", { 40, 36, 30 },
    { { 1, 0, 0, -20.1 }, { 0, 1, 0, -18.2 }, { 0, 0, 1, -15.3 } } },
  { "anisotropic", { 48, 40, 15 },
    { { 0.78125, 0, 0, -18 }, { 0, 0.9, 0, -18 }, { 0, 0, 3.27, -24 } } },
  { "tilted", { 40, 40, 12 },
    { { 0.9, 0, 0, -18 }, { 0, 0.87, 0.95, -21 }, { 0, -0.23, 3.1, -16 } } },
};

static const PlaneCase planes[] = {
  { "axial", { 0, 0, 1 } },
  { "coronal", { 0, -1, 0 } },
  { "sagittal", { 2, 0, 0 } },
  { "oblique", { 0.48, -0.6, 0.64 } },
};

/* A path that crosses itself, on the plane; radii in mm. */
static const double radii[N_POINTS] = { 12, 5, 14, 9, 13, 4, 11 };

static RimGrid
get_grid (guint index)
{
  RimGrid grid;

  memcpy (grid.size, grids[index].size, sizeof grid.size);
  memcpy (grid.to_patient.m, grids[index].m, sizeof grid.to_patient.m);
  g_assert_true (rim_grid_is_valid (&grid));

  return grid;
}

static void
get_axes (RimVec3  normal,
          RimVec3 *u,
          RimVec3 *v)
{
  *u = rim_vec3_cross (normal, fabs (normal.y) < 0.5 ? RIM_VEC3 (0, 1, 0) : RIM_VEC3 (0, 0, 1));
  rim_vec3_normalize (u);
  *v = rim_vec3_cross (*u, normal);
}

static void
make_path (RimVec3 normal,
           RimVec3 points[N_POINTS])
{
  RimVec3 u, v;

  get_axes (normal, &u, &v);
  for (guint n = 0; n < N_POINTS; n++)
    {
      double angle = 4 * G_PI * n / N_POINTS + 0.1234;

      points[n] = RIM_VEC3 (0.37, -0.21, 0.55);
      points[n] = rim_vec3_add (points[n], rim_vec3_scale (u, radii[n] * cos (angle)));
      points[n] = rim_vec3_add (points[n], rim_vec3_scale (v, radii[n] * sin (angle)));
    }
}

/* The number of times that the path goes around, by angles instead of crossings. */
static gboolean
is_inside (const RimVec3 *points,
           RimVec3        center,
           RimVec3        normal)
{
  double turn = 0;
  RimVec3 u, v;

  get_axes (normal, &u, &v);
  for (guint n = 0; n < N_POINTS; n++)
    {
      RimVec3 a = rim_vec3_sub (points[n], center);
      RimVec3 b = rim_vec3_sub (points[(n + 1) % N_POINTS], center);
      double ax = rim_vec3_dot (a, u), ay = rim_vec3_dot (a, v);
      double bx = rim_vec3_dot (b, u), by = rim_vec3_dot (b, v);

      turn += atan2 (ax * by - ay * bx, ax * bx + ay * by);
    }

  return lround (turn / (2 * G_PI)) != 0;
}

static double
get_half_voxel (const RimGrid *grid,
                RimVec3        normal)
{
  double half = 0;

  for (guint axis = 0; axis < 3; axis++)
    half += fabs (rim_vec3_dot (rim_affine_get_column (&grid->to_patient, axis), normal)) / 2;

  return half;
}

static void
assert_rule (RimMask       *mask,
             const RimVec3 *points,
             RimVec3        normal,
             double         low,
             double         high)
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  gsize n = 0;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        {
          RimVec3 center = rim_grid_to_patient (grid, RIM_VEC3 (i, j, k));
          double d = rim_vec3_dot (rim_vec3_sub (center, points[0]), normal);
          gboolean expected = d > low && d <= high && is_inside (points, center, normal);

          g_assert_cmpint (rim_mask_contains (mask, i, j, k), ==, expected);
          n += expected;
        }

  g_assert_cmpuint (n, >, 20);
  g_assert_cmpuint (rim_mask_count (mask), ==, n);
}

static void
test_fill (void)
{
  for (guint g = 0; g < G_N_ELEMENTS (grids); g++)
    for (guint p = 0; p < G_N_ELEMENTS (planes); p++)
      {
        RimGrid grid = get_grid (g);
        RimVec3 normal = planes[p].normal;
        g_autoptr(RimMask) mask = NULL;
        RimVec3 points[N_POINTS];
        double half;

        rim_vec3_normalize (&normal);
        make_path (normal, points);
        half = get_half_voxel (&grid, normal);
        g_test_message ("%s, %s", grids[g].name, planes[p].name);

        mask = rim_path_fill (&grid, points, N_POINTS, planes[p].normal);
        assert_rule (mask, points, normal, -half, half);
      }
}

static void
test_sweep (void)
{
  RimGrid grid = get_grid (2);

  for (guint p = 0; p < G_N_ELEMENTS (planes); p++)
    {
      RimVec3 normal = planes[p].normal;
      g_autoptr(RimMask) some = NULL;
      g_autoptr(RimMask) all = NULL;
      RimVec3 points[N_POINTS];
      double half;

      rim_vec3_normalize (&normal);
      make_path (normal, points);
      half = get_half_voxel (&grid, normal);

      some = rim_path_sweep (&grid, points, N_POINTS, normal, 3.21, 7.89);
      assert_rule (some, points, normal, -half - 3.21, half + 7.89);
      all = rim_path_sweep (&grid, points, N_POINTS, normal, INFINITY, INFINITY);
      assert_rule (all, points, normal, -1e9, 1e9);
    }
}

/* On a slice a path is what a contour is, to the voxel, and what it goes around twice. */
static void
test_contour (void)
{
  RimGrid grid = get_grid (1);
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimMask) half = NULL;
  g_autoptr(RimMaskSlice) slice = NULL;
  RimVec3 points[N_POINTS], indices[N_POINTS];
  gsize starts[2] = { 0, N_POINTS / 2 };
  guint k;

  make_path (RIM_VEC3 (0, 0, 1), points);
  for (guint n = 0; n < N_POINTS; n++)
    indices[n] = rim_grid_from_patient (&grid, points[n]);
  k = (guint) lround (indices[0].z);

  half = rim_path_fill (&grid, points, N_POINTS / 2, RIM_VEC3 (0, 0, -3));
  slice = rim_contour_rasterise (indices, starts, 1, grid.size[0], grid.size[1]);
  g_assert_true (rim_mask_slice_equal (slice, rim_mask_get_slice (half, k)));
  g_assert_cmpuint (rim_mask_count (half), ==, rim_mask_slice_count (slice));

  mask = rim_path_fill (&grid, points, N_POINTS, RIM_VEC3 (0, 0, -3));
  for (guint j = 0; j < grid.size[1]; j++)
    for (guint i = 0; i < grid.size[0]; i++)
      g_assert_cmpint (rim_mask_contains (mask, i, j, k), ==,
                       is_inside (points, rim_grid_to_patient (&grid, RIM_VEC3 (i, j, k)), RIM_VEC3 (0, 0, 1)));
}

/* A figure that goes twice around its middle holds it. */
static void
test_overlap (void)
{
  const RimVec3 points[] = { { -8, -8, 0 }, { 8, -8, 0 }, { 8, 8, 0 }, { -8, 8, 0 }, { -8, -8, 0 },
                             { 4, -4, 0 }, { 4, 4, 0 }, { -4, 4, 0 }, { -4, -4, 0 } };

  for (guint g = 0; g < G_N_ELEMENTS (grids); g++)
    {
      RimGrid grid = get_grid (g);
      g_autoptr(RimMask) twice = rim_path_fill (&grid, points, G_N_ELEMENTS (points), RIM_VEC3 (0, 0, 1));
      g_autoptr(RimMask) once = rim_path_fill (&grid, points, 4, RIM_VEC3 (0, 0, 1));

      g_assert_cmpuint (rim_mask_count (once), >, 20);
      g_assert_true (rim_mask_equal (once, twice));
    }
}

static void
test_nothing (void)
{
  RimGrid grid = get_grid (0);
  const RimVec3 far[3] = { { 500, 0, 0 }, { 510, 0, 0 }, { 505, 9, 0 } };
  const RimVec3 strange[3] = { { 0, 0, 0 }, { NAN, 0, 0 }, { 5, INFINITY, 0 } };
  const RimVec3 line[3] = { { 0, 0, 0 }, { 5, 0, 0 }, { 9, 0, 0 } };

  for (guint p = 0; p < G_N_ELEMENTS (planes); p++)
    {
      g_autoptr(RimMask) a = rim_path_fill (&grid, far, 3, planes[p].normal);
      g_autoptr(RimMask) b = rim_path_fill (&grid, strange, 3, planes[p].normal);
      g_autoptr(RimMask) c = rim_path_fill (&grid, line, 2, planes[p].normal);
      g_autoptr(RimMask) d = rim_path_fill (&grid, NULL, 0, planes[p].normal);
      g_autoptr(RimMask) e = rim_path_sweep (&grid, strange, 3, planes[p].normal, 1, 1);

      g_assert_cmpuint (rim_mask_count (a) + rim_mask_count (b) + rim_mask_count (c) +
                        rim_mask_count (d) + rim_mask_count (e), ==, 0);
    }
}

/* It goes through its knots, stays on their plane, and of even points makes nearly
 * a circle: at 12 knots the farthest point is off by less than 0.2 percent.
 */
static void
test_spline (void)
{
  g_autofree RimVec3 *curve = NULL;
  g_autofree RimVec3 *open = NULL;
  RimVec3 knots[12];
  gsize n_points, found = 0;

  for (guint n = 0; n < G_N_ELEMENTS (knots); n++)
    knots[n] = RIM_VEC3 (10 * cos (2 * G_PI * n / 12), 10 * sin (2 * G_PI * n / 12), 4);

  curve = rim_path_spline (knots, 12, TRUE, &n_points);
  g_assert_cmpuint (n_points, >, 100);
  for (gsize n = 0; n < n_points; n++)
    {
      g_assert_cmpfloat_with_epsilon (curve[n].z, 4, 1e-12);
      g_assert_cmpfloat_with_epsilon (hypot (curve[n].x, curve[n].y), 10, 0.02);
      for (guint k = 0; k < 12; k++)
        found += memcmp (&curve[n], &knots[k], sizeof knots[k]) == 0;
    }
  g_assert_cmpuint (found, ==, 12);

  open = rim_path_spline (knots, 4, FALSE, &n_points);
  g_assert_cmpmem (&open[0], sizeof *open, &knots[0], sizeof *knots);
  g_assert_cmpmem (&open[n_points - 1], sizeof *open, &knots[3], sizeof *knots);
}

/* A ball with a hollow that is off its middle, so that outlines lie within each other. */
static RimMask *
make_hollow (const RimGrid *grid)
{
  gsize n_row = grid->size[0], n_slice = n_row * grid->size[1];
  g_autofree guint8 *voxels = g_new0 (guint8, n_slice * grid->size[2]);

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        {
          RimVec3 point = rim_grid_to_patient (grid, RIM_VEC3 (i, j, k));
          double radius = rim_vec3_length (rim_vec3_sub (point, RIM_VEC3 (0.3, -0.2, 0.4)));
          double hollow = rim_vec3_length (rim_vec3_sub (point, RIM_VEC3 (2.1, 1.3, 0.9)));

          voxels[k * n_slice + j * n_row + i] = radius < 13 && hollow > 5;
        }

  return rim_mask_new_from_bytes (grid, voxels);
}

static RimVec3 *
trace (RimMask     *mask,
       RimVec3      normal,
       RimOutline **outline)
{
  g_autoptr(RimLesion) lesion = rim_lesion_new ("hollow", mask);
  RimVec3 *points, u, v;
  RimPlane plane;
  gsize n_points;

  get_axes (normal, &u, &v);
  rim_plane_init_along (&plane, u, v, RIM_VEC3 (0.37, -0.21, 0.55), RIM_VEC3 (0, 0, 0), 0.25, 160, 160);
  *outline = rim_outline_new (lesion, &plane);
  n_points = (*outline)->starts[(*outline)->n_polygons];
  points = g_new (RimVec3, n_points);
  for (gsize n = 0; n < n_points; n++)
    points[n] = rim_plane_to_patient (&plane, (*outline)->points[2 * n], (*outline)->points[2 * n + 1]);

  return points;
}

static GPtrArray *
make_nodes (RimMask *mask,
            RimVec3  normal)
{
  g_autoptr(RimOutline) outline = NULL;
  g_autofree RimVec3 *points = trace (mask, normal, &outline);

  return rim_node_paths_new (points, outline->starts, outline->n_polygons, normal,
                             rim_node_path_get_tolerance (rim_mask_get_grid (mask), normal));
}

/* Between its nodes an outline is as it came, and is not far from straight. */
static void
test_nodes (void)
{
  for (guint g = 0; g < G_N_ELEMENTS (grids); g++)
    for (guint p = 0; p < G_N_ELEMENTS (planes); p++)
      {
        RimGrid grid = get_grid (g);
        g_autoptr(RimMask) mask = make_hollow (&grid);
        g_autoptr(GPtrArray) paths = make_nodes (mask, planes[p].normal);
        double tolerance = rim_node_path_get_tolerance (&grid, planes[p].normal);
        guint n_holes = 0;

        g_test_message ("%s, %s: %u outlines", grids[g].name, planes[p].name, paths->len);
        g_assert_cmpuint (paths->len, ==, 2);
        for (guint i = 0; i < paths->len; i++)
          {
            const RimNodePath *path = g_ptr_array_index (paths, i);
            guint n_nodes = rim_node_path_get_n_nodes (path);
            g_autofree RimVec3 *nodes = g_new (RimVec3, n_nodes);
            g_autofree RimVec3 *points = NULL;
            gsize starts[2] = { 0, n_nodes };
            g_autoptr(GPtrArray) straight = NULL;
            gsize n_points;

            for (guint n = 0; n < n_nodes; n++)
              nodes[n] = rim_node_path_get_node (path, n);
            points = rim_node_path_dup_points (path, &n_points);
            straight = rim_node_paths_new (nodes, starts, 1, planes[p].normal, 0);
            g_assert_cmpuint (n_nodes, >=, 3);
            g_assert_cmpuint (3 * n_nodes, <, 2 * n_points);
            n_holes += rim_node_path_is_hole (path);
            for (gsize n = 0; n < n_points; n++)
              {
                RimVec3 nearest;

                g_assert_cmpfloat (rim_node_path_find_edge (g_ptr_array_index (straight, 0), points[n],
                                                            &nearest), <=, tolerance + 1e-9);
              }
          }
        g_assert_cmpuint (n_holes, ==, 1);
      }
}

static gboolean
is_beside (RimMask *mask,
           guint    i,
           guint    j,
           guint    k)
{
  const RimGrid *grid = rim_mask_get_grid (mask);

  return (i > 0 && rim_mask_contains (mask, i - 1, j, k)) ||
         (j > 0 && rim_mask_contains (mask, i, j - 1, k)) ||
         (k > 0 && rim_mask_contains (mask, i, j, k - 1)) ||
         (i + 1 < grid->size[0] && rim_mask_contains (mask, i + 1, j, k)) ||
         (j + 1 < grid->size[1] && rim_mask_contains (mask, i, j + 1, k)) ||
         (k + 1 < grid->size[2] && rim_mask_contains (mask, i, j, k + 1));
}

/* Of all voxels of the plane those change that one outline goes around and the other does
 * not, and on planes that are no slices those beside them that would be left of the old side;
 * none of them lies away from what was moved.
 */
static void
assert_change (const RimNodePath *path,
               const RimNodePath *before,
               RimMask           *mask,
               RimVec3            normal,
               RimVec3            moved,
               double             reach)
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  g_autoptr(RimMask) changed = rim_node_path_change (path, before, mask, normal);
  gsize n_old, n_new, n_changed = 0;
  g_autofree RimVec3 *old = rim_node_path_dup_points (before, &n_old);
  g_autofree RimVec3 *new = rim_node_path_dup_points (path, &n_new);
  g_autoptr(RimMask) in_old = rim_path_fill (grid, old, n_old, normal);
  g_autoptr(RimMask) in_new = rim_path_fill (grid, new, n_new, normal);
  g_autoptr(RimMask) gaining = rim_mask_combine (in_new, in_old, RIM_MASK_SUBTRACT);
  g_autoptr(RimMask) losing = rim_mask_combine (in_old, in_new, RIM_MASK_SUBTRACT);
  gboolean is_hole = rim_node_path_is_hole (path);
  gboolean is_aslant = fabs (rim_vec3_dot (rim_grid_get_normal (grid), normal)) < 0.999999;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        {
          RimVec3 point = rim_grid_to_patient (grid, RIM_VEC3 (i, j, k));
          gboolean was = rim_mask_contains (mask, i, j, k);
          gboolean is = rim_mask_contains (changed, i, j, k);
          gboolean gains = rim_mask_contains (is_hole ? losing : gaining, i, j, k);
          gboolean loses = rim_mask_contains (is_hole ? gaining : losing, i, j, k);

          /* What is inside of both outlines follows what comes in; outside that may be. */
          if (is_aslant && !gains && !loses && rim_mask_contains (in_new, i, j, k))
            g_assert_cmpint (is, ==, is_beside (gaining, i, j, k) ? !is_hole : was);
          else if (is_aslant && !gains && !loses && was != is)
            g_assert_true (is == is_hole && is_beside (losing, i, j, k));
          else
            g_assert_cmpint (is, ==, (was || gains) && !loses);
          n_changed += was != is;
          if (was != is)
            g_assert_cmpfloat (rim_vec3_length (rim_vec3_sub (point, moved)), <, reach);
        }

  g_assert_cmpuint (n_changed, >, 0);
}

/* How far it is from a node to its neighbours and theirs, which curves need: what a move of it
 * can touch.
 */
static double
get_reach (const RimNodePath *path,
           guint              node)
{
  guint n_nodes = rim_node_path_get_n_nodes (path);
  double reach = 0;

  for (guint n = 0; n < 5; n++)
    {
      RimVec3 other = rim_node_path_get_node (path, (node + n_nodes + n - 2) % n_nodes);

      reach = MAX (reach, rim_vec3_length (rim_vec3_sub (other, rim_node_path_get_node (path, node))));
    }

  return reach;
}

/* A voxel that the plane cuts may have its centre aside of it. */
static double
get_diagonal (const RimGrid *grid)
{
  double diagonal = 0;

  for (guint axis = 0; axis < 3; axis++)
    diagonal += rim_vec3_length (rim_affine_get_column (&grid->to_patient, axis));

  return diagonal;
}

static void
move_one (const RimNodePath *before,
          RimMask           *mask,
          RimVec3            normal,
          guint              node,
          gboolean           smooth)
{
  g_autoptr(RimNodePath) path = rim_node_path_copy (before);
  g_autofree guint8 *chosen = g_new0 (guint8, rim_node_path_get_n_nodes (before));
  RimVec3 u, v, by;

  get_axes (normal, &u, &v);
  by = rim_vec3_add (rim_vec3_scale (u, 4.2), rim_vec3_scale (v, -2.7));
  chosen[node] = TRUE;
  rim_node_path_move (path, chosen, by, smooth);
  assert_change (path, before, mask, normal, rim_node_path_get_node (before, node),
                 get_reach (before, node) + 5 + get_diagonal (rim_mask_get_grid (mask)));
}

static void
test_move_nodes (void)
{
  for (guint g = 0; g < G_N_ELEMENTS (grids); g++)
    for (guint p = 0; p < G_N_ELEMENTS (planes); p++)
      {
        RimGrid grid = get_grid (g);
        g_autoptr(RimMask) mask = make_hollow (&grid);
        g_autoptr(GPtrArray) paths = make_nodes (mask, planes[p].normal);

        for (guint n = 0; n < 4; n++)
          move_one (g_ptr_array_index (paths, n % 2), mask, planes[p].normal, n / 2, n == 2 || n == 1);
      }
}

/* All together: on a slice the outline is the voxels, so these move as they are. */
static void
test_move_all (void)
{
  RimGrid grid = get_grid (1);
  g_autoptr(RimMask) mask = make_hollow (&grid);
  g_autoptr(RimMask) moved = rim_mask_ref (mask);
  RimVec3 normal = RIM_VEC3 (0, 0, 1);
  g_autoptr(GPtrArray) paths = make_nodes (mask, normal);
  RimVec3 by = rim_vec3_scale (rim_affine_get_column (&grid.to_patient, 0), 3);
  guint k = (guint) lround (rim_grid_from_patient (&grid, RIM_VEC3 (0.37, -0.21, 0.55)).z);

  for (guint i = 0; i < paths->len; i++)
    {
      const RimNodePath *before = g_ptr_array_index (paths, i);
      g_autoptr(RimNodePath) path = rim_node_path_copy (before);
      g_autofree guint8 *chosen = g_new (guint8, rim_node_path_get_n_nodes (path));
      g_autoptr(RimMask) last = g_steal_pointer (&moved);

      memset (chosen, TRUE, rim_node_path_get_n_nodes (path));
      rim_node_path_move (path, chosen, by, i == 0);
      moved = rim_node_path_change (path, before, last, normal);
    }

  for (guint j = 0; j < grid.size[1]; j++)
    for (guint i = 3; i < grid.size[0]; i++)
      g_assert_cmpint (rim_mask_contains (moved, i, j, k), ==, rim_mask_contains (mask, i - 3, j, k));
}

/* A new node changes nothing by itself; what is taken out is cut straight or rounded. */
static void
test_insert_remove (void)
{
  RimGrid grid = get_grid (0);
  g_autoptr(RimMask) mask = make_hollow (&grid);
  RimVec3 normal = RIM_VEC3 (0, 0, 1);
  g_autoptr(GPtrArray) paths = make_nodes (mask, normal);
  const RimNodePath *before = g_ptr_array_index (paths, 0);
  guint n_nodes = rim_node_path_get_n_nodes (before);
  g_autoptr(RimNodePath) path = rim_node_path_copy (before);
  g_autofree guint8 *chosen = g_new0 (guint8, n_nodes + 1);
  g_autoptr(RimMask) same = NULL;
  RimVec3 middle, nearest;
  guint node;

  middle = rim_vec3_scale (rim_vec3_add (rim_node_path_get_node (before, 0),
                                         rim_node_path_get_node (before, 1)), 0.5);
  rim_node_path_find_edge (before, middle, &nearest);
  node = rim_node_path_insert (path, middle);
  g_assert_cmpuint (node, ==, 1);
  g_assert_cmpuint (rim_node_path_get_n_nodes (path), ==, n_nodes + 1);
  g_assert_cmpfloat_with_epsilon (rim_vec3_length (rim_vec3_sub (rim_node_path_get_node (path, 1), nearest)), 0, 1e-12);
  same = rim_node_path_change (path, before, mask, normal);
  g_assert_true (same == mask);

  chosen[2] = chosen[3] = TRUE;
  g_assert_true (rim_node_path_remove (path, chosen, FALSE));
  g_assert_cmpuint (rim_node_path_get_n_nodes (path), ==, n_nodes - 1);
  assert_change (path, before, mask, normal, rim_node_path_get_node (before, 2), get_reach (before, 2) + 2);

  memset (chosen, TRUE, n_nodes - 1);
  chosen[0] = chosen[1] = FALSE;
  g_assert_false (rim_node_path_remove (path, chosen, TRUE));
  g_assert_cmpuint (rim_node_path_get_n_nodes (path), ==, n_nodes - 1);
}

/* The least that can be outlined has nodes, too. */
static void
test_few_nodes (void)
{
  const RimVec3 points[] = { { 0, 0, 0 }, { 1, 0, 0 }, { 1, 1, 0 }, { 0, 1, 0 },
                             { 5, 5, 1 }, { 5, 5, 1 }, { 5, 5, 1 } };
  const gsize starts[] = { 0, 4, 7 };
  g_autoptr(GPtrArray) paths = rim_node_paths_new (points, starts, 2, RIM_VEC3 (0, 0, 1), 10);

  g_assert_cmpuint (rim_node_path_get_n_nodes (g_ptr_array_index (paths, 0)), ==, 4);
  g_assert_cmpuint (rim_node_path_get_n_nodes (g_ptr_array_index (paths, 1)), ==, 3);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/path/fill", test_fill);
  g_test_add_func ("/path/sweep", test_sweep);
  g_test_add_func ("/path/contour", test_contour);
  g_test_add_func ("/path/overlap", test_overlap);
  g_test_add_func ("/path/nothing", test_nothing);
  g_test_add_func ("/path/spline", test_spline);
  g_test_add_func ("/path/nodes", test_nodes);
  g_test_add_func ("/path/nodes/move", test_move_nodes);
  g_test_add_func ("/path/nodes/move-all", test_move_all);
  g_test_add_func ("/path/nodes/insert-remove", test_insert_remove);
  g_test_add_func ("/path/nodes/few", test_few_nodes);

  return g_test_run ();
}
