/* rim-export-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "library/rim-export.h"

G_BEGIN_DECLS

/* Writes @lesions, which lie on the grid of @image and have numbers of their
 * own, to @path.
 */
typedef gboolean (*RimExportWriter) (const char      *path,
                                     RimExportFormat  format,
                                     GPtrArray       *lesions,
                                     RimVolume       *image,
                                     const char      *label,
                                     GError         **error);

gboolean rim_export_lesions_with (const char       *path,
                                  RimExportFormat   format,
                                  GPtrArray        *lesions,
                                  RimVolume        *image,
                                  const char       *label,
                                  RimExportWriter   writer,
                                  GError          **error);
gboolean rim_export_write        (const char       *path,
                                  RimExportFormat   format,
                                  GPtrArray        *lesions,
                                  RimVolume        *image,
                                  const char       *label,
                                  GError          **error);

RimRoiSet *rim_export_read       (const char       *path,
                                  RimExportFormat   format,
                                  GError          **error) G_GNUC_WARN_UNUSED_RESULT;
char    *rim_export_make_folder_beside (const char       *path,
                                        GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
