/* rl-volume-presets.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RL_RAMP_SIZE 256

/**
 * RlVolumePreset:
 * @id: its name in actions
 * @name: to be translated
 *
 * How opaque and of what colour the values of a CT are.
 */
typedef struct _RlVolumePreset RlVolumePreset;

guint                 rl_volume_presets_get_n   (void);
const RlVolumePreset *rl_volume_presets_get     (guint index);
const RlVolumePreset *rl_volume_presets_find    (const char           *id);
const char           *rl_volume_preset_get_id   (const RlVolumePreset *self);
const char           *rl_volume_preset_get_name (const RlVolumePreset *self);
void                  rl_volume_preset_get_range (const RlVolumePreset *self,
                                                  double               *low,
                                                  double               *high);
void                  rl_volume_preset_fill     (const RlVolumePreset *self,
                                                 float                 ramp[RL_RAMP_SIZE][4]);

G_END_DECLS
