/* rim-local-intensity.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "texture/rim-family.h"

G_BEGIN_DECLS

/* IBSI 9ST6: local intensity, around voxels of the region. */
extern const RimFamily rim_family_local_intensity;

G_END_DECLS
