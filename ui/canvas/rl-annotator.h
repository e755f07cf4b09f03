/* rl-annotator.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/rl-annotations.h"
#include "core/rl-session.h"
#include "view/rim-plane.h"

G_BEGIN_DECLS

/**
 * RlAnnotator:
 *
 * A hand that draws a measurement or moves one, without a widget: from the first
 * press until the last point is placed. Points are dragged or clicked; between two
 * clicks the next point floats with the pointer.
 */
typedef struct _RlAnnotator RlAnnotator;

RlAnnotator *rl_annotator_begin      (RlSession          *session,
                                      RimMeasurementKind  kind,
                                      const RimPlane     *plane,
                                      RlLayerKind         layer,
                                      RimVec3             point) G_GNUC_WARN_UNUSED_RESULT;
RlAnnotator *rl_annotator_begin_edit (RlSession          *session,
                                      RimMeasurement     *measurement,
                                      int                 handle,
                                      RimVec3             point) G_GNUC_WARN_UNUSED_RESULT;
RlAnnotator *rl_annotator_begin_label (RlSession          *session,
                                       RimMeasurement     *measurement,
                                       RimVec3             middle,
                                       RimVec3             point) G_GNUC_WARN_UNUSED_RESULT;
void         rl_annotator_press      (RlAnnotator        *self,
                                      RimVec3             point);
void         rl_annotator_move       (RlAnnotator        *self,
                                      const RimVec3      *points,
                                      gsize               n_points);
gboolean     rl_annotator_release    (RlAnnotator        *self,
                                      gboolean            has_moved);
gboolean     rl_annotator_is_floating (RlAnnotator       *self);
gboolean     rl_annotator_is_edit    (RlAnnotator        *self);
gboolean     rl_annotator_is_outline (RlAnnotator        *self);
gboolean     rl_annotator_take_back  (RlAnnotator        *self);
const char  *rl_annotator_get_hint   (RlAnnotator        *self);
gboolean     rl_annotator_commit     (RlAnnotator        *self);
void         rl_annotator_finish     (RlAnnotator        *self);
void         rl_annotator_cancel     (RlAnnotator        *self);

G_END_DECLS
