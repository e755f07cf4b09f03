/* rim-mask-smooth.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-mask.h"

G_BEGIN_DECLS

RimMask   *rim_mask_median          (RimMask        *self,
                                     double          radius_mm,
                                     gboolean        in_slice,
                                     GCancellable   *cancellable,
                                     GError        **error) G_GNUC_WARN_UNUSED_RESULT;
RimMask   *rim_mask_open            (RimMask        *self,
                                     double          radius_mm,
                                     gboolean        in_slice,
                                     GCancellable   *cancellable,
                                     GError        **error) G_GNUC_WARN_UNUSED_RESULT;
RimMask   *rim_mask_close           (RimMask        *self,
                                     double          radius_mm,
                                     gboolean        in_slice,
                                     GCancellable   *cancellable,
                                     GError        **error) G_GNUC_WARN_UNUSED_RESULT;
RimMask   *rim_mask_gaussian        (RimMask        *self,
                                     double          sigma_mm,
                                     gboolean        in_slice,
                                     GCancellable   *cancellable,
                                     GError        **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *rim_masks_smooth_jointly (RimMask *const *masks,
                                     guint           n_masks,
                                     double          sigma_mm,
                                     gboolean        in_slice,
                                     GCancellable   *cancellable,
                                     GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
