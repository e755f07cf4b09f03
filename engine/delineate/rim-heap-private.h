/* rim-heap-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimHeapItem:
 * @key: the least comes first; of equal ones what was put in first
 * @voxel: which
 * @from: whatever the owner likes
 */
typedef struct
{
  double  key;
  guint64 order;
  gsize   voxel;
  guint32 from;
} RimHeapItem;

/**
 * RimHeap:
 *
 * A queue of voxels by a key, which floods and shortest paths work through. What comes
 * out depends on what was put in and in which order, and on nothing else.
 */
typedef struct
{
  GArray *items;
  guint64 n_pushed;
} RimHeap;

void     rim_heap_init  (RimHeap     *self);
void     rim_heap_clear (RimHeap     *self);
void     rim_heap_push  (RimHeap     *self,
                         double       key,
                         gsize        voxel,
                         guint32      from);
gboolean rim_heap_pop   (RimHeap     *self,
                         RimHeapItem *item);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimHeap, rim_heap_clear)

G_END_DECLS
