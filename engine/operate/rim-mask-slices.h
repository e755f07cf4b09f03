/* rim-mask-slices.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-mask.h"

G_BEGIN_DECLS

guint   *rim_mask_list_slices  (RimMask        *self,
                                guint           axis,
                                guint          *n_slices) G_GNUC_WARN_UNUSED_RESULT;
RimMask *rim_mask_fill_slices  (RimMask        *self,
                                guint           axis,
                                const guint    *drawn,
                                guint           n_drawn,
                                GCancellable   *cancellable,
                                GError        **error) G_GNUC_WARN_UNUSED_RESULT;
RimMask *rim_mask_fill_slice   (RimMask        *self,
                                guint           axis,
                                const guint    *drawn,
                                guint           n_drawn,
                                guint           at,
                                GError        **error) G_GNUC_WARN_UNUSED_RESULT;
RimMask *rim_mask_copy_slice   (RimMask        *self,
                                guint           axis,
                                guint           from,
                                guint           to,
                                gboolean        replace,
                                GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
