/* rim-search-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "delineate/rim-delineate.h"

G_BEGIN_DECLS

#define RIM_NOWHERE G_MAXSIZE

/**
 * RimSearch:
 * @volume: the image
 * @box: of its voxels
 * @grid: where the voxels of the box lie; of its own size
 * @n_voxels: of the box
 * @values: i fastest; %NAN beyond the region and where there is no value
 * @point: the middle of the region, LPS mm
 * @at: the voxel of the box that it lies in
 *
 * The region in which a method looks: a ball, and no more than its limit.
 */
typedef struct
{
  RimVolume *volume;
  RimBox     box;
  RimGrid    grid;
  gsize      n_voxels;
  double    *values;
  RimVec3    point;
  gsize      at;
} RimSearch;

gboolean   rim_place_find_voxel (const RimGrid  *grid,
                                 RimVec3         point,
                                 guint           index[3]);
gboolean   rim_place_require_voxel (const RimGrid  *grid,
                                    RimVec3         point,
                                    guint           index[3],
                                    GError        **error);
void       rim_place_find_box   (const RimGrid  *grid,
                                 const guint     index[3],
                                 double          distance,
                                 RimBox         *box);

RimSearch *rim_search_new       (RimVolume      *volume,
                                 RimVec3         point,
                                 double          radius,
                                 RimMask        *within,
                                 GError        **error) G_GNUC_WARN_UNUSED_RESULT;
RimSearch *rim_search_new_box   (RimVolume       *volume,
                                 const RimBox    *box,
                                 GError         **error) G_GNUC_WARN_UNUSED_RESULT;
void       rim_search_free      (RimSearch      *self);
RimVec3    rim_search_get_place (const RimSearch *self,
                                 gsize            voxel);
gsize      rim_search_get_neighbour (const RimSearch *self,
                                     gsize            voxel,
                                     guint            side);
gsize      rim_search_find_maximum (const RimSearch *self,
                                    const double    *values,
                                    double           distance);
gboolean   rim_search_flood     (const RimSearch *self,
                                 const double    *values,
                                 gsize            seed,
                                 double           low,
                                 double           high,
                                 guint8          *inside,
                                 GCancellable    *cancellable,
                                 GError         **error);
gboolean   rim_search_fill_holes (const RimSearch *self,
                                  guint8          *inside,
                                  GCancellable    *cancellable,
                                  GError         **error);
gboolean   rim_search_reaches_end (const RimSearch *self,
                                   const guint8    *inside);
double    *rim_search_smooth    (const RimSearch *self,
                                 const double    *values,
                                 double           sigma,
                                 GCancellable    *cancellable,
                                 GError         **error) G_GNUC_WARN_UNUSED_RESULT;
double    *rim_search_get_gradient (const RimSearch *self,
                                    const double    *values) G_GNUC_WARN_UNUSED_RESULT;
gboolean   rim_search_open       (const RimSearch *self,
                                  gsize            seed,
                                  double           radius,
                                  guint8          *inside,
                                  gboolean        *reaches_end,
                                  GCancellable    *cancellable,
                                  GError         **error);
RimMask   *rim_search_to_mask   (const RimSearch *self,
                                 const guint8    *inside) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimSearch, rim_search_free)

G_END_DECLS
