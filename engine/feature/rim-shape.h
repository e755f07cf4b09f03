/* rim-shape.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "texture/rim-family.h"

G_BEGIN_DECLS

/* PyRadiomics' classes of shape. Both read RimFamilyInput.shape alone. */
extern const RimFamily rim_family_shape;
extern const RimFamily rim_family_shape2d;

G_END_DECLS
