/* test-series.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "dicom/rim-series.h"
#include "rim-test-data.h"

static GPtrArray *
scan (const char *path,
      GPtrArray  *refused)
{
  const char *paths[] = { path, NULL };
  g_autoptr(GError) error = NULL;
  GPtrArray *all = rim_dicom_scan (paths, refused, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (all);

  return all;
}

/* The only series under a folder of the test data. */
static RimSeries *
scan_one (const char *relative)
{
  g_autofree char *path = rim_test_data_or_skip (relative);
  g_autoptr(GPtrArray) all = NULL;

  if (path == NULL)
    return NULL;

  all = scan (path, NULL);
  g_assert_cmpuint (all->len, ==, 1);

  return rim_series_ref (all->pdata[0]);
}

static RimVolume *
load (RimSeries *series)
{
  g_autoptr(GError) error = NULL;
  RimVolume *volume = rim_series_load (series, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (volume);
  g_assert_cmpuint (rim_volume_get_n_ready (volume), ==, series->n_slices);

  return volume;
}

static gboolean
has_warning (RimSource  *source,
             const char *part)
{
  for (guint i = 0; i < source->warnings->len; i++)
    if (strstr (source->warnings->pdata[i], part) != NULL)
      return TRUE;

  return FALSE;
}

static void
test_ct (void)
{
  g_autoptr(RimSeries) series = scan_one ("data/lung/LUNG1-001/image");
  g_autoptr(RimVolume) volume = NULL;

  if (series == NULL)
    return;

  g_assert_cmpuint (series->grid.size[0], ==, 512);
  g_assert_cmpuint (series->grid.size[1], ==, 512);
  g_assert_cmpuint (series->grid.size[2], ==, 134);
  g_assert_cmpint (series->geometry, ==, RIM_GEOMETRY_REGULAR);
  g_assert_cmpfloat_with_epsilon (rim_grid_get_slice_distance (&series->grid), 3.0, 1e-9);

  volume = load (series);
  g_assert_cmpint (rim_volume_get_unit (volume), ==, RIM_UNIT_HU);
  g_assert_cmpuint (rim_voxel_type_get_size (rim_volume_get_voxel_type (volume)), ==, 2);
}

static void
test_pet_slopes (void)
{
  g_autoptr(RimSeries) series = scan_one ("data/pet_raw/STS_001/image");
  g_autoptr(RimVolume) volume = NULL;
  g_autoptr(GHashTable) slopes = g_hash_table_new (g_double_hash, g_double_equal);
  double slope[267];

  if (series == NULL)
    return;

  g_assert_cmpuint (series->n_slices, ==, 267);
  g_assert_cmpint (series->geometry, ==, RIM_GEOMETRY_UNEVEN);
  g_assert_cmpfloat_with_epsilon (series->residual, 0.0401, 0.0005);
  g_assert_true (has_warning (series->source, "3.190 to 3.290 mm"));

  volume = load (series);
  g_assert_cmpint (rim_volume_get_unit (volume), ==, RIM_UNIT_SUVBW);
  g_assert_nonnull (rim_volume_get_provenance (volume));

  for (guint k = 0; k < 267; k++)
    {
      slope[k] = rim_volume_get_rescale (volume, k).slope;
      g_hash_table_add (slopes, &slope[k]);
    }

  g_assert_cmpuint (g_hash_table_size (slopes), ==, 267);
}

static void
test_tilt (void)
{
  g_autoptr(RimSeries) series = scan_one ("data/geometry/GE_tilt_irregular");
  g_autoptr(RimVolume) volume = NULL;

  if (series == NULL)
    return;

  g_assert_cmpuint (series->n_slices, ==, 28);
  g_assert_cmpfloat_with_epsilon (rim_grid_get_shear_angle (&series->grid), 18.5, 0.1);
  g_assert_cmpint (series->geometry, ==, RIM_GEOMETRY_IRREGULAR);
  g_assert_nonnull (series->positions);
  g_assert_true (has_warning (series->source, "18.5°"));
  g_assert_true (has_warning (series->source, "1.08 to 7.00 mm"));

  volume = load (series);
  g_assert_cmpint (rim_volume_get_geometry_kind (volume), ==, RIM_GEOMETRY_IRREGULAR);
}

static void
shuffle (GPtrArray *headers)
{
  for (guint i = headers->len - 1; i > 0; i--)
    {
      guint j = (guint) g_test_rand_int_range (0, (gint32) i + 1);
      gpointer swapped = headers->pdata[i];

      headers->pdata[i] = headers->pdata[j];
      headers->pdata[j] = swapped;
    }
}

static void
assert_same_volume (RimSeries *a,
                    RimSeries *b)
{
  g_autoptr(RimVolume) x = load (a);
  g_autoptr(RimVolume) y = load (b);
  gsize length = (gsize) a->grid.size[0] * a->grid.size[1] *
                 rim_voxel_type_get_size (rim_volume_get_voxel_type (x));

  g_assert_cmpmem (&a->grid, sizeof a->grid, &b->grid, sizeof b->grid);

  for (guint k = 0; k < a->n_slices; k++)
    {
      g_assert_cmpmem (rim_volume_get_slice (x, k), length, rim_volume_get_slice (y, k), length);
      g_assert_cmpfloat (rim_volume_get_rescale (x, k).slope, ==,
                         rim_volume_get_rescale (y, k).slope);
    }
}

static void
test_order_of_files (void)
{
  g_autofree char *path = rim_test_data_or_skip ("data/sts/STS_001/PET/image");
  const char *paths[] = { path, NULL };
  g_autoptr(GPtrArray) files = NULL;
  g_autoptr(GPtrArray) headers = NULL;
  g_autoptr(GPtrArray) before = NULL;
  g_autoptr(GPtrArray) after = NULL;

  if (path == NULL)
    return;

  files = rim_dicom_find_files (paths, NULL, NULL, NULL, NULL);
  headers = rim_dicom_read_headers (files, NULL, NULL, NULL, NULL, NULL);
  before = rim_dicom_group (headers);
  shuffle (headers);
  after = rim_dicom_group (headers);

  g_assert_cmpuint (before->len, ==, 1);
  g_assert_cmpuint (after->len, ==, 1);
  assert_same_volume (before->pdata[0], after->pdata[0]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/series/ct", test_ct);
  g_test_add_func ("/series/pet-slopes", test_pet_slopes);
  g_test_add_func ("/series/tilt", test_tilt);
  g_test_add_func ("/series/order-of-files", test_order_of_files);

  return g_test_run ();
}
