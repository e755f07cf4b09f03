/* rl-waterfall.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "score/rl-waterfall-row.h"
#include "signature/rim-score.h"

G_BEGIN_DECLS

#define RL_TYPE_WATERFALL (rl_waterfall_get_type ())

/**
 * RlWaterfall:
 *
 * Why a score is what it is: from what the signature says of nobody in particular, by what
 * each input adds, the largest first, to the score. Rows stay the same objects while
 * values change. Arrow keys walk them.
 *
 * Signal "chosen" (const char *name): the row of an input was activated.
 */
G_DECLARE_FINAL_TYPE (RlWaterfall, rl_waterfall, RL, WATERFALL, GtkWidget)

GtkWidget  *rl_waterfall_new (void) G_GNUC_WARN_UNUSED_RESULT;
void        rl_waterfall_set_score  (RlWaterfall    *self,
                                     const RimScore *score,
                                     RimProfile      profile);
void        rl_waterfall_set_all    (RlWaterfall    *self,
                                     gboolean        all);
guint       rl_waterfall_get_n_rows (RlWaterfall    *self);
const char *rl_waterfall_get_label  (RlWaterfall    *self,
                                     guint           row);
void        rl_waterfall_activate   (RlWaterfall    *self,
                                     guint           row);

G_END_DECLS
