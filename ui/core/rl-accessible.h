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

G_END_DECLS
