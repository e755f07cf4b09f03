/* rim-task-data-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "learn/rim-elastic-net.h"
#include "learn/rim-model.h"

G_BEGIN_DECLS

/* The rows of a task that have a weight, beside each other. */
typedef struct
{
  gsize           n;
  guint           p;
  RimOutcomeKind  kind;
  guint32        *rows;
  double         *columns;         /* p × n */
  double         *means;           /* p, of the rows as they are */
  guint8         *labels;          /* (nullable): 0 or 1 */
  double         *values;          /* (nullable) */
  double         *weights;         /* (nullable) */
} RimTaskData;

gboolean rim_task_data_init  (RimTaskData    *self,
                              const RimTask  *task,
                              GError        **error);
void     rim_task_data_clear (RimTaskData    *self);

/* The family of elastic nets that learns outcomes of a kind. */
RimElasticNetFamily rim_task_data_get_family (RimOutcomeKind kind);

/* A linear model of the means, with its unit by the kind of outcome. */
RimModel *rim_task_data_make_linear (const RimTaskData *self,
                                     const char        *learner,
                                     double             intercept,
                                     const double      *coefficients) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimTaskData, rim_task_data_clear)

G_END_DECLS
