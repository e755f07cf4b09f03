/* bench-lesion.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench-lesion.h"

#include <math.h>

#include "format/rim-image.h"

static char *
find_file (const char *patient,
           const char *name)
{
  const char *root = g_getenv ("RIMLIGHT_TEST_DATA");

  return g_build_filename (root != NULL ? root : "../shared", "data", "sts", patient, "nifti", name, NULL);
}

/**
 * bench_lesion_load:
 * @patient: "STS_001"
 * @image: (out) (transfer full): the CT
 * @mask: (out) (transfer full): the lesion
 *
 * Loads a public CT from where RIMLIGHT_TEST_DATA says it is.
 *
 * Returns: whether it is there
 */
gboolean
bench_lesion_load (const char  *patient,
                   RimVolume  **image,
                   RimMask    **mask)
{
  g_autofree char *image_path = find_file (patient, "CT_image.nii.gz");
  g_autofree char *mask_path = find_file (patient, "CT_mask.nii.gz");
  g_autoptr(RimVolume) volume = rim_image_read (image_path, NULL);
  g_autoptr(RimRoiSet) set = volume != NULL ? rim_image_read_labels (mask_path, NULL) : NULL;

  if (set == NULL || set->rois->len == 0)
    return FALSE;

  *image = g_steal_pointer (&volume);
  *mask = rim_mask_ref (((RimRoi *) g_ptr_array_index (set->rois, 0))->mask);

  return TRUE;
}

/**
 * bench_lesion_get_value:
 * @i: along i
 * @j: along j
 * @k: along k
 * @distance: from the middle of the lesion, whose border is at 1
 *
 * Returns: soft tissue with structure of some scales and noise, in air
 */
float
bench_lesion_get_value (guint  i,
                        guint  j,
                        guint  k,
                        double distance)
{
  guint hash = (i * 73856093u) ^ (j * 19349663u) ^ (k * 83492791u);

  hash ^= hash >> 13;
  hash *= 0x5bd1e995u;
  hash ^= hash >> 15;

  return (float) round ((distance < 1.6 ? 40.0 : -850.0) +
                        60.0 * sin (i * 0.21) * cos (j * 0.17 + k * 0.4) + (hash % 121u) - 60.0);
}

/**
 * bench_lesion_make:
 * @n_voxels: about how many
 * @image: (out) (transfer full): an image, of floats
 * @mask: (out) (transfer full): the lesion
 *
 * Makes an ellipsoid in air.
 */
void
bench_lesion_make (double      n_voxels,
                   RimVolume **image,
                   RimMask   **mask)
{
  const double scale = cbrt (n_voxels / (4.0 / 3.0 * G_PI * 36.0 * 34.0 * 22.0));
  RimGrid grid = { { (guint) (200.0 * scale) + 1, (guint) (200.0 * scale) + 1, (guint) (60.0 * scale) + 1 } };
  const double middle[3] = { grid.size[0] / 2.0, grid.size[1] / 2.0, grid.size[2] / 2.0 };
  g_autofree guint8 *voxels = NULL;
  gsize n = 0;

  rim_affine_init_identity (&grid.to_patient);
  grid.to_patient.m[0][0] = 0.98;
  grid.to_patient.m[1][1] = 0.98;
  grid.to_patient.m[2][2] = 3.27;
  voxels = g_malloc (rim_grid_get_n_voxels (&grid));
  *image = rim_volume_new (&grid, RIM_VOXEL_FLOAT, NULL);
  for (guint k = 0; k < grid.size[2]; k++)
    {
      float *slice = rim_volume_get_slice_for_writing (*image, k);

      for (guint j = 0; j < grid.size[1]; j++)
        for (guint i = 0; i < grid.size[0]; i++, n++)
          {
            const double distance = hypot (hypot ((i - middle[0]) / 36.0, (j - middle[1]) / 34.0),
                                           (k - middle[2]) / 22.0) / scale;

            *slice++ = bench_lesion_get_value (i, j, k, distance);
            voxels[n] = distance < 1.0;
          }
    }
  rim_volume_publish_all (*image);
  *mask = rim_mask_new_from_bytes (&grid, voxels);
}
