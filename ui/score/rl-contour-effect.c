/* rl-contour-effect.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "score/rl-contour-effect.h"

/* As far as two readers who know their trade come apart, and enough draws for a 95 % range. */
#define DISTANCE_MM 2.0
#define N_CONTOURS  40
#define SEED        20261128

/* How long a contour rests before it is asked again, in ms. */
#define REST 1500

#define PROGRESS_INTERVAL 60

struct _RlContourEffect
{
  GObject          parent_instance;

  RlJobs          *jobs;
  RlScoreQuestion *question;        /* nullable */
  gboolean         is_wanted;       /* of this lesion */
  guint            rest_timeout;
  RimMask         *mask;            /* that the interval is of; only compared */
  double           low;
  double           high;
  double           flips;
  char            *problem;
  double           progress;
};

typedef struct
{
  RimMask *mask;
  double   low;
  double   high;
  double   flips;
} Answer;

enum
{
  PROP_0,
  PROP_PROGRESS,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlContourEffect, rl_contour_effect, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
answer_free (gpointer data)
{
  Answer *self = data;

  rim_mask_unref (self->mask);
  g_free (self);
}

static void
report_cb (double   done,
           gpointer job)
{
  rl_job_report (job, &done);
}

static gpointer
perturb_run (RlJob     *job,
             gpointer   data,
             GError   **error)
{
  const RlScoreQuestion *question = data;
  const RimScoreCase score_case = { .ct = question->ct, .pet = question->pet, .lesion = question->mask,
                                    .clinical = question->clinical };
  GCancellable *cancellable = rl_job_get_cancellable (job);
  g_autoptr(RimScore) score = rim_scorer_score (question->scorer, &score_case, cancellable, error);
  Answer *answer;

  if (score == NULL || !rim_scorer_perturb (question->scorer, score, &score_case, DISTANCE_MM, N_CONTOURS, SEED,
                                            report_cb, job, cancellable, error))
    return NULL;

  answer = g_new (Answer, 1);
  *answer = (Answer) { rim_mask_ref (question->mask), score->low, score->high, score->flips };

  return answer;
}

static void
set_progress (RlContourEffect *self,
              double           progress)
{
  if (self->progress == progress)
    return;

  self->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

static void
perturb_progress (gpointer      owner,
                  gconstpointer progress)
{
  set_progress (owner, *(const double *) progress);
}

static void
set_mask (RlContourEffect *self,
          RimMask         *mask)
{
  if (mask != NULL)
    rim_mask_ref (mask);
  g_clear_pointer (&self->mask, rim_mask_unref);
  self->mask = mask;
}

static void
perturb_done (gpointer      owner,
              gpointer      result,
              const GError *error)
{
  RlContourEffect *self = owner;
  const Answer *answer = result;

  set_progress (self, 0.0);
  set_mask (self, answer != NULL ? answer->mask : NULL);
  g_clear_pointer (&self->problem, g_free);
  if (answer != NULL)
    {
      self->low = answer->low;
      self->high = answer->high;
      self->flips = answer->flips;
    }
  else
    {
      self->problem = g_strdup (error->message);
      self->is_wanted = FALSE;
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static const RlJobKind perturb_kind = {
  .policy = RL_JOB_REPLACE,
  .run = perturb_run,
  .progress = perturb_progress,
  .done = perturb_done,
  .free_input = (GDestroyNotify) rl_score_question_free,
  .free_result = answer_free,
  .progress_size = sizeof (double),
  .progress_interval = PROGRESS_INTERVAL,
};

static void
stop (RlContourEffect *self)
{
  g_clear_handle_id (&self->rest_timeout, g_source_remove);
  rl_jobs_cancel (self->jobs, &perturb_kind, self);
  set_progress (self, 0.0);
}

static void
start (RlContourEffect *self)
{
  rl_jobs_start (self->jobs, &perturb_kind, self, rl_score_question_copy (self->question));
}

static gboolean
rested_cb (gpointer data)
{
  RlContourEffect *self = data;

  self->rest_timeout = 0;
  if (self->question != NULL && self->question->mask != self->mask)
    start (self);
  g_signal_emit (self, signals[CHANGED], 0);

  return G_SOURCE_REMOVE;
}

static void
rl_contour_effect_dispose (GObject *object)
{
  RlContourEffect *self = RL_CONTOUR_EFFECT (object);

  g_clear_handle_id (&self->rest_timeout, g_source_remove);
  g_clear_pointer (&self->question, rl_score_question_free);
  g_clear_pointer (&self->mask, rim_mask_unref);
  g_clear_pointer (&self->problem, g_free);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (rl_contour_effect_parent_class)->dispose (object);
}

static void
rl_contour_effect_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_PROGRESS:
      g_value_set_double (value, RL_CONTOUR_EFFECT (object)->progress);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_contour_effect_class_init (RlContourEffectClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rl_contour_effect_dispose;
  object_class->get_property = rl_contour_effect_get_property;

  properties[PROP_PROGRESS] =
    g_param_spec_double ("progress", NULL, NULL, 0.0, 1.0, 0.0,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_contour_effect_init (RlContourEffect *self)
{
}

RlContourEffect *
rl_contour_effect_new (RlJobs *jobs)
{
  RlContourEffect *self = g_object_new (RL_TYPE_CONTOUR_EFFECT, NULL);

  self->jobs = g_object_ref (jobs);

  return self;
}

/* What was said of another lesion, or by another signature, says nothing of this. */
static void
forget (RlContourEffect *self)
{
  self->is_wanted = FALSE;
  set_mask (self, NULL);
  g_clear_pointer (&self->problem, g_free);
}

/**
 * rl_contour_effect_follow:
 * @self: an effect
 * @question: (nullable): what is scored
 */
void
rl_contour_effect_follow (RlContourEffect       *self,
                          const RlScoreQuestion *question)
{
  g_return_if_fail (RL_IS_CONTOUR_EFFECT (self));

  if (question != NULL && self->question != NULL && rl_score_question_equal (question, self->question))
    return;

  stop (self);
  if (question == NULL || self->question == NULL || !rl_score_question_is_alike (question, self->question))
    forget (self);
  g_clear_pointer (&self->question, rl_score_question_free);
  self->question = question != NULL ? rl_score_question_copy (question) : NULL;
  if (self->is_wanted)
    self->rest_timeout = g_timeout_add (REST, rested_cb, self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Asks now, and from now on for this lesion. */
void
rl_contour_effect_ask (RlContourEffect *self)
{
  g_return_if_fail (RL_IS_CONTOUR_EFFECT (self));

  if (self->question == NULL)
    return;

  g_clear_handle_id (&self->rest_timeout, g_source_remove);
  g_clear_pointer (&self->problem, g_free);
  self->is_wanted = TRUE;
  start (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Asks no more. */
void
rl_contour_effect_cancel (RlContourEffect *self)
{
  g_return_if_fail (RL_IS_CONTOUR_EFFECT (self));

  self->is_wanted = FALSE;
  stop (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * rl_contour_effect_get_interval:
 * @self: an effect
 * @low: (out): the least margin
 * @high: (out): the greatest
 *
 * Returns: whether there is an interval, of this contour or the one before
 */
gboolean
rl_contour_effect_get_interval (RlContourEffect *self,
                                double          *low,
                                double          *high)
{
  g_return_val_if_fail (RL_IS_CONTOUR_EFFECT (self), FALSE);

  *low = self->low;
  *high = self->high;

  return self->mask != NULL;
}

/* Returns: what part of moved contours is in the other group */
double
rl_contour_effect_get_flips (RlContourEffect *self)
{
  g_return_val_if_fail (RL_IS_CONTOUR_EFFECT (self), 0.0);

  return self->flips;
}

/* Returns: whether the interval is of the contour as it is */
gboolean
rl_contour_effect_is_up_to_date (RlContourEffect *self)
{
  g_return_val_if_fail (RL_IS_CONTOUR_EFFECT (self), FALSE);

  return self->question != NULL && self->mask == self->question->mask;
}

gboolean
rl_contour_effect_is_busy (RlContourEffect *self)
{
  g_return_val_if_fail (RL_IS_CONTOUR_EFFECT (self), FALSE);

  return rl_jobs_is_busy (self->jobs, &perturb_kind, self);
}

/* Returns: how far contours are moved, in mm */
double
rl_contour_effect_get_distance (RlContourEffect *self)
{
  return DISTANCE_MM;
}

/* Returns: (nullable): why there is no interval */
const char *
rl_contour_effect_get_problem (RlContourEffect *self)
{
  g_return_val_if_fail (RL_IS_CONTOUR_EFFECT (self), NULL);

  return self->problem;
}
