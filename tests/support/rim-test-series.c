/* rim-test-series.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-test-series.h"

#include "dicom/rim-dcm.h"
#include "dicom/rim-rtstruct.h"
#include "dicom/rim-series.h"

#define SIZE 16

/**
 * rim_test_series_dup_uid:
 * @name: the name of a study or series
 *
 * Returns: (transfer full): its UID
 */
char *
rim_test_series_dup_uid (const char *name)
{
  return rim_dcm_uid_from_name (name);
}

static void
put_uid (RimDcmItem *item,
         guint32     tag,
         const char *name)
{
  g_autofree char *uid = rim_dcm_uid_from_name (name);

  rim_dcm_item_put_string (item, tag, uid);
}

static void
put_identity (RimDcmItem          *item,
              const RimTestSeries *series,
              guint                k)
{
  g_autofree char *sop = g_strdup_printf ("%s %u", series->name, k);
  g_autofree char *frame = g_strconcat (series->study != NULL ? series->study : series->name, " frame",
                                        NULL);

  rim_dcm_item_put_string (item, RIM_DCM_TAG (0x0008, 0x0016),
                           g_str_equal (series->modality, "PT") ? "1.2.840.10008.5.1.4.1.1.128"
                                                                : "1.2.840.10008.5.1.4.1.1.2");
  put_uid (item, RIM_DCM_TAG (0x0008, 0x0018), sop);
  rim_dcm_item_put_string (item, RIM_DCM_TAG (0x0008, 0x0020),
                           series->date != NULL ? series->date : "20260102");
  rim_dcm_item_put_string (item, RIM_DCM_TAG (0x0008, 0x0060), series->modality);
  rim_dcm_item_put_string (item, RIM_DCM_TAG (0x0008, 0x103e), series->name);
  rim_dcm_item_put_string (item, RIM_DCM_TAG (0x0010, 0x0010), series->patient);
  rim_dcm_item_put_string (item, RIM_DCM_TAG (0x0010, 0x0020), series->patient);
  if (series->study != NULL)
    {
      put_uid (item, RIM_DCM_TAG (0x0020, 0x000d), series->study);
      put_uid (item, RIM_DCM_TAG (0x0020, 0x000e), series->name);
    }
  put_uid (item, RIM_DCM_TAG (0x0020, 0x0052), frame);
  rim_dcm_item_put_int (item, RIM_DCM_TAG (0x0020, 0x0013), k + 1);
}

static void
put_image (RimDcmItem *item,
           guint       k)
{
  guint16 pixels[SIZE * SIZE];

  for (guint v = 0; v < G_N_ELEMENTS (pixels); v++)
    pixels[v] = (guint16) (1000 + k);

  rim_dcm_item_put_doubles (item, RIM_DCM_TAG (0x0020, 0x0032), (double[]) { -8, -8, 2.0 * k }, 3);
  rim_dcm_item_put_doubles (item, RIM_DCM_TAG (0x0020, 0x0037), (double[]) { 1, 0, 0, 0, 1, 0 }, 6);
  rim_dcm_item_put_int (item, RIM_DCM_TAG (0x0028, 0x0002), 1);
  rim_dcm_item_put_string (item, RIM_DCM_TAG (0x0028, 0x0004), "MONOCHROME2");
  rim_dcm_item_put_int (item, RIM_DCM_TAG (0x0028, 0x0010), SIZE);
  rim_dcm_item_put_int (item, RIM_DCM_TAG (0x0028, 0x0011), SIZE);
  rim_dcm_item_put_doubles (item, RIM_DCM_TAG (0x0028, 0x0030), (double[]) { 1, 1 }, 2);
  rim_dcm_item_put_int (item, RIM_DCM_TAG (0x0028, 0x0100), 16);
  rim_dcm_item_put_int (item, RIM_DCM_TAG (0x0028, 0x0101), 16);
  rim_dcm_item_put_int (item, RIM_DCM_TAG (0x0028, 0x0102), 15);
  rim_dcm_item_put_int (item, RIM_DCM_TAG (0x0028, 0x0103), 0);
  rim_dcm_item_put_double (item, RIM_DCM_TAG (0x0028, 0x1052), -1024);
  rim_dcm_item_put_double (item, RIM_DCM_TAG (0x0028, 0x1053), 1);
  rim_dcm_item_put_words (item, RIM_DCM_PIXEL_DATA, pixels, G_N_ELEMENTS (pixels));
}

/**
 * rim_test_series_write:
 * @folder: where to write it
 * @series: what to write
 *
 * Writes one file per slice.
 */
void
rim_test_series_write (const char          *folder,
                       const RimTestSeries *series)
{
  for (guint k = 0; k < series->n_slices; k++)
    {
      g_autoptr(RimDcmFile) file = rim_dcm_file_new ();
      g_autofree char *name = g_strdup_printf ("%s %04u", series->name, k);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr(GError) error = NULL;

      put_identity (rim_dcm_file_get_dataset (file), series, k);
      put_image (rim_dcm_file_get_dataset (file), k);
      rim_dcm_file_save_unsynced (file, path, &error);
      g_assert_no_error (error);
    }
}

static RimRoi *
make_roi (guint          number,
          const RimGrid *grid)
{
  RimRoi *roi = rim_roi_new ();
  g_autofree guint8 *voxels = g_malloc0 (rim_grid_get_n_voxels (grid));

  for (guint k = number; k < grid->size[2]; k++)
    for (guint j = 3; j < 9; j++)
      for (guint i = 4; i < 8 + number; i++)
        voxels[(k * SIZE + j) * SIZE + i] = 1;

  roi->number = number;
  roi->name = g_strdup_printf ("ROI %u", number);
  roi->interpreted_type = g_strdup ("GTV");
  roi->mask = rim_mask_new_from_bytes (grid, voxels);
  roi->contours = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_contour_unref);

  for (guint k = 0; k < grid->size[2]; k++)
    {
      g_autoptr(GPtrArray) slice = rim_mask_trace_slice (roi->mask, k);

      for (guint n = 0; n < slice->len; n++)
        g_ptr_array_add (roi->contours, rim_contour_ref (g_ptr_array_index (slice, n)));
    }

  return roi;
}

/**
 * rim_test_series_add_rois:
 * @folder: where the series was written
 * @series: the series
 *
 * Writes an RT structure set of two regions on a series beside it.
 *
 * Returns: (transfer full): its path
 */
char *
rim_test_series_add_rois (const char          *folder,
                          const RimTestSeries *series)
{
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GPtrArray) rois = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);
  g_autofree char *uid = rim_dcm_uid_from_name (series->name);
  g_autofree char *name = g_strdup_printf ("%s rois", series->name);
  g_autoptr(GError) error = NULL;
  char *path = g_build_filename (folder, name, NULL);

  found = rim_dicom_scan ((const char *const[]) { folder, NULL }, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < found->len; i++)
    {
      RimSeries *image = g_ptr_array_index (found, i);

      if (g_strcmp0 (image->source->series_uid, uid) != 0)
        continue;

      for (guint number = 1; number <= 2; number++)
        g_ptr_array_add (rois, make_roi (number, &image->grid));
      rim_rtstruct_write (path, rois, "Test", image->source, &image->grid, &error);
      g_assert_no_error (error);
    }

  g_assert_cmpuint (rois->len, ==, 2);

  return path;
}
