/* rim-logistic.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "statistics/rim-estimate.h"
#include "statistics/rim-significance.h"

G_BEGIN_DECLS

/**
 * RimLogisticFit:
 * @n: how many rows
 * @n_coefficients: one more than columns: the first is that of the intercept
 * @coefficients: logarithms of odds ratios for a unit more
 * @covariance: n_coefficients × n_coefficients
 * @log_likelihood: of the fit
 * @null_log_likelihood: of a model with the intercept, and the offset, alone
 *
 * The logistic model of the highest likelihood, without a penalty. Immutable.
 */
typedef struct
{
  gsize   n;
  guint   n_coefficients;
  double *coefficients;
  double *covariance;
  double  log_likelihood;
  double  null_log_likelihood;
} RimLogisticFit;

RimLogisticFit *rim_logistic_fit_new              (const double          *columns,
                                                   guint                  n_columns,
                                                   gsize                  n,
                                                   const guint8          *labels,
                                                   const double          *offset,
                                                   GError               **error) G_GNUC_WARN_UNUSED_RESULT;
RimLogisticFit *rim_logistic_fit_new_weighted     (const double          *columns,
                                                   guint                  n_columns,
                                                   gsize                  n,
                                                   const guint8          *labels,
                                                   const double          *offset,
                                                   const double          *weights,
                                                   GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void            rim_logistic_fit_free             (RimLogisticFit        *self);
RimEstimate     rim_logistic_fit_get_estimate     (const RimLogisticFit  *self,
                                                   guint                  coefficient);
RimSignificance rim_logistic_fit_get_significance (const RimLogisticFit  *self,
                                                   guint                  coefficient);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimLogisticFit, rim_logistic_fit_free)

G_END_DECLS
