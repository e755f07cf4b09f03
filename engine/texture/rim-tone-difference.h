/* rim-tone-difference.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "texture/rim-family.h"

G_BEGIN_DECLS

/* Of a voxel that does not count, as it has no neighbours. */
#define RIM_NO_DIFFERENCE -1.0

double *rim_tone_differences_new (const RimFamilyInput *input,
                                  int                   flat_axis,
                                  GCancellable         *cancellable,
                                  GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
