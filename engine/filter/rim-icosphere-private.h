/* rim-icosphere-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rim-affine.h"

G_BEGIN_DECLS

#define RIM_ICOSPHERE_MAX_SUBDIVISION 4

RimVec3 *rim_icosphere_new (guint    subdivision,
                            double   radius,
                            guint   *n_vertices) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
