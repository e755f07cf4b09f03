/* rl-brush-limits.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * RlBrushLimit:
 * @RL_BRUSH_LIMIT_NONE: brushes change what they sweep
 * @RL_BRUSH_LIMIT_WINDOW: only what is neither darker nor brighter than the window
 * @RL_BRUSH_LIMIT_RANGE: only what has a value between two
 * @RL_BRUSH_LIMIT_LIKE: only what is nearly as bright as where the stroke begins
 *
 * Which voxels brushes leave alone.
 */
typedef enum
{
  RL_BRUSH_LIMIT_NONE,
  RL_BRUSH_LIMIT_WINDOW,
  RL_BRUSH_LIMIT_RANGE,
  RL_BRUSH_LIMIT_LIKE,
} RlBrushLimit;

GType rl_brush_limit_get_type (void);

#define RL_TYPE_BRUSH_LIMIT  (rl_brush_limit_get_type ())
#define RL_TYPE_BRUSH_LIMITS (rl_brush_limits_get_type ())

/* As many kinds of images as a session has. */
#define RL_BRUSH_LIMITS_N_IMAGES 2

/**
 * RlBrushLimits:
 *
 * What brushes of a session are limited by; numbers are of each image, in its unit.
 *
 * Properties: "kind" (RlBrushLimit), "limited" (boolean, whether there is one: switched on it
 * is the last one again).
 *
 * Signal "changed": something of it is another.
 */
G_DECLARE_FINAL_TYPE (RlBrushLimits, rl_brush_limits, RL, BRUSH_LIMITS, GObject)

RlBrushLimits *rl_brush_limits_new (void) G_GNUC_WARN_UNUSED_RESULT;
RlBrushLimit   rl_brush_limits_get_kind      (RlBrushLimits *self);
void           rl_brush_limits_set_kind      (RlBrushLimits *self,
                                              RlBrushLimit   kind);
gboolean       rl_brush_limits_get_range     (RlBrushLimits *self,
                                              guint          image,
                                              double        *low,
                                              double        *high);
void           rl_brush_limits_set_range     (RlBrushLimits *self,
                                              guint          image,
                                              double         low,
                                              double         high);
double         rl_brush_limits_get_tolerance (RlBrushLimits *self,
                                              guint          image);
void           rl_brush_limits_set_tolerance (RlBrushLimits *self,
                                              guint          image,
                                              double         tolerance);
void           rl_brush_limits_forget_ranges (RlBrushLimits *self);

G_END_DECLS
