/* rl-brush.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "tools/rl-brush.h"

#include <math.h>

#include "segment/rim-stroke.h"
#include "tools/rl-target.h"

struct _RlBrush
{
  RlSession  *session;
  RimLesion  *lesion;
  RimStroke  *stroke;
  RimMask    *others;      /* not to be taken, or NULL */
  const char *tool;
};

static void
rl_brush_free (RlBrush *self)
{
  rim_stroke_free (self->stroke);
  g_clear_pointer (&self->others, rim_mask_unref);
  rim_lesion_unref (self->lesion);
  g_object_unref (self->session);
  g_free (self);
}

static const char *
get_tool_name (RlTool   tool,
               gboolean erase)
{
  switch ((guint) tool)
    {
    case RL_TOOL_SPHERE:
      return erase ? "sphere-eraser" : "sphere";
    case RL_TOOL_NUDGE:
      return "nudge";
    default:
      return erase ? "eraser" : "brush";
    }
}

/**
 * rl_brush_begin:
 * @session: what is drawn on
 * @layer: the image that is seen, whose values may limit it
 * @point: where it begins, LPS mm
 * @normal: of the plane, LPS
 * @erase: whether voxels are taken away; what nudges finds that out by itself
 * @error: where to put an error
 *
 * Begins a stroke of the tool in hand on the active lesion or, where none is active, on a
 * new one.
 *
 * Returns: (transfer full) (nullable): the stroke; end it with
 *   rl_brush_commit() or rl_brush_cancel()
 */
RlBrush *
rl_brush_begin (RlSession  *session,
                RlLayerKind layer,
                RimVec3     point,
                RimVec3     normal,
                gboolean    erase,
                GError    **error)
{
  RimStrokeSpec spec = { rl_session_get_brush_radius (session), normal, erase };
  RlTool tool = rl_session_get_tool (session);
  g_autoptr(RimLesion) lesion = NULL;
  double lowest, highest;
  RlBrush *self;

  g_return_val_if_fail (RL_IS_SESSION (session), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  lesion = rl_target_choose (session, erase || tool == RL_TOOL_NUDGE, error);
  if (lesion == NULL)
    return NULL;
  if (tool == RL_TOOL_NUDGE)
    spec.erase = erase = !rim_mask_contains_point (lesion->mask, point);

  self = g_new0 (RlBrush, 1);
  self->session = g_object_ref (session);
  self->lesion = g_steal_pointer (&lesion);
  self->stroke = tool == RL_TOOL_SPHERE ? rim_stroke_new_ball (self->lesion->mask, &spec)
                                        : rim_stroke_new (self->lesion->mask, &spec);
  if (rl_session_find_brush_range (session, layer, &point, &lowest, &highest))
    rim_stroke_limit (self->stroke, rl_session_get_volume (session, layer), lowest, highest);
  self->tool = get_tool_name (tool, erase);
  if (!erase)
    self->others = rl_session_get_others (session, self->lesion);

  return self;
}

/**
 * rl_brush_extend:
 * @self: a stroke
 * @points: (array length=n_points): where the pointer went, LPS mm
 * @n_points: how many
 *
 * Goes on, and shows what the lesion is now.
 */
void
rl_brush_extend (RlBrush       *self,
                 const RimVec3 *points,
                 gsize          n_points)
{
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimLesion) lesion = NULL;
  RimBox touched;

  g_return_if_fail (self != NULL);

  if (!rim_stroke_add (self->stroke, points, n_points, &touched))
    return;

  mask = rim_mask_ref (rim_stroke_get_mask (self->stroke));
  if (self->others != NULL)
    {
      g_autoptr(RimMask) all = g_steal_pointer (&mask);

      mask = rim_mask_combine (all, self->others, RIM_MASK_SUBTRACT);
    }
  lesion = rim_lesion_with_mask (self->lesion, mask);
  rl_session_set_pending (self->session, lesion);
}

/**
 * rl_brush_commit:
 * @self: (transfer full): a stroke
 *
 * Makes the stroke one edit.
 */
void
rl_brush_commit (RlBrush *self)
{
  g_return_if_fail (self != NULL);

  rl_session_commit_pending (self->session, self->tool);
  rl_brush_free (self);
}

/**
 * rl_brush_cancel:
 * @self: (transfer full): a stroke
 *
 * Drops the stroke as if it had never begun.
 */
void
rl_brush_cancel (RlBrush *self)
{
  g_return_if_fail (self != NULL);

  rl_session_set_pending (self->session, NULL);
  rl_brush_free (self);
}
