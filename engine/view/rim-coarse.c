/* rim-coarse.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "view/rim-coarse.h"

#include <math.h>

#include "core/rim-parallel.h"

typedef struct
{
  RimCoarse *coarse;
  RimVolume *volume;
  guint      factors[3];
  double     outside;        /* what NaN and padding count as */
} Shrinker;

static guint
get_block (const Shrinker *self,
           guint           axis,
           guint           index)
{
  guint begin = index * self->factors[axis];

  return MIN (self->factors[axis], rim_volume_get_grid (self->volume)->size[axis] - begin);
}

static void
add_row (const Shrinker *self,
         guint           j,
         guint           k,
         double         *row,
         double         *sums)
{
  guint width = rim_volume_get_grid (self->volume)->size[0];

  rim_volume_read_row (self->volume, 0, j, k, width, row);
  for (guint i = 0; i < width; i++)
    sums[i / self->factors[0]] += isfinite (row[i]) ? row[i] : self->outside;
}

static void
shrink_row (const Shrinker *self,
            guint           j,
            guint           k,
            double         *row,
            double         *sums)
{
  const guint *size = self->coarse->grid.size;
  float *to = self->coarse->values + ((gsize) k * size[1] + j) * size[0];
  guint height = get_block (self, 1, j);
  guint depth = get_block (self, 2, k);

  for (guint i = 0; i < size[0]; i++)
    sums[i] = 0;
  for (guint z = 0; z < depth; z++)
    for (guint y = 0; y < height; y++)
      add_row (self, j * self->factors[1] + y, k * self->factors[2] + z, row, sums);
  for (guint i = 0; i < size[0]; i++)
    to[i] = (float) (sums[i] / (get_block (self, 0, i) * height * depth));
}

static void
shrink_slices (gsize    begin,
               gsize    end,
               gpointer data)
{
  const Shrinker *self = data;
  g_autofree double *row = g_new (double, rim_volume_get_grid (self->volume)->size[0]);
  g_autofree double *sums = g_new (double, self->coarse->grid.size[0]);

  for (gsize k = begin; k < end; k++)
    for (guint j = 0; j < self->coarse->grid.size[1]; j++)
      shrink_row (self, j, (guint) k, row, sums);
}

/* The first voxel is in the middle of the first block. */
static void
set_grid (Shrinker *self,
          guint     max_side)
{
  const RimGrid *fine = rim_volume_get_grid (self->volume);
  RimGrid *grid = &self->coarse->grid;
  double first[3];

  for (guint a = 0; a < 3; a++)
    {
      RimVec3 column = rim_affine_get_column (&fine->to_patient, a);

      self->factors[a] = (fine->size[a] + max_side - 1) / max_side;
      grid->size[a] = (fine->size[a] + self->factors[a] - 1) / self->factors[a];
      first[a] = 0.5 * (self->factors[a] - 1);
      rim_affine_set_column (&grid->to_patient, a, rim_vec3_scale (column, self->factors[a]));
    }

  rim_affine_set_column (&grid->to_patient, 3,
                         rim_grid_to_patient (fine, RIM_VEC3 (first[0], first[1], first[2])));
}

static void
find_range (RimCoarse *self)
{
  gsize n = rim_grid_get_n_voxels (&self->grid);

  self->min = INFINITY;
  self->max = -INFINITY;
  for (gsize i = 0; i < n; i++)
    {
      self->min = MIN (self->min, self->values[i]);
      self->max = MAX (self->max, self->values[i]);
    }
}

/**
 * rim_coarse_new:
 * @volume: an image; slices that have not arrived are as they are
 * @max_side: how many voxels an axis may have
 *
 * Takes the mean of blocks of voxels, as many along each axis as it needs. What
 * is not finite counts as -1000 HU in a CT and as 0 elsewhere. For a worker.
 *
 * Returns: (transfer full) (nullable): it; %NULL where there is no memory
 */
RimCoarse *
rim_coarse_new (RimVolume *volume,
                guint      max_side)
{
  g_autoptr(RimCoarse) self = g_new0 (RimCoarse, 1);
  Shrinker shrinker = { .coarse = self, .volume = volume };

  g_return_val_if_fail (volume != NULL, NULL);
  g_return_val_if_fail (max_side > 0, NULL);

  shrinker.outside = rim_volume_get_unit (volume) == RIM_UNIT_HU ? -1000 : 0;
  set_grid (&shrinker, max_side);
  self->values = g_try_malloc_n (rim_grid_get_n_voxels (&self->grid), sizeof (float));
  if (self->values == NULL)
    return NULL;

  rim_parallel_for (self->grid.size[2], 1, shrink_slices, &shrinker);
  find_range (self);

  return g_steal_pointer (&self);
}

void
rim_coarse_free (RimCoarse *self)
{
  g_free (self->values);
  g_free (self);
}
