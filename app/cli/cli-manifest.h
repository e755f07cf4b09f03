/* cli-manifest.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli-extract.h"

G_BEGIN_DECLS

/**
 * CliManifestCase:
 * @id: what its row is called
 * @failure: (nullable): why there is no row
 *
 * A line of a manifest: which files are of which case. Owned by the holder.
 */
typedef struct
{
  char *id;
  char *image;
  char *series;
  char *mask;
  char *roi;
  char *pet;
  char *pet_series;
  char *failure;
} CliManifestCase;

GPtrArray  *cli_manifest_load             (const char             *path,
                                           gboolean                needs_ct,
                                           gboolean                needs_pet,
                                           GError                **error) G_GNUC_WARN_UNUSED_RESULT;
CliExtract  cli_manifest_case_get_extract (const CliManifestCase  *self,
                                           const char             *units);

G_END_DECLS
