/* rim-lacunarity.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-lacunarity.h"

#include <math.h>

struct _RimBoxSums
{
  guint   size[3];               /* of the values */
  gsize   stride[3];
  double *sums;                  /* one more along each axis */
};

/**
 * rim_box_sums_new:
 * @values: one per voxel, i fastest
 * @size: along i, j, k
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the sums
 */
RimBoxSums *
rim_box_sums_new (const double  *values,
                  const guint    size[3],
                  GError       **error)
{
  const gsize row = (gsize) size[0] + 1;
  const gsize slice = row * ((gsize) size[1] + 1);
  double *sums = g_try_new0 (double, slice * ((gsize) size[2] + 1));
  RimBoxSums *self;

  if (sums == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "There is no memory for sums over %u × %u × %u voxels",
                   size[0], size[1], size[2]);
      return NULL;
    }

  self = g_new (RimBoxSums, 1);
  *self = (RimBoxSums) { { size[0], size[1], size[2] }, { 1, row, slice }, sums };
  for (guint k = 0; k < size[2]; k++)
    for (guint j = 0; j < size[1]; j++)
      {
        double *sum = sums + (k + 1) * slice + (j + 1) * row + 1;
        double line = 0.0;

        for (guint i = 0; i < size[0]; i++, sum++)
          {
            line += *values++;
            *sum = line + sum[-(gssize) row] + (sum[-(gssize) slice] - sum[-(gssize) (row + slice)]);
          }
      }

  return self;
}

/**
 * rim_box_sums_free:
 * @self: (transfer full) (nullable): sums
 */
void
rim_box_sums_free (RimBoxSums *self)
{
  if (self == NULL)
    return;

  g_free (self->sums);
  g_free (self);
}

/**
 * rim_box_sums_get:
 * @self: sums
 * @i: the first voxel along i
 * @j: along j
 * @k: along k
 * @side: of the box, which lies within
 *
 * Returns: the sum of the values in a box
 */
double
rim_box_sums_get (const RimBoxSums *self,
                  guint             i,
                  guint             j,
                  guint             k,
                  guint             side)
{
  const gsize dx = side, dy = side * self->stride[1], dz = side * self->stride[2];
  const double *s = self->sums + i + j * self->stride[1] + k * self->stride[2];

  return ((s[dx + dy + dz] - s[dy + dz]) - (s[dx + dz] - s[dz])) - ((s[dx + dy] - s[dy]) - (s[dx] - s[0]));
}

/**
 * rim_lacunarity:
 * @masses: what is in boxes
 * @filling: (nullable): how many voxels are; only full boxes count then
 * @side: of the boxes
 *
 * How uneven the masses of all boxes of one side are: the mean of their squares by
 * the square of their mean (Allain and Cloitre 1991). 1 where all are the same.
 *
 * Returns: the lacunarity; NAN where no box counts
 */
double
rim_lacunarity (const RimBoxSums *masses,
                const RimBoxSums *filling,
                guint             side)
{
  const double full = (double) side * side * side;
  double n = 0.0, sum = 0.0, squares = 0.0;

  for (guint k = 0; k + side <= masses->size[2]; k++)
    for (guint j = 0; j + side <= masses->size[1]; j++)
      for (guint i = 0; i + side <= masses->size[0]; i++)
        if (filling == NULL || rim_box_sums_get (filling, i, j, k, side) == full)
          {
            const double mass = rim_box_sums_get (masses, i, j, k, side);

            n += 1.0;
            sum += mass;
            squares += mass * mass;
          }

  if (n == 0.0)
    return NAN;

  return sum > 0.0 ? squares * n / (sum * sum) : 1.0;
}
