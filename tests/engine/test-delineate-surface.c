/* test-delineate-surface.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "core/rim-parallel.h"
#include "delineate/rim-flow-private.h"
#include "delineate/rim-pet.h"
#include "delineate/rim-sphere-private.h"
#include "rim-test-ball.h"

#define N_NODES 9

typedef struct
{
  guint  from;
  guint  to;
  gint64 capacity;
} Edge;

static guint
draw (guint32 *state)
{
  *state = *state * 1664525u + 1013904223u;

  return *state >> 16;
}

static gint64
get_cost (const Edge   *edges,
          guint         n_edges,
          const gint64 *weights,
          guint         set)
{
  gint64 cost = 0;

  for (guint n = 0; n < N_NODES; n++)
    cost += (set >> n & 1) ? weights[n] : 0;
  for (guint n = 0; n < n_edges; n++)
    cost += (set >> edges[n].from & 1) && !(set >> edges[n].to & 1) ? edges[n].capacity : 0;

  return cost;
}

/* Against every set there is. */
static void
test_cut (void)
{
  guint32 state = 7;

  for (guint round = 0; round < 300; round++)
    {
      g_autoptr(RimFlow) flow = rim_flow_new (N_NODES, 4 * N_NODES);
      guint8 is_source[N_NODES];
      gint64 weights[N_NODES], best = G_MAXINT64;
      Edge edges[3 * N_NODES];
      guint found = 0;

      for (guint n = 0; n < N_NODES; n++)
        {
          weights[n] = (gint64) (draw (&state) % 41) - 20;
          rim_flow_add_weight (flow, n, weights[n]);
        }
      for (guint n = 0; n < G_N_ELEMENTS (edges); n++)
        {
          edges[n] = (Edge) { draw (&state) % N_NODES, draw (&state) % N_NODES,
                              n % 3 == 0 ? RIM_FLOW_ENDLESS / 64 : draw (&state) % 12 };
          rim_flow_add_arc (flow, edges[n].from, edges[n].to, edges[n].capacity);
        }

      g_assert_true (rim_flow_cut (flow, is_source, NULL, NULL));
      for (guint n = 0; n < N_NODES; n++)
        found |= (guint) is_source[n] << n;
      for (guint set = 0; set < 1u << N_NODES; set++)
        best = MIN (best, get_cost (edges, G_N_ELEMENTS (edges), weights, set));
      g_assert_cmpint (get_cost (edges, G_N_ELEMENTS (edges), weights, found), ==, best);
    }
}

static void
test_sphere (void)
{
  g_autoptr(RimSphere) sphere = rim_sphere_new (3);

  g_assert_cmpuint (sphere->n_points, ==, 642);
  g_assert_cmpuint (sphere->n_faces, ==, 1280);
  g_assert_cmpuint (sphere->n_edges, ==, 1920);
  for (guint n = 0; n < sphere->n_points; n++)
    g_assert_cmpfloat_with_epsilon (rim_vec3_length (sphere->points[n]), 1, 1e-12);
}

/* A ball of a PET: blurred to 7 mm FWHM, with noise of 5 % of its uptake. */
typedef struct
{
  RimVec3 middle;
  double  radius;
} Ball;

static double
pet_value (RimVec3  place,
           gpointer data)
{
  const Ball *self = data;
  RimVec3 d = rim_vec3_sub (place, self->middle);
  double edge = (rim_vec3_length (d) - self->radius) / (3.0 * sqrt (2));
  guint32 hash = (guint32) (lround (place.x * 10) * 73856093 ^ lround (place.y * 10) * 19349663 ^
                            lround (place.z * 10) * 83492791);

  hash ^= hash >> 13;
  hash *= 0x5bd1e995;
  hash ^= hash >> 15;

  return 1.5 + 8.5 * 0.5 * erfc (edge) + ((hash % 1001) / 1000.0 - 0.5) * 1.7;
}

static RimVolume *
make_pet (Ball  *self,
          guint  kind)
{
  RimVolume *pet;
  RimGrid grid;

  rim_test_grid_init_kind (&grid, kind, 33);
  for (guint n = 0; n < 3; n++)
    for (guint m = 0; m < 3; m++)
      grid.to_patient.m[m][n] *= 2.5;
  self->middle = rim_grid_to_patient (&grid, RIM_VEC3 ((grid.size[0] - 1) / 2.0, (grid.size[1] - 1) / 2.0,
                                                       (grid.size[2] - 1) / 2.0));
  pet = rim_test_volume_new (&grid, pet_value, self);
  rim_volume_set_unit (pet, RIM_UNIT_SUVBW);

  return pet;
}

static RimMask *
find (RimVolume     *pet,
      RimVec3        point,
      RimPetResult  *result,
      GCancellable  *cancellable,
      GError       **error)
{
  RimPetPlace place = { point, 10, 40, NULL };
  g_autoptr(RimPet) self = rim_pet_new (pet, &place, error);

  return self != NULL ? rim_pet_find_surface (self, 2, result, cancellable, error) : NULL;
}

static void
test_ball (void)
{
  const double radii[] = { 10, 14, 18 };
  const double within[] = { 0.16, 0.05, 0.025 };

  for (guint kind = 0; kind < RIM_TEST_N_GRIDS; kind++)
    for (guint n = 0; n < G_N_ELEMENTS (radii); n++)
      {
        Ball ball = { .radius = radii[n] };
        g_autoptr(RimVolume) pet = make_pet (&ball, kind);
        double expected = 4 * G_PI / 3 * pow (ball.radius, 3);
        g_autoptr(GError) error = NULL;
        g_autoptr(RimMask) mask = NULL;

        mask = find (pet, rim_vec3_add (ball.middle, RIM_VEC3 (4, 2, -3)), NULL, NULL, &error);
        g_assert_no_error (error);
        g_test_message ("kind %u, radius %g: %g", kind, ball.radius, rim_mask_get_volume (mask) / expected);
        g_assert_cmpfloat_with_epsilon (rim_mask_get_volume (mask) / expected, 1, within[n]);
      }
}

static void
test_threads (void)
{
  Ball ball = { .radius = 14 };
  g_autoptr(RimVolume) pet = make_pet (&ball, 2);
  guint n_threads = rim_parallel_get_n_threads ();
  g_autoptr(RimMask) a = NULL;
  g_autoptr(RimMask) b = NULL;

  rim_parallel_set_n_threads (1);
  a = find (pet, ball.middle, NULL, NULL, NULL);
  rim_parallel_set_n_threads (5);
  b = find (pet, ball.middle, NULL, NULL, NULL);
  rim_parallel_set_n_threads (n_threads);
  g_assert_true (rim_mask_equal (a, b));
}

static double
soften (double distance)
{
  return 0.5 * erfc (distance / (3.0 * sqrt (2)));
}

/* A rim of 5 about a necrosis of 1, with hot spots of other heights in it. */
static double
necrotic_value (RimVec3  place,
                gpointer data)
{
  double r = rim_vec3_length (place), rim = soften (r - 26) - soften (r - 14), spots = 0;
  const RimVec3 at[] = { { 20, 0, 0 }, { -12, 16, 0 }, { 0, -14, -14 }, { 4, 8, 18 } };

  for (guint n = 0; n < G_N_ELEMENTS (at); n++)
    spots += (2 + n) * soften (rim_vec3_length (rim_vec3_sub (place, at[n])) - 5);

  return 1 + 4 * rim + spots;
}

/* A tumour of 8, and 8 mm beside it a bladder of 40. */
static double
bladder_value (RimVec3  place,
               gpointer data)
{
  RimVec3 bladder = RIM_VEC3 (place.x - 45, place.y, place.z);

  return 1 + 7 * soften (rim_vec3_length (place) - 12) + 39 * soften (rim_vec3_length (bladder) - 25);
}

static double
get_dice (RimMask *found,
          RimVec3  middle,
          double   radius)
{
  const RimGrid *grid = rim_mask_get_grid (found);
  gsize both = 0, n = 0;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        if (rim_vec3_length (rim_vec3_sub (rim_grid_to_patient (grid, RIM_VEC3 (i, j, k)), middle)) <= radius)
          {
            n++;
            both += rim_mask_contains (found, i, j, k);
          }

  return 2.0 * (double) both / (double) (n + rim_mask_count (found));
}

/* Wherever in a ball the click is, the ball is found. */
static void
assert_clicks (RimTestValueFunc func,
               double           radius,
               double           least)
{
  g_autoptr(RimVolume) pet = NULL;
  guint32 state = 5;
  RimGrid grid;

  rim_test_grid_init (&grid, 48, 36, 36, RIM_VEC3 (4, 4, 4));
  pet = rim_test_volume_new (&grid, func, NULL);
  rim_volume_set_unit (pet, RIM_UNIT_SUVBW);
  for (guint n = 0; n < 16;)
    {
      double x = draw (&state) / 32768.0 - 1, y = draw (&state) / 32768.0 - 1, z = draw (&state) / 32768.0 - 1;
      RimVec3 offset = RIM_VEC3 (x, y, z);
      RimPetPlace place = { rim_vec3_scale (offset, radius), 10, 100, NULL };
      g_autoptr(GError) error = NULL;
      g_autoptr(RimMask) mask = NULL;
      RimPetResult result;

      if (rim_vec3_length (offset) > 0.95)
        continue;
      n++;
      mask = rim_pet_click (pet, &place, 2, &result, NULL, &error);
      g_assert_no_error (error);
      g_test_message ("%.1f %.1f %.1f: %.3f of %.1f", place.point.x, place.point.y, place.point.z,
                      get_dice (mask, RIM_VEC3 (0, 0, 0), radius), result.maximum);
      g_assert_cmpfloat (get_dice (mask, RIM_VEC3 (0, 0, 0), radius), >=, least);
    }
}

static void
test_click_necrosis (void)
{
  assert_clicks (necrotic_value, 26, 0.9);
}

static void
test_click_bladder (void)
{
  assert_clicks (bladder_value, 12, 0.8);
}

static double
flat (RimVec3  place,
      gpointer data)
{
  return 2;
}

static void
test_errors (void)
{
  Ball ball = { .radius = 14 };
  g_autoptr(RimVolume) pet = make_pet (&ball, 0);
  g_autoptr(RimVolume) even = rim_test_volume_new (rim_volume_get_grid (pet), flat, NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_assert_null (find (even, ball.middle, NULL, NULL, &error));
  g_assert_error (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_NOTHING);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_null (find (pet, ball.middle, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/delineate-surface/cut", test_cut);
  g_test_add_func ("/delineate-surface/sphere", test_sphere);
  g_test_add_func ("/delineate-surface/ball", test_ball);
  g_test_add_func ("/delineate-surface/threads", test_threads);
  g_test_add_func ("/delineate-surface/click-necrosis", test_click_necrosis);
  g_test_add_func ("/delineate-surface/click-bladder", test_click_bladder);
  g_test_add_func ("/delineate-surface/errors", test_errors);

  return g_test_run ();
}
