/* rim-surface.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-mask.h"

G_BEGIN_DECLS

/**
 * RimSurface:
 * @points: x, y, z of each, LPS mm
 * @normals: outward, of length 1, one of each point
 * @triangles: three points each, counter-clockwise seen from outside
 * @n_points: how many points
 * @n_triangles: how many triangles
 *
 * The surface of a mask, to be looked at: closed, and smoothed within half a
 * voxel, so that it must not be measured. Plain data.
 */
typedef struct
{
  float   *points;
  float   *normals;
  guint32 *triangles;
  guint    n_points;
  guint    n_triangles;
} RimSurface;

RimSurface *rim_surface_new  (RimMask     *mask,
                              guint        n_smoothings) G_GNUC_WARN_UNUSED_RESULT;
void        rim_surface_free (RimSurface  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimSurface, rim_surface_free)

G_END_DECLS
