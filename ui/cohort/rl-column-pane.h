/* rl-column-pane.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "cohort/rl-column-list.h"

G_BEGIN_DECLS

#define RL_TYPE_COLUMN_PANE (rl_column_pane_get_type ())

/**
 * RlColumnPane:
 *
 * The columns of a cohort, to be searched, with what each holds by class; below the list
 * what the selected one is taken as, which can be changed.
 */
G_DECLARE_FINAL_TYPE (RlColumnPane, rl_column_pane, RL, COLUMN_PANE, GtkWidget)

GtkWidget  *rl_column_pane_new (RlCohort     *cohort,
                                RlColumnList *list) G_GNUC_WARN_UNUSED_RESULT;
const char *rl_column_role_get_title (RimColumnRole role);

G_END_DECLS
