/* rim-test-study.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-test-study.h"

#include "rim-test-ball.h"

/**
 * rim_test_study_init:
 * @self: (out caller-allocates): a study
 * @ct: (transfer full): its CT
 * @pet: (transfer full): its PET
 * @radius: of the ball, in mm
 */
void
rim_test_study_init (RimTestStudy *self,
                     RimVolume    *ct,
                     RimVolume    *pet,
                     double        radius)
{
  self->ct = ct;
  self->pet = pet;
  self->lesion = rim_test_mask_new_ball (rim_volume_get_grid (ct), radius);
}

void
rim_test_study_clear (RimTestStudy *self)
{
  rim_volume_unref (self->ct);
  rim_volume_unref (self->pet);
  rim_mask_unref (self->lesion);
}

/* Structure of several scales and noise, the same every time. */
static RimVolume *
make_image (const RimGrid *grid,
            RimUnit        unit,
            double         scale)
{
  RimVolume *volume = rim_volume_new (grid, RIM_VOXEL_FLOAT, NULL);

  for (guint k = 0; k < grid->size[2]; k++)
    {
      float *slice = rim_volume_get_slice_for_writing (volume, k);

      for (guint j = 0; j < grid->size[1]; j++)
        for (guint i = 0; i < grid->size[0]; i++)
          {
            const RimVec3 at = rim_grid_to_patient (grid, RIM_VEC3 (i, j, k));
            const guint noise = (i * 7919u + j * 104729u + k * 1299709u) % 97u;

            *slice++ = (float) (scale * (1.5 + sin (at.x * 0.4) * cos (at.y * 0.3 + at.z * 0.2) + noise * 0.005));
          }
    }
  rim_volume_set_unit (volume, unit);
  rim_volume_publish_all (volume);

  return volume;
}

/**
 * rim_test_study_init_textured:
 * @self: (out caller-allocates): a patient
 *
 * Makes a CT and a PET on grids of their own with structure of several scales, and a ball.
 */
void
rim_test_study_init_textured (RimTestStudy *self)
{
  RimGrid ct_grid, pet_grid;

  rim_test_grid_init (&ct_grid, 44, 44, 20, RIM_VEC3 (1.0, 1.0, 3.0));
  rim_test_grid_init (&pet_grid, 20, 20, 20, RIM_VEC3 (2.5, 2.5, 3.1));
  rim_test_study_init (self, make_image (&ct_grid, RIM_UNIT_HU, 100.0),
                       make_image (&pet_grid, RIM_UNIT_SUVBW, 3.0), 11.0);
}
