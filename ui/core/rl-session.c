/* rl-session.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-session-private.h"

G_DEFINE_ENUM_TYPE (RlTool, rl_tool,
                    G_DEFINE_ENUM_VALUE (RL_TOOL_WINDOW, "window"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_WINDOW_REGION, "window-region"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_CROSSHAIR, "crosshair"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_BRUSH, "brush"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_ERASER, "eraser"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_SPHERE, "sphere"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_NUDGE, "nudge"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_CONTOUR, "contour"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_POLYGON, "polygon"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_SPLINE, "spline"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_LIVEWIRE, "livewire"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_LASSO, "lasso"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_NODES, "nodes"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_CLICK, "click"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_GROW, "grow"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_THRESHOLD, "threshold"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_SEEDS, "seeds"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_SEEDS_OUT, "seeds-out"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_LENGTH, "length"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_BIDIRECTIONAL, "bidirectional"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_ANGLE, "angle"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_ELLIPSE, "ellipse"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_RECTANGLE, "rectangle"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_FREEHAND, "freehand"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_PROBE, "probe"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_ARROW, "arrow"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_TEXT, "text"))

G_DEFINE_FINAL_TYPE (RlSession, rl_session, G_TYPE_OBJECT)

static GParamSpec *properties[RL_SESSION_N_PROPS];
static guint signals[RL_SESSION_N_SIGNALS];

static void
rl_session_dispose (GObject *object)
{
  RlSession *self = RL_SESSION (object);

  for (guint i = 0; i < RL_N_LAYERS; i++)
    g_clear_pointer (&self->layers[i].volume, rim_volume_unref);

  g_clear_pointer (&self->pending, rim_lesion_unref);
  g_clear_pointer (&self->next_lesion, rim_lesion_unref);
  g_clear_pointer (&self->notice, g_free);
  g_clear_pointer (&self->form, rim_protocol_unref);
  g_clear_pointer (&self->highlight, rim_lesion_unref);
  rl_session_clear_proposal (self);
  rl_session_clear_compared (self);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_object (&self->measurements);
  g_clear_object (&self->overlap);
  g_clear_object (&self->map_layer);
  g_clear_pointer (&self->more_maps, g_ptr_array_unref);
  g_clear_object (&self->method_choice);
  g_clear_object (&self->brush_limits);
  g_clear_object (&self->segmentation);

  G_OBJECT_CLASS (rl_session_parent_class)->dispose (object);
}

static void
rl_session_finalize (GObject *object)
{
  RlSession *self = RL_SESSION (object);

  g_clear_pointer (&self->active_lesion, g_free);
  g_clear_pointer (&self->user_windows, g_variant_unref);
  g_clear_pointer (&self->hidden_lesions, g_hash_table_unref);
  g_clear_pointer (&self->operation, g_free);

  G_OBJECT_CLASS (rl_session_parent_class)->finalize (object);
}

/* Where a property that is a boolean of the display is kept, or NULL. */
static gboolean *
find_flag (RlSession *self,
           guint      prop_id)
{
  switch (prop_id)
    {
    case RL_SESSION_PROP_SHOW_CONTOURS:
      return &self->show_contours;

    case RL_SESSION_PROP_INTERPOLATE:
      return &self->interpolate;

    case RL_SESSION_PROP_SHOW_TEXT:
      return &self->show_text;

    case RL_SESSION_PROP_SHOW_FILL:
      return &self->show_fill;

    case RL_SESSION_PROP_SHOW_DIFFERENCE:
      return &self->show_difference;

    case RL_SESSION_PROP_CT_ONLY:
      return &self->ct_only;

    case RL_SESSION_PROP_HIDE_MAP:
      return &self->hide_map;

    case RL_SESSION_PROP_SWAP_LAYERS:
      return &self->swap_layers;

    case RL_SESSION_PROP_SHOW_LEGEND:
      return &self->show_legend;

    case RL_SESSION_PROP_MAP_HELD:
      return &self->map_held;

    case RL_SESSION_PROP_KEEP_OTHERS:
      return &self->keep_others;

    case RL_SESSION_PROP_DRAWING:
      return &self->drawing;

    case RL_SESSION_PROP_SMOOTH_NODES:
      return &self->smooth_nodes;

    default:
      return NULL;
    }
}

/* What is in hand. */
static gboolean
get_tool_property (RlSession *self,
                   guint      prop_id,
                   GValue    *value)
{
  switch (prop_id)
    {
    case RL_SESSION_PROP_TOOL:
      g_value_set_enum (value, rl_session_get_tool (self));
      return TRUE;

    case RL_SESSION_PROP_BRUSH_RADIUS:
      g_value_set_double (value, rl_session_get_brush_radius (self));
      return TRUE;

    case RL_SESSION_PROP_POINTING:
      g_value_set_string (value, rl_session_get_pointing (self));
      return TRUE;

    case RL_SESSION_PROP_OPERATION:
      g_value_set_string (value, rl_session_get_operation (self));
      return TRUE;

    case RL_SESSION_PROP_OFFERED_TOOLS:
      g_value_set_uint (value, rl_session_get_offered_tools (self));
      return TRUE;

    case RL_SESSION_PROP_NOTICE:
      g_value_set_string (value, rl_session_get_notice (self));
      return TRUE;

    default:
      return FALSE;
    }
}

static void
rl_session_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  RlSession *self = RL_SESSION (object);
  gboolean *flag = find_flag (self, prop_id);

  if (flag != NULL)
    {
      g_value_set_boolean (value, *flag);
      return;
    }

  switch (prop_id)
    {
    case RL_SESSION_PROP_PET_OPACITY:
      g_value_set_double (value, rl_session_get_pet_opacity (self));
      break;

    case RL_SESSION_PROP_ACTIVE_LESION:
      g_value_set_string (value, rl_session_get_active_lesion (self));
      break;

    case RL_SESSION_PROP_ACTIVE_PLANE:
      g_value_set_uint (value, rl_session_get_active_plane (self));
      break;

    case RL_SESSION_PROP_PET_THRESHOLD:
      g_value_set_double (value, rl_session_get_pet_threshold (self));
      break;

    case RL_SESSION_PROP_SEGMENTATION:
      g_value_set_object (value, rl_session_get_segmentation (self));
      break;

    case RL_SESSION_PROP_HAS_PROPOSAL:
      g_value_set_boolean (value, rl_session_get_proposal (self) != NULL);
      break;

    default:
      if (!get_tool_property (self, prop_id, value))
        G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_session_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  RlSession *self = RL_SESSION (object);
  gboolean *flag = find_flag (self, prop_id);

  if (flag != NULL)
    {
      rl_session_set_display_flag (self, flag, g_value_get_boolean (value), prop_id);
      return;
    }

  switch (prop_id)
    {
    case RL_SESSION_PROP_TOOL:
      rl_session_set_tool (self, g_value_get_enum (value));
      break;

    case RL_SESSION_PROP_BRUSH_RADIUS:
      rl_session_set_brush_radius (self, g_value_get_double (value));
      break;

    case RL_SESSION_PROP_PET_OPACITY:
      rl_session_set_pet_opacity (self, g_value_get_double (value));
      break;

    case RL_SESSION_PROP_ACTIVE_LESION:
      rl_session_set_active_lesion (self, g_value_get_string (value));
      break;

    case RL_SESSION_PROP_ACTIVE_PLANE:
      rl_session_set_active_plane (self, g_value_get_uint (value));
      break;

    case RL_SESSION_PROP_PET_THRESHOLD:
      rl_session_set_pet_threshold (self, g_value_get_double (value));
      break;

    case RL_SESSION_PROP_SEGMENTATION:
      rl_session_set_segmentation (self, g_value_get_object (value));
      break;

    case RL_SESSION_PROP_OPERATION:
      rl_session_set_operation (self, g_value_get_string (value));
      break;

    case RL_SESSION_PROP_OFFERED_TOOLS:
      rl_session_set_offered_tools (self, g_value_get_uint (value));
      break;

    case RL_SESSION_PROP_NOTICE:
      rl_session_set_notice (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static const struct
{
  guint       id;
  const char *name;
  gboolean    is_set;
} flag_properties[] = {
  { RL_SESSION_PROP_SHOW_CONTOURS, "show-contours", TRUE },
  { RL_SESSION_PROP_INTERPOLATE, "interpolate", TRUE },
  { RL_SESSION_PROP_SHOW_TEXT, "show-text", TRUE },
  { RL_SESSION_PROP_SHOW_FILL, "show-fill", FALSE },
  { RL_SESSION_PROP_SHOW_DIFFERENCE, "show-difference", TRUE },
  { RL_SESSION_PROP_CT_ONLY, "ct-only", FALSE },
  { RL_SESSION_PROP_HIDE_MAP, "hide-map", FALSE },
  { RL_SESSION_PROP_SWAP_LAYERS, "swap-layers", FALSE },
  { RL_SESSION_PROP_SHOW_LEGEND, "show-legend", TRUE },
  { RL_SESSION_PROP_MAP_HELD, "map-held", FALSE },
  { RL_SESSION_PROP_KEEP_OTHERS, "keep-others", FALSE },
  { RL_SESSION_PROP_DRAWING, "drawing", FALSE },
  { RL_SESSION_PROP_SMOOTH_NODES, "smooth-nodes", TRUE },
};

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  for (guint i = 0; i < G_N_ELEMENTS (flag_properties); i++)
    properties[flag_properties[i].id] =
      g_param_spec_boolean (flag_properties[i].name, NULL, NULL, flag_properties[i].is_set, flags);

  properties[RL_SESSION_PROP_TOOL] =
    g_param_spec_enum ("tool", NULL, NULL, RL_TYPE_TOOL, RL_TOOL_WINDOW, flags);

  properties[RL_SESSION_PROP_BRUSH_RADIUS] =
    g_param_spec_double ("brush-radius", NULL, NULL,
                         RL_MIN_BRUSH_RADIUS, RL_MAX_BRUSH_RADIUS, RL_DEFAULT_BRUSH_RADIUS, flags);

  properties[RL_SESSION_PROP_PET_OPACITY] =
    g_param_spec_double ("pet-opacity", NULL, NULL, 0.0, 1.0, RL_DEFAULT_PET_OPACITY, flags);

  properties[RL_SESSION_PROP_ACTIVE_LESION] =
    g_param_spec_string ("active-lesion", NULL, NULL, NULL, flags);

  properties[RL_SESSION_PROP_ACTIVE_PLANE] =
    g_param_spec_uint ("active-plane", NULL, NULL, 0, RIM_N_ORIENTATIONS - 1, RIM_ORIENTATION_AXIAL, flags);

  properties[RL_SESSION_PROP_PET_THRESHOLD] =
    g_param_spec_double ("pet-threshold", NULL, NULL, 0.0, G_MAXDOUBLE, 0.0, flags);

  properties[RL_SESSION_PROP_HAS_PROPOSAL] =
    g_param_spec_boolean ("has-proposal", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  properties[RL_SESSION_PROP_POINTING] =
    g_param_spec_string ("pointing", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  properties[RL_SESSION_PROP_SEGMENTATION] =
    g_param_spec_object ("segmentation", NULL, NULL, RIM_TYPE_SEGMENTATION, flags);

  properties[RL_SESSION_PROP_OPERATION] =
    g_param_spec_string ("operation", NULL, NULL, "", flags);

  properties[RL_SESSION_PROP_OFFERED_TOOLS] =
    g_param_spec_uint ("offered-tools", NULL, NULL, 0, G_MAXUINT, G_MAXUINT, flags);

  properties[RL_SESSION_PROP_NOTICE] =
    g_param_spec_string ("notice", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, RL_SESSION_N_PROPS, properties);
}

static void
install_signal (guint       id,
                const char *name)
{
  signals[id] = g_signal_new (name, RL_TYPE_SESSION, G_SIGNAL_RUN_LAST,
                              0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_session_class_init (RlSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rl_session_dispose;
  object_class->finalize = rl_session_finalize;
  object_class->get_property = rl_session_get_property;
  object_class->set_property = rl_session_set_property;

  install_properties (object_class);

  install_signal (RL_SESSION_IMAGES_CHANGED, "images-changed");
  install_signal (RL_SESSION_SLICES_CHANGED, "slices-changed");
  install_signal (RL_SESSION_CURSOR_CHANGED, "cursor-changed");
  install_signal (RL_SESSION_DISPLAY_CHANGED, "display-changed");
  install_signal (RL_SESSION_PLANES_CHANGED, "planes-changed");
  install_signal (RL_SESSION_PROBE_CHANGED, "probe-changed");
  install_signal (RL_SESSION_FINISH, "finish");
  install_signal (RL_SESSION_PROPOSAL_SETTLED, "proposal-settled");
  install_signal (RL_SESSION_TOOL_REFUSED, "tool-refused");
  install_signal (RL_SESSION_MAPS_CHANGED, "maps-changed");

  signals[RL_SESSION_LESIONS_CHANGED] =
    g_signal_new ("lesions-changed", RL_TYPE_SESSION, G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, RIM_TYPE_EDIT);
}

/* To choose a method is to take up its tool. */
static void
method_chosen_cb (RlSession *self)
{
  rl_session_set_tool (self, RL_TOOL_CLICK);
}

static void
rl_session_init (RlSession *self)
{
  self->offered_tools = G_MAXUINT;
  self->pet_opacity = RL_DEFAULT_PET_OPACITY;
  self->interpolate = TRUE;
  self->show_contours = TRUE;
  self->show_text = TRUE;
  self->show_difference = TRUE;
  self->show_legend = TRUE;
  self->smooth_nodes = TRUE;
  self->last_tool = RL_TOOL_BRUSH;
  self->brush_radius = RL_DEFAULT_BRUSH_RADIUS;
  self->operation = g_strdup ("");
  self->hidden_lesions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  self->brush_limits = rl_brush_limits_new ();
  self->measurements = rl_measurements_new ();
  self->overlap = rl_overlap_new (self);
  self->map_layer = rl_map_layer_new ();
  self->method_choice = rl_method_choice_new ();
  g_signal_connect_object (self->method_choice, "chosen", G_CALLBACK (method_chosen_cb), self,
                           G_CONNECT_SWAPPED);

  rl_session_init_layers (self);
  rl_session_init_planes (self);
}

RlSession *
rl_session_new (void)
{
  return g_object_new (RL_TYPE_SESSION, NULL);
}

void
rl_session_notify (RlSession *self,
                   guint      prop_id)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

void
rl_session_emit (RlSession       *self,
                 RlSessionSignal  signal)
{
  g_signal_emit (self, signals[signal], 0);
}

void
rl_session_emit_lesions_changed (RlSession *self,
                                 RimEdit   *edit)
{
  g_signal_emit (self, signals[RL_SESSION_LESIONS_CHANGED], 0, edit);
}

/**
 * rl_session_get_cursor:
 * @self: a session
 *
 * Returns: where the planes cross, LPS mm
 */
RimVec3
rl_session_get_cursor (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), RIM_VEC3 (0, 0, 0));

  return self->cursor;
}

/**
 * rl_session_set_cursor:
 * @self: a session
 * @point: where the planes are to cross, LPS mm
 */
void
rl_session_set_cursor (RlSession *self,
                       RimVec3    point)
{
  g_return_if_fail (RL_IS_SESSION (self));

  if (self->cursor.x == point.x && self->cursor.y == point.y && self->cursor.z == point.z)
    return;

  self->cursor = point;
  rl_session_emit (self, RL_SESSION_CURSOR_CHANGED);
}

/**
 * rl_session_get_probe:
 * @self: a session
 * @point: (out): where the pointer is, LPS mm
 *
 * Returns: whether the pointer is over an image
 */
gboolean
rl_session_get_probe (RlSession *self,
                      RimVec3   *point)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (point != NULL, FALSE);

  *point = self->probe;

  return self->has_probe;
}

/**
 * rl_session_set_probe:
 * @self: a session
 * @point: (nullable): where the pointer is, LPS mm, or %NULL for nowhere
 */
void
rl_session_set_probe (RlSession     *self,
                      const RimVec3 *point)
{
  g_return_if_fail (RL_IS_SESSION (self));

  if (point == NULL && !self->has_probe)
    return;

  self->has_probe = point != NULL;
  if (point != NULL)
    self->probe = *point;

  rl_session_emit (self, RL_SESSION_PROBE_CHANGED);
}
