/* rim-named-images-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-named-cache-private.h"
#include "feature/rim-named-plan-private.h"
#include "feature/rim-voi-image-private.h"

G_BEGIN_DECLS

/**
 * RimNamedMadeVoi:
 * @base: (nullable): the image before it is prepared; what is made of it is worth keeping
 * @prepared: image and VOI as features see them
 * @voxels: the same spread out
 * @is_there: whether it could be made
 * @error: (nullable): why not
 */
typedef struct
{
  RimVolume    *base;
  RimPrepared   prepared;
  RimVoiVoxels  voxels;
  gboolean      is_there;
  GError       *error;
} RimNamedMadeVoi;

/**
 * RimNamedMade:
 * @image: an image as a VOI sees it
 * @field: (nullable): its values around it, until they are taken
 * @box: where they lie
 * @is_there: whether it could be made
 * @error: (nullable): why not
 */
typedef struct
{
  RimVoiImage  image;
  RimField    *field;
  RimBox       box;
  gboolean     is_there;
  GError      *error;
} RimNamedMade;

/**
 * RimNamedImages:
 * @plan: what is wanted
 * @cache: what is kept
 * @ct: (nullable): the CT
 * @pet: (nullable): the PET
 * @lesion: the lesion
 * @cancellable: (nullable): to stop early
 * @vois: of each VOI of the plan
 * @made: of each image of the plan
 *
 * What the families of a plan are computed from. What cannot be made has a reason.
 */
typedef struct
{
  const RimNamedPlan *plan;
  RimNamedCache      *cache;
  RimVolume          *ct;
  RimVolume          *pet;
  RimMask            *lesion;
  GCancellable       *cancellable;
  RimNamedMadeVoi    *vois;
  RimNamedMade       *made;
} RimNamedImages;

void                rim_named_images_make      (RimNamedImages       *self);
void                rim_named_images_clear     (RimNamedImages       *self);
const RimNamedMade *rim_named_images_get       (const RimNamedImages *self,
                                                guint                 image);
const GError       *rim_named_images_get_error (const RimNamedImages *self,
                                                guint                 image);
gboolean            rim_named_images_need_clip (const RimNamedPlan   *plan);

/* rim-named-vois.c */
void                rim_named_images_make_vois (RimNamedImages       *self);

G_END_DECLS
