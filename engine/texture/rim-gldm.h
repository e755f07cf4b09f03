/* rim-gldm.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "texture/rim-counts.h"

G_BEGIN_DECLS

#define RIM_GLDM_N_FEATURES 14

extern const RimFamily rim_family_gldm;

const RimCountFeature *rim_gldm_get_features (void);

G_END_DECLS
