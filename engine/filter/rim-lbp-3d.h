/* rim-lbp-3d.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "filter/rim-filter.h"

G_BEGIN_DECLS

/**
 * RimLbp3dSettings:
 * @levels: how many degrees of spherical harmonics, 1 to 8
 * @radius: of the sphere, in voxels
 * @subdivision: of the icosahedron whose vertices are sampled, at most 4
 *
 * What local binary patterns in space are made with.
 */
typedef struct
{
  guint  levels;
  double radius;
  guint  subdivision;
} RimLbp3dSettings;

#define RIM_LBP_3D_SETTINGS_INIT { 2, 1.0, 1 }

void     rim_lbp_3d_list_names (const RimLbp3dSettings  *settings,
                                GStrvBuilder            *names);
gboolean rim_filter_lbp_3d     (RimVolume               *image,
                                const RimBox            *box,
                                const guint8            *wanted,
                                const RimLbp3dSettings  *settings,
                                RimFilteredFunc          func,
                                gpointer                 data,
                                GCancellable            *cancellable,
                                GError                 **error);

G_END_DECLS
