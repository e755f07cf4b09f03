/* rim-mask-split.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-mask.h"

G_BEGIN_DECLS

GPtrArray *rim_mask_split_by_plane (RimMask        *self,
                                    RimVec3         point,
                                    RimVec3         normal,
                                    GCancellable   *cancellable,
                                    GError        **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *rim_mask_split_by_mask  (RimMask        *self,
                                    RimMask        *other,
                                    GError        **error) G_GNUC_WARN_UNUSED_RESULT;
RimMask   *rim_masks_merge         (RimMask *const *masks,
                                    guint           n_masks,
                                    GError        **error) G_GNUC_WARN_UNUSED_RESULT;
RimMask   *rim_mask_invert         (RimMask        *self,
                                    RimMask        *within,
                                    GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
