/* rl-hand-paint.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "tools/rl-hand.h"

G_BEGIN_DECLS

/* How far lines reach beyond where they are, in pixels of the widget. */
#define RL_HAND_PAINT_HALO 3.0

/* What is being drawn, on a plane of the screen: points in LPS mm, on the screen in pixels
 * of the widget.
 */
cairo_t *rl_hand_paint_begin  (GtkSnapshot       *snapshot,
                               const RlHandPlace *place) G_GNUC_WARN_UNUSED_RESULT;
double   rl_hand_paint_get_xy (const RlHandPlace *place,
                               RimVec3            point,
                               double             xy[2]);
void     rl_hand_paint_trace  (cairo_t           *cr,
                               const RlHandPlace *place,
                               const RimVec3     *points,
                               gsize              n_points);
void     rl_hand_paint_knot   (cairo_t           *cr,
                               const RlHandPlace *place,
                               RimVec3            point,
                               gboolean           is_first);
void     rl_hand_paint_node   (cairo_t           *cr,
                               const RlHandPlace *place,
                               RimVec3            point,
                               const guint8       color[3],
                               gboolean           is_chosen);
void     rl_hand_paint_stroke (cairo_t           *cr,
                               const guint8       color[3]);

G_END_DECLS
