/* rl-consensus-box.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "compare/rim-consensus.h"
#include "compare/rl-comparer.h"

G_BEGIN_DECLS

#define RL_TYPE_CONSENSUS_BOX (rl_consensus_box_get_type ())

/**
 * RlConsensusBox:
 *
 * Makes one contour of those that several readers drew of the active lesion, proposes
 * it as a new lesion, and says what STAPLE found of each reader.
 */
G_DECLARE_FINAL_TYPE (RlConsensusBox, rl_consensus_box, RL, CONSENSUS_BOX, GtkWidget)

GtkWidget  *rl_consensus_box_new (RlJobs             *jobs,
                                  RlSession          *session,
                                  RlCompareSources   *sources,
                                  RlComparer         *comparer) G_GNUC_WARN_UNUSED_RESULT;
guint       rl_consensus_box_get_n_readers (RlConsensusBox     *self);
void        rl_consensus_box_propose       (RlConsensusBox     *self,
                                            RimConsensusMethod  method);
const char *rl_consensus_box_get_text      (RlConsensusBox     *self);

G_END_DECLS
