/* rim-morphology.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "texture/rim-family.h"

G_BEGIN_DECLS

/* The IBSI's morphology (HCUG). Shape is that of RimFamilyInput.shape, intensities
 * are those of RimFamilyInput.region.
 */
extern const RimFamily rim_family_morphology;

G_END_DECLS
