/* rim-patient-score.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "signature/rim-score.h"

G_BEGIN_DECLS

/**
 * RimPatientScore:
 * @rule: what it is made of
 * @margin: of the patient; NAN where each lesion has its own
 * @probability: of class 1; NAN unless the outcome is binary
 * @is_high: whether the margin is above the cut-off
 * @percentile: what part of the training cohort has a lower margin
 * @lesion: which lesion it is of; -1 where it is of none alone
 * @text: a sentence: how it came about
 *
 * What a signature says of a patient with several lesions.
 */
typedef struct
{
  RimLesionRule  rule;
  double         margin;
  double         probability;
  gboolean       is_high;
  double         percentile;
  int            lesion;
  char          *text;
} RimPatientScore;

/* The rule is that of the signature. Volumes are mm³. */
RimPatientScore *rim_patient_score_new  (RimSignature           *signature,
                                         const RimScore *const  *scores,
                                         const double           *volumes,
                                         guint                   n_lesions) G_GNUC_WARN_UNUSED_RESULT;
void             rim_patient_score_free (RimPatientScore        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimPatientScore, rim_patient_score_free)

G_END_DECLS
