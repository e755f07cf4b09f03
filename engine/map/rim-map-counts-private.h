/* rim-map-counts-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "map/rim-map-input.h"
#include "rim-map-entropy-private.h"
#include "rim-map-table-private.h"
#include "texture/rim-counts.h"

G_BEGIN_DECLS

/**
 * RimMapSize:
 * @n: how many there are of a size
 * @low: Σ 1 / i² over their levels
 * @high: Σ i²
 */
typedef struct
{
  guint  n;
  double low;
  gint64 high;
} RimMapSize;

/**
 * RimMapCounts:
 * @max_size: no size is greater
 * @cells: how many there are of each index of a level and size
 * @levels: how many of each index
 * @sizes: (array): [max_size + 1]: of each size
 *
 * The matrix of levels by sizes of one small window after the other: runs, zones or
 * dependences. Cleared for the price of what it held.
 */
typedef struct
{
  const RimLevelIndex *index;
  guint                max_size;
  RimMapEntropy        entropy;
  double              *inverse_squares;
  guint16             *cells;
  guint16             *levels;
  RimMapSize          *sizes;
  guint                n;
  guint32             *keys;
  guint16             *indices;
  gint64               level;
  gint64               level_squares;
  gint64               terms;
} RimMapCounts;

void     rim_map_counts_init   (RimMapCounts        *self,
                                const RimLevelIndex *index,
                                guint                max_size,
                                guint                max_n);
void     rim_map_counts_clear  (RimMapCounts        *self);
void     rim_map_counts_finish (RimMapCounts        *self,
                                RimCountSums        *sums);
gboolean rim_map_counts_keep   (const RimCountFeature *feature,
                                int                    shift);
RimMapTable *rim_map_counts_explain (RimMapCounts          *self,
                                     RimMapTableKind        kind,
                                     const RimCountFeature *feature,
                                     guint                  n_voxels) G_GNUC_WARN_UNUSED_RESULT;

/* Counts something of the level of @index and @size. */
static inline void
rim_map_counts_add (RimMapCounts *self,
                    guint         index,
                    guint         size)
{
  const gint64 level = self->index->values[index];
  const guint32 key = index * (self->max_size + 1) + size;
  const guint c = self->cells[key]++;
  RimMapSize *of = &self->sizes[size];

  self->indices[self->n] = (guint16) index;
  self->keys[self->n++] = key;
  self->terms += self->entropy.terms[c + 1] - self->entropy.terms[c];
  self->level += level;
  self->level_squares += 2 * self->levels[index]++ + 1;
  of->n++;
  of->low += self->inverse_squares[index];
  of->high += level * level;
}

G_END_DECLS
