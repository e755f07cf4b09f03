/* test-habitats.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "map/rim-habitats.h"

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "texture/rim-family.h"

#define N_MAPS 3
#define N      9000

/* Voxels of four kinds, which differ in other maps each, and some without values. */
typedef struct
{
  float   *maps[N_MAPS];
  guint8   kinds[N];
} Region;

static double
draw_normal (void)
{
  double sum = -6.0;

  for (guint n = 0; n < 12; n++)
    sum += g_test_rand_double ();

  return sum;
}

static void
region_init (Region *self,
             guint   n_kinds)
{
  static const double means[4][N_MAPS] = { { 0, 0, 100 }, { 10, 0, 100 }, { 20, 5, 300 }, { 30, -5, 500 } };
  static const double spreads[N_MAPS] = { 1.0, 0.5, 10.0 };

  for (guint m = 0; m < N_MAPS; m++)
    self->maps[m] = g_new (float, N);
  for (guint v = 0; v < N; v++)
    {
      self->kinds[v] = (guint8) g_test_rand_int_range (0, (gint32) n_kinds);
      for (guint m = 0; m < N_MAPS; m++)
        self->maps[m][v] = (float) (means[self->kinds[v]][m] + spreads[m] * draw_normal ());
    }
  self->maps[1][7] = NAN;
  self->maps[2][N - 1] = INFINITY;
}

static void
region_clear (Region *self)
{
  for (guint m = 0; m < N_MAPS; m++)
    g_free (self->maps[m]);
}

static RimHabitats *
find (const Region            *region,
      const RimHabitatOptions *options)
{
  g_autoptr(GError) error = NULL;
  RimHabitats *habitats = rim_habitats_find ((const float *const *) region->maps, N_MAPS, N, options, NULL, &error);

  g_assert_no_error (error);

  return habitats;
}

static void
check_kinds (const Region      *region,
             const RimHabitats *habitats)
{
  gsize counts[4] = { 0 };

  g_assert_cmpuint (habitats->labels[7], ==, RIM_HABITAT_NONE);
  g_assert_cmpuint (habitats->labels[N - 1], ==, RIM_HABITAT_NONE);
  for (guint v = 0; v < N; v++)
    if (v != 7 && v != N - 1)
      {
        g_assert_cmpuint (habitats->labels[v], ==, region->kinds[v]);
        counts[region->kinds[v]]++;
      }
  for (guint c = 0; c < habitats->n; c++)
    {
      g_assert_cmpuint (habitats->counts[c], ==, counts[c]);
      g_assert_cmpfloat_with_epsilon (habitats->centers[c * N_MAPS], 10.0 * c, 0.2);
    }
}

/* Kinds that lie apart are found, each whole, as many as there are, from the lowest on. */
static void
test_kinds (gconstpointer data)
{
  const RimHabitatMethod method = (RimHabitatMethod) GPOINTER_TO_UINT (data);

  for (guint n_kinds = 2; n_kinds <= 4; n_kinds++)
    {
      RimHabitatOptions options = RIM_HABITAT_OPTIONS_INIT;
      g_autoptr(RimHabitats) habitats = NULL;
      Region region;

      options.method = method;
      options.n_max = n_kinds + 1;
      region_init (&region, n_kinds);
      habitats = find (&region, &options);
      g_assert_cmpuint (habitats->n, ==, n_kinds);
      check_kinds (&region, habitats);
      region_clear (&region);
    }
}

/* A mixture tells a narrow part within a wide one, which k-means cannot. */
static void
test_nested (void)
{
  RimHabitatOptions options = RIM_HABITAT_OPTIONS_INIT;
  g_autoptr(RimHabitats) habitats = NULL;
  Region region;
  gsize n_right = 0;

  options.method = RIM_HABITAT_MIXTURE;
  options.n_max = 2;
  region_init (&region, 2);
  for (guint v = 0; v < N; v++)
    for (guint m = 0; m < N_MAPS; m++)
      region.maps[m][v] = (float) (0.01 * m * region.kinds[v] + (region.kinds[v] ? 10.0 : 0.3) * draw_normal ());
  habitats = find (&region, &options);
  for (guint v = 0; v < N; v++)
    n_right += habitats->labels[v] == habitats->labels[0] ? region.kinds[v] == region.kinds[0]
                                                         : region.kinds[v] != region.kinds[0];
  g_assert_cmpuint (n_right, >, N * 97 / 100);
  region_clear (&region);
}

/* The same bits from one thread, and other units change nothing. */
static void
test_bits (void)
{
  RimHabitatOptions options = RIM_HABITAT_OPTIONS_INIT;
  g_autoptr(RimHabitats) first = NULL;
  g_autoptr(RimHabitats) second = NULL;
  g_autoptr(RimHabitats) scaled = NULL;
  Region region;

  options.n_min = options.n_max = 5;
  region_init (&region, 4);
  first = find (&region, &options);
  rim_parallel_set_n_threads (1);
  second = find (&region, &options);
  rim_parallel_set_n_threads (0);
  g_assert_cmpmem (first->labels, N, second->labels, N);
  g_assert_cmpmem (first->centers, 5 * N_MAPS * sizeof (double), second->centers, 5 * N_MAPS * sizeof (double));

  for (guint v = 0; v < N; v++)
    region.maps[2][v] *= 1024.0f;
  scaled = find (&region, &options);
  g_assert_cmpmem (first->labels, N, scaled->labels, N);
  region_clear (&region);
}

static void
test_refused (void)
{
  RimHabitatOptions options = RIM_HABITAT_OPTIONS_INIT;
  float flat[64];
  const float *const maps[] = { flat };
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  for (guint v = 0; v < G_N_ELEMENTS (flat); v++)
    flat[v] = 3.0f;
  g_assert_null (rim_habitats_find (maps, 1, G_N_ELEMENTS (flat), &options, NULL, &error));
  g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_TOO_SMALL);
  g_clear_error (&error);
  g_assert_null (rim_habitats_find (maps, 1, 6, &options, NULL, &error));
  g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_TOO_SMALL);
  g_clear_error (&error);
  g_assert_null (rim_habitats_find (maps, 17, 64, &options, NULL, &error));
  g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS);
  g_clear_error (&error);
  options.n_max = 1;
  g_assert_null (rim_habitats_find (maps, 1, 64, &options, NULL, &error));
  g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS);
  g_clear_error (&error);

  options.n_max = 3;
  flat[5] = 7.0f;
  g_cancellable_cancel (cancelled);
  g_assert_null (rim_habitats_find (maps, 1, 64, &options, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/engine/habitats/k-means", GUINT_TO_POINTER (RIM_HABITAT_K_MEANS), test_kinds);
  g_test_add_data_func ("/engine/habitats/mixture", GUINT_TO_POINTER (RIM_HABITAT_MIXTURE), test_kinds);
  g_test_add_func ("/engine/habitats/nested", test_nested);
  g_test_add_func ("/engine/habitats/bits", test_bits);
  g_test_add_func ("/engine/habitats/refused", test_refused);

  return g_test_run ();
}
