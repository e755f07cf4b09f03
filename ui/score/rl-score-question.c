/* rl-score-question.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "score/rl-score-question.h"

#include "features/rl-feature-source.h"

RlScoreQuestion *
rl_score_question_copy (const RlScoreQuestion *self)
{
  RlScoreQuestion *copy = g_memdup2 (self, sizeof *self);

  rim_scorer_ref (copy->scorer);
  if (copy->ct != NULL)
    rim_volume_ref (copy->ct);
  if (copy->pet != NULL)
    rim_volume_ref (copy->pet);
  copy->lesion_id = g_strdup (self->lesion_id);
  rim_mask_ref (copy->mask);
  if (copy->clinical != NULL)
    g_hash_table_ref (copy->clinical);

  return copy;
}

void
rl_score_question_free (RlScoreQuestion *self)
{
  g_clear_pointer (&self->scorer, rim_scorer_unref);
  g_clear_pointer (&self->ct, rim_volume_unref);
  g_clear_pointer (&self->pet, rim_volume_unref);
  g_clear_pointer (&self->lesion_id, g_free);
  g_clear_pointer (&self->mask, rim_mask_unref);
  g_clear_pointer (&self->clinical, g_hash_table_unref);
  g_free (self);
}

/* Returns: whether two are of one lesion and differ in no more than how far it is drawn */
gboolean
rl_score_question_is_alike (const RlScoreQuestion *self,
                            const RlScoreQuestion *other)
{
  return self->scorer == other->scorer && self->ct == other->ct && self->pet == other->pet &&
         self->clinical == other->clinical && g_strcmp0 (self->lesion_id, other->lesion_id) == 0;
}

gboolean
rl_score_question_equal (const RlScoreQuestion *self,
                         const RlScoreQuestion *other)
{
  return self->mask == other->mask && rl_score_question_is_alike (self, other);
}

/**
 * rl_score_question_explain:
 * @session: what is shown
 * @scorer: applies a signature
 *
 * Returns: (nullable): which image of the signature is not there, or not yet
 */
const char *
rl_score_question_explain (RlSession *session,
                           RimScorer *scorer)
{
  gboolean needs_ct, needs_pet;
  const char *problem = NULL;

  rim_scorer_get_needs (scorer, &needs_ct, &needs_pet);
  if (needs_ct)
    problem = rl_study_image_explain_missing (session, RIM_STUDY_IMAGE_CT, FALSE);
  if (problem == NULL && needs_pet)
    problem = rl_study_image_explain_missing (session, RIM_STUDY_IMAGE_PET, FALSE);

  return problem;
}

/**
 * rl_score_question_answer:
 * @self: a question
 * @cancellable: (nullable): stops it
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the answer, which takes a while
 */
RlScoreAnswer *
rl_score_question_answer (const RlScoreQuestion  *self,
                          GCancellable           *cancellable,
                          GError                **error)
{
  const RimScoreCase score_case = { .ct = self->ct, .pet = self->pet, .lesion = self->mask,
                                    .clinical = self->clinical };
  RimScore *score = rim_scorer_score (self->scorer, &score_case, cancellable, error);
  RlScoreAnswer *answer;

  if (score == NULL)
    return NULL;

  answer = g_atomic_rc_box_new0 (RlScoreAnswer);
  answer->lesion_id = g_strdup (self->lesion_id);
  answer->mask = rim_mask_ref (self->mask);
  answer->score = score;

  return answer;
}

RlScoreAnswer *
rl_score_answer_ref (RlScoreAnswer *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
answer_clear (gpointer data)
{
  RlScoreAnswer *self = data;

  g_free (self->lesion_id);
  rim_mask_unref (self->mask);
  rim_score_free (self->score);
}

void
rl_score_answer_unref (RlScoreAnswer *self)
{
  g_atomic_rc_box_release_full (self, answer_clear);
}
