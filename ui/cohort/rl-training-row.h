/* rl-training-row.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "cohort/rl-trainer.h"

G_BEGIN_DECLS

#define RL_TYPE_TRAINING_ROW (rl_training_row_get_type ())

/**
 * RlTrainingRow:
 *
 * What is learned, how far it is, and buttons to stop it, go on, or take it away.
 */
G_DECLARE_FINAL_TYPE (RlTrainingRow, rl_training_row, RL, TRAINING_ROW, GtkWidget)

GtkWidget      *rl_training_row_new (RlTrainer      *trainer,
                                     RlTrainingItem *item) G_GNUC_WARN_UNUSED_RESULT;
RlTrainingItem *rl_training_row_get_item (RlTrainingRow *self);

G_END_DECLS
