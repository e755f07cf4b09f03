/* rim-operation-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "operate/rim-operation.h"

G_BEGIN_DECLS

/**
 * RimTask:
 * @operation: what to do
 * @input: what to work on
 * @values: one for each parameter
 * @cut: whether the result would have reached beyond the grid
 * @cancellable: (nullable): stops it
 *
 * A run of an operation.
 */
typedef struct
{
  const RimOperation      *operation;
  const RimOperationInput *input;
  const double            *values;
  gboolean                 cut;
  GCancellable            *cancellable;
} RimTask;

/* One of the two: most operations give one mask. */
typedef struct
{
  RimOperation operation;
  RimMask *(*run)(RimTask *task,
                  GError **error);
  GPtrArray *(*run_several)(RimTask *task,
                            GError **error);
} RimOperationRow;

const RimOperationRow *rim_operation_table_get (guint *n_rows);

/* The value of the parameter that is called @id. */
double rim_task_get (const RimTask *self,
                     const char    *id);

G_END_DECLS
