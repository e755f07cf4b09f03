/* rim-seg.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-roi.h"
#include "volume/rim-source.h"

G_BEGIN_DECLS

/* Fractions from here on are in, unless a user wants another limit. */
#define RIM_SEG_DEFAULT_THRESHOLD 0.5

/**
 * RimSegOptions:
 * @label: (nullable): what the segmentation is
 * @image: the image it was drawn on
 * @grid: the grid of the masks, which is the image's where their slices are as
 *   many
 * @slice_positions: (nullable): the true positions of its slices along the
 *   normal, LPS mm, where they are not even
 */
typedef struct
{
  const char    *label;
  RimSource     *image;
  const RimGrid *grid;
  const double  *slice_positions;
} RimSegOptions;

RimRoiSet *rim_seg_read  (const char     *path,
                          double          threshold,
                          GError        **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   rim_seg_write (const char     *path,
                          GPtrArray      *rois,
                          const char     *label,
                          RimSource      *image,
                          const RimGrid  *grid,
                          GError        **error);
gboolean   rim_seg_write_with (const char           *path,
                               GPtrArray            *rois,
                               const RimSegOptions  *options,
                               GError              **error);

G_END_DECLS
