/* rim-patch.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "filter/rim-boundary.h"
#include "volume/rim-field.h"
#include "volume/rim-mask.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/**
 * RimPatch:
 * @size: the voxels of the image along i, j, k, which boundary rules refer to
 * @box: which of them the values are of
 * @values: i fastest
 *
 * The values of a box of voxels while filters work on them.
 */
typedef struct
{
  guint   size[3];
  RimBox  box;
  double *values;
} RimPatch;

RimPatch *rim_patch_new             (const guint    size[3],
                                     const RimBox  *box,
                                     GError       **error) G_GNUC_WARN_UNUSED_RESULT;
RimPatch *rim_patch_new_from_volume (RimVolume     *volume,
                                     const RimBox  *box,
                                     GError       **error) G_GNUC_WARN_UNUSED_RESULT;
RimPatch *rim_patch_pad             (const RimPatch  *self,
                                     RimBoundary      boundary,
                                     const guint      margin[3],
                                     GError         **error) G_GNUC_WARN_UNUSED_RESULT;
RimPatch *rim_patch_crop            (const RimPatch  *self,
                                     const RimBox    *box,
                                     GError         **error) G_GNUC_WARN_UNUSED_RESULT;
RimField *rim_patch_to_field        (RimPatch       *self,
                                     const RimGrid  *grid) G_GNUC_WARN_UNUSED_RESULT;
void      rim_patch_free            (RimPatch       *self);
gsize     rim_patch_get_n           (const RimPatch *self);
void      rim_patch_add             (RimPatch       *self,
                                     const RimPatch *other);
void      rim_patch_divide          (RimPatch       *self,
                                     double          divisor);
void      rim_patch_absolute        (RimPatch       *self);
void      rim_box_get_size          (const RimBox   *self,
                                     guint           size[3]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimPatch, rim_patch_free)

G_END_DECLS
