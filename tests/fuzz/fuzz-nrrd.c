/* fuzz-nrrd.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "format/rim-image.h"
#include "format/rim-nrrd.h"
#include "rim-fuzz.h"

static void
read_file (const char *path)
{
  g_autoptr(RimVolume) volume = rim_nrrd_read (path, NULL);
  g_autoptr(RimRoiSet) labels = rim_nrrd_read_labels (path, NULL);

  if (labels != NULL)
    g_assert_nonnull (labels->rois);
  if (volume != NULL)
    g_assert_true (rim_grid_is_valid (rim_volume_get_grid (volume)));
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize         length)
{
  return rim_fuzz_file (bytes, length, read_file);
}
