/* rim-collage.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "texture/rim-family.h"

G_BEGIN_DECLS

/* How the family is computed: a window of 5 × 5 × 5 voxels, and bins of 5.6°. */
#define RIM_COLLAGE_RADIUS 2
#define RIM_COLLAGE_N_BINS 32

extern const RimFamily rim_family_collage;

G_END_DECLS
