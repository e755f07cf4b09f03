/* fuzz-dicom.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-series.h"
#include "rim-fuzz.h"

static void
read_file (const char *path)
{
  const char *paths[] = { path, NULL };
  g_autoptr(GPtrArray) refused = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) all = rim_dicom_scan (paths, refused, NULL, NULL, NULL, NULL);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      RimSeries *series = all->pdata[i];
      g_autoptr(RimVolume) volume = rim_series_load (series, NULL, NULL, NULL);

      if (volume != NULL)
        g_assert_cmpuint (rim_volume_get_n_ready (volume), ==, series->n_slices);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize         length)
{
  return rim_fuzz_file (bytes, length, read_file);
}
