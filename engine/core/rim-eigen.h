/* rim-eigen.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rim-affine.h"

G_BEGIN_DECLS

void rim_eigen_init (const double matrix[3][3],
                     double       values[3],
                     RimVec3      vectors[3]);

G_END_DECLS
