/* bench-lesion.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-mask.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

gboolean bench_lesion_load (const char  *patient,
                            RimVolume  **image,
                            RimMask    **mask);
void     bench_lesion_make (double       n_voxels,
                            RimVolume  **image,
                            RimMask    **mask);
float    bench_lesion_get_value (guint  i,
                                 guint  j,
                                 guint  k,
                                 double distance);

G_END_DECLS
