/* rl-session-comparison.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-session-private.h"

#define SAME_GRID 1e-3

/* Orange and sky blue of Okabe and Ito: told apart in all common kinds of colour
 * blindness.
 */
static const guint8 colors[RIM_N_DIFFERENCES][3] = {
  [RIM_DIFFERENCE_ONLY_A] = { 230, 159, 0 },
  [RIM_DIFFERENCE_ONLY_B] = { 86, 180, 233 },
};

/* Returns: (array fixed-size=3): in which colour what only one side has is seen */
const guint8 *
rl_difference_get_color (RimDifference difference)
{
  return colors[difference];
}

static void
clear_differences (RlSessionCompared *self)
{
  g_clear_pointer (&self->of, rim_lesion_unref);
  for (guint i = 0; i < RIM_N_DIFFERENCES; i++)
    g_clear_pointer (&self->differences[i], rim_lesion_unref);
}

/* Without telling anybody. */
void
rl_session_clear_compared (RlSession *self)
{
  clear_differences (&self->compared);
  g_clear_pointer (&self->compared.lesion, rim_lesion_unref);
  g_clear_pointer (&self->compared.shown, rim_lesion_unref);
}

/**
 * rl_session_set_compared:
 * @self: a session
 * @lesion: (nullable): the active lesion as another reader or another time has it, on
 *   its grid; %NULL for none
 *
 * Shows where both differ, for as long as that is wanted.
 */
void
rl_session_set_compared (RlSession *self,
                         RimLesion *lesion)
{
  g_return_if_fail (RL_IS_SESSION (self));

  if (self->compared.lesion == lesion)
    return;

  if (lesion != NULL)
    rim_lesion_ref (lesion);
  rl_session_clear_compared (self);
  self->compared.lesion = lesion;
  if (lesion != NULL)
    self->compared.shown = rim_lesion_with_color (lesion, colors[RIM_DIFFERENCE_ONLY_B]);
  rl_session_emit (self, RL_SESSION_DISPLAY_CHANGED);
}

/* Returns: (transfer none) (nullable): what the active lesion is compared with, in the
 * colour of that side; %NULL while it is not to be seen
 */
RimLesion *
rl_session_get_compared (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  return self->show_difference ? self->compared.shown : NULL;
}

static RimLesion *
new_difference (RimLesion     *a,
                RimLesion     *b,
                RimDifference  difference)
{
  g_autoptr(RimMask) mask = rim_mask_find_class (a->mask, b->mask, difference);
  g_autoptr(RimLesion) lesion = rim_lesion_with_mask (a, mask);

  return rim_lesion_with_color (lesion, colors[difference]);
}

/**
 * rl_session_get_difference:
 * @self: a session
 * @difference: what only the active lesion has (A), or only the other one (B)
 *
 * Follows a stroke in progress.
 *
 * Returns: (transfer none) (nullable): those voxels, as a lesion in the colour of that
 *   side; %NULL while nothing is compared or it is not to be seen
 */
RimLesion *
rl_session_get_difference (RlSession     *self,
                           RimDifference  difference)
{
  RlSessionCompared *compared;
  RimLesion *active;

  g_return_val_if_fail (RL_IS_SESSION (self), NULL);
  g_return_val_if_fail (difference != RIM_DIFFERENCE_BOTH, NULL);

  compared = &self->compared;
  active = rl_session_find_lesion (self, self->active_lesion);
  if (!self->show_difference || compared->lesion == NULL || active == NULL ||
      !rim_grid_equal (rim_mask_get_grid (active->mask), rim_mask_get_grid (compared->lesion->mask),
                       SAME_GRID))
    return NULL;

  if (compared->of != active)
    {
      clear_differences (compared);
      compared->of = rim_lesion_ref (active);
    }
  if (compared->differences[difference] == NULL)
    compared->differences[difference] = new_difference (active, compared->lesion, difference);

  return compared->differences[difference];
}

gboolean
rl_session_get_show_difference (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  return self->show_difference;
}

/**
 * rl_session_set_show_difference:
 * @self: a session
 * @show: whether it is seen over the images how the active lesion differs from what it
 *   is compared with
 */
void
rl_session_set_show_difference (RlSession *self,
                                gboolean   show)
{
  g_return_if_fail (RL_IS_SESSION (self));

  rl_session_set_display_flag (self, &self->show_difference, show, RL_SESSION_PROP_SHOW_DIFFERENCE);
}

/**
 * rl_session_set_parts:
 * @self: a session
 * @parts: (nullable) (element-type RimLesion): parts of a lesion, each in a colour of its own;
 *   %NULL for none
 *
 * Shows what a lesion is made of, under the contours. They are in no segmentation, and go
 * when other lesions are shown.
 */
void
rl_session_set_parts (RlSession *self,
                      GPtrArray *parts)
{
  g_return_if_fail (RL_IS_SESSION (self));

  if (self->parts == parts)
    return;

  if (parts != NULL)
    g_ptr_array_ref (parts);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  self->parts = parts;
  rl_session_emit (self, RL_SESSION_DISPLAY_CHANGED);
}

/* Returns: (transfer none) (nullable) (element-type RimLesion): the parts of a lesion that
 * are shown as colours
 */
GPtrArray *
rl_session_get_parts (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  return self->parts;
}
