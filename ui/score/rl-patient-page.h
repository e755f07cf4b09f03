/* rl-patient-page.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "score/rl-patient-scores.h"
#include "score/rl-signature-choice.h"

G_BEGIN_DECLS

#define RL_TYPE_PATIENT_PAGE (rl_patient_page_get_type ())

/**
 * RlPatientPage:
 *
 * A patient on a page: who it is, the lesions at all times with their scores, and what is
 * behind the score of the one that is selected. It works only while it is seen.
 *
 * Signal "open" (gint64 study_id, gint64 series_id, char *lesion_id): a lesion is to be
 * looked at in Review.
 */
G_DECLARE_FINAL_TYPE (RlPatientPage, rl_patient_page, RL, PATIENT_PAGE, GtkWidget)

GtkWidget       *rl_patient_page_new (RlJobs            *jobs,
                                      RlSignatureChoice *choice) G_GNUC_WARN_UNUSED_RESULT;
RlPatientScores *rl_patient_page_get_scores (RlPatientPage *self);
const char      *rl_patient_page_get_message (RlPatientPage *self);
guint            rl_patient_page_get_n_rows (RlPatientPage *self);

G_END_DECLS
