/* rl-map-layer.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-map-layer.h"

#include <math.h>

#define DEFAULT_COLORMAP "viridis"
#define DEFAULT_OPACITY  0.8

struct _RlMapLayer
{
  GObject            parent_instance;

  char              *name;
  char              *title;
  char              *unit;
  RimVolume         *volume;
  double             lower;
  double             upper;
  const RimColormap *colormap;
  double             opacity;
  double             swipe;
  guint              isolines;
  gboolean           visible;
  gboolean           inverted;
  gboolean           automatic_range;
  gboolean           busy;
};

enum
{
  PROP_0,
  PROP_NAME,
  PROP_TITLE,
  PROP_UNIT,
  PROP_OPACITY,
  PROP_VISIBLE,
  PROP_INVERTED,
  PROP_ISOLINES,
  PROP_AUTOMATIC_RANGE,
  PROP_SWIPE,
  PROP_BUSY,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlMapLayer, rl_map_layer, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
say_changed (RlMapLayer *self,
             guint       prop_id)
{
  if (prop_id != PROP_0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
set_flag (RlMapLayer *self,
          gboolean   *flag,
          gboolean    value,
          guint       prop_id)
{
  if (*flag == !!value)
    return;

  *flag = !!value;
  say_changed (self, prop_id);
}

static void
set_fraction (RlMapLayer *self,
              double     *fraction,
              double      value,
              guint       prop_id)
{
  value = CLAMP (value, 0.0, 1.0);
  if (*fraction == value)
    return;

  *fraction = value;
  say_changed (self, prop_id);
}

static void
set_isolines (RlMapLayer *self,
              guint       n)
{
  if (self->isolines == n)
    return;

  self->isolines = n;
  say_changed (self, PROP_ISOLINES);
}

static void
rl_map_layer_finalize (GObject *object)
{
  RlMapLayer *self = RL_MAP_LAYER (object);

  g_free (self->name);
  g_free (self->title);
  g_free (self->unit);
  g_clear_pointer (&self->volume, rim_volume_unref);

  G_OBJECT_CLASS (rl_map_layer_parent_class)->finalize (object);
}

static void
rl_map_layer_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  RlMapLayer *self = RL_MAP_LAYER (object);

  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;

    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;

    case PROP_UNIT:
      g_value_set_string (value, self->unit);
      break;

    case PROP_OPACITY:
      g_value_set_double (value, self->opacity);
      break;

    case PROP_VISIBLE:
      g_value_set_boolean (value, self->visible);
      break;

    case PROP_INVERTED:
      g_value_set_boolean (value, self->inverted);
      break;

    case PROP_ISOLINES:
      g_value_set_uint (value, self->isolines);
      break;

    case PROP_AUTOMATIC_RANGE:
      g_value_set_boolean (value, self->automatic_range);
      break;

    case PROP_SWIPE:
      g_value_set_double (value, self->swipe);
      break;

    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_map_layer_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  RlMapLayer *self = RL_MAP_LAYER (object);

  switch (prop_id)
    {
    case PROP_OPACITY:
      rl_map_layer_set_opacity (self, g_value_get_double (value));
      break;

    case PROP_VISIBLE:
      rl_map_layer_set_visible (self, g_value_get_boolean (value));
      break;

    case PROP_INVERTED:
      set_flag (self, &self->inverted, g_value_get_boolean (value), prop_id);
      break;

    case PROP_ISOLINES:
      set_isolines (self, g_value_get_uint (value));
      break;

    case PROP_AUTOMATIC_RANGE:
      rl_map_layer_set_automatic_range (self, g_value_get_boolean (value));
      break;

    case PROP_SWIPE:
      rl_map_layer_set_swipe (self, g_value_get_double (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_map_layer_class_init (RlMapLayerClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags told = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rl_map_layer_finalize;
  object_class->get_property = rl_map_layer_get_property;
  object_class->set_property = rl_map_layer_set_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, told);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, told);
  properties[PROP_UNIT] = g_param_spec_string ("unit", NULL, NULL, NULL, told);
  properties[PROP_OPACITY] = g_param_spec_double ("opacity", NULL, NULL, 0.0, 1.0, DEFAULT_OPACITY, flags);
  properties[PROP_VISIBLE] = g_param_spec_boolean ("visible", NULL, NULL, TRUE, flags);
  properties[PROP_INVERTED] = g_param_spec_boolean ("inverted", NULL, NULL, FALSE, flags);
  properties[PROP_ISOLINES] = g_param_spec_uint ("isolines", NULL, NULL, 0, RL_MAP_LAYER_MAX_ISOLINES, 0, flags);
  properties[PROP_AUTOMATIC_RANGE] = g_param_spec_boolean ("automatic-range", NULL, NULL, TRUE, flags);
  properties[PROP_SWIPE] = g_param_spec_double ("swipe", NULL, NULL, 0.0, 1.0, 0.0, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, told);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", RL_TYPE_MAP_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
rl_map_layer_init (RlMapLayer *self)
{
  self->colormap = rim_colormap_find (DEFAULT_COLORMAP);
  self->opacity = DEFAULT_OPACITY;
  self->upper = 1.0;
  self->visible = TRUE;
  self->automatic_range = TRUE;
}

RlMapLayer *
rl_map_layer_new (void)
{
  return g_object_new (RL_TYPE_MAP_LAYER, NULL);
}

static gboolean
set_text (RlMapLayer  *self,
          char       **text,
          const char  *value,
          guint        prop_id)
{
  if (g_strcmp0 (*text, value) == 0)
    return FALSE;

  g_free (*text);
  *text = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);

  return TRUE;
}

/**
 * rl_map_layer_set_about:
 * @self: a layer
 * @name: (nullable): what files call the map
 * @title: (nullable): what people call it
 * @unit: (nullable): of its values; NULL for a number
 */
void
rl_map_layer_set_about (RlMapLayer *self,
                        const char *name,
                        const char *title,
                        const char *unit)
{
  gboolean differs;

  g_return_if_fail (RL_IS_MAP_LAYER (self));

  differs = set_text (self, &self->name, name, PROP_NAME);
  differs |= set_text (self, &self->title, title, PROP_TITLE);
  differs |= set_text (self, &self->unit, unit, PROP_UNIT);
  if (differs)
    g_signal_emit (self, signals[CHANGED], 0);
}

const char *
rl_map_layer_get_name (RlMapLayer *self)
{
  g_return_val_if_fail (RL_IS_MAP_LAYER (self), NULL);

  return self->name;
}

const char *
rl_map_layer_get_title (RlMapLayer *self)
{
  g_return_val_if_fail (RL_IS_MAP_LAYER (self), NULL);

  return self->title;
}

const char *
rl_map_layer_get_unit (RlMapLayer *self)
{
  g_return_val_if_fail (RL_IS_MAP_LAYER (self), NULL);

  return self->unit;
}

/**
 * rl_map_layer_set_volume:
 * @self: a layer
 * @volume: (nullable): its values, on the box of the region or more, NAN where there is
 *   none; NULL for no map. Nobody writes to it any more.
 */
void
rl_map_layer_set_volume (RlMapLayer *self,
                         RimVolume  *volume)
{
  g_return_if_fail (RL_IS_MAP_LAYER (self));

  if (self->volume == volume)
    return;

  if (volume != NULL)
    rim_volume_ref (volume);
  g_clear_pointer (&self->volume, rim_volume_unref);
  self->volume = volume;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Returns: (transfer none) (nullable): its values */
RimVolume *
rl_map_layer_get_volume (RlMapLayer *self)
{
  g_return_val_if_fail (RL_IS_MAP_LAYER (self), NULL);

  return self->volume;
}

void
rl_map_layer_set_busy (RlMapLayer *self,
                       gboolean    busy)
{
  g_return_if_fail (RL_IS_MAP_LAYER (self));

  set_flag (self, &self->busy, busy, PROP_BUSY);
}

gboolean
rl_map_layer_get_busy (RlMapLayer *self)
{
  g_return_val_if_fail (RL_IS_MAP_LAYER (self), FALSE);

  return self->busy;
}

/**
 * rl_map_layer_get_value:
 * @self: a layer
 * @point: a place, LPS mm
 * @value: (out): its value there
 *
 * Returns: whether the map has a value at @point
 */
gboolean
rl_map_layer_get_value (RlMapLayer *self,
                        RimVec3     point,
                        double     *value)
{
  g_return_val_if_fail (RL_IS_MAP_LAYER (self), FALSE);

  return self->volume != NULL && rim_probe (self->volume, point, value) && !isnan (*value);
}

/**
 * rl_map_layer_set_range:
 * @self: a layer
 * @lower: the value that has the first colour
 * @upper: that which has the last; not less
 */
void
rl_map_layer_set_range (RlMapLayer *self,
                        double      lower,
                        double      upper)
{
  g_return_if_fail (RL_IS_MAP_LAYER (self));
  g_return_if_fail (isfinite (lower) && isfinite (upper) && lower <= upper);

  if (self->lower == lower && self->upper == upper)
    return;

  self->lower = lower;
  self->upper = upper;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
rl_map_layer_get_range (RlMapLayer *self,
                        double     *lower,
                        double     *upper)
{
  g_return_if_fail (RL_IS_MAP_LAYER (self));

  *lower = self->lower;
  *upper = self->upper;
}

void
rl_map_layer_set_automatic_range (RlMapLayer *self,
                                  gboolean    automatic)
{
  g_return_if_fail (RL_IS_MAP_LAYER (self));

  set_flag (self, &self->automatic_range, automatic, PROP_AUTOMATIC_RANGE);
}

gboolean
rl_map_layer_get_automatic_range (RlMapLayer *self)
{
  g_return_val_if_fail (RL_IS_MAP_LAYER (self), TRUE);

  return self->automatic_range;
}

void
rl_map_layer_set_colormap (RlMapLayer        *self,
                           const RimColormap *colormap)
{
  g_return_if_fail (RL_IS_MAP_LAYER (self));
  g_return_if_fail (colormap != NULL);

  if (self->colormap == colormap)
    return;

  self->colormap = colormap;
  g_signal_emit (self, signals[CHANGED], 0);
}

const RimColormap *
rl_map_layer_get_colormap (RlMapLayer *self)
{
  g_return_val_if_fail (RL_IS_MAP_LAYER (self), NULL);

  return self->colormap;
}

void
rl_map_layer_set_opacity (RlMapLayer *self,
                          double      opacity)
{
  g_return_if_fail (RL_IS_MAP_LAYER (self));

  set_fraction (self, &self->opacity, opacity, PROP_OPACITY);
}

double
rl_map_layer_get_opacity (RlMapLayer *self)
{
  g_return_val_if_fail (RL_IS_MAP_LAYER (self), 0.0);

  return self->opacity;
}

void
rl_map_layer_set_visible (RlMapLayer *self,
                          gboolean    visible)
{
  g_return_if_fail (RL_IS_MAP_LAYER (self));

  set_flag (self, &self->visible, visible, PROP_VISIBLE);
}

gboolean
rl_map_layer_get_visible (RlMapLayer *self)
{
  g_return_val_if_fail (RL_IS_MAP_LAYER (self), FALSE);

  return self->visible;
}

guint
rl_map_layer_get_isolines (RlMapLayer *self)
{
  g_return_val_if_fail (RL_IS_MAP_LAYER (self), 0);

  return self->isolines;
}

void
rl_map_layer_set_swipe (RlMapLayer *self,
                        double      swipe)
{
  g_return_if_fail (RL_IS_MAP_LAYER (self));

  set_fraction (self, &self->swipe, swipe, PROP_SWIPE);
}

double
rl_map_layer_get_swipe (RlMapLayer *self)
{
  g_return_val_if_fail (RL_IS_MAP_LAYER (self), 0.0);

  return self->swipe;
}

/**
 * rl_map_layer_get_layer:
 * @self: a layer
 * @layer: (out caller-allocates): the map as it is drawn
 *
 * Returns: whether there is something to draw
 */
gboolean
rl_map_layer_get_layer (RlMapLayer *self,
                        RimLayer   *layer)
{
  g_return_val_if_fail (RL_IS_MAP_LAYER (self), FALSE);

  if (self->volume == NULL || !self->visible || self->opacity == 0.0)
    return FALSE;

  *layer = (RimLayer) {
    .volume = self->volume,
    .window = rim_window_from_range (self->lower, self->upper, rim_volume_get_unit (self->volume)),
    .colormap = self->colormap,
    .invert = self->inverted,
    .opacity = self->opacity,
    .threshold = -INFINITY,
    .interpolation = RIM_INTERPOLATE_NEAREST,
  };

  return TRUE;
}
