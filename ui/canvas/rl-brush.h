/* rl-brush.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-session.h"

G_BEGIN_DECLS

#define RL_BRUSH_ERROR (rl_brush_error_quark ())

/**
 * RlBrushError:
 * @RL_BRUSH_ERROR_LOCKED: the active lesion is locked
 * @RL_BRUSH_ERROR_NOTHING: there is nothing to draw on or to erase
 *
 * Why a stroke cannot begin.
 */
typedef enum
{
  RL_BRUSH_ERROR_LOCKED,
  RL_BRUSH_ERROR_NOTHING,
} RlBrushError;

/**
 * RlBrush:
 *
 * A stroke of the brush or the eraser from press to release.
 */
typedef struct _RlBrush RlBrush;

GQuark   rl_brush_error_quark (void);
RlBrush *rl_brush_begin       (RlSession      *session,
                               RimVec3         normal,
                               gboolean        erase,
                               GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void     rl_brush_extend      (RlBrush        *self,
                               const RimVec3  *points,
                               gsize           n_points);
void     rl_brush_commit      (RlBrush        *self);
void     rl_brush_cancel      (RlBrush        *self);

G_END_DECLS
