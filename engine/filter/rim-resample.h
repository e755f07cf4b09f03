/* rim-resample.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "filter/rim-interpolator.h"
#include "volume/rim-mask.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/* No resampled image may have more voxels than this. */
#define RIM_RESAMPLE_MAX_VOXELS (G_GUINT64_CONSTANT (1) << 29)

/**
 * RimResampleError:
 * @RIM_RESAMPLE_ERROR_SETTINGS: a spacing that is no length, or an interpolator
 *   that is not for images
 * @RIM_RESAMPLE_ERROR_GEOMETRY: mask and image do not lie on one grid, or the
 *   slices are too uneven to be resampled as a grid
 * @RIM_RESAMPLE_ERROR_EMPTY: the mask has no voxels, or the image not yet all
 *   its slices
 * @RIM_RESAMPLE_ERROR_TOO_LARGE: the spacing asks for more voxels than are
 *   allowed
 */
typedef enum
{
  RIM_RESAMPLE_ERROR_SETTINGS,
  RIM_RESAMPLE_ERROR_GEOMETRY,
  RIM_RESAMPLE_ERROR_EMPTY,
  RIM_RESAMPLE_ERROR_TOO_LARGE,
} RimResampleError;

#define RIM_RESAMPLE_ERROR (rim_resample_error_quark ())

GQuark   rim_resample_error_quark (void);

/**
 * RimResampleSettings:
 * @spacing: mm along i, j, k; 0 keeps that of the image
 * @interpolator: for the image
 * @pad_distance: voxels of the new grid to keep around the VOI on every side;
 *   of PyRadiomics' way only ("padDistance")
 * @is_rounded: whether values become whole numbers; of the IBSI's way only
 * @threshold: how much of a voxel must be in the VOI for it to be in; of the
 *   IBSI's way only, where the mask is interpolated linearly
 */
typedef struct
{
  double          spacing[3];
  RimInterpolator interpolator;
  guint           pad_distance;
  gboolean        is_rounded;
  double          threshold;
} RimResampleSettings;

#define RIM_RESAMPLE_SETTINGS_INIT                                                  \
  { { 0.0, 0.0, 0.0 }, RIM_INTERPOLATOR_BSPLINE_3, 5, FALSE, 0.5 }

gboolean rim_resample_pyradiomics (RimVolume                  *image,
                                   RimMask                    *mask,
                                   const RimResampleSettings  *settings,
                                   RimVolume                 **new_image,
                                   RimMask                   **new_mask,
                                   GCancellable               *cancellable,
                                   GError                    **error);
gboolean rim_resample_ibsi        (RimVolume                  *image,
                                   RimMask                    *mask,
                                   const RimResampleSettings  *settings,
                                   RimVolume                 **new_image,
                                   RimMask                   **new_mask,
                                   GCancellable               *cancellable,
                                   GError                    **error);

G_END_DECLS
