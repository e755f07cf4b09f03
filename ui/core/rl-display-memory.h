/* rl-display-memory.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-session.h"
#include "library/rim-library.h"

G_BEGIN_DECLS

#define RL_TYPE_DISPLAY_MEMORY (rl_display_memory_get_type ())

/**
 * RlDisplayMemory:
 *
 * Keeps in the library how each series is shown, a moment after it changed.
 */
G_DECLARE_FINAL_TYPE (RlDisplayMemory, rl_display_memory, RL, DISPLAY_MEMORY, GObject)

RlDisplayMemory *rl_display_memory_new (RimLibrary      *library,
                                        RlSession       *session) G_GNUC_WARN_UNUSED_RESULT;
GVariant        *rl_display_memory_recall (RlDisplayMemory *self,
                                           RlLayerKind      kind,
                                           RimVolume       *volume,
                                           const char      *text) G_GNUC_WARN_UNUSED_RESULT;
void             rl_display_memory_follow (RlDisplayMemory *self);
void             rl_display_memory_leave  (RlDisplayMemory *self);
void             rl_display_memory_save   (RlDisplayMemory *self);

G_END_DECLS
