/* rl-command-item.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "commands/rl-commands.h"

G_BEGIN_DECLS

#define RL_TYPE_COMMAND_ITEM (rl_command_item_get_type ())

/**
 * RlCommandItem:
 *
 * A command in a list, in the language of the user.
 */
G_DECLARE_FINAL_TYPE (RlCommandItem, rl_command_item, RL, COMMAND_ITEM, GObject)

RlCommandItem   *rl_command_item_new (const RlCommand   *command,
                                      guint index) G_GNUC_WARN_UNUSED_RESULT;
const RlCommand *rl_command_item_get_command (RlCommandItem     *self);
const char      *rl_command_item_get_title   (RlCommandItem     *self);
const char      *rl_command_item_get_section (RlCommandItem     *self);
gboolean         rl_command_item_matches     (RlCommandItem     *self,
                                              char             **words);
int              rl_command_item_compare     (RlCommandItem     *self,
                                              RlCommandItem     *other,
                                              char             **words);

G_END_DECLS
