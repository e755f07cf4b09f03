/* rl-outcome-page.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "cohort/rl-cohort.h"

G_BEGIN_DECLS

#define RL_TYPE_OUTCOME_PAGE (rl_outcome_page_get_type ())

/**
 * RlOutcomePage:
 *
 * What is predicted, how it is validated, and what becomes of missing values, batches and
 * features that do not repeat; beside it the outcomes as a plot, with counts.
 */
G_DECLARE_FINAL_TYPE (RlOutcomePage, rl_outcome_page, RL, OUTCOME_PAGE, GtkWidget)

GtkWidget *rl_outcome_page_new (RlCohort *cohort) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
