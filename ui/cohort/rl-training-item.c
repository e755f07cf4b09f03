/* rl-training-item.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-training-item.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Before that much is done nobody knows how long the rest takes. */
#define LEAST_DONE 0.02

struct _RlTrainingItem
{
  GObject             parent_instance;

  RlTrainingQuestion *question;
  RlTrainingState     state;
  RlTrainingProgress  progress;
  char               *problem;
  RlTrainingAnswer   *answer;

  gint64              begin;          /* when it was first heard of, in µs */
  double              begin_done;     /* and how much was done then */
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlTrainingItem, rl_training_item, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
rl_training_item_finalize (GObject *object)
{
  RlTrainingItem *self = RL_TRAINING_ITEM (object);

  g_clear_pointer (&self->question, rl_training_question_unref);
  g_clear_pointer (&self->answer, rl_training_answer_unref);
  g_clear_pointer (&self->problem, g_free);

  G_OBJECT_CLASS (rl_training_item_parent_class)->finalize (object);
}

static void
rl_training_item_class_init (RlTrainingItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_training_item_finalize;

  signals[CHANGED] = g_signal_new ("changed", RL_TYPE_TRAINING_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
rl_training_item_init (RlTrainingItem *self)
{
}

/**
 * rl_training_item_new:
 * @question: (transfer full): what is to be learned
 * @state: how far it is
 */
RlTrainingItem *
rl_training_item_new (RlTrainingQuestion *question,
                      RlTrainingState     state)
{
  RlTrainingItem *self = g_object_new (RL_TYPE_TRAINING_ITEM, NULL);

  self->question = question;
  self->state = state;

  return self;
}

RlTrainingQuestion *
rl_training_item_get_question (RlTrainingItem *self)
{
  g_return_val_if_fail (RL_IS_TRAINING_ITEM (self), NULL);

  return self->question;
}

const char *
rl_training_item_get_title (RlTrainingItem *self)
{
  g_return_val_if_fail (RL_IS_TRAINING_ITEM (self), NULL);

  return self->question->title;
}

RlTrainingState
rl_training_item_get_state (RlTrainingItem *self)
{
  g_return_val_if_fail (RL_IS_TRAINING_ITEM (self), RL_TRAINING_FAILED);

  return self->state;
}

/* What part is done, 0 to 1. */
double
rl_training_item_get_done (RlTrainingItem *self)
{
  g_return_val_if_fail (RL_IS_TRAINING_ITEM (self), 0.0);

  return self->progress.done;
}

static char *
format_left (double seconds)
{
  if (seconds < 90.0)
    return g_strdup_printf (_("%.0f s left"), ceil (seconds));

  return g_strdup_printf (_("%.0f min left"), ceil (seconds / 60.0));
}

static char *
dup_running (RlTrainingItem *self)
{
  const double done = self->progress.done - self->begin_done;
  const double passed = (double) (g_get_monotonic_time () - self->begin) / G_USEC_PER_SEC;
  g_autofree char *left = NULL;

  if (self->begin == 0 || done < LEAST_DONE)
    return g_strdup (self->progress.text[0] != '\0' ? self->progress.text : _("Learning…"));

  left = format_left (passed / done * (1.0 - self->progress.done));

  return self->progress.text[0] != '\0' ? g_strdup_printf ("%s · %s", left, self->progress.text)
                                        : g_steal_pointer (&left);
}

/* Returns: (transfer full): a line on how it is going */
char *
rl_training_item_dup_status (RlTrainingItem *self)
{
  g_return_val_if_fail (RL_IS_TRAINING_ITEM (self), NULL);

  switch (self->state)
    {
    case RL_TRAINING_WAITING:
      return g_strdup (_("Waits"));

    case RL_TRAINING_RUNNING:
      return dup_running (self);

    case RL_TRAINING_DONE:
      return rl_training_answer_dup_headline (self->answer);

    case RL_TRAINING_STOPPED:
      return g_strdup (_("Stopped; it can go on from where it was"));

    case RL_TRAINING_FAILED:
      return g_strdup (self->problem);

    default:
      g_return_val_if_reached (NULL);
    }
}

/* Returns: (transfer none) (nullable): what was learned */
const RlTrainingAnswer *
rl_training_item_get_answer (RlTrainingItem *self)
{
  g_return_val_if_fail (RL_IS_TRAINING_ITEM (self), NULL);

  return self->answer;
}

/**
 * rl_training_item_set_state:
 * @self: an item
 * @state: how it is going
 * @problem: (nullable): why it failed
 */
void
rl_training_item_set_state (RlTrainingItem  *self,
                            RlTrainingState  state,
                            const char      *problem)
{
  g_return_if_fail (RL_IS_TRAINING_ITEM (self));

  self->state = state;
  if (state == RL_TRAINING_RUNNING)
    self->begin = 0;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
rl_training_item_set_progress (RlTrainingItem           *self,
                               const RlTrainingProgress *progress)
{
  g_return_if_fail (RL_IS_TRAINING_ITEM (self));

  if (self->begin == 0)
    {
      self->begin = g_get_monotonic_time ();
      self->begin_done = progress->done;
    }
  self->progress = *progress;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* @answer (transfer full) is what was learned. */
void
rl_training_item_take_answer (RlTrainingItem   *self,
                              RlTrainingAnswer *answer)
{
  g_return_if_fail (RL_IS_TRAINING_ITEM (self));

  g_clear_pointer (&self->answer, rl_training_answer_unref);
  self->answer = answer;
  self->progress.done = 1.0;
  rl_training_item_set_state (self, RL_TRAINING_DONE, NULL);
}
