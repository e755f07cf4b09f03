/* rim-habitats-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "map/rim-habitats.h"

G_BEGIN_DECLS

/**
 * RimPoints:
 * @n: how many voxels have a value in every map
 * @width: how many maps
 * @values: (array): [n × width]: each map about its mean and over its deviation
 *
 * Voxels as points, maps as axes of equal weight.
 */
typedef struct
{
  gsize    n;
  guint    width;
  double  *values;
} RimPoints;

/**
 * RimPartition:
 * @n: how many parts
 * @labels: (array): of each point
 * @centers: (array): [n × width]
 * @spread: the sum of squared distances from centres
 */
typedef struct
{
  guint    n;
  guint8  *labels;
  double  *centers;
  double   spread;
} RimPartition;

double   rim_habitats_draw          (guint32         *state);

void     rim_partition_init         (RimPartition    *self,
                                     const RimPoints *points,
                                     guint            n);
void     rim_partition_clear        (RimPartition    *self);
gboolean rim_partition_settle       (RimPartition    *self,
                                     const RimPoints *points,
                                     GCancellable    *cancellable);
gboolean rim_partition_find_k_means (RimPartition    *self,
                                     const RimPoints *points,
                                     guint32          seed,
                                     guint            n_starts,
                                     GCancellable    *cancellable);
gboolean rim_partition_fit_mixture  (RimPartition       *self,
                                     const RimPoints    *points,
                                     const RimPartition *start,
                                     const RimPoints    *start_points,
                                     double             *likelihood,
                                     GCancellable       *cancellable);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimPartition, rim_partition_clear)

G_END_DECLS
