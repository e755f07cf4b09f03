/* bench-load-ct.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define BENCH_CT_SLICES 600
#define BENCH_CT_SIZE   512

/**
 * BenchLoadCt:
 * @scan: seconds to find, read and group the files
 * @first: seconds until the first slice could be looked at, scan included
 * @load: seconds in all
 * @voxel_bytes: what the voxels alone take
 * @peak_bytes: the most memory the process had
 *
 * What one run of the workload "load-ct-600" costs.
 */
typedef struct
{
  double  scan;
  double  first;
  double  load;
  guint64 voxel_bytes;
  guint64 peak_bytes;
} BenchLoadCt;

gboolean bench_load_ct_write (const char   *folder,
                              guint         n_slices,
                              GError      **error);
gboolean bench_load_ct_run   (const char   *folder,
                              BenchLoadCt  *result,
                              GError      **error);

G_END_DECLS
