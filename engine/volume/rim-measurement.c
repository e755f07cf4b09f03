/* rim-measurement.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-measurement.h"

#include <string.h>

typedef struct
{
  const char *id;
  gboolean    is_region;
  guint       n_min;
  guint       n_max;
} KindInfo;

G_DEFINE_BOXED_TYPE (RimMeasurement, rim_measurement, rim_measurement_ref, rim_measurement_unref)

static const KindInfo kinds[RIM_N_MEASUREMENT_KINDS] = {
  [RIM_MEASUREMENT_LENGTH] = { "length", FALSE, 2, 2 },
  [RIM_MEASUREMENT_BIDIRECTIONAL] = { "bidirectional", FALSE, 4, 4 },
  [RIM_MEASUREMENT_ANGLE] = { "angle", FALSE, 3, 3 },
  [RIM_MEASUREMENT_ELLIPSE] = { "ellipse", TRUE, 4, 4 },
  [RIM_MEASUREMENT_RECTANGLE] = { "rectangle", TRUE, 4, 4 },
  [RIM_MEASUREMENT_FREEHAND] = { "freehand", TRUE, 3, RIM_MEASUREMENT_MAX_POINTS },
  [RIM_MEASUREMENT_PROBE] = { "probe", FALSE, 1, 1 },
  [RIM_MEASUREMENT_ARROW] = { "arrow", FALSE, 2, 2 },
  [RIM_MEASUREMENT_TEXT] = { "text", FALSE, 1, 1 },
};

static const gsize string_offsets[RIM_MEASUREMENT_N_STRINGS] = {
  G_STRUCT_OFFSET (RimMeasurement, id),
  G_STRUCT_OFFSET (RimMeasurement, label),
  G_STRUCT_OFFSET (RimMeasurement, lesion_id),
  G_STRUCT_OFFSET (RimMeasurement, series_uid),
  G_STRUCT_OFFSET (RimMeasurement, modality),
  G_STRUCT_OFFSET (RimMeasurement, frame_of_reference_uid),
  G_STRUCT_OFFSET (RimMeasurement, author),
  G_STRUCT_OFFSET (RimMeasurement, origin),
};

/* Returns: (transfer none): where the string is kept; index 0 is the id */
char **
rim_measurement_get_string (RimMeasurement *self,
                            guint           index)
{
  return G_STRUCT_MEMBER_P (self, string_offsets[index]);
}

/* Returns: (transfer full): one that nothing can tell from it, not yet published */
RimMeasurement *
rim_measurement_copy (RimMeasurement *self)
{
  RimMeasurement *copy = g_new0 (RimMeasurement, 1);

  rim_ref_count_init (&copy->ref_count);
  for (guint i = 0; i < RIM_MEASUREMENT_N_STRINGS; i++)
    *rim_measurement_get_string (copy, i) = g_strdup (*rim_measurement_get_string (self, i));

  copy->kind = self->kind;
  copy->points = g_memdup2 (self->points, self->n_points * sizeof *self->points);
  copy->n_points = self->n_points;
  copy->normal = self->normal;
  copy->time = self->time;
  copy->locked = self->locked;
  copy->has_label_offset = self->has_label_offset;
  copy->label_offset = self->label_offset;

  return copy;
}

const char *
rim_measurement_kind_get_id (RimMeasurementKind kind)
{
  g_return_val_if_fail (kind < RIM_N_MEASUREMENT_KINDS, NULL);

  return kinds[kind].id;
}

/**
 * rim_measurement_kind_from_id:
 * @id: such as "bidirectional"
 * @kind: (out): what it names
 *
 * Returns: whether it names one
 */
gboolean
rim_measurement_kind_from_id (const char         *id,
                              RimMeasurementKind *kind)
{
  for (guint i = 0; i < RIM_N_MEASUREMENT_KINDS; i++)
    if (g_strcmp0 (kinds[i].id, id) == 0)
      {
        *kind = (RimMeasurementKind) i;
        return TRUE;
      }

  return FALSE;
}

/* Returns: whether it encloses pixels */
gboolean
rim_measurement_kind_is_region (RimMeasurementKind kind)
{
  g_return_val_if_fail (kind < RIM_N_MEASUREMENT_KINDS, FALSE);

  return kinds[kind].is_region;
}

/**
 * rim_measurement_shape_is_valid:
 * @kind: a kind
 * @points: (array length=n_points): LPS mm
 * @n_points: how many
 *
 * Returns: whether the kind has so many points and all are numbers
 */
gboolean
rim_measurement_shape_is_valid (RimMeasurementKind  kind,
                                const RimVec3      *points,
                                gsize               n_points)
{
  if (kind >= RIM_N_MEASUREMENT_KINDS ||
      n_points < kinds[kind].n_min || n_points > kinds[kind].n_max)
    return FALSE;

  for (gsize i = 0; i < n_points; i++)
    if (!isfinite (points[i].x) || !isfinite (points[i].y) || !isfinite (points[i].z))
      return FALSE;

  return TRUE;
}

static double
squared_distance (RimVec3 a,
                  RimVec3 b)
{
  RimVec3 d = rim_vec3_sub (b, a);

  return rim_vec3_dot (d, d);
}

static void
set_points (RimMeasurement *self,
            const RimVec3  *points,
            gsize           n_points)
{
  RimVec3 *copy = g_memdup2 (points, n_points * sizeof *points);

  g_free (self->points);
  self->points = copy;
  self->n_points = (guint) n_points;

  /* The longer axis is the first, whichever a hand drew as that. */
  if ((self->kind == RIM_MEASUREMENT_ELLIPSE || self->kind == RIM_MEASUREMENT_BIDIRECTIONAL) &&
      squared_distance (copy[2], copy[3]) > squared_distance (copy[0], copy[1]))
    {
      RimVec3 first[2] = { copy[0], copy[1] };

      memcpy (copy, copy + 2, sizeof first);
      memcpy (copy + 2, first, sizeof first);
    }
}

/**
 * rim_measurement_new:
 * @kind: what it is
 * @points: (array length=n_points): LPS mm; see rim_measurement_shape_is_valid()
 * @n_points: how many
 * @normal: of the plane that it lies on, of any length but zero
 *
 * Returns: (transfer full): a measurement with an id of its own, made now
 */
RimMeasurement *
rim_measurement_new (RimMeasurementKind  kind,
                     const RimVec3      *points,
                     gsize               n_points,
                     RimVec3             normal)
{
  RimMeasurement *self;

  g_return_val_if_fail (rim_measurement_shape_is_valid (kind, points, n_points), NULL);

  self = g_new0 (RimMeasurement, 1);
  rim_ref_count_init (&self->ref_count);
  self->id = g_uuid_string_random ();
  self->kind = kind;
  self->normal = rim_vec3_normalize (&normal) ? normal : RIM_VEC3 (0, 0, 1);
  self->time = g_get_real_time ();
  set_points (self, points, n_points);

  return self;
}

RimMeasurement *
rim_measurement_ref (RimMeasurement *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rim_measurement_unref (RimMeasurement *self)
{
  if (!rim_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < RIM_MEASUREMENT_N_STRINGS; i++)
    g_free (*rim_measurement_get_string (self, i));
  g_free (self->points);
  g_free (self);
}

/**
 * rim_measurement_equal:
 * @a: a measurement
 * @b: another
 *
 * Returns: whether nothing can tell one from the other
 */
gboolean
rim_measurement_equal (RimMeasurement *a,
                       RimMeasurement *b)
{
  if (a == b)
    return TRUE;

  for (guint i = 0; i < RIM_MEASUREMENT_N_STRINGS; i++)
    if (g_strcmp0 (*rim_measurement_get_string (a, i), *rim_measurement_get_string (b, i)) != 0)
      return FALSE;

  return a->kind == b->kind && a->time == b->time && a->n_points == b->n_points &&
         a->locked == b->locked && a->has_label_offset == b->has_label_offset &&
         memcmp (&a->label_offset, &b->label_offset, sizeof a->label_offset) == 0 &&
         memcmp (&a->normal, &b->normal, sizeof a->normal) == 0 &&
         memcmp (a->points, b->points, a->n_points * sizeof *a->points) == 0;
}

/**
 * rim_measurement_get_distance:
 * @self: a measurement
 * @point: LPS mm
 *
 * Returns: how far @point lies from the plane of @self along its normal, mm
 */
double
rim_measurement_get_distance (RimMeasurement *self,
                              RimVec3         point)
{
  return rim_vec3_dot (rim_vec3_sub (point, self->points[0]), self->normal);
}

/* Returns: the mean of its points, LPS mm */
RimVec3
rim_measurement_get_middle (RimMeasurement *self)
{
  RimVec3 middle = { 0, 0, 0 };

  for (guint i = 0; i < self->n_points; i++)
    middle = rim_vec3_add (middle, rim_vec3_scale (self->points[i], 1.0 / self->n_points));

  return middle;
}

static void
set_string (char       **string,
            const char  *value)
{
  char *copy = g_strdup (value);

  g_free (*string);
  *string = copy;
}

RimMeasurement *
rim_measurement_with_points (RimMeasurement *self,
                             const RimVec3  *points,
                             gsize           n_points)
{
  RimMeasurement *copy;

  g_return_val_if_fail (rim_measurement_shape_is_valid (self->kind, points, n_points), NULL);

  copy = rim_measurement_copy (self);
  set_points (copy, points, n_points);

  return copy;
}

RimMeasurement *
rim_measurement_with_label (RimMeasurement *self,
                            const char     *label)
{
  RimMeasurement *copy = rim_measurement_copy (self);

  set_string (&copy->label, label);

  return copy;
}

RimMeasurement *
rim_measurement_with_lesion (RimMeasurement *self,
                             const char     *lesion_id)
{
  RimMeasurement *copy = rim_measurement_copy (self);

  set_string (&copy->lesion_id, lesion_id);

  return copy;
}

RimMeasurement *
rim_measurement_with_layer (RimMeasurement *self,
                            const char     *series_uid,
                            const char     *modality,
                            const char     *frame_of_reference_uid)
{
  RimMeasurement *copy = rim_measurement_copy (self);

  set_string (&copy->series_uid, series_uid);
  set_string (&copy->modality, modality);
  set_string (&copy->frame_of_reference_uid, frame_of_reference_uid);

  return copy;
}

RimMeasurement *
rim_measurement_with_author (RimMeasurement *self,
                             const char     *author,
                             gint64          time)
{
  RimMeasurement *copy = rim_measurement_copy (self);

  set_string (&copy->author, author);
  copy->time = time;

  return copy;
}

RimMeasurement *
rim_measurement_with_id (RimMeasurement *self,
                         const char     *id)
{
  RimMeasurement *copy = rim_measurement_copy (self);

  set_string (&copy->id, id);

  return copy;
}

RimMeasurement *
rim_measurement_with_origin (RimMeasurement *self,
                             const char     *origin)
{
  RimMeasurement *copy = rim_measurement_copy (self);

  set_string (&copy->origin, origin);

  return copy;
}

RimMeasurement *
rim_measurement_with_lock (RimMeasurement *self,
                           gboolean        locked)
{
  RimMeasurement *copy = rim_measurement_copy (self);

  copy->locked = !!locked;

  return copy;
}

/**
 * rim_measurement_with_label_offset:
 * @self: a measurement
 * @offset: (nullable): from the middle of its points to that of its label, mm; %NULL
 *   where the label finds its place by itself
 *
 * Returns: (transfer full): the measurement with its label there
 */
RimMeasurement *
rim_measurement_with_label_offset (RimMeasurement *self,
                                   const RimVec3  *offset)
{
  RimMeasurement *copy = rim_measurement_copy (self);

  copy->has_label_offset = offset != NULL;
  copy->label_offset = offset != NULL ? *offset : RIM_VEC3 (0, 0, 0);

  return copy;
}
