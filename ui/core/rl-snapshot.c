/* rl-snapshot.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-snapshot.h"

/* Paints a rectangle that widgets have computed in double. */
void
rl_snapshot_append_rect (GtkSnapshot   *snapshot,
                         const GdkRGBA *color,
                         double         x,
                         double         y,
                         double         width,
                         double         height)
{
  gtk_snapshot_append_color (snapshot, color,
                             &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height));
}
