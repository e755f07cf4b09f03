/* test-map-view.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <stdlib.h>

#include "feature/rim-settings.h"
#include "map/rim-map-view.h"

#define N 5001

static int
compare (const void *a,
         const void *b)
{
  const float x = *(const float *) a;
  const float y = *(const float *) b;

  return (x > y) - (x < y);
}

/* Few values that occur often, and many that occur once. */
static void
fill (float *values,
      gsize  n,
      guint  n_different)
{
  for (gsize v = 0; v < n; v++)
    values[v] = (float) g_test_rand_int_range (-1000, (gint) n_different - 1000) / 7.0f;
}

static void
test_range (void)
{
  static const guint n_different[] = { 1, 2, 5, 100, 100000 };
  static const double shares[][2] = { { 0, 100 }, { 2, 98 }, { 50, 50 }, { 10, 11 } };
  float values[N];
  float sorted[N];

  for (guint i = 0; i < G_N_ELEMENTS (n_different); i++)
    for (guint s = 0; s < G_N_ELEMENTS (shares); s++)
      {
        double range[2];

        fill (values, N, n_different[i]);
        for (gsize v = 0; v < N; v++)
          sorted[v] = values[v];
        qsort (sorted, N, sizeof (float), compare);

        g_assert_true (rim_map_find_range (values, N, shares[s][0], shares[s][1], &range[0], &range[1]));
        for (guint e = 0; e < 2; e++)
          g_assert_cmpfloat (range[e], ==, (double) sorted[(gsize) (shares[s][e] * (N - 1) / 100)]);
      }
}

static void
test_no_values (void)
{
  const float values[] = { NAN, INFINITY, 3.5f, NAN, -INFINITY };
  double lower;
  double upper;

  g_assert_true (rim_map_find_range (values, 5, 2, 98, &lower, &upper));
  g_assert_cmpfloat (lower, ==, 3.5);
  g_assert_cmpfloat (upper, ==, 3.5);
  g_assert_false (rim_map_find_range (values, 2, 2, 98, &lower, &upper));
  g_assert_false (rim_map_find_range (values, 0, 2, 98, &lower, &upper));
}

/* What one changes the other reads, and so does a file. */
static void
test_windows (void)
{
  const RimSettingWindows wanted = { 3, FALSE, TRUE, 12.5, 0 };
  g_autoptr(RimSettings) settings = rim_settings_new_default ();
  g_autoptr(RimSettings) other = rim_settings_with_windows (settings, &wanted);
  g_autofree char *yaml = rim_settings_to_yaml (other);
  g_autoptr(RimSettings) read = NULL;
  g_autoptr(GError) error = NULL;
  RimSettingWindows found;

  read = rim_settings_new_from_yaml (yaml, "settings", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rim_settings_get_hash (read), ==, rim_settings_get_hash (other));
  g_assert_cmpstr (rim_settings_get_hash (settings), !=, rim_settings_get_hash (other));
  rim_settings_get_windows (read, &found);
  g_assert_cmpuint (found.radius, ==, 3);
  g_assert_false (found.is_masked);
  g_assert_true (found.is_flat);
  g_assert_cmpfloat (found.bin_width, ==, 12.5);
  g_assert_cmpuint (found.bin_count, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map-view/range", test_range);
  g_test_add_func ("/map-view/no-values", test_no_values);
  g_test_add_func ("/map-view/windows", test_windows);

  return g_test_run ();
}
