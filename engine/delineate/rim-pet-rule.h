/* rim-pet-rule.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "delineate/rim-delineate.h"

G_BEGIN_DECLS

#define RIM_PET_MAX_PARAMETERS 3

/**
 * RimPetReferenceKind:
 * @RIM_PET_REFERENCE_NONE: no reference
 * @RIM_PET_REFERENCE_LIVER: a ball 3 cm across, in the right lobe of the liver
 * @RIM_PET_REFERENCE_BLOOD: a cylinder 1 cm across and 2 cm long from feet to head, in
 *   the descending aorta
 *
 * What PERCIST measures tumours by (Wahl et al. 2009, doi:10.2967/jnumed.108.057307).
 */
typedef enum
{
  RIM_PET_REFERENCE_NONE,
  RIM_PET_REFERENCE_LIVER,
  RIM_PET_REFERENCE_BLOOD,
  RIM_PET_N_REFERENCES
} RimPetReferenceKind;

/**
 * RimPetLevelKind:
 * @RIM_PET_LEVEL_PART: a part of the maximum
 * @RIM_PET_LEVEL_FIXED: a value
 * @RIM_PET_LEVEL_REFERENCE: f mean + g SD of a reference
 * @RIM_PET_LEVEL_CORRECTED: B + p (maximum − B) over the background B
 * @RIM_PET_LEVEL_NESTLE: β times the mean within a part of the maximum, + B
 * @RIM_PET_LEVEL_BLACK: a times the mean of the target + b, until it stays
 * @RIM_PET_LEVEL_HALFWAY: half the way from B to the mean of the target, until it stays
 * @RIM_PET_LEVEL_WATERSHED: no level: the ridge of the gradient
 *
 * How a rule comes to where it cuts.
 */
typedef enum
{
  RIM_PET_LEVEL_PART,
  RIM_PET_LEVEL_FIXED,
  RIM_PET_LEVEL_REFERENCE,
  RIM_PET_LEVEL_CORRECTED,
  RIM_PET_LEVEL_NESTLE,
  RIM_PET_LEVEL_BLACK,
  RIM_PET_LEVEL_HALFWAY,
  RIM_PET_LEVEL_WATERSHED,
} RimPetLevelKind;

/**
 * RimPetRule:
 * @id: what a program types
 * @name: what a window shows
 * @kind: how it works
 * @needs_suv: whether it says something of SUV alone; the others go with any unit
 * @needs_background: whether it takes the background into account
 * @reference: what it needs to be told
 * @parameters: the numbers it can be given
 * @n_parameters: how many
 * @citation: where it was published
 *
 * A rule by which a tumour is cut out of a PET: one row of a table.
 */
typedef struct
{
  const char            *id;
  const char            *name;
  RimPetLevelKind        kind;
  gboolean               needs_suv;
  gboolean               needs_background;
  RimPetReferenceKind    reference;
  RimDelineateParameter  parameters[RIM_PET_MAX_PARAMETERS];
  guint                  n_parameters;
  const char            *citation;
} RimPetRule;

guint             rim_pet_rule_get_n_rules (void);
const RimPetRule *rim_pet_rule_get         (guint n);
const RimPetRule *rim_pet_rule_find        (const char *id);

G_END_DECLS
