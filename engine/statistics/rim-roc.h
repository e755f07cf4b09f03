/* rim-roc.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimRocPoint:
 * @score: the lowest score that is called positive; INFINITY where none is
 * @true_positive: how many rows of the positive class are called positive
 * @false_positive: how many rows of the negative class are
 *
 * Rows with the same score are one step.
 */
typedef struct
{
  double score;
  gsize  true_positive;
  gsize  false_positive;
} RimRocPoint;

/**
 * RimRoc:
 * @n_positive: how many rows of the positive class
 * @n_negative: of the negative class
 * @auc: the area under the curve: how likely a positive row has a higher score than a
 *   negative one, ties by half
 * @n_points: how many steps
 * @points: from nobody to everybody called positive
 *
 * A receiver operating characteristic. Immutable.
 */
typedef struct
{
  gsize        n_positive;
  gsize        n_negative;
  double       auc;
  gsize        n_points;
  RimRocPoint *points;
} RimRoc;

RimRoc *rim_roc_new                   (const double  *scores,
                                       const guint8  *labels,
                                       gsize          n,
                                       GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void    rim_roc_free                  (RimRoc        *self);
double  rim_roc_get_sensitivity       (const RimRoc  *self,
                                       gsize          point);
double  rim_roc_get_specificity       (const RimRoc  *self,
                                       gsize          point);
double  rim_roc_get_precision         (const RimRoc  *self,
                                       gsize          point);
double  rim_roc_get_cutoff            (const RimRoc  *self,
                                       gsize          point);
gsize   rim_roc_find_youden           (const RimRoc  *self);
double  rim_roc_get_partial_auc       (const RimRoc  *self,
                                       double         specificity_low,
                                       double         specificity_high);
double  rim_roc_get_average_precision (const RimRoc  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimRoc, rim_roc_free)

G_END_DECLS
