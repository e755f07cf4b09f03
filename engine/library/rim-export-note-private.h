/* rim-export-note-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "library/rim-export-note.h"

G_BEGIN_DECLS

gboolean rim_export_note_place (const RimExportNote  *self,
                                const char           *draft,
                                const char           *path,
                                const char           *format,
                                GError              **error);

G_END_DECLS
