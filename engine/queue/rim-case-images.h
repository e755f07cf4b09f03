/* rim-case-images.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "queue/rim-worklist.h"

G_BEGIN_DECLS

/**
 * RimCaseDrawing:
 * @series_id: the row of the image series that it lies on
 * @lesions: (element-type RimLesion): what is drawn, those that the protocol does
 *   not name too
 * @segmentation: the same with its journal, not tracked
 *
 * What is drawn in a case. Owned by the receiver.
 */
typedef struct
{
  gint64           series_id;
  GPtrArray       *lesions;
  RimSegmentation *segmentation;
} RimCaseDrawing;

RimCaseDrawing *rim_case_find_drawing   (const RimCase      *self,
                                         RimLibrary         *library,
                                         const RimProtocol  *protocol,
                                         GError            **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean        rim_case_drawing_answer (RimCaseDrawing     *self,
                                         RimLibrary         *library,
                                         const RimProtocol  *protocol,
                                         const char         *lesion,
                                         const char         *question,
                                         const char         *text,
                                         GError            **error);
void            rim_case_drawing_free   (RimCaseDrawing     *self);
gboolean        rim_case_find_series    (const RimCase      *self,
                                         RimLibrary         *library,
                                         const char         *modality,
                                         gint64             *series_id,
                                         GError            **error);
RimVolume      *rim_case_load_series    (RimLibrary         *library,
                                         gint64              series_id,
                                         GError            **error) G_GNUC_WARN_UNUSED_RESULT;
RimVolume      *rim_volume_resample_onto (RimVolume         *self,
                                          const RimGrid     *grid,
                                          GError           **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimCaseDrawing, rim_case_drawing_free)

G_END_DECLS
