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
