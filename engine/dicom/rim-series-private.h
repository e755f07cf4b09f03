/* rim-series-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dicom/rim-series.h"
#include "dicom/rim-suv.h"

G_BEGIN_DECLS

/**
 * RimProgressReport:
 *
 * Passes progress on, at most ten times a second. Zero but for @func and @data
 * at first; any thread may report.
 */
typedef struct
{
  RimScanProgress func;
  gpointer        data;
  gint64          last;            /* monotonic µs, atomic */
} RimProgressReport;

void       rim_progress_report       (RimProgressReport *self,
                                      guint              n_done,
                                      guint              n_found);

/**
 * RimPlace:
 * @distance: along the normal of the frame, mm
 *
 * A frame on its way into a volume. It borrows its header.
 */
typedef struct
{
  RimDicomHeader *header;
  guint           frame;
  double          distance;
} RimPlace;

/**
 * RimPart:
 * @places: (element-type RimPlace): its slices, in the order of the volume
 * @is_placed: whether they have position and orientation
 * @why_split: (nullable): in what it differs from another part of its series
 * @n_copies: how many copies of an instance were left out
 * @n_dropped: how many slices at the position of another were left out
 *
 * The frames of a series that make one volume.
 */
typedef struct
{
  GArray     *places;
  gboolean    is_placed;
  const char *why_split;
  guint       n_copies;
  guint       n_dropped;
} RimPart;

void           rim_part_free             (RimPart             *self);
GPtrArray     *rim_series_split          (GPtrArray           *headers) G_GNUC_WARN_UNUSED_RESULT;
void           rim_series_lay_out        (RimSeries           *self,
                                          const RimPart       *part);
gboolean       rim_series_set_values     (RimSeries            *self,
                                          RimVolume            *volume,
                                          RimSource            *source,
                                          const RimLoadOptions *options,
                                          GError              **error);
void           rim_series_set_windows    (RimSeries            *self,
                                          RimVolume            *volume,
                                          RimSource            *source);
const RimDicomFrame *rim_place_get_frame (const RimPlace      *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimPart, rim_part_free)

G_END_DECLS
