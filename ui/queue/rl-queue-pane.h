/* rl-queue-pane.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "queue/rl-queue.h"

G_BEGIN_DECLS

#define RL_TYPE_QUEUE_PANE (rl_queue_pane_get_type ())

/**
 * RlQueuePane:
 *
 * The cases of a protocol, with how far each is, and what to do with the one that
 * is open. It stands where else patients do.
 */
G_DECLARE_FINAL_TYPE (RlQueuePane, rl_queue_pane, RL, QUEUE_PANE, GtkWidget)

GtkWidget  *rl_queue_pane_new (RlQueue      *queue) G_GNUC_WARN_UNUSED_RESULT;
const char *rl_case_state_get_title   (RimCaseState state);
char       *rl_format_duration        (gint64 duration) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
