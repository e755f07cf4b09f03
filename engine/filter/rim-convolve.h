/* rim-convolve.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "filter/rim-boundary.h"
#include "filter/rim-patch.h"

G_BEGIN_DECLS

/**
 * RimTaps:
 * @taps: @n of them
 * @n: how many, at least 1
 * @step: how far apart they are, at least 1
 * @first: where the value that @taps[0] weighs lies from the one that comes out
 *
 * A filter along one axis, applied by convolution:
 *
 *   out[x] = sum over t of taps[t] * in[x + first - t * step]
 */
typedef struct
{
  const double *taps;
  guint         n;
  guint         step;
  gint          first;
} RimTaps;

void      rim_taps_get_source (const RimTaps *self,
                               RimBoundary    boundary,
                               guint          size,
                               guint         *begin,
                               guint         *end);
RimPatch *rim_convolve_axis   (const RimPatch  *in,
                               guint            axis,
                               const RimTaps   *taps,
                               RimBoundary      boundary,
                               guint            begin,
                               guint            end,
                               GError         **error) G_GNUC_WARN_UNUSED_RESULT;
void      rim_convolve_get_source (const RimTaps *const  taps[3],
                                   RimBoundary           boundary,
                                   const guint           size[3],
                                   const RimBox         *box,
                                   RimBox               *source);
RimPatch *rim_convolve        (const RimPatch       *in,
                               const RimTaps *const  taps[3],
                               RimBoundary           boundary,
                               const RimBox         *box,
                               GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
