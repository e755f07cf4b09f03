/* rim-wavelet-bank-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RIM_WAVELET_MAX_TAPS 102

/**
 * RimWaveletRow:
 * @name: as PyWavelets calls it: "coif1"
 * @n: how many taps
 * @low: the low-pass filter of analysis
 * @synthesis: (nullable): the low-pass filter of synthesis; where %NULL, @low
 *   backwards
 *
 * A wavelet as it stands in the tables.
 */
typedef struct
{
  const char   *name;
  guint         n;
  const double *low;
  const double *synthesis;
} RimWaveletRow;

/**
 * RimWaveletBank:
 * @n: how many taps, even
 * @low: the low-pass filter of analysis
 * @high: the high-pass filter of analysis
 * @single_low: @low in single precision
 * @single_high: @high in single precision
 *
 * The filters that split a line into a smooth and a detailed half.
 */
typedef struct
{
  guint  n;
  double low[RIM_WAVELET_MAX_TAPS];
  double high[RIM_WAVELET_MAX_TAPS];
  float  single_low[RIM_WAVELET_MAX_TAPS];
  float  single_high[RIM_WAVELET_MAX_TAPS];
} RimWaveletBank;

gboolean             rim_wavelet_bank_init       (RimWaveletBank *self,
                                                  const char     *name);

const RimWaveletRow *rim_wavelet_daubechies_rows (guint          *n_rows);
const RimWaveletRow *rim_wavelet_coiflet_rows    (guint          *n_rows);

G_END_DECLS
