/* test-histogram.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feature/rim-histogram.h"

#include <math.h>

#define SIZE 6

/* A ramp: voxel n has the value scale × n + shift. */
static RimVolume *
make_ramp (double scale,
           double shift)
{
  RimGrid grid = { { SIZE, SIZE, SIZE }, { { { 0 } } } };
  RimVolume *volume;
  guint n = 0;

  rim_affine_init_identity (&grid.to_patient);
  volume = rim_volume_new (&grid, RIM_VOXEL_FLOAT, NULL);
  for (guint k = 0; k < SIZE; k++)
    {
      float *slice = rim_volume_get_slice_for_writing (volume, k);

      for (guint i = 0; i < SIZE * SIZE; i++)
        slice[i] = (float) (scale * n++ + shift);
    }
  rim_volume_publish_all (volume);

  return volume;
}

/* Every other voxel. */
static RimMask *
make_mask (RimVolume *volume)
{
  guint8 voxels[SIZE * SIZE * SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (voxels); i++)
    voxels[i] = i % 2;

  return rim_mask_new_from_bytes (rim_volume_get_grid (volume), voxels);
}

static void
test_width (void)
{
  g_autoptr(RimVolume) volume = make_ramp (1, -10);
  g_autoptr(RimMask) mask = make_mask (volume);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimHistogram) histogram = rim_histogram_new (volume, mask, 25, 0, &error);
  static const gsize counts[] = { 5, 12, 13, 12, 13, 12, 13, 12, 13, 3 };

  g_assert_no_error (error);
  g_assert_cmpfloat (histogram->lower, ==, -25);
  g_assert_cmpfloat (histogram->min, ==, -9);
  g_assert_cmpfloat (histogram->max, ==, 205);
  g_assert_cmpuint (histogram->n_bins, ==, G_N_ELEMENTS (counts));
  for (guint i = 0; i < histogram->n_bins; i++)
    g_assert_cmpuint (histogram->counts[i], ==, counts[i]);
  g_assert_cmpuint (histogram->n_voxels, ==, 108);
  g_assert_cmpuint (histogram->most, ==, 13);
}

/* Bins are bounded, and no voxel is lost to that. */
static void
test_bounds (void)
{
  static const struct
  {
    double scale;
    double shift;
    double width;
    guint  n_bins;
  } cases[] = {
    { 1, 0, 1e-9, 0 }, { 1e5, -1e6, 0.25, 0 }, { 0, 7, 25, 0 }, { 0, -7, 1, 64 }, { 1, 0, 25, 64 },
    { 1, 0, 1, 100000 }, { 1, 0, 0, 0 }, { 1, 0, 1e30, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(RimVolume) volume = make_ramp (cases[i].scale, cases[i].shift);
      g_autoptr(RimMask) mask = make_mask (volume);
      g_autoptr(RimHistogram) histogram = rim_histogram_new (volume, mask, cases[i].width,
                                                             cases[i].n_bins, NULL);
      gsize n = 0;

      g_assert_nonnull (histogram);
      g_assert_cmpuint (histogram->n_bins, <=, RIM_HISTOGRAM_MAX_BINS);
      for (guint bin = 0; bin < histogram->n_bins; bin++)
        n += histogram->counts[bin];
      g_assert_cmpuint (n, ==, 108);
    }
}

static void
test_bad_voxels (void)
{
  g_autoptr(RimVolume) volume = make_ramp (NAN, 0);
  g_autoptr(RimMask) mask = make_mask (volume);
  g_autoptr(RimMask) empty = rim_mask_new (rim_volume_get_grid (volume));
  g_autoptr(RimMask) none = rim_mask_select_range (mask, volume, -1, 1);
  g_autoptr(GError) error = NULL;

  g_assert_null (rim_histogram_new (volume, mask, 25, 0, &error));
  g_assert_nonnull (error);
  g_assert_null (rim_histogram_new (volume, empty, 25, 0, NULL));
  g_assert_cmpuint (rim_mask_count (none), ==, 0);
}

/* Ranges that join share no voxel and leave none. */
static void
test_select (void)
{
  g_autoptr(RimVolume) volume = make_ramp (1, 0);
  g_autoptr(RimMask) mask = make_mask (volume);
  g_autoptr(RimMask) low = rim_mask_select_range (mask, volume, -INFINITY, 101);
  g_autoptr(RimMask) high = rim_mask_select_range (mask, volume, 101, INFINITY);
  g_autoptr(RimMask) both = rim_mask_combine (low, high, RIM_MASK_UNION);

  g_assert_cmpuint (rim_mask_count (low), ==, 50);
  g_assert_cmpuint (rim_mask_count (high), ==, 58);
  g_assert_true (rim_mask_equal (both, mask));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/histogram/width", test_width);
  g_test_add_func ("/histogram/bounds", test_bounds);
  g_test_add_func ("/histogram/bad-voxels", test_bad_voxels);
  g_test_add_func ("/histogram/select", test_select);

  return g_test_run ();
}
