/* rl-slice-canvas-planes.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-slice-canvas-private.h"

/* Dragging a pixel up makes a slab so much thicker, in mm. */
#define SLAB_DRAG 0.25

/* A press that moves less than this, in pixels, is a click. */
#define CLICK 3.0

static gboolean
get_crosshair (RlSliceCanvas *self,
               RlCrosshair   *crosshair)
{
  RimPlane plane;

  if (!rl_slice_canvas_get_plane (self, &plane))
    return FALSE;

  rl_crosshair_init (crosshair, self->session, self->orientation, &plane,
                     gtk_widget_get_scale_factor (GTK_WIDGET (self)));

  return TRUE;
}

/* What a press would grab, whether or not it is one of a crosshair. */
static RlCrosshairHit
find_hit (RlSliceCanvas   *self,
          GdkModifierType  modifiers,
          double           x,
          double           y,
          RlCrosshair     *crosshair)
{
  RlCrosshairHit nothing = { RL_CROSSHAIR_NOTHING, 0 };
  RlDrag drag = rl_drag_choose (rl_session_get_tool (self->session), GDK_BUTTON_PRIMARY,
                                modifiers & ~GDK_CONTROL_MASK);

  if (drag != RL_DRAG_CROSSHAIR || !get_crosshair (self, crosshair))
    return nothing;

  return rl_crosshair_hit (crosshair, x, y);
}

/* The pointer shows what a press would do here. */
void
rl_slice_canvas_hover (RlSliceCanvas   *self,
                       GdkModifierType  modifiers,
                       double           x,
                       double           y)
{
  g_autoptr(GdkCursor) cursor = NULL;
  RlCrosshair crosshair;
  RlCrosshairHit hit;

  if (self->drag != RL_DRAG_NOTHING)
    return;

  hit = find_hit (self, modifiers, x, y, &crosshair);
  if (hit.part == self->hover.part && hit.line == self->hover.line)
    return;

  self->hover = hit;
  if (hit.part == RL_CROSSHAIR_NOTHING)
    rl_slice_canvas_update_cursor (self);
  else
    {
      cursor = rl_crosshair_new_cursor (&crosshair, hit);
      gtk_widget_set_cursor (GTK_WIDGET (self), cursor);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
rl_slice_canvas_end_hover (RlSliceCanvas *self)
{
  if (self->hover.part == RL_CROSSHAIR_NOTHING)
    return;

  self->hover = (RlCrosshairHit) { RL_CROSSHAIR_NOTHING, 0 };
  rl_slice_canvas_update_cursor (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* A line of the crosshair turns a drag of it into one of its plane. */
RlDrag
rl_slice_canvas_grab (RlSliceCanvas   *self,
                      RlDrag           drag,
                      GdkModifierType  modifiers,
                      double           x,
                      double           y)
{
  RlCrosshair crosshair;
  RlCrosshairHit hit;

  if (drag != RL_DRAG_CROSSHAIR && drag != RL_DRAG_SLAB)
    return drag;

  hit = find_hit (self, modifiers, x, y, &crosshair);
  self->grab = hit;
  self->drag_angle = hit.part == RL_CROSSHAIR_NOTHING ? 0.0 : atan2 (y - crosshair.y,
                                                                     x - crosshair.x);

  if (hit.part == RL_CROSSHAIR_END)
    return drag == RL_DRAG_SLAB ? RL_DRAG_TURN_BOTH : RL_DRAG_TURN;

  return hit.part == RL_CROSSHAIR_LINE && drag == RL_DRAG_CROSSHAIR ? RL_DRAG_LINE : drag;
}

/* Along the other line, so that its plane stays where it is. */
static void
drag_line (RlSliceCanvas *self,
           double         dx,
           double         dy)
{
  const double *start = self->drag_start;
  RlCrosshair crosshair;
  const RlCrosshairLine *line, *other;
  double across, ax, ay;
  RimVec3 from, to;

  if (!get_crosshair (self, &crosshair))
    return;

  line = &crosshair.lines[self->grab.line];
  other = &crosshair.lines[1 - self->grab.line];
  ax = other->exists ? other->dx : -line->dy;
  ay = other->exists ? other->dy : line->dx;
  across = ay * line->dx - ax * line->dy;
  if (fabs (across) < 0.05)
    return;

  across = (dy * line->dx - dx * line->dy) / across;
  from = rl_slice_canvas_drag_to_patient (self, start[0], start[1]);
  to = rl_slice_canvas_drag_to_patient (self, start[0] + across * ax, start[1] + across * ay);
  rl_session_set_cursor (self->session,
                         rim_vec3_add (self->drag_cursor, rim_vec3_sub (to, from)));
}

static void
drag_turn (RlSliceCanvas *self,
           double         x,
           double         y)
{
  RimVec3 away = rim_mpr_get_normal (rl_session_get_mpr (self->session), self->orientation);
  RlCrosshair crosshair;
  double angle, turn;

  if (!get_crosshair (self, &crosshair) ||
      hypot (x - crosshair.x, y - crosshair.y) < CLICK)
    return;

  angle = atan2 (y - crosshair.y, x - crosshair.x);
  turn = angle - self->drag_angle;
  self->drag_angle = angle;

  /* What is seen flipped turns the other way. */
  if (rim_vec3_dot (away, rim_plane_get_normal (&self->drag_plane)) < 0.0)
    turn = -turn;

  if (self->drag == RL_DRAG_TURN_BOTH)
    rl_session_turn_others (self->session, self->orientation, turn);
  else
    rl_session_turn_plane (self->session, crosshair.lines[self->grab.line].plane, away, turn);
}

static void
drag_slab (RlSliceCanvas *self,
           double         dy)
{
  RlSlab slab = self->drag_slab;

  slab.mm = MAX (0.0, round ((slab.mm - SLAB_DRAG * dy) * 2.0) / 2.0);
  rl_session_set_slab (self->session, self->orientation, slab);
}

/* Goes on with a drag of planes. */
void
rl_slice_canvas_drag_planes (RlSliceCanvas *self,
                             double         x,
                             double         y)
{
  double dx = x - self->drag_start[0];
  double dy = y - self->drag_start[1];

  if (hypot (dx, dy) >= CLICK)
    self->has_moved = TRUE;
  if (!self->has_moved)
    return;

  if (self->drag == RL_DRAG_LINE)
    drag_line (self, dx, dy);
  else if (self->drag == RL_DRAG_SLAB)
    drag_slab (self, dy);
  else
    drag_turn (self, x, y);
}

/* A click on a line is a click on the image under it. */
void
rl_slice_canvas_release_planes (RlSliceCanvas *self)
{
  gboolean was_grab = self->drag == RL_DRAG_LINE || self->drag == RL_DRAG_TURN;

  if (was_grab && !self->has_moved)
    rl_session_set_cursor (self->session,
                           rl_slice_canvas_drag_to_patient (self, self->drag_start[0],
                                                            self->drag_start[1]));
}

/* Moves an edge that is seen away from the reader. */
static void
turn_edge (RlSliceCanvas *self,
           gboolean       is_down,
           double         degrees)
{
  RimVec3 away = rim_mpr_get_normal (rl_session_get_mpr (self->session), self->orientation);
  RimPlane plane;

  if (!rl_slice_canvas_get_plane (self, &plane))
    return;

  rl_session_turn_plane (self->session, self->orientation,
                         rim_vec3_cross (is_down ? plane.down : plane.right, away),
                         degrees * G_PI / 180.0);
}

/**
 * rl_slice_canvas_turn:
 * @self: a canvas
 * @right: degrees that its right edge goes away from the reader
 * @down: degrees that its lower edge goes away from the reader, after that
 *
 * Turns the plane of the canvas about its own axes, as it is seen.
 */
void
rl_slice_canvas_turn (RlSliceCanvas *self,
                      double         right,
                      double         down)
{
  g_return_if_fail (RL_IS_SLICE_CANVAS (self));

  turn_edge (self, FALSE, right);
  turn_edge (self, TRUE, down);
}

/**
 * rl_slice_canvas_set_slab:
 * @self: a canvas
 * @slab: how thick its plane is
 */
void
rl_slice_canvas_set_slab (RlSliceCanvas *self,
                          RlSlab         slab)
{
  g_return_if_fail (RL_IS_SLICE_CANVAS (self));

  rl_session_set_slab (self->session, self->orientation, slab);
}

RlSlab
rl_slice_canvas_get_slab (RlSliceCanvas *self)
{
  g_return_val_if_fail (RL_IS_SLICE_CANVAS (self), ((RlSlab) { RIM_SLAB_MAX, 0.0 }));

  return rl_session_get_slab (self->session, self->orientation);
}
