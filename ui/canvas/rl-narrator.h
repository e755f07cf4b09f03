/* rl-narrator.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/rl-pane.h"

G_BEGIN_DECLS

#define RL_TYPE_NARRATOR (rl_narrator_get_type ())

/**
 * RlNarrator:
 *
 * Tells a screen reader what a pane shows, in its accessible description: a moment
 * after it changed last, so that a hand that goes through slices is not followed by a
 * voice for each of them.
 */
G_DECLARE_FINAL_TYPE (RlNarrator, rl_narrator, RL, NARRATOR, GObject)

RlNarrator *rl_narrator_new (RlPane     *pane) G_GNUC_WARN_UNUSED_RESULT;
void        rl_narrator_wake      (RlNarrator *self);
char       *rl_narrator_say_point (RlSession  *session) G_GNUC_WARN_UNUSED_RESULT;
char       *rl_narrator_say_window (RlSession  *session,
                                    RlLayerKind layer) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
