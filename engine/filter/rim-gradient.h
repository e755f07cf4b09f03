/* rim-gradient.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "filter/rim-filter.h"

G_BEGIN_DECLS

/**
 * RimGradientSettings:
 * @use_spacing: whether per mm, else per voxel
 */
typedef struct
{
  gboolean use_spacing;
} RimGradientSettings;

#define RIM_GRADIENT_SETTINGS_INIT { TRUE }

gboolean rim_filter_gradient (RimVolume                  *image,
                              const RimBox               *box,
                              const RimGradientSettings  *settings,
                              RimFilteredFunc             func,
                              gpointer                    data,
                              GCancellable               *cancellable,
                              GError                    **error);

G_END_DECLS
