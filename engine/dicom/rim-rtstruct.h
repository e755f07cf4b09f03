/* rim-rtstruct.h
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

/**
 * RimRtstructApproval:
 * @rejected: whether it was rejected, and not approved
 * @reviewer: (nullable): who did
 * @time: when, microseconds since 1970, UTC; 0 where that is not known
 *
 * What somebody said of all that is in a structure set (PS3.3 C.8.8.16).
 */
typedef struct
{
  gboolean    rejected;
  const char *reviewer;
  gint64      time;
} RimRtstructApproval;

/**
 * RimRtstructOptions:
 * @label: (nullable): the Structure Set Label, of which 16 characters are kept
 * @image: the image the regions were drawn on
 * @grid: its grid
 * @slice_positions: (nullable): the true positions of its slices along the
 *   normal, LPS mm, where they are not even
 * @keyholes: whether holes are joined to what surrounds them by a slit, for
 *   planning systems that know outer contours only; contours that came from a
 *   file stay as they came all the same
 * @approval: (nullable): who approved or rejected it; %NULL where nobody did
 */
typedef struct
{
  const char                *label;
  RimSource                 *image;
  const RimGrid             *grid;
  const double              *slice_positions;
  gboolean                   keyholes;
  const RimRtstructApproval *approval;
} RimRtstructOptions;

RimRoiSet *rim_rtstruct_read  (const char       *path,
                               GError          **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   rim_rtstruct_write (const char       *path,
                               GPtrArray        *rois,
                               const char       *label,
                               RimSource        *image,
                               const RimGrid    *grid,
                               GError          **error);
gboolean   rim_rtstruct_write_with (const char               *path,
                                    GPtrArray                *rois,
                                    const RimRtstructOptions *options,
                                    GError                  **error);

const char *rim_contour_kind_get_dicom_name (RimContourKind kind);

G_END_DECLS
