/* test-measure.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rim-parallel.h"
#include "feature/rim-measure.h"
#include "rim-test-ball.h"
#include "volume/rim-mask-resample.h"

/* The voxels whose centres lie in an ellipsoid about the middle of the grid. */
static RimMask *
make_ellipsoid (const RimGrid *grid,
                RimVec3        radii)
{
  g_autofree guint8 *voxels = g_malloc0 (rim_grid_get_n_voxels (grid));
  RimVec3 middle = rim_grid_to_patient (grid, RIM_VEC3 ((grid->size[0] - 1) / 2.0,
                                                        (grid->size[1] - 1) / 2.0,
                                                        (grid->size[2] - 1) / 2.0));
  gsize v = 0;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        {
          RimVec3 d = rim_vec3_sub (rim_grid_to_patient (grid, RIM_VEC3 (i, j, k)), middle);

          voxels[v++] = d.x * d.x / (radii.x * radii.x) + d.y * d.y / (radii.y * radii.y) +
                        d.z * d.z / (radii.z * radii.z) < 1.0;
        }

  return rim_mask_new_from_bytes (grid, voxels);
}

static RimMask *
make_box (const RimGrid *grid,
          const RimBox  *box)
{
  g_autofree guint8 *voxels = g_malloc0 (rim_grid_get_n_voxels (grid));

  for (guint k = box->min[2]; k < box->max[2]; k++)
    for (guint j = box->min[1]; j < box->max[1]; j++)
      for (guint i = box->min[0]; i < box->max[0]; i++)
        voxels[((gsize) k * grid->size[1] + j) * grid->size[0] + i] = 1;

  return rim_mask_new_from_bytes (grid, voxels);
}

static RimVolume *
make_volume (const RimGrid *grid,
             RimUnit        unit)
{
  g_autoptr(GError) error = NULL;
  RimVolume *volume = rim_volume_new (grid, RIM_VOXEL_INT16, &error);

  g_assert_no_error (error);
  rim_volume_set_unit (volume, unit);

  for (guint k = 0; k < grid->size[2]; k++)
    {
      gint16 *slice = rim_volume_get_slice_for_writing (volume, k);

      for (gsize v = 0; v < (gsize) grid->size[0] * grid->size[1]; v++)
        slice[v] = (gint16) g_test_rand_int_range (-1000, 3000);
      rim_volume_set_rescale (volume, k, (RimRescale) { 0.001 * (k + 1), 0.0 });
    }
  rim_volume_publish_all (volume);

  return volume;
}

/* A box loses an octant at its corners, and a prism along its edges: half a
 * voxel wide, cut at 45 degrees.
 */
static void
test_box_volume (void)
{
  RimGrid grid;
  RimBox box = { { 2, 3, 1 }, { 9, 8, 5 } };
  double a = 7, b = 5, c = 4;
  double edges = 4 * ((a - 1) + (b - 1) + (c - 1)) / 8.0;
  double corners = 8 * (1.0 / 8.0 - 1.0 / 48.0);
  g_autoptr(RimMask) mask = NULL;

  rim_test_grid_init (&grid, 12, 12, 8, RIM_VEC3 (0.9, 0.8, 3.0));
  mask = make_box (&grid, &box);

  g_assert_cmpfloat_with_epsilon (rim_measure_mesh_volume (mask),
                                  (a * b * c - edges - corners) * 0.9 * 0.8 * 3.0, 1e-9);
}

static void
test_one_voxel (void)
{
  RimGrid grid;
  RimBox box = { { 2, 3, 1 }, { 3, 4, 2 } };
  g_autoptr(RimMask) mask = NULL;
  RimDiameters diameters;

  rim_test_grid_init (&grid, 12, 12, 8, RIM_VEC3 (0.9, 0.8, 3.0));
  mask = make_box (&grid, &box);

  /* An octahedron. */
  g_assert_cmpfloat_with_epsilon (rim_measure_mesh_volume (mask), 0.9 * 0.8 * 3.0 / 6.0, 1e-12);
  g_assert_true (rim_measure_diameters (mask, &diameters));
  g_assert_cmpfloat_with_epsilon (diameters.long_axis, hypot (0.9, 0.8), 1e-12);
  g_assert_cmpuint (diameters.slice, ==, 1);
}

static void
test_ellipsoid_volume (void)
{
  static const RimVec3 radii[] = { { 20, 20, 20 }, { 24, 15, 18 } };

  for (guint r = 0; r < G_N_ELEMENTS (radii); r++)
    {
      double expected = 4.0 / 3.0 * G_PI * radii[r].x * radii[r].y * radii[r].z;
      g_autoptr(RimMask) mask = NULL;
      RimGrid grid;

      rim_test_grid_init (&grid, 101, 102, 83, RIM_VEC3 (0.5, 0.5, 0.6));
      mask = make_ellipsoid (&grid, radii[r]);

      g_assert_cmpfloat (fabs (rim_measure_mesh_volume (mask) / expected - 1.0), <, 2e-3);
      g_assert_cmpfloat (fabs ((double) rim_mask_count (mask) * 0.5 * 0.5 * 0.6 / expected - 1.0),
                         <, 2e-3);
    }
}

/* Mesh volume of a closed mesh does not care where the mask lies, how the grid
 * is slanted (but for the volume of a voxel), or how many threads add it up.
 */
static void
test_volume_invariants (void)
{
  RimGrid grid, slanted;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimMask) other = NULL;
  g_autofree guint8 *voxels = NULL;
  double one;

  rim_test_grid_init (&grid, 40, 40, 40, RIM_VEC3 (1, 1, 1));
  mask = make_ellipsoid (&grid, RIM_VEC3 (11.2, 9.1, 14.3));
  slanted = grid;
  rim_affine_set_column (&slanted.to_patient, 2, RIM_VEC3 (0, 0.4, 1.5));
  voxels = rim_mask_to_bytes (mask);
  other = rim_mask_new_from_bytes (&slanted, voxels);

  rim_parallel_set_n_threads (1);
  one = rim_measure_mesh_volume (mask);
  rim_parallel_set_n_threads (6);
  g_assert_cmpfloat (rim_measure_mesh_volume (mask), ==, one);
  rim_parallel_set_n_threads (0);
  g_assert_cmpfloat_with_epsilon (rim_measure_mesh_volume (other), 1.5 * one, 1e-9);
}

static void
check_diameters (RimMask            *mask,
                 const RimDiameters *diameters)
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  double longest = 0.0;

  for (guint k = 0; k < grid->size[2]; k++)
    {
      g_autoptr(GArray) corners = g_array_new (FALSE, FALSE, sizeof (RimVec3));

      for (guint j = 0; j < grid->size[1]; j++)
        for (guint i = 0; i < grid->size[0]; i++)
          for (guint c = 0; rim_mask_contains (mask, i, j, k) && c < 4; c++)
            {
              RimVec3 corner = rim_grid_to_patient (grid, RIM_VEC3 (i + (c & 1) - 0.5,
                                                                    j + (c >> 1) - 0.5, k));

              g_array_append_val (corners, corner);
            }

      for (guint a = 0; a < corners->len; a++)
        for (guint b = a + 1; b < corners->len; b++)
          longest = MAX (longest, rim_vec3_length (rim_vec3_sub (g_array_index (corners, RimVec3, a),
                                                                 g_array_index (corners, RimVec3,
                                                                                b))));
    }

  g_assert_cmpfloat_with_epsilon (diameters->long_axis, longest, 1e-9);
}

static void
test_diameters (void)
{
  for (guint round = 0; round < 12; round++)
    {
      RimGrid grid;
      g_autoptr(RimMask) mask = NULL;
      RimDiameters d;
      RimVec3 along, across;

      rim_test_grid_init (&grid, 18, 16, 4, RIM_VEC3 (0.9, 0.8, 3.0));
      if (round % 2)
        rim_affine_set_column (&grid.to_patient, 1, RIM_VEC3 (0.2, 0.7, 0.1));
      mask = rim_test_mask_new_noise (&grid, 3 + 10 * round);
      if (rim_mask_count (mask) == 0)
        continue;

      g_assert_true (rim_measure_diameters (mask, &d));
      check_diameters (mask, &d);

      along = rim_vec3_sub (d.long_ends[1], d.long_ends[0]);
      across = rim_vec3_sub (d.short_ends[1], d.short_ends[0]);
      g_assert_cmpfloat_with_epsilon (rim_vec3_length (along), d.long_axis, 1e-9);
      g_assert_cmpfloat_with_epsilon (rim_vec3_length (across), d.short_axis, 1e-9);
      g_assert_cmpfloat (fabs (rim_vec3_dot (along, across)), <, 1e-9);
      g_assert_cmpfloat (d.short_axis, <=, d.long_axis + 1e-9);
      for (guint e = 0; e < 2; e++)
        {
          g_assert_cmpfloat_with_epsilon (rim_grid_from_patient (&grid, d.long_ends[e]).z, d.slice,
                                          1e-9);
          g_assert_cmpfloat_with_epsilon (rim_grid_from_patient (&grid, d.short_ends[e]).z, d.slice,
                                          1e-9);
        }
    }
}

/* A disc 40 mm across and 24 mm wide: both diameters to within a voxel. */
static void
test_ellipse_diameters (void)
{
  RimGrid grid;
  g_autoptr(RimMask) mask = NULL;
  RimDiameters d;

  rim_test_grid_init (&grid, 101, 101, 21, RIM_VEC3 (0.5, 0.5, 2.0));
  mask = make_ellipsoid (&grid, RIM_VEC3 (20, 12, 15));

  g_assert_true (rim_measure_diameters (mask, &d));
  g_assert_cmpuint (d.slice, ==, 10);
  g_assert_cmpfloat_with_epsilon (d.long_axis, 40, 0.75);
  g_assert_cmpfloat_with_epsilon (d.short_axis, 24, 0.75);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static void
test_statistics (void)
{
  for (guint round = 0; round < 8; round++)
    {
      RimGrid grid;
      g_autoptr(RimMask) mask = NULL;
      g_autoptr(RimVolume) volume = NULL;
      g_autoptr(GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
      RimStatistics s;
      double sum = 0.0, squares = 0.0;
      guint n;

      rim_test_grid_init (&grid, 31, 29, 13, RIM_VEC3 (1, 1, 1));
      volume = make_volume (&grid, RIM_UNIT_SUVBW);
      mask = rim_test_mask_new_noise (&grid, 2 + 100 * round);

      for (guint k = 0; k < grid.size[2]; k++)
        for (guint j = 0; j < grid.size[1]; j++)
          for (guint i = 0; i < grid.size[0]; i++)
            if (rim_mask_contains (mask, i, j, k))
              {
                double value = rim_volume_get_value (volume, i, j, k);

                g_array_append_val (values, value);
                sum += value;
              }

      n = values->len;
      if (n == 0)
        continue;
      for (guint v = 0; v < n; v++)
        squares += pow (g_array_index (values, double, v) - sum / n, 2.0);
      g_array_sort (values, compare_doubles);

      g_assert_true (rim_measure_statistics (mask, volume, &s));
      g_assert_cmpuint (s.n, ==, n);
      g_assert_cmpfloat_with_epsilon (s.mean, sum / n, 1e-12);
      g_assert_cmpfloat_with_epsilon (s.sum, sum, 1e-9);
      g_assert_cmpfloat_with_epsilon (s.sd, sqrt (squares / n), 1e-12);
      g_assert_cmpfloat (s.min, ==, g_array_index (values, double, 0));
      g_assert_cmpfloat (s.max, ==, g_array_index (values, double, n - 1));
      g_assert_cmpfloat (s.median, ==, (g_array_index (values, double, n / 2) +
                                        g_array_index (values, double, (n - 1) / 2)) / 2);
    }
}

static void
test_statistics_missing (void)
{
  g_autoptr(GError) error = NULL;
  RimGrid grid;
  RimBox box = { { 0, 0, 0 }, { 6, 1, 1 } };
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimMask) none = NULL;
  g_autoptr(RimVolume) volume = NULL;
  RimStatistics s;
  gint16 *slice;

  rim_test_grid_init (&grid, 6, 1, 1, RIM_VEC3 (1, 1, 1));
  mask = make_box (&grid, &box);
  none = rim_mask_new (&grid);
  volume = rim_volume_new (&grid, RIM_VOXEL_INT16, &error);
  g_assert_no_error (error);
  rim_volume_set_unit (volume, RIM_UNIT_HU);
  rim_volume_set_rescale (volume, 0, (RimRescale) { 1.0, -1024.0 });
  rim_volume_set_padding (volume, -2000, -2000);
  slice = rim_volume_get_slice_for_writing (volume, 0);
  slice[0] = 1024;
  slice[1] = 1064;
  slice[2] = -2000;
  slice[3] = -976;
  slice[4] = 1084;
  slice[5] = 24;

  g_assert_false (rim_measure_statistics (mask, volume, &s));
  g_assert_true (isnan (s.mean));
  rim_volume_publish_all (volume);

  g_assert_true (rim_measure_statistics (mask, volume, &s));
  g_assert_cmpuint (s.n, ==, 4);
  g_assert_cmpfloat (s.sum, ==, 0 + 40 + 60 - 1000);
  g_assert_cmpfloat (s.median, ==, 20);

  g_assert_false (rim_measure_statistics (none, volume, &s));
  g_assert_cmpuint (s.n, ==, 0);
  g_assert_true (isnan (s.median));
}

/* The mean over 1 cm³ by looking at every voxel of the image. */
static double
average_slowly (RimVolume *volume,
                guint      i,
                guint      j,
                guint      k)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  RimVec3 center = rim_grid_to_patient (grid, RIM_VEC3 (i, j, k));
  double radius = 10.0 * cbrt (0.75 / G_PI);
  double sum = 0.0;
  guint n = 0;

  for (guint c = 0; c < grid->size[2]; c++)
    for (guint b = 0; b < grid->size[1]; b++)
      for (guint a = 0; a < grid->size[0]; a++)
        {
          RimVec3 away = rim_vec3_sub (rim_grid_to_patient (grid, RIM_VEC3 (a, b, c)), center);

          if (rim_vec3_length (away) <= radius)
            {
              sum += rim_volume_get_value (volume, a, b, c);
              n++;
            }
        }

  return sum / n;
}

static void
test_suv_peak (void)
{
  for (guint round = 0; round < 6; round++)
    {
      RimGrid grid;
      g_autoptr(RimMask) mask = NULL;
      g_autoptr(RimVolume) pet = NULL;
      RimSuvPeak peak;
      double best = -INFINITY, hottest = -INFINITY, local = NAN;
      RimVec3 at = RIM_VEC3 (0, 0, 0);

      rim_test_grid_init (&grid, 11, 10, 8, RIM_VEC3 (2.7, 4.1, 3.27));
      if (round % 2)
        rim_affine_set_column (&grid.to_patient, 2, RIM_VEC3 (0.3, 1.2, 3.1));
      pet = make_volume (&grid, RIM_UNIT_SUVBW);
      mask = rim_test_mask_new_noise (&grid, 4 + 20 * round);

      for (guint k = 0; k < grid.size[2]; k++)
        for (guint j = 0; j < grid.size[1]; j++)
          for (guint i = 0; i < grid.size[0]; i++)
            if (rim_mask_contains (mask, i, j, k))
              {
                double average = average_slowly (pet, i, j, k);
                double value = rim_volume_get_value (pet, i, j, k);

                if (average > best)
                  {
                    best = average;
                    at = rim_grid_to_patient (&grid, RIM_VEC3 (i, j, k));
                  }
                /* Of several that are as hot, the one with the highest peak. */
                if (value > hottest || (value == hottest && average > local))
                  {
                    hottest = value;
                    local = average;
                  }
              }

      g_assert_true (rim_measure_suv_peak (mask, pet, &peak));
      g_assert_cmpfloat_with_epsilon (peak.value, best, 1e-12);
      g_assert_cmpfloat_with_epsilon (peak.local, local, 1e-12);
      g_assert_cmpfloat (rim_vec3_length (rim_vec3_sub (peak.at, at)), <, 1e-9);
    }
}

static void
test_resample (void)
{
  for (guint round = 0; round < 6; round++)
    {
      RimGrid from, to;
      g_autoptr(RimMask) mask = NULL;
      g_autoptr(RimMask) result = NULL;
      gsize n = 0;

      rim_test_grid_init (&from, 33, 31, 17, RIM_VEC3 (0.97, 0.97, 3.0));
      rim_affine_set_column (&from.to_patient, 3, RIM_VEC3 (-50, 20, 300));
      rim_test_grid_init (&to, 14, 12, 19, RIM_VEC3 (3.9, 4.07, 3.27));
      rim_affine_set_column (&to.to_patient, 3, RIM_VEC3 (-53.1, 19.3, 297.7));
      if (round % 2)
        rim_affine_set_column (&to.to_patient, 1, RIM_VEC3 (0.4, 4.0, -0.7));
      mask = rim_test_mask_new_noise (&from, 3);
      result = rim_mask_resample (mask, &to);

      for (guint k = 0; k < to.size[2]; k++)
        for (guint j = 0; j < to.size[1]; j++)
          for (guint i = 0; i < to.size[0]; i++)
            {
              RimVec3 place = rim_grid_from_patient (&from, rim_grid_to_patient (&to,
                                                                                 RIM_VEC3 (i, j, k)));
              double at[3] = { floor (place.x + 0.5), floor (place.y + 0.5), floor (place.z + 0.5) };
              gboolean expected = TRUE;

              for (guint axis = 0; axis < 3; axis++)
                expected &= at[axis] >= 0 && at[axis] < from.size[axis];
              expected = expected && rim_mask_contains (mask, (guint) at[0], (guint) at[1],
                                                        (guint) at[2]);
              g_assert_true (rim_mask_contains (result, i, j, k) == expected);
              n += expected;
            }

      g_assert_cmpuint (n, >, 50);
    }
}

static void
test_resample_same (void)
{
  RimGrid grid, far;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimMask) same = NULL;
  g_autoptr(RimMask) none = NULL;

  rim_test_grid_init (&grid, 10, 10, 10, RIM_VEC3 (1, 1, 1));
  mask = rim_test_mask_new_noise (&grid, 2);
  same = rim_mask_resample (mask, &grid);
  g_assert_true (same == mask);

  rim_test_grid_init (&far, 10, 10, 10, RIM_VEC3 (1, 1, 1));
  rim_affine_set_column (&far.to_patient, 3, RIM_VEC3 (1000, 0, 0));
  none = rim_mask_resample (mask, &far);
  g_assert_cmpuint (rim_mask_count (none), ==, 0);
}

/* Numbers of another unit have no glycolysis, and of those without one there is nothing
 * to say.
 */
static void
check_other_units (RimMask       *mask,
                   RimVolume     *ct,
                   const RimGrid *pet_grid,
                   double         mtv)
{
  g_autoptr(RimVolume) counts = make_volume (pet_grid, RIM_UNIT_BQML);
  g_autoptr(RimVolume) nameless = make_volume (pet_grid, RIM_UNIT_STORED);
  g_autoptr(RimMask) on_pet = rim_mask_resample (mask, pet_grid);
  RimStatistics expected;
  RimMeasures m;

  g_assert_true (rim_measure_lesion (mask, ct, counts, &m, NULL, NULL));
  g_assert_true (m.has_pet);
  g_assert_cmpint (m.pet_unit, ==, RIM_UNIT_BQML);
  g_assert_true (rim_measure_statistics (on_pet, counts, &expected));
  g_assert_cmpmem (&m.pet, sizeof m.pet, &expected, sizeof expected);
  g_assert_cmpfloat (m.peak.value, <=, m.pet.max);
  g_assert_cmpfloat (m.mtv, ==, mtv);
  g_assert_true (isnan (m.tlg));

  g_assert_true (rim_measure_lesion (mask, ct, nameless, &m, NULL, NULL));
  g_assert_false (m.has_pet);
  g_assert_true (isnan (m.mtv) && isnan (m.peak.value) && isnan (m.pet.max));
}

static void
test_lesion (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  RimGrid ct_grid, pet_grid;
  g_autoptr(RimVolume) ct = NULL;
  g_autoptr(RimVolume) pet = NULL;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimMask) empty = NULL;
  g_autoptr(RimMask) on_pet = NULL;
  RimMeasures m;

  rim_test_grid_init (&ct_grid, 60, 60, 20, RIM_VEC3 (1, 1, 3));
  rim_test_grid_init (&pet_grid, 15, 15, 18, RIM_VEC3 (4, 4, 3.27));
  ct = make_volume (&ct_grid, RIM_UNIT_HU);
  pet = make_volume (&pet_grid, RIM_UNIT_SUVBW);
  mask = make_ellipsoid (&ct_grid, RIM_VEC3 (17, 12, 20));
  empty = rim_mask_new (&ct_grid);
  on_pet = rim_mask_resample (mask, &pet_grid);

  g_assert_true (rim_measure_lesion (mask, ct, pet, &m, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (m.n_voxels, ==, rim_mask_count (mask));
  g_assert_cmpfloat_with_epsilon (m.voxel_volume, 3.0 * rim_mask_count (mask), 1e-6);
  g_assert_true (m.has_ct && m.has_pet);
  g_assert_cmpuint (m.ct.n, ==, m.n_voxels);
  g_assert_cmpuint (m.pet.n, ==, rim_mask_count (on_pet));
  g_assert_cmpfloat_with_epsilon (m.mtv, rim_mask_count (on_pet) * 4 * 4 * 3.27 / 1000.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (m.tlg, m.mtv * m.pet.mean, 1e-12);
  g_assert_cmpint (m.pet_unit, ==, RIM_UNIT_SUVBW);

  check_other_units (mask, ct, &pet_grid, m.mtv);

  g_assert_true (rim_measure_lesion (empty, ct, pet, &m, NULL, &error));
  g_assert_cmpuint (m.n_voxels, ==, 0);
  g_assert_false (m.has_ct || m.has_pet);
  g_assert_true (isnan (m.diameters.long_axis) && isnan (m.ct.mean));

  rim_volume_set_slice_positions (ct, NULL, RIM_GEOMETRY_IRREGULAR);
  g_assert_true (rim_measure_lesion (mask, ct, pet, &m, NULL, &error));
  g_assert_true (isnan (m.voxel_volume) && isnan (m.mesh_volume));
  g_assert_true (m.has_ct && m.diameters.long_axis > 30 && m.mtv > 0);

  g_cancellable_cancel (cancellable);
  g_assert_false (rim_measure_lesion (mask, ct, pet, &m, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/measure/box-volume", test_box_volume);
  g_test_add_func ("/engine/measure/one-voxel", test_one_voxel);
  g_test_add_func ("/engine/measure/ellipsoid-volume", test_ellipsoid_volume);
  g_test_add_func ("/engine/measure/volume-invariants", test_volume_invariants);
  g_test_add_func ("/engine/measure/diameters", test_diameters);
  g_test_add_func ("/engine/measure/ellipse-diameters", test_ellipse_diameters);
  g_test_add_func ("/engine/measure/statistics", test_statistics);
  g_test_add_func ("/engine/measure/statistics-missing", test_statistics_missing);
  g_test_add_func ("/engine/measure/suv-peak", test_suv_peak);
  g_test_add_func ("/engine/measure/resample", test_resample);
  g_test_add_func ("/engine/measure/resample-same", test_resample_same);
  g_test_add_func ("/engine/measure/lesion", test_lesion);

  return g_test_run ();
}
