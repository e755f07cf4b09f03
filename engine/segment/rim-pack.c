/* rim-pack.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-pack-private.h"

#include <string.h>

/* Seven bits a byte, the lowest first; the high bit says that more follow. */
void
rim_pack_uint (GByteArray *bytes,
               guint64     value)
{
  guint8 encoded[10];
  guint n = 0;

  do
    {
      encoded[n++] = (guint8) ((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
      value >>= 7;
    }
  while (value != 0);

  g_byte_array_append (bytes, encoded, n);
}

void
rim_pack_double (GByteArray *bytes,
                 double      value)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  bits = GUINT64_TO_LE (bits);
  g_byte_array_append (bytes, (const guint8 *) &bits, sizeof bits);
}

/* NULL and the empty string are different things. */
void
rim_pack_string (GByteArray *bytes,
                 const char *string)
{
  gsize length;

  if (string == NULL)
    {
      rim_pack_uint (bytes, 0);
      return;
    }

  length = strlen (string);
  rim_pack_uint (bytes, (guint64) length + 1);
  g_byte_array_append (bytes, (const guint8 *) string, (guint) length);
}

void
rim_unpacker_init (RimUnpacker *self,
                   GBytes      *bytes)
{
  static const guint8 nothing;
  gsize length;

  self->cursor = g_bytes_get_data (bytes, &length);
  if (length == 0)
    self->cursor = &nothing;
  self->end = self->cursor + length;
  self->failed = FALSE;
}

gsize
rim_unpacker_get_left (const RimUnpacker *self)
{
  return self->failed ? 0 : (gsize) (self->end - self->cursor);
}

gboolean
rim_unpack_raw (RimUnpacker *self,
                gpointer     data,
                gsize        length)
{
  if (length > rim_unpacker_get_left (self))
    {
      self->failed = TRUE;
      memset (data, 0, length);
      return FALSE;
    }

  memcpy (data, self->cursor, length);
  self->cursor += length;

  return TRUE;
}

/* Returns: a number of at most @max; a larger one is damage */
guint64
rim_unpack_uint (RimUnpacker *self,
                 guint64      max)
{
  guint64 value = 0;

  for (guint shift = 0; shift < 64; shift += 7)
    {
      guint8 byte;

      if (!rim_unpack_raw (self, &byte, 1))
        return 0;

      value |= (guint64) (byte & 0x7f) << shift;

      if ((byte & 0x80) == 0)
        {
          if (value <= max)
            return value;
          break;
        }
    }

  self->failed = TRUE;

  return 0;
}

double
rim_unpack_double (RimUnpacker *self)
{
  guint64 bits;
  double value;

  rim_unpack_raw (self, &bits, sizeof bits);
  bits = GUINT64_FROM_LE (bits);
  memcpy (&value, &bits, sizeof value);

  return value;
}

char *
rim_unpack_string (RimUnpacker *self)
{
  guint64 length = rim_unpack_uint (self, (guint64) rim_unpacker_get_left (self) + 1);
  char *string;

  if (self->failed || length == 0)
    return NULL;

  length--;
  if (length > rim_unpacker_get_left (self) || memchr (self->cursor, 0, length) != NULL)
    {
      self->failed = TRUE;
      return NULL;
    }

  string = g_strndup ((const char *) self->cursor, length);
  self->cursor += length;

  return string;
}
