/* cli-mask.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-roi.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/* A NIfTI keeps its affine in floats. */
#define CLI_MASK_TOLERANCE 1e-3

RimRoiSet *cli_segmentation_load (const char  *path,
                                  double       threshold,
                                  RimVolume   *volume,
                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;
RimMask   *cli_mask_load         (const char  *path,
                                  const char  *roi,
                                  guint        label,
                                  RimVolume   *volume,
                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
