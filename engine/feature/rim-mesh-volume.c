/* rim-mesh-volume.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-measure-private.h"

#include "core/rim-parallel.h"

#define SLICES_PER_BLOCK 2

/* A cube of marching cubes has the centres of eight voxels as its corners, in
 * the order (i, j, k) = 000 100 110 010 001 101 111 011; bit c of a case says
 * whether corner c is in. Its triangles have their corners at the middles of the
 * cube's edges. With coordinates doubled, so that all are whole, and summed over
 * the triangles (a, b, c) of a case, turned to the outside,
 *
 *   det    a . (b x c), from the cube's first corner,
 *   i j k  a x b + b x c + c x a,
 *
 * which is all that the volume needs: moving a cube by o adds 2 o . (i, j, k).
 * The cases above 127 are their complements turned over. The volume then is an
 * exact whole number of 48ths of a voxel, in whatever order it is summed and
 * however slanted the grid.
 *
 * The numbers are those of the triangles of P. Bourke, Polygonising a scalar
 * field (1994), which PyRadiomics has, too: where faces are ambiguous that mesh
 * is not closed, and the volume depends on the origin, which here as there is
 * the voxel before the mask's bounding box.
 */
typedef struct
{
  gint8 det;
  gint8 i;
  gint8 j;
  gint8 k;
} CubeCase;

static const CubeCase cases[128] = {
  { 0, 0, 0, 0 }, { 1, 1, 1, 1 }, { -1, -1, 1, 1 }, { 4, 0, 4, 4 },
  { -3, -1, -1, 1 }, { -2, 0, 0, 2 }, { -4, -4, 0, 4 }, { 7, -3, 3, 7 },
  { -1, 1, -1, 1 }, { 4, 4, 0, 4 }, { -2, 0, 0, 2 }, { 13, 3, 3, 7 },
  { -4, 0, -4, 4 }, { 7, 3, -3, 7 }, { 1, -3, -3, 7 }, { 8, 0, 0, 8 },
  { -1, 1, 1, -1 }, { 4, 4, 4, 0 }, { -2, 0, 2, 0 }, { 13, 3, 7, 3 },
  { -4, 0, 0, 0 }, { 1, 3, 3, 1 }, { -5, -3, 1, 3 }, { 12, 0, 6, 6 },
  { -2, 2, 0, 0 }, { 13, 7, 3, 3 }, { -3, 1, 1, 1 }, { 18, 6, 6, 6 },
  { -5, 1, -3, 3 }, { 12, 6, 0, 6 }, { 0, -2, -2, 6 }, { 13, 3, 3, 7 },
  { -3, -1, 1, -1 }, { -2, 0, 2, 0 }, { -4, -4, 4, 0 }, { 7, -3, 7, 3 },
  { -6, -2, 0, 0 }, { -5, -1, 1, 1 }, { -1, -7, 3, 3 }, { 6, -6, 6, 6 },
  { -4, 0, 0, 0 }, { 1, 3, 1, 3 }, { -5, -3, 3, 1 }, { 12, 0, 6, 6 },
  { -7, -1, -3, 3 }, { 4, 2, -2, 6 }, { 0, -6, 0, 6 }, { 7, -3, 3, 7 },
  { -4, 0, 4, -4 }, { 7, 3, 7, -3 }, { 1, -3, 7, -3 }, { 8, 0, 8, 0 },
  { -7, -1, 3, -3 }, { 4, 2, 6, -2 }, { 0, -6, 6, 0 }, { 7, -3, 7, 3 },
  { -5, 1, 3, -3 }, { 12, 6, 6, 0 }, { 0, -2, 6, -2 }, { 13, 3, 7, 3 },
  { -8, 0, 0, 0 }, { 5, 5, 3, 3 }, { -5, -5, 3, 3 }, { 12, 0, 4, 4 },
  { -5, -1, -1, -1 }, { -4, 0, 0, 0 }, { -6, -2, 0, 0 }, { -1, -1, 3, 3 },
  { -12, -4, -4, 0 }, { -11, -3, -3, 1 }, { -7, -7, -3, 3 }, { 0, -6, 0, 6 },
  { -6, 0, -2, 0 }, { -1, 3, -1, 3 }, { -7, -1, -1, 1 }, { 8, 2, 2, 6 },
  { -7, -3, -7, 3 }, { 0, 0, -6, 6 }, { -6, -6, -6, 6 }, { 1, -3, -3, 7 },
  { -6, 0, 0, -2 }, { -1, 3, 3, -1 }, { -7, -1, 1, -1 }, { 8, 2, 6, 2 },
  { -13, -3, -3, -1 }, { -8, 0, 0, 0 }, { -8, -6, -2, 2 }, { -1, -3, 3, 5 },
  { -7, 1, -1, -1 }, { 8, 6, 2, 2 }, { -8, 0, 0, 0 }, { 13, 5, 5, 5 },
  { -8, -2, -6, 2 }, { -1, 3, -3, 5 }, { -7, -5, -5, 5 }, { 6, 0, 0, 6 },
  { -12, -4, 0, -4 }, { -11, -3, 1, -3 }, { -7, -7, 3, -3 }, { 0, -6, 6, 0 },
  { -13, -7, -3, -3 }, { -12, -6, -2, -2 }, { -8, -8, 0, 0 }, { -1, -7, 3, 3 },
  { -13, -3, -1, -3 }, { -8, 0, 0, 0 }, { -8, -6, 2, -2 }, { -1, -3, 5, 3 },
  { -12, -6, -6, 0 }, { -11, -3, -5, 3 }, { -7, -7, -3, 3 }, { 4, -4, 0, 4 },
  { -7, -3, 3, -7 }, { 0, 0, 6, -6 }, { -6, -6, 6, -6 }, { 1, -3, 7, -3 },
  { -12, -6, 0, -6 }, { -11, -3, 3, -5 }, { -7, -7, 3, -3 }, { 4, -4, 4, 0 },
  { -8, -2, 2, -6 }, { -1, 3, 5, -3 }, { -7, -5, 5, -5 }, { 6, 0, 6, 0 },
  { -17, -5, -3, -3 }, { 4, 0, 0, 0 }, { -6, -6, 0, 0 }, { 3, -1, 1, 1 },
};

typedef struct
{
  const guint8 *voxels;
  gsize         width;
  gsize         height;
  GCancellable *cancellable;
  gint64       *sums;            /* one per block */
} MeshJob;

/* The four corners on one side of a cube, as bits 0, 3, 4, 7. */
static inline guint
get_side (const guint8 *here,
          const guint8 *next,
          gsize         width)
{
  return here[0] | (guint) here[width] << 3 | (guint) next[0] << 4 | (guint) next[width] << 7;
}

/* From the side where i is lower to the one where it is higher: bits 1, 2, 5, 6. */
static inline guint
move_side (guint side)
{
  return (side & 0x11) << 1 | (side & 0x88) >> 1;
}

static gint64
sum_row (const MeshJob *job,
         gsize          j,
         gsize          k)
{
  const guint8 *here = job->voxels + (k * job->height + j) * job->width;
  const guint8 *next = here + job->height * job->width;
  guint low = get_side (here, next, job->width);
  gint64 sum = 0;

  for (gsize i = 0; i + 1 < job->width; i++)
    {
      guint high = get_side (here + i + 1, next + i + 1, job->width);
      guint index = low | move_side (high);

      low = high;
      if (index == 0 || index == 255)
        continue;

      if (index < 128)
        {
          const CubeCase *c = &cases[index];

          sum += c->det + 2 * ((gint64) i * c->i + (gint64) j * c->j + (gint64) k * c->k);
        }
      else
        {
          const CubeCase *c = &cases[255 - index];

          sum -= c->det + 2 * ((gint64) i * c->i + (gint64) j * c->j + (gint64) k * c->k);
        }
    }

  return sum;
}

static void
sum_slices (gsize    begin,
            gsize    end,
            gpointer data)
{
  const MeshJob *job = data;
  gint64 sum = 0;

  if (g_cancellable_is_cancelled (job->cancellable))
    return;

  for (gsize k = begin; k < end; k++)
    for (gsize j = 0; j + 1 < job->height; j++)
      sum += sum_row (job, j, k);

  job->sums[begin / SLICES_PER_BLOCK] = sum;
}

/* Paints the mask with an empty voxel on every side of its bounding box. */
static guint8 *
paint_padded (RimMask      *mask,
              const RimBox *box,
              const gsize   size[3])
{
  guint8 *voxels = g_malloc0 (size[0] * size[1] * size[2]);

  for (guint k = box->min[2]; k < box->max[2]; k++)
    {
      RimMaskSlice *slice = rim_mask_get_slice (mask, k);

      for (guint j = box->min[1]; slice != NULL && j < box->max[1]; j++)
        {
          guint8 *row = voxels + ((k - box->min[2] + 1) * size[1] + (j - box->min[1] + 1)) * size[0];
          guint n_runs;
          const RimRun *runs = rim_mask_slice_get_runs (slice, j, &n_runs);

          for (guint r = 0; r < n_runs; r++)
            for (guint i = runs[r].begin; i < runs[r].end; i++)
              row[i - box->min[0] + 1] = 1;
        }
    }

  return voxels;
}

/* As rim_measure_mesh_volume(); the result has no meaning once cancelled. */
double
rim_measure_mesh_volume_cancellable (RimMask      *mask,
                                     GCancellable *cancellable)
{
  g_autofree guint8 *voxels = NULL;
  g_autofree gint64 *sums = NULL;
  gsize size[3];
  gsize n_blocks;
  gint64 sum = 0;
  RimBox box;
  MeshJob job;

  if (!rim_mask_get_bounds (mask, &box))
    return 0.0;

  for (guint axis = 0; axis < 3; axis++)
    size[axis] = box.max[axis] - box.min[axis] + 2;

  voxels = paint_padded (mask, &box, size);
  n_blocks = (size[2] - 1 + SLICES_PER_BLOCK - 1) / SLICES_PER_BLOCK;
  sums = g_new0 (gint64, n_blocks);

  job = (MeshJob) { voxels, size[0], size[1], cancellable, sums };
  rim_parallel_for (size[2] - 1, SLICES_PER_BLOCK, sum_slices, &job);

  for (gsize b = 0; b < n_blocks; b++)
    sum += sums[b];

  return (double) sum / 48.0 * rim_grid_get_voxel_volume (rim_mask_get_grid (mask));
}

/**
 * rim_measure_mesh_volume:
 * @mask: a mask
 *
 * The volume inside the surface that marching cubes draws at half height (IBSI
 * RNU0), as PyRadiomics' MeshVolume.
 *
 * Returns: mm³; 0 for an empty mask
 */
double
rim_measure_mesh_volume (RimMask *mask)
{
  return rim_measure_mesh_volume_cancellable (mask, NULL);
}
