/* rl-score-distribution.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RL_TYPE_SCORE_DISTRIBUTION (rl_score_distribution_get_type ())

/**
 * RlScoreDistribution:
 *
 * The scores of those that a signature was trained on, with its cut-off, and where this
 * patient is among them: a mark, and below it the interval that contours leave open.
 */
G_DECLARE_FINAL_TYPE (RlScoreDistribution, rl_score_distribution, RL, SCORE_DISTRIBUTION, GtkWidget)

GtkWidget  *rl_score_distribution_new (void) G_GNUC_WARN_UNUSED_RESULT;
void        rl_score_distribution_set_training (RlScoreDistribution *self,
                                                const double        *margins,
                                                gsize                n_margins,
                                                double               cut_off);
void        rl_score_distribution_set_mark     (RlScoreDistribution *self,
                                                double               margin,
                                                double               low,
                                                double               high);
void        rl_score_distribution_set_text     (RlScoreDistribution *self,
                                                const char          *text);

G_END_DECLS
