/* rl-brush.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "tools/rl-brush.h"

#include "segment/rim-stroke.h"
#include "tools/rl-target.h"

struct _RlBrush
{
  RlSession *session;
  RimLesion *lesion;
  RimStroke *stroke;
  RimMask   *others;       /* not to be taken, or NULL */
  gboolean   erase;
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

/**
 * rl_brush_begin:
 * @session: what is drawn on
 * @normal: of the plane, LPS
 * @erase: whether voxels are taken away
 * @error: where to put an error
 *
 * Begins a stroke on the active lesion or, where none is active, on a new one.
 *
 * Returns: (transfer full) (nullable): the stroke; end it with
 *   rl_brush_commit() or rl_brush_cancel()
 */
RlBrush *
rl_brush_begin (RlSession  *session,
                RimVec3     normal,
                gboolean    erase,
                GError    **error)
{
  RimStrokeSpec spec = { rl_session_get_brush_radius (session), normal, erase };
  g_autoptr(RimLesion) lesion = NULL;
  RlBrush *self;

  g_return_val_if_fail (RL_IS_SESSION (session), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  lesion = rl_target_choose (session, erase, error);
  if (lesion == NULL)
    return NULL;

  self = g_new0 (RlBrush, 1);
  self->session = g_object_ref (session);
  self->lesion = g_steal_pointer (&lesion);
  self->stroke = rim_stroke_new (self->lesion->mask, &spec);
  self->erase = erase;
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

  rl_session_commit_pending (self->session, self->erase ? "eraser" : "brush");
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
