/* rim-combat-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cohort/rim-combat.h"

G_BEGIN_DECLS

/* What is seen of a batch in a column, in standard deviations of the column. */
typedef struct
{
  double n;                      /* values */
  double mean;                   /* where there is one */
  double squares;                /* summed, of what lies off the mean */
} RimCombatSight;

RimCombat *rim_combat_new_empty     (guint n_columns,
                                     guint n_batches,
                                     guint n_covariates) G_GNUC_WARN_UNUSED_RESULT;
gboolean   rim_combat_standardise   (RimCombat            *self,
                                     const RimCombatData  *data,
                                     RimCombatSight       *sights,
                                     GError              **error);
void       rim_combat_shrink        (RimCombat            *self,
                                     const RimCombatSight *sights,
                                     int                   reference);

G_END_DECLS
