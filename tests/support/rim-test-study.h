/* rim-test-study.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-mask.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/**
 * RimTestStudy:
 *
 * A CT and a PET of one place, and a ball in the middle of the CT.
 */
typedef struct
{
  RimVolume *ct;
  RimVolume *pet;
  RimMask   *lesion;
} RimTestStudy;

void rim_test_study_init  (RimTestStudy *self,
                           RimVolume    *ct,
                           RimVolume    *pet,
                           double        radius);
void rim_test_study_init_textured (RimTestStudy *self);
void rim_test_study_clear (RimTestStudy *self);

G_END_DECLS
