/* fuzz-sr.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-sr.h"
#include "rim-fuzz.h"

/* Reports of measurements, alone and on an image. */
static void
read_file (const char *path)
{
  const RimGrid grid = { { 16, 16, 4 }, { { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 2, 0 } } } };
  g_autoptr(RimVolume) image = rim_volume_new (&grid, RIM_VOXEL_UINT8, NULL);
  g_autoptr(RimSource) source = rim_source_new ();
  g_autoptr(GPtrArray) images = g_ptr_array_new ();
  g_autoptr(RimSrReport) report = rim_sr_read (path, NULL, NULL);

  source->series_uid = g_strdup ("1.2.3.5");
  for (guint k = 0; k < 4; k++)
    rim_source_add_slice (source, k == 2 ? "1.2.3.5.3" : NULL, NULL, 0, 0);
  rim_volume_set_source (image, source);
  rim_volume_publish_all (image);
  g_ptr_array_add (images, image);

  g_clear_pointer (&report, rim_sr_report_free);
  report = rim_sr_read (path, images, NULL);
  for (guint i = 0; report != NULL && i < report->groups->len; i++)
    g_assert_true (rim_sr_group_equal (report->groups->pdata[i], report->groups->pdata[i]) ||
                   ((RimSrGroup *) report->groups->pdata[i])->values->len > 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize         length)
{
  return rim_fuzz_file (bytes, length, read_file);
}
