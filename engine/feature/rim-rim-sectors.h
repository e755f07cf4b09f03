/* rim-rim-sectors.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-voi-labels.h"
#include "texture/rim-family.h"

G_BEGIN_DECLS

/* Two within the lesion and two outside, from the middle outwards. */
#define RIM_N_SECTOR_SHELLS 4

/**
 * RimSectorStatistics:
 * @n: how many voxels with a finite value
 * @mean: of their values; NAN of none
 * @deviation: their standard deviation
 * @gradient: the mean length of their gradients, per mm
 *
 * Of the voxels of one shell in one sector.
 */
typedef struct
{
  gsize  n;
  double mean;
  double deviation;
  double gradient;
} RimSectorStatistics;

gboolean rim_sectors_measure (RimVolume            *image,
                              RimMask              *lesion,
                              double                shell_mm,
                              RimSectorStatistics   found[RIM_N_SECTOR_SHELLS][RIM_N_SECTORS],
                              GError              **error);

extern const RimFamily rim_family_rimsectors;

G_END_DECLS
