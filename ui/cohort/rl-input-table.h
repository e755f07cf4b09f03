/* rl-input-table.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "cohort/rl-training-question.h"

G_BEGIN_DECLS

GtkWidget *rl_input_table_new (const RlTrainingAnswer *answer) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
