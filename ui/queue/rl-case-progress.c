/* rl-case-progress.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "queue/rl-case-progress.h"

#include <glib/gi18n-lib.h>

/**
 * rl_case_progress_report:
 * @n_done: how many cases are done
 * @n_cases: of how many
 * @job: the #RlJob that does it
 *
 * What the engine calls; tells the job.
 */
void
rl_case_progress_report (guint    n_done,
                         guint    n_cases,
                         gpointer job)
{
  const RlCaseProgress progress = { n_done, n_cases };

  rl_job_report (job, &progress);
}

/**
 * rl_case_progress_show:
 * @self: how far it is
 * @bar: shows it
 *
 * Returns: (transfer full): the same in words
 */
char *
rl_case_progress_show (const RlCaseProgress *self,
                       GtkProgressBar       *bar)
{
  gtk_progress_bar_set_fraction (bar, (double) self->n_done / MAX (self->n_cases, 1u));

  return g_strdup_printf (_("Case %u of %u"), self->n_done + 1, self->n_cases);
}
