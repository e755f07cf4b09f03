/* rim-spectral.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rim-fft.h"

G_BEGIN_DECLS

/**
 * RimSpectralFilter:
 * @size: how many values along each axis
 * @n_axes: 2 or 3: how many of the axes have frequencies
 * @level: of the band-pass map of Simoncelli's wavelet; 0 lets all bands pass
 * @order: how often the Riesz transform derives along each axis; all 0 for none
 *
 * A filter that is defined by what it does to frequencies.
 */
typedef struct
{
  guint size[3];
  guint n_axes;
  guint level;
  guint order[3];
} RimSpectralFilter;

double rim_riesz_get_norm  (const guint order[3]);
void   rim_spectral_filter (const RimSpectralFilter *self,
                            const RimComplex        *spectrum,
                            RimComplex              *product);

G_END_DECLS
