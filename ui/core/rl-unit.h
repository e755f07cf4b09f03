/* rl-unit.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-volume.h"

G_BEGIN_DECLS

char *rl_unit_describe (RimVolume *volume) G_GNUC_WARN_UNUSED_RESULT;
char *rl_unit_name     (RimVolume *volume) G_GNUC_WARN_UNUSED_RESULT;
char *rl_unit_describe_value (RimVolume *volume,
                              double     value) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
