/* rim-cohort-csv.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cohort/rim-column-rules.h"

G_BEGIN_DECLS

/**
 * RimCohortCsvSettings:
 * @id: (nullable): the column of ids; %NULL for “id” or “case”, or the first one
 * @patient: (nullable): the column of patients; %NULL for “patient”, “patient_id” or
 *   “subject”
 * @patient_pattern: (nullable): where there is no such column, a regular expression whose
 *   first group in an id is the patient
 * @reading: (nullable): the column that tells readings of the same lesion apart
 *   (“reader”, “session”), whose rows may share an id
 * @rules: (nullable): what is said of columns
 *
 * How a table is read. Plain data.
 */
typedef struct
{
  const char           *id;
  const char           *patient;
  const char           *patient_pattern;
  const char           *reading;
  const RimColumnRules *rules;
} RimCohortCsvSettings;

RimCohort *rim_cohort_load_csv (const char                  *path,
                                const RimCohortCsvSettings  *settings,
                                GPtrArray                   *notes,
                                GError                     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   rim_cohort_save_csv (RimCohort                   *self,
                                const char                  *path,
                                GError                     **error);

G_END_DECLS
