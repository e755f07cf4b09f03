/* rl-chain-list.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "cohort/rl-chain.h"

G_BEGIN_DECLS

#define RL_TYPE_CHAIN_LIST (rl_chain_list_get_type ())

/**
 * RlChainList:
 *
 * The steps of a chain, or its learners, with what each takes; they are dragged, or moved with
 * Alt and the arrows, and taken away with Delete.
 *
 * Signal "changed": there are others, in another order, or they take something else.
 */
G_DECLARE_FINAL_TYPE (RlChainList, rl_chain_list, RL, CHAIN_LIST, GtkWidget)

GtkWidget *rl_chain_list_new (GPtrArray   *links,
                              const char  *name) G_GNUC_WARN_UNUSED_RESULT;
void       rl_chain_list_update (RlChainList *self);

G_END_DECLS
