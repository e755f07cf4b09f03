/* rim-model.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "learn/rim-task.h"

G_BEGIN_DECLS

/**
 * RimMarginUnit:
 * @RIM_MARGIN_LOG_ODDS: logarithms of the odds of class 1
 * @RIM_MARGIN_PROBABILITY: of class 1, as a forest has it: the mean of its leaves. Its
 *   log odds would be infinite where all trees agree, and have no exact contributions
 * @RIM_MARGIN_DECISION: of support vectors, above 0 on the side of class 1; 1 at the margin
 * @RIM_MARGIN_LOG_HAZARD: relative to the mean of what was learned from
 * @RIM_MARGIN_NUMBER: the number that is predicted
 * @RIM_MARGIN_MIXED: a mean of margins of several units
 *
 * What a margin is.
 */
typedef enum
{
  RIM_MARGIN_LOG_ODDS,
  RIM_MARGIN_PROBABILITY,
  RIM_MARGIN_DECISION,
  RIM_MARGIN_LOG_HAZARD,
  RIM_MARGIN_NUMBER,
  RIM_MARGIN_MIXED,
} RimMarginUnit;

/**
 * RimModel:
 *
 * What was learned: from the values of a row it says a margin, which is the higher the
 * likelier class 1 (binary) is, the log hazard relative to the mean of what it learned
 * from (survival) or the number. Immutable; reference counted; safe on any thread.
 */
typedef struct _RimModel RimModel;

RimModel      *rim_model_ref            (RimModel        *self);
void           rim_model_unref          (RimModel        *self);
const char    *rim_model_get_learner    (RimModel        *self);
RimMarginUnit  rim_model_get_unit       (RimModel        *self);
guint          rim_model_get_n_columns  (RimModel        *self);

/* The margin of one row of n_columns values; NAN where one of them is. */
double         rim_model_predict        (RimModel        *self,
                                         const double    *values);

/* What each value adds to the margin, by exact SHAP of trees or by a linear model's terms
 * against the means of what was learned from; returns what the margin is without any.
 * Base and contributions sum to the margin. */
double         rim_model_explain        (RimModel        *self,
                                         const double    *values,
                                         double          *contributions);

/* How much columns matter: mean absolute contributions over the rows of a task. */
void           rim_model_rank           (RimModel        *self,
                                         const RimTask   *task,
                                         double          *importance);

JsonNode      *rim_model_to_json        (RimModel        *self) G_GNUC_WARN_UNUSED_RESULT;
RimModel      *rim_model_new_from_json  (JsonNode        *node,
                                         GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimModel, rim_model_unref)

G_END_DECLS
