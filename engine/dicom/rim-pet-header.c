/* rim-pet-header.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-suv.h"

#include <math.h>

/**
 * rim_pet_header_new:
 *
 * Returns: (transfer full): a header that says nothing
 */
RimPetHeader *
rim_pet_header_new (void)
{
  RimPetHeader *self = g_new0 (RimPetHeader, 1);

  self->frame_reference_time = NAN;
  self->frame_duration = NAN;
  self->intercept = NAN;

  return self;
}

/**
 * rim_pet_header_free:
 * @self: (nullable): a header
 */
void
rim_pet_header_free (RimPetHeader *self)
{
  if (self == NULL)
    return;

  g_free (self->manufacturer);
  g_free (self->units);
  g_free (self->suv_type);
  g_free (self->decay_correction);
  g_free (self->corrected_image);
  g_free (self->series_date);
  g_free (self->series_time);
  g_free (self->acquisition_date);
  g_free (self->acquisition_time);
  g_free (self->acquisition_datetime);
  g_free (self->timezone);
  g_free (self->patient_sex);
  g_free (self->patient_weight);
  g_free (self->patient_size);
  g_free (self->dose);
  g_free (self->half_life);
  g_free (self->start_time);
  g_free (self->start_datetime);
  g_free (self->nuclide_code);
  g_free (self->nuclide_meaning);
  g_free (self->radiopharmaceutical);
  g_free (self->dose_calibration_factor);
  g_free (self->philips_suv_factor);
  g_free (self->philips_activity_factor);
  g_free (self->ge_scan_datetime);
  g_free (self->siemens_scan_datetime);
  g_free (self);
}
