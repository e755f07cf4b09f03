/* rl-prior.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "library/rim-library.h"

G_BEGIN_DECLS

/**
 * RlPrior:
 * @id: what it is chosen by: the UID of a study, or else that of no study
 * @study_id: the study in the library
 * @series_id: what to open of it
 * @study_uid: its UID
 * @series: (nullable): of another series of the study that is read, its name
 * @date: (nullable): YYYYMMDD
 * @modality: (nullable): of the study, such as "CT\\PT"
 * @days: from the study that is read to this one, below 0 where this one is earlier
 * @has_days: whether both dates are known
 *
 * Another study of the patient that is read, or another series of the same study. Plain data, never changed.
 */
typedef struct
{
  char     *id;
  gint64    study_id;
  gint64    series_id;
  char     *study_uid;
  char     *series;
  char     *date;
  char     *modality;
  int       days;
  gboolean  has_days;
} RlPrior;

RlPrior *rl_prior_new  (const char *study_uid,
                        const char *date,
                        const char *read_date) G_GNUC_WARN_UNUSED_RESULT;
RlPrior *rl_prior_new_series (RimLibraryRow *study,
                              RimLibraryRow *series) G_GNUC_WARN_UNUSED_RESULT;
void     rl_prior_free (RlPrior    *self);
char    *rl_prior_dup_label (const RlPrior *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlPrior, rl_prior_free)

G_END_DECLS
