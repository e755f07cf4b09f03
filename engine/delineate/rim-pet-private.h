/* rim-pet-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "delineate/rim-pet.h"
#include "delineate/rim-search-private.h"

G_BEGIN_DECLS

/* Of the maximum, above which all is tumour that hangs together with it, to begin with. */
#define RIM_PET_FIRST_PART 0.4

struct _RimPet
{
  RimSearch       *search;
  gsize            maximum;               /* the voxel */
  double           background;            /* NAN until it is known */
  double           floor;                 /* nothing below it is of the tumour */
  RimPetReference  references[RIM_PET_N_REFERENCES];
};

/* The voxels above the ridge of the gradient: flooding from what is surely tumour and
 * what is surely not, along ever steeper slopes (Meyer 1994).
 */
gboolean rim_pet_watershed       (RimPet        *self,
                                  const double  *parameters,
                                  guint8        *inside,
                                  GCancellable  *cancellable,
                                  GError       **error);
gboolean rim_pet_find_background (RimPet        *self,
                                  GCancellable  *cancellable,
                                  GError       **error);

G_END_DECLS
