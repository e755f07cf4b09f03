/* rl-commands.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RlCommand:
 * @section: what it belongs to, to be translated
 * @action: (nullable): a detailed action name; %NULL where a key works while it
 *   is held, or within a list only
 * @title: what it does, to be translated
 * @held: (nullable): that key, which cannot be chosen
 *
 * A command as people know it: a line of the palette and of the sheet of keys.
 * What has keys stands here, and so does what has none.
 */
typedef struct
{
  const char *section;
  const char *action;
  const char *title;
  const char *held;
} RlCommand;

const RlCommand *rl_commands_get  (gsize      *n_commands);
const RlCommand *rl_commands_find (const char *action);
const RlCommand *rl_commands_find_held (const char *key);

G_END_DECLS
