/* rl-proposal-bar.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-session.h"

G_BEGIN_DECLS

#define RL_TYPE_PROPOSAL_BAR (rl_proposal_bar_get_type ())

/**
 * RlProposalBar:
 *
 * Yes or no to what a tool proposes, with its volume; nothing where nothing is proposed.
 */
G_DECLARE_FINAL_TYPE (RlProposalBar, rl_proposal_bar, RL, PROPOSAL_BAR, GtkWidget)

GtkWidget *rl_proposal_bar_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       rl_proposal_bar_set_session (RlProposalBar *self,
                                        RlSession     *session);

G_END_DECLS
