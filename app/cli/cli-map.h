/* cli-map.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli-extract.h"
#include "map/rim-map-recall.h"
#include "map/rim-map-study.h"

G_BEGIN_DECLS

/**
 * CliMapOptions:
 * @voi: the image, the VOI and settings
 * @study: a PET and VOIs of the lesion; the library is where maps are kept too
 * @images: (nullable): which images, with commas; those of the settings that there are else
 * @image_types: (nullable): which of the images that filters make, with commas; all else
 * @features: (nullable): of what, with commas: features or classes; those of the settings
 *   else
 * @kernel_radius: 0 for that of the settings
 *
 * What options say of maps: the rows of CLI_MAP_ENTRIES. Owned by the holder.
 */
typedef struct
{
  CliVoi           voi;
  CliStudyOptions  study;
  char            *images;
  char            *image_types;
  char            *features;
  int              kernel_radius;
} CliMapOptions;

#define CLI_MAP_OPTIONS_INIT { .study = CLI_STUDY_OPTIONS_INIT }

#define CLI_MAP_ENTRIES(map)                                                        \
  CLI_VOI_ENTRIES (&(map)->voi),                                                    \
  CLI_STUDY_ENTRIES (&(map)->study),                                                \
  { "images", 0, 0, G_OPTION_ARG_STRING, &(map)->images,                            \
    "ct, pet, fused, several with commas; else those of the settings that there are", "IMAGES" }, \
  { "image-type", 't', 0, G_OPTION_ARG_STRING, &(map)->image_types,                 \
    "original,log-sigma-2-0-mm-3D,…: of all that the settings make only these", "NAMES" }, \
  { "features", 'f', 0, G_OPTION_ARG_STRING, &(map)->features,                      \
    "glcm_Contrast,firstorder,…: features or classes; else those of the settings", "NAMES" }, \
  { "kernel-radius", 'k', 0, G_OPTION_ARG_INT, &(map)->kernel_radius,               \
    "Voxels from the middle of a window to its side, 1 to 5", "N" }

/**
 * CliMapCase:
 * @settings: all of them, with the VOIs that are used
 * @lesion: as drawn
 * @pairs: (element-type RimStudyPair): images and VOIs
 * @is_study: whether images and VOIs were asked for, so that names say which
 * @image_types: (nullable): which of those that the settings make
 * @features: (element-type RimMapFeature): of what
 * @cache: (nullable): where maps are kept
 *
 * What maps are made of. Owned by the holder.
 */
typedef struct
{
  RimSettings  *settings;
  RimMask      *lesion;
  GPtrArray    *pairs;
  gboolean      is_study;
  char        **image_types;
  GArray       *features;
  RimMapCache  *cache;
} CliMapCase;

/**
 * CliMapSet:
 * @pair: the image and the VOI
 * @settings: of the image
 * @image_type: "original", or the name of the image that a filter made
 * @input: what the maps were made of
 * @n_features: how many; those that such an image has maps of
 * @features: (array length=n_features): of what
 * @maps: (array length=n_features): a value per voxel of the region
 *
 * Maps that were made. Belongs to who hands it out.
 */
typedef struct
{
  const RimStudyPair  *pair;
  RimSettings         *settings;
  const char          *image_type;
  RimMapInput         *input;
  guint                n_features;
  const RimMapFeature *features;
  float *const        *maps;
} CliMapSet;

typedef gboolean (*CliMapFunc) (const CliMapSet  *set,
                                gpointer          data,
                                GError          **error);

gboolean cli_map_check         (const CliMapOptions  *self,
                                const CliCommand     *command,
                                CliStatus            *status);
void     cli_map_options_clear (CliMapOptions        *self);
gboolean cli_map_case_load     (CliMapCase           *self,
                                const CliMapOptions  *options,
                                GError              **error);
void     cli_map_case_clear    (CliMapCase           *self);
gboolean cli_map_case_run      (const CliMapCase     *self,
                                const RimStudyPair   *pair,
                                CliMapFunc            func,
                                gpointer              data,
                                GError              **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliMapCase, cli_map_case_clear)

G_END_DECLS
