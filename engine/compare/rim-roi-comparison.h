/* rim-roi-comparison.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "compare/rim-comparison.h"
#include "compare/rim-roi-pairs.h"

G_BEGIN_DECLS

/**
 * RimRoiComparison:
 * @id: (nullable): of a case of a cohort
 * @name_a: what the first reader calls the lesion; empty where he has none
 * @name_b: what the second calls it
 * @match: why both are the same lesion
 * @resampled: whether the masks had different grids
 * @found: how well they agree
 *
 * One lesion of two readers: a row of a table. Owned by the holder.
 */
typedef struct
{
  char          *id;
  char          *name_a;
  char          *name_b;
  RimRoiMatch    match;
  gboolean       resampled;
  RimComparison  found;
} RimRoiComparison;

RimRoiComparison *rim_roi_comparison_new     (const RimRoiPair        *pair,
                                              const char              *id,
                                              double                   tolerance_mm,
                                              GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
RimRoiComparison *rim_roi_comparison_copy    (const RimRoiComparison  *self) G_GNUC_WARN_UNUSED_RESULT;
void              rim_roi_comparison_free    (RimRoiComparison        *self);
char             *rim_roi_comparisons_to_csv (GPtrArray               *comparisons) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimRoiComparison, rim_roi_comparison_free)

G_END_DECLS
