/* rl-crosshair.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-session.h"

G_BEGIN_DECLS

#define RL_CROSSHAIR_N_LINES 2

/**
 * RlCrosshairLine:
 * @plane: which plane it stands for
 * @exists: whether that meets the plane it is seen on
 * @dx: along the line, unit length, in pixels of the widget
 * @dy: along the line
 * @half: half of how thick the plane is, in pixels; 0 where it is no slab
 */
typedef struct
{
  RimOrientation plane;
  gboolean       exists;
  double         dx;
  double         dy;
  double         half;
} RlCrosshairLine;

/**
 * RlCrosshair:
 * @x: where the planes meet, from the left, in pixels of the widget
 * @y: from the top
 * @width: of the widget
 * @height: of the widget
 * @lines: the other planes
 *
 * The crosshair as one plane shows it.
 */
typedef struct
{
  double          x;
  double          y;
  double          width;
  double          height;
  RlCrosshairLine lines[RL_CROSSHAIR_N_LINES];
} RlCrosshair;

/**
 * RlCrosshairPart:
 * @RL_CROSSHAIR_NOTHING: beside it
 * @RL_CROSSHAIR_LINE: a line, which is moved
 * @RL_CROSSHAIR_END: the outer part of a line, which is turned
 *
 * What of a crosshair is under the pointer.
 */
typedef enum
{
  RL_CROSSHAIR_NOTHING,
  RL_CROSSHAIR_LINE,
  RL_CROSSHAIR_END,
} RlCrosshairPart;

typedef struct
{
  RlCrosshairPart part;
  guint           line;
} RlCrosshairHit;

void            rl_crosshair_init       (RlCrosshair       *self,
                                         RlSession         *session,
                                         RimOrientation     view,
                                         const RimPlane    *plane,
                                         int                scale_factor);
RlCrosshairHit  rl_crosshair_hit        (const RlCrosshair *self,
                                         double             x,
                                         double             y);
void            rl_crosshair_paint      (const RlCrosshair *self,
                                         GtkSnapshot       *snapshot,
                                         RlCrosshairHit     hover,
                                         float              alpha,
                                         gboolean           is_strong);
GdkCursor      *rl_crosshair_new_cursor (const RlCrosshair *self,
                                         RlCrosshairHit     hit) G_GNUC_WARN_UNUSED_RESULT;
const GdkRGBA  *rl_plane_get_color      (RimOrientation plane);

G_END_DECLS
