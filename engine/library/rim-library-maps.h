/* rim-library-maps.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "library/rim-library.h"
#include "map/rim-map-cache.h"

G_BEGIN_DECLS

RimMapCache *rim_library_new_map_cache (const char  *folder,
                                        guint64      budget) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray   *rim_library_list_maps     (RimLibrary  *self,
                                        gint64       study_id,
                                        GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
