/* rim-lacunarity.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RimBoxSums:
 *
 * The sums of all boxes of voxels that begin at the first one, from which the sum
 * of any box follows. Immutable once made; safe on any thread.
 */
typedef struct _RimBoxSums RimBoxSums;

RimBoxSums *rim_box_sums_new  (const double     *values,
                               const guint       size[3],
                               GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void        rim_box_sums_free (RimBoxSums       *self);
double      rim_box_sums_get  (const RimBoxSums *self,
                               guint             i,
                               guint             j,
                               guint             k,
                               guint             side);
double      rim_lacunarity    (const RimBoxSums *masses,
                               const RimBoxSums *filling,
                               guint             side);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimBoxSums, rim_box_sums_free)

G_END_DECLS
