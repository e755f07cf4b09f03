/* rl-tool-menu.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "commands/rl-keymap.h"

G_BEGIN_DECLS

#define RL_TYPE_TOOL_MENU (rl_tool_menu_get_type ())

/**
 * RlToolMenu:
 *
 * The items of a menu, each with its icon and its key, which menus of GTK do not show. An item
 * of the action "session.tool" is a tool, of which one is in hand; one of another state of the
 * session is a choice or, without a target, a switch. Operations, and what is not of the
 * session, are given by a click.
 *
 */
G_DECLARE_FINAL_TYPE (RlToolMenu, rl_tool_menu, RL, TOOL_MENU, GtkPopover)

GtkWidget  *rl_tool_menu_new (GMenuModel *model) G_GNUC_WARN_UNUSED_RESULT;
void        rl_tool_menu_set_keymap (RlToolMenu *self,
                                     RlKeymap   *keymap);
void        rl_tool_menu_set_offered (RlToolMenu *self,
                                      guint       tools);
gboolean    rl_tool_menu_show_tool  (RlToolMenu *self,
                                     const char *tool,
                                     GtkWidget  *button);

G_END_DECLS
