/* rim-measure.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-measure-private.h"
#include "volume/rim-mask-resample.h"

#define MM3_PER_ML 1000.0

static void
set_nothing (RimMeasures *measures)
{
  const RimVec3 nowhere = RIM_VEC3 (NAN, NAN, NAN);
  const RimStatistics none = { 0, NAN, NAN, NAN, NAN, NAN, NAN };

  *measures = (RimMeasures) {
    .diameters = { NAN, NAN, 0, { nowhere, nowhere }, { nowhere, nowhere } },
    .ct = none,
    .pet = none,
    .peak = { NAN, nowhere, NAN },
    .mtv = NAN,
    .tlg = NAN,
  };
}

/* Between slices with gaps nobody knows the volume. */
static gboolean
has_gaps (RimMask   *mask,
          RimVolume *image)
{
  return image != NULL && rim_volume_get_geometry_kind (image) == RIM_GEOMETRY_IRREGULAR &&
         rim_grid_equal (rim_mask_get_grid (mask), rim_volume_get_grid (image), 1e-3);
}

static void
measure_shape (RimMask      *mask,
               gboolean      in_slices_only,
               RimMeasures  *measures,
               GCancellable *cancellable)
{
  measures->n_voxels = rim_mask_count (mask);
  measures->voxel_volume = (double) measures->n_voxels *
                           rim_grid_get_voxel_volume (rim_mask_get_grid (mask));
  measures->mesh_volume = rim_measure_mesh_volume_cancellable (mask, cancellable);
  if (in_slices_only)
    measures->voxel_volume = measures->mesh_volume = NAN;

  if (!g_cancellable_is_cancelled (cancellable))
    rim_measure_diameters (mask, &measures->diameters);
}

static void
measure_ct (RimMask     *mask,
            RimVolume   *ct,
            RimMeasures *measures)
{
  g_autoptr(RimMask) on_ct = rim_mask_resample (mask, rim_volume_get_grid (ct));

  measures->has_ct = rim_measure_statistics (on_ct, ct, &measures->ct);
}

static void
measure_pet (RimMask      *mask,
             RimVolume    *pet,
             RimMeasures  *measures,
             GCancellable *cancellable)
{
  const RimGrid *grid = rim_volume_get_grid (pet);
  g_autoptr(RimMask) on_pet = rim_mask_resample (mask, grid);

  measures->pet_unit = rim_volume_get_unit (pet);
  measures->has_pet = rim_measure_statistics (on_pet, pet, &measures->pet);
  if (!measures->has_pet || has_gaps (on_pet, pet) || g_cancellable_is_cancelled (cancellable))
    return;

  rim_measure_suv_peak_cancellable (on_pet, pet, &measures->peak, cancellable);
  measures->mtv = (double) measures->pet.n * rim_grid_get_voxel_volume (grid) / MM3_PER_ML;
  if (rim_unit_is_suv (measures->pet_unit))
    measures->tlg = measures->mtv * measures->pet.mean;
}

/**
 * rim_measure_lesion:
 * @mask: a lesion
 * @ct: (nullable): a CT in the same frame of reference
 * @pet: (nullable): a PET in the same frame of reference, in SUV, Bq/ml or counts;
 *   one of which nobody knows the unit is left out
 * @measures: (out): what stands beside the lesion
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Measures a lesion on the images it belongs to, each on its own voxels: those
 * whose centres lie in the lesion. An image of which slices are still missing
 * below the lesion is left out. Where the slices of an image have gaps, the
 * volumes, MTV, TLG and peak on it are NAN. TLG is defined for SUV; it is NAN in
 * other units.
 *
 * Returns: whether it was done; the only error is %G_IO_ERROR_CANCELLED
 */
gboolean
rim_measure_lesion (RimMask       *mask,
                    RimVolume     *ct,
                    RimVolume     *pet,
                    RimMeasures   *measures,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_return_val_if_fail (mask != NULL, FALSE);
  g_return_val_if_fail (measures != NULL, FALSE);

  set_nothing (measures);

  measure_shape (mask, has_gaps (mask, ct) || has_gaps (mask, pet), measures, cancellable);
  if (ct != NULL && !g_cancellable_is_cancelled (cancellable))
    measure_ct (mask, ct, measures);
  if (pet != NULL && rim_volume_get_unit (pet) != RIM_UNIT_STORED &&
      !g_cancellable_is_cancelled (cancellable))
    measure_pet (mask, pet, measures, cancellable);

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}
