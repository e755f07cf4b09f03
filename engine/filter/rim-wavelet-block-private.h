/* rim-wavelet-block-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "filter/rim-wavelet-line-private.h"
#include "volume/rim-field.h"

G_BEGIN_DECLS

/**
 * RimWaveletBlock:
 * @spans: which samples along i, j, k, of an image that repeats itself
 * @is_single: whether they are floats, else doubles
 * @samples: i fastest
 *
 * A block of an image, before, between or after its passes.
 */
typedef struct
{
  RimWaveletSpan spans[3];
  gboolean       is_single;
  char          *samples;
} RimWaveletBlock;

RimWaveletBlock *rim_wavelet_block_new_from_volume (RimVolume               *image,
                                                    const RimWaveletSpan     spans[3],
                                                    GCancellable            *cancellable,
                                                    GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
RimWaveletBlock *rim_wavelet_block_filter          (const RimWaveletBlock   *self,
                                                    guint                    axis,
                                                    const RimWaveletFilter  *filter,
                                                    const RimWaveletSpan    *span,
                                                    GCancellable            *cancellable,
                                                    GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
RimField        *rim_wavelet_block_free_to_field   (RimWaveletBlock         *self,
                                                    const RimGrid           *grid,
                                                    GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
void             rim_wavelet_block_free            (RimWaveletBlock         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimWaveletBlock, rim_wavelet_block_free)

G_END_DECLS
