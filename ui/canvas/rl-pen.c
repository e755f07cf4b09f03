/* rl-pen.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-pen.h"

#include "core/rl-contrast.h"

#define PLATE_MARGIN 3
#define PLATE_RADIUS 3

/* Outlines in high contrast: so much thicker, and black about them. */
#define STRONG_PART 1.4
#define STRONG_HALO 2.0

/* A color of a plane is so far on its way to white, or letters of it are thin. */
#define TINT 0.3f

/* On dark images, and on the light ones of inverse grey. */
static const RlPen pens[2] = {
  { { 0.87f, 0.88f, 0.90f, 1 }, { 0, 0, 0, 0.6f }, { 0, 0, 0, 0.4f }, 1 },
  { { 0.10f, 0.11f, 0.13f, 1 }, { 1, 1, 1, 0.6f }, { 1, 1, 1, 0.4f }, 1 },
};

static const RlPen strong_pens[2] = {
  { { 1, 1, 1, 1 }, { 0, 0, 0, 1 }, { 0, 0, 0, 0.8f }, 2 },
  { { 0, 0, 0, 1 }, { 1, 1, 1, 1 }, { 1, 1, 1, 0.8f }, 2 },
};

/* Of the pane that keys go to, and where the keyboard moved the focus there. */
static const GdkRGBA frame_colors[2] = {
  { 0.55f, 0.62f, 0.72f, 0.9f },
  { 0.47f, 0.68f, 0.93f, 1 },
};

static const GdkRGBA strong_frame_colors[2] = {
  { 1, 1, 1, 1 },
  { 1, 0.9f, 0.2f, 1 },
};

/**
 * rl_pen_init:
 * @self: a pen
 * @is_light: whether the image is light where there is nothing
 */
void
rl_pen_init (RlPen    *self,
             gboolean  is_light)
{
  g_return_if_fail (self != NULL);

  *self = rl_contrast_is_high () ? strong_pens[is_light ? 1 : 0] : pens[is_light ? 1 : 0];
}

/**
 * rl_pen_init_colored:
 * @self: a pen
 * @plain: a pen of no color
 * @color: what tells something from others; left out on light images, where all
 *   colors are faint
 */
void
rl_pen_init_colored (RlPen         *self,
                     const RlPen   *plain,
                     const GdkRGBA *color)
{
  g_return_if_fail (self != NULL);

  *self = *plain;
  if (plain->ink.red < 0.5f)
    return;

  self->ink.red = color->red + TINT * (1 - color->red);
  self->ink.green = color->green + TINT * (1 - color->green);
  self->ink.blue = color->blue + TINT * (1 - color->blue);
}

/* Nothing where there is no room. */
void
rl_pen_append_rect (GtkSnapshot   *snapshot,
                    const GdkRGBA *color,
                    double         x,
                    double         y,
                    double         width,
                    double         height)
{
  if (width > 0 && height > 0)
    gtk_snapshot_append_color (snapshot, color,
                               &GRAPHENE_RECT_INIT ((float) x, (float) y,
                                                    (float) width, (float) height));
}

/**
 * rl_pen_append_letters:
 * @self: a pen
 * @snapshot: where to write
 * @layout: what
 * @x: its left edge
 * @y: its upper edge
 *
 * Writes with a halo, where something else is behind it already.
 */
void
rl_pen_append_letters (const RlPen *self,
                       GtkSnapshot *snapshot,
                       PangoLayout *layout,
                       double       x,
                       double       y)
{
  static const int offsets[][2] = { { -1, 0 }, { 1, 0 }, { 0, -1 }, { 0, 1 }, { 0, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      gboolean is_ink = i == G_N_ELEMENTS (offsets) - 1;

      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (x + offsets[i][0]),
                                                              (float) (y + offsets[i][1])));
      gtk_snapshot_append_layout (snapshot, layout, is_ink ? &self->ink : &self->halo);
      gtk_snapshot_restore (snapshot);
    }
}

static void
append_plate (const RlPen *self,
              GtkSnapshot *snapshot,
              PangoLayout *layout,
              double       x,
              double       y)
{
  PangoRectangle logical;
  GskRoundedRect plate;

  pango_layout_get_pixel_extents (layout, NULL, &logical);
  if (logical.width == 0)
    return;

  gsk_rounded_rect_init_from_rect (&plate,
                                   &GRAPHENE_RECT_INIT ((float) (x + logical.x - PLATE_MARGIN),
                                                        (float) y,
                                                        (float) logical.width + 2 * PLATE_MARGIN,
                                                        (float) logical.height),
                                   PLATE_RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &plate);
  gtk_snapshot_append_color (snapshot, &self->plate, &plate.bounds);
  gtk_snapshot_pop (snapshot);
}

/**
 * rl_pen_append_text:
 * @self: a pen
 * @snapshot: where to write
 * @layout: what
 * @x: its left edge
 * @y: its upper edge
 *
 * Writes on a plate, so that it can be read on any image.
 */
void
rl_pen_append_text (const RlPen *self,
                    GtkSnapshot *snapshot,
                    PangoLayout *layout,
                    double       x,
                    double       y)
{
  append_plate (self, snapshot, layout, x, y);
  rl_pen_append_letters (self, snapshot, layout, x, y);
}

/**
 * rl_pen_stroke:
 * @cr: its path is the outline of a lesion
 * @color: (array fixed-size=3): of the lesion
 * @width: of the line, in pixels of the widget
 * @scale_factor: units of @cr per pixel of the widget
 *
 * In high contrast the line is thicker, within black.
 */
void
rl_pen_stroke (cairo_t      *cr,
               const guint8 *color,
               double        width,
               int           scale_factor)
{
  if (rl_contrast_is_high ())
    {
      width *= STRONG_PART;
      cairo_set_source_rgb (cr, 0, 0, 0);
      cairo_set_line_width (cr, (width + STRONG_HALO) * scale_factor);
      cairo_stroke_preserve (cr);
    }

  cairo_set_source_rgb (cr, color[0] / 255.0, color[1] / 255.0, color[2] / 255.0);
  cairo_set_line_width (cr, width * scale_factor);
  cairo_stroke (cr);
}

/* Returns: how far a line of @width reaches at most from where it is, in pixels */
double
rl_pen_get_reach (double width)
{
  return rl_contrast_is_high () ? STRONG_PART * width + STRONG_HALO : width;
}

static void
append_frame (GtkSnapshot   *snapshot,
              const GdkRGBA *color,
              GtkWidget     *pane,
              double         inset,
              double         line)
{
  double width = gtk_widget_get_width (pane) - 2 * inset;
  double height = gtk_widget_get_height (pane) - 2 * inset;

  rl_pen_append_rect (snapshot, color, inset, inset, width, line);
  rl_pen_append_rect (snapshot, color, inset, inset + height - line, width, line);
  rl_pen_append_rect (snapshot, color, inset, inset + line, line, height - 2 * line);
  rl_pen_append_rect (snapshot, color, inset + width - line, inset + line, line, height - 2 * line);
}

/**
 * rl_pen_paint_frame:
 * @snapshot: where to paint
 * @pane: the pane that keys go to
 *
 * Frames it, and more so where the keyboard moved the focus there.
 */
void
rl_pen_paint_frame (GtkSnapshot *snapshot,
                    GtkWidget   *pane)
{
  static const GdkRGBA black = { 0, 0, 0, 1 };
  guint look = gtk_widget_has_visible_focus (pane) ? 1 : 0;
  double line = 1 + look;

  if (!rl_contrast_is_high ())
    {
      append_frame (snapshot, &frame_colors[look], pane, 0, line);
      return;
    }

  /* Light is seen on dark images, and black about it on light ones. */
  append_frame (snapshot, &strong_frame_colors[look], pane, 0, line + 1);
  append_frame (snapshot, &black, pane, line + 1, 2);
}
