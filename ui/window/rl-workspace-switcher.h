/* rl-workspace-switcher.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RL_TYPE_WORKSPACE_SWITCHER (rl_workspace_switcher_get_type ())

/**
 * RlWorkspaceSwitcher:
 *
 * The workspaces that are offered, side by side, or in a menu where there is no room. Not
 * there while there is but one. They are chosen by the action "win.workspace".
 */
G_DECLARE_FINAL_TYPE (RlWorkspaceSwitcher, rl_workspace_switcher, RL, WORKSPACE_SWITCHER, GtkWidget)

const char *rl_workspace_get_title (const char                    *workspace);
void        rl_workspace_switcher_offer       (RlWorkspaceSwitcher *self,
                                               const char          *workspace);
gboolean    rl_workspace_switcher_offers      (RlWorkspaceSwitcher *self,
                                               const char          *workspace);
void        rl_workspace_switcher_set_current (RlWorkspaceSwitcher *self,
                                               const char          *workspace);

G_END_DECLS
