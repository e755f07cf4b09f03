/* rim-delong.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "statistics/rim-estimate.h"

G_BEGIN_DECLS

/**
 * RimDelong:
 * @auc: the area under the curve, with its interval within 0 and 1
 * @variance: of the area; 0 where all rows are told apart without a fault
 * @n: how many rows
 */
typedef struct
{
  RimEstimate auc;
  double      variance;
  gsize       n;
} RimDelong;

/**
 * RimDelongTest:
 * @difference: the first area without the second, with its interval
 * @covariance: of both areas; 0 where they are of different rows
 * @statistic: z of the same rows, t of different ones; infinite where areas differ and
 *   neither varies
 * @freedom: degrees of freedom of a t; INFINITY of a z
 * @p: two-sided
 */
typedef struct
{
  RimEstimate difference;
  double      covariance;
  double      statistic;
  double      freedom;
  double      p;
} RimDelongTest;

gboolean rim_delong_init             (RimDelong       *self,
                                      const double    *scores,
                                      const guint8    *labels,
                                      gsize            n,
                                      GError         **error);
gboolean rim_delong_compare_paired   (RimDelongTest   *test,
                                      const double    *first,
                                      const double    *second,
                                      const guint8    *labels,
                                      gsize            n,
                                      GError         **error);
void     rim_delong_compare_unpaired (RimDelongTest   *test,
                                      const RimDelong *first,
                                      const RimDelong *second);

G_END_DECLS
