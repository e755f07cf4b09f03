/* rim-map-explanation.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rim-affine.h"
#include "map/rim-map-table.h"
#include "map/rim-map.h"

G_BEGIN_DECLS

/**
 * RimMapExplanation:
 * @feature: of which there is a map
 * @at: the voxel, on the grid of the image
 * @grid: of its window; the voxel is in the middle
 * @n_voxels: how many of the window count
 * @levels: (array): the grey level of each voxel of the window, i fastest; 0 where it
 *   does not count
 * @intensities: (array): the same in the unit of the image; NAN where it does not count
 * @tables: (array length=n_tables): the matrices that the value is computed from: one, or
 *   one for each direction, whose values are averaged, without those that have none; none
 *   where the value does not come from a matrix
 * @n_tables: how many
 * @value: that of the map
 *
 * Where the value of one voxel of a map comes from.
 */
typedef struct
{
  RimMapFeature   feature;
  guint           at[3];
  RimGrid         grid;
  guint           n_voxels;
  guint16        *levels;
  double         *intensities;
  RimMapTable   **tables;
  guint           n_tables;
  float           value;
} RimMapExplanation;

RimMapExplanation *rim_map_explain                (RimMapInput             *input,
                                                   const RimMapFeature     *feature,
                                                   guint32                  voxel) G_GNUC_WARN_UNUSED_RESULT;
gboolean           rim_map_input_find_voxel       (const RimMapInput       *input,
                                                   RimVec3                  point,
                                                   guint32                 *voxel);
guint              rim_map_explanation_count_used (const RimMapExplanation *self);
RimMask           *rim_map_explanation_new_mask   (const RimMapExplanation *self) G_GNUC_WARN_UNUSED_RESULT;
void               rim_map_explanation_free       (RimMapExplanation       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimMapExplanation, rim_map_explanation_free)

G_END_DECLS
