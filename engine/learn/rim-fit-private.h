/* rim-fit-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rim-ref-count.h"
#include "learn/rim-learn-progress-private.h"
#include "learn/rim-transform-private.h"

G_BEGIN_DECLS

/* More inputs than this have no covariance: it would be larger than anything else. */
#define RIM_FIT_MAX_COVARIANCE 500

/*
 * @base: the margin where there is no model
 * @slope, @intercept: from a margin to log odds; NAN unless the outcome is binary
 * @margins: (array length=n): of the rows that were learned from
 * @fold_margins: (nullable) (array length=n): of the same by models that did not see them
 * @is_linear: whether the model is, where outputs are components
 * @means, @covariance: of scaled inputs; %NULL where there are none or too many
 * @factor: of @covariance, by Cholesky
 * @distances: (array length=n): of the rows that were learned from, rising
 * @notes: (array zero-terminated=1): whole sentences
 */
struct _RimFit
{
  RimRefCount     ref_count;
  RimOutcomeKind  kind;
  RimTransform    transform;
  guint           n_steps;
  RimFitStep     *steps;
  RimModel       *model;
  double          base;
  double          cut_off;
  double          slope;
  double          intercept;
  gsize           n;
  double         *margins;
  double         *fold_margins;
  gboolean        is_linear;
  double         *means;
  double         *covariance;
  double         *factor;
  double         *distances;
  GPtrArray      *notes;
};

RimFit   *rim_fit_new_table        (const RimPipeline    *pipeline,
                                    const RimLearnTable  *table,
                                    const guint32        *rows,
                                    gsize                 n_rows,
                                    RimLearnProgress     *progress,
                                    const char           *where,
                                    GCancellable         *cancellable,
                                    GError              **error) G_GNUC_WARN_UNUSED_RESULT;
gsize     rim_fit_count_work       (const RimPipeline    *pipeline);
RimFit   *rim_fit_alloc            (RimOutcomeKind kind);
void      rim_fit_take_note        (RimFit               *self,
                                    char                 *note);
void      rim_fit_calibrate        (RimFit               *self,
                                    const guint8         *labels);
void      rim_fit_learn_covariance (RimFit               *self,
                                    const guint32        *rows);
gboolean  rim_fit_factor           (RimFit               *self);
void      rim_fit_margin_row       (RimFit               *self,
                                    guint32               row,
                                    double               *margin);
double    rim_fit_margin_scaled    (RimFit               *self,
                                    const double         *scaled);
double    rim_fit_distance_scaled  (RimFit               *self,
                                    const double         *scaled);

double   *rim_fit_shrink_covariance (const double         *rows,
                                     gsize                 n,
                                     guint                 p,
                                     double               *shrinkage) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
