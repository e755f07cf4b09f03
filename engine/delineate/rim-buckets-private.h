/* rim-buckets-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimBucketsItem:
 * @key: about the least comes first
 * @voxel: which
 */
typedef struct
{
  double key;
  gsize  voxel;
} RimBucketsItem;

/* What is in one bucket. */
typedef struct
{
  RimBucketsItem *items;
  guint           n_items;
  guint           n_allocated;
} RimBucketsRing;

/**
 * RimBuckets:
 *
 * A queue of voxels by a key from 0 on, of which those in a bucket come in no order: for
 * shortest ways that are corrected until nothing gets shorter, which is several times as fast
 * as a RimHeap. A key is put in that is no less than the last taken out, and not more than a
 * step greater.
 */
typedef struct
{
  RimBucketsRing *rings;
  guint           n_rings;
  double          width;
  guint64         bucket;       /* that is worked through, counted from key 0 on */
  guint           next;         /* of its items */
  gsize           n_items;
} RimBuckets;

void     rim_buckets_init  (RimBuckets *self,
                            double      width,
                            double      step);
void     rim_buckets_clear (RimBuckets *self);
void     rim_buckets_push  (RimBuckets *self,
                            double      key,
                            gsize       voxel);
gboolean rim_buckets_pop   (RimBuckets     *self,
                            RimBucketsItem *item);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimBuckets, rim_buckets_clear)

G_END_DECLS
