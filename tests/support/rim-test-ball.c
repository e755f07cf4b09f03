/* rim-test-ball.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-test-ball.h"

/**
 * rim_test_grid_init:
 * @grid: a grid, whose middle becomes (0, 0, 0) mm
 */
void
rim_test_grid_init (RimGrid *grid,
                    guint    n_i,
                    guint    n_j,
                    guint    n_k,
                    RimVec3  spacing)
{
  *grid = (RimGrid) { .size = { n_i, n_j, n_k } };
  rim_affine_set_column (&grid->to_patient, 0, RIM_VEC3 (spacing.x, 0, 0));
  rim_affine_set_column (&grid->to_patient, 1, RIM_VEC3 (0, spacing.y, 0));
  rim_affine_set_column (&grid->to_patient, 2, RIM_VEC3 (0, 0, spacing.z));
  rim_affine_set_column (&grid->to_patient, 3, RIM_VEC3 (-0.5 * (n_i - 1) * spacing.x,
                                                         -0.5 * (n_j - 1) * spacing.y,
                                                         -0.5 * (n_k - 1) * spacing.z));
}

/**
 * rim_test_volume_new:
 * @func: the value of each voxel, by where its centre is
 *
 * Returns: (transfer full): an image
 */
RimVolume *
rim_test_volume_new (const RimGrid    *grid,
                     RimTestValueFunc  func,
                     gpointer          data)
{
  RimVolume *volume = rim_volume_new (grid, RIM_VOXEL_DOUBLE, NULL);

  for (guint k = 0; k < grid->size[2]; k++)
    {
      double *value = rim_volume_get_slice_for_writing (volume, k);

      for (guint j = 0; j < grid->size[1]; j++)
        for (guint i = 0; i < grid->size[0]; i++)
          *value++ = func (rim_grid_to_patient (grid, RIM_VEC3 (i, j, k)), data);
    }
  rim_volume_publish_all (volume);

  return volume;
}

/**
 * rim_test_region_new:
 * @func: not 0 where a voxel is in
 *
 * Returns: (transfer full): a region
 */
RimRegion *
rim_test_region_new (const RimGrid    *grid,
                     RimTestValueFunc  func,
                     gpointer          data)
{
  g_autofree guint8 *voxels = g_malloc0 (rim_grid_get_n_voxels (grid));
  guint8 *voxel = voxels;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        *voxel++ = func (rim_grid_to_patient (grid, RIM_VEC3 (i, j, k)), data) != 0.0;

  return rim_region_new_from_bytes (grid, voxels);
}

/**
 * rim_test_ball:
 * @radius: a double, mm
 *
 * Returns: 1 in a ball about (0, 0, 0) and 0 outside
 */
double
rim_test_ball (RimVec3  place,
               gpointer radius)
{
  return rim_vec3_length (place) <= *(const double *) radius;
}
