/* rim-permutation.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimPermutation:
 * @auc: the area under the curve, ties by half
 * @p: how likely one so far or further from a half is by chance alone
 * @n_permutations: of how many
 * @n_extreme: how many of them were so far
 */
typedef struct
{
  double auc;
  double p;
  gsize  n_permutations;
  gsize  n_extreme;
} RimPermutation;

gboolean rim_permutation_init_auc (RimPermutation  *self,
                                   const double    *scores,
                                   const guint8    *labels,
                                   gsize            n,
                                   gsize            n_permutations,
                                   guint64          seed,
                                   GError         **error);

G_END_DECLS
