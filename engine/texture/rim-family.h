/* rim-family.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "texture/rim-feature-info.h"
#include "texture/rim-levels.h"
#include "volume/rim-field.h"
#include "volume/rim-region.h"

G_BEGIN_DECLS

#define RIM_MAX_DISTANCES 16

/**
 * RimAggregation:
 * @RIM_AGGREGATION_NONE: of the region as a whole (IBSI DHQ4)
 * @RIM_AGGREGATION_2D_AVERAGED: per slice and direction, then averaged (BTW3);
 *   for families without directions per slice, then averaged (8QNN)
 * @RIM_AGGREGATION_2D_MERGED: directions merged per slice, then averaged (SUJT)
 * @RIM_AGGREGATION_25D_AVERAGED: slices merged per direction, then averaged
 *   (JJUI); for families without directions slices merged (62GR)
 * @RIM_AGGREGATION_25D_MERGED: slices and directions merged (ZW7Z)
 * @RIM_AGGREGATION_3D_AVERAGED: per direction in space, then averaged (ITBB);
 *   for families without directions in space (KOBO). PyRadiomics' way.
 * @RIM_AGGREGATION_3D_MERGED: directions in space merged (IAZD)
 *
 * How matrices become one number.
 */
typedef enum
{
  RIM_AGGREGATION_NONE,
  RIM_AGGREGATION_2D_AVERAGED,
  RIM_AGGREGATION_2D_MERGED,
  RIM_AGGREGATION_25D_AVERAGED,
  RIM_AGGREGATION_25D_MERGED,
  RIM_AGGREGATION_3D_AVERAGED,
  RIM_AGGREGATION_3D_MERGED,
} RimAggregation;

/**
 * RimWeighting:
 *
 * How PyRadiomics weighs the matrices of directions before it merges them
 * ("weightingNorm"); @RIM_WEIGHTING_NONE does not merge, it averages features.
 */
typedef enum
{
  RIM_WEIGHTING_NONE,
  RIM_WEIGHTING_NO_WEIGHTING,        /* merged, all weights 1 */
  RIM_WEIGHTING_MANHATTAN,
  RIM_WEIGHTING_EUCLIDEAN,
  RIM_WEIGHTING_INFINITY,
} RimWeighting;

/**
 * RimIvhBinning:
 * @RIM_IVH_STEPS: intensities as they are, from a lower to an upper one in steps
 * @RIM_IVH_FIXED_SIZE: the centres of bins of a width from a lower bound
 * @RIM_IVH_FIXED_NUMBER: so many bins from minimum to maximum, by their number
 *
 * At which intensities the intensity-volume histogram is taken (IBSI P88C).
 */
typedef enum
{
  RIM_IVH_STEPS,
  RIM_IVH_FIXED_SIZE,
  RIM_IVH_FIXED_NUMBER,
} RimIvhBinning;

/**
 * RimBeyondSettings:
 * @collage_radius: voxels from the middle of a window to its side
 * @collage_bins: into how many a half turn is divided
 * @margin_reach_mm: how far profiles go from the border, to either side
 * @margin_step_mm: from sample to sample of a profile
 * @margin_profiles: at most so many are taken
 * @sector_shell_mm: the width of a shell
 * @gabor_sigma_mm: the deviation of the window
 * @gabor_lambda_mm: the length of the wave
 * @gabor_bins: of the histogram of responses
 * @laws_bins: the same of Laws' kernels
 *
 * Settings of the families that no standard has. Plain data.
 */
typedef struct
{
  guint  collage_radius;
  guint  collage_bins;
  double margin_reach_mm;
  double margin_step_mm;
  guint  margin_profiles;
  double sector_shell_mm;
  double gabor_sigma_mm;
  double gabor_lambda_mm;
  guint  gabor_bins;
  guint  laws_bins;
} RimBeyondSettings;

#define RIM_BEYOND_SETTINGS_INIT { 2, 32, 5.0, 0.5, 2000, 3.0, 2.0, 4.0, 32, 32 }

/**
 * RimFamilySettings:
 * @profile: whose definitions
 * @force_2d_axis: -1, or the axis (0 i, 1 j, 2 k) square to the slices in which
 *   alone neighbours count (PyRadiomics force2D)
 * @distances: (array length=n_distances): Chebyshev distances of neighbours
 * @weighting: see #RimWeighting; GLCM and GLRLM
 * @is_symmetric: whether pairs of a GLCM count in both directions
 * @alpha: the difference of levels up to which a neighbour depends (GLDM)
 * @voxel_array_shift: what is added to values before they are squared
 * @ivh_binning: see #RimIvhBinning
 * @ivh_width: of a step or bin, in the unit of the image
 * @ivh_count: of bins
 * @ivh_lower: the lowest intensity; NAN for that of the region
 * @ivh_upper: the highest; NAN for that of the region
 * @beyond: see #RimBeyondSettings
 *
 * Settings that families of features read. Plain data.
 */
typedef struct
{
  RimProfile        profile;
  int               force_2d_axis;
  guint             n_distances;
  guint             distances[RIM_MAX_DISTANCES];
  RimWeighting      weighting;
  gboolean          is_symmetric;
  double            alpha;
  double            voxel_array_shift;
  RimIvhBinning     ivh_binning;
  double            ivh_width;
  guint             ivh_count;
  double            ivh_lower;
  double            ivh_upper;
  RimBeyondSettings beyond;
} RimFamilySettings;

#define RIM_FAMILY_SETTINGS_INIT                                                    \
  { RIM_PROFILE_PYRADIOMICS, -1, 1, { 1 }, RIM_WEIGHTING_NONE, TRUE, 0.0, 0.0,      \
    RIM_IVH_STEPS, 1.0, 1000, NAN, NAN, RIM_BEYOND_SETTINGS_INIT }

/**
 * RimFamilyInput:
 * @image: (nullable): the whole image that @field was cut from, unfiltered or
 *   filtered; only families that look outside the region read it
 * @region: the voxels whose intensities count: the VOI, after re-segmentation
 * @shape: the VOI as a shape ("morphological mask"), @region or a superset
 * @values: (array): the values of @region in scan order
 * @levels: (nullable): @region discretised, padded by at least the greatest
 *   distance in @settings
 * @settings: settings
 *
 * What a family computes its features from. All of it is only read.
 */
typedef struct
{
  RimVolume               *image;
  const RimRegion         *region;
  const RimRegion         *shape;
  const double            *values;
  const RimLevels         *levels;
  const RimFamilySettings *settings;
} RimFamilyInput;

/**
 * RimFamilyFunc:
 * @input: what to compute from
 * @aggregations: (array length=n_aggregations): each of which the family has
 * @n_aggregations: how many
 * @values: (out caller-allocates): n_aggregations × n_features, the features of
 *   an aggregation beside each other in the order of the table. A feature that
 *   is not of the profile, or has no value here, becomes NAN.
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Computes every feature of a family. The bits do not depend on the number of
 * threads or on the CPU. Memory is bounded before it is taken.
 *
 * Returns: whether it could
 */
typedef gboolean (*RimFamilyFunc) (const RimFamilyInput *input,
                                   const RimAggregation *aggregations,
                                   guint                 n_aggregations,
                                   double               *values,
                                   GCancellable         *cancellable,
                                   GError              **error);

/**
 * RimFamily:
 * @name: PyRadiomics' name of the class, or ours: "glcm"
 * @title: "Grey level co-occurrence matrix"
 * @ibsi_id: (nullable): the IBSI's identifier of the family: "LFYI"
 * @needs_levels: whether it reads RimFamilyInput.levels
 * @needs_intensity: %FALSE for families of shape, which are computed once, with the
 *   values of the image before filters, and not per filtered image
 * @n_features: rows of its table
 * @get_info: row @i of its table
 * @compute: computes all rows
 *
 * A family of features. A feature is one row of the table of its family, which
 * stands in the family's own file together with the function of each feature.
 */
typedef struct
{
  const char            *name;
  const char            *title;
  const char            *ibsi_id;
  gboolean               needs_levels;
  gboolean               needs_intensity;
  guint                  n_features;
  const RimFeatureInfo *(*get_info)(guint i);
  RimFamilyFunc          compute;
} RimFamily;

/**
 * RimFeatureError:
 * @RIM_FEATURE_ERROR_EMPTY: the region has no voxels
 * @RIM_FEATURE_ERROR_TOO_SMALL: one voxel, or fewer axes than the profile wants
 * @RIM_FEATURE_ERROR_NOT_FINITE: a value is infinite or not a number
 * @RIM_FEATURE_ERROR_TOO_MANY_LEVELS: more than 65535 grey levels, or matrices
 *   larger than memory allows
 * @RIM_FEATURE_ERROR_GEOMETRY: mask and image do not lie on one grid
 * @RIM_FEATURE_ERROR_SETTINGS: settings that contradict themselves or the image
 *
 * Ways in which data can have no features.
 */
typedef enum
{
  RIM_FEATURE_ERROR_EMPTY,
  RIM_FEATURE_ERROR_TOO_SMALL,
  RIM_FEATURE_ERROR_NOT_FINITE,
  RIM_FEATURE_ERROR_TOO_MANY_LEVELS,
  RIM_FEATURE_ERROR_GEOMETRY,
  RIM_FEATURE_ERROR_SETTINGS,
} RimFeatureError;

#define RIM_FEATURE_ERROR (rim_feature_error_quark ())

GQuark   rim_feature_error_quark    (void);
gboolean rim_family_settings_equal (const RimFamilySettings *a,
                                    const RimFamilySettings *b);

G_END_DECLS
