/* rl-score-question.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-session.h"
#include "signature/rim-scorer.h"

G_BEGIN_DECLS

/**
 * RlScoreQuestion:
 * @scorer: applies a signature
 * @ct: (nullable): in HU
 * @pet: (nullable): in SUV
 * @lesion_id: which lesion
 * @mask: as it is drawn
 * @clinical: (nullable): what is known of the patient; nobody writes to it
 *
 * Everything that decides a score; immutable but for the references.
 */
typedef struct
{
  RimScorer    *scorer;
  RimVolume    *ct;
  RimVolume    *pet;
  char         *lesion_id;
  RimMask      *mask;
  GHashTable   *clinical;
} RlScoreQuestion;

/**
 * RlScoreAnswer:
 * @lesion_id: of which lesion
 * @mask: as it was drawn
 * @score: what the signature says of it
 *
 * Reference counted.
 */
typedef struct
{
  char     *lesion_id;
  RimMask  *mask;
  RimScore *score;
} RlScoreAnswer;

RlScoreQuestion *rl_score_question_copy     (const RlScoreQuestion  *self) G_GNUC_WARN_UNUSED_RESULT;
void             rl_score_question_free     (RlScoreQuestion        *self);
gboolean         rl_score_question_equal    (const RlScoreQuestion  *self,
                                             const RlScoreQuestion  *other);
gboolean         rl_score_question_is_alike (const RlScoreQuestion  *self,
                                             const RlScoreQuestion  *other);
const char      *rl_score_question_explain  (RlSession              *session,
                                             RimScorer              *scorer);

/* For workers */
RlScoreAnswer   *rl_score_question_answer   (const RlScoreQuestion  *self,
                                             GCancellable           *cancellable,
                                             GError                **error) G_GNUC_WARN_UNUSED_RESULT;

RlScoreAnswer   *rl_score_answer_ref        (RlScoreAnswer          *self);
void             rl_score_answer_unref      (RlScoreAnswer          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlScoreQuestion, rl_score_question_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlScoreAnswer, rl_score_answer_unref)

G_END_DECLS
