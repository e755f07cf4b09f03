/* rim-glszm.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "texture/rim-counts.h"

G_BEGIN_DECLS

#define RIM_GLSZM_N_FEATURES 16

extern const RimFamily rim_family_glszm;

const RimCountFeature *rim_glszm_get_features (void);

G_END_DECLS
