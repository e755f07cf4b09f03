/* rim-export.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "library/rim-export-note.h"
#include "segment/rim-lesion.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

#define RIM_EXPORT_ERROR (rim_export_error_quark ())

/**
 * RimExportError:
 * @RIM_EXPORT_ERROR_NOTHING: there is no voxel to write
 * @RIM_EXPORT_ERROR_OVERLAP: lesions overlap, which a label map cannot hold
 * @RIM_EXPORT_ERROR_TOO_MANY: more lesions than a label map has labels
 * @RIM_EXPORT_ERROR_DIFFERENT: what was read back is not what was written
 */
typedef enum
{
  RIM_EXPORT_ERROR_NOTHING,
  RIM_EXPORT_ERROR_OVERLAP,
  RIM_EXPORT_ERROR_TOO_MANY,
  RIM_EXPORT_ERROR_DIFFERENT,
} RimExportError;

/**
 * RimExportFormat:
 *
 * The formats lesions can be saved in. NIfTI and NRRD hold a mask (0 and 1) of
 * one lesion and a label map (0, 1, 2 …, in the order given) of several.
 */
typedef enum
{
  RIM_EXPORT_RTSTRUCT,
  RIM_EXPORT_SEG,
  RIM_EXPORT_NIFTI,
  RIM_EXPORT_NRRD,
  RIM_N_EXPORT_FORMATS
} RimExportFormat;

GQuark      rim_export_error_quark          (void);
const char *rim_export_format_get_name      (RimExportFormat format);
const char *rim_export_format_get_extension (RimExportFormat format);
gboolean    rim_export_format_from_path     (const char      *path,
                                             RimExportFormat *format);
gboolean    rim_export_format_accepts_path  (RimExportFormat  format,
                                             const char      *path);
gboolean    rim_export_lesions              (const char      *path,
                                             RimExportFormat  format,
                                             GPtrArray       *lesions,
                                             RimVolume       *image,
                                             const char      *label,
                                             GError         **error);
gboolean    rim_export_lesions_noted        (const char          *path,
                                             RimExportFormat      format,
                                             GPtrArray           *lesions,
                                             RimVolume           *image,
                                             const char          *label,
                                             const RimExportNote *note,
                                             GError             **error);
gboolean    rim_export_verify               (const char      *path,
                                             RimExportFormat  format,
                                             GPtrArray       *lesions,
                                             RimVolume       *image,
                                             GError         **error);

G_END_DECLS
