/* rim-export-note.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "library/rim-library.h"

G_BEGIN_DECLS

/**
 * RimExportNote:
 * @library: whose audit trail is to tell of the file
 * @segmentation: (nullable): UUID of what is saved
 * @author: (nullable): who saves
 *
 * What the audit trail says of an export beside what, how and where to.
 */
typedef struct
{
  RimLibrary *library;
  const char *segmentation;
  const char *author;
} RimExportNote;

gboolean rim_export_note_place_folder (const RimExportNote  *self,
                                       const char           *draft,
                                       const char           *path,
                                       const char           *format,
                                       GError              **error);

G_END_DECLS
