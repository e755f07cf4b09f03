/* rl-case-progress.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-jobs.h"

G_BEGIN_DECLS

/**
 * RlCaseProgress:
 * @n_done: how many cases are done
 * @n_cases: of how many
 *
 * How far a worker is that goes through the cases of a queue. Plain data.
 */
typedef struct
{
  guint n_done;
  guint n_cases;
} RlCaseProgress;

void  rl_case_progress_report (guint    n_done,
                               guint    n_cases,
                               gpointer job);
char *rl_case_progress_show   (const RlCaseProgress *self,
                               GtkProgressBar       *bar) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
