/* test-rtstruct.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dicom/rim-dicom-header.h"
#include "dicom/rim-rtstruct.h"
#include "rim-test-data.h"
#include "rim-test-tool.h"

#define N_SLICES 6

static RimGrid
make_grid (void)
{
  RimGrid grid = { { 31, 27, N_SLICES }, { { { 0 } } } };

  rim_affine_set_column (&grid.to_patient, 0, RIM_VEC3 (0.9765625, 0, 0));
  rim_affine_set_column (&grid.to_patient, 1, RIM_VEC3 (0, 0.9765625, 0));
  rim_affine_set_column (&grid.to_patient, 2, RIM_VEC3 (0, 0, 3.27));
  rim_affine_set_column (&grid.to_patient, 3, RIM_VEC3 (-249.51171875, -103.3, 881.32));

  return grid;
}

static RimSource *
make_source (void)
{
  RimSource *source = rim_source_new ();

  source->patient_id = g_strdup ("P-1");
  source->patient_name = g_strdup ("Müller^Jörg");
  source->patient_sex = g_strdup ("M");
  source->patient_birth_date = g_strdup ("19500102");
  source->study_uid = g_strdup ("2.25.1001");
  source->study_id = g_strdup ("7");
  source->study_date = g_strdup ("20260102");
  source->study_time = g_strdup ("101112");
  source->series_uid = g_strdup ("2.25.1002");
  source->modality = g_strdup ("CT");
  source->sop_class_uid = g_strdup ("1.2.840.10008.5.1.4.1.1.2");
  source->frame_of_reference_uid = g_strdup ("2.25.1003");

  for (guint k = 0; k < N_SLICES; k++)
    {
      g_autofree char *uid = g_strdup_printf ("2.25.20%u", k);

      rim_source_add_slice (source, uid, NULL, 0, 0);
    }

  return source;
}

static RimMask *
make_random_mask (guint          seed,
                  const RimGrid *grid)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  gsize n_voxels = rim_grid_get_n_voxels (grid);
  g_autofree guint8 *voxels = g_new (guint8, n_voxels);

  for (gsize n = 0; n < n_voxels; n++)
    voxels[n] = g_rand_double (rand) < 0.6;

  return rim_mask_new_from_bytes (grid, voxels);
}

static RimRoi *
make_roi (guint       number,
          const char *name)
{
  const RimGrid grid = make_grid ();
  RimRoi *roi = rim_roi_new ();

  roi->number = number;
  roi->name = g_strdup (name);
  roi->interpreted_type = g_strdup ("GTV");
  roi->algorithm = g_strdup ("MANUAL");
  roi->has_color = TRUE;
  roi->color[0] = 250;
  roi->color[1] = 3;
  roi->color[2] = 77;
  roi->mask = make_random_mask (number, &grid);

  return roi;
}

static RimRoiSet *
write_and_read (GPtrArray                *rois,
                const RimRtstructOptions *options,
                const char               *path)
{
  g_autoptr(GError) error = NULL;
  RimRoiSet *set;

  g_assert_true (rim_rtstruct_write_with (path, rois, options, &error));
  g_assert_no_error (error);
  set = rim_rtstruct_read (path, &error);
  g_assert_no_error (error);

  return set;
}

typedef struct
{
  char      *folder;
  char      *path;
  RimGrid    grid;
  RimSource *source;
  GPtrArray *rois;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = rim_test_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "rs.dcm", NULL);
  fixture->grid = make_grid ();
  fixture->source = make_source ();
  fixture->rois = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  rim_test_folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
  rim_source_unref (fixture->source);
  g_ptr_array_unref (fixture->rois);
}

static void
assert_round_trip (Fixture  *fixture,
                   gboolean  keyholes)
{
  const RimRtstructOptions options = { "Test", fixture->source, &fixture->grid, NULL, keyholes };
  g_autoptr(RimRoiSet) set = NULL;

  g_ptr_array_add (fixture->rois, make_roi (4, "GTV-1 größer"));
  g_ptr_array_add (fixture->rois, make_roi (9, "GTV-1 größer"));
  set = write_and_read (fixture->rois, &options, fixture->path);

  g_assert_cmpuint (set->rois->len, ==, 2);
  g_assert_cmpuint (set->warnings->len, ==, 0);

  for (guint n = 0; n < 2; n++)
    {
      RimRoi *written = fixture->rois->pdata[n];
      RimRoi *roi = set->rois->pdata[n];
      g_autoptr(RimMask) mask = rim_contours_to_mask (roi->contours, &fixture->grid, NULL, &roi->report);

      g_assert_cmpuint (roi->number, ==, written->number);
      g_assert_cmpstr (roi->name, ==, written->name);
      g_assert_cmpstr (roi->interpreted_type, ==, "GTV");
      g_assert_cmpmem (roi->color, 3, written->color, 3);
      g_assert_true (rim_mask_equal (mask, written->mask));
      g_assert_cmpuint (roi->report.n_off_plane, ==, 0);
      g_assert_cmpuint (roi->report.n_overlapping, ==, 0);
    }
}

static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  assert_round_trip (fixture, GPOINTER_TO_INT (data));
}

static void
test_references (Fixture       *fixture,
                 gconstpointer  data)
{
  const RimRtstructOptions options = { "Test", fixture->source, &fixture->grid, NULL, FALSE };
  g_autoptr(RimRoiSet) set = NULL;
  RimRoi *roi;

  g_ptr_array_add (fixture->rois, make_roi (1, "GTV"));
  set = write_and_read (fixture->rois, &options, fixture->path);
  roi = set->rois->pdata[0];

  g_assert_cmpstr (set->label, ==, "Test");
  g_assert_cmpstr (set->study_uid, ==, fixture->source->study_uid);
  g_assert_cmpstr (set->referenced_series_uid, ==, fixture->source->series_uid);
  g_assert_cmpstr (set->frame_of_reference_uid, ==, fixture->source->frame_of_reference_uid);
  g_assert_cmpstr (roi->frame_of_reference_uid, ==, fixture->source->frame_of_reference_uid);
  g_assert_cmpuint (set->referenced_sop_uids->len, ==, N_SLICES);

  for (guint n = 0; n < roi->contours->len; n++)
    {
      RimContour *contour = roi->contours->pdata[n];
      int k = rim_contour_find_slice (contour, &fixture->grid, NULL);

      g_assert_cmpint (k, >=, 0);
      g_assert_cmpstr (contour->sop_instance_uid, ==,
                       rim_source_get_slice (fixture->source, (guint) k)->sop_instance_uid);
    }
}

static RimContour *
make_contour (RimContourKind  kind,
              const char     *text)
{
  const RimVec3 points[] = { { -240, -100, 881.32 }, { -230, -100, 881.32 }, { -230, -90, 881.32 } };
  RimContour *contour = rim_contour_new (kind, points, 3);

  contour->text = g_strdup (text);

  return contour;
}

/* What came from a file goes back as it came, whatever it is. */
static void
test_verbatim (Fixture       *fixture,
               gconstpointer  data)
{
  static const char *const texts[] = {
    "-240.0000000\\-100.00\\881.3200000000001\\-230\\-100\\881.32\\-2.30e+02\\-90\\+881.32",
    "-240 \\ -100.5\\881.32\\-230\\-100\\881.32\\-230\\-90\\881.32",
    "1\\2", "1\\x\\3", "", "nan\\2\\3",
  };
  const RimRtstructOptions options = { "Test", fixture->source, &fixture->grid, NULL, FALSE };
  RimRoi *roi = rim_roi_new ();
  RimRoi *again;
  g_autoptr(RimRoiSet) set = NULL;

  roi->name = g_strdup ("As it came");
  roi->contours = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_contour_unref);
  for (guint n = 0; n < G_N_ELEMENTS (texts); n++)
    g_ptr_array_add (roi->contours, make_contour (n % 5, texts[n]));
  g_ptr_array_add (fixture->rois, roi);

  set = write_and_read (fixture->rois, &options, fixture->path);
  again = set->rois->pdata[0];
  g_assert_cmpuint (again->contours->len, ==, G_N_ELEMENTS (texts));

  for (guint n = 0; n < G_N_ELEMENTS (texts); n++)
    {
      RimContour *contour = again->contours->pdata[n];

      g_assert_cmpstr (contour->text, ==, texts[n]);
      g_assert_cmpint (contour->kind, ==, n % 5);
      g_assert_cmpuint (contour->n_points, ==, n < 2 ? 3 : 0);
    }
}

/* More text than a length of 16 bits can say. */
static void
test_long_contour (Fixture       *fixture,
                   gconstpointer  data)
{
  const RimRtstructOptions options = { NULL, fixture->source, &fixture->grid, NULL, FALSE };
  g_autoptr(RimRoiSet) set = NULL;
  g_autofree RimVec3 *points = g_new (RimVec3, 9000);
  RimRoi *roi = rim_roi_new ();
  RimContour *contour;

  for (guint n = 0; n < 9000; n++)
    points[n] = RIM_VEC3 (-240.0 + 9.0 * cos (n * 2e-4 * G_PI), -90.0 + 9.0 * sin (n * 2e-4 * G_PI), 881.32);

  roi->contours = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_contour_unref);
  g_ptr_array_add (roi->contours, rim_contour_new (RIM_CONTOUR_CLOSED_PLANAR, points, 9000));
  g_ptr_array_add (fixture->rois, roi);

  set = write_and_read (fixture->rois, &options, fixture->path);
  contour = ((RimRoi *) set->rois->pdata[0])->contours->pdata[0];
  g_assert_cmpuint (contour->n_points, ==, 9000);
  g_assert_cmpuint (strlen (contour->text), >, 65536);

  for (guint n = 0; n < 9000; n++)
    g_assert_cmpfloat (rim_vec3_length (rim_vec3_sub (contour->points[n], points[n])), <, 1e-8);
}

static void
test_numbers (Fixture       *fixture,
              gconstpointer  data)
{
  const RimRtstructOptions options = { "Test", fixture->source, &fixture->grid, NULL, FALSE };
  static const guint numbers[] = { 3, 3, 0, 3, 8 };
  static const guint expected[] = { 3, 9, 0, 10, 8 };
  g_autoptr(RimRoiSet) set = NULL;

  for (guint n = 0; n < G_N_ELEMENTS (numbers); n++)
    {
      g_ptr_array_add (fixture->rois, rim_roi_new ());
      ((RimRoi *) fixture->rois->pdata[n])->number = numbers[n];
    }

  set = write_and_read (fixture->rois, &options, fixture->path);
  g_assert_cmpuint (set->rois->len, ==, G_N_ELEMENTS (numbers));
  for (guint n = 0; n < G_N_ELEMENTS (numbers); n++)
    g_assert_cmpuint (((RimRoi *) set->rois->pdata[n])->number, ==, expected[n]);
}

/* With slices that are not even, contours have to lie in the true planes. */
static void
test_uneven (Fixture       *fixture,
             gconstpointer  data)
{
  const double positions[N_SLICES] = { 881.0, 882.0, 889.0, 893.5, 894.5, 900.0 };
  const RimRtstructOptions options = { "Test", fixture->source, &fixture->grid, positions, FALSE };
  g_autoptr(RimRoiSet) set = NULL;
  g_autoptr(RimMask) mask = NULL;
  RimRoi *written = make_roi (1, "GTV");
  RimRoi *roi;

  g_ptr_array_add (fixture->rois, written);
  written->contours = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_contour_unref);
  for (guint k = 0; k < N_SLICES; k++)
    {
      g_autoptr(GPtrArray) traced = rim_mask_trace_slice (written->mask, k);

      for (guint n = 0; n < traced->len; n++)
        g_ptr_array_add (written->contours, rim_contour_ref (traced->pdata[n]));
    }

  set = write_and_read (fixture->rois, &options, fixture->path);
  roi = set->rois->pdata[0];
  mask = rim_contours_to_mask (roi->contours, &fixture->grid, positions, &roi->report);
  g_assert_true (rim_mask_equal (mask, written->mask));
  g_assert_cmpuint (roi->report.n_off_plane, ==, 0);
}

static void
test_other_grid (Fixture       *fixture,
                 gconstpointer  data)
{
  RimGrid finer = fixture->grid;
  const RimRtstructOptions options = { "Test", fixture->source, &finer, NULL, FALSE };
  g_autoptr(GError) error = NULL;

  finer.size[0] *= 2;
  rim_affine_set_column (&finer.to_patient, 0, RIM_VEC3 (0.48828125, 0, 0));
  g_ptr_array_add (fixture->rois, make_roi (1, "GTV"));
  g_assert_true (rim_rtstruct_write_with (fixture->path, fixture->rois, &options, &error));
  g_assert_no_error (error);
  rim_test_dciodvfy_or_skip (fixture->path);
}

static void
test_dciodvfy (Fixture       *fixture,
               gconstpointer  data)
{
  const RimRtstructOptions options = { "Übersicht der Läsionen", fixture->source, &fixture->grid, NULL, FALSE };
  g_autoptr(RimRoiSet) set = NULL;
  RimRoi *roi = make_roi (1, "GTV 1\\2");

  rim_code_set (&roi->category, "49755003", "SCT", "Morphologically Abnormal Structure");
  rim_code_set (&roi->type, "86049000", "SCT", "Neoplasm, Primary");
  roi->tracking_id = g_strdup ("Lesion 1");
  roi->tracking_uid = g_strdup ("2.25.77");
  roi->description = g_strdup ("Drawn in a test");
  g_ptr_array_add (fixture->rois, roi);
  g_ptr_array_add (fixture->rois, rim_roi_new ());

  set = write_and_read (fixture->rois, &options, fixture->path);
  roi = set->rois->pdata[0];
  g_assert_cmpstr (roi->type.value, ==, "86049000");
  g_assert_cmpstr (roi->category.meaning, ==, "Morphologically Abnormal Structure");
  g_assert_cmpstr (roi->tracking_uid, ==, "2.25.77");
  g_assert_cmpstr (roi->description, ==, "Drawn in a test");

  rim_test_dciodvfy_or_skip (fixture->path);
}

static void
test_bare_source (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(RimSource) bare = rim_source_new ();
  const RimRtstructOptions options = { NULL, bare, &fixture->grid, NULL, FALSE };
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (fixture->rois, make_roi (1, "GTV"));
  g_assert_true (rim_rtstruct_write_with (fixture->path, fixture->rois, &options, &error));
  g_assert_no_error (error);
}

static void
test_refuses (void)
{
  g_autofree char *path = rim_test_data_or_skip ("data/robustness/test_files/CT_small.dcm");
  g_autoptr(GError) error = NULL;

  if (path == NULL)
    return;

  g_assert_null (rim_rtstruct_read (path, &error));
  g_assert_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (error->message, "CT_small.dcm"));
}

static void
test_points_and_closed (void)
{
  g_autofree char *path = rim_test_data_or_skip ("data/robustness/test_files/rtstruct.dcm");
  g_autoptr(GError) error = NULL;
  g_autoptr(RimRoiSet) set = NULL;
  RimRoi *roi;

  if (path == NULL)
    return;

  set = rim_rtstruct_read (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (set->rois->len, ==, 3);
  roi = rim_roi_set_find (set, "patient");
  g_assert_cmpuint (roi->contours->len, ==, 3);
  g_assert_cmpint (((RimContour *) roi->contours->pdata[0])->kind, ==, RIM_CONTOUR_CLOSED_PLANAR);
  roi = rim_roi_set_find (set, "Isocenter 1");
  g_assert_cmpuint (roi->contours->len, ==, 1);
  g_assert_cmpint (((RimContour *) roi->contours->pdata[0])->kind, ==, RIM_CONTOUR_POINT);
}

#define ADD(name_, func_, data_) \
  g_test_add ("/rtstruct/" name_, Fixture, data_, set_up, func_, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("round-trip", test_round_trip, GINT_TO_POINTER (FALSE));
  ADD ("round-trip/keyholes", test_round_trip, GINT_TO_POINTER (TRUE));
  ADD ("references", test_references, NULL);
  ADD ("verbatim", test_verbatim, NULL);
  ADD ("long-contour", test_long_contour, NULL);
  ADD ("numbers", test_numbers, NULL);
  ADD ("uneven", test_uneven, NULL);
  ADD ("other-grid", test_other_grid, NULL);
  ADD ("dciodvfy", test_dciodvfy, NULL);
  ADD ("bare-source", test_bare_source, NULL);
  g_test_add_func ("/rtstruct/refuses", test_refuses);
  g_test_add_func ("/rtstruct/points-and-closed", test_points_and_closed);

  return g_test_run ();
}
