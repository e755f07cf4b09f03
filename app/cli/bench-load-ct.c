/* bench-load-ct.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench-load-ct.h"

#include <sys/resource.h>

#include "bench-series.h"
#include "dicom/rim-series.h"

typedef struct
{
  gint64 start;
  gint64 first;                    /* atomic */
} Watch;

static void
slice_ready_cb (RimVolume *volume,
                guint      k,
                gpointer   data)
{
  Watch *watch = data;
  gint64 none = 0;
  gint64 now = g_get_monotonic_time ();

  __atomic_compare_exchange_n (&watch->first, &none, now, FALSE, __ATOMIC_RELAXED,
                               __ATOMIC_RELAXED);
}

static double
since (gint64 start)
{
  return 1e-6 * (double) (g_get_monotonic_time () - start);
}

static guint64
get_peak_bytes (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (guint64) usage.ru_maxrss * 1024;
}

/**
 * bench_load_ct_write:
 * @folder: an empty folder
 * @n_slices: how many slices
 * @error: where to put an error
 *
 * Writes an uncompressed CT of 16 bits, one file for each slice.
 */
gboolean
bench_load_ct_write (const char  *folder,
                     guint        n_slices,
                     GError     **error)
{
  const BenchSeries series = { "CT", 1, BENCH_CT_SIZE, n_slices, 0.9765625, 1.0 };

  return bench_series_write (&series, folder, error);
}

/**
 * bench_load_ct_run:
 * @folder: what bench_load_ct_write() filled
 * @result: (out): the figures
 * @error: where to put an error
 *
 * Scans the folder and loads what is in it.
 */
gboolean
bench_load_ct_run (const char   *folder,
                   BenchLoadCt  *result,
                   GError      **error)
{
  const char *paths[] = { folder, NULL };
  Watch watch = { .start = g_get_monotonic_time () };
  RimLoadOptions options = { .slice_ready = slice_ready_cb, .data = &watch };
  g_autoptr(GPtrArray) all = rim_dicom_scan (paths, NULL, NULL, NULL, NULL, error);
  g_autoptr(RimVolume) volume = NULL;

  if (all == NULL || all->len != 1)
    return FALSE;

  result->scan = since (watch.start);
  volume = rim_series_load (all->pdata[0], &options, NULL, error);
  if (volume == NULL)
    return FALSE;

  result->load = since (watch.start);
  result->first = 1e-6 * (double) (watch.first - watch.start);
  result->voxel_bytes = rim_grid_get_n_voxels (rim_volume_get_grid (volume)) *
                        rim_voxel_type_get_size (rim_volume_get_voxel_type (volume));
  result->peak_bytes = get_peak_bytes ();

  return TRUE;
}
