/* rim-paint-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "view/rim-render.h"

G_BEGIN_DECLS

/**
 * RimPaint:
 * @center: the value that becomes mid grey
 * @scale: levels per value
 * @threshold: values below are transparent; -INFINITY for none
 * @colors: of the 256 levels, 0xAARRGGBB, not premultiplied
 *
 * Which colour a value of a layer has, as the kernels want to know it.
 */
typedef struct
{
  float   center;
  float   scale;
  float   threshold;
  guint32 colors[256];
} RimPaint;

void rim_paint_init        (RimPaint       *self,
                            const RimLayer *layer);
void rim_paint_set_opacity (RimPaint       *self,
                            double          opacity,
                            double          fade);

G_END_DECLS
