/* rim-pet.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "delineate/rim-pet-rule.h"

G_BEGIN_DECLS

/**
 * RimPetPlace:
 * @point: where the user pointed to, LPS mm
 * @seek: how far from it the maximum is looked for, in mm
 * @radius: how far from it a tumour may reach, in mm
 * @within: (nullable): a VOI beyond which nothing is looked at, on the grid of the PET
 */
typedef struct
{
  RimVec3  point;
  double   seek;
  double   radius;
  RimMask *within;
} RimPetPlace;

/**
 * RimPetReference:
 * @mean: of the voxels whose centres lie in it, in the unit of the PET
 * @sd: their standard deviation, with n − 1 in the denominator
 * @n_voxels: how many
 */
typedef struct
{
  double mean;
  double sd;
  gsize  n_voxels;
} RimPetReference;

/**
 * RimPetResult:
 * @maximum: the highest value near the point, in the unit of the PET
 * @maximum_at: where, LPS mm
 * @threshold: voxels from this value on are in; %NAN of a watershed
 * @background: %NAN where the rule takes none
 * @n_rounds: how often a rule that iterates went round; 0 of the others
 * @n_first: of a surface the voxels of what it was led by; 0 of the others
 * @reaches_end: whether the tumour reaches the end of where it was looked for
 *
 * How a proposal came about.
 */
typedef struct
{
  double   maximum;
  RimVec3  maximum_at;
  double   threshold;
  double   background;
  guint    n_rounds;
  gsize    n_first;
  gboolean reaches_end;
} RimPetResult;

/**
 * RimPet:
 *
 * The surroundings of a place of a PET, read once, and what rules propose there. Not for
 * sharing between threads.
 */
typedef struct _RimPet RimPet;

RimPet  *rim_pet_new            (RimVolume            *pet,
                                 const RimPetPlace    *place,
                                 GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void     rim_pet_free           (RimPet               *self);
gboolean rim_pet_measure_reference (RimVolume          *pet,
                                    RimPetReferenceKind kind,
                                    RimVec3             point,
                                    RimPetReference    *reference,
                                    GError            **error);
void     rim_pet_set_reference  (RimPet                *self,
                                 RimPetReferenceKind    kind,
                                 const RimPetReference *reference);
void     rim_pet_set_background (RimPet               *self,
                                 double                background);
RimMask *rim_pet_delineate      (RimPet               *self,
                                 const RimPetRule     *rule,
                                 const double         *parameters,
                                 RimPetResult         *result,
                                 GCancellable         *cancellable,
                                 GError              **error) G_GNUC_WARN_UNUSED_RESULT;
RimMask *rim_pet_find_surface   (RimPet               *self,
                                 guint                 slope,
                                 RimPetResult         *result,
                                 GCancellable         *cancellable,
                                 GError              **error) G_GNUC_WARN_UNUSED_RESULT;
RimMask *rim_pet_click          (RimVolume             *pet,
                                 const RimPetPlace     *place,
                                 guint                  slope,
                                 RimPetResult          *result,
                                 GCancellable          *cancellable,
                                 GError               **error) G_GNUC_WARN_UNUSED_RESULT;
RimMask *rim_pet_vote           (RimPet                  *self,
                                 const RimPetRule *const *rules,
                                 guint                    n_rules,
                                 guint                    min_votes,
                                 GCancellable            *cancellable,
                                 GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimPet, rim_pet_free)

G_END_DECLS
