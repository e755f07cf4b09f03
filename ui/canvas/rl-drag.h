/* rl-drag.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-session.h"

G_BEGIN_DECLS

/**
 * RlDrag:
 * @RL_DRAG_LINE: moves the plane that a line of the crosshair stands for
 * @RL_DRAG_TURN: turns it
 * @RL_DRAG_TURN_BOTH: turns the other planes together
 * @RL_DRAG_SLAB: makes the plane thicker or thinner
 * @RL_DRAG_HAND: draws with a contouring tool (ui/tools)
 *
 * What a drag does.
 */
typedef enum
{
  RL_DRAG_NOTHING,
  RL_DRAG_WINDOW,
  RL_DRAG_WINDOW_REGION,
  RL_DRAG_CROSSHAIR,
  RL_DRAG_LINE,
  RL_DRAG_TURN,
  RL_DRAG_TURN_BOTH,
  RL_DRAG_SLAB,
  RL_DRAG_PAINT,
  RL_DRAG_ERASE,
  RL_DRAG_HAND,
  RL_DRAG_MEASURE,
  RL_DRAG_PAN,
  RL_DRAG_ZOOM,
} RlDrag;

RlDrag      rl_drag_choose   (RlTool          tool,
                              guint           button,
                              GdkModifierType modifiers);
const char *rl_drag_get_name (RlDrag drag,
                              RlTool tool);
gboolean    rl_tool_is_brush (RlTool tool);
gboolean    rl_tool_has_width (RlTool tool);
gboolean    rl_tool_is_contouring (RlTool tool);
gboolean    rl_tool_draws         (RlTool tool);
RlTool      rl_tool_get_opposite (RlTool tool);

G_END_DECLS
