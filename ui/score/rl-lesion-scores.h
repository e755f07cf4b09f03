/* rl-lesion-scores.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "score/rl-scorer.h"

G_BEGIN_DECLS

#define RL_TYPE_LESION_SCORES (rl_lesion_scores_get_type ())

/**
 * RlLesionScores:
 *
 * Where there are several lesions, the score of each, and what they say of the patient by
 * the rule of the signature, which is stated. A row makes its lesion the active one.
 */
G_DECLARE_FINAL_TYPE (RlLesionScores, rl_lesion_scores, RL, LESION_SCORES, GtkWidget)

GtkWidget  *rl_lesion_scores_new (RlSession *session,
                                  RlScorer  *scorer) G_GNUC_WARN_UNUSED_RESULT;
guint       rl_lesion_scores_get_n_rows (RlLesionScores *self);
const char *rl_lesion_scores_get_rule   (RlLesionScores *self);

G_END_DECLS
