/* rim-mask-resample.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-mask.h"

G_BEGIN_DECLS

RimMask *rim_mask_resample (RimMask       *mask,
                            const RimGrid *grid) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
