/* rl-scale-bar.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/rl-pen.h"

G_BEGIN_DECLS

/**
 * RlScaleBar:
 * @mm: how long it is in the patient
 * @length: and on the screen, in pixels of the widget
 * @x: its place from the left
 * @y: that of its upper end
 *
 * An upright bar at the right edge, above the letter, as on film.
 */
typedef struct
{
  double mm;
  double length;
  double x;
  double y;
} RlScaleBar;

void  rl_scale_bar_init     (RlScaleBar       *self,
                             double            width,
                             double            height,
                             double            mm_per_pixel);
void  rl_scale_bar_paint    (const RlScaleBar *self,
                             GtkSnapshot      *snapshot,
                             const RlPen      *pen);
char *rl_scale_bar_dup_text (const RlScaleBar *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
