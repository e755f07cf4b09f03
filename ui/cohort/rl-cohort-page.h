/* rl-cohort-page.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "cohort/rl-cohort.h"
#include "core/rl-signatures.h"

G_BEGIN_DECLS

#define RL_TYPE_COHORT_PAGE (rl_cohort_page_get_type ())

/**
 * RlCohortPage:
 *
 * The workspace Cohort: a table with outcomes, and what is learned from it.
 *
 * Property "page" (string): "data", "outcome", …
 *
 * Signal "message" (const char *message): one line for a toast.
 * Signal "changed": another cohort is open.
 */
G_DECLARE_FINAL_TYPE (RlCohortPage, rl_cohort_page, RL, COHORT_PAGE, GtkWidget)

GtkWidget *rl_cohort_page_new (RlJobs       *jobs,
                               RlSignatures *signatures) G_GNUC_WARN_UNUSED_RESULT;
RlCohort  *rl_cohort_page_get_cohort (RlCohortPage *self);
void       rl_cohort_page_set_author (RlCohortPage *self,
                                      const char   *author);
void       rl_cohort_page_train      (RlCohortPage *self);
void       rl_cohort_page_ask        (RlCohortPage *self);
void       rl_cohort_page_show       (RlCohortPage *self,
                                      const char   *page);

G_END_DECLS
