/* test-discretise.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "core/rim-parallel.h"
#include "texture/rim-discretise.h"
#include "texture/rim-family.h"

static const double nothing = NAN;

static guint
discretise (RimBins        bins,
            const double  *values,
            gsize          n,
            guint16       *levels,
            double       **edges)
{
  g_autoptr(GError) error = NULL;
  guint n_levels = 0;

  g_assert_true (rim_discretise (&bins, values, n, levels, &n_levels, edges, &error));
  g_assert_no_error (error);
  for (gsize v = 0; v < n; v++)
    g_assert_true (levels[v] >= 1 && levels[v] <= n_levels);

  return n_levels;
}

static RimBins
bins_of_width (double width)
{
  return (RimBins) { RIM_BINNING_WIDTH, .width = width };
}

/* Anchored at 0, not at the minimum; a value on an edge goes up. */
static void
test_width (void)
{
  static const double values[] = { -26, -25, -1, 0, 24, 25, 60 };
  static const guint16 expected[] = { 1, 2, 2, 3, 3, 4, 5 };
  g_autofree double *edges = NULL;
  guint16 levels[G_N_ELEMENTS (values)];

  g_assert_cmpuint (discretise (bins_of_width (25), values, 7, levels, &edges), ==, 5);
  g_assert_cmpmem (levels, sizeof levels, expected, sizeof expected);
  for (guint e = 0; e <= 5; e++)
    g_assert_cmpfloat (edges[e], ==, -50 + 25.0 * e);
}

/* What numpy 1.24 makes of tenths, which are not exactly their decimal numbers:
 * numpy.digitize (x, numpy.arange (min - min % 0.1, max + 0.2, 0.1)).
 */
static void
test_width_of_tenths (void)
{
  static const double values[] = { 0.3, 0.6, 0.7, 0.8, 0.9, 1.2, 1.4, 1.7, 0.1 + 0.2 };
  static const guint16 expected[] = { 1, 4, 5, 6, 7, 10, 12, 15, 2 };
  guint16 levels[G_N_ELEMENTS (values)];

  discretise (bins_of_width (0.1), values, G_N_ELEMENTS (values), levels, NULL);
  g_assert_cmpmem (levels, sizeof levels, expected, sizeof expected);
}

static void
test_width_is_anchored (void)
{
  for (guint round = 0; round < 50; round++)
    {
      const gsize n = (gsize) g_test_rand_int_range (1, 3000);
      const double width = g_test_rand_int_range (1, 40);
      g_autofree double *values = g_new (double, n);
      g_autofree guint16 *levels = g_new (guint16, n);
      double min = INFINITY;

      for (gsize v = 0; v < n; v++)
        {
          values[v] = g_test_rand_int_range (-3000, 3000) / (round % 2 ? 1.0 : 8.0);
          min = MIN (min, values[v]);
        }

      discretise (bins_of_width (width), values, n, levels, NULL);
      for (gsize v = 0; v < n; v++)
        g_assert_cmpfloat (levels[v], ==, floor (values[v] / width) - floor (min / width) + 1);
    }
}

static void
test_flat (void)
{
  static const double starts[] = { 0, 25, -25, 24.999, 1e6, -1e-30, 0.1 };
  const RimBins all[] = {
    { RIM_BINNING_WIDTH, .width = 25 }, { RIM_BINNING_FIXED_NUMBER, .count = 32 },
    { RIM_BINNING_COUNT, .count = 1 },
  };

  for (guint s = 0; s < G_N_ELEMENTS (starts); s++)
    for (guint b = 0; b < G_N_ELEMENTS (all); b++)
      {
        const double values[] = { starts[s], starts[s], starts[s] };
        guint16 levels[3];

        g_assert_cmpuint (discretise (all[b], values, 3, levels, NULL), ==, 1);
      }
}

/* numpy.histogram widens a range that is empty to 1, so the value is in the
 * middle of it.
 */
static void
test_flat_count (void)
{
  const double value = 7;
  guint16 level;

  g_assert_cmpuint (discretise ((RimBins) { RIM_BINNING_COUNT, .count = 32 }, &value, 1, &level,
                                NULL), ==, 17);
}

/* The same values have other edges where numpy keeps them in single precision. */
static void
test_count (void)
{
  static const double values[] = {
    4.099999904632568, 9.399999618530273, 4.983333110809326, 5.866666316986084, 6.75,
    7.633333206176758, 8.516666412353516,
  };
  static const guint16 in_double[] = { 1, 6, 1, 2, 4, 5, 6 };
  static const guint16 in_single[] = { 1, 6, 2, 3, 4, 5, 6 };
  RimBins bins = { RIM_BINNING_COUNT, .count = 6 };
  guint16 levels[G_N_ELEMENTS (values)];

  discretise (bins, values, G_N_ELEMENTS (values), levels, NULL);
  g_assert_cmpmem (levels, sizeof levels, in_double, sizeof in_double);

  bins.is_single = TRUE;
  discretise (bins, values, G_N_ELEMENTS (values), levels, NULL);
  g_assert_cmpmem (levels, sizeof levels, in_single, sizeof in_single);
}

static void
test_count_includes_maximum (void)
{
  static const double values[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8 };
  static const guint16 expected[] = { 1, 1, 2, 2, 3, 3, 4, 4, 4 };
  g_autofree double *edges = NULL;
  guint16 levels[G_N_ELEMENTS (values)];

  g_assert_cmpuint (discretise ((RimBins) { RIM_BINNING_COUNT, .count = 4 }, values, 9, levels,
                                &edges), ==, 4);
  g_assert_cmpmem (levels, sizeof levels, expected, sizeof expected);
  g_assert_cmpfloat (edges[3], ==, 6);
  g_assert_cmpfloat (edges[4], ==, 9);
}

/* IBSI manual 2.7. */
static void
test_fixed_size (void)
{
  static const double values[] = { -500, -475.5, -475, 399, 400 };
  static const guint16 expected[] = { 1, 1, 2, 36, 37 };
  const RimBins bins = { RIM_BINNING_FIXED_SIZE, .width = 25, .lower = -500 };
  g_autofree double *edges = NULL;
  guint16 levels[G_N_ELEMENTS (values)];

  g_assert_cmpuint (discretise (bins, values, 5, levels, &edges), ==, 37);
  g_assert_cmpmem (levels, sizeof levels, expected, sizeof expected);
  g_assert_cmpfloat (edges[0], ==, -500);
  g_assert_cmpfloat (edges[37], ==, 425);

  /* Levels below the lowest value stay empty. */
  g_assert_cmpuint (discretise (bins, values + 3, 1, levels, NULL), ==, 36);
}

static void
test_fixed_number (void)
{
  static const double values[] = { 10, 12.4, 12.5, 17.5, 19.9, 20 };
  static const guint16 expected[] = { 1, 1, 2, 4, 4, 4 };
  g_autofree double *edges = NULL;
  guint16 levels[G_N_ELEMENTS (values)];

  g_assert_cmpuint (discretise ((RimBins) { RIM_BINNING_FIXED_NUMBER, .count = 4 }, values, 6,
                                levels, &edges), ==, 4);
  g_assert_cmpmem (levels, sizeof levels, expected, sizeof expected);
  g_assert_cmpfloat (edges[1], ==, 12.5);
  g_assert_cmpfloat (edges[4], ==, 20);
}

static void
test_most_levels (void)
{
  const double values[] = { 0, 65534.5 };
  guint16 levels[2];

  g_assert_cmpuint (discretise (bins_of_width (1), values, 2, levels, NULL), ==, 65535);
  g_assert_cmpuint (discretise ((RimBins) { RIM_BINNING_FIXED_SIZE, .width = 1 }, values, 2, levels,
                                NULL), ==, 65535);
  g_assert_cmpuint (discretise ((RimBins) { RIM_BINNING_COUNT, .count = 65534 }, values, 2, levels,
                                NULL), ==, 65534);
}

static void
assert_fails (RimBins         bins,
              double          low,
              double          high,
              RimFeatureError code)
{
  const double values[] = { low, high };
  g_autoptr(GError) error = NULL;
  guint16 levels[2];
  guint n_levels;

  g_assert_false (rim_discretise (&bins, values, 2, levels, &n_levels, NULL, &error));
  g_assert_error (error, RIM_FEATURE_ERROR, (int) code);
}

static void
test_errors (void)
{
  const RimBins fixed_size = { RIM_BINNING_FIXED_SIZE, .width = 25, .lower = -500 };
  const RimBins fixed_number = { RIM_BINNING_FIXED_NUMBER, .count = 32 };
  g_autoptr(GError) error = NULL;
  RimBins bins = bins_of_width (25);
  guint n_levels;

  g_assert_false (rim_discretise (&bins, &nothing, 0, NULL, &n_levels, NULL, &error));
  g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_EMPTY);

  assert_fails (bins, 1, NAN, RIM_FEATURE_ERROR_NOT_FINITE);
  assert_fails (bins, -INFINITY, 1, RIM_FEATURE_ERROR_NOT_FINITE);
  assert_fails (fixed_number, INFINITY, INFINITY, RIM_FEATURE_ERROR_NOT_FINITE);
  assert_fails (bins, -1e308, 1e308, RIM_FEATURE_ERROR_TOO_MANY_LEVELS);
  assert_fails (fixed_number, -1e308, 1e308, RIM_FEATURE_ERROR_TOO_MANY_LEVELS);
  assert_fails (bins_of_width (1), 0, 65535, RIM_FEATURE_ERROR_TOO_MANY_LEVELS);
  assert_fails (bins_of_width (1e-300), 0, 1, RIM_FEATURE_ERROR_TOO_MANY_LEVELS);
  assert_fails (fixed_size, 0, 1e9, RIM_FEATURE_ERROR_TOO_MANY_LEVELS);
  assert_fails (fixed_size, -501, 1, RIM_FEATURE_ERROR_SETTINGS);
  assert_fails (bins_of_width (0), 0, 1, RIM_FEATURE_ERROR_SETTINGS);
  assert_fails (bins_of_width (-1), 0, 1, RIM_FEATURE_ERROR_SETTINGS);
  assert_fails (bins_of_width (NAN), 0, 1, RIM_FEATURE_ERROR_SETTINGS);
  assert_fails ((RimBins) { RIM_BINNING_FIXED_SIZE, .width = 1, .lower = NAN }, 0, 1,
                RIM_FEATURE_ERROR_SETTINGS);
  assert_fails ((RimBins) { RIM_BINNING_COUNT, .count = 0 }, 0, 1, RIM_FEATURE_ERROR_SETTINGS);
  assert_fails ((RimBins) { RIM_BINNING_FIXED_NUMBER, .count = 65535 }, 0, 1,
                RIM_FEATURE_ERROR_SETTINGS);
}

/* Steps that numbers of that size do not have: no loop without an end. */
static void
test_coarse_numbers (void)
{
  const double values[] = { 1e17, 1e17 };
  guint16 levels[2];

  discretise (bins_of_width (1), values, 2, levels, NULL);
  g_assert_cmpuint (levels[0], ==, levels[1]);
}

static void
test_threads (void)
{
  static const guint n_threads[] = { 1, 2, 8 };
  const gsize n = 100003;
  g_autofree double *values = g_new (double, n);
  g_autofree guint16 *first = g_new (guint16, n);
  g_autofree guint16 *levels = g_new (guint16, n);

  for (gsize v = 0; v < n; v++)
    values[v] = g_test_rand_double_range (-1000, 1000);

  for (guint t = 0; t < G_N_ELEMENTS (n_threads); t++)
    {
      rim_parallel_set_n_threads (n_threads[t]);
      discretise (bins_of_width (0.3), values, n, t == 0 ? first : levels, NULL);
      if (t > 0)
        g_assert_cmpmem (levels, n * sizeof *levels, first, n * sizeof *first);
    }

  rim_parallel_set_n_threads (0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/discretise/width", test_width);
  g_test_add_func ("/engine/discretise/width-of-tenths", test_width_of_tenths);
  g_test_add_func ("/engine/discretise/width-is-anchored", test_width_is_anchored);
  g_test_add_func ("/engine/discretise/flat", test_flat);
  g_test_add_func ("/engine/discretise/flat-count", test_flat_count);
  g_test_add_func ("/engine/discretise/count", test_count);
  g_test_add_func ("/engine/discretise/count-includes-maximum", test_count_includes_maximum);
  g_test_add_func ("/engine/discretise/fixed-size", test_fixed_size);
  g_test_add_func ("/engine/discretise/fixed-number", test_fixed_number);
  g_test_add_func ("/engine/discretise/most-levels", test_most_levels);
  g_test_add_func ("/engine/discretise/errors", test_errors);
  g_test_add_func ("/engine/discretise/coarse-numbers", test_coarse_numbers);
  g_test_add_func ("/engine/discretise/threads", test_threads);

  return g_test_run ();
}
