/* rl-lines-dialog.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RL_TYPE_LINES_DIALOG (rl_lines_dialog_get_type ())

/**
 * RlLinesDialog:
 *
 * A list of lines that can be read and copied, such as the files an import
 * refused.
 */
G_DECLARE_FINAL_TYPE (RlLinesDialog, rl_lines_dialog, RL, LINES_DIALOG, AdwWindow)

GtkWindow *rl_lines_dialog_new (GtkWindow         *parent,
                                const char        *title,
                                const char *const *lines) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
