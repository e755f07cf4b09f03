/* rim-map-export.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-settings.h"
#include "library/rim-export.h"
#include "map/rim-map.h"

G_BEGIN_DECLS

/**
 * RimMapFormat:
 * @RIM_MAP_FORMAT_NIFTI: NIfTI
 * @RIM_MAP_FORMAT_PMAP: DICOM Parametric Map
 *
 * The formats that maps are saved in.
 */
typedef enum
{
  RIM_MAP_FORMAT_NIFTI,
  RIM_MAP_FORMAT_PMAP,
  RIM_N_MAP_FORMATS
} RimMapFormat;

/**
 * RimMapAbout:
 * @image: the image it was made of, for who the patient is and the unit
 * @filter: "original", or the name of the image that a filter made of it
 * @feature: of what it is
 * @kernel_radius: of the windows, in voxels
 * @settings: all settings
 * @voi: (nullable): what the VOI is called
 *
 * What a file says of a map. Plain data.
 */
typedef struct
{
  RimVolume     *image;
  const char    *filter;
  RimMapFeature  feature;
  guint          kernel_radius;
  RimSettings   *settings;
  const char    *voi;
} RimMapAbout;

const char *rim_map_format_get_name      (RimMapFormat format);
const char *rim_map_format_get_extension (RimMapFormat format);
gboolean    rim_map_format_from_path     (const char         *path,
                                          RimMapFormat       *format);
gboolean    rim_map_format_check_image   (RimMapFormat        format,
                                          RimVolume          *image,
                                          GError            **error);

char       *rim_map_about_dup_name       (const RimMapAbout   *self) G_GNUC_WARN_UNUSED_RESULT;

gboolean    rim_export_map               (const char          *path,
                                          RimMapFormat         format,
                                          RimVolume           *map,
                                          const RimMapAbout   *about,
                                          const RimExportNote *note,
                                          GError             **error);
gboolean    rim_export_map_settings      (const char          *path,
                                          const RimMapAbout   *maps,
                                          guint                n_maps,
                                          const RimExportNote *note,
                                          GError             **error);

G_END_DECLS
