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
              gsize                     voxel)
{
  const double value = self->distances->values[voxel];

  return value > 0.0 ? MIN (value, self->reach) - self->half : MAX (value, -self->reach) + self->half;
}

/* How much waves make the surface lie further out, mm. */
static double
get_roughness (const Change *change,
               RimVec3       at)
{
  double growth = 0.0;

  for (guint w = 0; w < N_WAVES; w++)
    {
      const Wave *wave = &change->waves[w];

      growth += change->roughness * cos (wave->k.x * at.x + wave->k.y * at.y + wave->k.z * at.z + wave->phase);
    }

  return growth;
}

/* Where voxels come from: all are shifted by whole voxels and the same part of one. */
typedef struct
{
  int    whole[3];
  double weights[8];
  gsize  steps[8];
} Shift;

static void
shift_init (Shift                    *shift,
            const RimContourVariants *self,
            RimVec3                   by)
{
  const RimGrid *grid = &self->distances->grid;
  const RimVec3 from = rim_grid_from_patient (grid, RIM_VEC3 (-by.x, -by.y, -by.z));
  const RimVec3 origin = rim_grid_from_patient (grid, RIM_VEC3 (0.0, 0.0, 0.0));
  const double offsets[3] = { from.x - origin.x, from.y - origin.y, from.z - origin.z };
  double part[3];

  for (guint axis = 0; axis < 3; axis++)
    {
      shift->whole[axis] = (int) floor (offsets[axis]);
      part[axis] = offsets[axis] - shift->whole[axis];
    }
  for (guint corner = 0; corner < 8; corner++)
    {
      const guint at[3] = { corner & 1, corner >> 1 & 1, corner >> 2 };

      shift->weights[corner] = 1.0;
      for (guint axis = 0; axis < 3; axis++)
        shift->weights[corner] *= at[axis] != 0 ? part[axis] : 1.0 - part[axis];
      shift->steps[corner] = ((gsize) at[2] * grid->size[1] + at[1]) * grid->size[0] + at[0];
    }
}

static gsize
clamp_place (const guint *size,
             const int    low[3],
             guint        corner)
{
  gsize place[3];

  for (guint axis = 0; axis < 3; axis++)
    place[axis] = (gsize) CLAMP (low[axis] + (int) (corner >> axis & 1), 0, (int) size[axis] - 1);

  return (place[2] * size[1] + place[1]) * size[0] + place[0];
}

/* Linear between centres. At its sides the box is far from the contour, or the image ends
 * and goes on as it is there.
 */
static double
interpolate (const RimContourVariants *self,
             const Shift              *shift,
             const guint               at[3])
{
  const guint *size = self->distances->grid.size;
  int low[3];
  gboolean is_within = TRUE;
  gsize first;
  double sum = 0.0;

  for (guint axis = 0; axis < 3; axis++)
    {
      low[axis] = (int) at[axis] + shift->whole[axis];
      is_within = is_within && low[axis] >= 0 && low[axis] + 1 < (int) size[axis];
    }
  first = is_within ? ((gsize) low[2] * size[1] + (gsize) low[1]) * size[0] + (gsize) low[0] : 0;
  for (guint corner = 0; corner < 8; corner++)
    sum += shift->weights[corner] *
           get_distance (self, is_within ? first + shift->steps[corner] : clamp_place (size, low, corner));

  return sum;
}

/* Waves are only computed where they can matter. */
static gboolean
is_inside (const RimContourVariants *self,
           const Change             *change,
           const Shift              *shift,
           const guint               at[3])
{
  const double distance = interpolate (self, shift, at) - change->growth;
  const double most = N_WAVES * change->roughness;

  if (fabs (distance) > most)
    return distance < 0.0;

  return distance <= get_roughness (change, rim_grid_to_patient (&self->distances->grid, RIM_VEC3 (at[0], at[1], at[2])));
}

static RimMask *
apply (const RimContourVariants *self,
       const Change             *change)
{
  const guint *size = self->distances->grid.size;
  g_autofree guint8 *voxels = g_malloc (rim_grid_get_n_voxels (&self->distances->grid));
  guint at[3];
  gsize n = 0;
  Shift shift;

  shift_init (&shift, self, change->shift);
  for (at[2] = 0; at[2] < size[2]; at[2]++)
    for (at[1] = 0; at[1] < size[1]; at[1]++)
      for (at[0] = 0; at[0] < size[0]; at[0]++)
        voxels[n++] = is_inside (self, change, &shift, at);

  return rim_mask_new_from_box (rim_mask_get_grid (self->contour), &self->box, voxels);
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
