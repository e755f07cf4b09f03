/* rl-tools.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "tools/rl-hand.h"

G_BEGIN_DECLS

typedef RlHand *(*RlHandNewFunc) (RlSession *session,
                                  RlTool     tool);

/**
 * RlToolInfo:
 * @tool: which
 * @name: what it is called, to be translated
 * @help: what it does with the left button, for the status line, to be translated
 * @new_hand: makes the hand that draws with it
 *
 * A contouring tool, a row of one table.
 */
typedef struct
{
  RlTool         tool;
  const char    *name;
  const char    *help;
  RlHandNewFunc  new_hand;
} RlToolInfo;

const RlToolInfo *rl_tools_find (RlTool tool);
const char       *rl_tool_get_name (RlTool tool);
const RlToolInfo *rl_tools_list (guint  *n_tools);

G_END_DECLS
