/* cli-sheet.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-extract-study.h"

G_BEGIN_DECLS

/**
 * CliSheet:
 *
 * A table with a row per case, which grows on the disk as cases end. Its settings
 * stand beside it, so that rows of different settings never meet in one table.
 */
typedef struct _CliSheet CliSheet;

CliSheet *cli_sheet_open   (const char       *path,
                            RimSettings      *settings,
                            GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void      cli_sheet_close  (CliSheet         *self);
gboolean  cli_sheet_has    (CliSheet         *self,
                            const char       *id);
gboolean  cli_sheet_add    (CliSheet         *self,
                            const char       *id,
                            GPtrArray        *tables,
                            gboolean          has_prefix,
                            GError          **error);
gboolean  cli_sheet_finish (CliSheet         *self,
                            GPtrArray        *ids,
                            GError          **error);

G_END_DECLS
