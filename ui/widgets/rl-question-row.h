/* rl-question-row.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "queue/rim-protocol.h"

G_BEGIN_DECLS

#define RL_TYPE_QUESTION_ROW (rl_question_row_get_type ())

/**
 * RlQuestionRow:
 *
 * A question of a form with what answers it: a list, checks, or an entry.
 *
 * Signal "answered" (const char *text): the user answers, or takes an answer back.
 */
G_DECLARE_FINAL_TYPE (RlQuestionRow, rl_question_row, RL, QUESTION_ROW, GtkWidget)

GtkWidget  *rl_question_row_new (RimProtocol   *protocol,
                                 RimQuestion   *question) G_GNUC_WARN_UNUSED_RESULT;
const char *rl_question_row_get_id     (RlQuestionRow *self);
void        rl_question_row_set_answer (RlQuestionRow *self,
                                        const char    *answer);
void        rl_question_row_set_error  (RlQuestionRow *self,
                                        const char    *message);

G_END_DECLS
