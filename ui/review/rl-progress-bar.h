/* rl-progress-bar.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RL_TYPE_PROGRESS_BAR (rl_progress_bar_get_type ())

/**
 * RlProgressBar:
 *
 * Something long that goes on in the background: what, how far, how fast, and a
 * button to stop it. Stands below the patients and folds away when it is over.
 *
 * Signal "cancel": the user wants it to stop.
 */
G_DECLARE_FINAL_TYPE (RlProgressBar, rl_progress_bar, RL, PROGRESS_BAR, GtkWidget)

GtkWidget *rl_progress_bar_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       rl_progress_bar_start (RlProgressBar *self,
                                  const char    *title);
void       rl_progress_bar_set   (RlProgressBar *self,
                                  const char    *detail,
                                  double         fraction);
void       rl_progress_bar_stop  (RlProgressBar *self);
gboolean   rl_progress_bar_is_shown (RlProgressBar *self);

G_END_DECLS
