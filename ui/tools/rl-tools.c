/* rl-tools.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "tools/rl-tools.h"

#include <glib/gi18n-lib.h>

#include "tools/rl-click-hand.h"
#include "tools/rl-grow-hand.h"
#include "tools/rl-livewire-hand.h"
#include "tools/rl-node-hand.h"
#include "tools/rl-path-hand.h"
#include "tools/rl-seeds-hand.h"
#include "tools/rl-threshold-hand.h"

static const RlToolInfo tools[] = {
  { RL_TOOL_CONTOUR, N_("Contour"), N_("Draw around"), rl_path_hand_new },
  { RL_TOOL_POLYGON, N_("Polygon"), N_("Set a corner"), rl_path_hand_new },
  { RL_TOOL_SPLINE, N_("Spline"), N_("Set a point of the curve"), rl_path_hand_new },
  { RL_TOOL_LIVEWIRE, N_("Livewire"), N_("Set a point, the wire follows edges"), rl_livewire_hand_new },
  { RL_TOOL_LASSO, N_("Scissors"), N_("Cut through all slices"), rl_path_hand_new },
  { RL_TOOL_NODES, N_("Nodes"), N_("Move or put in a node"), rl_node_hand_new },
  { RL_TOOL_CLICK, N_("One click"), N_("Propose what the method finds here"), rl_click_hand_new },
  { RL_TOOL_GROW, N_("Region growing"), N_("Grow from here, drag for the tolerance"), rl_grow_hand_new },
  { RL_TOOL_THRESHOLD, N_("Threshold"), N_("Look about here"), rl_threshold_hand_new },
  { RL_TOOL_SEEDS, N_("Seeds inside"), N_("Mark what is of the lesion"), rl_seeds_hand_new },
  { RL_TOOL_SEEDS_OUT, N_("Seeds outside"), N_("Mark what is not of it"), rl_seeds_hand_new },
};

/**
 * rl_tools_find:
 * @tool: a tool
 *
 * Returns: (nullable): what it is; %NULL where it is no contouring tool with a hand
 */
const RlToolInfo *
rl_tools_find (RlTool tool)
{
  for (guint i = 0; i < G_N_ELEMENTS (tools); i++)
    if (tools[i].tool == tool)
      return &tools[i];

  return NULL;
}

/* Returns: what a tool that changes lesions is called, translated; %NULL for others */
const char *
rl_tool_get_name (RlTool tool)
{
  const RlToolInfo *info = rl_tools_find (tool);

  if (info != NULL)
    return _(info->name);

  switch ((guint) tool)
    {
    case RL_TOOL_BRUSH:
      return _("Brush");
    case RL_TOOL_ERASER:
      return _("Eraser");
    case RL_TOOL_SPHERE:
      return _("Sphere brush");
    case RL_TOOL_NUDGE:
      return _("Nudge");
    default:
      return NULL;
    }
}

const RlToolInfo *
rl_tools_list (guint *n_tools)
{
  *n_tools = G_N_ELEMENTS (tools);

  return tools;
}
