/* rl-cine.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/rl-pane.h"

G_BEGIN_DECLS

#define RL_TYPE_CINE (rl_cine_get_type ())

/**
 * RlCine:
 *
 * Plays the slices of a pane, or turns it, as steadily as the screen allows.
 * Whatever else moves the pane, and a stroke, stops it.
 *
 * Properties: "rate" (double: steps in a second), "swing" (boolean: back and
 * forth instead of round and round), "running" (boolean, read-only).
 */
G_DECLARE_FINAL_TYPE (RlCine, rl_cine, RL, CINE, GObject)

RlCine  *rl_cine_new (void) G_GNUC_WARN_UNUSED_RESULT;
void     rl_cine_start      (RlCine   *self,
                             RlPane   *pane);
void     rl_cine_stop       (RlCine   *self);
gboolean rl_cine_is_running (RlCine   *self);
void     rl_cine_advance    (RlCine   *self,
                             int       steps);

G_END_DECLS
