/* rl-seeder.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-session.h"

G_BEGIN_DECLS

/**
 * RlSeedKind:
 * @RL_SEED_IN: surely of the lesion
 * @RL_SEED_OUT: surely not
 *
 * What a seed marks.
 */
typedef enum
{
  RL_SEED_IN,
  RL_SEED_OUT,
  RL_N_SEEDS
} RlSeedKind;

#define RL_TYPE_SEEDER (rl_seeder_get_type ())

/**
 * RlSeeder:
 *
 * Seeds in and about a lesion, painted on any plane, and what grows from them: a proposal,
 * anew after each stroke. A session has one. Seeds stay, whatever tool is in hand, until what
 * grew from them is accepted or they are dropped.
 *
 * Signals: "changed": there are other seeds; "message" (const char *text): what the user
 * should know.
 */
G_DECLARE_FINAL_TYPE (RlSeeder, rl_seeder, RL, SEEDER, GObject)

RlSeeder  *rl_seeder_get (RlSession   *session);
RimMask   *rl_seeder_begin    (RlSeeder    *self,
                               RlLayerKind  layer,
                               RlSeedKind   kind,
                               GError     **error);
void       rl_seeder_mark     (RlSeeder    *self,
                               RlSeedKind   kind,
                               RimMask     *mask);
void       rl_seeder_end      (RlSeeder    *self);
gboolean   rl_seeder_back     (RlSeeder    *self);
gboolean   rl_seeder_clear    (RlSeeder    *self);
RimLesion *rl_seeder_get_seed (RlSeeder    *self,
                               RlSeedKind   kind);
guint      rl_seeder_get_n_strokes (RlSeeder *self);
gboolean   rl_seeder_is_busy  (RlSeeder    *self);

G_END_DECLS
