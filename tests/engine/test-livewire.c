/* test-livewire.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "delineate/rim-livewire-private.h"

#define SIZE 23

static guint32
get_total (const RimLivewireEdges *edges,
           const GArray           *path)
{
  guint32 total = 0;

  for (guint n = 1; n < path->len; n++)
    {
      const RimLivewirePoint *a = &g_array_index (path, RimLivewirePoint, n - 1);
      const RimLivewirePoint *b = &g_array_index (path, RimLivewirePoint, n);
      guint step = 0;

      while (a->x + (guint) rim_livewire_steps[step][0] != b->x || a->y + (guint) rim_livewire_steps[step][1] != b->y)
        g_assert_cmpuint (++step, <, 8);
      total += rim_livewire_edges_get_cost (edges, (gsize) a->y * edges->width + a->x,
                                            (gsize) b->y * edges->width + b->x, step);
    }

  return total;
}

/* Of all ways there are, by going over all steps until nothing gets cheaper. */
static void
find_slowly (const RimLivewireEdges *edges,
             guint                   start,
             guint32                *costs)
{
  gboolean changed = TRUE;

  for (guint n = 0; n < SIZE * SIZE; n++)
    costs[n] = G_MAXUINT32 / 2;
  costs[start] = 0;
  while (changed)
    {
      changed = FALSE;
      for (guint n = 0; n < SIZE * SIZE; n++)
        for (guint step = 0; step < 8; step++)
          {
            guint x = n % SIZE + (guint) rim_livewire_steps[step][0], y = n / SIZE + (guint) rim_livewire_steps[step][1];
            guint32 cost;

            if (x >= SIZE || y >= SIZE)
              continue;
            cost = costs[n] + rim_livewire_edges_get_cost (edges, n, y * SIZE + x, step);
            if (cost < costs[y * SIZE + x])
              {
                costs[y * SIZE + x] = cost;
                changed = TRUE;
              }
          }
    }
}

static void
test_cheapest (void)
{
  double values[SIZE * SIZE];
  RimLivewirePlane plane = { values, SIZE, SIZE, 0.8, 1.3 };
  g_autoptr(RimLivewire) livewire = NULL;
  guint32 costs[SIZE * SIZE], state = 5;
  RimLivewireEdges edges;

  for (guint n = 0; n < SIZE * SIZE; n++)
    {
      state = state * 1664525u + 1013904223u;
      values[n] = n % 37 == 5 ? NAN : (double) (state >> 24);
    }
  rim_livewire_edges_init (&edges, &plane);
  find_slowly (&edges, 4 * SIZE + 7, costs);

  livewire = rim_livewire_new (&plane);
  rim_livewire_set_anchor (livewire, (RimLivewirePoint) { 7, 4 }, 100);
  for (guint n = SIZE * SIZE; n-- > 0;)
    {
      RimLivewirePoint target = { n % SIZE, n / SIZE };
      g_autoptr(GArray) path = rim_livewire_get_path (livewire, target);

      g_assert_cmpuint (g_array_index (path, RimLivewirePoint, 0).x, ==, 7);
      g_assert_cmpuint (g_array_index (path, RimLivewirePoint, 0).y, ==, 4);
      g_assert_cmpuint (g_array_index (path, RimLivewirePoint, path->len - 1).x, ==, target.x);
      g_assert_cmpuint (g_array_index (path, RimLivewirePoint, path->len - 1).y, ==, target.y);
      g_assert_cmpuint (get_total (&edges, path), ==, costs[n]);
    }
  rim_livewire_edges_clear (&edges);
}

#define DISC 101

static double *
make_disc (double step_x,
           double step_y)
{
  double *values = g_new (double, DISC * DISC);

  for (guint y = 0; y < DISC; y++)
    for (guint x = 0; x < DISC; x++)
      {
        double d = hypot ((x - 50.0) * step_x, (y - 50.0) * step_y);

        values[y * DISC + x] = 40 - 890 * 0.5 * erfc (-(d - 30) / 1.5);
      }

  return values;
}

static void
test_edge (void)
{
  const double steps[][2] = { { 1, 1 }, { 0.7, 1 }, { 1, 0.8 } };

  for (guint n = 0; n < G_N_ELEMENTS (steps); n++)
    {
      g_autofree double *values = make_disc (steps[n][0], steps[n][1]);
      RimLivewirePlane plane = { values, DISC, DISC, steps[n][0], steps[n][1] };
      g_autoptr(RimLivewire) livewire = rim_livewire_new (&plane);
      RimLivewirePoint left = { (guint) lround (50 - 30 / steps[n][0]), 50 };
      RimLivewirePoint top = { 50, (guint) lround (50 - 30 / steps[n][1]) };
      g_autoptr(GArray) path = NULL;

      rim_livewire_set_anchor (livewire, left, 200);
      path = rim_livewire_get_path (livewire, top);
      g_assert_cmpuint (path->len, >, 25);
      for (guint p = 0; p < path->len; p++)
        {
          const RimLivewirePoint *at = &g_array_index (path, RimLivewirePoint, p);

          g_assert_cmpfloat_with_epsilon (hypot ((at->x - 50.0) * steps[n][0], (at->y - 50.0) * steps[n][1]), 30, 1.1);
        }
    }
}

/* What was asked before changes nothing. */
static void
test_order (void)
{
  g_autofree double *values = make_disc (1, 1);
  RimLivewirePlane plane = { values, DISC, DISC, 1, 1 };
  g_autoptr(RimLivewire) asked = rim_livewire_new (&plane);
  g_autoptr(RimLivewire) swept = rim_livewire_new (&plane);

  rim_livewire_set_anchor (asked, (RimLivewirePoint) { 3, 90 }, 20);
  rim_livewire_set_anchor (asked, (RimLivewirePoint) { 20, 50 }, 70);
  rim_livewire_set_anchor (swept, (RimLivewirePoint) { 20, 50 }, 70);
  g_assert_true (rim_livewire_sweep (swept, NULL, NULL));
  for (guint n = 0; n < DISC * DISC; n += 97)
    {
      RimLivewirePoint target = { n % DISC, n / DISC };
      g_autoptr(GArray) a = rim_livewire_get_path (asked, target);
      g_autoptr(GArray) b = rim_livewire_get_path (swept, target);

      g_assert_cmpmem (a->data, a->len * sizeof (RimLivewirePoint), b->data, b->len * sizeof (RimLivewirePoint));
    }
}

static void
test_bounds (void)
{
  g_autofree double *values = make_disc (1, 1);
  RimLivewirePlane plane = { values, DISC, DISC, 1, 1 };
  RimLivewirePlane one = { values, 1, 1, 1, 1 };
  g_autoptr(RimLivewire) livewire = rim_livewire_new (&plane);
  g_autoptr(RimLivewire) pixel = rim_livewire_new (&one);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) far = NULL;
  g_autoptr(GArray) here = NULL;

  rim_livewire_set_anchor (livewire, (RimLivewirePoint) { 10, 10 }, 15);
  far = rim_livewire_get_path (livewire, (RimLivewirePoint) { 100, 12 });
  g_assert_cmpuint (g_array_index (far, RimLivewirePoint, far->len - 1).x, ==, 25);
  g_assert_cmpuint (g_array_index (far, RimLivewirePoint, far->len - 1).y, ==, 12);

  rim_livewire_set_anchor (pixel, (RimLivewirePoint) { 0, 0 }, 15);
  here = rim_livewire_get_path (pixel, (RimLivewirePoint) { 0, 0 });
  g_assert_cmpuint (here->len, ==, 1);

  g_cancellable_cancel (cancellable);
  g_assert_false (rim_livewire_sweep (livewire, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/livewire/cheapest", test_cheapest);
  g_test_add_func ("/livewire/edge", test_edge);
  g_test_add_func ("/livewire/order", test_order);
  g_test_add_func ("/livewire/bounds", test_bounds);

  return g_test_run ();
}
