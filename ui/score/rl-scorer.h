/* rl-scorer.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-jobs.h"
#include "score/rl-score-question.h"

G_BEGIN_DECLS

/**
 * RlScoreState:
 * @RL_SCORE_NOTHING: there is nothing to score
 * @RL_SCORE_COMPUTING: there is no score of this lesion yet
 * @RL_SCORE_READY: there is a score
 * @RL_SCORE_FAILED: there can be none
 *
 * What can be shown. A score that is there may be out of date.
 */
typedef enum
{
  RL_SCORE_NOTHING,
  RL_SCORE_COMPUTING,
  RL_SCORE_READY,
  RL_SCORE_FAILED,
} RlScoreState;

#define RL_TYPE_SCORER (rl_scorer_get_type ())

/**
 * RlScorer:
 *
 * Keeps the scores of the lesions of a session: of the active one while it is drawn, and of
 * the others when there is time. A stroke lets the answer before finish and then asks for
 * the newest; any other choice cancels what runs. While it is not active it asks nothing.
 *
 * Contours as they were opened, or kept last, are the reference that a change is told
 * against.
 *
 * Signal "changed": there are other scores, or none, or they became out of date.
 */
G_DECLARE_FINAL_TYPE (RlScorer, rl_scorer, RL, SCORER, GObject)

RlScorer       *rl_scorer_new (RlJobs    *jobs,
                               RlSession *session) G_GNUC_WARN_UNUSED_RESULT;
void            rl_scorer_set_active     (RlScorer     *self,
                                          gboolean      active);
void            rl_scorer_set_signature  (RlScorer     *self,
                                          RimSignature *signature);
RimSignature   *rl_scorer_get_signature  (RlScorer     *self);
void            rl_scorer_set_clinical   (RlScorer     *self,
                                          GHashTable   *clinical);
void            rl_scorer_keep           (RlScorer     *self);

RlScoreState    rl_scorer_get_state      (RlScorer     *self);
gboolean        rl_scorer_is_up_to_date  (RlScorer     *self);
gboolean        rl_scorer_is_busy        (RlScorer     *self);
const char     *rl_scorer_get_problem    (RlScorer     *self);
RlScoreAnswer  *rl_scorer_get_answer     (RlScorer     *self);
RlScoreAnswer  *rl_scorer_get_reference  (RlScorer     *self);
RlScoreAnswer  *rl_scorer_find           (RlScorer     *self,
                                          const char   *lesion_id);
const char     *rl_scorer_find_problem   (RlScorer     *self,
                                          const char   *lesion_id);
const RlScoreQuestion *rl_scorer_get_question (RlScorer *self);

G_END_DECLS
