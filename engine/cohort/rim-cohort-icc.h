/* rim-cohort-icc.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cohort/rim-cohort.h"

G_BEGIN_DECLS

/**
 * RimCohortIcc:
 * @RIM_COHORT_ICC_AGREEMENT: ICC(2,1), which a constant difference between readings lowers
 * @RIM_COHORT_ICC_CONSISTENCY: ICC(3,1), which it does not
 *
 * Which correlation of Shrout and Fleiss.
 */
typedef enum
{
  RIM_COHORT_ICC_AGREEMENT,
  RIM_COHORT_ICC_CONSISTENCY,
} RimCohortIcc;

GHashTable *rim_cohort_icc_new   (RimCohort *const  *readings,
                                  guint              n_readings,
                                  RimCohortIcc       which,
                                  gboolean           by_bound,
                                  GError           **error) G_GNUC_WARN_UNUSED_RESULT;
GHashTable *rim_cohort_icc_load  (const char        *path,
                                  GError           **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray  *rim_cohort_split     (RimCohort         *self,
                                  const char        *column,
                                  GError           **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
