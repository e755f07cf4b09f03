/* rim-planar-shape-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-measurement-values.h"

G_BEGIN_DECLS

/**
 * RimPlanarShape:
 * @origin: a point of the plane, LPS mm
 * @u: along the plane, of length one
 * @v: square to @u, of length one
 * @xy: corners on the plane, of an ellipse those of the rectangle around it, mm
 * @n: how many
 *
 * A region as it lies on its plane.
 */
typedef struct
{
  RimMeasurementKind kind;
  RimVec3            origin;
  RimVec3            u;
  RimVec3            v;
  double            *xy;
  guint              n;
} RimPlanarShape;

void     rim_planar_shape_init     (RimPlanarShape       *self,
                                    RimMeasurement       *measurement);
void     rim_planar_shape_clear    (RimPlanarShape       *self);
RimVec3  rim_planar_shape_get_corner (const RimPlanarShape *self,
                                      guint                 corner);
gboolean rim_planar_shape_contains (const RimPlanarShape *self,
                                    RimVec3               point);
double   rim_planar_shape_measure_outline (RimMeasurement *measurement);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimPlanarShape, rim_planar_shape_clear)

G_END_DECLS
