/* rim-field.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "core/rim-ref-count.h"
#include "volume/rim-mask.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/**
 * RimField:
 * @grid: where the voxels of the box lie; of its own size
 * @values: grid.size[0] × grid.size[1] × grid.size[2], i fastest
 * @is_single: every value is exactly a float, as what it was computed from was
 *   stored in single precision and so is what is computed from it
 *
 * The values of a box of voxels: what filters make and features read. Reference
 * counted, immutable once its maker has handed it out; safe on any thread.
 */
typedef struct
{
  RimGrid     grid;
  double     *values;
  gboolean    is_single;
  RimRefCount ref_count;
} RimField;

RimField *rim_field_new             (const RimGrid *grid,
                                     GError       **error) G_GNUC_WARN_UNUSED_RESULT;
RimField *rim_field_new_take        (const RimGrid *grid,
                                     double        *values) G_GNUC_WARN_UNUSED_RESULT;
RimField *rim_field_new_from_volume (RimVolume     *volume,
                                     const RimBox  *box,
                                     GError       **error) G_GNUC_WARN_UNUSED_RESULT;
RimField *rim_field_ref             (RimField      *self);
void      rim_field_unref           (RimField      *self);
gboolean  rim_volume_is_single      (RimVolume     *volume);
void      rim_grid_crop             (const RimGrid *self,
                                     const RimBox  *box,
                                     RimGrid       *cropped);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimField, rim_field_unref)

G_END_DECLS
