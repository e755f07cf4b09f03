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

G_END_DECLS
