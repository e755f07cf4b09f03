/* rl-accessible.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rl_accessible_name_row      (GtkWidget  *child,
                                  const char *label);
void rl_accessible_drop_mnemonic (GtkWidget  *button);
void rl_accessible_name_button  (GtkWidget  *widget,
                                 const char *icon,
                                 const char *name);
void rl_accessible_set_icon_button (GtkButton  *button,
                                    const char *icon,
                                    const char *name,
                                    const char *tip);

/* Who has the focus and moves something with the arrows has them before the window */
void     rl_accessible_set_keeps_arrows (GtkWidget *widget,
                                         gboolean   keeps);
gboolean rl_accessible_keeps_arrows     (GtkWidget *widget);

G_END_DECLS
