/* cli-image.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dicom/rim-series.h"

G_BEGIN_DECLS

/**
 * CliImage:
 * @series: (nullable): a DICOM series
 * @path: (nullable): else a file of NIfTI or NRRD
 * @correction: (nullable): what a user typed in for the SUV of a PET
 *
 * Something found under a path.
 */
typedef struct
{
  RimSeries       *series;
  char            *path;
  RimSuvOverrides *correction;
} CliImage;

GPtrArray *cli_images_find  (const char  *path,
                             GPtrArray   *refused,
                             GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   cli_images_correct (GPtrArray   *images,
                               const char  *library,
                               GError     **error);
CliImage  *cli_images_choose (GPtrArray   *images,
                              const char  *path,
                              const char  *series,
                              GError     **error);
gboolean   cli_image_is_volume (CliImage    *self);
RimVolume *cli_image_load   (CliImage    *self,
                             const char  *units,
                             GError     **error) G_GNUC_WARN_UNUSED_RESULT;
RimVolume *cli_load         (const char  *path,
                             const char  *series,
                             const char  *units,
                             const char  *library,
                             GError     **error) G_GNUC_WARN_UNUSED_RESULT;
void       cli_volume_warn  (RimVolume   *volume);

G_END_DECLS
