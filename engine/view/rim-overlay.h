/* rim-overlay.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "view/rim-render.h"

G_BEGIN_DECLS

/**
 * RimOverlay:
 * @x: its left column, in pixels of the plane
 * @y: its upper row
 * @width: in pixels
 * @height: in pixels
 * @pixels: (array): rows of premultiplied pixels (0xAARRGGBB in the byte order of the
 *   machine); 0 where there is nothing to see
 *
 * One layer on a plane, to be laid over a picture: only the rectangle of the plane that
 * the image covers.
 */
typedef struct
{
  guint    x;
  guint    y;
  guint    width;
  guint    height;
  guint32 *pixels;
} RimOverlay;

RimOverlay *rim_overlay_new  (const RimLayer *layer,
                              const RimPlane *plane) G_GNUC_WARN_UNUSED_RESULT;
void        rim_overlay_free (RimOverlay     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimOverlay, rim_overlay_free)

G_END_DECLS
