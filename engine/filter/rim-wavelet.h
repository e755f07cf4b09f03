/* rim-wavelet.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "filter/rim-filter.h"

G_BEGIN_DECLS

#define RIM_WAVELET_MAX_LEVELS 32

/**
 * RimWaveletSettings:
 * @wavelet: as PyWavelets calls it: "coif1"
 * @level: how many levels hand out images, at least 1
 * @start_level: how many levels come before them
 * @force_2d_axis: -1, or the axis that is left alone
 *
 * What a stationary wavelet transform is made with.
 */
typedef struct
{
  char  wavelet[16];
  guint level;
  guint start_level;
  int   force_2d_axis;
} RimWaveletSettings;

#define RIM_WAVELET_SETTINGS_INIT { "coif1", 1, 0, -1 }

gboolean rim_wavelet_is_known   (const char                *wavelet);
void     rim_wavelet_list_names (const RimWaveletSettings  *settings,
                                 GStrvBuilder              *names);
gboolean rim_filter_wavelet     (RimVolume                 *image,
                                 const RimBox              *box,
                                 const RimWaveletSettings  *settings,
                                 const char                *only,
                                 RimFilteredFunc            func,
                                 gpointer                   data,
                                 GCancellable              *cancellable,
                                 GError                   **error);

G_END_DECLS
