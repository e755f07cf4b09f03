/* rim-spline-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "filter/rim-filter.h"

G_BEGIN_DECLS

/**
 * RimSpline:
 * @size: of the image
 * @min: the lowest index along i, j, k whose coefficient is here; along i it may
 *   lie before the image
 * @n: how many there are along i, j, k
 * @stride: from row to row
 * @coefficients: i fastest
 *
 * The coefficients of a cubic spline through the voxels of an image, which is
 * mirrored at its first and last voxels.
 */
typedef struct
{
  guint   size[3];
  gint64  min[3];
  gsize   n[3];
  gsize   stride;
  double *coefficients;
} RimSpline;

/**
 * RimSplineTaps:
 * @is_inside: whether the place is within the image
 * @first: the index of the first of four coefficients
 * @weights: their weights
 *
 * What a place along one axis takes of a spline.
 */
typedef struct
{
  gboolean is_inside;
  gint64   first;
  double   weights[4];
} RimSplineTaps;

gboolean      rim_spline_init      (RimSpline        *self,
                                    RimVolume        *image,
                                    const RimBox     *box,
                                    guint             reach,
                                    GCancellable     *cancellable,
                                    GError          **error);
void          rim_spline_clear     (RimSpline        *self);
RimSplineTaps rim_spline_find_taps (const RimSpline  *self,
                                    guint             axis,
                                    double            place);
const double *rim_spline_get_row   (const RimSpline  *self,
                                    gint64            j,
                                    gint64            k);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimSpline, rim_spline_clear)

G_END_DECLS
