/* rim-map-import.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "library/rim-library.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

#define RIM_MAP_IMPORT_ERROR (rim_map_import_error_quark ())

/**
 * RimMapImportError:
 * @RIM_MAP_IMPORT_ERROR_ELSEWHERE: the map does not lie where the image does
 * @RIM_MAP_IMPORT_ERROR_NO_MAP: the file holds no map
 * @RIM_MAP_IMPORT_ERROR_NO_VALUES: no voxel of the map has a value
 */
typedef enum
{
  RIM_MAP_IMPORT_ERROR_ELSEWHERE,
  RIM_MAP_IMPORT_ERROR_NO_MAP,
  RIM_MAP_IMPORT_ERROR_NO_VALUES,
} RimMapImportError;

/**
 * RimMapImport:
 * @title: what it shows, for people
 * @explanation: (nullable): more of it
 * @unit: (nullable): of its values
 * @volume: its values in single precision on its own grid, NAN where there is none
 * @lower: the 2nd percentile of the values
 * @upper: the 98th
 *
 * A map that was made elsewhere. Owned by the holder.
 */
typedef struct
{
  char      *title;
  char      *explanation;
  char      *unit;
  RimVolume *volume;
  double     lower;
  double     upper;
} RimMapImport;

GQuark        rim_map_import_error_quark (void);
RimMapImport *rim_map_import_file        (const char   *path,
                                          RimVolume    *image,
                                          gboolean      zero_is_none,
                                          GCancellable *cancellable,
                                          GError      **error) G_GNUC_WARN_UNUSED_RESULT;
RimMapImport *rim_map_import_series      (RimLibrary   *library,
                                          gint64        series_id,
                                          RimVolume    *image,
                                          GCancellable *cancellable,
                                          GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void          rim_map_import_free        (RimMapImport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimMapImport, rim_map_import_free)

G_END_DECLS
