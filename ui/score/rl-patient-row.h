/* rl-patient-row.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "score/rl-patient-scores.h"

G_BEGIN_DECLS

#define RL_TYPE_PATIENT_ROW (rl_patient_row_get_type ())

/**
 * RlPatientRow:
 *
 * A lesion at one time: its key slice, when and how large it was, and its score.
 *
 * Signal "open": it is to be looked at in Review.
 */
G_DECLARE_FINAL_TYPE (RlPatientRow, rl_patient_row, RL, PATIENT_ROW, GtkWidget)

GtkWidget *rl_patient_row_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       rl_patient_row_show (RlPatientRow          *self,
                                const RlPatientLesion *lesion);

G_END_DECLS
