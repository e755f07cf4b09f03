/* rim-mesh-volume.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-measure-private.h"

#include "rim-mesh.h"

/* As rim_measure_mesh_volume(); the result has no meaning once cancelled. */
double
rim_measure_mesh_volume_cancellable (RimMask      *mask,
                                     GCancellable *cancellable)
{
  g_autoptr(RimRegion) region = rim_region_new (mask);
  g_autoptr(RimSolid) solid = NULL;
  RimFrame frame;
  RimMesh mesh;

  if (region == NULL)
    return 0.0;
  solid = rim_solid_new (region, NULL);
  if (solid == NULL)
    return NAN;

  rim_frame_init (&frame, &region->grid);
  rim_mesh_init (&mesh, solid, cancellable);

  return rim_mesh_get_volume (&mesh, &frame);
}

/**
 * rim_measure_mesh_volume:
 * @mask: a mask
 *
 * The volume inside the surface that marching cubes draws at half height (IBSI
 * RNU0), as PyRadiomics' MeshVolume.
 *
 * Returns: mm³; 0 for an empty mask, NAN where there is no memory
 */
double
rim_measure_mesh_volume (RimMask *mask)
{
  return rim_measure_mesh_volume_cancellable (mask, NULL);
}
