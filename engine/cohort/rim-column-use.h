/* rim-column-use.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cohort/rim-cohort.h"

G_BEGIN_DECLS

/**
 * RimColumnUse:
 * @type: what stands in a column
 * @role: what it is for
 *
 * How somebody wants a column to be taken.
 */
typedef struct
{
  RimColumnType type;
  RimColumnRole role;
} RimColumnUse;

RimCohort *rim_cohort_with_uses (RimCohort           *self,
                                 const RimColumnUse  *uses,
                                 GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
