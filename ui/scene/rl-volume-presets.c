/* rl-volume-presets.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "scene/rl-volume-presets.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_POINTS 6

/* A value in HU with its colour and how much of the light a millimetre takes. */
typedef struct
{
  double value;
  double red;
  double green;
  double blue;
  double opacity;
} Point;

struct _RlVolumePreset
{
  const char *id;
  const char *name;
  guint       n_points;
  Point       points[MAX_POINTS];
};

static const RlVolumePreset presets[] = {
  { "bone", N_("Bone"), 4,
    { { 130, 0.60, 0.30, 0.20, 0 }, { 250, 0.85, 0.65, 0.50, 0.10 },
      { 500, 0.97, 0.92, 0.82, 0.50 }, { 1500, 1, 1, 0.97, 0.90 } } },
  { "soft-tissue", N_("Soft tissue"), 6,
    { { -120, 0.85, 0.65, 0.45, 0 }, { -60, 0.90, 0.75, 0.50, 0.005 }, { 30, 0.75, 0.35, 0.28, 0.03 },
      { 100, 0.85, 0.40, 0.32, 0.06 }, { 250, 0.95, 0.85, 0.72, 0.25 }, { 800, 1, 0.98, 0.92, 0.80 } } },
  { "lung", N_("Lung"), 5,
    { { -980, 0.20, 0.30, 0.45, 0 }, { -850, 0.35, 0.50, 0.70, 0.002 }, { -600, 0.65, 0.75, 0.90, 0.02 },
      { -350, 0.90, 0.70, 0.65, 0.05 }, { -150, 0.90, 0.60, 0.55, 0 } } },
  { "vessels", N_("Vessels with contrast"), 5,
    { { 120, 0.55, 0.05, 0.05, 0 }, { 180, 0.80, 0.15, 0.10, 0.08 }, { 300, 0.95, 0.40, 0.30, 0.30 },
      { 450, 1, 0.85, 0.70, 0.35 }, { 1200, 1, 1, 0.95, 0.70 } } },
  { "skin", N_("Skin"), 3,
    { { -500, 0.80, 0.60, 0.50, 0 }, { -250, 0.90, 0.72, 0.60, 0.40 }, { 200, 0.95, 0.80, 0.70, 0.60 } } },
};

guint
rl_volume_presets_get_n (void)
{
  return G_N_ELEMENTS (presets);
}

const RlVolumePreset *
rl_volume_presets_get (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (presets), NULL);

  return &presets[index];
}

/* Returns: (nullable) */
const RlVolumePreset *
rl_volume_presets_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    if (g_strcmp0 (presets[i].id, id) == 0)
      return &presets[i];

  return NULL;
}

const char *
rl_volume_preset_get_id (const RlVolumePreset *self)
{
  return self->id;
}

const char *
rl_volume_preset_get_name (const RlVolumePreset *self)
{
  return _(self->name);
}

/* In HU: below the first value nothing is seen, above the last all is as there. */
void
rl_volume_preset_get_range (const RlVolumePreset *self,
                            double               *low,
                            double               *high)
{
  *low = self->points[0].value;
  *high = self->points[self->n_points - 1].value;
}

static void
get_color (const RlVolumePreset *self,
           double                value,
           float                 color[4])
{
  const Point *next = self->points + 1;
  const Point *last;
  double part;

  while (next < self->points + self->n_points - 1 && next->value < value)
    next++;
  last = next - 1;
  part = CLAMP ((value - last->value) / (next->value - last->value), 0.0, 1.0);

  color[0] = (float) (last->red + part * (next->red - last->red));
  color[1] = (float) (last->green + part * (next->green - last->green));
  color[2] = (float) (last->blue + part * (next->blue - last->blue));
  color[3] = (float) (last->opacity + part * (next->opacity - last->opacity));
}

/**
 * rl_volume_preset_fill:
 * @self: a preset
 * @ramp: (out): red, green, blue and opacity in a millimetre, evenly from the
 *   lowest value of the range to the highest
 */
void
rl_volume_preset_fill (const RlVolumePreset *self,
                       float                 ramp[RL_RAMP_SIZE][4])
{
  double low, high;

  rl_volume_preset_get_range (self, &low, &high);
  for (guint i = 0; i < RL_RAMP_SIZE; i++)
    get_color (self, low + (high - low) * i / (RL_RAMP_SIZE - 1), ramp[i]);
  ramp[0][3] = 0;
}
