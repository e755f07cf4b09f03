/* rl-map-look.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-map-layer.h"

G_BEGIN_DECLS

void rl_map_look_share (RlMapLayer *layer,
                        RlMapLayer *other);

G_END_DECLS
