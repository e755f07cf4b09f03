/* rl-score-pane.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "library/rim-library.h"
#include "score/rl-clinical-form.h"
#include "score/rl-contour-effect.h"
#include "score/rl-input-name.h"
#include "score/rl-scorer.h"
#include "score/rl-signature-choice.h"

G_BEGIN_DECLS

#define RL_TYPE_SCORE_PANE (rl_score_pane_get_type ())

/**
 * RlScorePane:
 *
 * The page of the score: which signature, why its score may not apply, the score of the
 * active lesion with its reasons, how much the contour matters, what is asked beside images,
 * and what was kept. It asks for scores only while it is seen, and follows the brush.
 *
 * Signal "message" (char *text): something to say in a toast.
 * Signal "show-map" (RlInputName *name, RimSignature *signature): the map of an input is
 *   wanted over the images.
 */
G_DECLARE_FINAL_TYPE (RlScorePane, rl_score_pane, RL, SCORE_PANE, GtkWidget)

GtkWidget       *rl_score_pane_new (RlJobs            *jobs,
                                    RlSession         *session,
                                    RlSignatureChoice *choice) G_GNUC_WARN_UNUSED_RESULT;
void             rl_score_pane_set_library (RlScorePane *self,
                                            RimLibrary  *library);
RlScorer        *rl_score_pane_get_scorer  (RlScorePane *self);
RlContourEffect *rl_score_pane_get_effect  (RlScorePane *self);
RlClinicalForm  *rl_score_pane_get_form    (RlScorePane *self);
const char      *rl_score_pane_get_message (RlScorePane *self);
char            *rl_score_pane_dup_text    (RlScorePane *self) G_GNUC_WARN_UNUSED_RESULT;
void             rl_score_pane_choose_input (RlScorePane *self,
                                             const char  *name);
void             rl_score_pane_open        (RlScorePane *self,
                                            const char  *path);
void             rl_score_pane_export      (RlScorePane *self,
                                            const char  *path);

G_END_DECLS
