/* rim-thumbnail.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "library/rim-library.h"

G_BEGIN_DECLS

#define RIM_THUMBNAIL_SIZE 96u

GBytes *rim_library_read_thumbnail (RimLibrary    *self,
                                    gint64         series_id,
                                    GCancellable  *cancellable,
                                    GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
