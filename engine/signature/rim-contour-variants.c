/* rim-contour-variants.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-contour-variants.h"

#include <math.h>

#include "core/rim-random.h"
#include "volume/rim-distance.h"

/* Perturbations of the contour after Zwanenburg et al. (Sci Rep 2019;9:614): translation,
 * growth and shrinkage, and a random surface.
 */
#define N_WAVES     8
#define MIN_WAVE_MM 6.0
#define MAX_WAVE_MM 30.0

/* Where a contour vanishes, half of the change is made, and again. */
#define MAX_HALVINGS 6

struct _RimContourVariants
{
  RimMask  *contour;
  RimField *distances;           /* signed, over @box */
  RimBox    box;
  double    reach;
  double    half;                /* of a voxel, where the surface lies between centres */
  double    distance_mm;
  guint64   seed;
};

/* A bump of the surface: amplitude × cos (k · x + phase) */
typedef struct
{
  RimVec3 k;
  double  phase;
} Wave;

typedef struct
{
  RimVec3 shift;                 /* mm */
  double  growth;                /* mm */
  double  roughness;             /* mm, of a wave */
  Wave    waves[N_WAVES];
} Change;

/* Uniform in a ball of radius 1. */
static RimVec3
draw_in_ball (RimRandom *random)
{
  RimVec3 at;

  do
    {
      at.x = rim_random_uniform (random, -1.0, 1.0);
      at.y = rim_random_uniform (random, -1.0, 1.0);
      at.z = rim_random_uniform (random, -1.0, 1.0);
    }
  while (at.x * at.x + at.y * at.y + at.z * at.z > 1.0);

  return at;
}

static void
draw_wave (RimRandom *random,
           Wave      *wave)
{
  const double length = rim_random_uniform (random, MIN_WAVE_MM, MAX_WAVE_MM);
  RimVec3 at;
  double size;

  do
    {
      at = draw_in_ball (random);
      size = sqrt (at.x * at.x + at.y * at.y + at.z * at.z);
    }
  while (size < 0.1);
  wave->k = RIM_VEC3 (2.0 * G_PI * at.x / (size * length), 2.0 * G_PI * at.y / (size * length),
                      2.0 * G_PI * at.z / (size * length));
  wave->phase = rim_random_uniform (random, 0.0, 2.0 * G_PI);
}

/* A shift of up to half of the distance, a growth of up to all of it, and a surface with a
 * standard deviation of a quarter of it.
 */
static void
draw (const RimContourVariants *self,
      guint                     variant,
      Change                   *change)
{
  RimRandom random;
  RimVec3 shift;

  rim_random_init_stream (&random, self->seed, variant);
  shift = draw_in_ball (&random);
  change->shift = RIM_VEC3 (0.5 * self->distance_mm * shift.x, 0.5 * self->distance_mm * shift.y,
                            0.5 * self->distance_mm * shift.z);
  change->growth = rim_random_uniform (&random, -self->distance_mm, self->distance_mm);
  change->roughness = 0.25 * self->distance_mm * sqrt (2.0 / N_WAVES);
  for (guint w = 0; w < N_WAVES; w++)
    draw_wave (&random, &change->waves[w]);
}

/* From the surface and not from the nearest centre on its other side. */
static double
get_distance (const RimContourVariants *self,
              guint                     i,
              guint                     j,
              guint                     k)
{
  const guint *size = self->distances->grid.size;
  const double value = self->distances->values[((gsize) k * size[1] + j) * size[0] + i];

  return value > 0.0 ? MIN (value, self->reach) - self->half : MAX (value, -self->reach) + self->half;
}

/* Linear between centres; beyond the box the contour is far away. */
static double
interpolate (const RimContourVariants *self,
             RimVec3                   at)
{
  const guint *size = self->distances->grid.size;
  const double place[3] = { at.x - self->box.min[0], at.y - self->box.min[1], at.z - self->box.min[2] };
  guint low[3];
  double part[3];
  double sum = 0.0;

  for (guint axis = 0; axis < 3; axis++)
    {
      const double floored = floor (place[axis]);

      if (place[axis] < 0.0 || place[axis] > size[axis] - 1)
        return self->reach;
      low[axis] = MIN ((guint) floored, size[axis] >= 2 ? size[axis] - 2 : 0);
      part[axis] = place[axis] - low[axis];
    }
  for (guint corner = 0; corner < 8; corner++)
    {
      const guint di = corner & 1, dj = corner >> 1 & 1, dk = corner >> 2;
      const double weight = (di ? part[0] : 1.0 - part[0]) * (dj ? part[1] : 1.0 - part[1]) *
                            (dk ? part[2] : 1.0 - part[2]);

      if (weight > 0.0)
        sum += weight * get_distance (self, low[0] + di, low[1] + dj, low[2] + dk);
    }

  return sum;
}

/* How much further the surface lies out, mm. */
static double
get_growth (const Change *change,
            RimVec3       at)
{
  double growth = change->growth;

  for (guint w = 0; w < N_WAVES; w++)
    {
      const Wave *wave = &change->waves[w];

      growth += change->roughness * cos (wave->k.x * at.x + wave->k.y * at.y + wave->k.z * at.z + wave->phase);
    }

  return growth;
}

static RimMask *
apply (const RimContourVariants *self,
       const Change             *change)
{
  const RimGrid *grid = rim_mask_get_grid (self->contour);
  const guint *size = self->distances->grid.size;
  g_autofree guint8 *voxels = g_malloc (rim_grid_get_n_voxels (&self->distances->grid));
  gsize n = 0;

  for (guint k = 0; k < size[2]; k++)
    for (guint j = 0; j < size[1]; j++)
      for (guint i = 0; i < size[0]; i++)
        {
          const RimVec3 at = rim_grid_to_patient (grid, RIM_VEC3 (self->box.min[0] + i, self->box.min[1] + j,
                                                                  self->box.min[2] + k));
          const RimVec3 from = rim_grid_from_patient (grid, RIM_VEC3 (at.x - change->shift.x, at.y - change->shift.y,
                                                                      at.z - change->shift.z));

          voxels[n++] = interpolate (self, from) <= get_growth (change, at);
        }

  return rim_mask_new_from_box (grid, &self->box, voxels);
}

static void
halve (Change *change)
{
  change->shift = RIM_VEC3 (change->shift.x / 2.0, change->shift.y / 2.0, change->shift.z / 2.0);
  change->growth /= 2.0;
  change->roughness /= 2.0;
}

/**
 * rim_contour_variants_new:
 * @contour: a contour
 * @distance_mm: how far off it may be, above 0
 * @seed: of what is drawn
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): other contours; %NULL where it holds no voxel
 */
RimContourVariants *
rim_contour_variants_new (RimMask  *contour,
                          double    distance_mm,
                          guint64   seed,
                          GError  **error)
{
  const RimGrid *grid = rim_mask_get_grid (contour);
  g_autoptr(RimContourVariants) self = g_new0 (RimContourVariants, 1);
  double least = INFINITY, greatest = 0.0;

  g_return_val_if_fail (distance_mm > 0.0, NULL);

  for (guint axis = 0; axis < 3; axis++)
    {
      least = MIN (least, rim_grid_get_spacing (grid, axis));
      greatest = MAX (greatest, rim_grid_get_spacing (grid, axis));
    }
  self->contour = rim_mask_ref (contour);
  self->distance_mm = distance_mm;
  self->seed = seed;
  self->half = least / 2.0;
  self->reach = 2.5 * distance_mm + greatest;
  self->distances = rim_distance_new (contour, self->reach, &self->box, error);

  return self->distances != NULL ? g_steal_pointer (&self) : NULL;
}

void
rim_contour_variants_free (RimContourVariants *self)
{
  g_clear_pointer (&self->contour, rim_mask_unref);
  g_clear_pointer (&self->distances, rim_field_unref);
  g_free (self);
}

/**
 * rim_contour_variants_make:
 * @self: other contours
 * @variant: which
 *
 * Returns: (transfer full): a contour that holds a voxel; that as drawn where nothing is
 *   left of any other
 */
RimMask *
rim_contour_variants_make (RimContourVariants *self,
                           guint               variant)
{
  Change change;
  RimBox bounds;

  draw (self, variant, &change);
  for (guint n = 0; n < MAX_HALVINGS; n++)
    {
      g_autoptr(RimMask) mask = apply (self, &change);

      if (rim_mask_get_bounds (mask, &bounds))
        return g_steal_pointer (&mask);
      halve (&change);
    }

  return rim_mask_ref (self->contour);
}
