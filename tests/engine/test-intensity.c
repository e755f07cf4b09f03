/* test-intensity.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rim-parallel.h"
#include "feature/rim-first-order.h"
#include "feature/rim-intensity-histogram.h"
#include "feature/rim-intensity-statistics.h"
#include "feature/rim-local-intensity.h"
#include "feature/rim-measure.h"
#include "feature/rim-volume-histogram.h"

#include <string.h>

#define MAX_FEATURES 32

static const RimFamily *const families[] = {
  &rim_family_firstorder,
  &rim_family_statistics,
  &rim_family_histogram,
  &rim_family_ivh,
  &rim_family_local_intensity,
};

/* A region that is a line of voxels of 1 mm, which is all these families see. */
typedef struct
{
  gsize      n;
  double    *values;
  RimRegion *region;
  RimLevels *levels;
  RimVolume *image;
} Line;

/* Levels of width @width from the lowest value. */
static void
line_init (Line         *self,
           const double *values,
           gsize         n,
           double        width)
{
  RimGrid grid = { .size = { (guint) n, 1, 1 } };
  g_autofree guint8 *inside = g_malloc (n);
  g_autofree guint16 *levels = g_new (guint16, n);
  g_autoptr(GError) error = NULL;
  double min = values[0];
  guint n_levels = 0;

  rim_affine_init_identity (&grid.to_patient);
  memset (inside, 1, n);
  for (gsize v = 0; v < n; v++)
    min = MIN (min, values[v]);
  for (gsize v = 0; v < n; v++)
    {
      levels[v] = (guint16) (floor ((values[v] - min) / width) + 1.0);
      n_levels = MAX (n_levels, levels[v]);
    }

  self->n = n;
  self->values = g_memdup2 (values, n * sizeof *values);
  self->region = rim_region_new_from_bytes (&grid, inside);
  self->levels = rim_levels_new (self->region, levels, n_levels, 1);
  self->image = rim_volume_new (&grid, RIM_VOXEL_DOUBLE, &error);
  g_assert_no_error (error);
  memcpy (rim_volume_get_slice_for_writing (self->image, 0), values, n * sizeof *values);
  rim_volume_publish_all (self->image);
}

static void
line_clear (Line *self)
{
  g_free (self->values);
  rim_region_unref (self->region);
  rim_levels_free (self->levels);
  rim_volume_unref (self->image);
}

static RimFamilyInput
line_get_input (const Line              *self,
                const RimFamilySettings *settings)
{
  return (RimFamilyInput) { self->image, self->region, self->region, self->values, self->levels,
                            settings };
}

static RimFamilySettings
settings_for (const RimFamily *family)
{
  RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;

  settings.profile = family == &rim_family_firstorder ? RIM_PROFILE_PYRADIOMICS : RIM_PROFILE_IBSI;

  return settings;
}

static void
compute (const RimFamily *family,
         const double    *values,
         gsize            n,
         double           width,
         double          *found)
{
  RimFamilySettings settings = settings_for (family);
  const RimAggregation none = RIM_AGGREGATION_NONE;
  g_autoptr(GError) error = NULL;
  RimFamilyInput input;
  Line line;

  g_assert_cmpuint (family->n_features, <=, MAX_FEATURES);
  line_init (&line, values, n, width);
  input = line_get_input (&line, &settings);
  g_assert_true (family->compute (&input, &none, 1, found, NULL, &error));
  g_assert_no_error (error);
  line_clear (&line);
}

static double
find (const RimFamily *family,
      const double    *found,
      const char      *name)
{
  for (guint f = 0; f < family->n_features; f++)
    if (g_str_equal (family->get_info (f)->name, name))
      return found[f];

  g_assert_not_reached ();
}

/* Smooth, with many equal values, or with two that are far away. */
static double *
make_values (gsize n,
             guint kind)
{
  double *values = g_new (double, n);

  for (gsize v = 0; v < n; v++)
    {
      values[v] = g_test_rand_double_range (-1.0, 1.0) + g_test_rand_double_range (-1.0, 1.0);
      if (kind == 1)
        values[v] = floor (values[v] * 4.0);
    }
  if (kind == 2)
    {
      values[g_test_rand_int_range (0, (gint32) n)] = 1e6;
      values[g_test_rand_int_range (0, (gint32) n)] = -1e6;
    }

  return values;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const double *x = a;
  const double *y = b;

  return (*x > *y) - (*x < *y);
}

static void
test_tables (void)
{
  for (guint f = 0; f < G_N_ELEMENTS (families); f++)
    for (guint i = 0; i < families[f]->n_features; i++)
      {
        const RimFeatureInfo *info = families[f]->get_info (i);

        g_assert_true (g_utf8_validate (info->formula, -1, NULL));
        g_assert_nonnull (info->reference);
        g_assert_cmpint (info->profiles, ==, families[f] == &rim_family_firstorder
                         ? RIM_IN_PYRADIOMICS : RIM_IN_IBSI);
        for (guint other = 0; other < i; other++)
          g_assert_cmpstr (info->name, !=, families[f]->get_info (other)->name);
      }
}

/* Against sorting, and sums in the plainest way. */
static void
test_plainly (void)
{
  static const gsize sizes[] = { 1, 2, 3, 10, 511, 512, 4096, 4097, 20000 };

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    for (guint kind = 0; kind < 3; kind++)
      {
        gsize n = sizes[s];
        g_autofree double *values = make_values (n, kind);
        double first[MAX_FEATURES], second[MAX_FEATURES];
        double mean = 0.0, variance = 0.0, deviation = 0.0, low, high;
        double place = (double) (n - 1) * 0.9;
        gsize below = (gsize) floor (place);

        compute (&rim_family_firstorder, values, n, 1e3, first);
        compute (&rim_family_statistics, values, n, 1e3, second);
        qsort (values, n, sizeof *values, compare);
        for (gsize v = 0; v < n; v++)
          mean += values[v] / (double) n;
        for (gsize v = 0; v < n; v++)
          {
            variance += (values[v] - mean) * (values[v] - mean) / (double) n;
            deviation += fabs (values[v] - mean) / (double) n;
          }

        low = values[below];
        high = values[MIN (below + 1, n - 1)];
        g_assert_cmpfloat_with_epsilon (find (&rim_family_firstorder, first, "90Percentile"),
                                        low + (place - (double) below) * (high - low),
                                        1e-12 * MAX (1.0, high - low));
        g_assert_cmpfloat (find (&rim_family_statistics, second, "10Percentile"), ==,
                           values[(10 * n + 99) / 100 - 1]);
        g_assert_cmpfloat (find (&rim_family_firstorder, first, "Median"), ==,
                           (values[(n - 1) / 2] + values[n / 2]) / 2.0);
        g_assert_cmpfloat (find (&rim_family_firstorder, first, "Minimum"), ==, values[0]);
        g_assert_cmpfloat (find (&rim_family_firstorder, first, "Maximum"), ==, values[n - 1]);
        g_assert_cmpfloat (fabs (find (&rim_family_firstorder, first, "Mean") - mean), <=, 1e-10);
        g_assert_cmpfloat (fabs (find (&rim_family_firstorder, first, "Variance") - variance), <=,
                           1e-12 * variance + 1e-15);
        g_assert_cmpfloat (fabs (find (&rim_family_statistics, second, "MeanAbsoluteDeviation") -
                                 deviation), <=, 1e-12 * deviation + 1e-15);
      }
}

/* The order of voxels does not matter, but where neighbours are looked at. The
 * mean is far from 0, so that what is divided by it keeps its digits.
 */
static void
test_permutation (void)
{
  g_autofree double *values = make_values (5000, 0);
  double before[MAX_FEATURES], after[MAX_FEATURES];

  for (gsize v = 0; v < 5000; v++)
    values[v] += 10.0;
  for (guint f = 0; f < G_N_ELEMENTS (families); f++)
    {
      if (families[f] == &rim_family_local_intensity)
        continue;

      compute (families[f], values, 5000, 0.1, before);
      for (gsize v = 4999; v > 0; v--)
        {
          gsize other = (gsize) g_test_rand_int_range (0, (gint32) v + 1);
          double swapped = values[v];

          values[v] = values[other];
          values[other] = swapped;
        }
      compute (families[f], values, 5000, 0.1, after);

      for (guint i = 0; i < families[f]->n_features; i++)
        g_assert_cmpfloat (fabs (after[i] - before[i]), <=, 1e-12 * MAX (1.0, fabs (before[i])));
    }
}

/* What is added to every value is added to some features and leaves others; so
 * with a factor. Steps of 1/8 are exact.
 */
static void
test_shift_and_scale (void)
{
  static const char *const moved[] = { "Mean", "Median", "Minimum", "Maximum", "10Percentile",
                                       "90Percentile" };
  static const char *const spread[] = { "Range", "InterquartileRange", "MeanAbsoluteDeviation",
                                        "RobustMeanAbsoluteDeviation" };
  static const char *const shape[] = { "Skewness", "Kurtosis" };
  g_autofree double *values = make_values (3000, 1);
  g_autofree double *other = g_new (double, 3000);

  for (gsize v = 0; v < 3000; v++)
    other[v] = 4.0 * values[v] + 0.375;

  for (guint f = 0; f < 2; f++)
    {
      const RimFamily *family = families[f];
      double before[MAX_FEATURES], after[MAX_FEATURES];

      compute (family, values, 3000, 1.0, before);
      compute (family, other, 3000, 4.0, after);
      for (guint i = 0; i < G_N_ELEMENTS (moved); i++)
        g_assert_cmpfloat_with_epsilon (find (family, after, moved[i]),
                                        4.0 * find (family, before, moved[i]) + 0.375, 1e-12);
      for (guint i = 0; i < G_N_ELEMENTS (spread); i++)
        g_assert_cmpfloat_with_epsilon (find (family, after, spread[i]),
                                        4.0 * find (family, before, spread[i]), 1e-12);
      for (guint i = 0; i < G_N_ELEMENTS (shape); i++)
        g_assert_cmpfloat_with_epsilon (find (family, after, shape[i]),
                                        find (family, before, shape[i]), 1e-12);
      g_assert_cmpfloat_with_epsilon (find (family, after, "Variance"),
                                      16.0 * find (family, before, "Variance"), 1e-11);
    }
}

static void
test_constant (void)
{
  for (gsize n = 1; n <= 10000; n = n * 7 + 1)
    {
      g_autofree double *values = g_new (double, n);
      double first[MAX_FEATURES], second[MAX_FEATURES], third[MAX_FEATURES], fourth[MAX_FEATURES];

      for (gsize v = 0; v < n; v++)
        values[v] = 0.1;
      compute (&rim_family_firstorder, values, n, 1.0, first);
      compute (&rim_family_statistics, values, n, 1.0, second);
      compute (&rim_family_histogram, values, n, 1.0, third);
      compute (&rim_family_ivh, values, n, 1.0, fourth);

      g_assert_cmpfloat (find (&rim_family_firstorder, first, "Mean"), ==, 0.1);
      g_assert_cmpfloat (find (&rim_family_firstorder, first, "Variance"), ==, 0.0);
      g_assert_cmpfloat (find (&rim_family_firstorder, first, "Skewness"), ==, 0.0);
      g_assert_cmpfloat (find (&rim_family_firstorder, first, "Kurtosis"), ==, 0.0);
      g_assert_cmpfloat (find (&rim_family_firstorder, first, "RobustMeanAbsoluteDeviation"), ==, 0.0);
      g_assert_cmpfloat (find (&rim_family_firstorder, first, "Uniformity"), ==, 1.0);
      g_assert_cmpfloat_with_epsilon (find (&rim_family_firstorder, first, "Entropy"), -3.2e-16,
                                      1e-17);
      g_assert_cmpfloat (find (&rim_family_statistics, second, "Kurtosis"), ==, 0.0);
      g_assert_cmpfloat (find (&rim_family_histogram, third, "Mode"), ==, 1.0);
      g_assert_cmpfloat (find (&rim_family_histogram, third, "Entropy"), ==, 0.0);
      g_assert_true (isnan (find (&rim_family_histogram, third, "MaximumGradient")));
      g_assert_true (isnan (find (&rim_family_ivh, fourth, "AreaUnderCurve")));
    }
}

/* Of equally frequent levels the one nearest to the mean is the mode. */
static void
test_mode (void)
{
  const double values[] = { 1, 1, 1, 4, 4, 4, 5, 9, 9, 9 };
  double found[MAX_FEATURES];

  compute (&rim_family_histogram, values, G_N_ELEMENTS (values), 1.0, found);
  g_assert_cmpfloat (find (&rim_family_histogram, found, "Mode"), ==, 4.0);
  g_assert_cmpfloat (find (&rim_family_histogram, found, "MaximumGradient"), ==, 3.0);
  g_assert_cmpfloat (find (&rim_family_histogram, found, "MaximumGradientLevel"), ==, 9.0);
  g_assert_cmpfloat (find (&rim_family_histogram, found, "MinimumGradient"), ==, -3.0);
  g_assert_cmpfloat (find (&rim_family_histogram, found, "MinimumGradientLevel"), ==, 1.0);
}

/* The volume histogram step by step. */
static void
test_volume_histogram (void)
{
  const RimFamily *family = &rim_family_ivh;
  const RimAggregation none = RIM_AGGREGATION_NONE;
  g_autofree double *values = make_values (2000, 1);

  for (guint round = 0; round < 2; round++)
    {
      RimFamilySettings settings = settings_for (family);
      double lower = -12.0, upper = 15.0, step = round == 0 ? 1.0 : 0.5;
      double expected = 0.0, before = 0.0, found[MAX_FEATURES], i90 = NAN;
      g_autoptr(GError) error = NULL;
      RimFamilyInput input;
      Line line;

      line_init (&line, values, 2000, 1.0);
      input = line_get_input (&line, &settings);
      settings.ivh_lower = lower;
      settings.ivh_upper = upper;
      settings.ivh_width = step;
      g_assert_true (family->compute (&input, &none, 1, found, NULL, &error));
      line_clear (&line);

      for (double i = lower; i <= upper; i += step)
        {
          gsize n = 0;

          for (gsize v = 0; v < 2000; v++)
            n += values[v] >= i;
          if (i > lower)
            expected += (before + (double) n / 2000.0) / 2.0 * step / (upper - lower);
          before = (double) n / 2000.0;
          if (isnan (i90) && 10 * n <= 9 * 2000)
            i90 = i;
        }
      g_assert_cmpfloat_with_epsilon (find (family, found, "AreaUnderCurve"), expected, 1e-12);
      g_assert_cmpfloat (find (family, found, "IntensityAt90Volume"), ==, i90);
    }
}

static void
test_local_intensity (void)
{
  const RimFamily *family = &rim_family_local_intensity;
  const RimAggregation none = RIM_AGGREGATION_NONE;
  RimFamilySettings settings = settings_for (family);
  g_autofree double *values = make_values (50, 1);
  double found[MAX_FEATURES];
  double best = -INFINITY;
  g_autoptr(GError) error = NULL;
  RimFamilyInput input;
  Line line;

  line_init (&line, values, 50, 1.0);
  input = line_get_input (&line, &settings);
  g_assert_true (family->compute (&input, &none, 1, found, NULL, &error));

  for (int v = 0; v < 50; v++)
    {
      double sum = 0.0;
      int n = 0;

      for (int other = MAX (v - 6, 0); other <= MIN (v + 6, 49); other++, n++)
        sum += values[other];
      best = MAX (best, sum / n);
    }
  g_assert_cmpfloat_with_epsilon (find (family, found, "GlobalPeak"), best, 1e-12);

  input.image = NULL;
  g_assert_true (family->compute (&input, &none, 1, found, NULL, &error));
  g_assert_true (isnan (found[0]) && isnan (found[1]));
  line_clear (&line);
}

static void
test_threads (void)
{
  g_autofree double *values = make_values (100001, 2);

  for (guint f = 0; f < G_N_ELEMENTS (families); f++)
    {
      double one[MAX_FEATURES], many[MAX_FEATURES];
      gsize n = families[f] == &rim_family_local_intensity ? 2000 : 60001;

      rim_parallel_set_n_threads (1);
      compute (families[f], values, n, 100.0, one);
      rim_parallel_set_n_threads (7);
      compute (families[f], values, n, 100.0, many);
      rim_parallel_set_n_threads (0);
      g_assert_true (memcmp (one, many, families[f]->n_features * sizeof *one) == 0);
    }
}

/* What has no number, no voxel, or another profile; and many aggregations. */
static void
test_refused (void)
{
  static const double bad[] = { NAN, INFINITY, -INFINITY };
  const RimAggregation both[2] = { RIM_AGGREGATION_NONE, RIM_AGGREGATION_NONE };
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();
  const double good[] = { 1.0, 2.0, 5.0 };

  g_cancellable_cancel (cancelled);

  for (guint f = 0; f < G_N_ELEMENTS (families); f++)
    {
      RimFamilySettings settings = settings_for (families[f]);
      double found[2 * MAX_FEATURES];
      guint n = families[f]->n_features;
      g_autoptr(GError) stopped = NULL;
      RimFamilyInput input;
      Line line;

      line_init (&line, good, 3, 1.0);
      input = line_get_input (&line, &settings);
      for (guint b = 0; b < G_N_ELEMENTS (bad); b++)
        {
          g_autoptr(GError) error = NULL;

          line.values[1] = bad[b];
          g_assert_false (families[f]->compute (&input, both, 1, found, NULL, &error));
          g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_NOT_FINITE);
        }

      line.values[1] = 2.0;
      g_assert_true (families[f]->compute (&input, both, 2, found, NULL, NULL));
      g_assert_true (memcmp (found, found + n, n * sizeof *found) == 0);
      g_assert_false (families[f]->compute (&input, both, 1, found, cancelled, &stopped));
      g_assert_error (stopped, G_IO_ERROR, G_IO_ERROR_CANCELLED);

      settings.profile = settings.profile == RIM_PROFILE_IBSI ? RIM_PROFILE_PYRADIOMICS
                                                              : RIM_PROFILE_IBSI;
      g_assert_true (families[f]->compute (&input, both, 1, found, NULL, NULL));
      for (guint i = 0; i < n; i++)
        g_assert_true (isnan (found[i]));
      line_clear (&line);
    }
}

static void
test_settings (void)
{
  const RimFamily *family = &rim_family_ivh;
  const RimAggregation none = RIM_AGGREGATION_NONE;
  const double values[] = { 1.0, 2.0, 5.0 };

  for (guint round = 0; round < 5; round++)
    {
      RimFamilySettings settings = settings_for (family);
      double found[MAX_FEATURES];
      g_autoptr(GError) error = NULL;
      RimFamilyInput input;
      Line line;

      settings.ivh_width = round == 0 ? 0.0 : round == 1 ? NAN : 1.0;
      settings.ivh_count = round == 2 ? 0 : 10;
      settings.ivh_upper = round == 3 ? INFINITY : round == 4 ? -1.0 : NAN;
      settings.ivh_lower = round == 4 ? 1.0 : NAN;

      line_init (&line, values, 3, 1.0);
      input = line_get_input (&line, &settings);
      g_assert_false (family->compute (&input, &none, 1, found, NULL, &error));
      g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS);
      line_clear (&line);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/intensity/tables", test_tables);
  g_test_add_func ("/engine/intensity/plainly", test_plainly);
  g_test_add_func ("/engine/intensity/permutation", test_permutation);
  g_test_add_func ("/engine/intensity/shift-and-scale", test_shift_and_scale);
  g_test_add_func ("/engine/intensity/constant", test_constant);
  g_test_add_func ("/engine/intensity/mode", test_mode);
  g_test_add_func ("/engine/intensity/volume-histogram", test_volume_histogram);
  g_test_add_func ("/engine/intensity/local-intensity", test_local_intensity);
  g_test_add_func ("/engine/intensity/threads", test_threads);
  g_test_add_func ("/engine/intensity/refused", test_refused);
  g_test_add_func ("/engine/intensity/settings", test_settings);

  return g_test_run ();
}
