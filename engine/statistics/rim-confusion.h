/* rim-confusion.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "statistics/rim-estimate.h"

G_BEGIN_DECLS

/**
 * RimConfusion:
 * @true_positive: rows of the positive class that are called positive
 * @false_positive: rows of the negative class that are
 * @true_negative: rows of the negative class that are not
 * @false_negative: rows of the positive class that are not
 *
 * What a cut-off makes of a cohort.
 */
typedef struct
{
  gsize true_positive;
  gsize false_positive;
  gsize true_negative;
  gsize false_negative;
} RimConfusion;

/**
 * RimConfusionMeasures:
 * @sensitivity: of the positive class, what part is called positive; also recall
 * @specificity: of the negative class, what part is called negative
 * @ppv: of what is called positive, what part is; also precision
 * @npv: of what is called negative, what part is
 * @accuracy: what part is called right
 * @f1: the harmonic mean of @ppv and @sensitivity; 0 where nothing is both
 * @mcc: Matthews' correlation coefficient; 0 where a margin is empty
 * @kappa: Cohen's kappa
 * @balanced_accuracy: the mean of @sensitivity and @specificity
 *
 * Intervals are Wilson's. A proportion of nothing is NAN.
 */
typedef struct
{
  RimEstimate sensitivity;
  RimEstimate specificity;
  RimEstimate ppv;
  RimEstimate npv;
  RimEstimate accuracy;
  double      f1;
  double      mcc;
  double      kappa;
  double      balanced_accuracy;
} RimConfusionMeasures;

gboolean rim_confusion_init    (RimConfusion          *self,
                                const double          *scores,
                                const guint8          *labels,
                                gsize                  n,
                                double                 cutoff,
                                GError               **error);
void     rim_confusion_measure (const RimConfusion    *self,
                                RimConfusionMeasures  *measures);

G_END_DECLS
