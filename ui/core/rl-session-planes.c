/* rl-session-planes.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-session-private.h"

/* Thinner than this there is no slab, in mm. */
#define LEAST_SLAB 0.5

/* The planes of other images, which nobody has turned or thickened yet. */
void
rl_session_init_planes (RlSession *self)
{
  RimVolume *base = rl_session_get_base (self);
  RimGrid grid = { .size = { 1, 1, 1 } };

  rim_affine_init_identity (&grid.to_patient);
  rim_mpr_init (&self->mpr, base != NULL ? rim_volume_get_grid (base) : &grid);

  for (guint p = 0; p < RIM_N_ORIENTATIONS; p++)
    self->slabs[p] = (RlSlab) { RIM_SLAB_MAX, 0.0 };
}

/**
 * rl_session_get_mpr:
 * @self: a session
 *
 * Returns: (transfer none): how the planes lie
 */
const RimMpr *
rl_session_get_mpr (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  return &self->mpr;
}

RimOrientation
rl_session_get_active_plane (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), RIM_ORIENTATION_AXIAL);

  return self->active_plane;
}

/**
 * rl_session_set_active_plane:
 * @self: a session
 * @plane: which plane the pane shows that keys go to
 */
void
rl_session_set_active_plane (RlSession      *self,
                             RimOrientation  plane)
{
  g_return_if_fail (RL_IS_SESSION (self));

  if (self->active_plane == plane)
    return;

  self->active_plane = plane;
  rl_session_notify (self, RL_SESSION_PROP_ACTIVE_PLANE);
}

/**
 * rl_session_turn_plane:
 * @self: a session
 * @plane: which plane
 * @about: about which direction through the crosshair, LPS
 * @angle: how far, in radians, counted as a right-handed screw along @about
 */
void
rl_session_turn_plane (RlSession      *self,
                       RimOrientation  plane,
                       RimVec3         about,
                       double          angle)
{
  g_return_if_fail (RL_IS_SESSION (self));

  if (rl_session_get_base (self) == NULL || angle == 0.0)
    return;

  rim_mpr_turn (&self->mpr, plane, about, angle);
  rl_session_emit (self, RL_SESSION_PLANES_CHANGED);
}

/**
 * rl_session_turn_others:
 * @self: a session
 * @view: the plane that stays
 * @angle: how far, in radians, clockwise as @view is seen
 *
 * Turns the other two planes together, so that they stay square to each other.
 */
void
rl_session_turn_others (RlSession      *self,
                        RimOrientation  view,
                        double          angle)
{
  RimVec3 about;

  g_return_if_fail (RL_IS_SESSION (self));

  if (rl_session_get_base (self) == NULL || angle == 0.0)
    return;

  about = rim_mpr_get_normal (&self->mpr, view);
  for (guint p = 0; p < RIM_N_ORIENTATIONS; p++)
    if (p != view)
      rim_mpr_turn (&self->mpr, p, about, angle);

  rl_session_emit (self, RL_SESSION_PLANES_CHANGED);
}

/**
 * rl_session_reset_planes:
 * @self: a session
 *
 * Makes the planes axial, sagittal and coronal, and as thin as a slice.
 */
void
rl_session_reset_planes (RlSession *self)
{
  g_return_if_fail (RL_IS_SESSION (self));

  rl_session_init_planes (self);
  rl_session_emit (self, RL_SESSION_PLANES_CHANGED);
}

/**
 * rl_session_get_slab:
 * @self: a session
 * @plane: which plane
 *
 * Returns: what is seen of what lies before and behind the plane
 */
RlSlab
rl_session_get_slab (RlSession      *self,
                     RimOrientation  plane)
{
  g_return_val_if_fail (RL_IS_SESSION (self), ((RlSlab) { RIM_SLAB_MAX, 0.0 }));

  return self->slabs[plane];
}

/**
 * rl_session_set_slab:
 * @self: a session
 * @plane: which plane
 * @slab: what is to be seen of what lies before and behind it; a thickness of
 *   less than half a millimetre is none
 */
void
rl_session_set_slab (RlSession      *self,
                     RimOrientation  plane,
                     RlSlab          slab)
{
  RlSlab *old;

  g_return_if_fail (RL_IS_SESSION (self));
  g_return_if_fail (!isnan (slab.mm));

  old = &self->slabs[plane];
  slab.mm = slab.mm < LEAST_SLAB ? 0.0 : MIN (slab.mm, RL_MAX_SLAB);
  if (old->kind == slab.kind && old->mm == slab.mm)
    return;

  *old = slab;
  rl_session_emit (self, RL_SESSION_PLANES_CHANGED);
}
