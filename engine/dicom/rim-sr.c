/* rim-sr.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-sr-private.h"

#include <string.h>

#include "core/rim-uid.h"

#define UUID_LENGTH 36

G_DEFINE_QUARK (rim-sr-error-quark, rim_sr_error)

static void
value_clear (gpointer data)
{
  RimSrValue *value = data;

  rim_code_clear (&value->quantity);
  rim_code_clear (&value->derivation);
  rim_code_clear (&value->unit);
}

/* Returns: (transfer full): a group without numbers */
RimSrGroup *
rim_sr_group_new (RimMeasurement *measurement)
{
  RimSrGroup *self = g_new0 (RimSrGroup, 1);

  self->measurement = measurement != NULL ? rim_measurement_ref (measurement) : NULL;
  self->values = g_array_new (FALSE, TRUE, sizeof (RimSrValue));
  g_array_set_clear_func (self->values, value_clear);

  return self;
}

void
rim_sr_group_free (RimSrGroup *self)
{
  g_clear_pointer (&self->measurement, rim_measurement_unref);
  g_array_unref (self->values);
  g_free (self);
}

/* Returns: (transfer none): a new number of the group, until the next is added */
RimSrValue *
rim_sr_group_add (RimSrGroup *self,
                  double      value)
{
  RimSrValue fresh = { .value = value };

  g_array_append_val (self->values, fresh);

  return &g_array_index (self->values, RimSrValue, self->values->len - 1);
}

void
rim_sr_report_free (RimSrReport *self)
{
  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->warnings);
  g_free (self);
}

static gboolean
is_same_code (const RimCode *a,
              const RimCode *b)
{
  return g_strcmp0 (a->value, b->value) == 0 && g_strcmp0 (a->scheme, b->scheme) == 0;
}

static gboolean
is_same_value (const RimSrValue *a,
               const RimSrValue *b)
{
  return is_same_code (&a->quantity, &b->quantity) &&
         is_same_code (&a->derivation, &b->derivation) &&
         is_same_code (&a->unit, &b->unit) && a->value == b->value;
}

/* The standard keeps coordinates as single floats. */
static gboolean
is_same_shape (RimMeasurement *written,
               RimMeasurement *read)
{
  if (written->kind != read->kind || written->n_points != read->n_points ||
      memcmp (&written->normal, &read->normal, sizeof read->normal) != 0)
    return FALSE;

  for (guint i = 0; i < read->n_points; i++)
    if ((float) written->points[i].x != (float) read->points[i].x ||
        (float) written->points[i].y != (float) read->points[i].y ||
        (float) written->points[i].z != (float) read->points[i].z)
      return FALSE;

  return TRUE;
}

/**
 * rim_sr_group_equal:
 * @written: a group as it was to be written
 * @read: a group that was read
 *
 * Returns: whether everything came back: every number to the last bit, the points as
 *   the single floats that the standard has for them
 */
gboolean
rim_sr_group_equal (RimSrGroup *written,
                    RimSrGroup *read)
{
  RimMeasurement *a = written->measurement;
  RimMeasurement *b = read->measurement;

  if (!is_same_shape (a, b) || written->values->len != read->values->len ||
      a->time != b->time || g_strcmp0 (a->id, b->id) != 0 ||
      g_strcmp0 (a->label, b->label) != 0 || g_strcmp0 (a->lesion_id, b->lesion_id) != 0 ||
      g_strcmp0 (a->series_uid, b->series_uid) != 0 ||
      g_strcmp0 (a->modality, b->modality) != 0 ||
      g_strcmp0 (a->frame_of_reference_uid, b->frame_of_reference_uid) != 0 ||
      g_strcmp0 (a->author, b->author) != 0)
    return FALSE;

  for (guint i = 0; i < read->values->len; i++)
    if (!is_same_value (&g_array_index (written->values, RimSrValue, i),
                        &g_array_index (read->values, RimSrValue, i)))
      return FALSE;

  return TRUE;
}

/* A UUID as the UID that stands for it (PS3.5 B.2); of what is none, one made of its
 * name.
 */
char *
rim_sr_uid_from_uuid (const char *uuid)
{
  char *uid = rim_uid_from_uuid (uuid);

  return uid != NULL ? uid : rim_dcm_uid_from_name (uuid);
}

static char *
format_uuid (unsigned __int128 number)
{
  char *uuid = g_malloc (UUID_LENGTH + 1);

  uuid[UUID_LENGTH] = '\0';
  for (int i = UUID_LENGTH - 1; i >= 0; i--)
    {
      if (i == 8 || i == 13 || i == 18 || i == 23)
        {
          uuid[i] = '-';
          continue;
        }
      uuid[i] = "0123456789abcdef"[(guint) (number & 0xf)];
      number >>= 4;
    }

  return uuid;
}

static char *
make_uuid (const char *name)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);
  unsigned __int128 number = 0;

  for (guint i = 0; i < 32; i++)
    number = number << 4 | (unsigned) g_ascii_xdigit_value (digest[i]);

  /* Version 8, variant 1: made of something (RFC 9562) */
  number &= ~((unsigned __int128) 0xf << 76 | (unsigned __int128) 0x3 << 62);
  number |= (unsigned __int128) 0x8 << 76 | (unsigned __int128) 0x2 << 62;

  return format_uuid (number);
}

/* The UUID that a UID stands for; where it stands for none, one that is always the same
 * for it, so that what is imported twice is there once.
 */
char *
rim_sr_uuid_from_uid (const char *uid)
{
  const unsigned __int128 limit = ~(unsigned __int128) 0;
  unsigned __int128 number = 0;
  g_autofree char *uuid = NULL;

  if (!g_str_has_prefix (uid, RIM_UID_UUID_ROOT) || uid[strlen (RIM_UID_UUID_ROOT)] == '\0')
    return make_uuid (uid);

  for (const char *c = uid + strlen (RIM_UID_UUID_ROOT); *c != '\0'; c++)
    {
      if (!g_ascii_isdigit (*c) || number > (limit - 9) / 10)
        return make_uuid (uid);
      number = number * 10 + (unsigned) (*c - '0');
    }

  uuid = format_uuid (number);

  return g_uuid_string_is_valid (uuid) ? g_steal_pointer (&uuid) : make_uuid (uid);
}
