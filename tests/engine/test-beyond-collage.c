/* test-beyond-collage.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feature/rim-collage.h"
#include "feature/rim-collage-map.h"

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "rim-test-ball.h"

#define N_BINS 32
#define RADIUS 2

static const RimFamily *const family = &rim_family_collage;

static double *
compute (RimVolume       *image,
         const RimRegion *region)
{
  const RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  const RimFamilyInput input = { image, region, region, NULL, NULL, &settings };
  const RimAggregation aggregation = RIM_AGGREGATION_NONE;
  double *found = g_new (double, family->n_features);
  g_autoptr(GError) error = NULL;

  family->compute (&input, &aggregation, 1, found, NULL, &error);
  g_assert_no_error (error);

  return found;
}

static double
get (const double *values,
     const char   *name)
{
  for (guint f = 0; f < family->n_features; f++)
    if (strcmp (family->get_info (f)->name, name) == 0)
      return values[f];

  g_assert_not_reached ();
}

/* Images */

static double
ramp (RimVec3  place,
      gpointer data)
{
  return 30.0 + rim_vec3_dot (place, *(const RimVec3 *) data);
}

static double
noise (RimVec3  place,
       gpointer data)
{
  return g_test_rand_int_range (-500, 500);
}

static double
waves (RimVec3  place,
       gpointer data)
{
  return floor (1000.0 * sin (place.x * 0.9) * cos (place.y * 0.7 + place.z * 0.4));
}

static double
scaled_waves (RimVec3  place,
              gpointer data)
{
  return 64.0 - 8.0 * waves (place, NULL);
}

static double
constant (RimVec3  place,
          gpointer data)
{
  return 5.0;
}

static double
not_a_number (RimVec3  place,
              gpointer data)
{
  return place.x > 0.0 ? NAN : place.y;
}

static double *
measure (RimTestValueFunc func,
         gpointer         data,
         RimVec3          spacing)
{
  double radius = 6.0;
  g_autoptr(RimVolume) image = NULL;
  g_autoptr(RimRegion) region = NULL;
  RimGrid grid;

  rim_test_grid_init (&grid, 24, 22, 20, spacing);
  image = rim_test_volume_new (&grid, func, data);
  region = rim_test_region_new (&grid, rim_test_ball, &radius);

  return compute (image, region);
}

/* Where all gradients are the same there is one orientation, and it is that of the
 * ramp, in mm and not in voxels.
 */
static void
test_ramps (void)
{
  static const RimVec3 spacing = { 0.8, 0.9, 1.5 };
  static const struct
  {
    RimVec3 way;
    guint   theta;
    guint   phi;
  } ramps[] = {
    { { 3, 0, 0 }, 16, 16 },
    { { -3, 0, 0 }, 16, 16 },
    { { 0, 2, 0 }, 0, 16 },
    { { 1, 1, 0 }, 24, 16 },
    { { 1, -1, 0 }, 8, 16 },
    { { -1, 1, 0 }, 8, 16 },
    { { 1, 0, 1 }, 16, 24 },
    { { 1, 0, -1 }, 16, 8 },
    { { 0, 0, 1 }, 16, 0 },
  };

  for (guint r = 0; r < G_N_ELEMENTS (ramps); r++)
    {
      g_autofree double *found = measure (ramp, (gpointer) &ramps[r].way, spacing);

      g_assert_cmpfloat_with_epsilon (get (found, "PhiEntropyMean"), 0.0, 1e-12);
      g_assert_cmpfloat_with_epsilon (get (found, "PhiSumAverageMean"), 2.0 * (ramps[r].phi + 1.0), 1e-9);
      g_assert_cmpfloat_with_epsilon (get (found, "PhiAngularSecondMomentMean"), 1.0, 1e-12);
      if (ramps[r].way.x == 0.0 && ramps[r].way.y == 0.0)
        continue;

      g_assert_cmpfloat_with_epsilon (get (found, "ThetaSumAverageMean"), 2.0 * (ramps[r].theta + 1.0), 1e-9);
      g_assert_cmpfloat_with_epsilon (get (found, "ThetaEntropyMean"), 0.0, 1e-12);
      g_assert_cmpfloat_with_epsilon (get (found, "ThetaContrastMean"), 0.0, 1e-12);
      g_assert_cmpfloat_with_epsilon (get (found, "ThetaCorrelationMean"), 1.0, 1e-12);
      g_assert_cmpfloat_with_epsilon (get (found, "ThetaEntropyStandardDeviation"), 0.0, 1e-12);
    }
}

static void
test_bins (void)
{
  g_assert_cmpuint (rim_orientation_get_bin (0.0, 32), ==, 16);
  g_assert_cmpuint (rim_orientation_get_bin (1e-17, 32), ==, 16);
  g_assert_cmpuint (rim_orientation_get_bin (-1e-17, 32), ==, 16);
  g_assert_cmpuint (rim_orientation_get_bin (G_PI / 2.0, 32), ==, rim_orientation_get_bin (-G_PI / 2.0, 32));
  for (guint n = 2; n <= 64; n++)
    for (gint a = -90; a <= 90; a++)
      g_assert_cmpuint (rim_orientation_get_bin (a * G_PI / 180.0, n), <, n);
}

/* The axis explains more of the gradients than any other that is tried. */
static void
test_axis (void)
{
  for (guint round = 0; round < 300; round++)
    {
      double t[6] = { 0.0 }, axis[3], best = 0.0, found;

      for (guint g = 0; g < 1 + round % 5; g++)
        {
          const double x = g_test_rand_double_range (-1, 1), y = g_test_rand_double_range (-1, 1);
          const double z = round % 7 == 0 ? 0.0 : g_test_rand_double_range (-1, 1);
          const double products[6] = { x * x, x * y, x * z, y * y, y * z, z * z };

          for (guint p = 0; p < 6; p++)
            t[p] += products[p];
        }

      rim_orientation_get_axis (t, axis);
      g_assert_cmpfloat_with_epsilon (axis[0] * axis[0] + axis[1] * axis[1] + axis[2] * axis[2], 1.0, 1e-12);
      g_assert_cmpfloat (axis[0], >=, 0.0);
      for (guint tries = 0; tries <= 500; tries++)
        {
          const double u = g_test_rand_double_range (0, 2.0 * G_PI), w = g_test_rand_double_range (-1, 1);
          const double a[3] = {
            tries == 0 ? axis[0] : cos (u) * sqrt (1.0 - w * w),
            tries == 0 ? axis[1] : sin (u) * sqrt (1.0 - w * w),
            tries == 0 ? axis[2] : w
          };

          found = a[0] * (t[0] * a[0] + 2.0 * (t[1] * a[1] + t[2] * a[2])) +
                  a[1] * (t[3] * a[1] + 2.0 * t[4] * a[2]) + a[2] * t[5] * a[2];
          best = tries == 0 ? found : best;
          g_assert_cmpfloat (found, <=, best + 1e-12);
        }
    }
}

/* Haralick's definitions, from the whole matrix of one window. */

static void
fill_matrix (const RimOrientations *orientations,
             const guint8          *bins,
             const guint            at[3],
             double                 p[N_BINS][N_BINS])
{
  const gint *size = (const gint *) orientations->size;
  double n = 0.0;
  gint a[3], d[3];

  memset (p, 0, sizeof (double) * N_BINS * N_BINS);
  for (a[2] = (gint) at[2] - RADIUS; a[2] <= (gint) at[2] + RADIUS; a[2]++)
    for (a[1] = (gint) at[1] - RADIUS; a[1] <= (gint) at[1] + RADIUS; a[1]++)
      for (a[0] = (gint) at[0] - RADIUS; a[0] <= (gint) at[0] + RADIUS; a[0]++)
        for (gint way = 0; way < 27; way++)
          {
            gboolean is_in = way != 13;

            d[0] = a[0] + way % 3 - 1;
            d[1] = a[1] + way / 3 % 3 - 1;
            d[2] = a[2] + way / 9 - 1;
            for (guint x = 0; x < 3; x++)
              is_in = is_in && a[x] >= 0 && a[x] < size[x] && d[x] >= 0 && d[x] < size[x] &&
                      ABS (d[x] - (gint) at[x]) <= RADIUS;
            if (is_in)
              {
                p[bins[a[0] + size[0] * (a[1] + a[2] * size[1])]][bins[d[0] + size[0] * (d[1] + d[2] * size[1])]] += 1.0;
                n += 1.0;
              }
          }

  for (guint i = 0; i < N_BINS; i++)
    for (guint j = 0; j < N_BINS; j++)
      p[i][j] /= n;
}

static double
entropy (const double *p,
         guint         n)
{
  double sum = 0.0;

  for (guint i = 0; i < n; i++)
    if (p[i] > 0.0)
      sum -= p[i] * log2 (p[i]);

  return sum;
}

static double
variance (const double *p,
          guint         n)
{
  double mean = 0.0, sum = 0.0;

  for (guint i = 0; i < n; i++)
    mean += p[i] * i;
  for (guint i = 0; i < n; i++)
    sum += p[i] * (i - mean) * (i - mean);

  return sum;
}

static void
find_slowly (double  p[N_BINS][N_BINS],
             double *s)
{
  double px[N_BINS] = { 0.0 }, sums[2 * N_BINS] = { 0.0 }, differences[N_BINS] = { 0.0 };
  double mean = 0.0, product = 0.0, hxy1 = 0.0, h;

  memset (s, 0, sizeof (double) * RIM_N_COLLAGE_STATISTICS);
  for (guint i = 0; i < N_BINS; i++)
    for (guint j = 0; j < N_BINS; j++)
      {
        px[i] += p[i][j];
        sums[i + j] += p[i][j];
        differences[ABS ((gint) i - (gint) j)] += p[i][j];
        mean += p[i][j] * i;
        product += p[i][j] * i * j;
        s[RIM_COLLAGE_ANGULAR_SECOND_MOMENT] += p[i][j] * p[i][j];
        s[RIM_COLLAGE_CONTRAST] += p[i][j] * (i - (double) j) * (i - (double) j);
        s[RIM_COLLAGE_INVERSE_DIFFERENCE_MOMENT] += p[i][j] / (1.0 + (i - (double) j) * (i - (double) j));
        s[RIM_COLLAGE_SUM_AVERAGE] += p[i][j] * (i + j + 2.0);
      }
  for (guint i = 0; i < N_BINS; i++)
    for (guint j = 0; j < N_BINS; j++)
      if (p[i][j] > 0.0)
        hxy1 -= p[i][j] * log2 (px[i] * px[j]);

  h = entropy (p[0], N_BINS * N_BINS);
  s[RIM_COLLAGE_ENTROPY] = h;
  s[RIM_COLLAGE_VARIANCE] = variance (px, N_BINS);
  s[RIM_COLLAGE_CORRELATION] = (product - mean * mean) / s[RIM_COLLAGE_VARIANCE];
  s[RIM_COLLAGE_SUM_VARIANCE] = variance (sums, 2 * N_BINS);
  s[RIM_COLLAGE_SUM_ENTROPY] = entropy (sums, 2 * N_BINS);
  s[RIM_COLLAGE_DIFFERENCE_VARIANCE] = variance (differences, N_BINS);
  s[RIM_COLLAGE_DIFFERENCE_ENTROPY] = entropy (differences, N_BINS);
  s[RIM_COLLAGE_INFORMATION_1] = (h - hxy1) / entropy (px, N_BINS);
  s[RIM_COLLAGE_INFORMATION_2] = sqrt (1.0 - exp (-2.0 * MAX (hxy1 - h, 0.0)));
  if (s[RIM_COLLAGE_ANGULAR_SECOND_MOMENT] == 1.0)
    {
      s[RIM_COLLAGE_CORRELATION] = 1.0;
      s[RIM_COLLAGE_INFORMATION_1] = 0.0;
    }
}

static void
compare_map (const RimOrientations *orientations,
             const RimRegion       *region,
             RimOrientationAngle    angle)
{
  g_autoptr(RimCollageMap) map = rim_collage_map_new (orientations, region, angle, RADIUS, NULL, NULL);
  const guint *size = region->grid.size;
  gsize voxel = 0;

  for (guint k = 0; k < size[2]; k++)
    for (guint j = 0; j < size[1]; j++)
      for (guint i = 0; i < size[0]; i++)
        {
          const guint at[3] = {
            i + region->box.min[0] - orientations->box.min[0],
            j + region->box.min[1] - orientations->box.min[1],
            k + region->box.min[2] - orientations->box.min[2],
          };
          double p[N_BINS][N_BINS], slow[RIM_N_COLLAGE_STATISTICS];

          if (!region->inside[i + size[0] * (j + k * size[1])])
            continue;

          fill_matrix (orientations, orientations->bins[angle], at, p);
          find_slowly (p, slow);
          for (guint s = 0; s < RIM_N_COLLAGE_STATISTICS; s++)
            g_assert_cmpfloat_with_epsilon (map->values[s * map->n_voxels + voxel], slow[s],
                                            (s == RIM_COLLAGE_INFORMATION_2 ? 1e-7 : 1e-9) *
                                            MAX (1.0, fabs (slow[s])));
          voxel++;
        }
  g_assert_cmpuint (voxel, ==, map->n_voxels);
}

/* Rows with gaps, and windows that the image cuts off. */
static void
test_slow (void)
{
  static const guint sizes[][3] = { { 16, 9, 7 }, { 9, 2, 12 } };

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      const gsize n = (gsize) sizes[s][0] * sizes[s][1] * sizes[s][2];
      g_autofree guint8 *voxels = g_malloc0 (n);
      g_autoptr(RimVolume) image = NULL;
      g_autoptr(RimRegion) region = NULL;
      g_autoptr(RimOrientations) orientations = NULL;
      RimGrid grid;

      rim_test_grid_init (&grid, sizes[s][0], sizes[s][1], sizes[s][2], RIM_VEC3 (1, 1, 2));
      image = rim_test_volume_new (&grid, noise, NULL);
      for (gsize v = 0; v < n; v++)
        voxels[v] = v == n / 2 || g_test_rand_int_range (0, 6) == 0;
      region = rim_region_new_from_bytes (&grid, voxels);
      orientations = rim_orientations_new (image, region, RADIUS, N_BINS, NULL, NULL);
      compare_map (orientations, region, RIM_ORIENTATION_THETA);
      compare_map (orientations, region, RIM_ORIENTATION_PHI);
    }
}

/* Disorder is disorder, and the unit of the image does not count. */
static void
test_invariants (void)
{
  g_autofree double *disorder = measure (noise, NULL, RIM_VEC3 (1, 1, 1));
  g_autofree double *order = measure (waves, NULL, RIM_VEC3 (1, 1, 1));
  g_autofree double *scaled = measure (scaled_waves, NULL, RIM_VEC3 (1, 1, 1));

  g_assert_cmpfloat (get (disorder, "ThetaEntropyMean"), >, get (order, "ThetaEntropyMean") + 1.0);
  g_assert_cmpfloat (get (disorder, "PhiEntropyMedian"), >, get (order, "PhiEntropyMedian") + 1.0);
  g_assert_cmpfloat (get (disorder, "ThetaEntropyMean"), <=, 2.0 * log2 (N_BINS));
  g_assert_cmpfloat (get (order, "ThetaEntropyKurtosis"), >=, 1.0);
  g_assert_cmpmem (order, family->n_features * sizeof *order, scaled, family->n_features * sizeof *scaled);
}

static void
test_threads (void)
{
  const guint n = rim_parallel_get_n_threads ();
  g_autofree double *one = NULL;
  g_autofree double *three = NULL;

  rim_parallel_set_n_threads (1);
  one = measure (waves, NULL, RIM_VEC3 (0.9, 0.9, 1.1));
  rim_parallel_set_n_threads (3);
  three = measure (waves, NULL, RIM_VEC3 (0.9, 0.9, 1.1));
  rim_parallel_set_n_threads (n);

  g_assert_cmpmem (one, family->n_features * sizeof *one, three, family->n_features * sizeof *three);
}

static void
test_bad (void)
{
  static const guint sizes[][3] = { { 1, 1, 1 }, { 1, 7, 1 }, { 5, 1, 4 }, { 6, 6, 6 } };
  static const RimTestValueFunc values[] = { constant, not_a_number };

  for (guint v = 0; v < G_N_ELEMENTS (values); v++)
    for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
      {
        double radius = 1.1;
        g_autoptr(RimVolume) image = NULL;
        g_autoptr(RimRegion) region = NULL;
        g_autofree double *found = NULL;
        RimGrid grid;

        rim_test_grid_init (&grid, sizes[s][0], sizes[s][1], sizes[s][2], RIM_VEC3 (1, 1, 1));
        image = rim_test_volume_new (&grid, values[v], NULL);
        region = rim_test_region_new (&grid, rim_test_ball, &radius);
        found = compute (image, region);
        if (s == 0)
          g_assert_true (isnan (get (found, "ThetaEntropyMean")));
        else if (values[v] == constant)
          g_assert_cmpfloat (get (found, "ThetaEntropyMean"), ==, 0.0);
      }
}

static void
test_settings (void)
{
  static const guint bad[][2] = { { 0, 32 }, { 8, 32 }, { 2, 1 }, { 2, 65 } };
  double radius = 2.0;
  g_autoptr(RimVolume) image = NULL;
  g_autoptr(RimRegion) region = NULL;
  RimGrid grid;

  rim_test_grid_init (&grid, 6, 6, 6, RIM_VEC3 (1, 1, 1));
  image = rim_test_volume_new (&grid, noise, NULL);
  region = rim_test_region_new (&grid, rim_test_ball, &radius);
  for (guint b = 0; b < G_N_ELEMENTS (bad); b++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (rim_orientations_new (image, region, bad[b][0], bad[b][1], NULL, &error));
      g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/collage/ramps", test_ramps);
  g_test_add_func ("/collage/bins", test_bins);
  g_test_add_func ("/collage/axis", test_axis);
  g_test_add_func ("/collage/slow", test_slow);
  g_test_add_func ("/collage/invariants", test_invariants);
  g_test_add_func ("/collage/threads", test_threads);
  g_test_add_func ("/collage/bad", test_bad);
  g_test_add_func ("/collage/settings", test_settings);

  return g_test_run ();
}
