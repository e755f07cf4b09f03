/* rl-lesion-center.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "segment/rim-lesion.h"

G_BEGIN_DECLS

gboolean rl_lesion_find_center (RimLesion *lesion,
                                RimVec3   *center);

G_END_DECLS
