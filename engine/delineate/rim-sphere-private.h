/* rim-sphere-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rim-affine.h"

G_BEGIN_DECLS

/**
 * RimSphere:
 * @n_points: how many points
 * @points: on the unit sphere
 * @n_faces: how many triangles
 * @faces: three points each
 * @n_edges: how many edges
 * @edges: two points each
 *
 * An icosahedron of which every triangle was cut into four several times.
 */
typedef struct
{
  guint    n_points;
  RimVec3 *points;
  guint    n_faces;
  guint (*faces)[3];
  guint    n_edges;
  guint (*edges)[2];
} RimSphere;

RimSphere *rim_sphere_new  (guint n_cuts) G_GNUC_WARN_UNUSED_RESULT;
void       rim_sphere_free (RimSphere *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimSphere, rim_sphere_free)

G_END_DECLS
