/* rim-map-sample.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-sample-private.h"

#include <math.h>

#include "core/rim-parallel.h"

#define SLICES_PER_BLOCK 2

/* The same rounding as when a mask is put on another grid: grids that are one have
 * their voxels at whole numbers.
 */
#define PLACE_UNIT 1048576.0

typedef struct
{
  const RimField  *field;
  const RimRegion *region;
  RimAffine        to_field;
  gsize           *starts;       /* of each slice: how many voxels of the region come before */
  float           *values;
} Sampling;

static double
round_place (double place)
{
  return floor (place * PLACE_UNIT + 0.5) / PLACE_UNIT;
}

/* Returns: the value of a voxel of the field, NAN beyond it */
static double
get (const RimField *field,
     double          i,
     double          j,
     double          k)
{
  const guint *size = field->grid.size;

  if (!(i >= 0.0 && j >= 0.0 && k >= 0.0 && i < size[0] && j < size[1] && k < size[2]))
    return NAN;

  return field->values[((gsize) k * size[1] + (gsize) j) * size[0] + (gsize) i];
}

/* Linear between those of the eight voxels around that have a value; NAN where none has. */
static double
mix (const RimField *field,
     const double    base[3],
     const double    part[3])
{
  double sum = 0.0;
  double weights = 0.0;

  for (guint corner = 0; corner < 8; corner++)
    {
      double weight = 1.0;
      double value;

      for (guint axis = 0; axis < 3; axis++)
        weight *= (corner >> axis & 1) != 0 ? part[axis] : 1.0 - part[axis];
      if (weight == 0.0)
        continue;

      value = get (field, base[0] + (corner & 1), base[1] + (corner >> 1 & 1), base[2] + (corner >> 2));
      if (!isfinite (value))
        continue;
      sum += weight * value;
      weights += weight;
    }

  return weights > 0.0 ? sum / weights : (double) NAN;
}

static double
sample (const RimField *field,
        RimVec3         at)
{
  const double place[3] = { round_place (at.x), round_place (at.y), round_place (at.z) };
  double base[3];
  double part[3];

  for (guint axis = 0; axis < 3; axis++)
    {
      base[axis] = floor (place[axis]);
      part[axis] = place[axis] - base[axis];
    }

  return mix (field, base, part);
}

static void
sample_slices (gsize    begin,
               gsize    end,
               gpointer data)
{
  const Sampling *self = data;
  const guint *size = self->region->grid.size;

  for (gsize k = begin; k < end; k++)
    {
      const guint8 *inside = self->region->inside + k * size[1] * size[0];
      float *value = self->values + self->starts[k];

      for (guint j = 0; j < size[1]; j++)
        for (guint i = 0; i < size[0]; i++)
          if (*inside++)
            *value++ = (float) sample (self->field, rim_affine_apply (&self->to_field,
                                                                      RIM_VEC3 (i, j, (double) k)));
    }
}

/**
 * rim_field_sample:
 * @self: values, NAN where there is none
 * @region: voxels on any grid in the same frame of reference
 * @values: (out caller-allocates) (array): for each voxel of @region in scan order
 *
 * Reads values at the middle of voxels: of the same grid as they are, of another linearly
 * between those of the eight around that are there.
 */
void
rim_field_sample (const RimField  *self,
                  const RimRegion *region,
                  float           *values)
{
  const guint *size = region->grid.size;
  const gsize area = (gsize) size[0] * size[1];
  g_autofree gsize *starts = g_new0 (gsize, size[2] + 1);
  Sampling sampling = { .field = self, .region = region, .starts = starts, .values = values };
  RimAffine inverse;

  for (guint k = 0; k < size[2]; k++)
    {
      starts[k + 1] = starts[k];
      for (gsize v = 0; v < area; v++)
        starts[k + 1] += region->inside[k * area + v] != 0;
    }

  if (!rim_affine_invert (&self->grid.to_patient, &inverse))
    g_return_if_reached ();
  rim_affine_multiply (&inverse, &region->grid.to_patient, &sampling.to_field);
  rim_parallel_for (size[2], SLICES_PER_BLOCK, sample_slices, &sampling);
}
