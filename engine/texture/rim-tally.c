/* rim-tally.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-tally-private.h"

#include <string.h>

#include "rim-chunk-private.h"

/* How many keys are made before they are counted. */
#define PIECE 2048

/* A table of counts for every key there may be is filled, and read through,
 * faster than keys are sorted while it is not much larger than they are many.
 */
#define DENSE_MIN 4096
#define DENSE_PER_VOXEL 4

/* Successive keys are counted in tables of their own while these are small: as
 * neighbours are alike, one table would wait for its own last count.
 */
#define LANES 4
#define LANES_MAX_KEYS 4096

#define RADIX_BITS 11
#define RADIX (1u << RADIX_BITS)

static void
reserve (RimTally *self,
         gsize     n)
{
  self->n = 0;
  self->keys = g_new (guint32, n);
  self->counts = g_new (guint32, n);
}

static void
count_keys (guint32       *table,
            gsize          lane,
            const guint32 *keys,
            gsize          n)
{
  gsize k = 0;

  for (; k + LANES <= n; k += LANES)
    {
      table[keys[k]]++;
      table[lane + keys[k + 1]]++;
      table[2 * lane + keys[k + 2]]++;
      table[3 * lane + keys[k + 3]]++;
    }
  for (; k < n; k++)
    table[keys[k]]++;
}

static void
collect (RimTally      *self,
         const guint32 *table,
         guint32        first_key,
         gsize          n_keys)
{
  gsize n = 0;

  for (gsize key = first_key; key < n_keys; key++)
    n += table[key] > 0;

  reserve (self, n);
  for (gsize key = first_key; key < n_keys; key++)
    if (table[key] > 0)
      {
        self->keys[self->n] = (guint32) key;
        self->counts[self->n++] = table[key];
      }
}

static void
count_densely (RimTally     *self,
               gsize         begin,
               gsize         end,
               guint32       first_key,
               gsize         n_keys,
               RimTallyFunc  func,
               gpointer      data)
{
  gsize lane = n_keys <= LANES_MAX_KEYS ? n_keys : 0;
  g_autofree guint32 *table = g_new0 (guint32, n_keys + (LANES - 1) * lane);
  guint32 keys[PIECE + RIM_CHUNK];

  for (gsize at = begin; at < end; at += PIECE)
    {
      gsize last = MIN (at + PIECE, end);

      func (at, last, keys, data);
      count_keys (table, lane, keys, last - at);
    }

  for (guint other = 1; lane > 0 && other < LANES; other++)
    for (gsize key = 0; key < n_keys; key++)
      table[key] += table[other * lane + key];

  collect (self, table, first_key, n_keys);
}

static void
sort_by_digit (const guint32 *from,
               guint32       *to,
               gsize          n,
               guint          shift)
{
  gsize starts[RADIX + 1] = { 0 };

  for (gsize i = 0; i < n; i++)
    starts[((from[i] >> shift) & (RADIX - 1)) + 1]++;
  for (guint digit = 0; digit < RADIX; digit++)
    starts[digit + 1] += starts[digit];
  for (gsize i = 0; i < n; i++)
    to[starts[(from[i] >> shift) & (RADIX - 1)]++] = from[i];
}

static void
sort_keys (guint32 **keys,
           gsize     n,
           guint64   n_keys)
{
  guint32 *sorted = g_new (guint32, n);

  for (guint shift = 0; shift < 32 && (n_keys - 1) >> shift > 0; shift += RADIX_BITS)
    {
      guint32 *swapped = *keys;

      sort_by_digit (*keys, sorted, n, shift);
      *keys = sorted;
      sorted = swapped;
    }

  g_free (sorted);
}

static void
count_sparsely (RimTally     *self,
                gsize         begin,
                gsize         end,
                guint32       first_key,
                guint64       n_keys,
                RimTallyFunc  func,
                gpointer      data)
{
  gsize n = end - begin;
  guint32 *keys = g_new (guint32, n + RIM_CHUNK);

  func (begin, end, keys, data);
  sort_keys (&keys, n, n_keys);

  reserve (self, n);
  for (gsize k = 0; k < n; k++)
    if (self->n > 0 && self->keys[self->n - 1] == keys[k])
      self->counts[self->n - 1]++;
    else if (keys[k] >= first_key)
      {
        self->keys[self->n] = keys[k];
        self->counts[self->n++] = 1;
      }

  g_free (keys);
  self->keys = g_renew (guint32, self->keys, self->n);
  self->counts = g_renew (guint32, self->counts, self->n);
}

/**
 * rim_tally_init:
 * @self: (out caller-allocates): where the counts go
 * @begin: the first voxel
 * @end: one past the last
 * @first_key: keys below do not count
 * @n_keys: every key is below this; at most 2³²
 * @func: gives the keys of voxels
 * @data: for @func
 *
 * Counts keys. Takes at most 32 bytes per voxel on the way, and 8 per different
 * key for good, however many keys there may be.
 */
void
rim_tally_init (RimTally     *self,
                gsize         begin,
                gsize         end,
                guint32       first_key,
                guint64       n_keys,
                RimTallyFunc  func,
                gpointer      data)
{
  if (n_keys <= MAX (DENSE_MIN, (guint64) DENSE_PER_VOXEL * (end - begin)))
    count_densely (self, begin, end, first_key, n_keys, func, data);
  else
    count_sparsely (self, begin, end, first_key, n_keys, func, data);
}

void
rim_tally_clear (RimTally *self)
{
  g_clear_pointer (&self->keys, g_free);
  g_clear_pointer (&self->counts, g_free);
  self->n = 0;
}

static void
add_weighed (RimCells       *self,
             const RimTally *tally,
             double          weight)
{
  RimCells sum = { 0, g_new (guint32, self->n + tally->n), g_new (double, self->n + tally->n) };
  gsize a = 0;
  gsize b = 0;

  while (a < self->n || b < tally->n)
    {
      guint64 key_a = a < self->n ? self->keys[a] : G_MAXUINT64;
      guint64 key_b = b < tally->n ? tally->keys[b] : G_MAXUINT64;

      sum.keys[sum.n] = (guint32) MIN (key_a, key_b);
      sum.counts[sum.n] = 0.0;
      if (key_a <= key_b)
        sum.counts[sum.n] += self->counts[a++];
      if (key_b <= key_a)
        sum.counts[sum.n] += weight * tally->counts[b++];
      sum.n++;
    }

  rim_cells_clear (self);
  *self = sum;
}

/**
 * rim_cells_init:
 * @self: (out caller-allocates): where the sum goes
 * @tallies: (array length=n_tallies): what to add up, in this order
 * @weights: (array length=n_tallies) (nullable): the weight of each; 1 without
 * @n_tallies: how many
 *
 * Adds matrices up.
 */
void
rim_cells_init (RimCells       *self,
                const RimTally *tallies,
                const double   *weights,
                gsize           n_tallies)
{
  *self = (RimCells) { 0, NULL, NULL };

  for (gsize t = 0; t < n_tallies; t++)
    add_weighed (self, &tallies[t], weights != NULL ? weights[t] : 1.0);
}

void
rim_cells_clear (RimCells *self)
{
  g_clear_pointer (&self->keys, g_free);
  g_clear_pointer (&self->counts, g_free);
  self->n = 0;
}
