/* rim-correlation.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "statistics/rim-estimate.h"

G_BEGIN_DECLS

/**
 * RimCorrelation:
 * @r: the coefficient with its interval on the scale of the inverse tangent; the
 *   interval of three rows is from -1 to 1
 * @p: of no correlation, by a t; two-sided
 */
typedef struct
{
  RimEstimate r;
  double      p;
} RimCorrelation;

gboolean rim_correlation_init_pearson  (RimCorrelation  *self,
                                        const double    *x,
                                        const double    *y,
                                        gsize            n,
                                        GError         **error);
gboolean rim_correlation_init_spearman (RimCorrelation  *self,
                                        const double    *x,
                                        const double    *y,
                                        gsize            n,
                                        GError         **error);

G_END_DECLS
