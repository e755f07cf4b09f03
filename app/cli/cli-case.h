/* cli-case.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli-extract.h"

G_BEGIN_DECLS

/**
 * CliCase:
 * @image: the image
 * @pet: (nullable): a PET of the same patient
 * @mask: the VOI
 *
 * What files of a case hold. Owned by the holder.
 */
typedef struct
{
  RimVolume *image;
  RimVolume *pet;
  RimMask   *mask;
} CliCase;

gboolean cli_case_load  (CliCase           *self,
                         const CliExtract  *extract,
                         guint              label,
                         GError           **error);
void     cli_case_clear (CliCase           *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliCase, cli_case_clear)

G_END_DECLS
