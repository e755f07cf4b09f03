/* rim-model-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rim-ref-count.h"
#include "learn/rim-model.h"

G_BEGIN_DECLS

/* What a form of models can do; a model is a structure that begins with its RimModel. */
typedef struct
{
  const char *form;              /* as JSON writes it */
  double (*predict)(const RimModel *self,
                    const double   *values);
  double (*explain)(const RimModel *self,
                    const double   *values,
                    double         *contributions);
  void (*write)(const RimModel *self,
                JsonObject     *object);
  RimModel *(*read)(JsonObject  *object,
                    guint n_columns,
                    GError     **error);
  void (*finalize)(RimModel *self);
} RimModelClass;

struct _RimModel
{
  const RimModelClass *class;
  RimRefCount          ref_count;
  const char          *learner;
  RimMarginUnit        unit;
  guint                n_columns;
};

extern const RimModelClass rim_ensemble_class;
extern const RimModelClass rim_kernel_model_class;
extern const RimModelClass rim_linear_model_class;
extern const RimModelClass rim_tree_model_class;
extern const RimModelClass rim_booster_model_class;

gpointer rim_model_alloc (const RimModelClass *class,
                          gsize                size,
                          guint                n_columns) G_GNUC_WARN_UNUSED_RESULT;
RimModel *rim_model_name (gpointer             self,
                          const char          *learner,
                          RimMarginUnit        unit) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
