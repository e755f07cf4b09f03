/* rl-viewport.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "core/rim-affine.h"

G_BEGIN_DECLS

#define RL_TYPE_VIEWPORT (rl_viewport_get_type ())

/**
 * RlViewport:
 *
 * Which part of the planes of one orientation is shown, and how it is turned. The canvases of an
 * orientation share one, so that CT, PET and fusion stay side by side.
 *
 * Signal "changed".
 */
G_DECLARE_FINAL_TYPE (RlViewport, rl_viewport, RL, VIEWPORT, GObject)

RlViewport *rl_viewport_new (void) G_GNUC_WARN_UNUSED_RESULT;
void        rl_viewport_reset      (RlViewport    *self);
void        rl_viewport_fit        (RlViewport    *self);
void        rl_viewport_flip       (RlViewport    *self);
void        rl_viewport_rotate     (RlViewport    *self);
void        rl_viewport_set_turn   (RlViewport    *self,
                                    gboolean       flipped,
                                    guint          quarters);
gboolean    rl_viewport_get_flipped  (RlViewport  *self);
guint       rl_viewport_get_quarters (RlViewport  *self);
double      rl_viewport_get_zoom   (RlViewport    *self);
gboolean    rl_viewport_get_center (RlViewport    *self,
                                    RimVec3       *center);
void        rl_viewport_set        (RlViewport    *self,
                                    double         zoom,
                                    const RimVec3 *center);

G_END_DECLS
