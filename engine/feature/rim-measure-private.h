/* rim-measure-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-measure.h"

G_BEGIN_DECLS

double   rim_measure_mesh_volume_cancellable (RimMask        *mask,
                                              GCancellable   *cancellable);
gboolean rim_measure_suv_peak_cancellable    (RimMask        *mask,
                                              RimVolume      *pet,
                                              RimSuvPeak     *peak,
                                              GCancellable   *cancellable);

/* Values that no tissue has: NaN, padding, and below the floor of a CT's circle
 * of reconstruction.
 */
typedef struct
{
  gboolean has_padding;
  double   pad_low;              /* stored */
  double   pad_high;
  double   floor;
} RimValidity;

void     rim_validity_init     (RimValidity       *self,
                                RimVolume         *volume);
gboolean rim_validity_is_valid (const RimValidity *self,
                                double             value,
                                RimRescale         rescale);

G_END_DECLS
