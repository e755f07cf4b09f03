/* rim-recursive-gaussian-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kernels/rim-kernels.h"

G_BEGIN_DECLS

#define RIM_RECURSIVE_MIN_SAMPLES 4

void rim_recursive_gaussian_init_smooth (RimRecursive *self,
                                         double        sigma,
                                         double        spacing);
void rim_recursive_gaussian_init_second (RimRecursive *self,
                                         double        sigma,
                                         double        spacing);

G_END_DECLS
