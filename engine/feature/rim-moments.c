/* rim-moments.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-moments.h"

#include <string.h>

#include "core/rim-eigen.h"
#include "core/rim-parallel.h"

#define SLICES_PER_BLOCK 2

/* What rounding can leave of a variance that is 0; PyRadiomics' bound. */
#define ROUNDING         1e-10

/* Sums of whole numbers, counted from the middle of the solid. */
typedef struct
{
  gint64 n;
  gint64 sums[3];
  gint64 squares[3][3];          /* of which the upper half is used */
} Sums;

typedef struct
{
  const RimSolid *solid;
  Sums           *blocks;
} Job;

static void
add_row (Sums           *sums,
         const RimSolid *solid,
         gsize           j,
         gsize           k)
{
  const guint8 *row = rim_solid_get_row (solid, j, k);
  gint64 middle = solid->size[0] / 2;
  gint64 y = (gint64) j - solid->size[1] / 2;
  gint64 z = (gint64) k - solid->size[2] / 2;
  gint64 n = 0;
  gint64 x = 0;
  gint64 xx = 0;

  for (gint64 i = 0; i < solid->size[0]; i++)
    {
      gint64 inside = row[i] * (i - middle);

      n += row[i];
      x += inside;
      xx += inside * (i - middle);
    }

  sums->n += n;
  sums->sums[0] += x;
  sums->sums[1] += y * n;
  sums->sums[2] += z * n;
  sums->squares[0][0] += xx;
  sums->squares[0][1] += x * y;
  sums->squares[0][2] += x * z;
  sums->squares[1][1] += y * y * n;
  sums->squares[1][2] += y * z * n;
  sums->squares[2][2] += z * z * n;
}

static void
add_slices (gsize    begin,
            gsize    end,
            gpointer data)
{
  const Job *job = data;

  for (gsize k = begin; k < end; k++)
    for (gsize j = 0; j < job->solid->size[1]; j++)
      add_row (&job->blocks[begin / SLICES_PER_BLOCK], job->solid, j, k);
}

static void
add_block (Sums       *sums,
           const Sums *block)
{
  sums->n += block->n;
  for (guint a = 0; a < 3; a++)
    {
      sums->sums[a] += block->sums[a];
      for (guint b = a; b < 3; b++)
        sums->squares[a][b] += block->squares[a][b];
    }
}

/**
 * rim_moments_init:
 * @self: (out): the moments of @solid
 * @solid: a solid with at least one voxel
 */
void
rim_moments_init (RimMoments     *self,
                  const RimSolid *solid)
{
  gsize n_blocks = (solid->size[2] + SLICES_PER_BLOCK - 1) / SLICES_PER_BLOCK;
  g_autofree Sums *blocks = g_new0 (Sums, n_blocks);
  Job job = { solid, blocks };
  Sums sums = { 0 };
  double n;

  rim_parallel_for (solid->size[2], SLICES_PER_BLOCK, add_slices, &job);
  for (gsize b = 0; b < n_blocks; b++)
    add_block (&sums, &blocks[b]);

  self->n = (gsize) sums.n;
  n = (double) sums.n;
  for (guint a = 0; a < 3; a++)
    {
      self->centre[a] = (double) sums.sums[a] / n + solid->size[a] / 2;
      for (guint b = a; b < 3; b++)
        self->squares[a][b] = self->squares[b][a] =
          (double) sums.squares[a][b] - (double) sums.sums[a] * (double) sums.sums[b] / n;
    }
}

/**
 * rim_axes_init:
 * @self: (out): the eigenvalues and eigenvectors of @matrix
 * @matrix: symmetric
 *
 * Eigenvalues just below 0 become 0.
 */
void
rim_axes_init (RimAxes      *self,
               const double  matrix[3][3])
{
  rim_eigen_init (matrix, self->variances, self->directions);

  for (guint a = 0; a < 3; a++)
    if (self->variances[a] < 0.0 && self->variances[a] > -ROUNDING)
      self->variances[a] = 0.0;
}

/**
 * rim_moments_get_axes:
 * @self: moments
 * @frame: where the voxels lie
 * @divisor: what sums of squares are divided by: n, or n - 1
 * @axes: (out): the principal axes
 */
void
rim_moments_get_axes (const RimMoments *self,
                      const RimFrame   *frame,
                      double            divisor,
                      RimAxes          *axes)
{
  double place[3][3];
  double matrix[3][3] = { { 0.0 } };

  for (guint a = 0; a < 3; a++)
    {
      place[0][a] = frame->axes[a].x;
      place[1][a] = frame->axes[a].y;
      place[2][a] = frame->axes[a].z;
    }

  for (guint a = 0; a < 3; a++)
    for (guint b = a; b < 3; b++)
      {
        for (guint c = 0; c < 3; c++)
          for (guint d = 0; d < 3; d++)
            matrix[a][b] += place[a][c] * self->squares[c][d] * place[b][d];
        matrix[a][b] /= divisor;
        matrix[b][a] = matrix[a][b];
      }

  rim_axes_init (axes, matrix);
}
