/* rim-change-picture.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "segment/rim-edit.h"
#include "view/rim-render.h"

G_BEGIN_DECLS

/**
 * RimChangePicture:
 * @size: how many pixels it is wide and high
 * @pixels: rows of opaque pixels (0xffRRGGBB in the byte order of the machine)
 * @added_mm3: volume of the voxels that came to a lesion
 * @removed_mm3: volume of those that were taken from one
 *
 * What a step did to voxels: the slice where most of them changed, what came in blue, what
 * went hatched in orange, and an outline about what is there now. Or the measurement that it
 * drew, with what it was before in orange.
 */
typedef struct
{
  guint    size;
  guint32 *pixels;
  double   added_mm3;
  double   removed_mm3;
} RimChangePicture;

RimChangePicture *rim_change_picture_new  (GPtrArray         *edits,
                                           const RimLayer    *layer,
                                           guint              size) G_GNUC_WARN_UNUSED_RESULT;
RimChangePicture *rim_change_picture_new_of_lesion (RimLesion      *lesion,
                                                    const RimLayer *layer,
                                                    guint           size) G_GNUC_WARN_UNUSED_RESULT;
void              rim_change_picture_free (RimChangePicture  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimChangePicture, rim_change_picture_free)

G_END_DECLS
