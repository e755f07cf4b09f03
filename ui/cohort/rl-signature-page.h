/* rl-signature-page.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-signatures.h"

G_BEGIN_DECLS

#define RL_TYPE_SIGNATURE_PAGE (rl_signature_page_get_type ())

/**
 * RlSignaturePage:
 *
 * The signatures that there are, each with its model card, or why a file is none.
 *
 * Signal "message" (const char *message): one line for a toast.
 */
G_DECLARE_FINAL_TYPE (RlSignaturePage, rl_signature_page, RL, SIGNATURE_PAGE, GtkWidget)

GtkWidget *rl_signature_page_new (RlSignatures *signatures,
                                  RlJobs       *jobs) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
