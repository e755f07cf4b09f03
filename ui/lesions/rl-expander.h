/* rl-expander.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RL_TYPE_EXPANDER (rl_expander_get_type ())

/**
 * RlExpander:
 *
 * The arrow of a row of a tree that has rows below it only at times, unlike #GtkTreeExpander,
 * which shows an arrow wherever there might be some.
 */
G_DECLARE_FINAL_TYPE (RlExpander, rl_expander, RL, EXPANDER, GtkWidget)

GtkWidget *rl_expander_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       rl_expander_set (RlExpander     *self,
                            GtkTreeListRow *row,
                            GListModel     *below);
void       rl_expander_set_reserved (RlExpander *self,
                                     gboolean    reserved);

G_END_DECLS
