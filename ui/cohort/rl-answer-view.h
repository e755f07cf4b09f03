/* rl-answer-view.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "cohort/rl-trainer.h"
#include "core/rl-signatures.h"

G_BEGIN_DECLS

#define RL_TYPE_ANSWER_VIEW (rl_answer_view_get_type ())

/**
 * RlAnswerView:
 *
 * What was learned: how good it is, what it looks at, how that compares with something else
 * that was learned and how it holds on another cohort; and what becomes of it.
 *
 * Signal "message" (const char *message): one line for a toast.
 */
G_DECLARE_FINAL_TYPE (RlAnswerView, rl_answer_view, RL, ANSWER_VIEW, GtkWidget)

GtkWidget *rl_answer_view_new (RlTrainer      *trainer,
                               RlSignatures   *signatures,
                               RlJobs         *jobs) G_GNUC_WARN_UNUSED_RESULT;
void       rl_answer_view_set_item      (RlAnswerView   *self,
                                         RlTrainingItem *item);
void       rl_answer_view_compare       (RlAnswerView   *self,
                                         RlTrainingItem *other);
void       rl_answer_view_validate      (RlAnswerView   *self,
                                         const char     *path);
RimValidation *rl_answer_view_get_validation (RlAnswerView *self);

G_END_DECLS
