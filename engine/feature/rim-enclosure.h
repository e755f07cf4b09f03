/* rim-enclosure.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-frame.h"
#include "feature/rim-hull.h"

G_BEGIN_DECLS

/**
 * RimEnclosure:
 * @volume: mm³
 * @area: mm²
 *
 * How large a body is that is put around a mesh.
 */
typedef struct
{
  double volume;
  double area;
} RimEnclosure;

/* The hull is one of half voxels. */
void rim_enclosure_init_hull             (RimEnclosure   *self,
                                          const RimHull  *hull,
                                          const RimFrame *frame);
void rim_enclosure_init_box              (RimEnclosure   *self,
                                          const RimHull  *hull,
                                          const RimFrame *frame);
void rim_enclosure_init_smallest_box     (RimEnclosure   *self,
                                          const RimHull  *hull,
                                          const RimFrame *frame,
                                          const RimVec3   principal[3]);
void rim_enclosure_init_ellipsoid        (RimEnclosure   *self,
                                          const double    semi_axes[3]);
void rim_enclosure_init_smallest_ellipsoid (RimEnclosure   *self,
                                            const RimHull  *hull,
                                            const RimFrame *frame);
RimVec3 *rim_enclosure_place_points      (const RimHull  *hull,
                                          const RimFrame *frame) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
