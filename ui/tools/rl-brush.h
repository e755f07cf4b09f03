/* rl-brush.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-session.h"

G_BEGIN_DECLS

/**
 * RlBrush:
 *
 * A stroke of the brush or the eraser from press to release.
 */
typedef struct _RlBrush RlBrush;

RlBrush *rl_brush_begin       (RlSession      *session,
                               RlLayerKind     layer,
                               RimVec3         point,
                               RimVec3         normal,
                               gboolean        erase,
                               GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void     rl_brush_extend      (RlBrush        *self,
                               const RimVec3  *points,
                               gsize           n_points);
void     rl_brush_commit      (RlBrush        *self);
void     rl_brush_cancel      (RlBrush        *self);

G_END_DECLS
