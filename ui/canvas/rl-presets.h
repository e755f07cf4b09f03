/* rl-presets.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-session.h"

G_BEGIN_DECLS

/**
 * RlPreset:
 * @name: what it is for, translatable where it is not the user's own
 * @window: in HU, or in SUV
 *
 * A window behind a digit key.
 */
typedef struct
{
  const char *name;
  RimWindow   window;
} RlPreset;

#define RL_MAX_PRESET 9

/* From this one on they are the user's own. */
#define RL_FIRST_USER_PRESET 7
#define RL_N_USER_WINDOWS    (RL_MAX_PRESET - RL_FIRST_USER_PRESET + 1)

gboolean        rl_presets_get   (RlSession   *session,
                                  RlLayerKind  kind,
                                  guint        number,
                                  RlPreset    *preset);
gboolean        rl_presets_apply (RlSession   *session,
                                  RlLayerKind  kind,
                                  guint        number);
gboolean        rl_presets_apply_file (RlSession   *session,
                                       RlLayerKind  kind,
                                       guint        index);
gboolean        rl_presets_apply_next_file (RlSession   *session,
                                            RlLayerKind  kind);
gboolean        rl_presets_apply_region (RlSession      *session,
                                         RlLayerKind     kind,
                                         const RimPlane *region);

G_END_DECLS
