/* rl-map-multiples.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "maps/rl-map-maker.h"

G_BEGIN_DECLS

/* As many as a reader can take in. */
#define RL_MAP_MULTIPLES_MAX 8

#define RL_TYPE_MAP_MULTIPLES (rl_map_multiples_get_type ())

/**
 * RlMapMultiples:
 *
 * Several maps beside each other: those that were pinned, with the one that is chosen, each in
 * a pane of its own.
 *
 * Properties: "feature" (string, the one that is chosen, or NULL), "shown" (boolean).
 *
 * Signal "changed": others are wanted beside the one that is chosen.
 */
G_DECLARE_FINAL_TYPE (RlMapMultiples, rl_map_multiples, RL, MAP_MULTIPLES, GtkWidget)

GtkWidget *rl_map_multiples_new (RlSession      *session,
                                 RlMapMaker     *maker) G_GNUC_WARN_UNUSED_RESULT;
void       rl_map_multiples_pin        (RlMapMultiples *self,
                                        const char     *name);
void       rl_map_multiples_unpin      (RlMapMultiples *self,
                                        const char     *name);
char     **rl_map_multiples_dup_wanted (RlMapMultiples *self) G_GNUC_WARN_UNUSED_RESULT;
void       rl_map_multiples_lay_out    (RlMapMultiples *self);

G_END_DECLS
