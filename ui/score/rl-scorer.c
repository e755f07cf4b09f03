/* rl-scorer.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "score/rl-scorer.h"

#include <glib/gi18n-lib.h>

#include "segment/rim-lesion-review.h"

struct _RlScorer
{
  GObject          parent_instance;

  RlJobs          *jobs;
  RlSession       *session;
  gboolean         is_active;
  RimSignature    *signature;
  RimScorer       *scorer;         /* applies it; nullable */
  char            *refusal;        /* why it cannot be applied; nullable */
  GHashTable      *clinical;

  RlScoreQuestion *asked;          /* of the active lesion; nullable */
  RlScoreQuestion *asked_other;    /* of another, or of the reference; nullable */
  RlScoreState     state;
  char            *problem;
  GHashTable      *answers;        /* lesion id -> RlScoreAnswer */
  GHashTable      *problems;       /* lesion id -> Problem */

  RimSegmentation *segmentation;   /* whose references they are; only compared */
  GHashTable      *references;     /* lesion id -> RimMask */
  GHashTable      *baselines;      /* lesion id -> RlScoreAnswer, of its reference */
};

/* Why a lesion has no score, as it was drawn. */
typedef struct
{
  RimMask *mask;
  char    *text;
} Problem;

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlScorer, rl_scorer, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void ask_others (RlScorer *self);

static void
problem_free (gpointer data)
{
  Problem *self = data;

  rim_mask_unref (self->mask);
  g_free (self->text);
  g_free (self);
}

/* A result is the worker's until it is taken. */
static gpointer
score_run (RlJob     *job,
           gpointer   data,
           GError   **error)
{
  return rl_score_question_answer (data, rl_job_get_cancellable (job), error);
}

static RimMask *
get_reference_mask (RlScorer   *self,
                    const char *lesion_id)
{
  return lesion_id != NULL ? g_hash_table_lookup (self->references, lesion_id) : NULL;
}

static void
take_answer (RlScorer      *self,
             RlScoreAnswer *answer)
{
  g_hash_table_remove (self->problems, answer->lesion_id);
  g_hash_table_replace (self->answers, g_strdup (answer->lesion_id), rl_score_answer_ref (answer));
}

static void
take_baseline (RlScorer      *self,
               RlScoreAnswer *answer)
{
  if (answer->mask == get_reference_mask (self, answer->lesion_id))
    g_hash_table_replace (self->baselines, g_strdup (answer->lesion_id), rl_score_answer_ref (answer));
}

static void
take_problem (RlScorer        *self,
              RlScoreQuestion *asked,
              const char      *text)
{
  Problem *problem = g_new (Problem, 1);

  *problem = (Problem) { rim_mask_ref (asked->mask), g_strdup (text) };
  g_hash_table_replace (self->problems, g_strdup (asked->lesion_id), problem);
  g_hash_table_remove (self->answers, asked->lesion_id);
}

static void
set_state (RlScorer     *self,
           RlScoreState  state,
           const char   *problem)
{
  char *copy = g_strdup (problem);

  self->state = state;
  g_free (self->problem);
  self->problem = copy;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
score_done (gpointer      owner,
            gpointer      result,
            const GError *error)
{
  RlScorer *self = owner;

  if (result != NULL)
    {
      take_answer (self, result);
      take_baseline (self, result);
    }
  else
    {
      take_problem (self, self->asked, error->message);
    }

  set_state (self, result != NULL ? RL_SCORE_READY : RL_SCORE_FAILED, result != NULL ? NULL : error->message);
  ask_others (self);
}

static void
other_done (gpointer      owner,
            gpointer      result,
            const GError *error)
{
  RlScorer *self = owner;
  g_autoptr(RlScoreQuestion) asked = g_steal_pointer (&self->asked_other);
  gboolean is_active = g_strcmp0 (asked->lesion_id, self->asked->lesion_id) == 0;

  if (result != NULL)
    take_baseline (self, result);
  if (result == NULL && is_active)
    g_hash_table_remove (self->references, asked->lesion_id);
  else if (result == NULL)
    take_problem (self, asked, error->message);
  else if (!is_active)
    take_answer (self, result);

  g_signal_emit (self, signals[CHANGED], 0);
  ask_others (self);
}

static const RlJobKind score_kind = {
  .policy = RL_JOB_LATEST,
  .run = score_run,
  .done = score_done,
  .free_input = (GDestroyNotify) rl_score_question_free,
  .free_result = (GDestroyNotify) rl_score_answer_unref,
};

static const RlJobKind other_kind = {
  .policy = RL_JOB_REPLACE,
  .run = score_run,
  .done = other_done,
  .free_input = (GDestroyNotify) rl_score_question_free,
  .free_result = (GDestroyNotify) rl_score_answer_unref,
};

static void
drop_other (RlScorer *self)
{
  rl_jobs_cancel (self->jobs, &other_kind, self);
  g_clear_pointer (&self->asked_other, rl_score_question_free);
}

static gboolean
has_voxels (RimMask *mask)
{
  RimBox box;

  return rim_mask_get_bounds (mask, &box);
}

static RlScoreQuestion
make_question (RlScorer   *self,
               const char *lesion_id,
               RimMask    *mask)
{
  return (RlScoreQuestion) {
           .scorer = self->scorer,
           .ct = rl_session_get_volume (self->session, RL_LAYER_CT),
           .pet = rl_session_get_volume (self->session, RL_LAYER_PET),
           .lesion_id = (char *) lesion_id,
           .mask = mask,
           .clinical = self->clinical,
  };
}

static gboolean
needs_score (RlScorer  *self,
             RimLesion *lesion)
{
  RlScoreAnswer *answer = g_hash_table_lookup (self->answers, lesion->id);
  Problem *problem = g_hash_table_lookup (self->problems, lesion->id);

  return (answer == NULL || answer->mask != lesion->mask) && (problem == NULL || problem->mask != lesion->mask) &&
         has_voxels (lesion->mask);
}

static void
ask_other (RlScorer   *self,
           const char *lesion_id,
           RimMask    *mask)
{
  RlScoreQuestion question = make_question (self, lesion_id, mask);

  self->asked_other = rl_score_question_copy (&question);
  rl_jobs_start (self->jobs, &other_kind, self, rl_score_question_copy (&question));
}

/* Returns: (nullable): the reference of the active lesion, if there is no score of it */
static RimMask *
find_unscored_reference (RlScorer *self)
{
  RimMask *mask = get_reference_mask (self, self->asked->lesion_id);
  RlScoreAnswer *baseline = g_hash_table_lookup (self->baselines, self->asked->lesion_id);

  if (mask == NULL || mask == self->asked->mask || !has_voxels (mask) ||
      (baseline != NULL && baseline->mask == mask))
    return NULL;

  return mask;
}

/* What is drawn comes first; one after the other then, the reference of it before others. */
static void
ask_others (RlScorer *self)
{
  RimMask *reference;

  if (!self->is_active || self->asked == NULL || self->asked_other != NULL ||
      rl_session_get_pending (self->session) != NULL || !rl_scorer_is_up_to_date (self))
    return;

  reference = find_unscored_reference (self);
  if (reference != NULL)
    {
      ask_other (self, self->asked->lesion_id, reference);
      return;
    }

  for (guint i = 0; i < rl_session_get_n_lesions (self->session); i++)
    {
      RimLesion *lesion = rl_session_get_lesion (self->session, i);

      if (g_strcmp0 (lesion->id, self->asked->lesion_id) != 0 && rim_lesion_is_disease (lesion) &&
          needs_score (self, lesion))
        {
          ask_other (self, lesion->id, lesion->mask);
          return;
        }
    }
}

/* What there is no answer to. */
static void
forget (RlScorer   *self,
        const char *problem)
{
  rl_jobs_cancel (self->jobs, &score_kind, self);
  drop_other (self);
  g_clear_pointer (&self->asked, rl_score_question_free);
  if (self->state != RL_SCORE_NOTHING || g_strcmp0 (self->problem, problem) != 0)
    set_state (self, RL_SCORE_NOTHING, problem);
}

static void
forget_answers (RlScorer *self)
{
  g_hash_table_remove_all (self->answers);
  g_hash_table_remove_all (self->problems);
  g_hash_table_remove_all (self->baselines);
}

static void
ask (RlScorer              *self,
     const RlScoreQuestion *question)
{
  gboolean is_stroke = self->asked != NULL && rl_score_question_is_alike (question, self->asked);
  RlScoreAnswer *known = g_hash_table_lookup (self->answers, question->lesion_id);

  if (self->asked != NULL && rl_score_question_equal (question, self->asked))
    {
      ask_others (self);
      return;
    }

  /* Only the score of what is being drawn is worth waiting for. */
  if (!is_stroke)
    rl_jobs_cancel (self->jobs, &score_kind, self);
  drop_other (self);
  g_clear_pointer (&self->asked, rl_score_question_free);
  self->asked = rl_score_question_copy (question);

  if (!is_stroke && known != NULL && known->mask == question->mask)
    {
      set_state (self, RL_SCORE_READY, NULL);
      ask_others (self);
      return;
    }

  rl_jobs_start (self->jobs, &score_kind, self, rl_score_question_copy (question));
  if (!is_stroke)
    set_state (self, RL_SCORE_COMPUTING, NULL);
  else
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
remember_references (RlScorer *self)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);
  guint n = segmentation != NULL ? rim_segmentation_get_n_lesions (segmentation) : 0;

  if (self->segmentation == segmentation)
    return;

  self->segmentation = segmentation;
  g_hash_table_remove_all (self->references);
  forget_answers (self);
  for (guint i = 0; i < n; i++)
    {
      RimLesion *lesion = rim_segmentation_get_lesion (segmentation, i);

      g_hash_table_replace (self->references, g_strdup (lesion->id), rim_mask_ref (lesion->mask));
    }
}

static void
update (RlScorer *self)
{
  const char *id = rl_session_get_active_lesion (self->session);
  RimLesion *lesion = id != NULL ? rl_session_find_lesion (self->session, id) : NULL;
  const char *problem;

  remember_references (self);
  if (!self->is_active)
    return;
  if (self->scorer == NULL)
    {
      forget (self, self->refusal);
      return;
    }

  problem = rl_score_question_explain (self->session, self->scorer);
  if (problem != NULL)
    {
      forget (self, problem);
    }
  else if (lesion == NULL)
    {
      forget (self, _("No lesion is selected"));
    }
  else if (!has_voxels (lesion->mask))
    {
      forget (self, _("Nothing is drawn yet"));
    }
  else
    {
      RlScoreQuestion question = make_question (self, id, lesion->mask);

      ask (self, &question);
    }
}

/* Scores of other images are nobody's any more. */
static void
images_changed_cb (RlScorer *self)
{
  forget_answers (self);
  update (self);
}

static void
rl_scorer_finalize (GObject *object)
{
  RlScorer *self = RL_SCORER (object);

  g_clear_pointer (&self->asked, rl_score_question_free);
  g_clear_pointer (&self->asked_other, rl_score_question_free);
  g_clear_pointer (&self->signature, rim_signature_unref);
  g_clear_pointer (&self->scorer, rim_scorer_unref);
  g_clear_pointer (&self->refusal, g_free);
  g_clear_pointer (&self->clinical, g_hash_table_unref);
  g_clear_pointer (&self->answers, g_hash_table_unref);
  g_clear_pointer (&self->problems, g_hash_table_unref);
  g_clear_pointer (&self->references, g_hash_table_unref);
  g_clear_pointer (&self->baselines, g_hash_table_unref);
  g_clear_pointer (&self->problem, g_free);
  g_clear_object (&self->session);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (rl_scorer_parent_class)->finalize (object);
}

static void
rl_scorer_class_init (RlScorerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_scorer_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_scorer_init (RlScorer *self)
{
  GDestroyNotify unref_answer = (GDestroyNotify) rl_score_answer_unref;

  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_answer);
  self->baselines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_answer);
  self->problems = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, problem_free);
  self->references = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) rim_mask_unref);
}

RlScorer *
rl_scorer_new (RlJobs    *jobs,
               RlSession *session)
{
  static const char *const causes[] = { "lesions-changed", "slices-changed", "notify::active-lesion" };
  RlScorer *self = g_object_new (RL_TYPE_SCORER, NULL);

  self->jobs = g_object_ref (jobs);
  self->session = g_object_ref (session);
  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    g_signal_connect_object (session, causes[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "images-changed", G_CALLBACK (images_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::segmentation", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * rl_scorer_set_active:
 * @self: a scorer
 * @active: whether somebody looks; what was asked before is let finish
 */
void
rl_scorer_set_active (RlScorer *self,
                      gboolean  active)
{
  g_return_if_fail (RL_IS_SCORER (self));

  self->is_active = active;
  update (self);
}

/* A signature may need what is not here. */
static void
make_scorer (RlScorer *self)
{
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&self->scorer, rim_scorer_unref);
  g_clear_pointer (&self->refusal, g_free);
  if (self->signature == NULL)
    return;

  self->scorer = rim_scorer_new (self->signature, &error);
  if (self->scorer == NULL)
    self->refusal = g_strdup (error->message);
}

/**
 * rl_scorer_set_signature:
 * @self: a scorer
 * @signature: (nullable): what is applied
 */
void
rl_scorer_set_signature (RlScorer     *self,
                         RimSignature *signature)
{
  g_return_if_fail (RL_IS_SCORER (self));

  if (self->signature == signature)
    return;

  if (signature != NULL)
    rim_signature_ref (signature);
  g_clear_pointer (&self->signature, rim_signature_unref);
  self->signature = signature;
  make_scorer (self);
  forget_answers (self);
  update (self);
}

/* Returns: (transfer none) (nullable) */
RimSignature *
rl_scorer_get_signature (RlScorer *self)
{
  g_return_val_if_fail (RL_IS_SCORER (self), NULL);

  return self->signature;
}

/**
 * rl_scorer_set_clinical:
 * @self: a scorer
 * @clinical: (nullable): what is known of the patient, as #RimScoreCase has it; nobody
 *   writes to it any more
 */
void
rl_scorer_set_clinical (RlScorer   *self,
                        GHashTable *clinical)
{
  g_return_if_fail (RL_IS_SCORER (self));

  if (clinical != NULL)
    g_hash_table_ref (clinical);
  g_clear_pointer (&self->clinical, g_hash_table_unref);
  self->clinical = clinical;
  forget_answers (self);
  update (self);
}

/**
 * rl_scorer_keep:
 * @self: a scorer
 *
 * What is drawn of the active lesion is the reference from now on.
 */
void
rl_scorer_keep (RlScorer *self)
{
  RlScoreAnswer *answer = rl_scorer_get_answer (self);

  if (answer == NULL)
    return;

  g_hash_table_replace (self->references, g_strdup (answer->lesion_id), rim_mask_ref (answer->mask));
  g_hash_table_replace (self->baselines, g_strdup (answer->lesion_id), rl_score_answer_ref (answer));
  g_signal_emit (self, signals[CHANGED], 0);
}

RlScoreState
rl_scorer_get_state (RlScorer *self)
{
  g_return_val_if_fail (RL_IS_SCORER (self), RL_SCORE_NOTHING);

  return self->state;
}

/* Returns: whether the score of the active lesion is of what is drawn */
gboolean
rl_scorer_is_up_to_date (RlScorer *self)
{
  g_return_val_if_fail (RL_IS_SCORER (self), TRUE);

  return !rl_jobs_is_busy (self->jobs, &score_kind, self);
}

/* Returns: whether any lesion is being scored */
gboolean
rl_scorer_is_busy (RlScorer *self)
{
  g_return_val_if_fail (RL_IS_SCORER (self), FALSE);

  return !rl_scorer_is_up_to_date (self) || self->asked_other != NULL;
}

/* Returns: (nullable): why there is no score */
const char *
rl_scorer_get_problem (RlScorer *self)
{
  g_return_val_if_fail (RL_IS_SCORER (self), NULL);

  return self->problem;
}

/* Returns: (transfer none) (nullable): of the active lesion, as it is or was drawn */
RlScoreAnswer *
rl_scorer_get_answer (RlScorer *self)
{
  g_return_val_if_fail (RL_IS_SCORER (self), NULL);

  return self->asked != NULL ? g_hash_table_lookup (self->answers, self->asked->lesion_id) : NULL;
}

/* Returns: (transfer none) (nullable): of the active lesion as it was opened or kept; %NULL
 * where it was not there, or there is no score of it yet
 */
RlScoreAnswer *
rl_scorer_get_reference (RlScorer *self)
{
  g_return_val_if_fail (RL_IS_SCORER (self), NULL);

  return self->asked != NULL ? g_hash_table_lookup (self->baselines, self->asked->lesion_id) : NULL;
}

/* Returns: (transfer none) (nullable): of a lesion */
RlScoreAnswer *
rl_scorer_find (RlScorer   *self,
                const char *lesion_id)
{
  g_return_val_if_fail (RL_IS_SCORER (self), NULL);

  return g_hash_table_lookup (self->answers, lesion_id);
}

/* Returns: (nullable): why a lesion has no score */
const char *
rl_scorer_find_problem (RlScorer   *self,
                        const char *lesion_id)
{
  Problem *problem;

  g_return_val_if_fail (RL_IS_SCORER (self), NULL);

  problem = g_hash_table_lookup (self->problems, lesion_id);

  return problem != NULL ? problem->text : NULL;
}

/* Returns: (transfer none) (nullable): what the score of the active lesion is asked of */
const RlScoreQuestion *
rl_scorer_get_question (RlScorer *self)
{
  g_return_val_if_fail (RL_IS_SCORER (self), NULL);

  return self->asked;
}
