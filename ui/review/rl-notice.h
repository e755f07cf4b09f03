/* rl-notice.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RL_TYPE_NOTICE (rl_notice_get_type ())

/**
 * RlNotice:
 *
 * A line across the window that stays until it is no longer true, for what the
 * user must not miss.
 */
G_DECLARE_FINAL_TYPE (RlNotice, rl_notice, RL, NOTICE, GtkWidget)

GtkWidget  *rl_notice_new (void) G_GNUC_WARN_UNUSED_RESULT;
void        rl_notice_set_text (RlNotice   *self,
                                const char *text);
const char *rl_notice_get_text (RlNotice   *self);

G_END_DECLS
