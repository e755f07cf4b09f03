/* rim-edit-measurement.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-edit-private.h"

#include <string.h>

/* A measurement as bytes: which attributes follow, then those. A whole one has its
 * kind and first strings as well, and of the rest what it has. What two programs
 * changed at the same time is both there as long as it is not the same attribute.
 */
enum
{
  CHANGED_SHAPE = 1 << 0,
  CHANGED_TIME  = 1 << 1,
  HAS_KIND      = 1 << 2,
  FIRST_STRING  = 1 << 3,
  CHANGED_LOCK  = FIRST_STRING << RIM_MEASUREMENT_N_STRINGS,
  CHANGED_LABEL_OFFSET = CHANGED_LOCK << 1,
};

#define ALL_CHANGES ((CHANGED_LABEL_OFFSET << 1) - 1u)

/* Every whole record has these; there were no others once. */
#define N_FIRST_STRINGS 7
#define WHOLE ((FIRST_STRING << N_FIRST_STRINGS) - 1u)

static void
pack_point (GByteArray *bytes,
            RimVec3     point)
{
  rim_pack_double (bytes, point.x);
  rim_pack_double (bytes, point.y);
  rim_pack_double (bytes, point.z);
}

static RimVec3
unpack_point (RimUnpacker *in)
{
  RimVec3 point;

  point.x = rim_unpack_double (in);
  point.y = rim_unpack_double (in);
  point.z = rim_unpack_double (in);

  return point;
}

static gboolean
is_same_shape (RimMeasurement *a,
               RimMeasurement *b)
{
  return a->n_points == b->n_points &&
         memcmp (&a->normal, &b->normal, sizeof a->normal) == 0 &&
         memcmp (a->points, b->points, a->n_points * sizeof *a->points) == 0;
}

static guint
find_changes (RimMeasurement *before,
              RimMeasurement *after)
{
  guint changes = 0;

  if (!is_same_shape (before, after))
    changes |= CHANGED_SHAPE;
  if (before->time != after->time)
    changes |= CHANGED_TIME;

  for (guint i = 0; i < RIM_MEASUREMENT_N_STRINGS; i++)
    if (g_strcmp0 (*rim_measurement_get_string (before, i),
                   *rim_measurement_get_string (after, i)) != 0)
      changes |= FIRST_STRING << i;

  if (before->locked != after->locked)
    changes |= CHANGED_LOCK;
  if (before->has_label_offset != after->has_label_offset ||
      memcmp (&before->label_offset, &after->label_offset, sizeof before->label_offset) != 0)
    changes |= CHANGED_LABEL_OFFSET;

  return changes;
}

static guint
find_whole (RimMeasurement *measurement)
{
  guint changes = WHOLE;

  for (guint i = N_FIRST_STRINGS; i < RIM_MEASUREMENT_N_STRINGS; i++)
    if (*rim_measurement_get_string (measurement, i) != NULL)
      changes |= FIRST_STRING << i;
  if (measurement->locked)
    changes |= CHANGED_LOCK;
  if (measurement->has_label_offset)
    changes |= CHANGED_LABEL_OFFSET;

  return changes;
}

static gboolean
is_change (RimMeasurement *before,
           RimMeasurement *after)
{
  return before != NULL && before->kind == after->kind;
}

RimEditKind
rim_edit_get_measurement_kind (RimEdit *self)
{
  if (self->measurement_after == NULL)
    return RIM_EDIT_REMOVE;

  return is_change (self->measurement_before, self->measurement_after) ? RIM_EDIT_CHANGE
                                                                       : RIM_EDIT_WHOLE;
}

void
rim_edit_pack_measurement (GByteArray     *bytes,
                           RimMeasurement *before,
                           RimMeasurement *after)
{
  guint changes = is_change (before, after) ? find_changes (before, after) : find_whole (after);

  rim_pack_uint (bytes, changes);
  if (changes & HAS_KIND)
    rim_pack_uint (bytes, after->kind);
  if (changes & CHANGED_TIME)
    rim_pack_uint (bytes, (guint64) after->time);

  if (changes & CHANGED_SHAPE)
    {
      rim_pack_uint (bytes, after->n_points);
      pack_point (bytes, after->normal);
      for (guint i = 0; i < after->n_points; i++)
        pack_point (bytes, after->points[i]);
    }

  for (guint i = 0; i < RIM_MEASUREMENT_N_STRINGS; i++)
    if (changes & (FIRST_STRING << i))
      rim_pack_string (bytes, *rim_measurement_get_string (after, i));

  if (changes & CHANGED_LOCK)
    rim_pack_uint (bytes, after->locked ? 1 : 0);
  if (changes & CHANGED_LABEL_OFFSET)
    rim_pack_uint (bytes, after->has_label_offset ? 1 : 0);
  if ((changes & CHANGED_LABEL_OFFSET) && after->has_label_offset)
    pack_point (bytes, after->label_offset);
}

static void
unpack_shape (RimUnpacker    *in,
              RimMeasurement *self)
{
  guint n_points = (guint) rim_unpack_uint (in, RIM_MEASUREMENT_MAX_POINTS);
  RimVec3 normal = unpack_point (in);
  g_autofree RimVec3 *points = NULL;

  if (in->failed || rim_unpacker_get_left (in) / (3 * sizeof (double)) < n_points)
    {
      in->failed = TRUE;
      return;
    }

  points = g_new (RimVec3, MAX (n_points, 1));
  for (guint i = 0; i < n_points; i++)
    points[i] = unpack_point (in);

  if (!rim_measurement_shape_is_valid (self->kind, points, n_points) ||
      !isfinite (normal.x) || !isfinite (normal.y) || !isfinite (normal.z))
    in->failed = TRUE;

  g_free (self->points);
  self->points = g_steal_pointer (&points);
  self->n_points = n_points;
  self->normal = normal;
}

static RimMeasurement *
begin (RimUnpacker    *in,
       RimMeasurement *before,
       guint           changes)
{
  RimMeasurement *self;

  if (before != NULL && (changes & HAS_KIND) == 0)
    return rim_measurement_copy (before);
  if (before != NULL || (changes & WHOLE) != WHOLE)
    {
      in->failed = TRUE;
      return NULL;
    }

  self = g_new0 (RimMeasurement, 1);
  rim_ref_count_init (&self->ref_count);
  self->kind = (RimMeasurementKind) rim_unpack_uint (in, RIM_N_MEASUREMENT_KINDS - 1);

  return self;
}

static void
unpack_strings (RimUnpacker    *in,
                RimMeasurement *self,
                guint           changes)
{
  for (guint i = 0; i < RIM_MEASUREMENT_N_STRINGS; i++)
    {
      char **string = rim_measurement_get_string (self, i);

      if ((changes & (FIRST_STRING << i)) == 0)
        continue;

      g_free (*string);
      *string = rim_unpack_string (in);
    }
}

static void
unpack_label_offset (RimUnpacker    *in,
                     RimMeasurement *self)
{
  RimVec3 none = { 0, 0, 0 };

  self->has_label_offset = rim_unpack_uint (in, 1) != 0;
  self->label_offset = self->has_label_offset ? unpack_point (in) : none;
  if (!isfinite (self->label_offset.x) || !isfinite (self->label_offset.y) ||
      !isfinite (self->label_offset.z))
    in->failed = TRUE;
}

/* @before is what the record changes; %NULL where it has the whole measurement.
 *
 * Returns: (nullable): %NULL or in->failed where the bytes are not a measurement
 *   with that id
 */
RimMeasurement *
rim_edit_unpack_measurement (RimUnpacker    *in,
                             RimMeasurement *before,
                             const char     *id)
{
  guint changes = (guint) rim_unpack_uint (in, ALL_CHANGES);
  g_autoptr(RimMeasurement) self = begin (in, before, changes);

  if (self == NULL)
    return NULL;

  if (changes & CHANGED_TIME)
    self->time = (gint64) rim_unpack_uint (in, G_MAXUINT64);
  if (changes & CHANGED_SHAPE)
    unpack_shape (in, self);
  unpack_strings (in, self, changes);
  if (changes & CHANGED_LOCK)
    self->locked = rim_unpack_uint (in, 1) != 0;
  if (changes & CHANGED_LABEL_OFFSET)
    unpack_label_offset (in, self);

  if (in->failed || g_strcmp0 (self->id, id) != 0)
    return NULL;

  return g_steal_pointer (&self);
}
