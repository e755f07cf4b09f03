/* rl-map-layer.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-map-layer.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/rl-format.h"

#define DEFAULT_COLORMAP "viridis"
#define DEFAULT_OPACITY  0.8

/* Of a value that is read off: more than its colour tells, and no more than anybody needs. */
#define N_DIGITS     4
#define MAX_DECIMALS 6

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
  gboolean           smooth;
  gboolean           automatic_range;
  gboolean           busy;
};

enum
{
  PROP_0,
  PROP_NAME,
  PROP_TITLE,
  PROP_UNIT,
  PROP_COLORMAP,
  PROP_OPACITY,
  PROP_VISIBLE,
  PROP_INVERTED,
  PROP_SMOOTH,
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

/* What settings hold may be anything. */
static void
set_colormap_by_id (RlMapLayer *self,
                    const char *id)
{
  const RimColormap *colormap = id != NULL ? rim_colormap_find (id) : NULL;

  if (colormap != NULL)
    rl_map_layer_set_colormap (self, colormap);
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

    case PROP_COLORMAP:
      g_value_set_string (value, self->colormap->id);
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

    case PROP_SMOOTH:
      g_value_set_boolean (value, self->smooth);
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
    case PROP_COLORMAP:
      set_colormap_by_id (self, g_value_get_string (value));
      break;

    case PROP_OPACITY:
      rl_map_layer_set_opacity (self, g_value_get_double (value));
      break;

    case PROP_VISIBLE:
      rl_map_layer_set_visible (self, g_value_get_boolean (value));
      break;

    case PROP_INVERTED:
      set_flag (self, &self->inverted, g_value_get_boolean (value), prop_id);
      break;

    case PROP_SMOOTH:
      set_flag (self, &self->smooth, g_value_get_boolean (value), prop_id);
      break;

    case PROP_ISOLINES:
      rl_map_layer_set_isolines (self, g_value_get_uint (value));
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
  properties[PROP_COLORMAP] = g_param_spec_string ("colormap", NULL, NULL, DEFAULT_COLORMAP, flags);
  properties[PROP_OPACITY] = g_param_spec_double ("opacity", NULL, NULL, 0.0, 1.0, DEFAULT_OPACITY, flags);
  properties[PROP_VISIBLE] = g_param_spec_boolean ("visible", NULL, NULL, TRUE, flags);
  properties[PROP_INVERTED] = g_param_spec_boolean ("inverted", NULL, NULL, FALSE, flags);
  properties[PROP_SMOOTH] = g_param_spec_boolean ("smooth", NULL, NULL, FALSE, flags);
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
 * rl_map_layer_describe_number:
 * @self: a layer
 * @value: one of its values
 *
 * Returns: (transfer full): the value, to four digits, without its unit
 */
char *
rl_map_layer_describe_number (RlMapLayer *self,
                              double      value)
{
  double magnitude = value != 0.0 ? floor (log10 (fabs (value))) : 0.0;

  if (magnitude < -MAX_DECIMALS)
    return g_strdup_printf ("%.*g", N_DIGITS, value);

  return rl_format_number (value, (guint) CLAMP (N_DIGITS - 1 - magnitude, 0.0, MAX_DECIMALS + 1.0));
}

/**
 * rl_map_layer_describe_value:
 * @self: a layer
 * @value: one of its values
 *
 * Returns: (transfer full): what the map is of, and the value with its unit: "GLCM contrast 12.4"
 */
char *
rl_map_layer_describe_value (RlMapLayer *self,
                             double      value)
{
  g_autofree char *number = NULL;

  g_return_val_if_fail (RL_IS_MAP_LAYER (self), NULL);

  number = rl_map_layer_describe_number (self, value);

  return g_strconcat (self->title != NULL ? self->title : _("Map"), " ", number,
                      self->unit != NULL ? " " : NULL, self->unit, NULL);
}

/**
 * rl_map_layer_describe_range:
 * @self: a layer
 *
 * Returns: (transfer full): what the map is of, and the values of its first and last colour
 */
char *
rl_map_layer_describe_range (RlMapLayer *self)
{
  g_autofree char *lower = NULL;
  g_autofree char *upper = NULL;

  g_return_val_if_fail (RL_IS_MAP_LAYER (self), NULL);

  lower = rl_map_layer_describe_number (self, self->lower);
  upper = rl_map_layer_describe_number (self, self->upper);

  /* Translators: what a map is of, and from which value to which its colours run. */
  return g_strdup_printf (_("%s from %s to %s"), self->title != NULL ? self->title : _("Map"), lower, upper);
}

/**
 * rl_map_layer_describe_point:
 * @self: a layer
 * @point: a place, LPS mm
 *
 * Returns: (transfer full) (nullable): as rl_map_layer_describe_value(), where the map has a
 *   value at @point
 */
char *
rl_map_layer_describe_point (RlMapLayer *self,
                             RimVec3     point)
{
  double value;

  g_return_val_if_fail (RL_IS_MAP_LAYER (self), NULL);

  return rl_map_layer_get_value (self, point, &value) ? rl_map_layer_describe_value (self, value) : NULL;
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
  say_changed (self, PROP_COLORMAP);
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

/**
 * rl_map_layer_set_isolines:
 * @self: a layer
 * @n: how many lines of equal value, evenly over the range; 0 for none
 */
void
rl_map_layer_set_isolines (RlMapLayer *self,
                           guint       n)
{
  g_return_if_fail (RL_IS_MAP_LAYER (self));

  n = MIN (n, RL_MAP_LAYER_MAX_ISOLINES);
  if (self->isolines == n)
    return;

  self->isolines = n;
  say_changed (self, PROP_ISOLINES);
}

double
rl_map_layer_get_swipe (RlMapLayer *self)
{
  g_return_val_if_fail (RL_IS_MAP_LAYER (self), 0.0);

  return self->swipe;
}

/* Returns: whether there is a map and it is to be seen */
gboolean
rl_map_layer_is_shown (RlMapLayer *self)
{
  g_return_val_if_fail (RL_IS_MAP_LAYER (self), FALSE);

  return self->volume != NULL && self->visible;
}

/**
 * rl_map_layer_get_level:
 * @self: a layer
 * @isoline: of its isolines, from 0
 * @color: (out caller-allocates): red, green and blue of its value
 *
 * Returns: the value of the isoline
 */
double
rl_map_layer_get_level (RlMapLayer *self,
                        guint       isoline,
                        guint8      color[3])
{
  double part;
  guint level;
  guint32 pixel;

  g_return_val_if_fail (RL_IS_MAP_LAYER (self), 0.0);
  g_return_val_if_fail (isoline < self->isolines, 0.0);

  part = (isoline + 1.0) / (self->isolines + 1.0);
  level = (guint) (part * 255.0 + 0.5);
  pixel = self->colormap->colors[self->inverted ? 255 - level : level];
  for (guint c = 0; c < 3; c++)
    color[c] = pixel >> (16 - 8 * c) & 0xff;

  return self->lower + part * (self->upper - self->lower);
}

/**
 * rl_map_layer_get_layer:
 * @self: a layer
 * @layer: (out caller-allocates): the map as it is drawn; set where it is shown
 *
 * Returns: whether there is something to draw but its isolines
 */
gboolean
rl_map_layer_get_layer (RlMapLayer *self,
                        RimLayer   *layer)
{
  g_return_val_if_fail (RL_IS_MAP_LAYER (self), FALSE);

  if (!rl_map_layer_is_shown (self))
    return FALSE;

  *layer = (RimLayer) {
    .volume = self->volume,
    .window = rim_window_from_range (self->lower, self->upper, rim_volume_get_unit (self->volume)),
    .colormap = self->colormap,
    .invert = self->inverted,
    .opacity = self->opacity,
    .threshold = -INFINITY,
    .interpolation = self->smooth ? RIM_INTERPOLATE_LINEAR : RIM_INTERPOLATE_NEAREST,
  };

  return self->opacity > 0.0;
}
