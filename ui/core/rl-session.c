/* rl-session.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-session-private.h"

#define MIN_BRUSH_RADIUS     0.5
#define MAX_BRUSH_RADIUS     100.0
#define DEFAULT_BRUSH_RADIUS 6.0
#define DEFAULT_PET_OPACITY  0.5

/* Mediastinum, and the range PET of the chest is read at. */
#define DEFAULT_CT_CENTER  40.0
#define DEFAULT_CT_WIDTH   400.0
#define DEFAULT_SUV_CENTER 3.5
#define DEFAULT_SUV_WIDTH  7.0

G_DEFINE_ENUM_TYPE (RlTool, rl_tool,
                    G_DEFINE_ENUM_VALUE (RL_TOOL_WINDOW, "window"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_CROSSHAIR, "crosshair"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_BRUSH, "brush"),
                    G_DEFINE_ENUM_VALUE (RL_TOOL_ERASER, "eraser"))

G_DEFINE_FINAL_TYPE (RlSession, rl_session, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_TOOL,
  PROP_BRUSH_RADIUS,
  PROP_PET_OPACITY,
  PROP_ACTIVE_LESION,
  PROP_SHOW_CONTOURS,
  PROP_INTERPOLATE,
  PROP_SHOW_TEXT,
  PROP_SHOW_FILL,
  PROP_CT_ONLY,
  PROP_SEGMENTATION,
  N_PROPS
};

enum {
  IMAGES_CHANGED,
  SLICES_CHANGED,
  CURSOR_CHANGED,
  DISPLAY_CHANGED,
  LESIONS_CHANGED,
  PROBE_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* A unit that has no customary window gets one from the values it has. */
static RimWindow
choose_window (RimVolume *volume)
{
  RimWindow window = { DEFAULT_CT_CENTER, DEFAULT_CT_WIDTH };

  if (volume == NULL || rim_volume_get_unit (volume) == RIM_UNIT_HU)
    return window;

  if (rim_unit_is_suv (rim_volume_get_unit (volume)))
    return (RimWindow) { DEFAULT_SUV_CENTER, DEFAULT_SUV_WIDTH };

  rim_window_auto (volume, 0.1, 99.9, &window);

  return window;
}

static gboolean
has_customary_window (RimVolume *volume)
{
  return rim_volume_get_unit (volume) == RIM_UNIT_HU ||
         rim_unit_is_suv (rim_volume_get_unit (volume));
}

static void
set_layer_volume (RlSessionLayer *layer,
                  RimVolume      *volume)
{
  if (volume != NULL)
    rim_volume_ref (volume);
  g_clear_pointer (&layer->volume, rim_volume_unref);

  layer->volume = volume;
  layer->window = choose_window (volume);
  layer->window_is_automatic = volume != NULL && !has_customary_window (volume);
}

static void
move_cursor_to_middle (RlSession *self)
{
  RimVolume *base = rl_session_get_base (self);
  const RimGrid *grid;

  if (base == NULL)
    return;

  grid = rim_volume_get_grid (base);
  self->cursor = rim_grid_to_patient (grid, RIM_VEC3 (grid->size[0] / 2,
                                                      grid->size[1] / 2,
                                                      grid->size[2] / 2));
}

void
rl_session_emit_lesions_changed (RlSession *self,
                                 RimEdit   *edit)
{
  g_signal_emit (self, signals[LESIONS_CHANGED], 0, edit);
}

void
rl_session_emit_display_changed (RlSession *self)
{
  g_signal_emit (self, signals[DISPLAY_CHANGED], 0);
}

void
rl_session_notify_active_lesion (RlSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE_LESION]);
}

void
rl_session_notify_segmentation (RlSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEGMENTATION]);
}

static void
rl_session_dispose (GObject *object)
{
  RlSession *self = RL_SESSION (object);

  for (guint i = 0; i < RL_N_LAYERS; i++)
    g_clear_pointer (&self->layers[i].volume, rim_volume_unref);

  g_clear_pointer (&self->pending, rim_lesion_unref);
  g_clear_object (&self->segmentation);

  G_OBJECT_CLASS (rl_session_parent_class)->dispose (object);
}

static void
rl_session_finalize (GObject *object)
{
  RlSession *self = RL_SESSION (object);

  g_clear_pointer (&self->active_lesion, g_free);
  g_clear_pointer (&self->hidden_lesions, g_hash_table_unref);

  G_OBJECT_CLASS (rl_session_parent_class)->finalize (object);
}

static void
rl_session_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  RlSession *self = RL_SESSION (object);

  switch (prop_id)
    {
    case PROP_TOOL:
      g_value_set_enum (value, rl_session_get_tool (self));
      break;

    case PROP_BRUSH_RADIUS:
      g_value_set_double (value, rl_session_get_brush_radius (self));
      break;

    case PROP_PET_OPACITY:
      g_value_set_double (value, rl_session_get_pet_opacity (self));
      break;

    case PROP_ACTIVE_LESION:
      g_value_set_string (value, rl_session_get_active_lesion (self));
      break;

    case PROP_SHOW_CONTOURS:
      g_value_set_boolean (value, rl_session_get_show_contours (self));
      break;

    case PROP_INTERPOLATE:
      g_value_set_boolean (value, rl_session_get_interpolate (self));
      break;

    case PROP_SHOW_TEXT:
      g_value_set_boolean (value, rl_session_get_show_text (self));
      break;

    case PROP_SHOW_FILL:
      g_value_set_boolean (value, rl_session_get_show_fill (self));
      break;

    case PROP_CT_ONLY:
      g_value_set_boolean (value, rl_session_get_ct_only (self));
      break;

    case PROP_SEGMENTATION:
      g_value_set_object (value, rl_session_get_segmentation (self));
      break;

    default:
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

  switch (prop_id)
    {
    case PROP_TOOL:
      rl_session_set_tool (self, g_value_get_enum (value));
      break;

    case PROP_BRUSH_RADIUS:
      rl_session_set_brush_radius (self, g_value_get_double (value));
      break;

    case PROP_PET_OPACITY:
      rl_session_set_pet_opacity (self, g_value_get_double (value));
      break;

    case PROP_ACTIVE_LESION:
      rl_session_set_active_lesion (self, g_value_get_string (value));
      break;

    case PROP_SHOW_CONTOURS:
      rl_session_set_show_contours (self, g_value_get_boolean (value));
      break;

    case PROP_INTERPOLATE:
      rl_session_set_interpolate (self, g_value_get_boolean (value));
      break;

    case PROP_SHOW_TEXT:
      rl_session_set_show_text (self, g_value_get_boolean (value));
      break;

    case PROP_SHOW_FILL:
      rl_session_set_show_fill (self, g_value_get_boolean (value));
      break;

    case PROP_CT_ONLY:
      rl_session_set_ct_only (self, g_value_get_boolean (value));
      break;

    case PROP_SEGMENTATION:
      rl_session_set_segmentation (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_TOOL] =
    g_param_spec_enum ("tool", NULL, NULL, RL_TYPE_TOOL, RL_TOOL_WINDOW, flags);

  properties[PROP_BRUSH_RADIUS] =
    g_param_spec_double ("brush-radius", NULL, NULL,
                         MIN_BRUSH_RADIUS, MAX_BRUSH_RADIUS, DEFAULT_BRUSH_RADIUS, flags);

  properties[PROP_PET_OPACITY] =
    g_param_spec_double ("pet-opacity", NULL, NULL, 0.0, 1.0, DEFAULT_PET_OPACITY, flags);

  properties[PROP_ACTIVE_LESION] =
    g_param_spec_string ("active-lesion", NULL, NULL, NULL, flags);

  properties[PROP_SHOW_CONTOURS] =
    g_param_spec_boolean ("show-contours", NULL, NULL, TRUE, flags);

  properties[PROP_INTERPOLATE] =
    g_param_spec_boolean ("interpolate", NULL, NULL, TRUE, flags);

  properties[PROP_SHOW_TEXT] =
    g_param_spec_boolean ("show-text", NULL, NULL, TRUE, flags);

  properties[PROP_SHOW_FILL] =
    g_param_spec_boolean ("show-fill", NULL, NULL, TRUE, flags);

  properties[PROP_CT_ONLY] =
    g_param_spec_boolean ("ct-only", NULL, NULL, FALSE, flags);

  properties[PROP_SEGMENTATION] =
    g_param_spec_object ("segmentation", NULL, NULL, RIM_TYPE_SEGMENTATION, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
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

  install_signal (IMAGES_CHANGED, "images-changed");
  install_signal (SLICES_CHANGED, "slices-changed");
  install_signal (CURSOR_CHANGED, "cursor-changed");
  install_signal (DISPLAY_CHANGED, "display-changed");
  install_signal (PROBE_CHANGED, "probe-changed");

  signals[LESIONS_CHANGED] =
    g_signal_new ("lesions-changed", RL_TYPE_SESSION, G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, RIM_TYPE_EDIT);
}

static void
rl_session_init (RlSession *self)
{
  RlSessionLayer *ct = &self->layers[RL_LAYER_CT];
  RlSessionLayer *pet = &self->layers[RL_LAYER_PET];

  self->pet_opacity = DEFAULT_PET_OPACITY;
  self->interpolate = TRUE;
  self->show_contours = TRUE;
  self->show_text = TRUE;
  self->show_fill = TRUE;
  self->brush_radius = DEFAULT_BRUSH_RADIUS;
  self->hidden_lesions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  set_layer_volume (ct, NULL);
  set_layer_volume (pet, NULL);
  ct->colormap = rim_colormap_find ("grey");
  pet->colormap = rim_colormap_find ("hot-metal");
  pet->inverted = TRUE;
}

RlSession *
rl_session_new (void)
{
  return g_object_new (RL_TYPE_SESSION, NULL);
}

/**
 * rl_session_set_images:
 * @self: a session
 * @ct: (nullable): a volume
 * @pet: (nullable): a volume
 *
 * Shows other images, at their customary windows and from the middle.
 */
void
rl_session_set_images (RlSession *self,
                       RimVolume *ct,
                       RimVolume *pet)
{
  g_return_if_fail (RL_IS_SESSION (self));

  set_layer_volume (&self->layers[RL_LAYER_CT], ct);
  set_layer_volume (&self->layers[RL_LAYER_PET], pet);
  move_cursor_to_middle (self);
  self->has_probe = FALSE;

  g_signal_emit (self, signals[IMAGES_CHANGED], 0);
  g_signal_emit (self, signals[CURSOR_CHANGED], 0);
  g_signal_emit (self, signals[PROBE_CHANGED], 0);
}

/**
 * rl_session_get_volume:
 * @self: a session
 * @kind: which image
 *
 * Returns: (transfer none) (nullable): the volume, or %NULL where there is none
 */
RimVolume *
rl_session_get_volume (RlSession   *self,
                       RlLayerKind  kind)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);
  g_return_val_if_fail (kind < RL_N_LAYERS, NULL);

  return self->layers[kind].volume;
}

/**
 * rl_session_get_base:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the volume whose slices the planes
 *   scroll along
 */
RimVolume *
rl_session_get_base (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  if (self->layers[RL_LAYER_CT].volume != NULL)
    return self->layers[RL_LAYER_CT].volume;

  return self->layers[RL_LAYER_PET].volume;
}

/**
 * rl_session_notify_slices:
 * @self: a session
 *
 * Says that slices of a volume arrived. Call it at most once a frame.
 */
void
rl_session_notify_slices (RlSession *self)
{
  g_return_if_fail (RL_IS_SESSION (self));

  for (guint i = 0; i < RL_N_LAYERS; i++)
    {
      RlSessionLayer *layer = &self->layers[i];

      if (layer->window_is_automatic &&
          rim_volume_get_n_ready (layer->volume) == rim_volume_get_grid (layer->volume)->size[2])
        {
          layer->window = choose_window (layer->volume);
          layer->window_is_automatic = FALSE;
          rl_session_emit_display_changed (self);
        }
    }

  g_signal_emit (self, signals[SLICES_CHANGED], 0);
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
  g_signal_emit (self, signals[CURSOR_CHANGED], 0);
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

  g_signal_emit (self, signals[PROBE_CHANGED], 0);
}

/**
 * rl_session_get_window:
 * @self: a session
 * @kind: which image
 *
 * Returns: its window, in the unit of the image
 */
RimWindow
rl_session_get_window (RlSession   *self,
                       RlLayerKind  kind)
{
  g_return_val_if_fail (RL_IS_SESSION (self), ((RimWindow) { 0.0, 1.0 }));
  g_return_val_if_fail (kind < RL_N_LAYERS, ((RimWindow) { 0.0, 1.0 }));

  return self->layers[kind].window;
}

/**
 * rl_session_set_window:
 * @self: a session
 * @kind: which image
 * @window: how to show it, in the unit of the image
 */
void
rl_session_set_window (RlSession   *self,
                       RlLayerKind  kind,
                       RimWindow    window)
{
  RlSessionLayer *layer;

  g_return_if_fail (RL_IS_SESSION (self));
  g_return_if_fail (kind < RL_N_LAYERS);
  g_return_if_fail (window.width > 0.0);

  layer = &self->layers[kind];
  layer->window_is_automatic = FALSE;

  if (layer->window.center == window.center && layer->window.width == window.width)
    return;

  layer->window = window;
  rl_session_emit_display_changed (self);
}

/**
 * rl_session_reset_window:
 * @self: a session
 * @kind: which image
 *
 * Gives an image its customary window and its customary polarity.
 */
void
rl_session_reset_window (RlSession   *self,
                         RlLayerKind  kind)
{
  g_return_if_fail (RL_IS_SESSION (self));
  g_return_if_fail (kind < RL_N_LAYERS);

  rl_session_set_inverted (self, kind, kind == RL_LAYER_PET);
  rl_session_set_window (self, kind, choose_window (self->layers[kind].volume));
}

/**
 * rl_session_get_colormap:
 * @self: a session
 * @kind: which image
 *
 * Returns: (transfer none): its colours; those of PET are for laying it over CT
 */
const RimColormap *
rl_session_get_colormap (RlSession   *self,
                         RlLayerKind  kind)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);
  g_return_val_if_fail (kind < RL_N_LAYERS, NULL);

  return self->layers[kind].colormap;
}

/**
 * rl_session_set_colormap:
 * @self: a session
 * @kind: which image
 * @colormap: its colours
 */
void
rl_session_set_colormap (RlSession         *self,
                         RlLayerKind        kind,
                         const RimColormap *colormap)
{
  g_return_if_fail (RL_IS_SESSION (self));
  g_return_if_fail (kind < RL_N_LAYERS);
  g_return_if_fail (colormap != NULL);

  if (self->layers[kind].colormap == colormap)
    return;

  self->layers[kind].colormap = colormap;
  rl_session_emit_display_changed (self);
}

/**
 * rl_session_get_inverted:
 * @self: a session
 * @kind: which image
 *
 * Returns: whether high values are dark where the image is shown in grey
 */
gboolean
rl_session_get_inverted (RlSession   *self,
                         RlLayerKind  kind)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (kind < RL_N_LAYERS, FALSE);

  return self->layers[kind].inverted;
}

/**
 * rl_session_set_inverted:
 * @self: a session
 * @kind: which image
 * @inverted: whether high values are dark where the image is shown in grey
 */
void
rl_session_set_inverted (RlSession   *self,
                         RlLayerKind  kind,
                         gboolean     inverted)
{
  g_return_if_fail (RL_IS_SESSION (self));
  g_return_if_fail (kind < RL_N_LAYERS);

  inverted = !!inverted;

  if (self->layers[kind].inverted == inverted)
    return;

  self->layers[kind].inverted = inverted;
  rl_session_emit_display_changed (self);
}

double
rl_session_get_pet_opacity (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), 0.0);

  return self->pet_opacity;
}

/**
 * rl_session_set_pet_opacity:
 * @self: a session
 * @opacity: of PET over CT, from 0 to 1
 */
void
rl_session_set_pet_opacity (RlSession *self,
                            double     opacity)
{
  g_return_if_fail (RL_IS_SESSION (self));

  opacity = CLAMP (opacity, 0.0, 1.0);

  if (self->pet_opacity == opacity)
    return;

  self->pet_opacity = opacity;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PET_OPACITY]);
  rl_session_emit_display_changed (self);
}

static void
set_display_flag (RlSession  *self,
                  gboolean   *flag,
                  gboolean    value,
                  GParamSpec *pspec)
{
  value = !!value;

  if (*flag == value)
    return;

  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
  rl_session_emit_display_changed (self);
}

gboolean
rl_session_get_interpolate (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  return self->interpolate;
}

/**
 * rl_session_set_interpolate:
 * @self: a session
 * @interpolate: whether pixels between voxel centres are interpolated
 */
void
rl_session_set_interpolate (RlSession *self,
                            gboolean   interpolate)
{
  g_return_if_fail (RL_IS_SESSION (self));

  set_display_flag (self, &self->interpolate, interpolate, properties[PROP_INTERPOLATE]);
}

gboolean
rl_session_get_show_contours (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  return self->show_contours;
}

/**
 * rl_session_set_show_contours:
 * @self: a session
 * @show: whether contours are drawn over the images
 */
void
rl_session_set_show_contours (RlSession *self,
                              gboolean   show)
{
  g_return_if_fail (RL_IS_SESSION (self));

  set_display_flag (self, &self->show_contours, show, properties[PROP_SHOW_CONTOURS]);
}

gboolean
rl_session_get_show_text (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  return self->show_text;
}

/**
 * rl_session_set_show_text:
 * @self: a session
 * @show: whether text is written over the images
 */
void
rl_session_set_show_text (RlSession *self,
                          gboolean   show)
{
  g_return_if_fail (RL_IS_SESSION (self));

  set_display_flag (self, &self->show_text, show, properties[PROP_SHOW_TEXT]);
}

gboolean
rl_session_get_show_fill (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  return self->show_fill;
}

/**
 * rl_session_set_show_fill:
 * @self: a session
 * @show: whether the active lesion is tinted, or only outlined
 */
void
rl_session_set_show_fill (RlSession *self,
                          gboolean   show)
{
  g_return_if_fail (RL_IS_SESSION (self));

  set_display_flag (self, &self->show_fill, show, properties[PROP_SHOW_FILL]);
}

gboolean
rl_session_get_ct_only (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  return self->ct_only;
}

/**
 * rl_session_set_ct_only:
 * @self: a session
 * @ct_only: whether CT is shown wherever PET would be
 */
void
rl_session_set_ct_only (RlSession *self,
                        gboolean   ct_only)
{
  g_return_if_fail (RL_IS_SESSION (self));

  set_display_flag (self, &self->ct_only, ct_only, properties[PROP_CT_ONLY]);
}

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
 */
void
rl_session_set_tool (RlSession *self,
                     RlTool     tool)
{
  g_return_if_fail (RL_IS_SESSION (self));

  if (self->tool == tool)
    return;

  self->tool = tool;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOOL]);
}

double
rl_session_get_brush_radius (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), DEFAULT_BRUSH_RADIUS);

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

  radius = CLAMP (radius, MIN_BRUSH_RADIUS, MAX_BRUSH_RADIUS);

  if (self->brush_radius == radius)
    return;

  self->brush_radius = radius;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BRUSH_RADIUS]);
}
