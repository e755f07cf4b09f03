/* rim-extract.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "feature/rim-feature-table.h"
#include "feature/rim-settings.h"
#include "filter/rim-filter.h"
#include "volume/rim-mask.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/**
 * RimExtractProgress:
 * @done: how much is done, 0 to 1
 * @data: what the caller gave
 *
 * Told from the thread that extracts, after each image.
 */
typedef void (*RimExtractProgress) (double   done,
                                    gpointer data);

RimFeatureTable *rim_extract (RimVolume           *image,
                              RimMask             *mask,
                              RimSettings         *settings,
                              RimExtractProgress   progress,
                              gpointer             data,
                              GCancellable        *cancellable,
                              GError             **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray       *rim_extract_many (RimVolume                 *image,
                                   RimMask            *const *masks,
                                   const char         *const *names,
                                   guint                      n_masks,
                                   RimSettings               *settings,
                                   RimExtractProgress         progress,
                                   gpointer                   data,
                                   GCancellable              *cancellable,
                                   GError                   **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean         rim_extract_images (RimVolume      *image,
                                     RimMask        *mask,
                                     RimSettings    *settings,
                                     RimFilteredFunc func,
                                     gpointer        data,
                                     GCancellable   *cancellable,
                                     GError        **error);

G_END_DECLS
