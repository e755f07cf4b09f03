/* rim-buckets.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-buckets-private.h"

#include <math.h>

/* More would take longer to look through than to sort what is in them. */
#define MAX_RINGS 4096

#define FIRST_ALLOCATED 256

/**
 * rim_buckets_init:
 * @self: (out caller-allocates): an empty queue
 * @width: of the keys of a bucket, more than 0
 * @step: by how much a key that is put in exceeds the last taken out, at the most
 */
void
rim_buckets_init (RimBuckets *self,
                  double      width,
                  double      step)
{
  width = MAX (width, step / (MAX_RINGS - 2));
  *self = (RimBuckets) { .width = width, .n_rings = (guint) ceil (step / width) + 2 };
  self->rings = g_new0 (RimBucketsRing, self->n_rings);
}

void
rim_buckets_clear (RimBuckets *self)
{
  for (guint n = 0; n < self->n_rings; n++)
    g_free (self->rings[n].items);
  g_clear_pointer (&self->rings, g_free);
  self->n_rings = 0;
}

void
rim_buckets_push (RimBuckets *self,
                  double      key,
                  gsize       voxel)
{
  guint64 bucket = MAX ((guint64) (key / self->width), self->bucket);
  RimBucketsRing *ring = &self->rings[bucket % self->n_rings];

  if (ring->n_items == ring->n_allocated)
    {
      ring->n_allocated = MAX (2 * ring->n_allocated, FIRST_ALLOCATED);
      ring->items = g_renew (RimBucketsItem, ring->items, ring->n_allocated);
    }
  ring->items[ring->n_items++] = (RimBucketsItem) { key, voxel };
  self->n_items++;
}

/**
 * rim_buckets_pop:
 * @self: a queue
 * @item: (out caller-allocates): one of the first bucket, which is no longer in it
 *
 * Returns: whether there was one
 */
gboolean
rim_buckets_pop (RimBuckets     *self,
                 RimBucketsItem *item)
{
  RimBucketsRing *ring = &self->rings[self->bucket % self->n_rings];

  if (self->n_items == 0)
    return FALSE;

  while (self->next == ring->n_items)
    {
      ring->n_items = 0;
      self->next = 0;
      ring = &self->rings[++self->bucket % self->n_rings];
    }

  *item = ring->items[self->next++];
  self->n_items--;

  return TRUE;
}
