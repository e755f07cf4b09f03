/* rl-crosshair.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-crosshair.h"

#include "canvas/rl-pen.h"

/* All in pixels. Open at the middle, so that it does not hide what it points at. */
#define GAP         16
#define REACH       5
#define KNOB        5
#define CURSOR_SIZE 24

/* From this part of the way to the edge on, a line is turned; on a line shorter
 * than that there is no room for it.
 */
#define END_PART     0.65
#define LEAST_LENGTH 60

static const GdkRGBA colors[] = {
  [RIM_ORIENTATION_AXIAL] = { 0.93f, 0.33f, 0.31f, 1.0f },
  [RIM_ORIENTATION_SAGITTAL] = { 0.93f, 0.79f, 0.25f, 1.0f },
  [RIM_ORIENTATION_CORONAL] = { 0.40f, 0.77f, 0.36f, 1.0f },
};

/* The other planes; of straight ones, the first is seen upright. */
static const RimOrientation crossing[][RL_CROSSHAIR_N_LINES] = {
  [RIM_ORIENTATION_AXIAL] = { RIM_ORIENTATION_SAGITTAL, RIM_ORIENTATION_CORONAL },
  [RIM_ORIENTATION_SAGITTAL] = { RIM_ORIENTATION_CORONAL, RIM_ORIENTATION_AXIAL },
  [RIM_ORIENTATION_CORONAL] = { RIM_ORIENTATION_SAGITTAL, RIM_ORIENTATION_AXIAL },
};

const GdkRGBA *
rl_plane_get_color (RimOrientation plane)
{
  return &colors[plane];
}

static void
init_line (RlCrosshairLine *self,
           RlSession       *session,
           RimOrientation   view,
           const RimPlane  *plane,
           double           mm_per_pixel)
{
  const RimMpr *mpr = rl_session_get_mpr (session);
  RlSlab slab = rl_session_get_slab (session, self->plane);
  RimVec3 normal = rim_mpr_get_normal (mpr, self->plane);
  RimVec3 along;
  double sine;

  self->exists = rim_mpr_get_line (mpr, self->plane, view, &along);
  if (!self->exists)
    return;

  self->dx = rim_vec3_dot (along, plane->right) / rim_vec3_length (plane->right);
  self->dy = rim_vec3_dot (along, plane->down) / rim_vec3_length (plane->down);
  sine = rim_vec3_length (rim_vec3_cross (normal, rim_mpr_get_normal (mpr, view)));
  self->half = slab.mm / 2.0 / sine / mm_per_pixel;
}

/**
 * rl_crosshair_init:
 * @self: (out caller-allocates): the crosshair
 * @session: what is shown
 * @view: on which of its planes
 * @plane: where that lies
 * @scale_factor: pixels of @plane per pixel of the widget
 */
void
rl_crosshair_init (RlCrosshair    *self,
                   RlSession      *session,
                   RimOrientation  view,
                   const RimPlane *plane,
                   int             scale_factor)
{
  double mm_per_pixel = rim_vec3_length (plane->right) * scale_factor;

  *self = (RlCrosshair) { .width = (double) plane->width / scale_factor,
                          .height = (double) plane->height / scale_factor };
  rim_plane_from_patient (plane, rl_session_get_cursor (session), &self->x, &self->y, NULL);
  self->x /= scale_factor;
  self->y /= scale_factor;

  for (guint l = 0; l < RL_CROSSHAIR_N_LINES; l++)
    {
      self->lines[l].plane = crossing[view][l];
      init_line (&self->lines[l], session, view, plane, mm_per_pixel);
    }
}

/* How far the widget reaches from the middle along (dx, dy). */
static double
get_length (const RlCrosshair *self,
            double             dx,
            double             dy)
{
  double to_x = dx > 0.0 ? self->width - self->x : self->x;
  double to_y = dy > 0.0 ? self->height - self->y : self->y;
  double length = INFINITY;

  if (fabs (dx) > 1e-9)
    length = MIN (length, to_x / fabs (dx));
  if (fabs (dy) > 1e-9)
    length = MIN (length, to_y / fabs (dy));

  return length;
}

static gboolean
is_end (const RlCrosshair *self,
        double             dx,
        double             dy,
        double             at)
{
  double length = get_length (self, dx, dy);

  return length >= LEAST_LENGTH && at > END_PART * length;
}

/**
 * rl_crosshair_hit:
 * @self: a crosshair
 * @x: from the left, in pixels of the widget
 * @y: from the top
 *
 * Returns: what is there; nothing in the gap at the middle
 */
RlCrosshairHit
rl_crosshair_hit (const RlCrosshair *self,
                  double             x,
                  double             y)
{
  RlCrosshairHit hit = { RL_CROSSHAIR_NOTHING, 0 };
  double nearest = REACH;

  for (guint l = 0; l < RL_CROSSHAIR_N_LINES; l++)
    {
      const RlCrosshairLine *line = &self->lines[l];
      double along = (x - self->x) * line->dx + (y - self->y) * line->dy;
      double beside = fabs ((x - self->x) * line->dy - (y - self->y) * line->dx);
      double sign = along < 0.0 ? -1.0 : 1.0;

      if (!line->exists || beside > nearest || fabs (along) < GAP)
        continue;

      nearest = beside;
      hit.line = l;
      hit.part = is_end (self, sign * line->dx, sign * line->dy, fabs (along)) ? RL_CROSSHAIR_END
                                                                               : RL_CROSSHAIR_LINE;
    }

  return hit;
}

/* Two arms from the middle; straight ones are on whole pixels. */
static void
paint_arms (const RlCrosshair     *self,
            GtkSnapshot           *snapshot,
            const RlCrosshairLine *line,
            const GdkRGBA         *color,
            double                 thickness,
            double                 gap)
{
  double ahead = get_length (self, line->dx, line->dy);
  double behind = get_length (self, -line->dx, -line->dy);
  double x = floor (self->x);
  double y = floor (self->y);
  double shift = floor (thickness / 2.0);

  if (fabs (line->dx) < 1e-6)
    {
      rl_pen_append_rect (snapshot, color, x - shift, 0, thickness, y - gap);
      rl_pen_append_rect (snapshot, color, x - shift, y + gap, thickness, self->height - y - gap);
      return;
    }

  if (fabs (line->dy) < 1e-6)
    {
      rl_pen_append_rect (snapshot, color, 0, y - shift, x - gap, thickness);
      rl_pen_append_rect (snapshot, color, x + gap, y - shift, self->width - x - gap, thickness);
      return;
    }

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) self->x, (float) self->y));
  gtk_snapshot_rotate (snapshot, (float) (atan2 (line->dy, line->dx) * 180.0 / G_PI));
  rl_pen_append_rect (snapshot, color, -behind, -thickness / 2.0, behind - gap, thickness);
  rl_pen_append_rect (snapshot, color, gap, -thickness / 2.0, ahead - gap, thickness);
  gtk_snapshot_restore (snapshot);
}

/* The two faces of a slab. */
static void
paint_faces (const RlCrosshair     *self,
             GtkSnapshot           *snapshot,
             const RlCrosshairLine *line,
             const GdkRGBA         *color)
{
  GdkRGBA faint = *color;

  faint.alpha *= 0.4f;

  for (int side = -1; side <= 1; side += 2)
    {
      RlCrosshair face = *self;

      face.x -= side * line->half * line->dy;
      face.y += side * line->half * line->dx;
      paint_arms (&face, snapshot, line, &faint, 1, 0);
    }
}

/* Where a line is turned. */
static void
paint_knobs (const RlCrosshair     *self,
             GtkSnapshot           *snapshot,
             const RlCrosshairLine *line,
             const GdkRGBA         *color)
{
  for (int side = -1; side <= 1; side += 2)
    {
      double at = get_length (self, side * line->dx, side * line->dy) * (END_PART + 1.0) / 2.0;
      double x = self->x + side * line->dx * at;
      double y = self->y + side * line->dy * at;
      GskRoundedRect knob;

      gsk_rounded_rect_init_from_rect (&knob,
                                       &GRAPHENE_RECT_INIT ((float) x - KNOB, (float) y - KNOB,
                                                            2 * KNOB, 2 * KNOB), KNOB);
      gtk_snapshot_push_rounded_clip (snapshot, &knob);
      gtk_snapshot_append_color (snapshot, color, &knob.bounds);
      gtk_snapshot_pop (snapshot);
    }
}

/**
 * rl_crosshair_paint:
 * @self: a crosshair
 * @snapshot: where to
 * @hover: what is under the pointer, and stands out
 * @alpha: how opaque the lines are
 * @is_strong: whether they are thick, for high contrast
 */
void
rl_crosshair_paint (const RlCrosshair *self,
                    GtkSnapshot       *snapshot,
                    RlCrosshairHit     hover,
                    float              alpha,
                    gboolean           is_strong)
{
  for (guint l = 0; l < RL_CROSSHAIR_N_LINES; l++)
    {
      const RlCrosshairLine *line = &self->lines[l];
      gboolean is_hot = hover.part != RL_CROSSHAIR_NOTHING && hover.line == l;
      GdkRGBA color = colors[line->plane];

      if (!line->exists)
        continue;

      color.alpha = is_hot || is_strong ? 1.0f : alpha;
      paint_arms (self, snapshot, line, &color, (is_hot ? 2 : 1) + (is_strong ? 1 : 0), GAP);
      if (line->half > 0.0)
        paint_faces (self, snapshot, line, &color);
      if (is_hot && hover.part == RL_CROSSHAIR_END)
        paint_knobs (self, snapshot, line, &color);
    }
}

static void
draw_arrow (cairo_t *cr,
            double   radius,
            double   angle,
            int      side)
{
  double x = radius * cos (angle);
  double y = radius * sin (angle);
  double along = angle + side * G_PI_2;

  cairo_move_to (cr, x + 5 * cos (along), y + 5 * sin (along));
  cairo_line_to (cr, x + 4 * cos (angle), y + 4 * sin (angle));
  cairo_line_to (cr, x - 4 * cos (angle), y - 4 * sin (angle));
  cairo_close_path (cr);
}

/* An arc with a head at each end: there is no such cursor in CSS. */
static GdkCursor *
new_turn_cursor (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, CURSOR_SIZE,
                                                         CURSOR_SIZE);
  cairo_t *cr = cairo_create (surface);
  g_autoptr(GdkCursor) fallback = gdk_cursor_new_from_name ("grab", NULL);
  g_autoptr(GdkTexture) texture = NULL;
  g_autoptr(GBytes) bytes = NULL;

  cairo_translate (cr, CURSOR_SIZE / 2.0, CURSOR_SIZE / 2.0);

  for (guint pass = 0; pass < 2; pass++)
    {
      cairo_set_source_rgb (cr, pass, pass, pass);
      cairo_set_line_width (cr, pass == 0 ? 4 : 2);
      cairo_arc (cr, 0, 0, 7, -G_PI * 1.25, G_PI * 0.25);
      cairo_stroke (cr);
      draw_arrow (cr, 7, G_PI * 0.25, 1);
      draw_arrow (cr, 7, -G_PI * 1.25, -1);
      if (pass == 0)
        cairo_stroke (cr);
      else
        cairo_fill (cr);
    }

  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface),
                       (gsize) cairo_image_surface_get_stride (surface) * CURSOR_SIZE);
  texture = gdk_memory_texture_new (CURSOR_SIZE, CURSOR_SIZE, GDK_MEMORY_DEFAULT, bytes,
                                    (gsize) cairo_image_surface_get_stride (surface));
  cairo_surface_destroy (surface);

  return gdk_cursor_new_from_texture (texture, CURSOR_SIZE / 2, CURSOR_SIZE / 2, fallback);
}

/**
 * rl_crosshair_new_cursor:
 * @self: a crosshair
 * @hit: what is under the pointer
 *
 * Returns: (transfer full) (nullable): the pointer that says what a drag would
 *   do; %NULL for the tool's own
 */
GdkCursor *
rl_crosshair_new_cursor (const RlCrosshair *self,
                         RlCrosshairHit     hit)
{
  static const char *const names[] = { "ns-resize", "nesw-resize", "ew-resize", "nwse-resize" };
  const RlCrosshairLine *line = &self->lines[hit.line];
  int eighth;

  if (hit.part == RL_CROSSHAIR_NOTHING)
    return NULL;
  if (hit.part == RL_CROSSHAIR_END)
    return new_turn_cursor ();

  /* A line is moved across itself. */
  eighth = (int) floor (atan2 (line->dy, line->dx) / G_PI_4 + 0.5);

  return gdk_cursor_new_from_name (names[(eighth + 8) % 4], NULL);
}
