/* rim-habitats.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RIM_HABITATS_MAX      16
#define RIM_HABITATS_MAX_MAPS 16

/* Of a voxel that a map has no value of. */
#define RIM_HABITAT_NONE 255

/**
 * RimHabitatMethod:
 * @RIM_HABITAT_K_MEANS: Lloyd's iterations from starts of k-means++ (Arthur and
 *   Vassilvitskii 2007)
 * @RIM_HABITAT_MIXTURE: a mixture of normal distributions with covariances of their own, by
 *   expectation and maximisation from the result of k-means
 *
 * How voxels are shared out.
 */
typedef enum
{
  RIM_HABITAT_K_MEANS,
  RIM_HABITAT_MIXTURE,
} RimHabitatMethod;

/**
 * RimHabitatOptions:
 * @method: how
 * @n_min: the fewest habitats, from 2
 * @n_max: the most, up to RIM_HABITATS_MAX; where there is a choice the number is that of
 *   the best criterion
 * @seed: of the starts, and of the sample that they are tried on
 * @n_starts: of which the best counts
 *
 * Plain data.
 */
typedef struct
{
  RimHabitatMethod method;
  guint            n_min;
  guint            n_max;
  guint32          seed;
  guint            n_starts;
} RimHabitatOptions;

#define RIM_HABITAT_OPTIONS_INIT { RIM_HABITAT_K_MEANS, 2, 6, 1, 8 }

/**
 * RimHabitats:
 * @n: how many
 * @n_maps: of how many maps
 * @labels: (array): of each voxel, from 0; RIM_HABITAT_NONE where there is none
 * @centers: (array): [n × n_maps]: the mean of each habitat in each map, in the unit of the
 *   map; ascending in the first
 * @medians: (array): [n × n_maps]: as @centers, the median: the mean of the two in the middle
 *   of an even number
 * @counts: (array length=n): how many voxels
 * @fractions: (array length=n): the part of the voxels that have a value in every map
 * @criterion: Calinski and Harabasz's index (1974) of k-means, minus Schwarz's (1978) of a
 *   mixture; the greater the better
 * @criteria: the same of every number of habitats that was tried, by that number; NAN of any
 *   other
 *
 * Parts of a region that are alike in some maps: regions of a tumour that are not well mixed
 * and whose conditions differ (Gatenby, Grove and Gillies, Radiology 2013;269:8-15, doi
 * 10.1148/radiol.13122697), as found by clustering voxels.
 */
typedef struct
{
  guint    n;
  guint    n_maps;
  guint8  *labels;
  double  *centers;
  double  *medians;
  gsize   *counts;
  double  *fractions;
  double   criterion;
  double   criteria[RIM_HABITATS_MAX + 1];
} RimHabitats;

RimHabitats *rim_habitats_find (const float *const       *maps,
                                guint                     n_maps,
                                gsize                     n_voxels,
                                const RimHabitatOptions  *options,
                                GCancellable             *cancellable,
                                GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
void         rim_habitats_free (RimHabitats              *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimHabitats, rim_habitats_free)

G_END_DECLS
