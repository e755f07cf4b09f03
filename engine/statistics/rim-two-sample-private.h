/* rim-two-sample-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "statistics/rim-significance.h"

G_BEGIN_DECLS

/**
 * RimTwoSample:
 * @n: how many rows of the negative and of the positive class
 * @mean: of each
 * @squares: the sum of squared differences to the mean of each
 * @halves: of all pairs of a positive and a negative row, those where the positive one
 *   is higher twice, and ties once
 * @ties: the sum of t³ - t over groups of t equal values
 *
 * All that tests of two classes need, of one walk from the lowest value to the highest.
 */
typedef struct
{
  gsize   n[2];
  double  mean[2];
  double  squares[2];
  guint64 halves;
  double  ties;
} RimTwoSample;

/* How U is distributed where nothing is tied: the lower half of the probabilities. */
typedef struct
{
  gsize   n[2];
  double *cumulated;
} RimMannWhitneyNull;

void                rim_two_sample_init        (RimTwoSample             *self,
                                                const guint32            *order,
                                                const double             *values,
                                                const guint8             *labels,
                                                gsize                     n);
gboolean            rim_two_sample_compare_means (const RimTwoSample       *self,
                                                  gboolean                  equal_variances,
                                                  RimSignificance          *significance);
void                rim_two_sample_compare_ranks (const RimTwoSample       *self,
                                                  const RimMannWhitneyNull *null,
                                                  RimSignificance          *significance);
RimMannWhitneyNull *rim_mann_whitney_null_new  (gsize n_negative,
                                                gsize n_positive) G_GNUC_WARN_UNUSED_RESULT;
void                rim_mann_whitney_null_free (RimMannWhitneyNull       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimMannWhitneyNull, rim_mann_whitney_null_free)

G_END_DECLS
