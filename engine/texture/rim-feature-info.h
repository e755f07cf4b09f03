/* rim-feature-info.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimProfile:
 * @RIM_PROFILE_PYRADIOMICS: the numbers that PyRadiomics 3.1 gives
 * @RIM_PROFILE_IBSI: the numbers that the Image Biomarker Standardisation
 *   Initiative publishes
 *
 * Whose definitions count where there are several.
 */
typedef enum
{
  RIM_PROFILE_PYRADIOMICS,
  RIM_PROFILE_IBSI,
} RimProfile;

/**
 * RimProfiles:
 *
 * A set of #RimProfile. Features of the literature that neither of them has are
 * %RIM_IN_RIMLIGHT: either profile computes them, but only where settings name
 * their class.
 */
typedef enum
{
  RIM_IN_PYRADIOMICS = 1 << RIM_PROFILE_PYRADIOMICS,
  RIM_IN_IBSI = 1 << RIM_PROFILE_IBSI,
  RIM_IN_BOTH = RIM_IN_PYRADIOMICS | RIM_IN_IBSI,
  RIM_IN_RIMLIGHT = 1 << 2,
} RimProfiles;

/**
 * RimFeatureUnit:
 *
 * What a feature is measured in, in terms of the unit of the image (HU, SUV).
 */
typedef enum
{
  RIM_FEATURE_UNIT_NONE,             /* 1 */
  RIM_FEATURE_UNIT_INTENSITY,        /* of the image */
  RIM_FEATURE_UNIT_INTENSITY_SQUARED,
  RIM_FEATURE_UNIT_INTENSITY_VOLUME, /* image × mm³ */
  RIM_FEATURE_UNIT_INTENSITY_SQUARED_VOLUME, /* image² × mm³ */
  RIM_FEATURE_UNIT_LEVEL,            /* grey levels */
  RIM_FEATURE_UNIT_LEVEL_SQUARED,
  RIM_FEATURE_UNIT_MM,
  RIM_FEATURE_UNIT_MM2,
  RIM_FEATURE_UNIT_MM3,
  RIM_FEATURE_UNIT_PER_MM,
  RIM_FEATURE_UNIT_BITS,
  RIM_FEATURE_UNIT_VOXELS,
} RimFeatureUnit;

/**
 * RimFeatureInfo:
 * @name: its identifier, PyRadiomics' where that has it ("Contrast")
 * @ibsi_tag: (nullable): the tag of the IBSI's tables ("cm_contrast")
 * @ibsi_id: (nullable): the IBSI's identifier ("ACUI")
 * @profiles: who has it, defined like this
 * @is_on: whether it is computed where all of its class are asked for; what
 *   PyRadiomics deprecates, and what the IBSI has no values of, is not
 * @unit: what it is measured in
 * @formula: how it is computed, in one line of plain Unicode
 * @reference: the paper or the section of a standard that defines it
 *
 * What is known of a feature: the left part of its row in the table of its
 * family. Identifiers are not translated.
 */
typedef struct
{
  const char     *name;
  const char     *ibsi_tag;
  const char     *ibsi_id;
  RimProfiles     profiles;
  gboolean        is_on;
  RimFeatureUnit  unit;
  const char     *formula;
  const char     *reference;
} RimFeatureInfo;

gboolean rim_feature_info_can_be_asked (const RimFeatureInfo *self,
                                        RimProfile            profile);

G_END_DECLS
