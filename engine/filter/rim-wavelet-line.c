/* rim-wavelet-line.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-wavelet-line-private.h"

#include <string.h>

/* With N samples and F taps, output o is the sum over t of taps[t] and sample
 * o + F / 2 - t, modulo N.
 */

void
rim_wavelet_filter_init (RimWaveletFilter *self,
                         guint             n,
                         const double     *taps,
                         const float      *single_taps,
                         gboolean          is_single)
{
  self->n = n;
  self->is_single = is_single;
  memcpy (self->taps, taps, n * sizeof *taps);
  memcpy (self->single_taps, single_taps, n * sizeof *single_taps);
}

/**
 * rim_wavelet_span_widen:
 * @span: samples that are wanted
 * @n_taps: of the filter that makes them
 *
 * Returns: the samples they are made of: the whole line where they go around it
 */
RimWaveletSpan
rim_wavelet_span_widen (RimWaveletSpan span,
                        guint          n_taps)
{
  if (span.n + n_taps - 1 >= span.period)
    return (RimWaveletSpan) { 0, span.period, span.period };

  return (RimWaveletSpan) { span.begin + n_taps / 2 - n_taps + 1, span.n + n_taps - 1,
                            span.period };
}

static gsize
wrap (gint64 sample,
      gsize  period)
{
  gint64 rest = sample % (gint64) period;

  return (gsize) (rest < 0 ? rest + (gint64) period : rest);
}

/**
 * rim_wavelet_span_find:
 * @self: samples
 * @sample: one that is among them, perhaps some periods away
 *
 * Returns: which of @self it is
 */
gsize
rim_wavelet_span_find (const RimWaveletSpan *self,
                       gint64                sample)
{
  return wrap (sample - self->begin, self->period);
}

/**
 * rim_wavelet_filter_order:
 * @self: a filter
 * @out: the samples that come out
 * @o: one of them
 * @order: (out caller-allocates): the order in which its taps are added
 *
 * Single precision shows the order of a sum. PyWavelets adds the taps from first to
 * last, but beyond the end of the line it goes backwards from the end first.
 */
void
rim_wavelet_filter_order (const RimWaveletFilter *self,
                          const RimWaveletSpan   *out,
                          gsize                   o,
                          guint                  *order)
{
  gsize last = wrap (out->begin + (gint64) o, out->period) + self->n / 2;
  guint n_beyond = last >= out->period ? (guint) (last - out->period) + 1 : 0;

  for (guint t = 0; t < self->n; t++)
    order[t] = t < n_beyond ? n_beyond - 1 - t : t;
}

/**
 * rim_wavelet_filter_sum:
 * @self: a filter
 * @order: (array): the order in which its taps are added
 * @rows: (array): the samples that each tap, in its own order, takes
 * @n: how many
 * @sums: (out caller-allocates): their sums
 */
void
rim_wavelet_filter_sum (const RimWaveletFilter *self,
                        const guint            *order,
                        const char *const      *rows,
                        gsize                   n,
                        char                   *sums)
{
  const RimKernels *kernels = rim_kernels_get ();
  gconstpointer sorted[RIM_WAVELET_MAX_TAPS];
  double taps[RIM_WAVELET_MAX_TAPS];
  float single_taps[RIM_WAVELET_MAX_TAPS];

  for (guint t = 0; t < self->n; t++)
    {
      sorted[t] = rows[order[t]];
      taps[t] = self->taps[order[t]];
      single_taps[t] = self->single_taps[order[t]];
    }

  if (self->is_single)
    kernels->weighted_sum ((const float *const *) sorted, single_taps, self->n, n,
                           (gpointer) sums);
  else
    kernels->convolve ((const double **) sorted, taps, self->n, n, (gpointer) sums);
}
