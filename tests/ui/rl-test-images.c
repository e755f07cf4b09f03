/* rl-test-images.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rl-test-images.h"

#include <math.h>

/* A ball of soft tissue with a hot ball in it, in air. */
static double
get_hu (RimVec3 p)
{
  double body = sqrt (p.x * p.x / 1.6 + p.y * p.y + p.z * p.z / 2.2);
  double lung = sqrt (pow (fabs (p.x) - 22, 2) + p.y * p.y + p.z * p.z / 3);
  double tumour = rim_vec3_length (rim_vec3_sub (p, RIM_VEC3 (22, -4, 6)));

  if (tumour < 7)
    return 60;

  if (lung < 14)
    return -800 + 4 * p.x;

  if (body < 36)
    return 30 + p.y;

  return -1000;
}

static double
get_suv (RimVec3 p)
{
  double tumour = rim_vec3_length (rim_vec3_sub (p, RIM_VEC3 (22, -4, 6)));
  double body = sqrt (p.x * p.x / 1.6 + p.y * p.y + p.z * p.z / 2.2);

  return 9 * exp (-tumour * tumour / 60) + (body < 36 ? 1.2 : 0.0);
}

/* Axial slices from the feet up, middle at the origin, as scanners give them. */
RimVolume *
rl_test_volume_new (guint   width,
                    guint   height,
                    guint   depth,
                    double  spacing,
                    RimUnit unit)
{
  RimGrid grid = { { width, height, depth }, { { { 0 } } } };
  g_autoptr(GError) error = NULL;
  RimVolume *volume;

  rim_affine_init_identity (&grid.to_patient);
  for (guint axis = 0; axis < 3; axis++)
    {
      grid.to_patient.m[axis][axis] = spacing;
      grid.to_patient.m[axis][3] = -spacing * (grid.size[axis] - 1) / 2.0;
    }

  volume = rim_volume_new (&grid, RIM_VOXEL_FLOAT, &error);
  g_assert_no_error (error);
  rim_volume_set_unit (volume, unit);

  for (guint k = 0; k < depth; k++)
    {
      float *slice = rim_volume_get_slice_for_writing (volume, k);

      for (guint j = 0; j < height; j++)
        for (guint i = 0; i < width; i++)
          {
            RimVec3 p = rim_grid_to_patient (&grid, RIM_VEC3 (i, j, k));

            slice[j * width + i] = (float) (unit == RIM_UNIT_HU ? get_hu (p) : get_suv (p));
          }
      rim_volume_publish_slice (volume, k);
    }

  return volume;
}

RimLesion *
rl_test_lesion_new (RimVolume  *volume,
                    const char *name,
                    RimVec3     center,
                    double      radius)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  g_autofree guint8 *voxels = g_malloc0 (rim_grid_get_n_voxels (grid));
  g_autoptr(RimMask) mask = NULL;
  gsize n = 0;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        {
          RimVec3 p = rim_grid_to_patient (grid, RIM_VEC3 (i, j, k));

          voxels[n++] = rim_vec3_length (rim_vec3_sub (p, center)) <= radius;
        }

  mask = rim_mask_new_from_bytes (grid, voxels);

  return rim_lesion_new (name, mask);
}

/* Images of 64 × 48 × 40 voxels of 2 mm; PET, if any, of 4 mm; no lesion. */
void
rl_test_session_fill (RlSession *session,
                      gboolean   with_pet)
{
  g_autoptr(RimVolume) ct = rl_test_volume_new (64, 48, 40, 2.0, RIM_UNIT_HU);
  g_autoptr(RimVolume) pet = with_pet ? rl_test_volume_new (32, 24, 20, 4.0, RIM_UNIT_SUVBW) : NULL;
  g_autoptr(RimSegmentation) segmentation = rim_segmentation_new ("test");

  rl_session_set_images (session, ct, pet);
  rl_session_set_segmentation (session, segmentation);
}

RlSession *
rl_test_session_new (gboolean with_pet)
{
  RlSession *session = rl_session_new ();

  rl_test_session_fill (session, with_pet);

  return session;
}
