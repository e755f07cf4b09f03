/* rim-plane-turn.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-plane.h"

/**
 * rim_plane_turn:
 * @self: a plane
 * @flip: whether left and right are exchanged first
 * @quarters: how many quarter turns to make then, clockwise
 *
 * Turns what is seen about the middle of the plane. Its size in pixels stays.
 */
void
rim_plane_turn (RimPlane *self,
                gboolean  flip,
                guint     quarters)
{
  RimVec3 middle = rim_plane_to_patient (self, self->width / 2.0, self->height / 2.0);

  if (flip)
    self->right = rim_vec3_scale (self->right, -1.0);

  for (guint i = 0; i < quarters % 4; i++)
    {
      RimVec3 up = rim_vec3_scale (self->down, -1.0);

      self->down = self->right;
      self->right = up;
    }

  middle = rim_vec3_sub (middle, rim_vec3_scale (self->right, (self->width - 1.0) / 2.0));
  self->origin = rim_vec3_sub (middle, rim_vec3_scale (self->down, (self->height - 1.0) / 2.0));
}
