/* rl-brush-limits.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-brush-limits.h"

#include <math.h>

/* To begin with: HU of soft tissue, SUV. */
#define CT_TOLERANCE  40.0
#define PET_TOLERANCE 1.0

typedef struct
{
  double   low;
  double   high;
  gboolean has_range;
  double   tolerance;
} Numbers;

struct _RlBrushLimits
{
  GObject      parent_instance;

  RlBrushLimit kind;
  RlBrushLimit last;          /* what there was before none */
  Numbers      numbers[RL_BRUSH_LIMITS_N_IMAGES];
};

enum
{
  PROP_0,
  PROP_KIND,
  PROP_LIMITED,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_ENUM_TYPE (RlBrushLimit, rl_brush_limit,
                    G_DEFINE_ENUM_VALUE (RL_BRUSH_LIMIT_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (RL_BRUSH_LIMIT_WINDOW, "window"),
                    G_DEFINE_ENUM_VALUE (RL_BRUSH_LIMIT_RANGE, "range"),
                    G_DEFINE_ENUM_VALUE (RL_BRUSH_LIMIT_LIKE, "like"))

G_DEFINE_FINAL_TYPE (RlBrushLimits, rl_brush_limits, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
rl_brush_limits_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  RlBrushLimits *self = RL_BRUSH_LIMITS (object);

  if (prop_id == PROP_KIND)
    g_value_set_enum (value, self->kind);
  else
    g_value_set_boolean (value, self->kind != RL_BRUSH_LIMIT_NONE);
}

static void
rl_brush_limits_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  RlBrushLimits *self = RL_BRUSH_LIMITS (object);

  if (prop_id == PROP_KIND)
    rl_brush_limits_set_kind (self, g_value_get_enum (value));
  else
    rl_brush_limits_set_kind (self, g_value_get_boolean (value) ? self->last : RL_BRUSH_LIMIT_NONE);
}

static void
rl_brush_limits_class_init (RlBrushLimitsClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rl_brush_limits_get_property;
  object_class->set_property = rl_brush_limits_set_property;

  properties[PROP_KIND] = g_param_spec_enum ("kind", NULL, NULL, RL_TYPE_BRUSH_LIMIT, RL_BRUSH_LIMIT_NONE, flags);
  properties[PROP_LIMITED] = g_param_spec_boolean ("limited", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", RL_TYPE_BRUSH_LIMITS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
rl_brush_limits_init (RlBrushLimits *self)
{
  self->last = RL_BRUSH_LIMIT_WINDOW;
  self->numbers[0].tolerance = CT_TOLERANCE;
  self->numbers[1].tolerance = PET_TOLERANCE;
}

RlBrushLimits *
rl_brush_limits_new (void)
{
  return g_object_new (RL_TYPE_BRUSH_LIMITS, NULL);
}

RlBrushLimit
rl_brush_limits_get_kind (RlBrushLimits *self)
{
  g_return_val_if_fail (RL_IS_BRUSH_LIMITS (self), RL_BRUSH_LIMIT_NONE);

  return self->kind;
}

void
rl_brush_limits_set_kind (RlBrushLimits *self,
                          RlBrushLimit   kind)
{
  g_return_if_fail (RL_IS_BRUSH_LIMITS (self));

  if (self->kind == kind)
    return;

  self->kind = kind;
  if (kind != RL_BRUSH_LIMIT_NONE)
    self->last = kind;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KIND]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIMITED]);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * rl_brush_limits_get_range:
 * @self: limits
 * @image: of which image, as the session counts them
 * @low: (out): the least value, in its unit
 * @high: (out): the greatest
 *
 * Returns: whether somebody chose a range
 */
gboolean
rl_brush_limits_get_range (RlBrushLimits *self,
                           guint          image,
                           double        *low,
                           double        *high)
{
  g_return_val_if_fail (RL_IS_BRUSH_LIMITS (self) && image < RL_BRUSH_LIMITS_N_IMAGES, FALSE);

  *low = self->numbers[image].low;
  *high = self->numbers[image].high;

  return self->numbers[image].has_range;
}

void
rl_brush_limits_set_range (RlBrushLimits *self,
                           guint          image,
                           double         low,
                           double         high)
{
  Numbers *numbers;

  g_return_if_fail (RL_IS_BRUSH_LIMITS (self) && image < RL_BRUSH_LIMITS_N_IMAGES);
  g_return_if_fail (low <= high);

  numbers = &self->numbers[image];
  numbers->low = low;
  numbers->high = high;
  numbers->has_range = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Returns: how far a value may be from that where the stroke begins, in the unit of the image */
double
rl_brush_limits_get_tolerance (RlBrushLimits *self,
                               guint          image)
{
  g_return_val_if_fail (RL_IS_BRUSH_LIMITS (self) && image < RL_BRUSH_LIMITS_N_IMAGES, 0.0);

  return self->numbers[image].tolerance;
}

void
rl_brush_limits_set_tolerance (RlBrushLimits *self,
                               guint          image,
                               double         tolerance)
{
  g_return_if_fail (RL_IS_BRUSH_LIMITS (self) && image < RL_BRUSH_LIMITS_N_IMAGES);
  g_return_if_fail (tolerance >= 0);

  self->numbers[image].tolerance = tolerance;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* There are other images, or their values are in another unit. */
void
rl_brush_limits_forget_ranges (RlBrushLimits *self)
{
  g_return_if_fail (RL_IS_BRUSH_LIMITS (self));

  for (guint image = 0; image < RL_BRUSH_LIMITS_N_IMAGES; image++)
    self->numbers[image].has_range = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}
