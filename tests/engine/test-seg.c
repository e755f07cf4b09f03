/* test-seg.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdlib.h>
#include <string.h>

#include "dicom/rim-dicom-header.h"
#include "dicom/rim-seg-private.h"
#include "rim-test-data.h"
#include "rim-test-tool.h"

#define N_SLICES 5

/* Turned and tilted, its frames no whole number of bytes. */
static RimGrid
make_grid (void)
{
  RimGrid grid = { { 23, 38, N_SLICES }, { { { 0 } } } };

  rim_affine_set_column (&grid.to_patient, 0, RIM_VEC3 (0.6, 0.8, 0));
  rim_affine_set_column (&grid.to_patient, 1, RIM_VEC3 (-1.2, 0.9, 0));
  rim_affine_set_column (&grid.to_patient, 2, RIM_VEC3 (0.25, -0.5, 2.5));
  rim_affine_set_column (&grid.to_patient, 3, RIM_VEC3 (-249.51171875, -103.3, 881.32));

  return grid;
}

static RimSource *
make_source (void)
{
  RimSource *source = rim_source_new ();

  source->patient_id = g_strdup ("P-1");
  source->patient_name = g_strdup ("Müller^Jörg");
  source->study_uid = g_strdup ("2.25.1001");
  source->series_uid = g_strdup ("2.25.1002");
  source->sop_class_uid = g_strdup ("1.2.840.10008.5.1.4.1.1.2");
  source->frame_of_reference_uid = g_strdup ("2.25.1003");
  for (guint k = 0; k < N_SLICES; k++)
    {
      g_autofree char *uid = g_strdup_printf ("2.25.20%u", k);

      rim_source_add_slice (source, uid, NULL, 0, 0);
    }

  return source;
}

static RimRoi *
make_roi (guint       number,
          const char *name,
          double      density)
{
  const RimGrid grid = make_grid ();
  gsize n_voxels = rim_grid_get_n_voxels (&grid);
  g_autofree guint8 *voxels = g_new (guint8, n_voxels);
  g_autoptr(GRand) rand = g_rand_new_with_seed (number);
  RimRoi *roi = rim_roi_new ();

  for (gsize n = 0; n < n_voxels; n++)
    voxels[n] = g_rand_double (rand) < density;

  roi->number = number;
  roi->name = g_strdup (name);
  roi->mask = rim_mask_new_from_bytes (&grid, voxels);

  return roi;
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
  fixture->path = g_build_filename (fixture->folder, "seg.dcm", NULL);
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

static RimRoiSet *
write_and_read (Fixture      *fixture,
                const double *positions)
{
  const RimSegOptions options = { "Test", fixture->source, &fixture->grid, positions };
  g_autoptr(GError) error = NULL;
  RimRoiSet *set;

  g_assert_true (rim_seg_write_with (fixture->path, fixture->rois, &options, &error));
  g_assert_no_error (error);
  set = rim_seg_read (fixture->path, RIM_SEG_DEFAULT_THRESHOLD, &error);
  g_assert_no_error (error);

  return set;
}

static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(RimRoiSet) set = NULL;

  g_ptr_array_add (fixture->rois, make_roi (2, "GTV größer", 0.5));
  g_ptr_array_add (fixture->rois, make_roi (1, "Overlaps", 0.5));
  g_ptr_array_add (fixture->rois, make_roi (3, "Empty", 0.0));
  set = write_and_read (fixture, NULL);

  g_assert_cmpuint (set->rois->len, ==, 3);
  g_assert_cmpuint (set->warnings->len, ==, 0);
  g_assert_cmpstr (set->referenced_series_uid, ==, "2.25.1002");
  g_assert_cmpstr (set->frame_of_reference_uid, ==, "2.25.1003");
  g_assert_cmpuint (set->referenced_sop_uids->len, ==, N_SLICES);
  for (guint n = 0; n < 3; n++)
    {
      RimRoi *written = fixture->rois->pdata[n];
      RimRoi *roi = set->rois->pdata[n];

      g_assert_cmpuint (roi->number, ==, written->number);
      g_assert_cmpstr (roi->name, ==, written->name);
      g_assert_true (rim_grid_equal (rim_mask_get_grid (roi->mask), &fixture->grid, 1e-6));
      g_assert_true (rim_mask_equal (roi->mask, written->mask));
    }
}

/* Segment numbers start from 1 and leave none out, whatever the regions had. */
static void
test_numbers (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(RimRoiSet) set = NULL;

  g_ptr_array_add (fixture->rois, make_roi (7, "a", 0.5));
  g_ptr_array_add (fixture->rois, make_roi (0, "b", 0.5));
  set = write_and_read (fixture, NULL);
  g_assert_cmpuint (((RimRoi *) set->rois->pdata[0])->number, ==, 1);
  g_assert_cmpuint (((RimRoi *) set->rois->pdata[1])->number, ==, 2);
}

static void
test_sparse (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(RimRoiSet) set = NULL;
  RimRoi *written = make_roi (1, "Gap", 0.3);
  RimMaskSlice *none[3] = { NULL, NULL, NULL };
  RimMask *sparse = rim_mask_with_slices (written->mask, 1, 3, none);
  RimRoi *roi;

  rim_mask_unref (written->mask);
  written->mask = sparse;
  g_ptr_array_add (fixture->rois, written);
  set = write_and_read (fixture, NULL);
  roi = set->rois->pdata[0];
  g_assert_cmpuint (rim_mask_get_grid (roi->mask)->size[2], ==, N_SLICES);
  g_assert_true (rim_mask_equal (roi->mask, written->mask));
}

/* Measures stand with each frame and nothing says which series it was drawn on:
 * others write so.
 */
static void
move_measures (RimDcmItem *dataset)
{
  const guint32 measures = RIM_DCM_TAG (0x0028, 0x9110);
  const guint32 frames = RIM_DCM_TAG (0x5200, 0x9230);
  RimDcmItem *shared = rim_dcm_item_get_item (dataset, RIM_DCM_TAG (0x5200, 0x9229), 0);
  double spacing[2];

  g_assert_true (rim_dcm_item_get_doubles (rim_dcm_item_get_item (shared, measures, 0),
                                           RIM_DCM_TAG (0x0028, 0x0030), spacing, 2));
  rim_dcm_item_remove (shared, measures);
  rim_dcm_item_remove (dataset, RIM_DCM_TAG (0x0008, 0x1115));
  for (guint f = 0; f < rim_dcm_item_get_n_items (dataset, frames); f++)
    rim_dcm_item_put_doubles (rim_dcm_item_add_item (rim_dcm_item_get_item (dataset, frames, f), measures),
                              RIM_DCM_TAG (0x0028, 0x0030), spacing, 2);
}

static void
test_per_frame (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *moved = g_build_filename (fixture->folder, "moved.dcm", NULL);
  g_autoptr(RimRoiSet) written = NULL;
  g_autoptr(RimRoiSet) set = NULL;
  g_autoptr(RimDcmFile) file = NULL;
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (fixture->rois, make_roi (1, "GTV", 0.5));
  written = write_and_read (fixture, NULL);
  file = rim_dcm_file_open (fixture->path, &error);
  g_assert_no_error (error);
  move_measures (rim_dcm_file_get_dataset (file));
  g_assert_true (rim_dcm_file_save (file, moved, &error));
  g_assert_no_error (error);

  set = rim_seg_read (moved, RIM_SEG_DEFAULT_THRESHOLD, &error);
  g_assert_no_error (error);
  g_assert_null (set->referenced_series_uid);
  g_assert_cmpstr (set->frame_of_reference_uid, ==, "2.25.1003");
  g_assert_true (rim_grid_equal (rim_mask_get_grid (((RimRoi *) set->rois->pdata[0])->mask), &fixture->grid, 1e-6));
  g_assert_true (rim_mask_equal (((RimRoi *) set->rois->pdata[0])->mask,
                                 ((RimRoi *) fixture->rois->pdata[0])->mask));
}

static void
test_uneven (Fixture       *fixture,
             gconstpointer  data)
{
  const double positions[N_SLICES] = { 881.0, 882.0, 889.0, 893.5, 894.5 };
  g_autoptr(RimRoiSet) set = NULL;
  RimRoi *roi;

  g_ptr_array_add (fixture->rois, make_roi (1, "GTV", 0.5));
  set = write_and_read (fixture, positions);
  roi = set->rois->pdata[0];
  g_assert_cmpuint (rim_mask_get_grid (roi->mask)->size[2], ==, N_SLICES);
  g_assert_true (rim_mask_equal (roi->mask, ((RimRoi *) fixture->rois->pdata[0])->mask));
  g_assert_nonnull (set->slice_positions);
  for (guint k = 0; k < N_SLICES; k++)
    g_assert_cmpfloat_with_epsilon (set->slice_positions[k], positions[k], 1e-6);
}

static void
test_attributes (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(RimRoiSet) set = NULL;
  RimRoi *roi = make_roi (1, "GTV 1", 0.5);

  rim_code_set (&roi->category, "49755003", "SCT", "Morphologically Abnormal Structure");
  rim_code_set (&roi->type, "86049000", "SCT", "Neoplasm, Primary");
  rim_code_set (&roi->region, "39607008", "SCT", "Lung");
  roi->tracking_id = g_strdup ("Lesion 1");
  roi->tracking_uid = g_strdup ("2.25.77");
  roi->description = g_strdup ("Drawn in a test");
  roi->algorithm = g_strdup ("SEMIAUTOMATIC");
  roi->has_color = TRUE;
  memcpy (roi->color, ((guint8[]) { 250, 3, 77 }), 3);
  g_ptr_array_add (fixture->rois, roi);
  g_ptr_array_add (fixture->rois, make_roi (2, "Organ", 0.0));
  ((RimRoi *) fixture->rois->pdata[1])->interpreted_type = g_strdup ("ORGAN");

  set = write_and_read (fixture, NULL);
  roi = set->rois->pdata[0];
  g_assert_cmpstr (roi->category.value, ==, "49755003");
  g_assert_cmpstr (roi->type.meaning, ==, "Neoplasm, Primary");
  g_assert_cmpstr (roi->region.value, ==, "39607008");
  g_assert_cmpstr (roi->tracking_id, ==, "Lesion 1");
  g_assert_cmpstr (roi->tracking_uid, ==, "2.25.77");
  g_assert_cmpstr (roi->description, ==, "Drawn in a test");
  g_assert_cmpstr (roi->algorithm, ==, "SEMIAUTOMATIC");
  g_assert_true (roi->has_color);
  g_assert_cmpmem (roi->color, 3, ((guint8[]) { 250, 3, 77 }), 3);

  rim_test_dciodvfy_or_skip (fixture->path);
}

static void
test_refuses (Fixture       *fixture,
              gconstpointer  data)
{
  const RimSegOptions options = { "Test", fixture->source, &fixture->grid, NULL };
  g_autoptr(GError) error = NULL;

  g_assert_false (rim_seg_write_with (fixture->path, fixture->rois, &options, &error));
  g_assert_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_FAILED);
  g_clear_error (&error);

  g_ptr_array_add (fixture->rois, make_roi (1, "GTV", 0.5));
  fixture->grid.size[0]++;
  g_assert_false (rim_seg_write_with (fixture->path, fixture->rois, &options, &error));
  g_assert_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_FAILED);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_cielab (void)
{
  guint16 lab[3];

  /* White and black have no colour; red from the ICC's sRGB profile. */
  rim_cielab_from_rgb ((guint8[]) { 255, 255, 255 }, lab);
  g_assert_cmpint (abs (lab[0] - 65535), <=, 2);
  g_assert_cmpint (abs (lab[1] - 32896), <=, 3);
  g_assert_cmpint (abs (lab[2] - 32896), <=, 3);
  rim_cielab_from_rgb ((guint8[]) { 255, 0, 0 }, lab);
  g_assert_cmpfloat_with_epsilon (lab[0] / 65535.0 * 100.0, 54.29, 0.02);
  g_assert_cmpfloat_with_epsilon (lab[1] / 65535.0 * 255.0 - 128.0, 80.81, 0.05);
  g_assert_cmpfloat_with_epsilon (lab[2] / 65535.0 * 255.0 - 128.0, 69.89, 0.05);

  for (guint n = 0; n < 4096; n++)
    {
      const guint8 rgb[3] = { (guint8) ((n >> 8) * 17), (guint8) ((n >> 4 & 15) * 17), (guint8) ((n & 15) * 17) };
      guint8 again[3];

      rim_cielab_from_rgb (rgb, lab);
      rim_cielab_to_rgb (lab, again);
      g_assert_cmpmem (rgb, 3, again, 3);
    }
}

#define ADD(name_, func_) \
  g_test_add ("/seg/" name_, Fixture, NULL, set_up, func_, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("round-trip", test_round_trip);
  ADD ("numbers", test_numbers);
  ADD ("sparse", test_sparse);
  ADD ("per-frame", test_per_frame);
  ADD ("uneven", test_uneven);
  ADD ("attributes", test_attributes);
  ADD ("refuses", test_refuses);
  g_test_add_func ("/seg/cielab", test_cielab);

  return g_test_run ();
}
