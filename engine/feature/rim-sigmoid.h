/* rim-sigmoid.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimSigmoid:
 * @inside: what the curve comes from, far below @place
 * @outside: what it goes to, far above
 * @place: where it is halfway
 * @width: how wide it is, above 0: outside + (inside - outside) / (1 + exp ((x - place) / width))
 * @r_squared: the share of the variance of the values that it explains
 *
 * A step that is not sharp.
 */
typedef struct
{
  double inside;
  double outside;
  double place;
  double width;
  double r_squared;
} RimSigmoid;

/**
 * RimSigmoidFitter:
 *
 * What fits of values at the same places have in common. Immutable once made; safe
 * on any thread.
 */
typedef struct _RimSigmoidFitter RimSigmoidFitter;

RimSigmoidFitter *rim_sigmoid_fitter_new  (double first,
                                           double step,
                                           guint  n) G_GNUC_WARN_UNUSED_RESULT;
void              rim_sigmoid_fitter_free (RimSigmoidFitter       *self);
gboolean          rim_sigmoid_fitter_fit  (const RimSigmoidFitter *self,
                                           const double           *values,
                                           guint                   begin,
                                           guint                   end,
                                           RimSigmoid             *found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimSigmoidFitter, rim_sigmoid_fitter_free)

G_END_DECLS
