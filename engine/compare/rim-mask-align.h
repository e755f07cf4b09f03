/* rim-mask-align.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-mask.h"

G_BEGIN_DECLS

gboolean  rim_frames_check (const char *const  *frames,
                            guint               n_frames,
                            GError            **error);
RimMask **rim_masks_align  (RimMask *const     *masks,
                            guint               n_masks,
                            gboolean           *resampled,
                            GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void      rim_masks_free   (RimMask           **masks,
                            guint               n_masks);

G_END_DECLS
