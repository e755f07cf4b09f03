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
 * @places: (array length=n_vertices): where the voxels of a row sample it
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
} RimLbpSampler;

void rim_lbp_sampler_init   (RimLbpSampler       *self,
                             const RimSpline     *spline,
                             const RimVec3       *vertices,
                             guint                n_vertices,
                             const RimBox        *box);
void rim_lbp_sampler_clear  (RimLbpSampler       *self);
void rim_lbp_sampler_sample (const RimLbpSampler *self,
                             guint                vertex,
                             guint                j,
                             guint                k,
                             double              *samples);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimLbpSampler, rim_lbp_sampler_clear)

G_END_DECLS
