/* rl-trainer.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cohort/rl-training-item.h"
#include "core/rl-jobs.h"

G_BEGIN_DECLS

#define RL_TYPE_TRAINER (rl_trainer_get_type ())

/**
 * RlTrainer:
 *
 * What is learned, one after the other, by a worker: a #GListModel of #RlTrainingItem, the
 * newest first. What the program was left with is there again after a restart, stopped.
 *
 * Signal "learned" (RlTrainingItem *item): one was learned, or could not be.
 */
G_DECLARE_FINAL_TYPE (RlTrainer, rl_trainer, RL, TRAINER, GObject)

RlTrainer      *rl_trainer_new (RlJobs             *jobs) G_GNUC_WARN_UNUSED_RESULT;
RlTrainingItem *rl_trainer_add    (RlTrainer          *self,
                                   RlTrainingQuestion *question);
void            rl_trainer_stop   (RlTrainer          *self,
                                   RlTrainingItem     *item);
void            rl_trainer_resume (RlTrainer          *self,
                                   RlTrainingItem     *item);
void            rl_trainer_remove (RlTrainer          *self,
                                   RlTrainingItem     *item);
gboolean        rl_trainer_is_busy (RlTrainer         *self);

G_END_DECLS
