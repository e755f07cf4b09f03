/* rim-fusion.h
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

/**
 * RimFusionMethod:
 * @RIM_FUSION_WEIGHTED: the weighted sum of both images
 * @RIM_FUSION_WAVELET: each band of a wavelet transform is such a sum
 * @RIM_FUSION_DIVERGENCE: the local Kullback-Leibler divergence of PET from CT
 */
typedef enum
{
  RIM_FUSION_WEIGHTED,
  RIM_FUSION_WAVELET,
  RIM_FUSION_DIVERGENCE,
  RIM_N_FUSION_METHODS
} RimFusionMethod;

/**
 * RimFusionGrid:
 *
 * Whose voxels the fused image has.
 */
typedef enum
{
  RIM_FUSION_GRID_CT,
  RIM_FUSION_GRID_PET,
  RIM_N_FUSION_GRIDS
} RimFusionGrid;

/**
 * RimFusionScale:
 * @RIM_FUSION_SCALE_Z_SCORE: mean 0, population standard deviation 1
 * @RIM_FUSION_SCALE_MIN_MAX: lowest 0, highest 1
 *
 * How two images with different units are made comparable.
 */
typedef enum
{
  RIM_FUSION_SCALE_Z_SCORE,
  RIM_FUSION_SCALE_MIN_MAX,
  RIM_N_FUSION_SCALES
} RimFusionScale;

/**
 * RimFusionScope:
 * @RIM_FUSION_SCOPE_VOI: of the voxels of the VOI
 * @RIM_FUSION_SCOPE_IMAGE: of all voxels that are fused
 *
 * Of which voxels mean, deviation, lowest and highest are.
 */
typedef enum
{
  RIM_FUSION_SCOPE_VOI,
  RIM_FUSION_SCOPE_IMAGE,
  RIM_N_FUSION_SCOPES
} RimFusionScope;

/**
 * RimFusionSettings:
 * @method: how
 * @grid: whose voxels
 * @interpolator: what brings the other image there
 * @scale: how images are made comparable; a divergence always takes min-max
 * @scope: by which voxels
 * @pet_square_root: whether the root of the PET is taken first (Vallières 2015)
 * @ct_weight: what the CT counts, 0 to 1; the PET counts the rest
 * @detail_weight: the same in all bands of a wavelet transform but the smoothest
 * @wavelet: an orthogonal wavelet as PyWavelets calls it
 * @clip_bands: whether coefficients of the CT that lie more than 3 standard
 *   deviations off the mean of their band are replaced by those of the PET
 * @radius: half the width of a window, in voxels: 2 is 5 × 5 × 5
 * @n_bins: of a histogram
 * @pseudo_count: what is added to each bin
 * @margin_mm: how far around the VOI to fuse, so that filters have neighbours
 *
 * What a fused image is. Plain data.
 */
typedef struct
{
  RimFusionMethod method;
  RimFusionGrid   grid;
  RimInterpolator interpolator;
  RimFusionScale  scale;
  RimFusionScope  scope;
  gboolean        pet_square_root;
  double          ct_weight;
  double          detail_weight;
  char            wavelet[16];
  gboolean        clip_bands;
  guint           radius;
  guint           n_bins;
  double          pseudo_count;
  double          margin_mm;
} RimFusionSettings;

#define RIM_FUSION_SETTINGS_INIT                                                    \
  {                                                                                 \
    .method = RIM_FUSION_WEIGHTED, .grid = RIM_FUSION_GRID_CT,                      \
    .interpolator = RIM_INTERPOLATOR_LINEAR, .scale = RIM_FUSION_SCALE_Z_SCORE,     \
    .scope = RIM_FUSION_SCOPE_VOI, .ct_weight = 0.5, .detail_weight = 0.5,          \
    .wavelet = "sym8", .radius = 2, .n_bins = 32, .pseudo_count = 0.5,              \
    .margin_mm = 20.0,                                                              \
  }

RimVolume  *rim_fuse                   (RimVolume                *ct,
                                        RimVolume                *pet,
                                        RimMask                  *voi,
                                        const RimFusionSettings  *settings,
                                        RimBox                   *box,
                                        GCancellable             *cancellable,
                                        GError                  **error) G_GNUC_WARN_UNUSED_RESULT;

const char *rim_fusion_method_get_id   (RimFusionMethod method);
gboolean    rim_fusion_method_from_id  (const char               *id,
                                        RimFusionMethod          *method);

G_END_DECLS
