/* oracle-rtstruct.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The masks that the IBSI consortium published beside its structure sets, and
 * what plastimatch makes of the structure sets that we write.
 */

#include "dicom/rim-roi-match.h"
#include "dicom/rim-rtstruct.h"
#include "format/rim-image.h"
#include "format/rim-nrrd.h"
#include "rim-test-data.h"
#include "rim-test-tool.h"

typedef struct
{
  const char *name;
  const char *image;
  const char *structures;
  const char *mask;
  gsize       n_voxels;
} Case;

#define STS(patient_, modality_, n_voxels_) \
  { \
    "/rtstruct/sts-" patient_ "-" modality_, \
    "data/sts/STS_" patient_ "/" modality_ "/image", \
    "data/sts/STS_" patient_ "/" modality_ "/mask/RS.dcm", \
    "data/sts/STS_" patient_ "/nifti/" modality_ "_mask.nii.gz", n_voxels_ \
  }

static const Case cases[] = {
  STS ("001", "CT", 117145),
  STS ("001", "PET", 5095),
  STS ("002", "CT", 17090),
  STS ("002", "PET", 555),
  STS ("003", "CT", 25693),
  STS ("003", "PET", 817),
  {
    "/rtstruct/ibsi1-ct-phantom",
    "data/ibsi1/ct_phantom/dicom/image",
    "data/ibsi1/ct_phantom/dicom/mask/DCM_RS_00060.dcm",
    "data/ibsi1/ct_phantom/nifti/mask/mask.nii.gz", 125256
  },
};

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

static RimRoiSet *
read_matched (const char *path,
              RimSeries  *series)
{
  g_autoptr(GError) error = NULL;
  RimRoiSet *set = rim_rtstruct_read (path, &error);

  g_assert_no_error (error);
  g_assert_cmpint (rim_roi_get_fit (set, series->source), ==, RIM_ROI_FIT_SERIES);
  g_assert_true (rim_roi_match_series (set, series, &error));
  g_assert_no_error (error);

  return set;
}

static void
test_published_mask (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *image = rim_test_data_or_skip (test->image);
  g_autofree char *structures = image != NULL ? rim_test_data_or_skip (test->structures) : NULL;
  g_autofree char *nifti = structures != NULL ? rim_test_data_or_skip (test->mask) : NULL;
  g_autoptr(RimSeries) series = NULL;
  g_autoptr(RimRoiSet) set = NULL;
  g_autoptr(RimRoiSet) published = NULL;
  g_autoptr(RimMask) expected = NULL;
  g_autoptr(GError) error = NULL;
  RimRoi *roi;

  if (nifti == NULL)
    return;

  series = open_series (image);
  set = read_matched (structures, series);
  g_assert_cmpuint (set->rois->len, ==, 1);
  g_assert_cmpuint (set->warnings->len, ==, 0);
  roi = set->rois->pdata[0];

  published = rim_image_read_labels (nifti, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (published->rois->len, ==, 1);

  /* A NIfTI has positions in single precision. */
  expected = rim_mask_match (((RimRoi *) published->rois->pdata[0])->mask, &series->grid, 0.01, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rim_mask_count (expected), ==, test->n_voxels);
  g_assert_true (rim_mask_equal (roi->mask, expected));
}

static GPtrArray *
make_rois (RimMask *mask)
{
  GPtrArray *rois = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);
  RimRoi *roi = rim_roi_new ();

  roi->number = 1;
  roi->name = g_strdup ("GTV");
  roi->interpreted_type = g_strdup ("GTV");
  roi->mask = rim_mask_ref (mask);
  g_ptr_array_add (rois, roi);

  return rois;
}

/* plastimatch converts to voxels of the image that the structures were drawn on. */
static RimMask *
convert_with_plastimatch (const char    *folder,
                          const char    *structures,
                          const char    *image,
                          const RimGrid *grid)
{
  g_autofree char *out = g_build_filename (folder, "plastimatch", NULL);
  g_autofree char *nrrd = g_build_filename (out, "GTV.nrrd", NULL);
  const char *const arguments[] = { "plastimatch", "convert", "--input", structures, "--referenced-ct", image,
                                    "--output-prefix", out, "--prefix-format", "nrrd", NULL };
  g_autofree char *said = rim_test_run_tool (arguments);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimRoiSet) set = rim_image_read_labels (nrrd, &error);
  RimMask *mask;

  if (error != NULL)
    g_test_message ("%s", said);
  g_assert_no_error (error);
  mask = rim_mask_match (((RimRoi *) set->rois->pdata[0])->mask, grid, 0.01, &error);
  g_assert_no_error (error);

  return mask;
}

static void
test_plastimatch (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *image = rim_test_data_or_skip (test->image);
  g_autofree char *structures = image != NULL ? rim_test_data_or_skip (test->structures) : NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autoptr(RimSeries) series = NULL;
  g_autoptr(RimRoiSet) set = NULL;
  g_autoptr(GPtrArray) rois = NULL;
  g_autoptr(RimMask) converted = NULL;
  g_autoptr(GError) error = NULL;
  RimRoi *roi;

  if (structures == NULL || !rim_test_has_tool_or_skip ("plastimatch"))
    return;

  folder = rim_test_folder_new ();
  path = g_build_filename (folder, "rs.dcm", NULL);
  series = open_series (image);
  set = read_matched (structures, series);
  roi = set->rois->pdata[0];
  rois = make_rois (roi->mask);

  g_assert_true (rim_rtstruct_write (path, rois, "Test", series->source, &series->grid, &error));
  g_assert_no_error (error);
  rim_test_dciodvfy_or_skip (path);

  converted = convert_with_plastimatch (folder, path, image, &series->grid);
  g_assert_true (rim_mask_equal (converted, roi->mask));
  rim_test_folder_remove (folder);
}

/* What nobody touched comes out point for point, to the letter. */
static void
test_untouched (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *image = rim_test_data_or_skip (test->image);
  g_autofree char *structures = image != NULL ? rim_test_data_or_skip (test->structures) : NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autoptr(RimSeries) series = NULL;
  g_autoptr(RimRoiSet) set = NULL;
  g_autoptr(RimRoiSet) again = NULL;
  g_autoptr(GError) error = NULL;
  RimRoi *before, *after;

  if (structures == NULL)
    return;

  folder = rim_test_folder_new ();
  path = g_build_filename (folder, "rs.dcm", NULL);
  series = open_series (image);
  set = read_matched (structures, series);
  g_assert_true (rim_rtstruct_write (path, set->rois, "Test", series->source, &series->grid, &error));
  g_assert_no_error (error);
  rim_test_dciodvfy_or_skip (path);

  again = read_matched (path, series);
  before = set->rois->pdata[0];
  after = again->rois->pdata[0];
  g_assert_cmpuint (after->contours->len, ==, before->contours->len);
  for (guint n = 0; n < before->contours->len; n++)
    g_assert_cmpstr (((RimContour *) after->contours->pdata[n])->text, ==,
                     ((RimContour *) before->contours->pdata[n])->text);
  g_assert_true (rim_mask_equal (after->mask, before->mask));
  rim_test_folder_remove (folder);
}

/* By the definition, voxel by voxel. */
static gboolean
is_inside (GPtrArray *polygons,
           double     x,
           double     y)
{
  gboolean inside = FALSE;

  for (guint p = 0; p < polygons->len; p++)
    {
      GArray *polygon = polygons->pdata[p];

      for (guint n = 0; n < polygon->len; n++)
        {
          RimVec3 a = g_array_index (polygon, RimVec3, n);
          RimVec3 b = g_array_index (polygon, RimVec3, (n + 1) % polygon->len);

          if ((a.y > y) != (b.y > y) && x < a.x + (y - a.y) * (b.x - a.x) / (b.y - a.y))
            inside = !inside;
        }
    }

  return inside;
}

static GPtrArray *
collect_polygons (RimRoi    *roi,
                  RimSeries *series,
                  int        k)
{
  GPtrArray *polygons = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint n = 0; n < roi->contours->len; n++)
    {
      RimContour *contour = roi->contours->pdata[n];
      GArray *polygon;

      if (rim_contour_find_slice (contour, &series->grid, series->positions) != k)
        continue;

      polygon = g_array_new (FALSE, FALSE, sizeof (RimVec3));
      for (gsize p = 0; p < contour->n_points; p++)
        {
          RimVec3 index = rim_grid_from_patient (&series->grid, contour->points[p]);

          g_array_append_val (polygon, index);
        }
      g_ptr_array_add (polygons, polygon);
    }

  return polygons;
}

/* Every sixteenth slice, as this is slow. A centre on the path would be in beyond
 * the definition; here is none.
 */
static gsize
count_differences (RimRoi    *roi,
                   RimSeries *series)
{
  gsize n_more = 0;

  for (guint k = 0; k < series->grid.size[2]; k += 16)
    {
      g_autoptr(GPtrArray) polygons = collect_polygons (roi, series, (int) k);

      for (guint j = 0; j < series->grid.size[1] && polygons->len > 0; j++)
        for (guint i = 0; i < series->grid.size[0]; i++)
          {
            gboolean is_in = rim_mask_contains (roi->mask, i, j, k);
            gboolean expected = is_inside (polygons, i, j);

            g_assert_true (is_in || !expected);
            n_more += is_in != expected;
          }
    }

  return n_more;
}

/* The public copy of this file is cut in its last structure. */
static void
test_lung (void)
{
  static const struct { guint number; const char *name; guint n_contours; gsize n_voxels; } expected[] = {
    { 2, "GTV-1", 21, 54639 }, { 6, "Spinal-Cord", 84, 15618 }, { 7, "Lung-Left", 139, 795750 },
    { 8, "Lung-Right", 110, 1035193 },
  };
  g_autofree char *image = rim_test_data_or_skip ("data/lung/LUNG1-001/image");
  g_autofree char *structures = image != NULL
    ? rim_test_data_or_skip ("data/lung/LUNG1-001/mask_rtstruct/1-1.dcm")
    : NULL;
  g_autoptr(RimSeries) series = NULL;
  g_autoptr(RimRoiSet) set = NULL;

  if (structures == NULL)
    return;

  series = open_series (image);
  set = read_matched (structures, series);
  g_assert_cmpuint (set->rois->len, ==, G_N_ELEMENTS (expected));
  g_assert_cmpuint (set->warnings->len, >=, 2);

  for (guint n = 0; n < G_N_ELEMENTS (expected); n++)
    {
      RimRoi *roi = set->rois->pdata[n];

      g_assert_cmpuint (roi->number, ==, expected[n].number);
      g_assert_cmpstr (roi->name, ==, expected[n].name);
      g_assert_cmpuint (roi->contours->len, ==, expected[n].n_contours);
      g_assert_cmpuint (rim_mask_count (roi->mask), ==, expected[n].n_voxels);
      g_assert_cmpuint (count_differences (roi, series), ==, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rtstruct/lung", test_lung);
  for (guint n = 0; n < G_N_ELEMENTS (cases); n++)
    {
      g_autofree char *plastimatch = g_strconcat (cases[n].name, "/plastimatch", NULL);
      g_autofree char *untouched = g_strconcat (cases[n].name, "/untouched", NULL);

      g_test_add_data_func (cases[n].name, &cases[n], test_published_mask);
      g_test_add_data_func (plastimatch, &cases[n], test_plastimatch);
      g_test_add_data_func (untouched, &cases[n], test_untouched);
    }

  return g_test_run ();
}
