/* rim-mesh.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-mesh.h"

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

/* All of those triangles are of 33 kinds that differ in a x b + b x c + c x a but
 * for its sign, and with it in their area. Kind 0 is none.
 */
static const gint8 kinds[RIM_MESH_N_KINDS][3] = {
  { 0, 0, 0 }, { 0, 0, 4 }, { 0, 2, -4 }, { 0, 2, -2 }, { 0, 2, 2 }, { 0, 4, -2 },
  { 0, 4, 0 }, { 1, -3, -1 }, { 1, -1, -3 }, { 1, -1, -1 }, { 1, -1, 1 }, { 1, -1, 3 },
  { 1, 1, -1 }, { 1, 1, 1 }, { 1, 3, -1 }, { 2, -2, -2 }, { 2, -2, 0 }, { 2, -2, 2 },
  { 2, 0, -2 }, { 2, 0, 2 }, { 2, 0, 4 }, { 2, 2, -2 }, { 2, 2, 0 }, { 2, 2, 2 },
  { 2, 4, 0 }, { 3, -3, -3 }, { 3, -3, 3 }, { 3, -1, -1 }, { 3, 1, 1 }, { 3, 3, -3 },
  { 3, 3, 3 }, { 4, 0, 0 }, { 4, 0, 2 }, { 4, 2, 0 },
};

/* The kinds of the triangles of each case. */
static const guint8 triangles[128][5] = {
  { 0 }, { 13 }, { 9 }, { 4, 4 }, { 12 }, { 12, 13 }, { 18, 18 }, { 1, 9, 15 }, { 10 },
  { 19, 19 }, { 9, 10 }, { 1, 13, 23 }, { 3, 3 }, { 1, 10, 17 }, { 1, 12, 21 }, { 1, 1 }, { 12 },
  { 22, 22 }, { 9, 12 }, { 6, 13, 23 }, { 12, 12 }, { 12, 22, 22 }, { 12, 18, 18 },
  { 13, 16, 18, 30 }, { 10, 12 }, { 13, 23, 31 }, { 9, 10, 12 }, { 13, 13, 23, 23 }, { 3, 3, 12 },
  { 3, 13, 16, 30 }, { 1, 12, 12, 21 }, { 1, 13, 23 }, { 10 }, { 10, 13 }, { 16, 16 },
  { 6, 9, 15 }, { 10, 12 }, { 10, 12, 13 }, { 9, 15, 31 }, { 9, 9, 15, 15 }, { 10, 10 },
  { 10, 19, 19 }, { 10, 16, 16 }, { 9, 19, 22, 25 }, { 3, 3, 10 }, { 1, 10, 10, 17 },
  { 4, 12, 16, 29 }, { 1, 9, 15 }, { 3, 3 }, { 6, 12, 21 }, { 6, 10, 17 }, { 6, 6 }, { 3, 3, 12 },
  { 6, 12, 12, 21 }, { 3, 9, 19, 25 }, { 6, 9, 15 }, { 3, 3, 10 }, { 3, 13, 18, 30 },
  { 6, 10, 10, 17 }, { 6, 13, 23 }, { 3, 3, 3, 3 }, { 2, 5, 10, 12, 28 }, { 2, 5, 10, 12, 27 },
  { 4, 4 }, { 13 }, { 13, 13 }, { 9, 13 }, { 4, 4, 13 }, { 22, 22 }, { 13, 22, 22 },
  { 12, 21, 31 }, { 3, 9, 22, 25 }, { 10, 13 }, { 13, 19, 19 }, { 9, 10, 13 }, { 1, 13, 13, 23 },
  { 6, 12, 21 }, { 12, 16, 19, 29 }, { 12, 12, 21, 21 }, { 1, 12, 21 }, { 12, 13 },
  { 13, 22, 22 }, { 9, 12, 13 }, { 6, 13, 13, 23 }, { 12, 22, 22 }, { 22, 22, 22, 22 },
  { 12, 12, 21, 31 }, { 8, 12, 13, 24, 33 }, { 10, 12, 13 }, { 13, 13, 23, 31 },
  { 9, 10, 12, 13 }, { 13, 13, 13, 23, 23 }, { 6, 12, 12, 21 }, { 11, 12, 13, 24, 33 },
  { 12, 12, 12, 21, 21 }, { 12, 13, 21, 23 }, { 19, 19 }, { 13, 19, 19 }, { 10, 17, 31 },
  { 4, 10, 18, 26 }, { 13, 23, 31 }, { 13, 13, 23, 31 }, { 31, 31 }, { 9, 15, 31 },
  { 10, 19, 19 }, { 19, 19, 19, 19 }, { 10, 10, 17, 31 }, { 7, 10, 13, 20, 32 },
  { 4, 12, 19, 29 }, { 10, 13, 14, 20, 32 }, { 12, 21, 31 }, { 18, 18 }, { 1, 10, 17 },
  { 10, 18, 22, 26 }, { 10, 10, 17, 17 }, { 6, 10, 17 }, { 4, 10, 22, 26 },
  { 11, 12, 13, 24, 33 }, { 10, 17, 31 }, { 16, 16 }, { 1, 10, 10, 17 }, { 10, 13, 14, 20, 32 },
  { 10, 10, 10, 17, 17 }, { 10, 13, 17, 23 }, { 2, 5, 10, 12, 28 }, { 9, 9 }, { 10, 12, 17, 21 },
  { 9 },
};

typedef struct
{
  gint64  volume;
  guint64 n_cases[128];
} Block;

typedef struct
{
  const RimSolid *solid;
  GCancellable   *cancellable;
  Block          *blocks;
} Job;

static void
count_row (Block          *block,
           const RimSolid *solid,
           gsize           j,
           gsize           k)
{
  const guint8 *here = rim_solid_get_row (solid, j, k);
  const guint8 *next = rim_solid_get_row (solid, j, k + 1);
  guint low = rim_mesh_get_side (here, next, solid->stride);

  for (gsize i = 0; i + 1 < solid->size[0]; i++)
    {
      guint high = rim_mesh_get_side (here + i + 1, next + i + 1, solid->stride);
      guint index = low | rim_mesh_move_side (high);
      guint flipped;
      const CubeCase *c;
      gint64 volume;

      low = high;
      if (index == 0 || index == 255)
        continue;

      flipped = index < 128 ? index : 255 - index;
      c = &cases[flipped];
      volume = c->det + 2 * ((gint64) i * c->i + (gint64) j * c->j + (gint64) k * c->k);
      block->volume += index < 128 ? volume : -volume;
      block->n_cases[flipped]++;
    }
}

static void
count_slices (gsize    begin,
              gsize    end,
              gpointer data)
{
  const Job *job = data;
  Block *block = &job->blocks[begin / SLICES_PER_BLOCK];

  if (g_cancellable_is_cancelled (job->cancellable))
    return;

  for (gsize k = begin; k < end; k++)
    for (gsize j = 0; j + 1 < job->solid->size[1]; j++)
      count_row (block, job->solid, j, k);
}

static void
add_block (RimMesh     *self,
           const Block *block)
{
  self->volume += block->volume;

  for (guint c = 0; c < G_N_ELEMENTS (triangles); c++)
    for (guint t = 0; t < G_N_ELEMENTS (triangles[c]); t++)
      self->n_triangles[triangles[c][t]] += block->n_cases[c];
}

/**
 * rim_mesh_init:
 * @self: (out): the mesh of @solid
 * @solid: a solid
 * @cancellable: (nullable): to stop early; @self has no meaning then
 */
void
rim_mesh_init (RimMesh        *self,
               const RimSolid *solid,
               GCancellable   *cancellable)
{
  gsize n_slices = solid->size[2] - 1;
  gsize n_blocks = (n_slices + SLICES_PER_BLOCK - 1) / SLICES_PER_BLOCK;
  g_autofree Block *blocks = g_new0 (Block, n_blocks);
  Job job = { solid, cancellable, blocks };

  rim_parallel_for (n_slices, SLICES_PER_BLOCK, count_slices, &job);

  *self = (RimMesh) { 0 };
  for (gsize b = 0; b < n_blocks; b++)
    add_block (self, &blocks[b]);
}

/**
 * rim_mesh_get_volume:
 * @self: a mesh
 * @frame: where its voxels lie
 *
 * The volume inside the mesh (IBSI RNU0), as PyRadiomics' MeshVolume.
 *
 * Returns: mm³
 */
double
rim_mesh_get_volume (const RimMesh  *self,
                     const RimFrame *frame)
{
  return (double) self->volume / 48.0 * rim_frame_get_volume (frame);
}

/**
 * rim_mesh_get_area:
 * @self: a mesh
 * @frame: where its voxels lie
 *
 * The area of the mesh (IBSI C0JK), as PyRadiomics' SurfaceArea.
 *
 * Returns: mm²
 */
double
rim_mesh_get_area (const RimMesh  *self,
                   const RimFrame *frame)
{
  double area = 0.0;

  for (guint kind = 1; kind < RIM_MESH_N_KINDS; kind++)
    {
      const gint8 *normal = kinds[kind];
      RimVec3 cross = rim_frame_cross (frame, normal[0], normal[1], normal[2]);

      area += (double) self->n_triangles[kind] * rim_vec3_length (cross);
    }

  return area / 8.0;
}

/**
 * rim_mesh_get_case_areas:
 * @frame: where the voxels lie
 * @areas: (out): what area the triangles of each case of a cube have, mm²
 *
 * A case and its complement have the same triangles, turned over.
 */
void
rim_mesh_get_case_areas (const RimFrame *frame,
                         double          areas[RIM_MESH_N_CASES])
{
  for (guint c = 0; c < RIM_MESH_N_CASES; c++)
    {
      const guint8 *parts = triangles[MIN (c, RIM_MESH_N_CASES - 1 - c)];

      areas[c] = 0.0;
      for (guint t = 0; t < G_N_ELEMENTS (triangles[0]); t++)
        {
          const gint8 *normal = kinds[parts[t]];

          areas[c] += rim_vec3_length (rim_frame_cross (frame, normal[0], normal[1], normal[2]));
        }
      areas[c] /= 8.0;
    }
}
