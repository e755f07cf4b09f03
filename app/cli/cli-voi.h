/* cli-voi.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli.h"
#include "feature/rim-settings.h"
#include "volume/rim-mask.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/**
 * CliVoi:
 *
 * What options say of an image, a VOI in it and settings: the rows of CLI_VOI_ENTRIES.
 * Owned by the holder.
 */
typedef struct
{
  char *image;
  char *series;
  char *units;
  char *mask;
  char *roi;
  char *settings;
} CliVoi;

/* The rows of a table of options that fill in @voi, a pointer. */
#define CLI_VOI_ENTRIES(voi)                                                        \
  { "image", 'i', 0, G_OPTION_ARG_FILENAME, &(voi)->image,                          \
    "The image: DICOM folder or file, NIfTI, NRRD", "PATH" },                       \
  { "series", 0, 0, G_OPTION_ARG_STRING, &(voi)->series,                            \
    "UID, number or modality of the image, where PATH has several", "SERIES" },               \
  { "units", 'u', 0, G_OPTION_ARG_STRING, &(voi)->units,                            \
    "hu, suvbw, sul …; a PET is in SUVbw where that can be had", "UNIT" },          \
  { "mask", 'm', 0, G_OPTION_ARG_FILENAME, &(voi)->mask,                            \
    "The VOI: RTSTRUCT, SEG, NIfTI, NRRD", "PATH" },                                \
  { "roi", 'r', 0, G_OPTION_ARG_STRING, &(voi)->roi,                                \
    "A region by name or number", "ROI" },                                          \
  { "settings", 's', 0, G_OPTION_ARG_FILENAME, &(voi)->settings,                    \
    "PyRadiomics' parameter file, or a recipe", "FILE|NAME" }

gboolean  cli_voi_check (const CliVoi      *self,
                         const CliCommand  *command,
                         CliStatus         *status);
gboolean  cli_voi_load  (const CliVoi      *self,
                         RimSettings       *settings,
                         RimVolume        **image,
                         RimMask          **mask,
                         GError           **error);
void      cli_voi_clear (CliVoi            *self);

G_END_DECLS
