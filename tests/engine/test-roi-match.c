/* test-roi-match.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What import tells of contours that are not as one would think. */

#include <string.h>

#include "dicom/rim-dicom-header.h"
#include "dicom/rim-roi-match.h"

#define FRAME "2.25.1003"
#define OTHER "2.25.9999"

/* A square of the plane at @z. */
typedef struct
{
  double x;
  double y;
  double z;
  double side;
} Square;

static const Square overlapping[] = { { 5, 5, 6, 6 }, { 8, 8, 6, 6 }, { 0 } };
static const Square nested[] = { { 5, 5, 6, 9 }, { 7, 7, 6, 3 }, { 0 } };
static const Square off_plane[] = { { 5, 5, 6, 6 }, { 5, 5, 90, 6 }, { 0 } };
static const Square outside[] = { { 27, 5, 6, 9 }, { 5, 5, 9, 6 }, { 0 } };
static const Square tiny[] = { { 5.2, 5.2, 6, 0.3 }, { 5, 5, 9, 6 }, { 0 } };
static const Square skipping[] = { { 5, 5, 0, 6 }, { 5, 5, 6, 6 }, { 5, 5, 12, 6 }, { 5, 5, 18, 6 }, { 0 } };

/* @warning is %NULL where there is nothing to tell. */
static const struct
{
  const char   *name;
  const Square *squares;
  const char   *warning;
} cases[] = {
  { "overlap", overlapping,
    "“GTV”: contours partly overlap on 1 slices; where two lie over each other is taken as outside" },
  { "nested", nested, NULL },
  { "off-plane", off_plane, "“GTV”: 1 of 2 contours lie on no slice of the image and are not shown" },
  { "outside", outside, "“GTV”: 1 of 2 contours reach beyond the image" },
  { "tiny", tiny, "“GTV”: 1 contours cover no centre of a voxel; alone on a slice, they take the nearest" },
  { "skipping", skipping, "“GTV”: slices are left out regularly, 3 in all, and stay empty" },
};

static RimVolume *
make_image (void)
{
  const RimGrid grid = { { 32, 32, 8 }, { { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 3, 0 } } } };
  g_autoptr(RimSource) source = rim_source_new ();
  g_autoptr(GError) error = NULL;
  RimVolume *volume = rim_volume_new (&grid, RIM_VOXEL_UINT8, &error);

  g_assert_no_error (error);
  source->frame_of_reference_uid = g_strdup (FRAME);
  rim_volume_set_source (volume, source);

  return volume;
}

static RimRoi *
make_roi (const char   *frame,
          const Square *squares)
{
  RimRoi *roi = rim_roi_new ();

  roi->name = g_strdup ("GTV");
  roi->frame_of_reference_uid = g_strdup (frame);
  roi->contours = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_contour_unref);
  for (guint n = 0; squares[n].side > 0.0; n++)
    {
      const Square s = squares[n];
      const RimVec3 points[] = {
        { s.x, s.y, s.z }, { s.x + s.side, s.y, s.z }, { s.x + s.side, s.y + s.side, s.z }, { s.x, s.y + s.side, s.z },
      };

      g_ptr_array_add (roi->contours, rim_contour_new (RIM_CONTOUR_CLOSED_PLANAR, points, 4));
    }

  return roi;
}

static RimRoiSet *
make_set (const char *frame)
{
  RimRoiSet *set = rim_roi_set_new ();

  set->path = g_strdup ("rs.dcm");
  set->frame_of_reference_uid = g_strdup (frame);

  return set;
}

static void
test_warning (gconstpointer data)
{
  guint n = GPOINTER_TO_UINT (data);
  g_autoptr(RimVolume) image = make_image ();
  g_autoptr(RimRoiSet) set = make_set (FRAME);
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (set->rois, make_roi (FRAME, cases[n].squares));
  g_assert_true (rim_roi_match_volume (set, image, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (rim_mask_count (((RimRoi *) set->rois->pdata[0])->mask), >, 0);
  g_assert_cmpuint (set->warnings->len, ==, cases[n].warning != NULL);
  if (cases[n].warning != NULL)
    g_assert_cmpstr (set->warnings->pdata[0], ==, cases[n].warning);
}

/* All of a file in another space is refused, one region of it is left out. */
static void
test_other_space (void)
{
  g_autoptr(RimVolume) image = make_image ();
  g_autoptr(RimRoiSet) foreign = make_set (OTHER);
  g_autoptr(RimRoiSet) mixed = make_set (FRAME);
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (foreign->rois, make_roi (OTHER, nested));
  g_assert_false (rim_roi_match_volume (foreign, image, &error));
  g_assert_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_UNSUPPORTED);
  g_assert_cmpstr (error->message, ==,
                   "rs.dcm: was drawn in the frame of reference " OTHER ", and this image is in " FRAME);
  g_assert_null (((RimRoi *) foreign->rois->pdata[0])->mask);
  g_clear_error (&error);

  g_ptr_array_add (mixed->rois, make_roi (FRAME, nested));
  g_ptr_array_add (mixed->rois, make_roi (OTHER, nested));
  g_assert_true (rim_roi_match_volume (mixed, image, &error));
  g_assert_no_error (error);
  g_assert_nonnull (((RimRoi *) mixed->rois->pdata[0])->mask);
  g_assert_null (((RimRoi *) mixed->rois->pdata[1])->mask);
  g_assert_cmpuint (mixed->warnings->len, ==, 1);
  g_assert_cmpstr (mixed->warnings->pdata[0], ==, "“GTV” was drawn in another frame of reference and is left out");
}

/* A SEG of finer voxels than the image's keeps them. */
static void
test_own_grid (void)
{
  const RimGrid fine = { { 64, 64, 8 }, { { { 0.5, 0, 0, 0 }, { 0, 0.5, 0, 0 }, { 0, 0, 3, 0 } } } };
  const RimBox box = { { 10, 10, 2 }, { 12, 12, 3 } };
  const guint8 voxels[4] = { 1, 0, 1, 1 };
  g_autoptr(RimVolume) image = make_image ();
  g_autoptr(RimRoiSet) set = make_set (FRAME);
  g_autoptr(GError) error = NULL;
  RimRoi *roi = rim_roi_new ();

  roi->name = g_strdup ("GTV");
  roi->mask = rim_mask_new_from_box (&fine, &box, voxels);
  g_ptr_array_add (set->rois, roi);
  g_assert_true (rim_roi_match_volume (set, image, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (rim_mask_count (roi->mask), ==, 3);
  g_assert_true (rim_grid_equal (rim_mask_get_grid (roi->mask), &fine, 1e-9));
  g_assert_cmpuint (set->warnings->len, ==, 1);
  g_assert_true (g_str_has_prefix (set->warnings->pdata[0], "“GTV” is on a grid of its own ("));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint n = 0; n < G_N_ELEMENTS (cases); n++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/roi-match/%s", cases[n].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (n), test_warning);
    }
  g_test_add_func ("/engine/roi-match/other-space", test_other_space);
  g_test_add_func ("/engine/roi-match/own-grid", test_own_grid);

  return g_test_run ();
}
