/* rim-comparison.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-mask.h"

G_BEGIN_DECLS

/**
 * RimComparisonState:
 * @RIM_COMPARISON_BOTH: both masks have voxels
 * @RIM_COMPARISON_A_EMPTY: only the second has: overlap is 0, distances are infinite
 * @RIM_COMPARISON_B_EMPTY: only the first has: as before
 * @RIM_COMPARISON_BOTH_EMPTY: neither has: overlap is 1, distances are 0, as two
 *   readers agree who see nothing
 *
 * What there was to compare. What would be 0 / 0 (sensitivity where the first is
 * empty, precision where the second is, and a difference in per cent of nothing) is
 * NAN in all of these.
 */
typedef enum
{
  RIM_COMPARISON_BOTH,
  RIM_COMPARISON_A_EMPTY,
  RIM_COMPARISON_B_EMPTY,
  RIM_COMPARISON_BOTH_EMPTY,
} RimComparisonState;

/**
 * RimSurfaceDistances:
 * @hausdorff: the largest distance of both directions
 * @hausdorff_95: the larger of the 95th percentiles of both directions
 * @hausdorff_95_pooled: the 95th percentile of both directions together
 * @mean_a_to_b: of the first surface to the second
 * @mean_b_to_a: of the second to the first
 * @mean: the mean of these two (MASD)
 * @mean_pooled: of both directions together (ASSD)
 *
 * How far two surfaces are from each other, mm.
 */
typedef struct
{
  double hausdorff;
  double hausdorff_95;
  double hausdorff_95_pooled;
  double mean_a_to_b;
  double mean_b_to_a;
  double mean;
  double mean_pooled;
} RimSurfaceDistances;

/**
 * RimComparison:
 * @state: which of the masks have voxels
 * @tolerance_mm: of @surface_dice and its parts
 * @n_a: how many voxels the first has
 * @n_b: how many the second has
 * @n_both: how many both have
 * @volume_a_ml: voxels times their volume, of the first
 * @volume_b_ml: the same of the second
 * @volume_difference_ml: the second without the first
 * @volume_difference_percent: of the first
 * @dice: 2 |A ∩ B| / (|A| + |B|), of voxels
 * @jaccard: |A ∩ B| / |A ∪ B|, of voxels
 * @sensitivity: how much of the first the second has
 * @precision: how much of the second the first has
 * @centroid_distance_mm: between the means of the centres of voxels
 * @surface_area_a_mm2: of the triangles of marching cubes, of the first
 * @surface_area_b_mm2: the same of the second
 * @surface: between places where the surfaces cut the lattice, weighted by area
 * @voxel: between voxels on the borders, each counting the same
 * @surface_dice: how much of both surfaces lies within the tolerance of the other
 * @surface_overlap_a: how much of the first
 * @surface_overlap_b: how much of the second
 * @added_path_voxels: on the outlines of the second and not of the first
 * @added_path_mm: the same times the mean spacing in plane
 *
 * How well two masks agree; the first is A, the second B. Plain data.
 */
typedef struct
{
  RimComparisonState  state;
  double              tolerance_mm;
  gsize               n_a;
  gsize               n_b;
  gsize               n_both;
  double              volume_a_ml;
  double              volume_b_ml;
  double              volume_difference_ml;
  double              volume_difference_percent;
  double              dice;
  double              jaccard;
  double              sensitivity;
  double              precision;
  double              centroid_distance_mm;
  double              surface_area_a_mm2;
  double              surface_area_b_mm2;
  RimSurfaceDistances surface;
  RimSurfaceDistances voxel;
  double              surface_dice;
  double              surface_overlap_a;
  double              surface_overlap_b;
  double              added_path_voxels;
  double              added_path_mm;
} RimComparison;

/**
 * RimComparisonMeasure:
 * @name: what it is called in tables
 * @unit: "ml", "%", "mm", "mm2" or "1"
 * @offset: of a double in #RimComparison
 * @what: its definition
 *
 * One measure.
 */
typedef struct
{
  const char *name;
  const char *unit;
  gsize       offset;
  const char *what;
} RimComparisonMeasure;

gboolean rim_masks_compare                 (RimMask                    *a,
                                            RimMask                    *b,
                                            double                      tolerance_mm,
                                            RimComparison              *comparison,
                                            GError                    **error);
const char *rim_comparison_state_get_name  (RimComparisonState state);
const RimComparisonMeasure *rim_comparison_list_measures (guint        *n_measures);
double   rim_comparison_get                (const RimComparison        *self,
                                            const RimComparisonMeasure *measure);

G_END_DECLS
