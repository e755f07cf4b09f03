/* rl-drag.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-drag.h"

#include <glib/gi18n-lib.h>

#include "tools/rl-tools.h"

gboolean
rl_tool_is_brush (RlTool tool)
{
  return tool == RL_TOOL_BRUSH || tool == RL_TOOL_ERASER || tool == RL_TOOL_SPHERE ||
         tool == RL_TOOL_NUDGE;
}

/* Whether it is as wide as the brush. */
gboolean
rl_tool_has_width (RlTool tool)
{
  return rl_tool_is_brush (tool) || tool == RL_TOOL_SEEDS || tool == RL_TOOL_SEEDS_OUT;
}

/* What the right button does where that is not to zoom; else the tool itself. */
RlTool
rl_tool_get_opposite (RlTool tool)
{
  if (tool == RL_TOOL_SEEDS)
    return RL_TOOL_SEEDS_OUT;

  return tool == RL_TOOL_SEEDS_OUT ? RL_TOOL_SEEDS : tool;
}

/* Whether the left button changes lesions. */
gboolean
rl_tool_is_contouring (RlTool tool)
{
  return rl_tool_is_brush (tool) || rl_tools_find (tool) != NULL;
}

/* Whether the left button draws: a contour or a measurement. */
gboolean
rl_tool_draws (RlTool tool)
{
  return rl_tool_is_contouring (tool) || rl_tool_get_measurement_kind (tool, NULL);
}

static RlDrag
choose_primary (RlTool          tool,
                GdkModifierType modifiers)
{
  gboolean inverted = (modifiers & RL_HAND_INVERT_MASK) != 0;

  if (rl_tools_find (tool) != NULL)
    return RL_DRAG_HAND;

  switch (tool)
    {
    case RL_TOOL_NUDGE:
      return RL_DRAG_PAINT;

    case RL_TOOL_BRUSH:
    case RL_TOOL_SPHERE:
      return inverted ? RL_DRAG_ERASE : RL_DRAG_PAINT;

    case RL_TOOL_ERASER:
      return inverted ? RL_DRAG_PAINT : RL_DRAG_ERASE;

    case RL_TOOL_WINDOW_REGION:
      return RL_DRAG_WINDOW_REGION;

    case RL_TOOL_CROSSHAIR:
      return inverted ? RL_DRAG_SLAB : RL_DRAG_CROSSHAIR;

    case RL_TOOL_LENGTH:
    case RL_TOOL_BIDIRECTIONAL:
    case RL_TOOL_ANGLE:
    case RL_TOOL_ELLIPSE:
    case RL_TOOL_RECTANGLE:
    case RL_TOOL_FREEHAND:
    case RL_TOOL_PROBE:
    case RL_TOOL_ARROW:
    case RL_TOOL_TEXT:
      return (modifiers & GDK_SHIFT_MASK) != 0 ? RL_DRAG_CROSSHAIR : RL_DRAG_MEASURE;

    case RL_TOOL_WINDOW:
    case RL_TOOL_CONTOUR:
    case RL_TOOL_POLYGON:
    case RL_TOOL_SPLINE:
    case RL_TOOL_LIVEWIRE:
    case RL_TOOL_LASSO:
    case RL_TOOL_NODES:
    case RL_TOOL_CLICK:
    case RL_TOOL_GROW:
    case RL_TOOL_THRESHOLD:
    case RL_TOOL_SEEDS:
    case RL_TOOL_SEEDS_OUT:
    default:
      if (inverted)
        return RL_DRAG_SLAB;
      return (modifiers & GDK_SHIFT_MASK) != 0 ? RL_DRAG_CROSSHAIR : RL_DRAG_WINDOW;
    }
}

/**
 * rl_drag_choose:
 * @tool: the tool in hand
 * @button: the button pressed
 * @modifiers: the keys held
 *
 * The one place that says what the mouse does; the status line reads it too.
 *
 * Returns: what a drag does
 */
RlDrag
rl_drag_choose (RlTool          tool,
                guint           button,
                GdkModifierType modifiers)
{
  switch (button)
    {
    case GDK_BUTTON_PRIMARY:
      return choose_primary (tool, modifiers);

    case GDK_BUTTON_MIDDLE:
      return RL_DRAG_PAN;

    case GDK_BUTTON_SECONDARY:
      return rl_tool_get_opposite (tool) != tool ? RL_DRAG_HAND : RL_DRAG_ZOOM;

    default:
      return RL_DRAG_NOTHING;
    }
}

/**
 * rl_drag_get_name:
 * @drag: a drag
 * @tool: the tool in hand
 *
 * Returns: what the status line says of it
 */
const char *
rl_drag_get_name (RlDrag drag,
                  RlTool tool)
{
  switch (drag)
    {
    case RL_DRAG_WINDOW:
      return _("Window");

    case RL_DRAG_WINDOW_REGION:
      return _("Window of a rectangle");

    case RL_DRAG_CROSSHAIR:
      return _("Crosshair");

    case RL_DRAG_LINE:
      return _("Move the plane");

    case RL_DRAG_TURN:
      return _("Turn the plane");

    case RL_DRAG_TURN_BOTH:
      return _("Turn both planes");

    case RL_DRAG_SLAB:
      return _("Slab thickness");

    case RL_DRAG_PAINT:
      return tool == RL_TOOL_NUDGE ? _("Push the border") : _("Paint");

    case RL_DRAG_ERASE:
      return _("Erase");

    case RL_DRAG_HAND:
      return _(rl_tools_find (tool)->help);
    case RL_DRAG_MEASURE:
      return _("Measure");

    case RL_DRAG_PAN:
      return _("Pan");

    case RL_DRAG_ZOOM:
      return _("Zoom");

    case RL_DRAG_NOTHING:
    default:
      return "";
    }
}
