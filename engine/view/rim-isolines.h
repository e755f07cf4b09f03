/* rim-isolines.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "view/rim-plane.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/**
 * RimIsolines:
 * @points: x, y in device pixels of the plane, pairs, (0, 0) is the top left corner of the
 *   top left pixel
 * @starts: where each line begins in @points, in points; one more than there are lines
 * @levels: the level of each line, as an index; in growing order
 * @n_lines: how many lines
 *
 * Lines of equal value on a plane. The last point of a line that is closed is the first.
 */
typedef struct
{
  double *points;
  gsize  *starts;
  guint  *levels;
  gsize   n_lines;
} RimIsolines;

RimIsolines *rim_isolines_new  (RimVolume      *volume,
                                const RimPlane *plane,
                                const double   *levels,
                                guint           n_levels) G_GNUC_WARN_UNUSED_RESULT;
void         rim_isolines_free (RimIsolines    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimIsolines, rim_isolines_free)

G_END_DECLS
