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
 * RimMapInverse:
 * @head: in 2^-40
 * @rest: in 2^-80
 *
 * A sum of 1 / i² over levels in fixed point, so that what was added can be taken off
 * again and the order of adding does not show.
 */
typedef struct
{
  gint64 head;
  gint64 rest;
} RimMapInverse;

/**
 * RimMapSize:
 * @n: how many there are of a size
 * @low: Σ 1 / i² over their levels
 * @high: Σ i²
 */
typedef struct
{
  guint         n;
  RimMapInverse low;
  gint64        high;
} RimMapSize;

/**
 * RimMapCounts:
 * @max_size: no size is greater
 * @cells: how many there are of each index of a level and size
 * @levels: how many of each index
 * @sizes: (array): [max_size + 1]: of each size
 * @n: how many in all
 * @n_cells: how many cells are not 0
 * @n_keys: how many of what there is was added by rim_map_counts_add()
 *
 * The matrix of levels by sizes of one small window after the other: runs, zones or
 * dependences. Either counted anew for each window, and cleared for the price of what it
 * held, or changed by what enters and leaves a window that slides. All of it is whole
 * numbers, so that both have the same bits.
 */
typedef struct
{
  const RimLevelIndex *index;
  guint                max_size;
  RimMapEntropy        entropy;
  RimMapInverse       *inverse_squares;
  guint16             *cells;
  guint16             *levels;
  RimMapSize          *sizes;
  guint                n;
  guint                n_cells;
  guint                n_keys;
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
void     rim_map_counts_sum    (const RimMapCounts  *self,
                                RimCountSums        *sums);
void     rim_map_counts_finish (RimMapCounts        *self,
                                RimCountSums        *sums);
gboolean rim_map_counts_keep   (const RimCountFeature *feature,
                                int                    shift);
RimMapTable *rim_map_counts_explain (RimMapCounts          *self,
                                     RimMapTableKind        kind,
                                     const RimCountFeature *feature,
                                     guint                  n_voxels) G_GNUC_WARN_UNUSED_RESULT;

static inline void
rim_map_counts_enter_cell (RimMapCounts *self,
                           guint         index,
                           guint         size)
{
  const gint64 level = self->index->values[index];
  const guint c = self->cells[index * (self->max_size + 1) + size]++;
  RimMapSize *of = &self->sizes[size];

  self->terms += self->entropy.terms[c + 1] - self->entropy.terms[c];
  self->n_cells += c == 0;
  of->n++;
  of->low.head += self->inverse_squares[index].head;
  of->low.rest += self->inverse_squares[index].rest;
  of->high += level * level;
}

static inline void
rim_map_counts_leave_cell (RimMapCounts *self,
                           guint         index,
                           guint         size)
{
  const gint64 level = self->index->values[index];
  const guint c = --self->cells[index * (self->max_size + 1) + size];
  RimMapSize *of = &self->sizes[size];

  self->terms -= self->entropy.terms[c + 1] - self->entropy.terms[c];
  self->n_cells -= c == 0;
  of->n--;
  of->low.head -= self->inverse_squares[index].head;
  of->low.rest -= self->inverse_squares[index].rest;
  of->high -= level * level;
}

/* Counts something of the level of @index and @size, until it is taken off. */
static inline void
rim_map_counts_put (RimMapCounts *self,
                    guint         index,
                    guint         size)
{
  rim_map_counts_enter_cell (self, index, size);
  self->n++;
  self->level += self->index->values[index];
  self->level_squares += 2 * self->levels[index]++ + 1;
}

/* Takes off what was put there. */
static inline void
rim_map_counts_take (RimMapCounts *self,
                     guint         index,
                     guint         size)
{
  rim_map_counts_leave_cell (self, index, size);
  self->n--;
  self->level -= self->index->values[index];
  self->level_squares -= 2 * --self->levels[index] + 1;
}

/* Gives what was put there another size. */
static inline void
rim_map_counts_move (RimMapCounts *self,
                     guint         index,
                     guint         from,
                     guint         to)
{
  rim_map_counts_leave_cell (self, index, from);
  rim_map_counts_enter_cell (self, index, to);
}

/* Counts something of the level of @index and @size, until rim_map_counts_finish(). */
static inline void
rim_map_counts_add (RimMapCounts *self,
                    guint         index,
                    guint         size)
{
  self->indices[self->n_keys] = (guint16) index;
  self->keys[self->n_keys++] = index * (self->max_size + 1) + size;
  rim_map_counts_put (self, index, size);
}

G_END_DECLS
