/* rl-training-item.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "cohort/rl-training-question.h"

G_BEGIN_DECLS

/**
 * RlTrainingState:
 * @RL_TRAINING_WAITING: others are learned first
 * @RL_TRAINING_RUNNING: a worker learns it
 * @RL_TRAINING_DONE: it was learned
 * @RL_TRAINING_STOPPED: it was stopped, or the program was left, and can go on from there
 * @RL_TRAINING_FAILED: it cannot be learned
 */
typedef enum
{
  RL_TRAINING_WAITING,
  RL_TRAINING_RUNNING,
  RL_TRAINING_DONE,
  RL_TRAINING_STOPPED,
  RL_TRAINING_FAILED,
} RlTrainingState;

/**
 * RlTrainingProgress:
 * @done: what part is done, 0 to 1
 * @text: what is done now
 *
 * Plain data.
 */
typedef struct
{
  double done;
  char   text[96];
} RlTrainingProgress;

#define RL_TYPE_TRAINING_ITEM (rl_training_item_get_type ())

/**
 * RlTrainingItem:
 *
 * A variant of a recipe that is learned, was, or could not be.
 *
 * Signal "changed": how far it is, or its state.
 */
G_DECLARE_FINAL_TYPE (RlTrainingItem, rl_training_item, RL, TRAINING_ITEM, GObject)

RlTrainingItem           *rl_training_item_new (RlTrainingQuestion       *question,
                                                RlTrainingState state) G_GNUC_WARN_UNUSED_RESULT;
RlTrainingQuestion       *rl_training_item_get_question (RlTrainingItem           *self);
const char               *rl_training_item_get_title    (RlTrainingItem           *self);
RlTrainingState           rl_training_item_get_state    (RlTrainingItem           *self);
double                    rl_training_item_get_done     (RlTrainingItem           *self);
char                     *rl_training_item_dup_status   (RlTrainingItem           *self) G_GNUC_WARN_UNUSED_RESULT;
const RlTrainingAnswer   *rl_training_item_get_answer   (RlTrainingItem           *self);
void                      rl_training_item_set_state    (RlTrainingItem           *self,
                                                         RlTrainingState           state,
                                                         const char               *problem);
void                      rl_training_item_set_progress (RlTrainingItem           *self,
                                                         const RlTrainingProgress *progress);
void                      rl_training_item_take_answer  (RlTrainingItem           *self,
                                                         RlTrainingAnswer         *answer);

G_END_DECLS
