/* rl-session-display.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-session-private.h"

double
rl_session_get_pet_opacity (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), 0.0);

  return self->pet_opacity;
}

/**
 * rl_session_set_pet_opacity:
 * @self: a session
 * @opacity: of PET over CT, from 0 to 1
 */
void
rl_session_set_pet_opacity (RlSession *self,
                            double     opacity)
{
  g_return_if_fail (RL_IS_SESSION (self));

  opacity = CLAMP (opacity, 0.0, 1.0);

  if (self->pet_opacity == opacity)
    return;

  self->pet_opacity = opacity;
  rl_session_notify (self, RL_SESSION_PROP_PET_OPACITY);
  rl_session_emit (self, RL_SESSION_DISPLAY_CHANGED);
}

static void
set_display_flag (RlSession  *self,
                  gboolean   *flag,
                  gboolean    value,
                  guint       prop_id)
{
  value = !!value;

  if (*flag == value)
    return;

  *flag = value;
  rl_session_notify (self, prop_id);
  rl_session_emit (self, RL_SESSION_DISPLAY_CHANGED);
}

gboolean
rl_session_get_interpolate (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  return self->interpolate;
}

/**
 * rl_session_set_interpolate:
 * @self: a session
 * @interpolate: whether pixels between voxel centres are interpolated
 */
void
rl_session_set_interpolate (RlSession *self,
                            gboolean   interpolate)
{
  g_return_if_fail (RL_IS_SESSION (self));

  set_display_flag (self, &self->interpolate, interpolate, RL_SESSION_PROP_INTERPOLATE);
}

gboolean
rl_session_get_show_contours (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  return self->show_contours;
}

/**
 * rl_session_set_show_contours:
 * @self: a session
 * @show: whether contours are drawn over the images
 */
void
rl_session_set_show_contours (RlSession *self,
                              gboolean   show)
{
  g_return_if_fail (RL_IS_SESSION (self));

  set_display_flag (self, &self->show_contours, show, RL_SESSION_PROP_SHOW_CONTOURS);
}

gboolean
rl_session_get_show_text (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  return self->show_text;
}

/**
 * rl_session_set_show_text:
 * @self: a session
 * @show: whether text is written over the images
 */
void
rl_session_set_show_text (RlSession *self,
                          gboolean   show)
{
  g_return_if_fail (RL_IS_SESSION (self));

  set_display_flag (self, &self->show_text, show, RL_SESSION_PROP_SHOW_TEXT);
}

gboolean
rl_session_get_show_fill (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  return self->show_fill;
}

/**
 * rl_session_set_show_fill:
 * @self: a session
 * @show: whether the active lesion is tinted, or only outlined
 */
void
rl_session_set_show_fill (RlSession *self,
                          gboolean   show)
{
  g_return_if_fail (RL_IS_SESSION (self));

  set_display_flag (self, &self->show_fill, show, RL_SESSION_PROP_SHOW_FILL);
}

gboolean
rl_session_get_ct_only (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  return self->ct_only;
}

/**
 * rl_session_set_ct_only:
 * @self: a session
 * @ct_only: whether CT is shown wherever PET would be
 */
void
rl_session_set_ct_only (RlSession *self,
                        gboolean   ct_only)
{
  g_return_if_fail (RL_IS_SESSION (self));

  set_display_flag (self, &self->ct_only, ct_only, RL_SESSION_PROP_CT_ONLY);
}
