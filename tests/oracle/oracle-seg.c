/* oracle-seg.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Segmentations with what dcmqi, which wrote them, had before: its references
 * in NRRD.
 */

#include "dicom/rim-roi-match.h"
#include "dicom/rim-seg.h"
#include "format/rim-image.h"
#include "rim-test-data.h"
#include "rim-test-tool.h"

#define FOLDER "data/segmentation_objects/segmentations/"

typedef struct
{
  const char *name;
  const char *seg;
  const char *reference;
  guint       label;       /* in the reference */
  guint       segment;
} Case;

static const Case cases[] = {
  { "/seg/23x38x3", FOLDER "23x38x3/seg/label.seg", FOLDER "23x38x3/nrrd/label.nrrd", 1, 1 },
  { "/seg/24x38x3", FOLDER "24x38x3/seg/label.seg", FOLDER "24x38x3/nrrd/label.nrrd", 1, 1 },
  { "/seg/liver", FOLDER "liver.dcm", FOLDER "liver_seg.nrrd", 1, 1 },
  { "/seg/sparse-labelmap-noppv", FOLDER "sparse-labelmap-noppv.dcm", FOLDER "sparse_labelmap_noppv_seg.nrrd", 1, 1 },
  { "/seg/sparse-labelmap-ppv5", FOLDER "sparse-labelmap-ppv5.dcm", FOLDER "sparse_labelmap_ppv5_seg.nrrd", 1, 1 },
};

static RimRoiSet *
read_seg (const char *path)
{
  g_autoptr(GError) error = NULL;
  RimRoiSet *set = rim_seg_read (path, RIM_SEG_DEFAULT_THRESHOLD, &error);

  g_assert_no_error (error);

  return set;
}

static RimRoiSet *
read_reference (const char *path)
{
  g_autoptr(GError) error = NULL;
  RimRoiSet *set = rim_image_read_labels (path, &error);

  g_assert_no_error (error);

  return set;
}

static RimRoi *
find_roi (RimRoiSet *set,
          guint      number)
{
  for (guint n = 0; n < set->rois->len; n++)
    if (((RimRoi *) set->rois->pdata[n])->number == number)
      return set->rois->pdata[n];

  g_assert_not_reached ();
}

static void
assert_same_voxels (RimMask   *mask,
                    RimRoiSet *set,
                    RimMask   *expected)
{
  g_autoptr(RimMask) matched = rim_roi_match_mask (mask, set->slice_positions,
                                                   rim_mask_get_grid (expected), NULL);

  g_assert_nonnull (matched);
  g_assert_cmpuint (rim_mask_count (matched), >, 0);
  g_assert_true (rim_mask_equal (matched, expected));
}

static void
test_reference (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *path = rim_test_data_or_skip (test->seg);
  g_autofree char *nrrd = path != NULL ? rim_test_data_or_skip (test->reference) : NULL;
  g_autoptr(RimRoiSet) set = NULL;
  g_autoptr(RimRoiSet) reference = NULL;

  if (nrrd == NULL)
    return;

  set = read_seg (path);
  reference = read_reference (nrrd);
  g_assert_cmpuint (set->warnings->len, ==, 0);
  g_assert_cmpuint (set->rois->len, ==, 1);
  assert_same_voxels (find_roi (set, test->segment)->mask, set, find_roi (reference, test->label)->mask);
}

/* Segments that overlap come apart in the reference: each of its labels is one
 * of the segments, whole.
 */
static void
test_overlaps (void)
{
  g_autofree char *path = rim_test_data_or_skip (FOLDER "partial_overlaps.dcm");
  g_autoptr(RimRoiSet) set = NULL;
  guint n_found = 0;

  if (path == NULL)
    return;

  set = read_seg (path);
  g_assert_cmpuint (set->rois->len, ==, 5);

  for (guint file = 1; file <= 3; file++)
    {
      g_autofree char *relative = g_strdup_printf (FOLDER "partial_overlaps-%u.nrrd", file);
      g_autofree char *nrrd = rim_test_data_find (relative);
      g_autoptr(RimRoiSet) reference = read_reference (nrrd);

      for (guint n = 0; n < reference->rois->len; n++, n_found++)
        {
          RimRoi *roi = reference->rois->pdata[n];

          assert_same_voxels (find_roi (set, roi->number)->mask, set, roi->mask);
        }
    }

  g_assert_cmpuint (n_found, ==, 5);
}

/* The image and the segmentation of one folder belong together. */
static void
test_match (gconstpointer data)
{
  const char *size = data;
  g_autofree char *relative = g_strdup_printf (FOLDER "%s/image", size);
  g_autofree char *folder = rim_test_data_or_skip (relative);
  g_autofree char *seg_relative = g_strdup_printf (FOLDER "%s/seg/label.seg", size);
  g_autofree char *path = rim_test_data_find (seg_relative);
  const char *const paths[] = { folder, NULL };
  g_autoptr(GPtrArray) series = NULL;
  g_autoptr(RimRoiSet) set = NULL;
  g_autoptr(GError) error = NULL;
  RimSeries *image;

  if (folder == NULL)
    return;

  series = rim_dicom_scan (paths, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (series->len, ==, 1);
  image = series->pdata[0];

  set = read_seg (path);
  g_assert_true (rim_roi_match_series (set, image, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (set->warnings->len, ==, 0);
  g_assert_true (rim_grid_equal (rim_mask_get_grid (((RimRoi *) set->rois->pdata[0])->mask), &image->grid, 1e-6));
}

/* Big endian and explicit, the same frame. */
static void
test_byte_orders (void)
{
  g_autofree char *little = rim_test_data_or_skip ("data/robustness/test_files/liver_1frame.dcm");
  g_autofree char *big = little != NULL
    ? rim_test_data_or_skip ("data/robustness/test_files/liver_expb_1frame.dcm")
    : NULL;
  g_autoptr(RimRoiSet) set = NULL;
  g_autoptr(RimRoiSet) other = NULL;
  RimRoi *roi;

  if (big == NULL)
    return;

  set = read_seg (little);
  other = read_seg (big);
  roi = set->rois->pdata[0];
  g_assert_cmpstr (roi->name, ==, "Liver");
  g_assert_cmpuint (rim_mask_count (roi->mask), >, 1000);
  g_assert_true (rim_mask_equal (roi->mask, ((RimRoi *) other->rois->pdata[0])->mask));
}

static void
test_attributes (void)
{
  g_autofree char *path = rim_test_data_or_skip (FOLDER "sparse-labelmap-ppv5.dcm");
  g_autoptr(RimRoiSet) set = NULL;
  RimRoi *roi;

  if (path == NULL)
    return;

  set = read_seg (path);
  roi = set->rois->pdata[0];
  g_assert_cmpuint (roi->number, ==, 1);
  g_assert_cmpstr (roi->name, ==, "Liver");
  g_assert_cmpstr (roi->tracking_id, ==, "Liver");
  g_assert_cmpstr (roi->tracking_uid, ==, "1.2.3");
  g_assert_cmpstr (roi->algorithm, ==, "SEMIAUTOMATIC");
  g_assert_true (roi->has_color);
}

/* What was read is written to the same voxels, and dciodvfy has no error. */
static void
test_written_again (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *path = rim_test_data_or_skip (test->seg);
  g_autoptr(RimRoiSet) set = NULL;
  g_autoptr(RimRoiSet) again = NULL;
  g_autoptr(RimSource) source = rim_source_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *copy = NULL;
  RimRoi *roi;

  if (path == NULL)
    return;

  set = read_seg (path);
  roi = set->rois->pdata[0];
  folder = rim_test_folder_new ();
  copy = g_build_filename (folder, "seg.dcm", NULL);
  g_assert_true (rim_seg_write (copy, set->rois, "Test", source, rim_mask_get_grid (roi->mask), &error));
  g_assert_no_error (error);
  rim_test_dciodvfy_or_skip (copy);

  again = read_seg (copy);
  assert_same_voxels (((RimRoi *) again->rois->pdata[0])->mask, again, roi->mask);
  rim_test_folder_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint n = 0; n < G_N_ELEMENTS (cases); n++)
    {
      g_autofree char *again = g_strconcat (cases[n].name, "/written-again", NULL);

      g_test_add_data_func (cases[n].name, &cases[n], test_reference);
      g_test_add_data_func (again, &cases[n], test_written_again);
    }

  g_test_add_func ("/seg/overlaps", test_overlaps);
  g_test_add_data_func ("/seg/match/23x38x3", "23x38x3", test_match);
  g_test_add_data_func ("/seg/match/24x38x3", "24x38x3", test_match);
  g_test_add_func ("/seg/byte-orders", test_byte_orders);
  g_test_add_func ("/seg/attributes", test_attributes);

  return g_test_run ();
}
