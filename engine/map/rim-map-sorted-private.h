/* rim-map-sorted-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "map/rim-map-input.h"
#include "rim-map-entropy-private.h"

G_BEGIN_DECLS

/**
 * RimMapSorted:
 * @has_values: whether values are kept
 * @has_levels: whether levels are counted
 * @n: how many values there are
 * @values: (array length=n): those of the voxels of the region in the window, ascending
 * @n_voxels: how many levels were counted
 * @n_levels: how many different levels there are
 * @squares: Σ c² over their counts
 * @terms: terms of entropy of their counts
 *
 * The values and the histogram of a window that slides along i. Values of a face are
 * sorted as it enters and merged with those that are there, in the pass in which those of
 * the face that leaves drop out.
 */
typedef struct
{
  const RimMapInput   *input;
  const RimMapEntropy *entropy;
  gboolean             has_values;
  gboolean             has_levels;
  guint                n;
  double              *values;
  guint                n_voxels;
  guint                n_levels;
  guint64              squares;
  gint64               terms;
  double              *merged;
  guint16             *counts;        /* of each index of a level */
  guint                n_faces;
  gsize                face_size;     /* with an end mark */
  double              *faces;
  guint                first;         /* the face that leaves next */
} RimMapSorted;

void rim_map_sorted_init  (RimMapSorted        *self,
                           const RimMapInput   *input,
                           gboolean             has_values,
                           gboolean             has_levels,
                           const RimMapEntropy *entropy);
void rim_map_sorted_clear (RimMapSorted        *self);
void rim_map_sorted_enter (RimMapSorted        *self,
                           gsize                at);
void rim_map_sorted_leave (RimMapSorted        *self,
                           gsize                at);
void rim_map_sorted_move  (RimMapSorted        *self,
                           gsize                from,
                           gsize                to);
void rim_map_sort         (double              *values,
                           guint                n);

G_END_DECLS
