/* rim-wavelet-line-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "filter/rim-wavelet-bank-private.h"
#include "kernels/rim-kernels.h"

G_BEGIN_DECLS

/**
 * RimWaveletSpan:
 * @begin: the first sample, which may lie before the line
 * @n: how many samples, at most @period
 * @period: after how many samples the line repeats itself, even
 *
 * Samples of a line that is periodic.
 */
typedef struct
{
  gint64 begin;
  gsize  n;
  gsize  period;
} RimWaveletSpan;

/**
 * RimWaveletFilter:
 * @n: how many taps
 * @is_single: whether samples are floats, else doubles
 * @taps: for samples that are doubles
 * @single_taps: for samples that are floats
 *
 * A filter in the precision of what it filters.
 */
typedef struct
{
  guint    n;
  gboolean is_single;
  double   taps[RIM_WAVELET_MAX_TAPS];
  float    single_taps[RIM_WAVELET_MAX_TAPS];
} RimWaveletFilter;

void           rim_wavelet_filter_init  (RimWaveletFilter       *self,
                                         guint                   n,
                                         const double           *taps,
                                         const float            *single_taps,
                                         gboolean                is_single);
RimWaveletSpan rim_wavelet_span_widen   (RimWaveletSpan span,
                                         guint          n_taps);
gsize          rim_wavelet_span_find    (const RimWaveletSpan   *self,
                                         gint64                  sample);
void           rim_wavelet_filter_order (const RimWaveletFilter *self,
                                         const RimWaveletSpan   *out,
                                         gsize                   o,
                                         guint                  *order);
void           rim_wavelet_filter_sum   (const RimWaveletFilter *self,
                                         const guint            *order,
                                         const char *const      *rows,
                                         gsize                   n,
                                         char                   *sums);

G_END_DECLS
