/* rim-measurement.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "core/rim-affine.h"
#include "core/rim-ref-count.h"

G_BEGIN_DECLS

/* A freehand outline with more points than this is no hand's. */
#define RIM_MEASUREMENT_MAX_POINTS 4096u

/**
 * RimMeasurementKind:
 * @RIM_MEASUREMENT_LENGTH: two ends
 * @RIM_MEASUREMENT_BIDIRECTIONAL: the ends of the long axis, then those of the
 *   short axis, which is square to it (RECIST 1.1)
 * @RIM_MEASUREMENT_ANGLE: an arm's end, the vertex, the other arm's end
 * @RIM_MEASUREMENT_ELLIPSE: the ends of the longer axis, then those of the
 *   shorter one, as DICOM has them (PS3.3 C.18.9.1.2)
 * @RIM_MEASUREMENT_RECTANGLE: the four corners, all round
 * @RIM_MEASUREMENT_FREEHAND: the corners of an outline; the last joins the first
 * @RIM_MEASUREMENT_PROBE: one point
 * @RIM_MEASUREMENT_ARROW: the tip, then the tail
 * @RIM_MEASUREMENT_TEXT: one point, with a label
 *
 * What is measured or pointed at, and what the points of it mean.
 */
typedef enum
{
  RIM_MEASUREMENT_LENGTH,
  RIM_MEASUREMENT_BIDIRECTIONAL,
  RIM_MEASUREMENT_ANGLE,
  RIM_MEASUREMENT_ELLIPSE,
  RIM_MEASUREMENT_RECTANGLE,
  RIM_MEASUREMENT_FREEHAND,
  RIM_MEASUREMENT_PROBE,
  RIM_MEASUREMENT_ARROW,
  RIM_MEASUREMENT_TEXT,
  RIM_N_MEASUREMENT_KINDS
} RimMeasurementKind;

/**
 * RimMeasurement:
 * @id: a UUID that never changes; the key
 * @points: (array length=n_points): on one plane, LPS mm; see #RimMeasurementKind
 * @normal: of that plane, of length one
 * @label: (nullable): what the user calls it
 * @lesion_id: (nullable): the lesion that it tracks
 * @series_uid: (nullable): the image whose values it names
 * @modality: (nullable): of that image, as DICOM abbreviates it
 * @frame_of_reference_uid: (nullable): the space that the points are in
 * @author: (nullable): who drew it
 * @origin: (nullable): SOP Instance UID of the report that it was read from
 * @time: when, microseconds since 1970, UTC
 * @locked: whether nothing of it changes, but where its label stands
 * @has_label_offset: whether a hand put its label somewhere
 * @label_offset: from the middle of its points to that of its label, mm
 *
 * Something drawn on a plane to measure or to point at, as it is at one moment:
 * immutable and reference counted. It has no numbers; they come from the points
 * and the image (rim_measurement_evaluate()).
 */
typedef struct
{
  RimRefCount         ref_count;
  char               *id;
  RimMeasurementKind  kind;
  RimVec3            *points;
  guint               n_points;
  RimVec3             normal;
  char               *label;
  char               *lesion_id;
  char               *series_uid;
  char               *modality;
  char               *frame_of_reference_uid;
  char               *author;
  char               *origin;
  gint64              time;
  gboolean            locked;
  gboolean            has_label_offset;
  RimVec3             label_offset;
} RimMeasurement;

#define RIM_TYPE_MEASUREMENT (rim_measurement_get_type ())

GType           rim_measurement_get_type   (void);
const char     *rim_measurement_kind_get_id (RimMeasurementKind kind);
gboolean        rim_measurement_kind_from_id (const char          *id,
                                              RimMeasurementKind  *kind);
gboolean        rim_measurement_kind_is_region (RimMeasurementKind kind);
gboolean        rim_measurement_shape_is_valid (RimMeasurementKind kind,
                                                const RimVec3     *points,
                                                gsize              n_points);
RimMeasurement *rim_measurement_new        (RimMeasurementKind    kind,
                                            const RimVec3        *points,
                                            gsize                 n_points,
                                            RimVec3               normal) G_GNUC_WARN_UNUSED_RESULT;
RimMeasurement *rim_measurement_ref        (RimMeasurement       *self);
void            rim_measurement_unref      (RimMeasurement       *self);
gboolean        rim_measurement_equal      (RimMeasurement       *a,
                                            RimMeasurement       *b);
double          rim_measurement_get_distance (RimMeasurement     *self,
                                              RimVec3             point);
RimVec3         rim_measurement_get_middle (RimMeasurement       *self);

/* For who writes one as bytes: of its strings the id comes first; every other one may
 * change.
 */
#define RIM_MEASUREMENT_N_STRINGS 8

RimMeasurement *rim_measurement_copy       (RimMeasurement       *self) G_GNUC_WARN_UNUSED_RESULT;
char          **rim_measurement_get_string (RimMeasurement       *self,
                                            guint                 index);

/* Each gives a measurement that differs in one thing and has the rest. */
RimMeasurement *rim_measurement_with_points (RimMeasurement      *self,
                                             const RimVec3       *points,
                                             gsize                n_points) G_GNUC_WARN_UNUSED_RESULT;
RimMeasurement *rim_measurement_with_label  (RimMeasurement      *self,
                                             const char          *label) G_GNUC_WARN_UNUSED_RESULT;
RimMeasurement *rim_measurement_with_lesion (RimMeasurement      *self,
                                             const char          *lesion_id) G_GNUC_WARN_UNUSED_RESULT;
RimMeasurement *rim_measurement_with_layer  (RimMeasurement      *self,
                                             const char          *series_uid,
                                             const char          *modality,
                                             const char          *frame_of_reference_uid) G_GNUC_WARN_UNUSED_RESULT;
RimMeasurement *rim_measurement_with_author (RimMeasurement      *self,
                                             const char          *author,
                                             gint64               time) G_GNUC_WARN_UNUSED_RESULT;
RimMeasurement *rim_measurement_with_id     (RimMeasurement      *self,
                                             const char          *id) G_GNUC_WARN_UNUSED_RESULT;
RimMeasurement *rim_measurement_with_origin (RimMeasurement      *self,
                                             const char          *origin) G_GNUC_WARN_UNUSED_RESULT;
RimMeasurement *rim_measurement_with_lock   (RimMeasurement      *self,
                                             gboolean             locked) G_GNUC_WARN_UNUSED_RESULT;
RimMeasurement *rim_measurement_with_label_offset (RimMeasurement *self,
                                                   const RimVec3  *offset) G_GNUC_WARN_UNUSED_RESULT;

/* What a hand does to it */
RimMeasurement *rim_measurement_with_handle (RimMeasurement      *self,
                                             guint                handle,
                                             RimVec3              point) G_GNUC_WARN_UNUSED_RESULT;
RimMeasurement *rim_measurement_with_offset (RimMeasurement      *self,
                                             RimVec3              offset) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimMeasurement, rim_measurement_unref)

G_END_DECLS
