/* rl-status-line.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-status-line.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "canvas/rl-drag.h"
#include "canvas/rl-mip-view.h"
#include "canvas/rl-slice-canvas.h"
#include "core/rl-contrast.h"
#include "core/rl-format.h"
#include "core/rl-unit.h"
#include "tools/rl-target.h"
#include "window/rl-brush-chooser.h"

struct _RlStatusLine
{
  GtkWidget        parent_instance;

  RlSession       *session;
  GSignalGroup    *signals;
  GSignalGroup    *drawing;
  GSignalGroup    *limits;
  GSignalGroup    *maps;
  RlPane          *pane;
  GdkModifierType  modifiers;

  GtkLabel        *hints;
  GtkInscription  *position;
  GtkInscription  *ct;
  GtkInscription  *pet;
  GtkInscription  *map;
};

G_DEFINE_FINAL_TYPE (RlStatusLine, rl_status_line, GTK_TYPE_WIDGET)

static void
add_hint (GString    *hints,
          const char *what,
          const char *does)
{
  const char *faint = rl_contrast_is_high () ? "weight=\"bold\"" : "alpha=\"62%\"";

  g_string_append_printf (hints, "%s<span %s>%s</span> %s", hints->len > 0 ? "   " : "", faint, what,
                          does);
}

static const char *
get_wheel (RlStatusLine *self)
{
  if ((self->modifiers & GDK_CONTROL_MASK) != 0)
    return _("Zoom");

  if ((self->modifiers & GDK_SHIFT_MASK) == 0)
    return _("Slice");

  return rl_tool_has_width (rl_session_get_tool (self->session)) ? _("Brush size") : _("10 slices");
}

static const char *
get_hint (RlStatusLine *self,
          guint         button)
{
  RlTool tool = rl_session_get_tool (self->session);
  const char *hint = self->pane != NULL ? rl_pane_get_hint (self->pane, button, self->modifiers)
                                        : NULL;

  if (hint != NULL)
    return hint;

  return button == 0 ? get_wheel (self)
                     : rl_drag_get_name (rl_drag_choose (tool, button, self->modifiers),
                                         button == GDK_BUTTON_SECONDARY ? rl_tool_get_opposite (tool) : tool);
}

static void
add_contouring_hints (GString *hints,
                      RlTool   tool)
{
  if (tool == RL_TOOL_NODES)
    {
      add_hint (hints, _("Alt"), _("Take out"));
      add_hint (hints, _("Shift"), _("Choose more"));
      add_hint (hints, _("Arrows"), _("1 mm"));
      add_hint (hints, _("Tab"), _("Next node"));
      add_hint (hints, _("Esc"), _("Cancel"));
      return;
    }

  if (rl_tool_get_opposite (tool) != tool)
    {
      add_hint (hints, _("Enter"), _("Accept"));
      add_hint (hints, _("Backspace"), _("Last stroke"));
      add_hint (hints, _("Esc"), _("Discard"));
      return;
    }
  add_hint (hints, _("Alt"), tool == RL_TOOL_LASSO ? _("Cut off the rest") : _("Take away"));
  if (tool == RL_TOOL_CLICK || tool == RL_TOOL_GROW || tool == RL_TOOL_THRESHOLD)
    {
      add_hint (hints, _("Enter"), _("Accept"));
      add_hint (hints, _("Esc"), _("Discard"));
      return;
    }
  add_hint (hints, _("Enter"), _("Close"));
  add_hint (hints, _("Backspace"), _("Last point"));
  add_hint (hints, _("Esc"), _("Cancel"));
}

/* What is below the pointer is read off the layer in the middle, whatever a slab shows. */
static gboolean
is_over_slab (RlStatusLine *self)
{
  return RL_IS_SLICE_CANVAS (self->pane) &&
         rl_session_get_slab (self->session,
                              rl_slice_canvas_get_orientation (RL_SLICE_CANVAS (self->pane))).mm > 0.0;
}

/* Of the image that the pointer is over. */
static void
add_limit_hint (RlStatusLine *self,
                GString      *hints)
{
  RlLayerKind layer = rl_session_get_base_layer (self->session);
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;

  if (RL_IS_SLICE_CANVAS (self->pane))
    layer = rl_content_get_layer (rl_content_resolve (rl_slice_canvas_get_content (RL_SLICE_CANVAS (self->pane)),
                                                      self->session));
  text = rl_brush_chooser_dup_text (self->session, layer);
  if (text == NULL)
    return;

  markup = g_markup_escape_text (text, -1);
  add_hint (hints, _("Limit"), markup);
}

/* What keys and clicks do besides. */
static void
add_more_hints (RlStatusLine *self,
                GString      *hints)
{
  RlTool tool = rl_session_get_tool (self->session);
  RimMeasurement *pending = rl_measurements_get_pending (rl_session_get_measurements (self->session));
  gboolean is_turned = self->pane != NULL && rl_pane_get_hint (self->pane, 0, 0) != NULL;

  if (pending != NULL)
    {
      if (pending->kind == RIM_MEASUREMENT_FREEHAND && self->pane != NULL &&
          rl_pane_get_hint (self->pane, GDK_BUTTON_PRIMARY, 0) != NULL)
        add_hint (hints, _("Double click"), _("Close the outline"));
      add_hint (hints, _("Esc"), _("Cancel"));
    }
  else if (!is_turned && tool == RL_TOOL_NUDGE)
    {
      add_hint (hints, _("From inside"), _("Outwards"));
      add_hint (hints, _("From outside"), _("Inwards"));
      add_limit_hint (self, hints);
    }
  else if (!is_turned && rl_tool_is_brush (tool))
    {
      add_hint (hints, _("Alt"), tool == RL_TOOL_ERASER ? _("Paint") : _("Erase"));
      add_limit_hint (self, hints);
    }
  else if (!is_turned && rl_tool_is_contouring (tool))
    add_contouring_hints (hints, tool);
  else if (!is_turned && rl_tool_get_measurement_kind (tool, NULL))
    add_hint (hints, _("Shift"), _("Crosshair"));
  else
    {
      if (!is_turned)
        add_hint (hints, _("Alt"), _("Slab"));
      else if (RL_IS_MIP_VIEW (self->pane))
        add_hint (hints, _("Click"), _("Crosshair"));
      add_hint (hints, _("Double click"), _("Maximize"));
    }
}

static void
add_pointing_hints (GString    *hints,
                    const char *enter)
{
  add_hint (hints, _("Arrows"), _("Move the point"));
  add_hint (hints, _("Shift"), _("10 pixels"));
  add_hint (hints, _("Enter"), enter);
  add_hint (hints, _("Backspace"), _("Last point"));
  add_hint (hints, _("Esc"), _("Cancel"));
}

/* Before anything is pressed it is said which lesion that would change. */
static void
add_target (RlStatusLine *self,
            GString      *hints)
{
  gboolean is_turned = self->pane != NULL && rl_pane_get_hint (self->pane, 0, 0) != NULL;
  g_autofree char *target = rl_target_describe (self->session,
                                                (self->modifiers & RL_HAND_INVERT_MASK) != 0);
  g_autofree char *escaped = NULL;

  if (target == NULL || is_turned)
    return;

  escaped = g_markup_escape_text (target, -1);
  g_string_append (hints, escaped);
}

static void
add_mouse_hints (RlStatusLine *self,
                 GString      *hints)
{
  const struct {
    const char *name;
    guint       button;
  } buttons[] = {
    { _("Left"), GDK_BUTTON_PRIMARY },
    { _("Middle"), GDK_BUTTON_MIDDLE },
    { _("Right"), GDK_BUTTON_SECONDARY },
    { _("Wheel"), 0 },
  };

  add_target (self, hints);
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    add_hint (hints, buttons[i].name, get_hint (self, buttons[i].button));
  if (is_over_slab (self))
    add_hint (hints, _("Values"), _("Central layer"));
  add_more_hints (self, hints);
}

static void
update_hints (RlStatusLine *self)
{
  g_autoptr(GString) hints = g_string_new (NULL);
  const char *enter = rl_session_get_pointing (self->session);

  gtk_widget_set_opacity (GTK_WIDGET (self->hints),
                          rl_session_get_base (self->session) != NULL ? 1.0 : 0.0);
  if (rl_session_get_notice (self->session) != NULL)
    {
      g_autofree char *notice = g_markup_escape_text (rl_session_get_notice (self->session), -1);

      g_string_append_printf (hints, "<b>%s</b>   ", notice);
    }
  if (enter != NULL)
    add_pointing_hints (hints, enter);
  else
    add_mouse_hints (self, hints);

  if (g_strcmp0 (gtk_label_get_label (self->hints), hints->str) != 0)
    gtk_label_set_markup (self->hints, hints->str);
}

static void
contrast_cb (RlStatusLine *self)
{
  if (self->session != NULL)
    update_hints (self);
}

static void
update_value (RlStatusLine   *self,
              GtkInscription *inscription,
              RlLayerKind     kind,
              RimVec3         point)
{
  RimVolume *volume = rl_session_get_volume (self->session, kind);
  g_autofree char *text = NULL;
  double value;

  gtk_widget_set_visible (GTK_WIDGET (inscription), volume != NULL);

  if (volume == NULL || !rim_probe (volume, point, &value))
    {
      gtk_inscription_set_text (inscription, "–");
      return;
    }

  text = rl_unit_describe_value (volume, value);
  gtk_inscription_set_text (inscription, text);
}

/* That of the pane under the pointer; beside a pane that shows the images alone, the one that
 * the others show.
 */
static RlMapLayer *
get_map (RlStatusLine *self)
{
  RlMapLayer *layer = RL_IS_SLICE_CANVAS (self->pane)
                      ? rl_slice_canvas_get_map_layer (RL_SLICE_CANVAS (self->pane)) : NULL;

  return layer != NULL ? layer : rl_session_get_map_layer (self->session);
}

static void
update_map (RlStatusLine *self,
            RimVec3       point)
{
  RlMapLayer *layer = get_map (self);
  g_autofree char *text = rl_map_layer_describe_point (layer, point);
  gboolean is_shown = rl_map_layer_get_volume (layer) != NULL && rl_map_layer_get_visible (layer);

  gtk_widget_set_visible (GTK_WIDGET (self->map), is_shown);
  gtk_inscription_set_text (self->map, text != NULL ? text : RL_NO_VALUE);
}

/* With no pointer over an image, the crosshair is read. */
static void
update_probe (RlStatusLine *self)
{
  g_autofree char *text = NULL;
  RimVec3 point;

  if (rl_session_get_base (self->session) == NULL)
    {
      gtk_inscription_set_text (self->position, NULL);
      gtk_inscription_set_text (self->ct, NULL);
      gtk_inscription_set_text (self->pet, NULL);
      gtk_widget_set_visible (GTK_WIDGET (self->map), FALSE);
      return;
    }

  if (!rl_session_get_probe (self->session, &point))
    point = rl_session_get_cursor (self->session);

  text = g_strdup_printf (_("LPS %.1f, %.1f, %.1f mm"),
                          rl_format_to_tenths (point.x), rl_format_to_tenths (point.y), rl_format_to_tenths (point.z));
  gtk_inscription_set_text (self->position, text);
  update_value (self, self->ct, RL_LAYER_CT, point);
  update_value (self, self->pet, RL_LAYER_PET, point);
  update_map (self, point);
}

static void
rl_status_line_dispose (GObject *object)
{
  RlStatusLine *self = RL_STATUS_LINE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->drawing);
  g_clear_object (&self->limits);
  g_clear_object (&self->maps);
  gtk_widget_dispose_template (GTK_WIDGET (self), RL_TYPE_STATUS_LINE);
  g_clear_weak_pointer (&self->pane);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_status_line_parent_class)->dispose (object);
}

static void
rl_status_line_class_init (RlStatusLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rl_status_line_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/rimlight/Rimlight/ui/rl-status-line.ui");
  gtk_widget_class_bind_template_child (widget_class, RlStatusLine, hints);
  gtk_widget_class_bind_template_child (widget_class, RlStatusLine, position);
  gtk_widget_class_bind_template_child (widget_class, RlStatusLine, ct);
  gtk_widget_class_bind_template_child (widget_class, RlStatusLine, pet);
  gtk_widget_class_bind_template_child (widget_class, RlStatusLine, map);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
rl_status_line_init (RlStatusLine *self)
{
  static const char *const probed[] = {
    "probe-changed", "cursor-changed", "images-changed", "slices-changed",
  };

  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (RL_TYPE_SESSION);
  for (guint i = 0; i < G_N_ELEMENTS (probed); i++)
    g_signal_group_connect_swapped (self->signals, probed[i], G_CALLBACK (update_probe), self);
  g_signal_group_connect_swapped (self->signals, "notify::notice", G_CALLBACK (update_hints), self);
  g_signal_group_connect_swapped (self->signals, "notify::pointing", G_CALLBACK (update_hints), self);
  g_signal_group_connect_swapped (self->signals, "notify::tool", G_CALLBACK (update_hints), self);
  g_signal_group_connect_swapped (self->signals, "notify::active-lesion", G_CALLBACK (update_hints), self);
  g_signal_group_connect_swapped (self->signals, "lesions-changed", G_CALLBACK (update_hints), self);
  g_signal_group_connect_swapped (self->signals, "images-changed", G_CALLBACK (update_hints), self);
  g_signal_group_connect_swapped (self->signals, "planes-changed", G_CALLBACK (update_hints), self);
  self->drawing = g_signal_group_new (RL_TYPE_MEASUREMENTS);
  g_signal_group_connect_swapped (self->drawing, "changed", G_CALLBACK (update_hints), self);
  self->limits = g_signal_group_new (RL_TYPE_BRUSH_LIMITS);
  g_signal_group_connect_swapped (self->limits, "changed", G_CALLBACK (update_hints), self);
  self->maps = g_signal_group_new (RL_TYPE_MAP_LAYER);
  g_signal_group_connect_swapped (self->maps, "changed", G_CALLBACK (update_probe), self);
  rl_contrast_watch (G_OBJECT (self), G_CALLBACK (contrast_cb));
}

/**
 * rl_status_line_set_session:
 * @self: a status line
 * @session: what is shown
 */
void
rl_status_line_set_session (RlStatusLine *self,
                            RlSession    *session)
{
  g_return_if_fail (RL_IS_STATUS_LINE (self));
  g_return_if_fail (RL_IS_SESSION (session));

  if (!g_set_object (&self->session, session))
    return;

  g_signal_group_set_target (self->signals, session);
  g_signal_group_set_target (self->drawing, rl_session_get_measurements (session));
  g_signal_group_set_target (self->limits, rl_session_get_brush_limits (session));
  g_signal_group_set_target (self->maps, rl_session_get_map_layer (session));
  rl_status_line_set_pane (self, NULL);
  update_hints (self);
  update_probe (self);
}

/**
 * rl_status_line_set_modifiers:
 * @self: a status line
 * @modifiers: the keys held, which change what the mouse does
 */
void
rl_status_line_set_modifiers (RlStatusLine    *self,
                              GdkModifierType  modifiers)
{
  g_return_if_fail (RL_IS_STATUS_LINE (self));

  modifiers &= GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK;

  if (self->modifiers == modifiers)
    return;

  self->modifiers = modifiers;
  update_hints (self);
}

/**
 * rl_status_line_set_pane:
 * @self: a status line
 * @pane: (nullable): what the pointer is over
 */
void
rl_status_line_set_pane (RlStatusLine *self,
                         RlPane       *pane)
{
  g_return_if_fail (RL_IS_STATUS_LINE (self));
  g_return_if_fail (pane == NULL || RL_IS_PANE (pane));

  if (!g_set_weak_pointer (&self->pane, pane))
    return;

  update_hints (self);
  if (self->session != NULL)
    update_probe (self);
}

const char *
rl_status_line_get_hints (RlStatusLine *self)
{
  g_return_val_if_fail (RL_IS_STATUS_LINE (self), NULL);

  return gtk_label_get_text (self->hints);
}

const char *
rl_status_line_get_value (RlStatusLine *self,
                          RlLayerKind   kind)
{
  g_return_val_if_fail (RL_IS_STATUS_LINE (self), NULL);

  return gtk_inscription_get_text (kind == RL_LAYER_CT ? self->ct : self->pet);
}

/* Returns: (nullable): what the map says; NULL where there is none */
const char *
rl_status_line_get_map_value (RlStatusLine *self)
{
  g_return_val_if_fail (RL_IS_STATUS_LINE (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->map)) ? gtk_inscription_get_text (self->map) : NULL;
}
