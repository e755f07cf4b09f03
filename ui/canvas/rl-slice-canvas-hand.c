/* rl-slice-canvas-hand.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-slice-canvas-private.h"

#include <math.h>

/* Pixels within which a point is hit. */
#define REACH 8.0

/* Less is the tremor of a click. */
#define LEAST_DRAG 3.0

static void
hand_message_cb (RlSliceCanvas *self,
                 const char    *message)
{
  g_assert (RL_IS_SLICE_CANVAS (self));

  rl_slice_canvas_say (self, message);
}

/* What is drawn already becomes an edit: taking up another tool loses nothing. */
void
rl_slice_canvas_put_tool_down (RlSliceCanvas *self)
{
  if (self->hand == NULL)
    return;

  rl_hand_command (self->hand, RL_HAND_PUT_DOWN);
  g_signal_handlers_disconnect_by_data (self->hand, self);
  g_clear_object (&self->hand);
}

void
rl_slice_canvas_take_tool (RlSliceCanvas *self)
{
  RlTool tool = rl_session_get_tool (self->session);
  const RlToolInfo *info = rl_tools_find (tool);

  rl_slice_canvas_put_tool_down (self);
  if (info == NULL)
    return;

  self->hand = info->new_hand (self->session, tool);
  g_signal_connect_object (self->hand,
                           "changed",
                           G_CALLBACK (gtk_widget_queue_draw),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->hand,
                           "message",
                           G_CALLBACK (hand_message_cb),
                           self,
                           G_CONNECT_SWAPPED);
}

static void
get_place (RlSliceCanvas   *self,
           const RimPlane  *plane,
           GdkModifierType  modifiers,
           RlHandPlace     *place)
{
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  *place = (RlHandPlace) {
    .plane = *plane,
    .layer = rl_content_get_layer (rl_content_resolve (self->content, self->session)),
    .scale_factor = factor,
    .reach = REACH * factor * rim_vec3_length (plane->right),
    .modifiers = modifiers,
  };
}

/* Returns: whether the tool in hand takes hold at this place of the drag's plane */
gboolean
rl_slice_canvas_press_hand (RlSliceCanvas   *self,
                            GdkModifierType  modifiers,
                            double           x,
                            double           y)
{
  RlHandPlace place;

  if (self->hand == NULL)
    return FALSE;

  get_place (self, &self->drag_plane, modifiers, &place);

  return rl_hand_press (self->hand, &place, rl_slice_canvas_drag_to_patient (self, x, y));
}

void
rl_slice_canvas_drag_hand (RlSliceCanvas *self,
                           const double  *xy,
                           gsize          n_points)
{
  const double *last = xy + 2 * (n_points - 1);
  g_autofree RimVec3 *points = NULL;

  if (!self->has_moved &&
      hypot (last[0] - self->drag_start[0], last[1] - self->drag_start[1]) < LEAST_DRAG)
    return;

  self->has_moved = TRUE;
  points = g_new (RimVec3, n_points);
  for (gsize i = 0; i < n_points; i++)
    points[i] = rl_slice_canvas_drag_to_patient (self, xy[2 * i], xy[2 * i + 1]);
  rl_hand_move (self->hand, points, n_points);
}

void
rl_slice_canvas_hover_hand (RlSliceCanvas *self)
{
  RlHandPlace place;
  RimPlane plane;

  if (self->hand == NULL || self->drag != RL_DRAG_NOTHING || !rl_slice_canvas_get_plane (self, &plane))
    return;

  get_place (self, &plane, 0, &place);
  rl_hand_hover (self->hand, &place,
                 rl_slice_canvas_to_patient (self, self->pointer[0], self->pointer[1]));
}

gboolean
rl_slice_canvas_is_hand_busy (RlSliceCanvas *self)
{
  return self->hand != NULL && rl_hand_is_busy (self->hand);
}

void
rl_slice_canvas_paint_hand (RlSliceCanvas  *self,
                            GtkSnapshot    *snapshot,
                            const RimPlane *plane)
{
  RlHandPlace place;

  if (self->hand == NULL)
    return;

  get_place (self, plane, 0, &place);
  rl_hand_paint (self->hand, snapshot, &place);
}

/**
 * rl_slice_canvas_command:
 * @self: a canvas
 * @command: what a key says
 *
 * Tells the contouring tool at work here.
 *
 * Returns: whether there was one that could use it
 */
gboolean
rl_slice_canvas_command (RlSliceCanvas *self,
                         RlHandCommand  command)
{
  g_return_val_if_fail (RL_IS_SLICE_CANVAS (self), FALSE);

  return self->hand != NULL && rl_hand_command (self->hand, command);
}
