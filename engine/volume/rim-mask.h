/* rim-mask.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "core/rim-ref-count.h"
#include "volume/rim-grid.h"

G_BEGIN_DECLS

/**
 * RimRun:
 * @begin: the first column that is in
 * @end: one past the last column that is in
 */
typedef struct
{
  guint32 begin;
  guint32 end;
} RimRun;

/**
 * RimMaskSlice:
 *
 * The voxels of one slice that belong to a mask: runs along i, row by row. Runs
 * of a row are sorted, disjoint and not adjacent, so equal voxels give equal
 * runs. Immutable and reference counted; the empty slice is %NULL.
 */
typedef struct _RimMaskSlice RimMaskSlice;

/**
 * RimMask:
 *
 * A set of voxels on a grid, one #RimMaskSlice per k. Immutable and reference
 * counted: a change makes a new mask that shares every slice it does not touch,
 * so an edit costs what it touches and any thread may keep what it has.
 */
typedef struct _RimMask RimMask;

/**
 * RimMaskOp:
 *
 * How a slice is combined with another.
 */
typedef enum
{
  RIM_MASK_UNION,
  RIM_MASK_SUBTRACT,
  RIM_MASK_INTERSECT,
  RIM_MASK_XOR,
} RimMaskOp;

/**
 * RimBox:
 * @min: the lowest index along i, j, k
 * @max: one past the highest
 *
 * A box of voxels; empty where max is not above min.
 */
typedef struct
{
  guint min[3];
  guint max[3];
} RimBox;

#define RIM_TYPE_MASK       (rim_mask_get_type ())
#define RIM_TYPE_MASK_SLICE (rim_mask_slice_get_type ())

/* Slices */
GType         rim_mask_slice_get_type       (void);
RimMaskSlice *rim_mask_slice_new_from_bytes (const guint8   *voxels,
                                             guint           width,
                                             guint           height,
                                             gsize           stride) G_GNUC_WARN_UNUSED_RESULT;
RimMaskSlice *rim_mask_slice_new_from_box   (const guint8   *voxels,
                                             const RimBox   *box,
                                             gsize           stride) G_GNUC_WARN_UNUSED_RESULT;
RimMaskSlice *rim_mask_slice_new_from_rows  (guint           first_row,
                                             guint           n_rows,
                                             const guint32  *row_starts,
                                             const RimRun   *runs) G_GNUC_WARN_UNUSED_RESULT;
RimMaskSlice *rim_mask_slice_combine        (RimMaskSlice   *a,
                                             RimMaskSlice   *b,
                                             RimMaskOp       op) G_GNUC_WARN_UNUSED_RESULT;
RimMaskSlice *rim_mask_slice_ref            (RimMaskSlice   *self);
void          rim_mask_slice_unref          (RimMaskSlice   *self);
gboolean      rim_mask_slice_equal          (RimMaskSlice   *a,
                                             RimMaskSlice   *b);
void          rim_mask_slice_find_difference (RimMaskSlice  *a,
                                              RimMaskSlice  *b,
                                              RimBox        *box,
                                              guint          k);
void          rim_box_grow                  (RimBox         *self,
                                             const RimBox   *other);
gsize         rim_mask_slice_count          (RimMaskSlice   *self);
gboolean      rim_mask_slice_contains       (RimMaskSlice   *self,
                                             guint           i,
                                             guint           j);
void          rim_mask_slice_get_rows       (RimMaskSlice   *self,
                                             guint          *first_row,
                                             guint          *n_rows);
const RimRun *rim_mask_slice_get_runs       (RimMaskSlice   *self,
                                             guint           j,
                                             guint          *n_runs);
void          rim_mask_slice_paint          (RimMaskSlice   *self,
                                             guint8         *voxels,
                                             gsize           stride,
                                             guint8          value);
void          rim_mask_slice_serialize      (RimMaskSlice   *self,
                                             GByteArray     *bytes);
RimMaskSlice *rim_mask_slice_deserialize    (const guint8  **cursor,
                                             const guint8   *end,
                                             guint           width,
                                             guint           height,
                                             GError        **error) G_GNUC_WARN_UNUSED_RESULT;

/* Masks */
GType         rim_mask_get_type    (void);
RimMask      *rim_mask_new         (const RimGrid  *grid) G_GNUC_WARN_UNUSED_RESULT;
RimMask      *rim_mask_new_from_bytes (const RimGrid  *grid,
                                       const guint8   *voxels) G_GNUC_WARN_UNUSED_RESULT;
RimMask      *rim_mask_new_from_box (const RimGrid   *grid,
                                     const RimBox    *box,
                                     const guint8    *voxels) G_GNUC_WARN_UNUSED_RESULT;
RimMask      *rim_mask_new_box     (const RimGrid  *grid,
                                    const RimBox   *box) G_GNUC_WARN_UNUSED_RESULT;
RimMask      *rim_mask_new_take_slices (const RimGrid  *grid,
                                        RimMaskSlice  **slices) G_GNUC_WARN_UNUSED_RESULT;
RimMask      *rim_mask_with_slice  (RimMask        *self,
                                    guint           k,
                                    RimMaskSlice   *slice) G_GNUC_WARN_UNUSED_RESULT;
RimMask      *rim_mask_with_slices (RimMask        *self,
                                    guint           first_k,
                                    guint           n_slices,
                                    RimMaskSlice  **slices) G_GNUC_WARN_UNUSED_RESULT;
RimMask      *rim_mask_combine     (RimMask        *a,
                                    RimMask        *b,
                                    RimMaskOp       op) G_GNUC_WARN_UNUSED_RESULT;
RimMask      *rim_mask_ref         (RimMask        *self);
void          rim_mask_unref       (RimMask        *self);
const RimGrid *rim_mask_get_grid   (RimMask        *self);
RimMaskSlice *rim_mask_get_slice   (RimMask        *self,
                                    guint           k);
gboolean      rim_mask_contains    (RimMask        *self,
                                    guint           i,
                                    guint           j,
                                    guint           k);
gboolean      rim_mask_contains_point (RimMask     *self,
                                       RimVec3      point);
gboolean      rim_mask_equal       (RimMask        *a,
                                    RimMask        *b);
gsize         rim_mask_count       (RimMask        *self);
double        rim_mask_get_volume  (RimMask        *self);
gboolean      rim_mask_get_bounds  (RimMask        *self,
                                    RimBox         *box);
guint8       *rim_mask_to_bytes    (RimMask        *self) G_GNUC_WARN_UNUSED_RESULT;
void          rim_mask_paint_box   (RimMask        *self,
                                    const RimBox   *box,
                                    guint8         *voxels,
                                    guint8          value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimMaskSlice, rim_mask_slice_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimMask, rim_mask_unref)

G_END_DECLS
