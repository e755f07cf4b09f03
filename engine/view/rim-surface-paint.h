/* rim-surface-paint.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "view/rim-render.h"
#include "view/rim-surface.h"

G_BEGIN_DECLS

RimSurface *rim_surface_new_of_values (RimVolume        *volume,
                                       guint             n_smoothings) G_GNUC_WARN_UNUSED_RESULT;
float      *rim_surface_paint         (const RimSurface *self,
                                       const RimLayer   *layer,
                                       const guint8      base[3]) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
