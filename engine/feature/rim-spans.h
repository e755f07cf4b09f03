/* rim-spans.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-hull.h"
#include "feature/rim-solid.h"

G_BEGIN_DECLS

/**
 * RimSpan:
 * @low: the first
 * @high: the last; below @low where there is none
 *
 * The ends of what lies on a line.
 */
typedef struct
{
  gint32 low;
  gint32 high;
} RimSpan;

/**
 * RimSpans:
 * @size: twice the size of the solid
 * @along_i: (array): by k and j, j fastest: vertices on a line along i
 * @along_j: (array): by k and i, i fastest: vertices on a line along j
 *
 * The outermost vertices of the mesh of a solid: the middles between two voxels
 * that share a face, one of which is in. Coordinates count half voxels, from the
 * solid's first voxel.
 */
typedef struct
{
  guint    size[3];
  RimSpan *along_i;
  RimSpan *along_j;
} RimSpans;

RimSpans *rim_spans_new         (const RimSolid  *solid) G_GNUC_WARN_UNUSED_RESULT;
void      rim_spans_free        (RimSpans        *self);
double    rim_spans_get_longest (const RimSpans  *self,
                                 guint            axis,
                                 const double     spacing[3]);
RimHull  *rim_spans_make_hull   (const RimSpans  *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimSpans, rim_spans_free)

G_END_DECLS
