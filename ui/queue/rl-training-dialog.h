/* rl-training-dialog.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "core/rl-jobs.h"
#include "queue/rim-training-set.h"

G_BEGIN_DECLS

#define RL_TYPE_TRAINING_DIALOG (rl_training_dialog_get_type ())

/**
 * RlTrainingDialog:
 *
 * Asks how the cases of a queue are to be exported as a training set, has a worker do it,
 * and says how far it is. Closing it stops the work, and nothing is left then.
 *
 * Signal "exported" (const char *message, GPtrArray *left_out): it is written; @left_out has
 *   sentences on what is not in it.
 */
G_DECLARE_FINAL_TYPE (RlTrainingDialog, rl_training_dialog, RL, TRAINING_DIALOG, AdwWindow)

GtkWidget *rl_training_dialog_new (RlJobs      *jobs,
                                   RimLibrary  *library,
                                   RimWorklist *worklist) G_GNUC_WARN_UNUSED_RESULT;
void       rl_training_dialog_set_path (RlTrainingDialog *self,
                                        const char       *path);
void       rl_training_dialog_export   (RlTrainingDialog *self);

G_END_DECLS
