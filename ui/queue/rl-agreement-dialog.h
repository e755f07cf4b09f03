/* rl-agreement-dialog.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "core/rl-jobs.h"
#include "queue/rim-queue-agreement.h"

G_BEGIN_DECLS

#define RL_TYPE_AGREEMENT_DIALOG (rl_agreement_dialog_get_type ())

/**
 * RlAgreementDialog:
 *
 * How well first and second readers of a queue agree: on contours, and on each feature. A
 * worker computes it; closing the dialog stops that. Tables can be saved, and of features
 * those only on which readers agree well enough.
 *
 * Signal "message" (const char *message): how saving went.
 */
G_DECLARE_FINAL_TYPE (RlAgreementDialog, rl_agreement_dialog, RL, AGREEMENT_DIALOG, AdwWindow)

GtkWidget *rl_agreement_dialog_new (RlJobs      *jobs,
                                    RimLibrary  *library,
                                    RimProtocol *protocol) G_GNUC_WARN_UNUSED_RESULT;
const RimQueueAgreement *rl_agreement_dialog_get_found (RlAgreementDialog *self);
guint      rl_agreement_dialog_get_n_shown (RlAgreementDialog *self);

G_END_DECLS
