/* oracle-lung.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Lungs that radiation oncologists drew, and public CTs that show none. */

#include "dicom/rim-roi-match.h"
#include "dicom/rim-rtstruct.h"
#include "rim-test-data.h"
#include "segment/rim-body.h"
#include "segment/rim-lung.h"

static RimSeries *
open_series (const char *folder)
{
  const char *const paths[] = { folder, NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) series = rim_dicom_scan (paths, NULL, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (series->len, ==, 1);

  return rim_series_ref (series->pdata[0]);
}

static RimVolume *
load (RimSeries *series)
{
  g_autoptr(GError) error = NULL;
  RimLoadOptions options = { 0 };
  RimVolume *volume = rim_series_load (series, &options, NULL, &error);

  g_assert_no_error (error);

  return volume;
}

static double
find_dice (RimMask *a,
           RimMask *b)
{
  g_autoptr(RimMask) both = rim_mask_combine (a, b, RIM_MASK_INTERSECT);

  return 2.0 * (double) rim_mask_count (both) / (double) (rim_mask_count (a) + rim_mask_count (b));
}

/* The columns before @middle, or those from there on. */
static RimMask *
take_side (RimMask  *mask,
           guint     middle,
           gboolean  before)
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  g_autofree guint8 *voxels = rim_mask_to_bytes (mask);

  for (gsize v = 0; v < rim_grid_get_n_voxels (grid); v++)
    if ((v % grid->size[0] < middle) != before)
      voxels[v] = 0;

  return rim_mask_new_from_bytes (grid, voxels);
}

static RimMask *
get_roi (RimRoiSet  *set,
         const char *name)
{
  RimRoi *roi = rim_roi_set_find (set, name);

  g_assert_nonnull (roi);

  return roi->mask;
}

static void
assert_sides (RimMask *lung,
              RimMask *left,
              RimMask *right)
{
  RimMask *sides[2] = { right, left };
  RimBox box_left, box_right;
  guint middle;

  rim_mask_get_bounds (left, &box_left);
  rim_mask_get_bounds (right, &box_right);
  middle = (box_left.min[0] + box_right.max[0]) / 2;

  for (guint side = 0; side < 2; side++)
    {
      g_autoptr(RimMask) ours = take_side (lung, middle, side == 0);
      double dice = find_dice (ours, sides[side]);

      g_test_message ("%s lung: Dice %.4f", side == 0 ? "right" : "left", dice);
      g_assert_cmpfloat (dice, >=, 0.95);
    }
}

static void
test_drawn_lungs (void)
{
  g_autofree char *image = rim_test_data_or_skip ("data/lung/LUNG1-001/image");
  g_autofree char *drawn = image != NULL ?
                           rim_test_data_or_skip ("data/lung/LUNG1-001/mask_rtstruct/1-1.dcm") : NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(RimSeries) series = NULL;
  g_autoptr(RimVolume) ct = NULL;
  g_autoptr(RimRoiSet) set = NULL;
  g_autoptr(RimMask) lung = NULL;
  g_autoptr(RimMask) body = NULL;
  g_autoptr(RimMask) both = NULL;
  g_autoptr(RimMask) outside = NULL;
  RimMask *left, *right;

  if (drawn == NULL)
    return;

  series = open_series (image);
  ct = load (series);
  set = rim_rtstruct_read (drawn, &error);
  g_assert_no_error (error);
  g_assert_true (rim_roi_match_series (set, series, &error));
  left = get_roi (set, "Lung-Left");
  right = get_roi (set, "Lung-Right");

  lung = rim_lung_mask_new (ct, NULL, &error);
  g_assert_no_error (error);
  both = rim_mask_combine (left, right, RIM_MASK_UNION);
  g_test_message ("both lungs: Dice %.4f", find_dice (lung, both));
  g_assert_cmpfloat (find_dice (lung, both), >=, 0.97);
  assert_sides (lung, left, right);

  body = rim_body_mask_new (ct, NULL, &error);
  g_assert_no_error (error);
  outside = rim_mask_combine (both, body, RIM_MASK_SUBTRACT);
  g_assert_cmpuint (rim_mask_count (outside), ==, 0);
}

static void
test_no_lungs (gconstpointer data)
{
  g_autofree char *folder = rim_test_data_or_skip (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimSeries) series = NULL;
  g_autoptr(RimVolume) ct = NULL;
  g_autoptr(RimMask) body = NULL;

  if (folder == NULL)
    return;

  series = open_series (folder);
  ct = load (series);
  g_assert_null (rim_lung_mask_new (ct, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  body = rim_body_mask_new (ct, NULL, &error);
  g_assert_no_error (error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/oracle/lung/drawn", test_drawn_lungs);
  g_test_add_data_func ("/oracle/lung/none-sts-001", "data/sts/STS_001/CT/image", test_no_lungs);
  g_test_add_data_func ("/oracle/lung/none-sts-002", "data/sts/STS_002/CT/image", test_no_lungs);
  g_test_add_data_func ("/oracle/lung/none-sts-003", "data/sts/STS_003/CT/image", test_no_lungs);

  return g_test_run ();
}
