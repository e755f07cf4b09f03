/* rim-heap.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-heap-private.h"

#define ITEM(self, n) g_array_index ((self)->items, RimHeapItem, (n))

static gboolean
comes_before (const RimHeapItem *a,
              const RimHeapItem *b)
{
  return a->key < b->key || (a->key <= b->key && a->order < b->order);
}

void
rim_heap_init (RimHeap *self)
{
  self->items = g_array_new (FALSE, FALSE, sizeof (RimHeapItem));
  self->n_pushed = 0;
}

void
rim_heap_clear (RimHeap *self)
{
  g_clear_pointer (&self->items, g_array_unref);
}

void
rim_heap_push (RimHeap *self,
               double   key,
               gsize    voxel,
               guint32  from)
{
  RimHeapItem item = { key, self->n_pushed++, voxel, from };
  guint at = self->items->len;

  g_array_append_val (self->items, item);
  while (at > 0 && comes_before (&item, &ITEM (self, (at - 1) / 2)))
    {
      ITEM (self, at) = ITEM (self, (at - 1) / 2);
      at = (at - 1) / 2;
    }
  ITEM (self, at) = item;
}

/**
 * rim_heap_pop:
 * @self: a queue
 * @item: (out caller-allocates): what came first and is no longer in it
 *
 * Returns: whether there was one
 */
gboolean
rim_heap_pop (RimHeap     *self,
              RimHeapItem *item)
{
  RimHeapItem last;
  guint at = 0, n;

  if (self->items->len == 0)
    return FALSE;

  *item = ITEM (self, 0);
  n = self->items->len - 1;
  last = ITEM (self, n);
  g_array_set_size (self->items, n);
  for (guint child = 1; child < n; child = 2 * at + 1)
    {
      if (child + 1 < n && comes_before (&ITEM (self, child + 1), &ITEM (self, child)))
        child++;
      if (!comes_before (&ITEM (self, child), &last))
        break;
      ITEM (self, at) = ITEM (self, child);
      at = child;
    }
  if (n > 0)
    ITEM (self, at) = last;

  return TRUE;
}
