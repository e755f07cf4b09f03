/* rim-reclassification.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "statistics/rim-estimate.h"

G_BEGIN_DECLS

/**
 * RimImprovement:
 * @estimate: with its normal interval
 * @standard_error: of it
 * @p: of no improvement; two-sided; 1 where nothing changes
 */
typedef struct
{
  RimEstimate estimate;
  double      standard_error;
  double      p;
} RimImprovement;

/**
 * RimReclassification:
 * @nri_positive: of the positive class, what part goes up less what part goes down
 * @nri_negative: of the negative class, what part goes down less what part goes up
 * @nri: the sum of both, from -2 to 2
 * @idi: by how much more the means of both classes are apart
 *
 * What a second model changes for the better.
 */
typedef struct
{
  RimImprovement nri_positive;
  RimImprovement nri_negative;
  RimImprovement nri;
  RimImprovement idi;
} RimReclassification;

gboolean rim_reclassification_init (RimReclassification  *self,
                                    const double         *before,
                                    const double         *after,
                                    const guint8         *labels,
                                    gsize                 n,
                                    const double         *cutoffs,
                                    guint                 n_cutoffs,
                                    GError              **error);

G_END_DECLS
