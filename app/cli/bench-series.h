/* bench-series.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BenchSeries:
 * @modality: "CT" or "PT"
 * @number: of the series; tells series of the study apart
 * @size: voxels across and down
 * @n_slices: how many
 * @pixel: mm between voxels of a slice
 * @distance: mm between slices
 *
 * An axial series of noise whose middle is the origin.
 */
typedef struct
{
  const char *modality;
  guint       number;
  guint       size;
  guint       n_slices;
  double      pixel;
  double      distance;
} BenchSeries;

gboolean bench_series_write (const BenchSeries  *self,
                             const char         *folder,
                             GError            **error);

G_END_DECLS
