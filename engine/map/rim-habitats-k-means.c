/* rim-habitats-k-means.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-habitats-private.h"

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"

#define BLOCK      4096
#define MAX_ROUNDS 300

/* Room for @n parts. */
void
rim_partition_init (RimPartition    *self,
                    const RimPoints *points,
                    guint            n)
{
  *self = (RimPartition) { .n = n, .spread = INFINITY };
  self->labels = g_new0 (guint8, points->n);
  self->centers = g_new0 (double, (gsize) n * points->width);
}

void
rim_partition_clear (RimPartition *self)
{
  g_clear_pointer (&self->labels, g_free);
  g_clear_pointer (&self->centers, g_free);
}

static double
get_distance (const double *a,
              const double *b,
              guint         width)
{
  double sum = 0.0;

  for (guint m = 0; m < width; m++)
    sum += (a[m] - b[m]) * (a[m] - b[m]);

  return sum;
}

/* Numerical Recipes' generator; within 0 to 1. */
double
rim_habitats_draw (guint32 *state)
{
  *state = *state * 1664525u + 1013904223u;

  return (*state >> 8) / 16777216.0;
}

/* A point, by its distance from the centres that there are. */
static gsize
draw_point (const RimPoints *points,
            const double    *distances,
            guint32         *state)
{
  double total = 0.0;
  double left;
  gsize last = 0;

  for (gsize p = 0; p < points->n; p++)
    total += distances[p];
  left = rim_habitats_draw (state) * total;

  for (gsize p = 0; p < points->n; p++)
    if (distances[p] > 0.0)
      {
        last = p;
        left -= distances[p];
        if (left < 0.0)
          break;
      }

  return last;
}

static void
choose_centers (RimPartition    *self,
                const RimPoints *points,
                guint32         *state)
{
  const guint width = points->width;
  g_autofree double *distances = g_new (double, points->n);

  for (gsize p = 0; p < points->n; p++)
    distances[p] = 1.0;
  for (guint c = 0; c < self->n; c++)
    {
      const double *chosen = points->values + draw_point (points, distances, state) * width;

      memcpy (self->centers + c * width, chosen, width * sizeof (double));
      for (gsize p = 0; p < points->n; p++)
        {
          double distance = get_distance (points->values + p * width, chosen, width);

          distances[p] = c == 0 ? distance : MIN (distances[p], distance);
        }
    }
}

/* What a block of points adds to the centres; blocks are added in their order. */
typedef struct
{
  double sums[RIM_HABITATS_MAX][RIM_HABITATS_MAX_MAPS];
  gsize  counts[RIM_HABITATS_MAX];
  double spread;
  gsize  n_moved;
} Block;

typedef struct
{
  RimPartition    *partition;
  const RimPoints *points;
  Block           *blocks;
} Round;

static guint8
find_nearest (const RimPartition *self,
              const double       *point,
              guint               width,
              double             *distance)
{
  guint8 nearest = 0;

  *distance = INFINITY;
  for (guint c = 0; c < self->n; c++)
    {
      double other = get_distance (point, self->centers + c * width, width);

      if (other < *distance)
        {
          *distance = other;
          nearest = (guint8) c;
        }
    }

  return nearest;
}

static void
assign (gsize    begin,
        gsize    end,
        gpointer data)
{
  const Round *self = data;
  const guint width = self->points->width;
  Block *block = &self->blocks[begin / BLOCK];

  memset (block, 0, sizeof *block);
  for (gsize p = begin; p < end; p++)
    {
      const double *point = self->points->values + p * width;
      double distance;
      guint8 label = find_nearest (self->partition, point, width, &distance);

      block->n_moved += label != self->partition->labels[p];
      self->partition->labels[p] = label;
      block->spread += distance;
      block->counts[label]++;
      for (guint m = 0; m < width; m++)
        block->sums[label][m] += point[m];
    }
}

/* Returns: how many points changed their part */
static gsize
move_centers (Round *self)
{
  const gsize n_blocks = (self->points->n + BLOCK - 1) / BLOCK;
  const guint width = self->points->width;
  Block all = { { { 0.0 } } };

  for (gsize b = 0; b < n_blocks; b++)
    {
      all.spread += self->blocks[b].spread;
      all.n_moved += self->blocks[b].n_moved;
      for (guint c = 0; c < self->partition->n; c++)
        {
          all.counts[c] += self->blocks[b].counts[c];
          for (guint m = 0; m < width; m++)
            all.sums[c][m] += self->blocks[b].sums[c][m];
        }
    }

  self->partition->spread = all.spread;
  for (guint c = 0; c < self->partition->n; c++)
    for (guint m = 0; m < width && all.counts[c] > 0; m++)
      self->partition->centers[c * width + m] = all.sums[c][m] / (double) all.counts[c];

  return all.n_moved;
}

/**
 * rim_partition_settle:
 * @self: a partition with centres
 * @points: what is shared out
 * @cancellable: (nullable): to stop early
 *
 * Lloyd's iterations from the centres on, until no point changes its part.
 *
 * Returns: whether it was let
 */
gboolean
rim_partition_settle (RimPartition    *self,
                      const RimPoints *points,
                      GCancellable    *cancellable)
{
  g_autofree Block *blocks = g_new (Block, (points->n + BLOCK - 1) / BLOCK);
  Round round = { self, points, blocks };

  memset (self->labels, RIM_HABITAT_NONE, points->n);
  for (guint r = 0; r < MAX_ROUNDS; r++)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;

      rim_parallel_for (points->n, BLOCK, assign, &round);
      if (move_centers (&round) == 0)
        break;
    }

  return TRUE;
}

/* The best of some starts; of equal ones the first. Returns: whether it was let */
gboolean
rim_partition_find_k_means (RimPartition    *self,
                            const RimPoints *points,
                            guint32          seed,
                            guint            n_starts,
                            GCancellable    *cancellable)
{
  guint32 state = seed;

  for (guint start = 0; start < n_starts; start++)
    {
      g_auto(RimPartition) other = { 0 };

      rim_partition_init (&other, points, self->n);
      choose_centers (&other, points, &state);
      if (!rim_partition_settle (&other, points, cancellable))
        return FALSE;
      if (other.spread < self->spread)
        {
          RimPartition better = other;

          other = *self;
          *self = better;
        }
    }

  return TRUE;
}
