/* rim-orientations.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-region.h"

G_BEGIN_DECLS

#define RIM_ORIENTATIONS_MAX_BINS   64
#define RIM_ORIENTATIONS_MAX_RADIUS 7

/**
 * RimOrientationAngle:
 * @RIM_ORIENTATION_THETA: from i towards j
 * @RIM_ORIENTATION_PHI: from the plane of i and j towards k
 */
typedef enum
{
  RIM_ORIENTATION_THETA,
  RIM_ORIENTATION_PHI,
  RIM_N_ORIENTATION_ANGLES
} RimOrientationAngle;

/**
 * RimOrientations:
 * @box: the voxels that have one: those around a region, on the grid of the image
 * @size: of that box
 * @n_bins: into how many a half turn is divided
 * @bins: one per voxel of @box and angle, i fastest; the middle one is that of an
 *   angle of 0
 *
 * Along which way an image varies most around each voxel. Immutable once made.
 */
typedef struct
{
  RimBox  box;
  guint   size[3];
  guint   n_bins;
  guint8 *bins[RIM_N_ORIENTATION_ANGLES];
} RimOrientations;

RimOrientations *rim_orientations_new      (RimVolume        *image,
                                            const RimRegion  *region,
                                            guint             radius,
                                            guint             n_bins,
                                            GCancellable     *cancellable,
                                            GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void             rim_orientations_free     (RimOrientations  *self);
void             rim_orientation_get_axis  (const double tensor[6],
                                            double       axis[3]);
guint            rim_orientation_get_bin   (double angle,
                                            guint  n_bins);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimOrientations, rim_orientations_free)

G_END_DECLS
