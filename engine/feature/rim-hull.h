/* rim-hull.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No coordinate is further from 0, so that every determinant is exact. */
#define RIM_HULL_MAX (1 << 18)

/**
 * RimHullPoint:
 *
 * A point of whole coordinates.
 */
typedef struct
{
  gint32 i;
  gint32 j;
  gint32 k;
} RimHullPoint;

/**
 * RimHull:
 * @n_points: how many points are corners
 * @points: (array length=n_points): corners; some may lie within an edge or a
 *   side of the hull
 * @n_faces: how many triangles the sides are cut into
 * @faces: (array length=n_faces): indices of corners, anticlockwise from outside
 * @neighbours: (array length=n_faces): the triangles across the edges from each
 *   corner to the next
 *
 * The convex hull of points in space. It is exact, and depends on nothing but the
 * points and their order.
 */
typedef struct
{
  gsize         n_points;
  RimHullPoint *points;
  gsize         n_faces;
  guint32 (*faces)[3];
  guint32 (*neighbours)[3];
} RimHull;

RimHull *rim_hull_new        (const RimHullPoint *points,
                              gsize               n_points) G_GNUC_WARN_UNUSED_RESULT;
void     rim_hull_free       (RimHull            *self);
void     rim_hull_get_normal (const RimHull      *self,
                              gsize               face,
                              gint64              normal[3]);
gint64   rim_hull_get_volume (const RimHull      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimHull, rim_hull_free)

G_END_DECLS
