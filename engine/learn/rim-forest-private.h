/* rim-forest-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rim-random.h"
#include "learn/rim-task-data-private.h"
#include "learn/rim-tree-private.h"

G_BEGIN_DECLS

/* How trees of a forest grow; all of it is shared and not changed. */
typedef struct
{
  const RimTaskData *data;
  double            *outcomes;     /* n, without their centre */
  double             centre;
  guint32           *orders;       /* p × n: rows by the value of a column */
  guint              n_tried;      /* columns at each node */
  guint              min_leaf;
  guint              max_depth;
  gboolean           is_bootstrap;
} RimForestPlan;

void rim_forest_grow (const RimForestPlan *plan,
                      RimRandom           *random,
                      RimTree             *tree);

G_END_DECLS
