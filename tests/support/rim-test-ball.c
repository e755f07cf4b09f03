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
 * rim_test_grid_init_kind:
 * @grid: a grid of about @n voxels along each axis
 * @which: square, with thick slices, with a tilted gantry, turned about an odd
 *   axis, or flipped; up to %RIM_TEST_N_GRIDS - 1
 */
void
rim_test_grid_init_kind (RimGrid *grid,
                         guint    which,
                         guint    n)
{
  rim_test_grid_init (grid, n, n + 1, n - 1, RIM_VEC3 (1.1, 0.9, 1.3));

  switch (which)
    {
    case 1:
      rim_affine_set_column (&grid->to_patient, 2, RIM_VEC3 (0, 0, 3));
      break;

    case 2:
      rim_affine_set_column (&grid->to_patient, 2, RIM_VEC3 (0.1, 0.8, 2.3));
      break;

    case 3:
      rim_affine_set_column (&grid->to_patient, 0, RIM_VEC3 (0.8, 0.6, 0));
      rim_affine_set_column (&grid->to_patient, 1, RIM_VEC3 (-0.48, 0.64, 0.6));
      rim_affine_set_column (&grid->to_patient, 2, RIM_VEC3 (0.72, -0.96, 1.6));
      break;

    case 4:
      rim_affine_set_column (&grid->to_patient, 0, RIM_VEC3 (-1.1, 0, 0));
      rim_affine_set_column (&grid->to_patient, 1, RIM_VEC3 (0, 0, -0.9));
      rim_affine_set_column (&grid->to_patient, 2, RIM_VEC3 (0, 1.3, 0));
      break;

    default:
      break;
    }
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

/**
 * rim_test_mask_new_ball:
 * @grid: a grid
 * @radius: in mm
 *
 * Returns: (transfer full): the voxels whose centres lie within @radius of the
 *   middle of @grid
 */
RimMask *
rim_test_mask_new_ball (const RimGrid *grid,
                        double         radius)
{
  g_autofree guint8 *voxels = g_malloc0 (rim_grid_get_n_voxels (grid));
  RimVec3 middle = rim_grid_to_patient (grid, RIM_VEC3 ((grid->size[0] - 1) / 2.0,
                                                        (grid->size[1] - 1) / 2.0,
                                                        (grid->size[2] - 1) / 2.0));
  guint8 *voxel = voxels;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        {
          RimVec3 place = rim_grid_to_patient (grid, RIM_VEC3 (i, j, k));

          *voxel++ = rim_vec3_length (rim_vec3_sub (place, middle)) <= radius;
        }

  return rim_mask_new_from_bytes (grid, voxels);
}

/**
 * rim_test_mask_new_noise:
 * @grid: a grid
 * @one_in: of so many voxels one is in, more or less
 *
 * Returns: (transfer full): voxels at random, and one in the middle
 */
RimMask *
rim_test_mask_new_noise (const RimGrid *grid,
                         guint          one_in)
{
  const gsize n = rim_grid_get_n_voxels (grid);
  g_autofree guint8 *voxels = g_malloc0 (n);

  voxels[n / 2] = 1;
  for (gsize v = 0; v < n; v++)
    voxels[v] |= g_test_rand_int_range (0, (gint32) one_in) == 0;

  return rim_mask_new_from_bytes (grid, voxels);
}
