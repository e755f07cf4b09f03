/* test-export.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>

#include "dicom/rim-dcm.h"
#include "dicom/rim-rtstruct.h"
#include "dicom/rim-series.h"
#include "library/rim-export-private.h"
#include "rim-test-data.h"
#include "segment/rim-lesion-review.h"

typedef struct
{
  char      *folder;
  RimVolume *image;
  GPtrArray *lesions;
} Fixture;

static RimLesion *
make_box (const RimGrid *grid,
          const char    *name,
          guint          from,
          guint          to)
{
  g_autofree guint8 *voxels = g_malloc0 (rim_grid_get_n_voxels (grid));
  g_autoptr(RimMask) mask = NULL;

  for (guint k = from; k < to; k++)
    for (guint j = from; j < to; j++)
      for (guint i = from; i < to; i++)
        voxels[(k * grid->size[1] + j) * grid->size[0] + i] = 1;
  mask = rim_mask_new_from_bytes (grid, voxels);

  return rim_lesion_new (name, mask);
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  RimGrid grid = { { 23, 19, 12 },
                   { { { 0.977, 0, 0, -120.3 }, { 0, 0.977, 0, -88.1 }, { 0, 0, 3.27, 41.7 } } } };
  g_autoptr(GError) error = NULL;

  fixture->folder = rim_test_folder_new ();
  fixture->image = rim_volume_new (&grid, RIM_VOXEL_INT16, &error);
  g_assert_no_error (error);
  fixture->lesions = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);
  g_ptr_array_add (fixture->lesions, make_box (&grid, "A", 2, 6));
  g_ptr_array_add (fixture->lesions, make_box (&grid, "B", 6, 9));
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  rim_test_folder_remove (fixture->folder);
  g_free (fixture->folder);
  rim_volume_unref (fixture->image);
  g_ptr_array_unref (fixture->lesions);
}

static guint
count_files (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
test_formats (Fixture       *fixture,
              gconstpointer  data)
{
  const char *names[] = { "a.nii.gz", "a.nii", "a.nrrd" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);
      g_autoptr(GError) error = NULL;
      RimExportFormat format;

      g_assert_true (rim_export_format_from_path (path, &format));
      g_assert_true (rim_export_lesions (path, format, fixture->lesions, fixture->image, NULL,
                                         &error));
      g_assert_no_error (error);
      g_assert_true (rim_export_verify (path, format, fixture->lesions, fixture->image, &error));
      g_assert_no_error (error);
    }

  g_assert_cmpuint (count_files (fixture->folder), ==, G_N_ELEMENTS (names) + 1);
}

static RimLesion *
make_described (RimLesion *lesion)
{
  g_autoptr(RimRoi) roi = rim_lesion_to_roi (lesion);

  g_free (roi->name);
  roi->name = g_strdup ("Läsion, \"links\"");
  roi->has_color = TRUE;
  memcpy (roi->color, (guint8[]) { 250, 3, 77 }, 3);
  rim_code_set (&roi->category, "49755003", "SCT", "Morphologically Abnormal Structure");
  rim_code_set (&roi->type, "86049000", "SCT", "Neoplasm, Primary");
  rim_code_set (&roi->region, "39607008", "SCT", "Lung");
  g_free (roi->tracking_id);
  roi->tracking_id = g_strdup ("Lesion 1");
  g_free (roi->tracking_uid);
  roi->tracking_uid = g_strdup ("2.25.77");

  return rim_lesion_new_from_roi (roi);
}

static void
assert_code (const RimCode *code,
             const RimCode *wanted)
{
  g_assert_cmpstr (code->value, ==, wanted->value);
  g_assert_cmpstr (code->scheme, ==, wanted->scheme);
  g_assert_cmpstr (code->meaning, ==, wanted->meaning);
}

/* What a lesion is goes with it: from one form into the next and back. */
static void
test_described (Fixture       *fixture,
                gconstpointer  data)
{
  const char *names[] = { "a.dcm", "b.dcm", "c.nii.gz", "d.dcm" };
  const RimExportFormat formats[] = { RIM_EXPORT_SEG, RIM_EXPORT_RTSTRUCT, RIM_EXPORT_NIFTI, RIM_EXPORT_SEG };
  g_autoptr(RimLesion) first = make_described (g_ptr_array_index (fixture->lesions, 0));
  g_autoptr(GPtrArray) lesions = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);

  g_ptr_array_add (lesions, rim_lesion_ref (first));
  for (guint n = 0; n < G_N_ELEMENTS (names); n++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[n], NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(RimRoiSet) set = NULL;
      g_autoptr(RimLesion) lesion = NULL;
      RimRoi *roi;

      g_assert_true (rim_export_lesions (path, formats[n], lesions, fixture->image, NULL, &error));
      g_assert_no_error (error);
      set = rim_export_read (path, formats[n], &error);
      g_assert_no_error (error);

      /* On the voxels as drawn: a SEG leaves empty slices out. */
      roi = set->rois->pdata[0];
      g_clear_pointer (&roi->mask, rim_mask_unref);
      g_clear_pointer (&roi->contours, g_ptr_array_unref);
      roi->mask = rim_mask_ref (first->mask);
      lesion = rim_lesion_new_from_roi (roi);
      g_ptr_array_set_size (lesions, 0);
      g_ptr_array_add (lesions, rim_lesion_ref (lesion));

      g_assert_cmpstr (lesion->name, ==, first->name);
      g_assert_cmpmem (lesion->color, 3, first->color, 3);
      assert_code (&lesion->category, &first->category);
      assert_code (&lesion->property, &first->property);
      assert_code (&lesion->region, &first->region);
      g_assert_cmpstr (lesion->tracking_id, ==, first->tracking_id);
      g_assert_cmpstr (lesion->tracking_uid, ==, first->tracking_uid);
    }
}

static void
test_one (Fixture       *fixture,
          gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "one.nii.gz", NULL);
  g_autoptr(GError) error = NULL;

  g_ptr_array_set_size (fixture->lesions, 1);
  g_assert_true (rim_export_lesions (path, RIM_EXPORT_NIFTI, fixture->lesions, fixture->image,
                                     NULL, &error));
  g_assert_no_error (error);
}

static void
assert_approval (Fixture    *fixture,
                 const char *status,
                 const char *reviewer,
                 gboolean    has_date)
{
  g_autofree char *path = g_build_filename (fixture->folder, "approval.dcm", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimDcmFile) file = NULL;
  RimDcmItem *dataset;
  g_autofree char *read_status = NULL;
  g_autofree char *read_reviewer = NULL;
  g_autofree char *date = NULL;

  g_assert_true (rim_export_lesions (path, RIM_EXPORT_RTSTRUCT, fixture->lesions, fixture->image, NULL, &error));
  g_assert_no_error (error);
  file = rim_dcm_file_open (path, &error);
  g_assert_no_error (error);
  dataset = rim_dcm_file_get_dataset (file);
  read_status = rim_dcm_item_dup_string (dataset, 0x300e0002);
  read_reviewer = rim_dcm_item_dup_string (dataset, 0x300e0008);
  date = rim_dcm_item_dup_string (dataset, 0x300e0004);
  g_assert_cmpstr (read_status, ==, status);
  g_assert_cmpstr (read_reviewer, ==, reviewer);
  g_assert_cmpint (date != NULL && strlen (date) == 8, ==, has_date);
}

static void
set_lesion (Fixture   *fixture,
            guint      index,
            RimLesion *lesion)
{
  rim_lesion_unref (g_ptr_array_index (fixture->lesions, index));
  g_ptr_array_index (fixture->lesions, index) = lesion;
}

/* A structure set is approved where all in it is what was signed. */
static void
test_approval (Fixture       *fixture,
               gconstpointer  data)
{
  RimLesion *a = rim_lesion_ref (g_ptr_array_index (fixture->lesions, 0));
  RimLesion *b = rim_lesion_ref (g_ptr_array_index (fixture->lesions, 1));
  g_autoptr(RimLesion) read_by = rim_lesion_with_reader (b, "Ann");
  g_autoptr(RimLesion) signed_b = rim_lesion_with_signature (b, "Dr. B", G_GINT64_CONSTANT (1700000000000000));

  assert_approval (fixture, "UNAPPROVED", NULL, FALSE);
  set_lesion (fixture, 0, rim_lesion_with_signature (a, "Dr. A", G_GINT64_CONSTANT (1600000000000000)));
  assert_approval (fixture, "UNAPPROVED", NULL, FALSE);
  set_lesion (fixture, 1, rim_lesion_ref (signed_b));
  assert_approval (fixture, "APPROVED", "Dr. B", TRUE);
  set_lesion (fixture, 1, rim_lesion_with_name (signed_b, "changed"));
  assert_approval (fixture, "UNAPPROVED", NULL, FALSE);

  g_ptr_array_set_size (fixture->lesions, 1);
  set_lesion (fixture, 0, rim_lesion_with_status (read_by, RIM_REVIEW_REJECTED, "vessel"));
  assert_approval (fixture, "REJECTED", "Ann", FALSE);
  rim_lesion_unref (a);
  rim_lesion_unref (b);
}

/* Loses a voxel on the way to the disk. */
static gboolean
write_wrongly (const char       *path,
               RimExportFormat   format,
               GPtrArray        *lesions,
               RimVolume        *image,
               const char       *label,
               GError          **error)
{
  g_autoptr(GPtrArray) wrong = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);

  g_ptr_array_add (wrong, rim_lesion_ref (g_ptr_array_index (lesions, 0)));
  g_ptr_array_add (wrong, make_box (rim_volume_get_grid (image), "B", 6, 8));

  return rim_export_write (path, format, wrong, image, label, error);
}

static gboolean
write_rubbish (const char       *path,
               RimExportFormat   format,
               GPtrArray        *lesions,
               RimVolume        *image,
               const char       *label,
               GError          **error)
{
  return g_file_set_contents (path, "rubbish", -1, error);
}

/* What does not read back the same never takes the place of what was there. */
static void
test_failing (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.nrrd", NULL);
  g_autofree char *contents = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  g_assert_false (rim_export_lesions_with (path, RIM_EXPORT_NRRD, fixture->lesions,
                                           fixture->image, NULL, write_wrongly, &error));
  g_assert_error (error, RIM_EXPORT_ERROR, RIM_EXPORT_ERROR_DIFFERENT);
  g_assert_nonnull (strstr (error->message, "B"));
  g_assert_nonnull (strstr (error->message, "19 of 27"));
  g_clear_error (&error);

  g_assert_false (rim_export_lesions_with (path, RIM_EXPORT_NRRD, fixture->lesions,
                                           fixture->image, NULL, write_rubbish, &error));
  g_assert_nonnull (error);

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "mine");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.nii.gz", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->folder, "none", "a.nii.gz", NULL);
  g_autoptr(GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;

  g_assert_false (rim_export_lesions (path, RIM_EXPORT_NIFTI, nothing, fixture->image, NULL,
                                      &error));
  g_assert_error (error, RIM_EXPORT_ERROR, RIM_EXPORT_ERROR_NOTHING);
  g_clear_error (&error);

  g_assert_false (rim_export_lesions (nowhere, RIM_EXPORT_NIFTI, fixture->lesions,
                                      fixture->image, NULL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);

  g_ptr_array_add (fixture->lesions, make_box (rim_volume_get_grid (fixture->image), "C", 5, 7));
  g_assert_false (rim_export_lesions (path, RIM_EXPORT_NIFTI, fixture->lesions, fixture->image,
                                      NULL, &error));
  g_assert_error (error, RIM_EXPORT_ERROR, RIM_EXPORT_ERROR_OVERLAP);
  g_assert_cmpuint (count_files (fixture->folder), ==, 0);
}

static void
test_paths (void)
{
  RimExportFormat format;

  g_assert_true (rim_export_format_from_path ("X.NII.GZ", &format));
  g_assert_cmpint (format, ==, RIM_EXPORT_NIFTI);
  g_assert_true (rim_export_format_from_path ("x.dcm", &format));
  g_assert_cmpint (format, ==, RIM_EXPORT_RTSTRUCT);
  g_assert_true (rim_export_format_accepts_path (RIM_EXPORT_SEG, "x.dcm"));
  g_assert_false (rim_export_format_from_path ("x.gz", &format));
}

/* On a real CT: lesions that overlap, in DICOM. */
static void
test_dicom (void)
{
  g_autofree char *folder = rim_test_data_or_skip ("data/sts/STS_001/CT/image");
  g_autofree char *out = NULL;
  const char *paths[2] = { folder, NULL };
  RimLoadOptions options = { .unit = RIM_UNIT_STORED };
  g_autoptr(GPtrArray) series = NULL;
  g_autoptr(GPtrArray) lesions = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);
  g_autoptr(RimVolume) image = NULL;
  g_autoptr(GError) error = NULL;

  if (folder == NULL)
    return;

  series = rim_dicom_scan (paths, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (series->len, ==, 1);
  image = rim_series_prepare (g_ptr_array_index (series, 0), &options, &error);
  g_assert_no_error (error);

  g_ptr_array_add (lesions, make_box (rim_volume_get_grid (image), "A", 10, 30));
  g_ptr_array_add (lesions, make_box (rim_volume_get_grid (image), "B", 25, 40));
  out = rim_test_folder_new ();
  for (RimExportFormat format = RIM_EXPORT_RTSTRUCT; format <= RIM_EXPORT_SEG; format++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%u.dcm", out, format);

      g_assert_true (rim_export_lesions (path, format, lesions, image, "Test", &error));
      g_assert_no_error (error);
    }
  g_assert_cmpuint (count_files (out), ==, 2);
  rim_test_folder_remove (out);
}

/* An image whose slices lie unevenly, with a gap in which there could be two
 * more.
 */
static RimVolume *
make_uneven_image (RimGeometryKind kind)
{
  RimGrid grid = { { 40, 36, 9 },
                   { { { 0.977, 0, 0, -120.3 }, { 0, 0.977, 0, -88.1 }, { 0, 0, 3.27, 41.7 } } } };
  static const double gaps[] = { 0, 3.27, 3.19, 3.29, 9.81, 3.27, 1.08, 3.27, 7.0 };
  g_autoptr(RimSource) source = rim_source_new ();
  g_autoptr(GError) error = NULL;
  RimVolume *image = rim_volume_new (&grid, RIM_VOXEL_INT16, &error);
  double positions[9];

  g_assert_no_error (error);
  source->study_uid = g_strdup ("2.25.1001");
  source->series_uid = g_strdup ("2.25.1002");
  source->sop_class_uid = g_strdup ("1.2.840.10008.5.1.4.1.1.2");
  source->frame_of_reference_uid = g_strdup ("2.25.1003");
  for (guint k = 0; k < 9; k++)
    {
      g_autofree char *uid = g_strdup_printf ("2.25.20%u", k);

      rim_source_add_slice (source, uid, NULL, 0, 0);
      positions[k] = k == 0 ? 41.7 : positions[k - 1] + (kind == RIM_GEOMETRY_IRREGULAR ? gaps[k] : 3.2 + 0.1 * (k % 3));
    }
  rim_volume_set_slice_positions (image, positions, kind);
  rim_volume_set_source (image, source);
  rim_volume_publish_all (image);

  return image;
}

/* Every slice in its place, and each contour in the plane of its image. */
static void
assert_contours_on_slices (const char *path,
                           RimVolume  *image)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimRoiSet) set = rim_rtstruct_read (path, &error);
  guint n_contours = 0;

  g_assert_no_error (error);
  for (guint r = 0; r < set->rois->len; r++)
    {
      RimRoi *roi = g_ptr_array_index (set->rois, r);

      for (guint c = 0; c < roi->contours->len; c++, n_contours++)
        {
          RimContour *contour = g_ptr_array_index (roi->contours, c);
          guint k = (guint) (contour->sop_instance_uid[strlen ("2.25.20")] - '0');

          for (gsize p = 0; p < contour->n_points; p++)
            g_assert_cmpfloat_with_epsilon (contour->points[p].z,
                                            rim_volume_get_slice_position (image, k), 1e-4);
        }
    }
  g_assert_cmpuint (n_contours, >=, 12);
}

static void
test_uneven (gconstpointer data)
{
  g_autoptr(RimVolume) image = make_uneven_image ((RimGeometryKind) GPOINTER_TO_INT (data));
  const RimGrid *grid = rim_volume_get_grid (image);
  g_autoptr(GPtrArray) lesions = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);
  g_autofree char *folder = rim_test_folder_new ();

  g_ptr_array_add (lesions, make_box (grid, "A", 0, 9));
  g_ptr_array_add (lesions, make_box (grid, "B", 3, 6));
  for (RimExportFormat format = RIM_EXPORT_RTSTRUCT; format <= RIM_EXPORT_SEG; format++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%u.dcm", folder, format);
      g_autoptr(GError) error = NULL;

      g_assert_true (rim_export_lesions (path, format, lesions, image, "Test", &error));
      g_assert_no_error (error);
      g_assert_true (rim_export_verify (path, format, lesions, image, &error));
      g_assert_no_error (error);
      if (format == RIM_EXPORT_RTSTRUCT)
        assert_contours_on_slices (path, image);
    }
  rim_test_folder_remove (folder);
}

/* Regions as they lie in an irregular image come back on their slices, also when
 * they are on a few of them only.
 */
static void
test_uneven_few (void)
{
  g_autoptr(RimVolume) image = make_uneven_image (RIM_GEOMETRY_IRREGULAR);
  const RimGrid *grid = rim_volume_get_grid (image);
  g_autofree char *folder = rim_test_folder_new ();

  for (guint first = 0; first < 8; first++)
    for (RimExportFormat format = RIM_EXPORT_RTSTRUCT; format <= RIM_EXPORT_SEG; format++)
      {
        g_autoptr(GPtrArray) lesions = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);
        g_autofree char *path = g_strdup_printf ("%s/%u.dcm", folder, format);
        g_autoptr(GError) error = NULL;

        g_ptr_array_add (lesions, make_box (grid, "A", first, first + 1 + first % 2));
        g_assert_true (rim_export_lesions (path, format, lesions, image, "Test", &error));
        g_assert_no_error (error);
      }
  rim_test_folder_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) \
  g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

  ADD ("/library/export/formats", test_formats);
  ADD ("/library/export/described", test_described);
  ADD ("/library/export/one", test_one);
  ADD ("/library/export/approval", test_approval);
  ADD ("/library/export/failing", test_failing);
  ADD ("/library/export/refused", test_refused);
  g_test_add_func ("/library/export/paths", test_paths);
  g_test_add_func ("/library/export/dicom", test_dicom);
  g_test_add_data_func ("/library/export/uneven", GINT_TO_POINTER (RIM_GEOMETRY_UNEVEN), test_uneven);
  g_test_add_data_func ("/library/export/irregular", GINT_TO_POINTER (RIM_GEOMETRY_IRREGULAR), test_uneven);
  g_test_add_func ("/library/export/irregular/few-slices", test_uneven_few);

  return g_test_run ();
}
