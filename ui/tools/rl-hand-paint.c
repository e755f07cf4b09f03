/* rl-hand-paint.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "tools/rl-hand-paint.h"

#define LINE          1.5
#define KNOT          3.0
#define KNOT_OF_FIRST 4.5
#define NODE          3.0
#define CHOSEN_NODE   4.0

/**
 * rl_hand_paint_begin:
 * @snapshot: what to draw on
 * @place: the plane on the screen
 *
 * Returns: (transfer full): what draws on all of the plane
 */
cairo_t *
rl_hand_paint_begin (GtkSnapshot       *snapshot,
                     const RlHandPlace *place)
{
  float width = (float) place->plane.width / (float) place->scale_factor;
  float height = (float) place->plane.height / (float) place->scale_factor;
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));

  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);

  return cr;
}

/**
 * rl_hand_paint_get_xy:
 * @place: the plane on the screen
 * @point: a point
 * @xy: (out): where it is seen
 *
 * Returns: how far it is from the plane in mm, positive away from the reader
 */
double
rl_hand_paint_get_xy (const RlHandPlace *place,
                      RimVec3            point,
                      double             xy[2])
{
  double distance;

  rim_plane_from_patient (&place->plane, point, &xy[0], &xy[1], &distance);
  xy[0] /= place->scale_factor;
  xy[1] /= place->scale_factor;

  return distance;
}

/**
 * rl_hand_paint_trace:
 * @cr: where to draw
 * @place: the plane on the screen
 * @points: (array length=n_points): an open path
 * @n_points: how many
 *
 * Adds a path, to be stroked.
 */
void
rl_hand_paint_trace (cairo_t           *cr,
                     const RlHandPlace *place,
                     const RimVec3     *points,
                     gsize              n_points)
{
  double xy[2];

  for (gsize n = 0; n < n_points; n++)
    {
      rl_hand_paint_get_xy (place, points[n], xy);
      cairo_line_to (cr, xy[0], xy[1]);
    }
}

/**
 * rl_hand_paint_knot:
 * @cr: where to draw
 * @place: the plane on the screen
 * @point: a corner of a path
 * @is_first: whether it is where the path began: there a click closes it, so it is larger
 *
 * Adds a circle about a corner, to be stroked.
 */
void
rl_hand_paint_knot (cairo_t           *cr,
                    const RlHandPlace *place,
                    RimVec3            point,
                    gboolean           is_first)
{
  double xy[2];

  rl_hand_paint_get_xy (place, point, xy);
  cairo_new_sub_path (cr);
  cairo_arc (cr, xy[0], xy[1], is_first ? KNOT_OF_FIRST : KNOT, 0, 2 * G_PI);
}

/**
 * rl_hand_paint_node:
 * @cr: where to draw
 * @place: the plane on the screen
 * @point: a node of an outline
 * @color: sRGB
 * @is_chosen: whether it is larger and white, else as dark as what it lies on may be light
 *
 * Draws a square with an edge.
 */
void
rl_hand_paint_node (cairo_t           *cr,
                    const RlHandPlace *place,
                    RimVec3            point,
                    const guint8       color[3],
                    gboolean           is_chosen)
{
  double half = is_chosen ? CHOSEN_NODE : NODE;
  double shade = is_chosen ? 1.0 : 0.1;
  double xy[2];

  rl_hand_paint_get_xy (place, point, xy);
  cairo_new_path (cr);
  cairo_rectangle (cr, xy[0] - half, xy[1] - half, 2 * half, 2 * half);
  cairo_set_source_rgb (cr, shade, shade, shade);
  cairo_fill_preserve (cr);
  rl_hand_paint_stroke (cr, color);
}

/**
 * rl_hand_paint_stroke:
 * @cr: where to draw
 * @color: sRGB
 *
 * Strokes what was added: dark about light, so that it is seen on every image. The color
 * stays set.
 */
void
rl_hand_paint_stroke (cairo_t      *cr,
                      const guint8  color[3])
{
  cairo_set_source_rgba (cr, 0, 0, 0, 0.6);
  cairo_set_line_width (cr, RL_HAND_PAINT_HALO);
  cairo_stroke_preserve (cr);
  cairo_set_source_rgb (cr, color[0] / 255.0, color[1] / 255.0, color[2] / 255.0);
  cairo_set_line_width (cr, LINE);
  cairo_stroke (cr);
}
