/* rim-measurement-values.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-measure.h"
#include "segment/rim-lesion.h"
#include "volume/rim-measurement.h"

G_BEGIN_DECLS

/**
 * RimMeasurementValues:
 * @length: of a length, or the long axis of a bidirectional measurement, mm
 * @short_axis: of a bidirectional measurement, mm
 * @angle: between the arms of an angle, 0 to 180 degrees
 * @area: that a region encloses as it is drawn, mm²
 * @has_statistics: whether the image has values there
 * @unit: of @statistics; it says which SUV
 * @is_corrected: whether the SUV stands on what a user typed in
 * @statistics: of the pixels that a region holds, or of the one below a probe
 *
 * What a measurement says. NAN where its kind has no such number, and for the
 * area of an outline that crosses itself.
 */
typedef struct
{
  double        length;
  double        short_axis;
  double        angle;
  double        area;
  gboolean      has_statistics;
  RimUnit       unit;
  gboolean      is_corrected;
  RimStatistics statistics;
} RimMeasurementValues;

void            rim_measurement_measure_shape (RimMeasurement       *self,
                                               RimMeasurementValues *values);
void            rim_measurement_evaluate      (RimMeasurement       *self,
                                               RimVolume            *layer,
                                               RimMeasurementValues *values);
gboolean        rim_measurement_has_statistics (RimMeasurement      *self);
RimMask        *rim_measurement_to_mask       (RimMeasurement       *self,
                                               RimVolume            *layer) G_GNUC_WARN_UNUSED_RESULT;
gboolean        rim_measurement_is_on         (RimMeasurement       *self,
                                               RimVolume            *volume);
RimMeasurement *rim_measurement_on            (RimMeasurement       *self,
                                               RimVolume            *volume) G_GNUC_WARN_UNUSED_RESULT;
RimMeasurement *rim_measurement_new_diameters (RimLesion            *lesion,
                                               const double         *slice_positions) G_GNUC_WARN_UNUSED_RESULT;
RimMeasurement *rim_measurement_with_short_axis (RimMeasurement     *self,
                                                 RimLesion *const   *lesions,
                                                 gsize               n_lesions,
                                                 RimVolume          *image) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
