/* rl-list-name.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rl_list_name_button (GtkWidget   *widget,
                          const char  *name,
                          const char  *value);
void rl_list_name_table  (GtkColumnView *table,
                          const char    *name);
void rl_list_name_follow (GtkDropDown *list,
                          const char  *name);

G_END_DECLS
