/* rl-score-limits.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "signature/rim-score.h"

G_BEGIN_DECLS

#define RL_TYPE_SCORE_LIMITS (rl_score_limits_get_type ())

/**
 * RlScoreLimits:
 *
 * Why a score may not apply, above the score: what it is for, whether it comes of synthetic
 * data, and a line for each limit, serious ones first below words that say so.
 */
G_DECLARE_FINAL_TYPE (RlScoreLimits, rl_score_limits, RL, SCORE_LIMITS, GtkWidget)

GtkWidget *rl_score_limits_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       rl_score_limits_set_synthetic (RlScoreLimits  *self,
                                          gboolean        is_synthetic);
void       rl_score_limits_set_score     (RlScoreLimits  *self,
                                          const RimScore *score,
                                          RimProfile      profile);
char      *rl_score_limits_dup_text      (RlScoreLimits  *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
