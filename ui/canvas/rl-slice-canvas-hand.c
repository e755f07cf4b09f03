/* rl-slice-canvas-hand.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-slice-canvas-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "canvas/rl-slice.h"
#include "core/rl-accessible.h"
#include "operate/rim-mask-slices.h"
#include "tools/rl-target.h"

/* Pixels within which a point is hit. */
#define REACH 8.0

/* The sine of the angle between directions that are the same. */
#define PARALLEL 1e-3

/* Less is the tremor of a click. */
#define LEAST_DRAG 3.0

static void
hand_message_cb (RlSliceCanvas *self,
                 const char    *message)
{
  g_assert (RL_IS_SLICE_CANVAS (self));

  rl_slice_canvas_say (self, message);
}

static void
hand_changed_cb (RlSliceCanvas *self)
{
  g_assert (RL_IS_SLICE_CANVAS (self));

  g_object_set (self->session, "drawing", rl_slice_canvas_is_hand_busy (self), NULL);
  rl_accessible_set_keeps_arrows (GTK_WIDGET (self),
                                  self->is_pointing || rl_hand_keeps_arrows (self->hand));
  gtk_widget_queue_draw (GTK_WIDGET (self));
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
  rl_accessible_set_keeps_arrows (GTK_WIDGET (self), self->is_pointing);
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
                           G_CALLBACK (hand_changed_cb),
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
    .has_pointer = self->has_pointer,
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

/* Returns: whether the tool in hand has taken away what is there */
gboolean
rl_slice_canvas_remove_with_hand (RlSliceCanvas *self,
                                  double         x,
                                  double         y)
{
  RlHandPlace place;
  RimPlane plane;

  if (self->hand == NULL || !rl_slice_canvas_get_plane (self, &plane))
    return FALSE;

  get_place (self, &plane, 0, &place);

  return rl_hand_remove (self->hand, &place, rl_slice_canvas_to_patient (self, x, y));
}

/* Returns: whether what is chosen with the tool in hand went to the right and down, in mm */
gboolean
rl_slice_canvas_step_hand (RlSliceCanvas *self,
                           double         dx,
                           double         dy)
{
  RimVec3 right, down;
  RimPlane plane;

  if (self->hand == NULL || !rl_slice_canvas_get_plane (self, &plane))
    return FALSE;

  right = rim_vec3_scale (plane.right, dx / rim_vec3_length (plane.right));
  down = rim_vec3_scale (plane.down, dy / rim_vec3_length (plane.down));

  return rl_hand_step (self->hand, rim_vec3_add (right, down));
}

/* The plane on the screen is another one. */
void
rl_slice_canvas_show_hand (RlSliceCanvas *self)
{
  RlHandPlace place;
  RimPlane plane;

  if (self->hand == NULL || !rl_slice_canvas_get_plane (self, &plane))
    return;

  get_place (self, &plane, 0, &place);
  rl_hand_show (self->hand, &place);
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

/* Returns: (nullable): the lesion that a press here would change; while one does, what it
 * changes is seen
 */
RimLesion *
rl_slice_canvas_get_aimed (RlSliceCanvas *self)
{
  if (!self->has_pointer || self->drag != RL_DRAG_NOTHING ||
      rl_session_get_pending (self->session) != NULL)
    return NULL;

  return rl_target_find (self->session);
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

/* Returns: the axis of the grid that goes across the plane; 3 where none does */
static guint
find_axis (const RimGrid *grid,
           RimVec3        normal)
{
  for (guint axis = 0; axis < 3; axis++)
    {
      RimVec3 column = rim_affine_get_column (&grid->to_patient, axis);

      if (rim_vec3_normalize (&column) && rim_vec3_length (rim_vec3_cross (column, normal)) < PARALLEL)
        return axis;
    }

  return 3;
}

static gboolean
find_slice (const RimGrid *grid,
            guint          axis,
            RimVec3        point,
            guint         *slice)
{
  RimVec3 index = rim_grid_from_patient (grid, point);
  double at = round (axis == 0 ? index.x : axis == 1 ? index.y : index.z);

  *slice = (guint) CLAMP (at, 0, grid->size[axis] - 1.0);

  return at >= 0 && at < grid->size[axis];
}

static gboolean
copy_slice (RlSliceCanvas  *self,
            RimLesion      *lesion,
            RimVec3         target,
            GError        **error)
{
  const RimGrid *grid = rim_mask_get_grid (lesion->mask);
  guint axis = find_axis (grid, rim_mpr_get_normal (rl_session_get_mpr (self->session), self->orientation));
  g_autoptr(RimMask) copied = NULL;
  guint from, to;

  if (axis == 3 || !find_slice (grid, axis, rl_session_get_cursor (self->session), &from) ||
      !find_slice (grid, axis, target, &to) || from == to)
    {
      g_set_error_literal (error, RL_TARGET_ERROR, RL_TARGET_ERROR_NOTHING,
                           _("There is no slice to copy to"));
      return FALSE;
    }

  copied = rim_mask_copy_slice (lesion->mask, axis, from, to, FALSE, error);
  if (copied == NULL)
    return FALSE;

  if (!rl_session_change_lesion (self->session, lesion, copied, RIM_MASK_UNION, "copy-slice"))
    {
      g_set_error_literal (error, RL_TARGET_ERROR, RL_TARGET_ERROR_NOTHING,
                           _("There is nothing new to copy"));
      return FALSE;
    }

  return TRUE;
}

/**
 * rl_slice_canvas_copy_slice:
 * @self: a canvas
 * @steps: to which slice, counted from the one that is seen as in rl_slice_canvas_scroll()
 *
 * Copies what the active lesion has on this slice, and goes there.
 */
void
rl_slice_canvas_copy_slice (RlSliceCanvas *self,
                            int            steps)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimLesion) lesion = NULL;
  RimVec3 target;

  g_return_if_fail (RL_IS_SLICE_CANVAS (self));

  if (rl_session_get_base (self->session) == NULL || rl_session_get_pending (self->session) != NULL)
    return;

  target = rl_slice_step (rl_session_get_base (self->session), rl_session_get_mpr (self->session),
                          self->orientation, rl_session_get_cursor (self->session), steps);
  lesion = rl_target_choose (self->session, TRUE, &error);
  if (lesion != NULL && copy_slice (self, lesion, target, &error))
    rl_session_set_cursor (self->session, target);
  else
    rl_slice_canvas_say (self, error->message);
}
