/* rim-paint.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-paint-private.h"

#define ALPHA 0xff000000u

/* A window of no width is a step; of the least the scale is still a float. */
#define STEP        1e-6
#define LEAST_WIDTH 1e-30

/* DICOM PS3.3 C.11.2.1.2.1 counts the window's width in steps of 1, as befits
 * HU; C.11.2.1.3.2 has real values.
 */
static void
init_window (RimPaint  *self,
             RimWindow  window,
             RimUnit    unit)
{
  gboolean is_exact = unit != RIM_UNIT_HU && unit != RIM_UNIT_STORED;
  double width = is_exact ? window.width : window.width - 1.0;
  double center = is_exact ? window.center : window.center - 0.5;

  self->center = (float) center;
  self->scale = (float) (255.0 / (width > 0.0 ? MAX (width, LEAST_WIDTH) : STEP));
}

/**
 * rim_paint_init:
 * @self: (out caller-allocates): the colours
 * @layer: an image and how it is shown
 *
 * Opaque colours, whatever the opacity of @layer.
 */
void
rim_paint_init (RimPaint       *self,
                const RimLayer *layer)
{
  const RimColormap *colormap = layer->colormap;

  if (colormap == NULL)
    colormap = rim_colormap_find ("grey");

  init_window (self, layer->window, rim_volume_get_unit (layer->volume));
  self->threshold = isnan (layer->threshold) ? -INFINITY : (float) layer->threshold;
  for (guint i = 0; i < 256; i++)
    self->colors[i] = ALPHA | colormap->colors[layer->invert ? 255 - i : i];
}

/**
 * rim_paint_set_opacity:
 * @self: colours
 * @opacity: 0 to 1
 * @fade: the part of the window over which it rises, as in #RimLayer
 *
 * Opacity goes with the value, whichever way the colours run.
 */
void
rim_paint_set_opacity (RimPaint *self,
                       double    opacity,
                       double    fade)
{
  opacity = CLAMP (opacity, 0.0, 1.0);
  fade = CLAMP (fade, 0.0, 1.0);

  for (guint i = 0; i < 256; i++)
    {
      double part = fade > 0.0 ? MIN (i / (255.0 * fade), 1.0) : 1.0;
      guint32 alpha = (guint32) (opacity * part * 255.0 + 0.5);

      self->colors[i] = (self->colors[i] & ~ALPHA) | alpha << 24;
    }
}
