/* rim-test-case.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-test-case.h"

#include "dicom/rim-roi-match.h"
#include "dicom/rim-rtstruct.h"
#include "dicom/rim-series.h"
#include "format/rim-nifti.h"
#include "rim-test-data.h"
#include "volume/rim-mask-resample.h"

/* On the grid of the image itself, of which it may differ by rounding. */
static void
take_only_roi (RimTestCase *self,
               RimRoiSet   *set)
{
  const RimRoi *roi;

  g_assert_cmpuint (set->rois->len, ==, 1);
  roi = g_ptr_array_index (set->rois, 0);
  self->mask = rim_mask_resample (roi->mask, rim_volume_get_grid (self->image));
  g_assert_cmpuint (rim_mask_count (self->mask), ==, rim_mask_count (roi->mask));
}

static void
load_dicom (RimTestCase *self,
            const char  *folder,
            const char  *structures)
{
  const char *const paths[] = { folder, NULL };
  const RimLoadOptions options = { .unit = RIM_UNIT_STORED };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) series = rim_dicom_scan (paths, NULL, NULL, NULL, NULL, &error);
  g_autoptr(RimRoiSet) set = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (series->len, ==, 1);
  self->image = rim_series_load (series->pdata[0], &options, NULL, &error);
  g_assert_no_error (error);

  set = rim_rtstruct_read (structures, &error);
  g_assert_no_error (error);
  g_assert_true (rim_roi_match_series (set, series->pdata[0], &error));
  take_only_roi (self, set);
}

static void
load_nifti (RimTestCase *self,
            const char  *image,
            const char  *mask)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimRoiSet) set = NULL;

  self->image = rim_nifti_read (image, &error);
  g_assert_no_error (error);
  set = rim_nifti_read_labels (mask, &error);
  g_assert_no_error (error);
  take_only_roi (self, set);
}

/**
 * rim_test_case_load_or_skip:
 * @self: (out): a case, to be cleared
 * @image: below the folder of data: a NIfTI, or a folder of DICOM files
 * @mask: the same: a NIfTI, or an RTSTRUCT
 *
 * Returns: whether the data are there; the test is marked as skipped where not
 */
gboolean
rim_test_case_load_or_skip (RimTestCase *self,
                            const char  *image,
                            const char  *mask)
{
  g_autofree char *image_path = rim_test_data_or_skip (image);
  g_autofree char *mask_path = image_path != NULL ? rim_test_data_or_skip (mask) : NULL;

  *self = (RimTestCase) { NULL, NULL };
  if (mask_path == NULL)
    return FALSE;

  (g_file_test (image_path, G_FILE_TEST_IS_DIR) ? load_dicom : load_nifti)(self, image_path, mask_path);

  return TRUE;
}

void
rim_test_case_clear (RimTestCase *self)
{
  g_clear_pointer (&self->image, rim_volume_unref);
  g_clear_pointer (&self->mask, rim_mask_unref);
}
