/* rl-score-summary.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "score/rl-score-question.h"

G_BEGIN_DECLS

#define RL_TYPE_SCORE_SUMMARY (rl_score_summary_get_type ())

/**
 * RlScoreSummary:
 *
 * A score at a glance: its group in a word, the number, the probability after calibration,
 * where it lies among those of training, and what the contour has changed.
 */
G_DECLARE_FINAL_TYPE (RlScoreSummary, rl_score_summary, RL, SCORE_SUMMARY, GtkWidget)

GtkWidget  *rl_score_summary_new (void) G_GNUC_WARN_UNUSED_RESULT;
void        rl_score_summary_set_signature (RlScoreSummary *self,
                                            RimSignature   *signature);
void        rl_score_summary_set_score     (RlScoreSummary *self,
                                            const RimScore *score);
void        rl_score_summary_set_reference (RlScoreSummary *self,
                                            const RimScore *reference,
                                            gboolean        is_same);
void        rl_score_summary_set_interval  (RlScoreSummary *self,
                                            double          low,
                                            double          high);
char       *rl_score_summary_dup_text      (RlScoreSummary *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
