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
 * @name: what it is for, translatable
 * @window: in HU, or in SUV
 *
 * A window behind a digit key.
 */
typedef struct
{
  const char *name;
  RimWindow   window;
} RlPreset;

const RlPreset *rl_presets_get   (RlLayerKind kind,
                                  guint       number);
gboolean        rl_presets_apply (RlSession   *session,
                                  RlLayerKind  kind,
                                  guint        number);

G_END_DECLS
