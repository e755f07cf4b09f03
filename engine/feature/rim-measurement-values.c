/* rim-measurement-values.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feature/rim-planar-shape-private.h"

static double
get_distance (RimVec3 a,
              RimVec3 b)
{
  return rim_vec3_length (rim_vec3_sub (b, a));
}

/* By the arctangent, which is exact near 0 and 180 degrees as well. */
static double
measure_angle (const RimVec3 *points)
{
  RimVec3 a = rim_vec3_sub (points[0], points[1]);
  RimVec3 b = rim_vec3_sub (points[2], points[1]);

  if (rim_vec3_length (a) == 0.0 || rim_vec3_length (b) == 0.0)
    return NAN;

  return atan2 (rim_vec3_length (rim_vec3_cross (a, b)), rim_vec3_dot (a, b)) * 180.0 / G_PI;
}

static double
measure_rectangle (const RimVec3 *points)
{
  return rim_vec3_length (rim_vec3_cross (rim_vec3_sub (points[1], points[0]),
                                          rim_vec3_sub (points[3], points[0])));
}

/**
 * rim_measurement_measure_shape:
 * @self: a measurement
 * @values: (out): lengths, angle and area, which need no image
 */
void
rim_measurement_measure_shape (RimMeasurement       *self,
                               RimMeasurementValues *values)
{
  const RimVec3 *points = self->points;

  *values = (RimMeasurementValues) {
    .length = NAN,
    .short_axis = NAN,
    .angle = NAN,
    .area = NAN,
    .statistics = { 0, NAN, NAN, NAN, NAN, NAN, NAN },
  };

  switch (self->kind)
    {
    case RIM_MEASUREMENT_BIDIRECTIONAL:
      values->short_axis = get_distance (points[2], points[3]);
      values->length = get_distance (points[0], points[1]);
      break;

    case RIM_MEASUREMENT_LENGTH:
      values->length = get_distance (points[0], points[1]);
      break;

    case RIM_MEASUREMENT_ANGLE:
      values->angle = measure_angle (points);
      break;

    case RIM_MEASUREMENT_ELLIPSE:
      values->area = G_PI / 4 * get_distance (points[0], points[1]) *
                     get_distance (points[2], points[3]);
      break;

    case RIM_MEASUREMENT_RECTANGLE:
      values->area = measure_rectangle (points);
      break;

    case RIM_MEASUREMENT_FREEHAND:
      values->area = rim_planar_shape_measure_outline (self);
      break;

    case RIM_MEASUREMENT_PROBE:
    case RIM_MEASUREMENT_ARROW:
    case RIM_MEASUREMENT_TEXT:
    case RIM_N_MEASUREMENT_KINDS:
    default:
      break;
    }
}

/* Returns: whether it says something of the values of an image */
gboolean
rim_measurement_has_statistics (RimMeasurement *self)
{
  return self->kind == RIM_MEASUREMENT_PROBE || rim_measurement_kind_is_region (self->kind);
}

/**
 * rim_measurement_evaluate:
 * @self: a measurement
 * @layer: (nullable): the image that it is of (rim_measurement_is_on()), as far as it
 *   has arrived
 * @values: (out): all that it says
 *
 * Of a region the pixels count that rim_measurement_to_mask() gives, as
 * rim_measure_statistics() counts them: with the rescale of their slice, without
 * padding.
 */
void
rim_measurement_evaluate (RimMeasurement       *self,
                          RimVolume            *layer,
                          RimMeasurementValues *values)
{
  g_autoptr(RimMask) mask = NULL;

  rim_measurement_measure_shape (self, values);
  if (layer == NULL || !rim_measurement_has_statistics (self))
    return;

  mask = rim_measurement_to_mask (self, layer);
  values->unit = rim_volume_get_unit (layer);
  values->is_corrected = rim_volume_get_is_corrected (layer) && rim_unit_is_suv (values->unit);
  values->has_statistics = rim_measure_statistics (mask, layer, &values->statistics);
}

/**
 * rim_measurement_is_on:
 * @self: a measurement
 * @volume: an image
 *
 * Returns: whether @volume is the image that @self names: its series, or, where
 *   neither has one, its modality
 */
gboolean
rim_measurement_is_on (RimMeasurement *self,
                       RimVolume      *volume)
{
  RimSource *source = rim_volume_get_source (volume);
  const char *series_uid = source != NULL ? source->series_uid : NULL;
  const char *modality = source != NULL ? source->modality : NULL;

  if (self->series_uid != NULL || series_uid != NULL)
    return g_strcmp0 (self->series_uid, series_uid) == 0;

  return g_strcmp0 (self->modality, modality) == 0;
}

/**
 * rim_measurement_on:
 * @self: a measurement
 * @volume: an image
 *
 * Returns: (transfer full): the same measurement of that image
 */
RimMeasurement *
rim_measurement_on (RimMeasurement *self,
                    RimVolume      *volume)
{
  RimSource *source = rim_volume_get_source (volume);

  if (source == NULL)
    return rim_measurement_with_layer (self, NULL, NULL, NULL);

  return rim_measurement_with_layer (self, source->series_uid, source->modality,
                                     source->frame_of_reference_uid);
}

/* What the slices' true positions move a point by, of slice @k. */
static RimVec3
get_shift (const RimGrid *grid,
           const double  *slice_positions,
           guint          k)
{
  double position = rim_vec3_dot (rim_grid_get_normal (grid),
                                  rim_grid_to_patient (grid, RIM_VEC3 (0, 0, k)));
  double steps = (slice_positions[k] - position) / rim_grid_get_slice_distance (grid);

  return rim_vec3_scale (rim_affine_get_column (&grid->to_patient, 2), steps);
}

/**
 * rim_measurement_new_diameters:
 * @lesion: a lesion
 * @slice_positions: (nullable): true positions of the slices along the normal, mm,
 *   where they are not even
 *
 * The longest diameter of a lesion within a slice and the longest perpendicular
 * to it there (rim_measure_diameters()), as a measurement that tracks the lesion.
 *
 * Returns: (transfer full) (nullable): %NULL where the lesion is empty
 */
RimMeasurement *
rim_measurement_new_diameters (RimLesion    *lesion,
                               const double *slice_positions)
{
  const RimGrid *grid = rim_mask_get_grid (lesion->mask);
  g_autoptr(RimMeasurement) plain = NULL;
  RimVec3 points[4];
  RimDiameters diameters;

  if (!rim_measure_diameters (lesion->mask, &diameters))
    return NULL;

  for (guint end = 0; end < 2; end++)
    {
      points[end] = diameters.long_ends[end];
      points[2 + end] = diameters.short_ends[end];
    }

  for (guint i = 0; slice_positions != NULL && i < 4; i++)
    points[i] = rim_vec3_add (points[i], get_shift (grid, slice_positions, diameters.slice));

  plain = rim_measurement_new (RIM_MEASUREMENT_BIDIRECTIONAL, points, 4,
                               rim_grid_get_normal (grid));

  return rim_measurement_with_lesion (plain, lesion->id);
}
