/* rl-compare-pane.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "compare/rl-comparer.h"
#include "compare/rl-comparison-table.h"
#include "compare/rl-consensus-box.h"
#include "compare/rl-pair-list.h"

G_BEGIN_DECLS

#define RL_TYPE_COMPARE_PANE (rl_compare_pane_get_type ())

/**
 * RlComparePane:
 *
 * The active lesion (A) compared with another one, an earlier version or another
 * reader (B), and all lesions of both sides.
 *
 * Actions: compare.export.
 * Signal "message" (string): something to tell in passing.
 */
G_DECLARE_FINAL_TYPE (RlComparePane, rl_compare_pane, RL, COMPARE_PANE, GtkWidget)

GtkWidget         *rl_compare_pane_new (RlJobs        *jobs,
                                        RlSession     *session) G_GNUC_WARN_UNUSED_RESULT;
void               rl_compare_pane_set_library  (RlComparePane *self,
                                                 RimLibrary    *library);
void               rl_compare_pane_export       (RlComparePane *self,
                                                 const char    *path);

/* For tests */
RlComparer        *rl_compare_pane_get_comparer (RlComparePane *self);
RlCompareSources  *rl_compare_pane_get_sources  (RlComparePane *self);
RlComparisonTable *rl_compare_pane_get_table    (RlComparePane *self);
RlPairList        *rl_compare_pane_get_list     (RlComparePane *self);
RlConsensusBox    *rl_compare_pane_get_consensus (RlComparePane *self);
GtkDropDown       *rl_compare_pane_get_choice   (RlComparePane *self);

G_END_DECLS
