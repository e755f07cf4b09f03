/* rl-palette.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "commands/rl-keymap.h"

G_BEGIN_DECLS

#define RL_TYPE_PALETTE (rl_palette_get_type ())

/**
 * RlPalette:
 *
 * Every command by name: typing narrows the list, Enter gives the command that
 * is chosen, and its key stands beside it. What cannot be given now is dimmed.
 */
G_DECLARE_FINAL_TYPE (RlPalette, rl_palette, RL, PALETTE, GtkPopover)

GtkWidget  *rl_palette_new (RlKeymap   *keymap) G_GNUC_WARN_UNUSED_RESULT;
void        rl_palette_set_search   (RlPalette  *self,
                                     const char *search);
const char *rl_palette_get_selected (RlPalette  *self);
guint       rl_palette_get_n_shown  (RlPalette  *self);
void        rl_palette_run          (RlPalette  *self);

G_END_DECLS
