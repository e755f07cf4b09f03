/* rim-fft.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RimComplex:
 * @re: the real part
 * @im: the imaginary part
 */
typedef struct
{
  double re;
  double im;
} RimComplex;

/**
 * RimFftDirection:
 * @RIM_FFT_FORWARD: sum of x[n] exp (-2 pi i k n / N)
 * @RIM_FFT_INVERSE: sum of X[k] exp (2 pi i k n / N), not divided by N
 *
 * Which way a Fourier transform goes. There and back multiplies by the number of
 * values.
 */
typedef enum
{
  RIM_FFT_FORWARD,
  RIM_FFT_INVERSE,
} RimFftDirection;

/**
 * RimFftLine:
 *
 * How to transform lines of one length, in place: for those who transform some
 * lines of an array only. Immutable; any number of threads may run it at once.
 */
typedef struct _RimFftLine RimFftLine;

gsize       rim_fft_good_size       (gsize n);
gsize       rim_fft_get_n_spectrum  (const guint size[3]);
gboolean    rim_fft_transform       (const guint       size[3],
                                     RimFftDirection   direction,
                                     RimComplex       *values,
                                     GError          **error);
gboolean    rim_fft_transform_real  (const guint    size[3],
                                     const double  *values,
                                     RimComplex    *spectrum,
                                     GError       **error);
gboolean    rim_fft_invert_real     (const guint   size[3],
                                     RimComplex   *spectrum,
                                     double       *values,
                                     GError      **error);

RimFftLine *rim_fft_line_new        (guint             n,
                                     RimFftDirection   direction,
                                     GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void        rim_fft_line_run        (const RimFftLine *self,
                                     RimComplex       *line);
void        rim_fft_line_free       (RimFftLine *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimFftLine, rim_fft_line_free)

G_END_DECLS
