/* rim-fusion-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "filter/rim-fusion.h"
#include "volume/rim-field.h"

G_BEGIN_DECLS

/**
 * RimFusion:
 * @settings: what to make
 * @grid: the whole grid of the fused image
 * @box: what to fuse of it
 * @outer: what both fields hold: @box with the neighbours it needs
 * @voi: (nullable): on @grid; what things are measured in, else all of @box
 * @ct: comparable with @pet
 * @pet: comparable with @ct
 * @fused: what comes out, over @box
 */
typedef struct
{
  const RimFusionSettings *settings;
  const RimGrid           *grid;
  RimBox                   box;
  RimBox                   outer;
  RimMask                 *voi;
  RimField                *ct;
  RimField                *pet;
  RimField                *fused;
  GCancellable            *cancellable;
} RimFusion;

RimField *rim_fusion_resample   (RimVolume        *image,
                                 const RimGrid    *grid,
                                 const RimBox     *box,
                                 const RimBox     *needed,
                                 RimInterpolator   interpolator,
                                 GCancellable     *cancellable,
                                 GError          **error) G_GNUC_WARN_UNUSED_RESULT;
guint     rim_fusion_get_reach  (const RimFusionSettings *settings,
                                 GError                 **error);
gboolean  rim_fusion_wavelet    (RimFusion        *self,
                                 GError          **error);
gboolean  rim_fusion_divergence (RimFusion        *self,
                                 GError          **error);

G_END_DECLS
