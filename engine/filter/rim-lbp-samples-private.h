/* rim-lbp-samples-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rim-affine.h"
#include "filter/rim-spline-private.h"
#include "kernels/rim-kernels.h"

G_BEGIN_DECLS

/**
 * RimLbpSampler:
 * @spline: of the image
 * @vertices: (array length=n_vertices): added to (k, j, i), in that order
 * @n_vertices: how many there are
 * @first: the first voxel of a row
 * @n: the voxels of a row
 * @places: where the voxels of a row sample it
 * @vertex_places: (array length=n_vertices): those of each vertex
 *
 * Samples an image around voxels.
 */
typedef struct
{
  const RimSpline *spline;
  const RimVec3   *vertices;
  guint            n_vertices;
  guint            first;
  gsize            n;
  GPtrArray       *places;
  gconstpointer   *vertex_places;
} RimLbpSampler;

/**
 * RimLbpTaps:
 * @sampler: where the vertices are
 * @outer: (array length=n_vertices): what vertices take of slices
 * @middle: (array length=n_vertices): and of rows
 * @k: the slice that they are around
 * @is_placed: whether they are around any
 *
 * Samples an image around the voxels of a row. Each thread has its own.
 */
typedef struct
{
  const RimLbpSampler *sampler;
  RimSplineTaps       *outer;
  RimSplineTaps       *middle;
  guint                k;
  gboolean             is_placed;
} RimLbpTaps;

void rim_lbp_sampler_init  (RimLbpSampler       *self,
                            const RimSpline     *spline,
                            const RimVec3       *vertices,
                            guint                n_vertices,
                            const RimBox        *box);
void rim_lbp_sampler_clear (RimLbpSampler       *self);

void rim_lbp_taps_init     (RimLbpTaps          *self,
                            const RimLbpSampler *sampler);
void rim_lbp_taps_clear    (RimLbpTaps          *self);
void rim_lbp_taps_move     (RimLbpTaps          *self,
                            guint                j,
                            guint                k);
void rim_lbp_taps_sample   (const RimLbpTaps    *self,
                            guint                vertex,
                            gsize                begin,
                            gsize                end,
                            double              *samples);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimLbpSampler, rim_lbp_sampler_clear)

G_END_DECLS
