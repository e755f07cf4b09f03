/* rl-evaluator.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-jobs.h"
#include "core/rl-session.h"

G_BEGIN_DECLS

#define RL_TYPE_EVALUATOR (rl_evaluator_get_type ())

/**
 * RlEvaluator:
 *
 * Asks a worker what the images say of the measurements of a session, whenever one
 * was drawn or moved or an image arrived, and gives the answers to them.
 */
G_DECLARE_FINAL_TYPE (RlEvaluator, rl_evaluator, RL, EVALUATOR, GObject)

RlEvaluator *rl_evaluator_new (RlJobs    *jobs,
                               RlSession *session) G_GNUC_WARN_UNUSED_RESULT;
gboolean     rl_evaluator_is_up_to_date (RlEvaluator *self);

G_END_DECLS
