/* cli-map.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli-voi.h"
#include "map/rim-map-recall.h"

G_BEGIN_DECLS

/**
 * CliMapOptions:
 * @voi: the image, the VOI and settings
 * @features: (nullable): of what, with commas: features or classes; those of the settings
 *   else
 * @kernel_radius: 0 for that of the settings
 * @library: (nullable): where maps are kept
 *
 * What options say of maps: the rows of CLI_MAP_ENTRIES. Owned by the holder.
 */
typedef struct
{
  CliVoi  voi;
  char   *features;
  int     kernel_radius;
  char   *library;
} CliMapOptions;

#define CLI_MAP_ENTRIES(map)                                                        \
  CLI_VOI_ENTRIES (&(map)->voi),                                                    \
  { "features", 'f', 0, G_OPTION_ARG_STRING, &(map)->features,                      \
    "glcm_Contrast,firstorder,…: features or classes; else those of the settings", "NAMES" }, \
  { "kernel-radius", 'k', 0, G_OPTION_ARG_INT, &(map)->kernel_radius,               \
    "Voxels from the middle of a window to its side, 1 to 5", "N" },                \
  { "library", 0, 0, G_OPTION_ARG_FILENAME, &(map)->library,                        \
    "Take maps that are kept in this library, and keep those that take long", "DIR" }

/**
 * CliMapCase:
 * @features: (element-type RimMapFeature): of what
 * @cache: (nullable): where maps are kept
 * @origin: (nullable): what they are made of, where there is a cache
 *
 * What maps are made of. Owned by the holder.
 */
typedef struct
{
  RimSettings *settings;
  RimVolume   *image;
  RimMask     *mask;
  GArray      *features;
  RimMapCache *cache;
  char        *origin;
} CliMapCase;

gboolean cli_map_check         (const CliMapOptions  *self,
                                const CliCommand     *command,
                                CliStatus            *status);
void     cli_map_options_clear (CliMapOptions        *self);
gboolean cli_map_case_load     (CliMapCase           *self,
                                const CliMapOptions  *options,
                                GError              **error);
void     cli_map_case_clear    (CliMapCase           *self);
float   *cli_map_compute       (const CliMapCase     *self,
                                const RimVoxelImage  *image,
                                RimMapInput         **input,
                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliMapCase, cli_map_case_clear)

G_END_DECLS
