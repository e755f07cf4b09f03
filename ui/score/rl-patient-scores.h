/* rl-patient-scores.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-jobs.h"
#include "library/rim-lesion-times.h"
#include "score/rl-score-question.h"

G_BEGIN_DECLS

/**
 * RlPatientLesion:
 * @time: the lesion at one time
 * @lesion: which lesion it is, counted from 0
 * @question: (nullable): what its score was asked of, once its images were read
 * @answer: (nullable): its score
 * @problem: (nullable): why it has none
 * @picture: (nullable): its key slice
 *
 * A lesion of a patient at one time.
 */
typedef struct
{
  RimLesionTime   *time;
  guint            lesion;
  RlScoreQuestion *question;
  RlScoreAnswer   *answer;
  char            *problem;
  GdkTexture      *picture;
} RlPatientLesion;

#define RL_TYPE_PATIENT_SCORES (rl_patient_scores_get_type ())

/**
 * RlPatientScores:
 *
 * All lesions of a patient at all times, with the scores that a signature gives them. A
 * worker finds the lesions, then reads one study after the other and scores what is drawn
 * on it. It does nothing while nobody looks.
 *
 * Signal "found": there are other lesions, or another patient.
 * Signal "scored" (guint lesion): a lesion has a score, or cannot have one.
 */
G_DECLARE_FINAL_TYPE (RlPatientScores, rl_patient_scores, RL, PATIENT_SCORES, GObject)

RlPatientScores *rl_patient_scores_new (RlJobs *jobs) G_GNUC_WARN_UNUSED_RESULT;
void             rl_patient_scores_set_library   (RlPatientScores *self,
                                                  RimLibrary      *library);
void             rl_patient_scores_set_active    (RlPatientScores *self,
                                                  gboolean         active);
void             rl_patient_scores_set_study     (RlPatientScores *self,
                                                  const char      *study_uid);
void             rl_patient_scores_set_signature (RlPatientScores *self,
                                                  RimSignature    *signature);
void             rl_patient_scores_refresh       (RlPatientScores *self);

gboolean         rl_patient_scores_is_finding    (RlPatientScores *self);
gboolean         rl_patient_scores_is_scoring    (RlPatientScores *self);
const char      *rl_patient_scores_get_problem   (RlPatientScores *self);
const RimLibraryRow *rl_patient_scores_get_patient (RlPatientScores *self);
GPtrArray       *rl_patient_scores_get_studies   (RlPatientScores *self);
guint            rl_patient_scores_get_n         (RlPatientScores *self);
const RlPatientLesion *rl_patient_scores_get     (RlPatientScores *self,
                                                  guint            lesion);

G_END_DECLS
