/* rim-direction-matrices-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "texture/rim-directions.h"
#include "texture/rim-level-index.h"
#include "texture/rim-tally-private.h"

G_BEGIN_DECLS

/* numpy.spacing (1): what PyRadiomics adds within logarithms and to divisors. */
#define RIM_PYRADIOMICS_EPSILON 2.220446049250313e-16

/**
 * RimDirectionFamily:
 * @n_features: how many features a matrix has
 * @is_near: whether only direct neighbours count, whatever the distances
 * @get_n_keys: how many places a matrix may have
 * @count: counts voxels @begin to @end (by their place in RimLevels.offsets) in
 *   one direction
 * @get_weight: the weight of a direction where PyRadiomics merges
 * @measure: the features of a matrix, as many as @n_features; %FALSE where it is
 *   empty
 *
 * A family that has a matrix per direction.
 */
typedef struct
{
  guint    n_features;
  gboolean is_near;
  guint64 (*get_n_keys)(const RimLevelIndex     *index);
  void (*count)(const RimLevelIndex     *index,
                gsize                    begin,
                gsize                    end,
                const RimDirection      *direction,
                const RimFamilySettings *settings,
                RimTally                *tally);
  double (*get_weight)(const RimDirection      *direction,
                       const double             spacing[3],
                       RimWeighting             weighting);
  gboolean (*measure)(const RimLevelIndex     *index,
                      const RimCells          *cells,
                      const RimFamilySettings *settings,
                      double                  *values);
} RimDirectionFamily;

gboolean rim_direction_family_compute (const RimDirectionFamily *self,
                                       const RimFamilyInput     *input,
                                       const RimAggregation     *aggregations,
                                       guint                     n_aggregations,
                                       double                   *values,
                                       GCancellable             *cancellable,
                                       GError                  **error);

G_END_DECLS
