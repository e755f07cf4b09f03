/* rl-training-page.h
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

#define RL_TYPE_TRAINING_PAGE (rl_training_page_get_type ())

/**
 * RlTrainingPage:
 *
 * What is learned and what was, side by side, and what came of the selected one.
 *
 * Signal "message" (const char *message): one line for a toast.
 */
G_DECLARE_FINAL_TYPE (RlTrainingPage, rl_training_page, RL, TRAINING_PAGE, GtkWidget)

GtkWidget *rl_training_page_new (RlTrainer      *trainer,
                                 RlSignatures   *signatures,
                                 RlJobs         *jobs) G_GNUC_WARN_UNUSED_RESULT;
void       rl_training_page_select (RlTrainingPage *self,
                                    RlTrainingItem *item);

G_END_DECLS
