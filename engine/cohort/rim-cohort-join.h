/* rim-cohort-join.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cohort/rim-cohort.h"

G_BEGIN_DECLS

/**
 * RimCohortKey:
 * @RIM_COHORT_KEY_ANY: by id where at least one is in both, else by patient
 * @RIM_COHORT_KEY_ID: rows of the same id are one
 * @RIM_COHORT_KEY_PATIENT: every row of a patient gets what is said of the patient
 *
 * How rows of two cohorts find each other.
 */
typedef enum
{
  RIM_COHORT_KEY_ANY,
  RIM_COHORT_KEY_ID,
  RIM_COHORT_KEY_PATIENT,
} RimCohortKey;

RimCohort *rim_cohort_join   (RimCohort          *left,
                              RimCohort          *right,
                              RimCohortKey        key,
                              gboolean            keeps_all,
                              GPtrArray          *notes,
                              GError            **error) G_GNUC_WARN_UNUSED_RESULT;
RimCohort *rim_cohort_append (RimCohort *const   *parts,
                              guint               n_parts,
                              GPtrArray          *notes,
                              GError            **error) G_GNUC_WARN_UNUSED_RESULT;
RimCohort *rim_cohort_subset (RimCohort          *self,
                              const char *const  *patterns,
                              const guint32      *rows,
                              gsize               n_rows,
                              GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
