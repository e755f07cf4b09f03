/* rim-grid.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rim-affine.h"

G_BEGIN_DECLS

/* No volume may have more voxels than this along one axis or in all; a header
 * that claims more is damaged.
 */
#define RIM_GRID_MAX_SIZE   65535u
#define RIM_GRID_MAX_VOXELS (G_GUINT64_CONSTANT (1) << 34)

/**
 * RimGrid:
 * @size: the number of voxels along i (columns, fastest), j (rows), k (slices)
 * @to_patient: from continuous index (0, 0, 0 is the centre of the first voxel)
 *   to LPS mm; its columns need not be orthogonal (gantry tilt)
 *
 * Where the voxels of an image or a mask lie.
 */
typedef struct
{
  guint     size[3];
  RimAffine to_patient;
} RimGrid;

gboolean rim_grid_is_valid       (const RimGrid *self);
gsize    rim_grid_get_n_voxels   (const RimGrid *self);
double   rim_grid_get_spacing    (const RimGrid *self,
                                  guint          axis);
double   rim_grid_get_spacing_along (const RimGrid *self,
                                     RimVec3        direction);
double   rim_grid_get_voxel_volume (const RimGrid *self);
double   rim_grid_get_slice_distance (const RimGrid *self);
RimVec3  rim_grid_get_normal     (const RimGrid *self);
RimVec3  rim_grid_to_patient     (const RimGrid *self,
                                  RimVec3        index);
RimVec3  rim_grid_from_patient   (const RimGrid *self,
                                  RimVec3        point);
gboolean rim_grid_equal          (const RimGrid *a,
                                  const RimGrid *b,
                                  double         tolerance);
gboolean rim_grid_is_square      (const RimGrid *self);
double   rim_grid_get_shear_angle (const RimGrid *self);
char    *rim_grid_describe       (const RimGrid *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
