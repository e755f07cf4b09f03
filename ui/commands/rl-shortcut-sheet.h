/* rl-shortcut-sheet.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "commands/rl-keymap.h"

G_BEGIN_DECLS

#define RL_TYPE_SHORTCUT_SHEET (rl_shortcut_sheet_get_type ())

/**
 * RlShortcutSheet:
 *
 * Every command with its keys, to be read and to be changed: a click on a row
 * takes the next key that is pressed.
 */
G_DECLARE_FINAL_TYPE (RlShortcutSheet, rl_shortcut_sheet, RL, SHORTCUT_SHEET, AdwPreferencesWindow)

GtkWindow *rl_shortcut_sheet_new (GtkWindow       *parent,
                                  RlKeymap        *keymap) G_GNUC_WARN_UNUSED_RESULT;
gboolean   rl_shortcut_sheet_edit  (RlShortcutSheet *self,
                                    const char      *action);
gboolean   rl_shortcut_sheet_press (RlShortcutSheet *self,
                                    guint            keyval,
                                    GdkModifierType  modifiers);

G_END_DECLS
