/* rl-pen.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RlPen:
 * @ink: of lines and letters
 * @halo: of the opposite brightness, around both
 * @plate: behind text, so that bone and air are no part of letters
 * @line: the width of a thin line, in pixels
 *
 * What is written with over images. Plain data.
 */
typedef struct
{
  GdkRGBA ink;
  GdkRGBA halo;
  GdkRGBA plate;
  double  line;
} RlPen;

void     rl_pen_init           (RlPen         *self,
                                gboolean       is_light);
void     rl_pen_init_colored   (RlPen         *self,
                                const RlPen   *plain,
                                const GdkRGBA *color);
void     rl_pen_append_rect    (GtkSnapshot   *snapshot,
                                const GdkRGBA *color,
                                double         x,
                                double         y,
                                double         width,
                                double         height);
void     rl_pen_append_letters (const RlPen   *self,
                                GtkSnapshot   *snapshot,
                                PangoLayout   *layout,
                                double         x,
                                double         y);
void     rl_pen_append_text    (const RlPen   *self,
                                GtkSnapshot   *snapshot,
                                PangoLayout   *layout,
                                double         x,
                                double         y);
void     rl_pen_stroke         (cairo_t       *cr,
                                const guint8  *color,
                                double         width,
                                int            scale_factor);
double   rl_pen_get_reach      (double width);
void     rl_pen_paint_frame    (GtkSnapshot   *snapshot,
                                GtkWidget     *pane);

G_END_DECLS
