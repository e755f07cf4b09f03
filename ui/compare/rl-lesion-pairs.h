/* rl-lesion-pairs.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "compare/rim-roi-comparison.h"
#include "segment/rim-lesion.h"

G_BEGIN_DECLS

/**
 * RlLesionPair:
 * @a: (nullable): a lesion that is shown
 * @b: (nullable): the same one on the other side
 * @b_shown: (nullable): @b on the grid of @a
 * @match: why they are one lesion
 * @tolerance_mm: of the surface Dice coefficient
 * @found: (nullable): how well they agree
 * @why_not: (nullable): why that is not known
 *
 * One lesion of both sides. Immutable; reference counted.
 */
typedef struct
{
  RimRefCount       ref_count;
  RimLesion        *a;
  RimLesion        *b;
  RimLesion        *b_shown;
  RimRoiMatch       match;
  double            tolerance_mm;
  RimRoiComparison *found;
  char             *why_not;
} RlLesionPair;

RlLesionPair *rl_lesion_pair_ref   (RlLesionPair  *self);
void          rl_lesion_pair_unref (RlLesionPair  *self);
GPtrArray    *rl_lesion_pairs_new  (GPtrArray     *a,
                                    GPtrArray     *b,
                                    double         tolerance_mm,
                                    GPtrArray     *known,
                                    GCancellable  *cancellable,
                                    GError       **error) G_GNUC_WARN_UNUSED_RESULT;
RlLesionPair *rl_lesion_pairs_find (GPtrArray     *pairs,
                                    const char    *lesion_id);
char         *rl_lesion_pairs_to_csv (GPtrArray   *pairs) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlLesionPair, rl_lesion_pair_unref)

G_END_DECLS
