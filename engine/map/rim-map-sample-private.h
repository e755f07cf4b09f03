/* rim-map-sample-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-region.h"

G_BEGIN_DECLS

void rim_field_sample (const RimField  *self,
                       const RimRegion *region,
                       float           *values);

G_END_DECLS
