/* rim-sheet-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-mask.h"

G_BEGIN_DECLS

/**
 * RimSheet:
 * @first: the index of its first pixel along the two axes of the slice
 * @size: how many pixels along either; none where there is nothing
 * @pixels: one byte each, the first axis fastest; 1 where in
 *
 * A part of one slice along any axis. What lies beyond it is out.
 */
typedef struct
{
  gssize  first[2];
  gsize   size[2];
  guint8 *pixels;
} RimSheet;

/**
 * RimSheetBox:
 * @min: the lowest index along either axis
 * @max: one past the highest
 */
typedef struct
{
  gssize min[2];
  gssize max[2];
} RimSheetBox;

/**
 * RimMetric:
 * @uu: squared length of a step along the first axis, mm²
 * @uv: what a step along either has in common, mm²; 0 where they are square
 * @vv: squared length of a step along the second axis, mm²
 *
 * How far pixels are apart.
 */
typedef struct
{
  double uu;
  double uv;
  double vv;
} RimMetric;

#define RIM_SHEET_BOX_EMPTY ((RimSheetBox) { { G_MAXSSIZE, G_MAXSSIZE }, { G_MINSSIZE, G_MINSSIZE } })

void      rim_sheet_axes         (guint axis,
                                  guint axes[2]);
RimSheet *rim_sheet_new          (const RimSheetBox *box) G_GNUC_WARN_UNUSED_RESULT;
RimSheet *rim_sheet_new_from_mask (RimMask          *mask,
                                   guint             axis,
                                   guint             at,
                                   const RimBox     *bounds) G_GNUC_WARN_UNUSED_RESULT;
void      rim_sheet_free         (RimSheet          *self);
gboolean  rim_sheet_contains     (const RimSheet    *self,
                                  gssize             u,
                                  gssize             v);
gboolean  rim_sheet_get_bounds   (const RimSheet    *self,
                                  RimSheetBox       *box);
void      rim_sheet_box_grow     (RimSheetBox       *self,
                                  const RimSheetBox *other,
                                  const gssize       shift[2]);

/* What a sheet encloses, filled; what hangs together by edges or corners, numbered
 * from 1 in the order of the first pixels, 0 outside.
 */
RimSheet *rim_sheet_fill         (const RimSheet    *self) G_GNUC_WARN_UNUSED_RESULT;
guint32  *rim_sheet_label        (const RimSheet    *self,
                                  guint32           *n_labels) G_GNUC_WARN_UNUSED_RESULT;

/* Of each pixel of @box how far it is from the outline of @self, mm, below 0 inside.
 * The outline is the middle between neighbours of which one is in.
 */
double   *rim_sheet_distance     (const RimSheet    *self,
                                  const RimSheetBox *box,
                                  const RimMetric   *metric) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimSheet, rim_sheet_free)

G_END_DECLS
