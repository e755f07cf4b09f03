/* rim-demo-paint.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-demo-paint-private.h"

/* The fields are smooth: they are measured at every fourth pixel. */
#define STEP 4

typedef struct
{
  const RimDemoAnatomy *anatomy;
  const RimDemoSheet   *sheet;
  RimDemoChannel        channel;
  guint                 n_knots;
  float                *knots;      /* n_knots × n_knots × fields */
  float                *abdomen;    /* signed distance of every pixel */
  float                *lungs;      /* the same */
  float                *pixels;
} Painter;

/**
 * rim_demo_sheet_to_body:
 * @self: a sheet
 * @x: mm of the scanner
 * @y: mm of the scanner
 *
 * Returns: what point of the body is there
 */
RimVec3
rim_demo_sheet_to_body (const RimDemoSheet *self,
                        double              x,
                        double              y)
{
  double dx = x - self->origin.x, dy = y - self->origin.y;

  return RIM_VEC3 (self->cosine * dx + self->sine * dy, self->cosine * dy - self->sine * dx,
                   self->z - self->origin.z);
}

/**
 * rim_demo_sheet_from_body:
 * @self: a sheet
 * @p: a point of the body
 *
 * Returns: where it is in the scanner
 */
RimVec3
rim_demo_sheet_from_body (const RimDemoSheet *self,
                          RimVec3             p)
{
  return RIM_VEC3 (self->cosine * p.x - self->sine * p.y + self->origin.x,
                   self->sine * p.x + self->cosine * p.y + self->origin.y,
                   p.z + self->origin.z);
}

static inline double
pixel_mm (const RimDemoSheet *sheet,
          double              index)
{
  return (index - 0.5 * (sheet->size - 1.0)) * sheet->pixel;
}

static inline float
cover (float distance,
       float width)
{
  return CLAMP (0.5f - distance / width, 0.0f, 1.0f);
}

static inline float
mix (float a,
     float b,
     float t)
{
  return a + (b - a) * t;
}

static inline float
noise_at (const Painter *self,
          RimVec3        p,
          double         cell)
{
  return rim_demo_noise_sample (self->anatomy->noise, p.x / cell, p.y / cell + 0.37 * p.z / cell,
                                p.z / cell + 17.0);
}

static float
tissue_value (const Painter *self,
              RimDemoTissue  tissue,
              RimVec3        p)
{
  const RimDemoTissueInfo *info = rim_demo_tissue_get_info (tissue);

  if (self->channel != RIM_DEMO_HU || info->grain <= 0.0f)
    return info->value[self->channel];

  return info->value[RIM_DEMO_HU] + info->grain * noise_at (self, p, info->grain_size);
}

/* Muscles are bellies between thin planes of fat, all along the wall. */
static float
muscle_value (const Painter *self,
              RimVec3        p,
              float          above_cage)
{
  const RimDemoNoise *noise = self->anatomy->noise;
  double warp = 2.0 * rim_demo_noise_sample (noise, p.x / 40.0, p.y / 40.0, p.z / 60.0);
  float plane, streak, fat;

  if (self->channel != RIM_DEMO_HU)
    return tissue_value (self, RIM_DEMO_MUSCLE, p);

  plane = rim_demo_noise_sample (noise, p.x / 24.0 + 5.0, above_cage / 7.0 + warp, p.z / 46.0 + p.y / 30.0);
  streak = rim_demo_noise_sample (noise, p.x / 5.0, p.y / 5.0 + 9.0, p.z / 22.0);
  fat = 0.85f * cover (fabsf (plane) - 0.10f, 0.14f) + 0.25f * cover (1.35f - streak, 0.8f);
  if (above_cage < 8.0f)
    fat = 0.45f * cover (fabsf (plane) - 0.10f, 0.2f);

  return mix (tissue_value (self, RIM_DEMO_MUSCLE, p),
              rim_demo_tissue_get_info (RIM_DEMO_FAT)->value[RIM_DEMO_HU], MIN (fat, 1.0f));
}

static float
fissure (const Painter *self,
         RimVec3        p,
         gboolean       left)
{
  double wave = 5.0 * rim_demo_noise_sample (self->anatomy->noise, p.x / 30.0, p.y / 30.0, 5.0);
  double major = (p.z - 0.95 * p.y + (left ? 6.0 : 14.0) + wave) * 0.72;
  double minor = p.z - 6.0 - 0.6 * wave;
  double nearest = fabs (major);

  if (!left && major > 0.0)
    nearest = MIN (nearest, fabs (minor));

  return (float) exp (-(nearest / 0.8) * (nearest / 0.8));
}

static float
lung_value (const Painter *self,
            RimVec3        p,
            gboolean       left)
{
  float value = rim_demo_tissue_get_info (RIM_DEMO_LUNG)->value[self->channel];
  float sheet;

  if (self->channel != RIM_DEMO_HU)
    return value * (float) (1.0 + 0.002 * p.y);

  /* The back of the lung carries the weight of the rest. */
  value += (float) (0.24 * p.y + 0.0016 * MAX (p.y, 0.0) * MAX (p.y, 0.0));
  value += 15.0f * noise_at (self, p, 1.9) + 12.0f * noise_at (self, p, 6.0) +
           8.0f * noise_at (self, p, 21.0);
  sheet = fissure (self, p, left);

  return mix (value, rim_demo_tissue_get_info (RIM_DEMO_FISSURE)->value[RIM_DEMO_HU], 0.8f * sheet);
}

static float
wall_value (const Painter *self,
            const float   *f,
            RimVec3        p)
{
  float w = (float) self->sheet->sharpness;
  float depth = -f[RIM_DEMO_BODY];
  float value = tissue_value (self, RIM_DEMO_AIR, p);
  float fat = tissue_value (self, RIM_DEMO_FAT, p);

  if (self->channel == RIM_DEMO_HU)
    fat += 40.0f * cover (1.7f - fabsf (noise_at (self, p, 5.0)), 0.8f);

  value = mix (value, tissue_value (self, RIM_DEMO_SKIN, p), cover (-depth, w));
  value = mix (value, fat, cover (2.0f - depth, w));
  if (depth > f[RIM_DEMO_FAT_DEPTH] - w)
    value = mix (value, muscle_value (self, p, f[RIM_DEMO_CAGE]),
                 cover (f[RIM_DEMO_FAT_DEPTH] - depth, w));

  return value;
}

static float
base_value (const Painter *self,
            const float   *f,
            RimVec3        p)
{
  float w = (float) self->sheet->sharpness;
  float lung = MIN (f[RIM_DEMO_LUNG_RIGHT], f[RIM_DEMO_LUNG_LEFT]);
  gboolean left = f[RIM_DEMO_LUNG_LEFT] < f[RIM_DEMO_LUNG_RIGHT];
  float value;

  if (lung < -w)
    return lung_value (self, p, left);

  value = f[RIM_DEMO_CAGE] > -w ? wall_value (self, f, p) : 0.0f;
  if (f[RIM_DEMO_CAGE] < w)
    value = mix (value, tissue_value (self, RIM_DEMO_FAT, p), cover (f[RIM_DEMO_CAGE] + 1.5f, w));

  /* The muscle of the diaphragm lies on what is below it. */
  if (f[RIM_DEMO_ABDOMEN] < 3.0f + w && f[RIM_DEMO_CAGE] < -1.0f)
    value = mix (value, tissue_value (self, RIM_DEMO_MUSCLE, p), cover (f[RIM_DEMO_ABDOMEN] - 2.4f, w));
  if (f[RIM_DEMO_ABDOMEN] < w)
    value = mix (value, tissue_value (self, RIM_DEMO_FAT, p), cover (f[RIM_DEMO_ABDOMEN], w));
  if (f[RIM_DEMO_LIVER_SHAPE] < w)
    value = mix (value, tissue_value (self, RIM_DEMO_LIVER, p), cover (f[RIM_DEMO_LIVER_SHAPE], w));
  if (lung < w)
    value = mix (value, lung_value (self, p, left), cover (lung, w));

  return value;
}

static void
measure_knots (Painter *self)
{
  const RimDemoSheet *sheet = self->sheet;

  for (guint j = 0; j < self->n_knots; j++)
    for (guint i = 0; i < self->n_knots; i++)
      {
        RimVec3 p = rim_demo_sheet_to_body (sheet, pixel_mm (sheet, i * (double) STEP),
                                            pixel_mm (sheet, j * (double) STEP));

        rim_demo_anatomy_measure (self->anatomy, p,
                                  self->knots + (j * self->n_knots + i) * RIM_DEMO_N_FIELDS);
      }
}

static inline void
interpolate (const Painter *self,
             guint          i,
             guint          j,
             float         *fields)
{
  const float *a = self->knots + (j / STEP * self->n_knots + i / STEP) * RIM_DEMO_N_FIELDS;
  const float *b = a + self->n_knots * RIM_DEMO_N_FIELDS;
  float tx = (float) (i % STEP) / STEP, ty = (float) (j % STEP) / STEP;

  for (guint k = 0; k < RIM_DEMO_N_FIELDS; k++)
    fields[k] = mix (mix (a[k], a[k + RIM_DEMO_N_FIELDS], tx),
                     mix (b[k], b[k + RIM_DEMO_N_FIELDS], tx), ty);
}

/* A carbon shell under the back: two thin curves. */
static float
couch (const Painter *self,
       double         x,
       double         y)
{
  double top = 128.0 - 0.0011 * x * x + 12.0;
  double bottom = top + 26.0 - 0.0009 * x * x;
  double nearest = MIN (fabs (y - top), fabs (y - bottom));

  if (self->channel != RIM_DEMO_HU || fabs (x) > 176.0)
    return 0.0f;

  return cover ((float) nearest - 1.1f, (float) self->sheet->sharpness);
}

static void
paint_base (Painter *self)
{
  const RimDemoSheet *sheet = self->sheet;
  float air = rim_demo_tissue_get_info (RIM_DEMO_AIR)->value[self->channel];
  float shell = rim_demo_tissue_get_info (RIM_DEMO_COUCH)->value[self->channel];

  for (guint j = 0; j < sheet->size; j++)
    for (guint i = 0; i < sheet->size; i++)
      {
        gsize at = (gsize) j * sheet->size + i;
        double x = pixel_mm (sheet, i), y = pixel_mm (sheet, j);
        float fields[RIM_DEMO_N_FIELDS];

        interpolate (self, i, j, fields);
        self->abdomen[at] = fields[RIM_DEMO_ABDOMEN];
        self->lungs[at] = MIN (fields[RIM_DEMO_LUNG_RIGHT], fields[RIM_DEMO_LUNG_LEFT]);
        if (fields[RIM_DEMO_BODY] < (float) sheet->sharpness)
          self->pixels[at] = base_value (self, fields, rim_demo_sheet_to_body (sheet, x, y));
        else
          self->pixels[at] = y > 90.0 ? mix (air, shell, couch (self, x, y)) : air;
      }
}

static void
find_box (const Painter      *self,
          const RimDemoSolid *solid,
          gint               *box)
{
  const RimDemoSheet *sheet = self->sheet;
  RimVec3 middle = rim_demo_sheet_from_body (sheet, rim_vec3_scale (
                                               rim_vec3_add (solid->low, solid->high), 0.5));
  double hx = 0.5 * (solid->high.x - solid->low.x), hy = 0.5 * (solid->high.y - solid->low.y);
  double s = fabs (sheet->sine), c = fabs (sheet->cosine);
  double half = 0.5 * (sheet->size - 1.0);

  box[0] = MAX ((gint) floor ((middle.x - c * hx - s * hy) / sheet->pixel + half), 0);
  box[1] = MIN ((gint) ceil ((middle.x + c * hx + s * hy) / sheet->pixel + half), (gint) sheet->size - 1);
  box[2] = MAX ((gint) floor ((middle.y - c * hy - s * hx) / sheet->pixel + half), 0);
  box[3] = MIN ((gint) ceil ((middle.y + c * hy + s * hx) / sheet->pixel + half), (gint) sheet->size - 1);
}

static float
solid_value (const Painter      *self,
             const RimDemoSolid *solid,
             guint               part,
             RimVec3             p)
{
  const RimDemoTissueInfo *info = rim_demo_tissue_get_info (solid->tissue[part]);
  float value = solid->value[part][self->channel];

  if (self->channel == RIM_DEMO_HU && solid->grain[part] > 0.0f)
    value += solid->grain[part] * noise_at (self, p, info->grain_size);

  return value;
}

static void
paint_solid (Painter            *self,
             const RimDemoSolid *solid,
             guint               part)
{
  const RimDemoSheet *sheet = self->sheet;
  float width = (float) sheet->sharpness + solid->softness;
  float inset = part == 0 ? 0.0f : (float) solid->wall;
  gint box[4];

  find_box (self, solid, box);
  for (gint j = box[2]; j <= box[3]; j++)
    for (gint i = box[0]; i <= box[1]; i++)
      {
        gsize at = (gsize) j * sheet->size + (gsize) i;
        RimVec3 p = rim_demo_sheet_to_body (sheet, pixel_mm (sheet, i), pixel_mm (sheet, j));
        float covered = cover ((float) rim_demo_solid_distance (solid, p) + inset, width);

        if (solid->within == RIM_DEMO_IN_ABDOMEN)
          covered *= cover (self->abdomen[at] + 1.0f, width);
        else if (solid->within == RIM_DEMO_IN_LUNGS)
          covered *= cover (self->lungs[at], (float) sheet->sharpness);

        if (covered > 0.0f)
          self->pixels[at] = mix (self->pixels[at], solid_value (self, solid, part, p), covered);
      }
}

static void
paint_layer (Painter *self,
             GArray  *layer)
{
  double z = self->sheet->z - self->sheet->origin.z;

  for (guint part = 0; part < 2; part++)
    for (guint i = 0; i < layer->len; i++)
      {
        const RimDemoSolid *solid = &g_array_index (layer, RimDemoSolid, i);

        if (solid->low.z <= z && z <= solid->high.z && (part == 0 || solid->wall > 0.0))
          paint_solid (self, solid, part);
      }
}

/**
 * rim_demo_paint:
 * @anatomy: what is in the scanner
 * @sheet: where
 * @channel: what is looked at
 * @pixels: (out) (array): size × size values, row by row from front to back
 *
 * Paints a thin sheet through the body as it is, without a scanner's faults.
 * Edges are as soft as the sheet says, which stands for partial volume.
 */
void
rim_demo_paint (const RimDemoAnatomy *anatomy,
                const RimDemoSheet   *sheet,
                RimDemoChannel        channel,
                float                *pixels)
{
  guint n_knots = (sheet->size - 1) / STEP + 2;
  g_autofree float *knots = g_new (float, (gsize) n_knots * n_knots * RIM_DEMO_N_FIELDS);
  g_autofree float *abdomen = g_new (float, (gsize) sheet->size * sheet->size);
  g_autofree float *lungs = g_new (float, (gsize) sheet->size * sheet->size);
  Painter self = { anatomy, sheet, channel, n_knots, knots, abdomen, lungs, pixels };

  measure_knots (&self);
  paint_base (&self);
  for (guint i = 0; i < RIM_DEMO_N_LAYERS; i++)
    paint_layer (&self, anatomy->layers[i]);
}
