/* rim-autocorrelation.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-frame.h"
#include "volume/rim-region.h"

G_BEGIN_DECLS

/**
 * RimAutocorrelation:
 * @moran_i: Moran's I (IBSI N365)
 * @geary_c: Geary's C (IBSI NPT7)
 *
 * How alike values are that lie close together. NAN where there are fewer than
 * two values, all are equal, or there are too many for the memory.
 */
typedef struct
{
  double moran_i;
  double geary_c;
} RimAutocorrelation;

gboolean rim_autocorrelation_init (RimAutocorrelation *self,
                                   const RimRegion    *region,
                                   const double       *values,
                                   const RimFrame     *frame,
                                   GCancellable       *cancellable,
                                   GError            **error);

G_END_DECLS
