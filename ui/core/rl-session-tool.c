/* rl-session-tool.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-session-private.h"

#include <math.h>

#include "delineate/rim-image-operation.h"

RlTool
rl_session_get_tool (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), RL_TOOL_WINDOW);

  return self->tool;
}

/**
 * rl_session_set_tool:
 * @self: a session
 * @tool: what a drag with the left button does
 *
 * Nothing happens where it is not offered.
 */
void
rl_session_set_tool (RlSession *self,
                     RlTool     tool)
{
  g_return_if_fail (RL_IS_SESSION (self));

  if (self->tool == tool)
    return;
  if ((self->offered_tools >> tool & 1) == 0)
    {
      rl_session_emit (self, RL_SESSION_TOOL_REFUSED);
      return;
    }

  self->last_tool = self->tool;
  self->tool = tool;
  rl_session_notify (self, RL_SESSION_PROP_TOOL);
}

/**
 * rl_session_swap_tool:
 * @self: a session
 *
 * Takes up the tool that was in hand before this one.
 */
void
rl_session_swap_tool (RlSession *self)
{
  g_return_if_fail (RL_IS_SESSION (self));

  rl_session_set_tool (self, self->last_tool);
}

/* Returns: (transfer none): what brushes are limited by */
RlBrushLimits *
rl_session_get_brush_limits (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  return self->brush_limits;
}

/* About the value where the stroke begins; nothing where there is none. */
static void
find_like (RlSession     *self,
           RlLayerKind    kind,
           RimVolume     *volume,
           const RimVec3 *press,
           double        *lowest,
           double        *highest)
{
  double tolerance = rl_brush_limits_get_tolerance (self->brush_limits, kind);
  double value;

  *lowest = HUGE_VAL;
  *highest = -HUGE_VAL;
  if (press == NULL || !rim_probe (volume, *press, &value))
    return;

  *lowest = value - tolerance;
  *highest = value + tolerance;
}

const char *
rl_session_get_notice (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  return self->notice;
}

/**
 * rl_session_set_notice:
 * @self: a session
 * @notice: (nullable): what is special about what is shown, in a few words for the status line
 */
void
rl_session_set_notice (RlSession  *self,
                       const char *notice)
{
  g_return_if_fail (RL_IS_SESSION (self));

  if (g_strcmp0 (self->notice, notice) == 0)
    return;

  g_free (self->notice);
  self->notice = g_strdup (notice);
  rl_session_notify (self, RL_SESSION_PROP_NOTICE);
}

/* Returns: the tools that can be taken up, as 1 << #RlTool */
guint
rl_session_get_offered_tools (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), G_MAXUINT);

  return self->offered_tools;
}

/**
 * rl_session_set_offered_tools:
 * @self: a session
 * @tools: the tools that can be taken up, as 1 << #RlTool; %G_MAXUINT for all. One that is
 *   in hand stays there
 */
void
rl_session_set_offered_tools (RlSession *self,
                              guint      tools)
{
  g_return_if_fail (RL_IS_SESSION (self));

  if (self->offered_tools == tools)
    return;

  self->offered_tools = tools;
  rl_session_notify (self, RL_SESSION_PROP_OFFERED_TOOLS);
}

/* Returns: (transfer none) (nullable): what asks about lesions; %NULL where nobody does */
RimProtocol *
rl_session_get_form (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  return self->form;
}

/**
 * rl_session_set_form:
 * @self: a session
 * @form: (nullable): the protocol of the case that is shown, which asks about its lesions
 */
void
rl_session_set_form (RlSession   *self,
                     RimProtocol *form)
{
  g_return_if_fail (RL_IS_SESSION (self));

  if (self->form == form)
    return;

  if (form != NULL)
    rim_protocol_ref (form);
  g_clear_pointer (&self->form, rim_protocol_unref);
  self->form = form;
  rl_session_emit_lesions_changed (self, NULL);
}

/* Returns: (transfer none) (nullable): what the next new lesion is like */
RimLesion *
rl_session_get_next_lesion (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  return self->next_lesion;
}

/**
 * rl_session_set_next_lesion:
 * @self: a session
 * @lesion: (nullable): what a new lesion is like that a tool begins: its name, colour, codes
 *   and kind; %NULL for a name and colour that no other has
 */
void
rl_session_set_next_lesion (RlSession *self,
                            RimLesion *lesion)
{
  g_return_if_fail (RL_IS_SESSION (self));

  if (lesion != NULL)
    rim_lesion_ref (lesion);
  g_clear_pointer (&self->next_lesion, rim_lesion_unref);
  self->next_lesion = lesion;
}

/**
 * rl_session_find_brush_range:
 * @self: a session
 * @kind: the image that is seen
 * @press: (nullable): where the stroke begins, LPS mm
 * @lowest: (out): the least value that brushes change, in the unit of the image
 * @highest: (out): the greatest; less than @lowest where they change nothing
 *
 * A range that nobody chose is that of the window.
 *
 * Returns: whether brushes leave alone what has other values
 */
gboolean
rl_session_find_brush_range (RlSession     *self,
                             RlLayerKind    kind,
                             const RimVec3 *press,
                             double        *lowest,
                             double        *highest)
{
  RlBrushLimit limit;
  RimVolume *volume;

  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  limit = rl_brush_limits_get_kind (self->brush_limits);
  volume = rl_session_get_volume (self, kind);
  if (limit == RL_BRUSH_LIMIT_NONE || volume == NULL)
    return FALSE;

  if (limit == RL_BRUSH_LIMIT_LIKE)
    find_like (self, kind, volume, press, lowest, highest);
  else if (limit == RL_BRUSH_LIMIT_WINDOW ||
           !rl_brush_limits_get_range (self->brush_limits, kind, lowest, highest))
    rim_window_get_range (rl_session_get_window (self, kind), rim_volume_get_unit (volume), lowest, highest);

  return TRUE;
}

/* Returns: whether a tool has begun what is no edit yet */
gboolean
rl_session_is_drawing (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  return self->drawing;
}

/* Returns: the id of the operation that is being tried, or nothing */
const char *
rl_session_get_operation (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), "");

  return self->operation;
}

/**
 * rl_session_set_operation:
 * @self: a session
 * @id: (nullable): of the operation on the active lesion that is to be tried; nothing for
 *   none
 *
 * Returns: whether that is another one
 */
gboolean
rl_session_set_operation (RlSession  *self,
                          const char *id)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  if (id == NULL || rim_image_operation_find (id) == NULL)
    id = "";
  if (g_strcmp0 (self->operation, id) == 0)
    return FALSE;

  g_free (self->operation);
  self->operation = g_strdup (id);
  rl_session_notify (self, RL_SESSION_PROP_OPERATION);

  return TRUE;
}

double
rl_session_get_brush_radius (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), RL_DEFAULT_BRUSH_RADIUS);

  return self->brush_radius;
}

/**
 * rl_session_set_brush_radius:
 * @self: a session
 * @radius: of the brush and the eraser on the plane, mm
 */
void
rl_session_set_brush_radius (RlSession *self,
                             double     radius)
{
  g_return_if_fail (RL_IS_SESSION (self));

  radius = CLAMP (radius, RL_MIN_BRUSH_RADIUS, RL_MAX_BRUSH_RADIUS);

  if (self->brush_radius == radius)
    return;

  self->brush_radius = radius;
  rl_session_notify (self, RL_SESSION_PROP_BRUSH_RADIUS);
}

/**
 * rl_tool_get_measurement_kind:
 * @tool: a tool
 * @kind: (out) (optional): what it draws
 *
 * Returns: whether it draws measurements
 */
gboolean
rl_tool_get_measurement_kind (RlTool              tool,
                              RimMeasurementKind *kind)
{
  static const RimMeasurementKind kinds[] = {
    [RL_TOOL_LENGTH] = RIM_MEASUREMENT_LENGTH,
    [RL_TOOL_BIDIRECTIONAL] = RIM_MEASUREMENT_BIDIRECTIONAL,
    [RL_TOOL_ANGLE] = RIM_MEASUREMENT_ANGLE,
    [RL_TOOL_ELLIPSE] = RIM_MEASUREMENT_ELLIPSE,
    [RL_TOOL_RECTANGLE] = RIM_MEASUREMENT_RECTANGLE,
    [RL_TOOL_FREEHAND] = RIM_MEASUREMENT_FREEHAND,
    [RL_TOOL_PROBE] = RIM_MEASUREMENT_PROBE,
    [RL_TOOL_ARROW] = RIM_MEASUREMENT_ARROW,
    [RL_TOOL_TEXT] = RIM_MEASUREMENT_TEXT,
  };

  if (tool < RL_TOOL_LENGTH || tool > RL_TOOL_TEXT)
    return FALSE;

  if (kind != NULL)
    *kind = kinds[tool];

  return TRUE;
}

const char *
rl_session_get_pointing (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  return self->pointing;
}

/**
 * rl_session_set_pointing:
 * @self: a session
 * @enter: (nullable): what Enter does, in the words of the status line; %NULL when arrows no
 *   longer move a point
 */
void
rl_session_set_pointing (RlSession  *self,
                         const char *enter)
{
  g_return_if_fail (RL_IS_SESSION (self));

  enter = g_intern_string (enter);
  if (self->pointing == enter)
    return;

  self->pointing = enter;
  rl_session_notify (self, RL_SESSION_PROP_POINTING);
}

/* Returns: (transfer none): what a click on an image does */
RlMethodChoice *
rl_session_get_method_choice (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  return self->method_choice;
}

/* Returns: (transfer none): what can become of a contour that lies over a lesion */
RlOverlap *
rl_session_get_overlap (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  return self->overlap;
}
