/* rl-link.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-session.h"

G_BEGIN_DECLS

#define RL_TYPE_LINK (rl_link_get_type ())

/**
 * RlLink:
 *
 * Two sessions that are read side by side. While they are linked, where one
 * looks the other looks as well: at the same point in the same frame of
 * reference, elsewhere by an offset, which is that between the middles of the
 * images until the user says what belongs together. Windows, colours and what
 * is drawn over the images are the same in both, linked or not.
 *
 * Properties: "linked" (boolean).
 */
G_DECLARE_FINAL_TYPE (RlLink, rl_link, RL, LINK, GObject)

RlLink   *rl_link_new (RlSession *session,
                       RlSession *prior) G_GNUC_WARN_UNUSED_RESULT;
gboolean  rl_link_get_linked (RlLink    *self);
void      rl_link_set_linked (RlLink    *self,
                              gboolean   linked);
RimVec3   rl_link_get_offset (RlLink    *self);
void      rl_link_here       (RlLink    *self);
gboolean  rl_link_is_same_frame (RlLink *self);

G_END_DECLS
