/* rim-measurement-export.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dicom/rim-sr.h"
#include "library/rim-export.h"

G_BEGIN_DECLS

/**
 * RimMeasurementFormat:
 * @RIM_MEASUREMENTS_SR: DICOM SR by template 1500 "Measurement Report"
 * @RIM_MEASUREMENTS_CSV: a table with a row for each measurement and image
 *
 * The formats that measurements can be saved in.
 */
typedef enum
{
  RIM_MEASUREMENTS_SR,
  RIM_MEASUREMENTS_CSV,
  RIM_N_MEASUREMENT_FORMATS
} RimMeasurementFormat;

const char *rim_measurement_format_get_name (RimMeasurementFormat format);
const char *rim_measurement_format_get_extension (RimMeasurementFormat format);
gboolean    rim_measurement_format_from_path (const char           *path,
                                              RimMeasurementFormat *format);
GPtrArray  *rim_measurements_to_groups      (GPtrArray             *measurements,
                                             GPtrArray             *images) G_GNUC_WARN_UNUSED_RESULT;
char       *rim_measurements_to_csv         (GPtrArray             *measurements,
                                             GPtrArray             *lesions,
                                             GPtrArray             *images) G_GNUC_WARN_UNUSED_RESULT;
gboolean    rim_export_measurements         (const char            *path,
                                             RimMeasurementFormat   format,
                                             GPtrArray             *measurements,
                                             GPtrArray             *lesions,
                                             GPtrArray             *images,
                                             GError               **error);
gboolean    rim_export_measurements_noted   (const char            *path,
                                             RimMeasurementFormat   format,
                                             GPtrArray             *measurements,
                                             GPtrArray             *lesions,
                                             GPtrArray             *images,
                                             const RimExportNote   *note,
                                             GError               **error);

G_END_DECLS
