/* cli-case.h
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
 * CliExtract:
 * @image: the path of the image
 * @series: (nullable): which series under it
 * @units: (nullable): in which unit
 * @mask: the path of the segmentation
 * @roi: (nullable): which region of it
 * @pet: (nullable): the path of a PET of the patient whose CT is @image; @units
 *   are then those of the PET
 * @pet_series: (nullable): which series under it
 * @library: (nullable): a library with corrections of the SUV
 *
 * What features are to be computed of.
 */
typedef struct
{
  const char *image;
  const char *series;
  const char *units;
  const char *mask;
  const char *roi;
  const char *pet;
  const char *pet_series;
  const char *library;
} CliExtract;

/**
 * CliCase:
 * @image: the image
 * @pet: (nullable): a PET of the same patient
 * @mask: the VOI
 *
 * What files of a case hold. Owned by the holder.
 */
typedef struct
{
  RimVolume *image;
  RimVolume *pet;
  RimMask   *mask;
} CliCase;

gboolean cli_case_load  (CliCase           *self,
                         const CliExtract  *extract,
                         guint              label,
                         GError           **error);
void     cli_case_clear (CliCase           *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliCase, cli_case_clear)

G_END_DECLS
