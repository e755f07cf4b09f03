/* rl-question-form.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-session.h"
#include "queue/rl-queue.h"

G_BEGIN_DECLS

#define RL_TYPE_QUESTION_FORM (rl_question_form_get_type ())

/**
 * RlQuestionForm:
 *
 * The questions of the case that is open in the queue, and of each of its lesions;
 * an answer is kept as it is given. Shows nothing of another study than that of its
 * session.
 */
G_DECLARE_FINAL_TYPE (RlQuestionForm, rl_question_form, RL, QUESTION_FORM, GtkWidget)

GtkWidget *rl_question_form_new (RlQueue   *queue,
                                 RlSession *session) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *rl_session_list_lesions (RlSession *session) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
