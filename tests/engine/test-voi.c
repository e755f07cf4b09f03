/* test-voi.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feature/rim-voi.h"
#include "feature/rim-voi-labels.h"

#include <string.h>

#include "core/rim-parallel.h"
#include "rim-test-ball.h"
#include "volume/rim-distance.h"

static gsize
count_both (RimMask *a,
            RimMask *b)
{
  g_autoptr(RimMask) both = rim_mask_combine (a, b, RIM_MASK_INTERSECT);

  return rim_mask_count (both);
}

static double
get_volume (RimMask *mask)
{
  return (double) rim_mask_count (mask) * rim_grid_get_voxel_volume (rim_mask_get_grid (mask));
}

/* Whatever the lesion: core in tumour in tumour+rim, which is tumour and rim, which
 * share nothing.
 */
static void
test_sets (void)
{
  static const guint one_in[] = { 2, 30, 500 };

  for (guint round = 0; round < 6; round++)
    {
      RimVoiSettings settings = { .r_in_mm = 1.0, .r_out_mm = 3.5, .rim_inside = round % 2 == 1 };
      RimGrid grid;
      g_autoptr(RimMask) lesion = NULL;
      g_autoptr(RimVois) vois = NULL;
      g_autoptr(RimMask) together = NULL;
      g_autoptr(GError) error = NULL;
      RimMask *tumour, *rim, *both, *core;

      rim_test_grid_init (&grid, 40, 35, 20, RIM_VEC3 (0.97, 0.97, 3));
      lesion = round < 3 ? rim_test_mask_new_noise (&grid, one_in[round]) : rim_test_mask_new_ball (&grid, 6.0 + round);
      vois = rim_vois_new (lesion, &settings, NULL, &error);
      g_assert_no_error (error);

      tumour = rim_vois_get (vois, RIM_VOI_TUMOUR, NULL);
      rim = rim_vois_get (vois, RIM_VOI_RIM, NULL);
      both = rim_vois_get (vois, RIM_VOI_TUMOUR_AND_RIM, NULL);
      core = rim_vois_get (vois, RIM_VOI_CORE, NULL);

      g_assert_true (rim_mask_equal (tumour, lesion));
      together = rim_mask_combine (tumour, rim, RIM_MASK_UNION);
      g_assert_true (rim_mask_equal (together, both));
      if (core != NULL)
        g_assert_cmpuint (count_both (core, tumour), ==, rim_mask_count (core));

      if (!settings.rim_inside)
        g_assert_cmpuint (count_both (tumour, rim), ==, 0);
      else
        g_assert_cmpuint (count_both (tumour, rim), ==,
                          rim_mask_count (tumour) - (core != NULL ? rim_mask_count (core) : 0));
    }
}

/* Every VOI says what the distances say. */
static void
test_definition (void)
{
  RimVoiSettings settings = { .r_in_mm = 2.0, .r_out_mm = 4.5 };
  RimGrid grid;
  g_autoptr(RimMask) lesion = NULL;
  g_autoptr(RimVois) vois = NULL;
  g_autoptr(RimField) field = NULL;
  RimMask *core, *rim;
  RimBox box;

  rim_test_grid_init (&grid, 30, 31, 15, RIM_VEC3 (1.1, 0.9, 3));
  lesion = rim_test_mask_new_ball (&grid, 9.0);
  vois = rim_vois_new (lesion, &settings, NULL, NULL);
  core = rim_vois_get (vois, RIM_VOI_CORE, NULL);
  rim = rim_vois_get (vois, RIM_VOI_RIM, NULL);
  field = rim_distance_new (lesion, INFINITY, &box, NULL);

  for (guint v = 0; v < rim_grid_get_n_voxels (&grid); v++)
    {
      double distance = field->values[v];
      guint i = v % 30, j = v / 30 % 31, k = v / (30 * 31);

      g_assert_true (rim_mask_contains (core, i, j, k) == (distance < -2.000001));
      g_assert_true (rim_mask_contains (rim, i, j, k) == (distance > 0 && distance <= 4.500001));
    }
}

/* A slab of whole voxels grows and shrinks by whole voxels. */
static void
test_slab (void)
{
  g_autofree guint8 *voxels = NULL;
  RimVoiSettings settings = { .r_in_mm = 3.0, .r_out_mm = 5.0 };
  RimGrid grid;
  g_autoptr(RimMask) lesion = NULL;
  g_autoptr(RimVois) vois = NULL;
  RimMask *core, *rim;
  RimBox bounds;

  rim_test_grid_init (&grid, 9, 9, 30, RIM_VEC3 (100, 100, 2));
  voxels = g_malloc0 (rim_grid_get_n_voxels (&grid));
  for (guint k = 10; k < 20; k++)
    for (guint v = 0; v < 81; v++)
      voxels[k * 81 + v] = 1;
  lesion = rim_mask_new_from_bytes (&grid, voxels);
  vois = rim_vois_new (lesion, &settings, NULL, NULL);

  /* Layers are 2, 4, 6 mm deep. */
  core = rim_vois_get (vois, RIM_VOI_CORE, NULL);
  g_assert_true (rim_mask_get_bounds (core, &bounds));
  g_assert_cmpuint (bounds.min[2], ==, 11);
  g_assert_cmpuint (bounds.max[2], ==, 19);

  rim = rim_vois_get (vois, RIM_VOI_RIM, NULL);
  g_assert_true (rim_mask_get_bounds (rim, &bounds));
  g_assert_cmpuint (bounds.min[2], ==, 8);
  g_assert_cmpuint (bounds.max[2], ==, 22);
  g_assert_cmpuint (rim_mask_count (rim), ==, 4 * 81);
}

/* The finer the voxels, the nearer to what a ball has. */
static void
test_ball (void)
{
  static const double spacings[] = { 2.0, 1.0, 0.5 };
  const double radius = 10.0;
  double before[2] = { INFINITY, INFINITY };

  for (guint s = 0; s < G_N_ELEMENTS (spacings); s++)
    {
      RimVoiSettings settings = { .r_in_mm = 3.0, .r_out_mm = 4.0 };
      const guint n = (guint) (30.0 / spacings[s]);
      RimGrid grid;
      g_autoptr(RimMask) lesion = NULL;
      g_autoptr(RimVois) vois = NULL;
      double core = 4.0 / 3.0 * G_PI * pow (radius - 3.0, 3);
      double rim = 4.0 / 3.0 * G_PI * (pow (radius + 4.0, 3) - pow (radius, 3));
      double errors[2];

      rim_test_grid_init (&grid, n, n, n, RIM_VEC3 (spacings[s], spacings[s], spacings[s]));
      lesion = rim_test_mask_new_ball (&grid, radius);
      vois = rim_vois_new (lesion, &settings, NULL, NULL);
      errors[0] = fabs (get_volume (rim_vois_get (vois, RIM_VOI_CORE, NULL)) / core - 1.0);
      errors[1] = fabs (get_volume (rim_vois_get (vois, RIM_VOI_RIM, NULL)) / rim - 1.0);
      g_test_message ("%g mm: core %+.4f, rim %+.4f", spacings[s], errors[0], errors[1]);

      for (guint e = 0; e < 2; e++)
        {
          g_assert_cmpfloat (errors[e], <, before[e]);
          before[e] = errors[e];
        }
    }

  g_assert_cmpfloat (before[0], <, 0.04);
  g_assert_cmpfloat (before[1], <, 0.05);
}

static void
test_clip (void)
{
  RimVoiSettings settings = { .r_in_mm = 1.0, .r_out_mm = 6.0, .clip = RIM_VOI_CLIP_LUNG };
  RimVoiSettings free_settings = { .r_in_mm = 1.0, .r_out_mm = 6.0 };
  RimGrid grid;
  g_autoptr(RimMask) lesion = NULL;
  g_autoptr(RimMask) lung = NULL;
  g_autoptr(RimMask) expected = NULL;
  g_autoptr(RimMask) nowhere = NULL;
  g_autoptr(RimVois) vois = NULL;
  g_autoptr(RimVois) unclipped = NULL;
  g_autoptr(RimVois) none = NULL;
  g_autoptr(GError) error = NULL;

  rim_test_grid_init (&grid, 40, 40, 16, RIM_VEC3 (1, 1, 3));
  lesion = rim_test_mask_new_ball (&grid, 8.0);
  lung = rim_test_mask_new_noise (&grid, 3);
  nowhere = rim_mask_new (&grid);

  vois = rim_vois_new (lesion, &settings, lung, &error);
  g_assert_no_error (error);
  unclipped = rim_vois_new (lesion, &free_settings, NULL, &error);
  g_assert_no_error (error);
  expected = rim_mask_combine (rim_vois_get (unclipped, RIM_VOI_RIM, NULL), lung, RIM_MASK_INTERSECT);
  g_assert_true (rim_mask_equal (rim_vois_get (vois, RIM_VOI_RIM, NULL), expected));
  g_assert_true (rim_mask_equal (rim_vois_get (vois, RIM_VOI_TUMOUR, NULL), lesion));
  g_assert_true (rim_mask_equal (rim_vois_get (vois, RIM_VOI_CORE, NULL),
                                 rim_vois_get (unclipped, RIM_VOI_CORE, NULL)));

  none = rim_vois_new (lesion, &settings, nowhere, &error);
  g_assert_no_error (error);
  g_assert_null (rim_vois_get (none, RIM_VOI_RIM, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_refusals (void)
{
  RimVoiSettings settings = { .r_in_mm = 50.0, .r_out_mm = 3.0 };
  static const double bad[] = { -1.0, NAN, INFINITY, 1e9 };
  RimGrid grid;
  g_autoptr(RimMask) lesion = NULL;
  g_autoptr(RimMask) empty = NULL;
  g_autoptr(RimVois) vois = NULL;
  g_autoptr(GError) error = NULL;

  rim_test_grid_init (&grid, 20, 20, 10, RIM_VEC3 (1, 1, 1));
  lesion = rim_test_mask_new_ball (&grid, 4.0);
  empty = rim_mask_new (&grid);

  vois = rim_vois_new (lesion, &settings, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (rim_vois_get (vois, RIM_VOI_CORE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_null (rim_vois_new (empty, &settings, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);

  for (guint n = 0; n < G_N_ELEMENTS (bad); n++)
    {
      settings.r_out_mm = bad[n];
      g_assert_null (rim_vois_new (lesion, &settings, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      g_clear_error (&error);
    }

  settings = (RimVoiSettings) { .r_out_mm = 3.0, .clip = RIM_VOI_CLIP_BODY };
  g_assert_null (rim_vois_new (lesion, &settings, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

/* A lesion that fills its image, and one of a single voxel in a corner. */
static void
test_edges (void)
{
  RimVoiSettings settings = { .r_in_mm = 0.0, .r_out_mm = 1.0 };
  guint8 voxels[27] = { 1 };
  RimGrid grid;
  g_autoptr(RimMask) corner = NULL;
  g_autoptr(RimMask) full = NULL;
  g_autoptr(RimVois) vois = NULL;
  g_autoptr(RimVois) filled = NULL;
  g_autoptr(GError) error = NULL;

  rim_test_grid_init (&grid, 3, 3, 3, RIM_VEC3 (1, 1, 1));
  corner = rim_mask_new_from_bytes (&grid, voxels);
  memset (voxels, 1, sizeof voxels);
  full = rim_mask_new_from_bytes (&grid, voxels);

  vois = rim_vois_new (corner, &settings, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rim_mask_count (rim_vois_get (vois, RIM_VOI_RIM, NULL)), ==, 3);
  g_assert_true (rim_mask_equal (rim_vois_get (vois, RIM_VOI_CORE, NULL), corner));

  settings.r_in_mm = 1.0;
  filled = rim_vois_new (full, &settings, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rim_mask_count (rim_vois_get (filled, RIM_VOI_CORE, NULL)), ==, 1);
  g_assert_null (rim_vois_get (filled, RIM_VOI_RIM, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* Shells of a width are the VOIs that have their bounds. */
static void
test_shells (void)
{
  RimShellSettings shells = { .width_mm = 2.0, .n_inside = 2, .n_outside = 3 };
  RimVoiSettings settings = { .r_in_mm = 2.0, .r_out_mm = 4.0 };
  RimGrid grid;
  g_autoptr(RimMask) lesion = NULL;
  g_autoptr(RimVois) vois = NULL;
  g_autoptr(RimVoiLabels) labels = NULL;
  g_autoptr(RimVoiLabels) bad = NULL;
  g_autoptr(RimVoiLabels) outside = NULL;
  g_autoptr(GError) error = NULL;

  rim_test_grid_init (&grid, 40, 39, 16, RIM_VEC3 (1, 1, 3));
  lesion = rim_test_mask_new_ball (&grid, 9.0);
  vois = rim_vois_new (lesion, &settings, NULL, NULL);
  labels = rim_voi_labels_new_shells (lesion, &shells, NULL, &error);
  g_assert_no_error (error);
  shells.n_inside = 0;
  outside = rim_voi_labels_new_shells (lesion, &shells, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (labels->n_labels, ==, 5);

  for (guint v = 0; v < rim_grid_get_n_voxels (&grid); v++)
    {
      guint i = v % 40, j = v / 40 % 39, k = v / (40 * 39);
      guint label = rim_voi_labels_get (labels, i, j, k);

      g_assert_true ((label == 1) == rim_mask_contains (rim_vois_get (vois, RIM_VOI_CORE, NULL), i, j, k));
      g_assert_true ((label == 1 || label == 2) == rim_mask_contains (lesion, i, j, k));
      g_assert_true ((label == 3 || label == 4) ==
                     rim_mask_contains (rim_vois_get (vois, RIM_VOI_RIM, NULL), i, j, k));
      g_assert_cmpuint (rim_voi_labels_get (outside, i, j, k), ==, label > 2 ? label - 2 : 0);
    }

  shells.width_mm = 0.0;
  bad = rim_voi_labels_new_shells (lesion, &shells, NULL, &error);
  g_assert_null (bad);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

/* Sectors hold a VOI, each voxel once, and follow the patient and not the image. */
static void
test_sectors (void)
{
  RimVoiSettings settings = { .r_out_mm = 4.0 };
  RimGrid grid, turned;
  g_autoptr(RimMask) lesion = NULL;
  g_autoptr(RimMask) other = NULL;
  g_autofree guint8 *voxels = NULL;
  g_autofree guint8 *swapped = NULL;
  g_autoptr(RimVois) vois = NULL;
  g_autoptr(RimVoiLabels) labels = NULL;
  g_autoptr(RimVoiLabels) same = NULL;
  gsize counts[RIM_N_SECTORS + 1] = { 0 };
  RimMask *rim;

  rim_test_grid_init (&grid, 30, 30, 12, RIM_VEC3 (1, 1, 2));
  lesion = rim_test_mask_new_ball (&grid, 7.0);
  vois = rim_vois_new (lesion, &settings, NULL, NULL);
  rim = rim_vois_get (vois, RIM_VOI_RIM, NULL);
  labels = rim_voi_labels_new_sectors (lesion, rim, NULL);

  for (guint v = 0; v < 30 * 30 * 12; v++)
    {
      guint i = v % 30, j = v / 30 % 30, k = v / 900;
      guint sector = rim_voi_labels_get (labels, i, j, k);

      g_assert_true ((sector > 0) == rim_mask_contains (rim, i, j, k));
      if (sector > 0)
        g_assert_cmpuint (sector, ==, 1 + (i > 14) + 2 * (j > 14) + 4 * (k > 5));
      counts[sector]++;
    }
  for (guint sector = 1; sector <= RIM_N_SECTORS; sector++)
    g_assert_cmpuint (counts[sector], ==, rim_mask_count (rim) / 8);
  g_assert_cmpstr (rim_sector_get_id (1), ==, "RAI");
  g_assert_cmpstr (rim_sector_get_id (8), ==, "LPS");

  /* The same voxels, stored from left to right. */
  turned = grid;
  rim_affine_set_column (&turned.to_patient, 0, RIM_VEC3 (-1, 0, 0));
  rim_affine_set_column (&turned.to_patient, 3, RIM_VEC3 (-21, 20, 300));
  voxels = rim_mask_to_bytes (rim);
  swapped = g_malloc0 (30 * 30 * 12);
  for (guint v = 0; v < 30 * 30 * 12; v++)
    swapped[v - v % 30 + 29 - v % 30] = voxels[v];
  other = rim_mask_new_from_bytes (&turned, swapped);
  same = rim_voi_labels_new_sectors (other, other, NULL);
  for (guint v = 0; v < 30 * 30 * 12; v++)
    g_assert_cmpuint (rim_voi_labels_get (labels, v % 30, v / 30 % 30, v / 900), ==,
                      rim_voi_labels_get (same, 29 - v % 30, v / 30 % 30, v / 900));
}

static void
test_threads (void)
{
  static const guint n_threads[] = { 1, 2, 8 };
  RimVoiSettings settings = { .r_in_mm = 2.0, .r_out_mm = 5.0 };
  RimGrid grid;
  g_autoptr(RimMask) lesion = NULL;
  g_autoptr(RimVois) first = NULL;

  rim_test_grid_init (&grid, 60, 61, 30, RIM_VEC3 (0.97, 0.97, 3));
  lesion = rim_test_mask_new_noise (&grid, 200);

  for (guint n = 0; n < G_N_ELEMENTS (n_threads); n++)
    {
      g_autoptr(RimVois) vois = NULL;

      rim_parallel_set_n_threads (n_threads[n]);
      vois = rim_vois_new (lesion, &settings, NULL, NULL);
      if (first == NULL)
        first = g_steal_pointer (&vois);
      else
        g_assert_true (rim_mask_equal (rim_vois_get (first, RIM_VOI_RIM, NULL),
                                       rim_vois_get (vois, RIM_VOI_RIM, NULL)));
    }
  rim_parallel_set_n_threads (0);
}

static void
test_ids (void)
{
  for (guint n = 0; n < RIM_N_VOI_KINDS; n++)
    {
      RimVoiKind kind;

      g_assert_true (rim_voi_kind_from_id (rim_voi_kind_get_id ((RimVoiKind) n), &kind));
      g_assert_cmpuint (kind, ==, n);
    }

  for (guint n = 0; n < RIM_N_VOI_CLIPS; n++)
    {
      RimVoiClip clip;

      g_assert_true (rim_voi_clip_from_id (rim_voi_clip_get_id ((RimVoiClip) n), &clip));
      g_assert_cmpuint (clip, ==, n);
      g_assert_false (rim_voi_clip_from_id ("liver", &clip));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/voi/sets", test_sets);
  g_test_add_func ("/engine/voi/definition", test_definition);
  g_test_add_func ("/engine/voi/slab", test_slab);
  g_test_add_func ("/engine/voi/ball", test_ball);
  g_test_add_func ("/engine/voi/clip", test_clip);
  g_test_add_func ("/engine/voi/refusals", test_refusals);
  g_test_add_func ("/engine/voi/edges", test_edges);
  g_test_add_func ("/engine/voi/shells", test_shells);
  g_test_add_func ("/engine/voi/sectors", test_sectors);
  g_test_add_func ("/engine/voi/threads", test_threads);
  g_test_add_func ("/engine/voi/ids", test_ids);

  return g_test_run ();
}
