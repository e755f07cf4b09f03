/* rim-mesh.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-frame.h"
#include "feature/rim-solid.h"

G_BEGIN_DECLS

#define RIM_MESH_N_KINDS 34
#define RIM_MESH_N_CASES 256

/**
 * RimMesh:
 * @volume: in 48ths of a voxel
 * @n_triangles: how many triangles of each kind; see rim-mesh.c
 *
 * What there is to know of the surface that marching cubes draws at half height
 * through a solid but where it lies: whole numbers, which neither the order of
 * summation nor the spacing touches.
 */
typedef struct
{
  gint64  volume;
  guint64 n_triangles[RIM_MESH_N_KINDS];
} RimMesh;

void   rim_mesh_init       (RimMesh        *self,
                            const RimSolid *solid,
                            GCancellable   *cancellable);
double rim_mesh_get_volume (const RimMesh  *self,
                            const RimFrame *frame);
double rim_mesh_get_area   (const RimMesh  *self,
                            const RimFrame *frame);
void   rim_mesh_get_case_areas (const RimFrame *frame,
                                double          areas[RIM_MESH_N_CASES]);

/**
 * rim_mesh_get_side:
 * @here: the corner that is lowest along i, j and k
 * @next: the same one slice on
 * @stride: bytes from row to row
 *
 * Returns: the four corners on the low side of a cube as bits 0, 3, 4, 7 of its
 *   case
 */
static inline guint
rim_mesh_get_side (const guint8 *here,
                   const guint8 *next,
                   gsize         stride)
{
  return here[0] | (guint) here[stride] << 3 | (guint) next[0] << 4 | (guint) next[stride] << 7;
}

/**
 * rim_mesh_move_side:
 * @side: what rim_mesh_get_side() gives of the cube one further along i
 *
 * Returns: the corners on the high side as bits 1, 2, 5, 6
 */
static inline guint
rim_mesh_move_side (guint side)
{
  return (side & 0x11) << 1 | (side & 0x88) >> 1;
}

G_END_DECLS
