/* rim-adjust.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimAdjustment:
 * @RIM_ADJUSTMENT_NONE: as they are
 * @RIM_ADJUSTMENT_BENJAMINI_HOCHBERG: the false discovery rate
 * @RIM_ADJUSTMENT_HOLM: the family-wise error rate, step by step
 * @RIM_ADJUSTMENT_BONFERRONI: the family-wise error rate
 *
 * What is done about many tests at once.
 */
typedef enum
{
  RIM_ADJUSTMENT_NONE,
  RIM_ADJUSTMENT_BENJAMINI_HOCHBERG,
  RIM_ADJUSTMENT_HOLM,
  RIM_ADJUSTMENT_BONFERRONI,
} RimAdjustment;

void rim_adjust (const double  *p,
                 gsize          n,
                 RimAdjustment  adjustment,
                 double        *adjusted);

G_END_DECLS
