/* rl-session-maps.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-session-private.h"

/**
 * rl_session_set_more_maps:
 * @self: a session
 * @layers: (element-type RlMapLayer) (nullable): maps that are shown beside the main one; NULL
 *   or none for the main one alone
 * @plane: in which plane all of them are shown
 */
void
rl_session_set_more_maps (RlSession      *self,
                          GPtrArray      *layers,
                          RimOrientation  plane)
{
  g_return_if_fail (RL_IS_SESSION (self));

  if (layers != NULL)
    g_ptr_array_ref (layers);
  g_clear_pointer (&self->more_maps, g_ptr_array_unref);
  self->more_maps = layers;
  self->maps_plane = plane;
  rl_session_emit (self, RL_SESSION_MAPS_CHANGED);
}

guint
rl_session_get_n_more_maps (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), 0);

  return self->more_maps != NULL ? self->more_maps->len : 0;
}

/**
 * rl_session_get_map:
 * @self: a session
 * @i: which map: 0 is the main one
 *
 * Returns: (transfer none) (nullable): the map, if there are so many
 */
RlMapLayer *
rl_session_get_map (RlSession *self,
                    guint      i)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  if (i == 0)
    return self->map_layer;

  return i <= rl_session_get_n_more_maps (self) ? g_ptr_array_index (self->more_maps, i - 1) : NULL;
}

/**
 * rl_session_turn_more_maps:
 * @self: a session
 * @plane: another plane
 *
 * Returns: whether there are several maps, which are all shown in @plane now
 */
gboolean
rl_session_turn_more_maps (RlSession      *self,
                           RimOrientation  plane)
{
  if (rl_session_get_n_more_maps (self) == 0)
    return FALSE;

  rl_session_set_more_maps (self, self->more_maps, plane);

  return TRUE;
}

/* Returns: the plane in which several maps are shown */
RimOrientation
rl_session_get_maps_plane (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), RIM_ORIENTATION_AXIAL);

  return self->maps_plane;
}
