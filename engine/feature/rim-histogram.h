/* rim-histogram.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-mask.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

#define RIM_HISTOGRAM_MAX_BINS 1024

/**
 * RimHistogram:
 * @lower: where bin 0 begins, in the unit of the image
 * @width: of each bin
 * @n_bins: how many
 * @counts: (array length=n_bins): voxels in each; a voxel on an edge is in the
 *   upper bin
 * @n_voxels: voxels that count
 * @most: the greatest of @counts
 * @min: the least intensity
 * @max: the greatest
 *
 * How often which intensity occurs in a VOI. Plain data.
 */
typedef struct
{
  double  lower;
  double  width;
  guint   n_bins;
  gsize  *counts;
  gsize   n_voxels;
  gsize   most;
  double  min;
  double  max;
} RimHistogram;

RimHistogram *rim_histogram_new      (RimVolume          *image,
                                      RimMask            *mask,
                                      double              width,
                                      guint               n_bins,
                                      GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void          rim_histogram_free     (RimHistogram       *self);
gboolean      rim_histogram_find_bin (const RimHistogram *self,
                                      double              value,
                                      guint              *bin);

RimMask      *rim_mask_select_range  (RimMask            *mask,
                                      RimVolume          *image,
                                      double              lower,
                                      double              upper) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimHistogram, rim_histogram_free)

G_END_DECLS
