/* rim-voi-labels.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-mask.h"

G_BEGIN_DECLS

#define RIM_N_SECTORS 8

/**
 * RimVoiLabels:
 * @box: the voxels that have a label, on the grid of the mask
 * @grid: where they lie; of its own size
 * @labels: one per voxel of @box, i fastest; 0 where the voxel is in no part
 * @n_labels: the highest that there can be
 *
 * A VOI divided into parts. Immutable once made; owned by one holder.
 */
typedef struct
{
  RimBox   box;
  RimGrid  grid;
  guint16 *labels;
  guint    n_labels;
} RimVoiLabels;

/**
 * RimShellSettings:
 * @width_mm: how thick each is
 * @n_inside: how many to make inside the lesion, from its surface inwards; the
 *   deepest holds all that is deeper too
 * @n_outside: how many to make outside
 */
typedef struct
{
  double width_mm;
  guint  n_inside;
  guint  n_outside;
} RimShellSettings;

RimVoiLabels *rim_voi_labels_new_shells  (RimMask                *lesion,
                                          const RimShellSettings *settings,
                                          RimMask                *clip,
                                          GError                **error) G_GNUC_WARN_UNUSED_RESULT;
RimVoiLabels *rim_voi_labels_new_sectors (RimMask                *lesion,
                                          RimMask                *voi,
                                          GError                **error) G_GNUC_WARN_UNUSED_RESULT;
void          rim_voi_labels_free        (RimVoiLabels           *self);
guint         rim_voi_labels_get         (const RimVoiLabels     *self,
                                          guint                   i,
                                          guint                   j,
                                          guint                   k);
const char   *rim_sector_get_id          (guint sector);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimVoiLabels, rim_voi_labels_free)

G_END_DECLS
