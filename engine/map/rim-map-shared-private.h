/* rim-map-shared-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rim-map-family-private.h"

G_BEGIN_DECLS

RimMapShared *rim_map_shared_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void          rim_map_shared_free (RimMapShared        *self);
gboolean      rim_map_shared_make (const RimMapInput   *input,
                                   const RimMapFamily  *family,
                                   GCancellable        *cancellable,
                                   GError             **error);
gpointer      rim_map_shared_get  (const RimMapInput   *input,
                                   const RimMapFamily  *family);

G_END_DECLS
