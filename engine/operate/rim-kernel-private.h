/* rim-kernel-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "operate/rim-reach.h"
#include "operate/rim-rows-private.h"

G_BEGIN_DECLS

/* A nanometre: spacings are decimal fractions, so that what is meant to lie at a
 * distance lies there up to rounding. The same as that of VOIs.
 */
#define RIM_REACH_TOLERANCE 1e-6

/**
 * RimKernelRow:
 * @dj: how many rows away
 * @dk: how many slices away
 * @low: the first column, from the middle
 * @high: the last one
 */
typedef struct
{
  int dj;
  int dk;
  int low;
  int high;
} RimKernelRow;

/**
 * RimKernel:
 * @rows: (element-type RimKernelRow): of each row that it has voxels in
 * @low: how far it reaches to lower indices
 * @high: how far to higher ones
 * @n_voxels: how many it has; the middle is always one
 *
 * The voxels whose centres lie within a reach of one in the middle. As the body of
 * a reach is convex, there is one run in a row on any grid, also where its axes are
 * not square.
 */
typedef struct
{
  GArray *rows;
  guint   low[3];
  guint   high[3];
  gsize   n_voxels;
} RimKernel;

RimKernel *rim_kernel_new    (const RimGrid    *grid,
                              const RimReach   *reach,
                              gboolean          in_slice) G_GNUC_WARN_UNUSED_RESULT;
void       rim_kernel_free   (RimKernel        *self);

/* These need a window that has room for the kernel around the voxels. */
RimRows   *rim_kernel_dilate (const RimKernel  *self,
                              const RimRows    *rows,
                              GCancellable     *cancellable,
                              GError          **error) G_GNUC_WARN_UNUSED_RESULT;
RimRows   *rim_kernel_erode  (const RimKernel  *self,
                              const RimRows    *rows,
                              GCancellable     *cancellable,
                              GError          **error) G_GNUC_WARN_UNUSED_RESULT;
RimRows   *rim_kernel_median (const RimKernel  *self,
                              const RimRows    *rows,
                              GCancellable     *cancellable,
                              GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimKernel, rim_kernel_free)

G_END_DECLS
