/* bench-series.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench-series.h"

#include <string.h>

#define CT_CLASS  "1.2.840.10008.5.1.4.1.1.2"
#define PET_CLASS "1.2.840.10008.5.1.4.1.1.128"

#define UID "2.25.100000000000000000000000000000000000"

static void
put_number (GByteArray *file,
            guint32     value,
            guint       n_bytes)
{
  for (guint i = 0; i < n_bytes; i++)
    {
      guint8 byte = (guint8) (value >> (8 * i));

      g_byte_array_append (file, &byte, 1);
    }
}

static void
put_element (GByteArray    *file,
             guint16        group,
             guint16        element,
             const char    *vr,
             gconstpointer  value,
             gsize          length)
{
  gboolean is_long = strcmp (vr, "OW") == 0 || strcmp (vr, "OB") == 0 || strcmp (vr, "SQ") == 0;

  put_number (file, group, 2);
  put_number (file, element, 2);
  g_byte_array_append (file, (const guint8 *) vr, 2);
  if (is_long)
    put_number (file, 0, 2);
  put_number (file, (guint32) length, is_long ? 4 : 2);
  g_byte_array_append (file, value, (guint) length);
}

static void
put_text (GByteArray *file,
          guint16     group,
          guint16     element,
          const char *vr,
          const char *text)
{
  g_autofree char *padded = g_strconcat (text, strcmp (vr, "UI") == 0 ? "" : " ", NULL);
  gsize length = (strlen (text) + 1) & ~(gsize) 1;

  /* A UID is padded with the zero that ends the string. */
  put_element (file, group, element, vr, padded, length);
}

static void
put_short (GByteArray *file,
           guint16     group,
           guint16     element,
           guint16     value)
{
  put_element (file, group, element, "US", &value, sizeof value);
}

static void
put_decimal (GByteArray *file,
             guint16     group,
             guint16     element,
             double      value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  put_text (file, group, element, "DS", g_ascii_formatd (text, sizeof text, "%.8g", value));
}

static gboolean
is_pet (const BenchSeries *self)
{
  return strcmp (self->modality, "PT") == 0;
}

static void
put_meta (GByteArray        *file,
          const BenchSeries *self,
          const char        *uid)
{
  static const guint8 zeros[128];
  g_autoptr(GByteArray) meta = g_byte_array_new ();
  guint32 length;

  put_element (meta, 0x0002, 0x0001, "OB", "\0\1", 2);
  put_text (meta, 0x0002, 0x0002, "UI", is_pet (self) ? PET_CLASS : CT_CLASS);
  put_text (meta, 0x0002, 0x0003, "UI", uid);
  put_text (meta, 0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1");
  put_text (meta, 0x0002, 0x0012, "UI", "2.25.1");
  length = meta->len;

  g_byte_array_append (file, zeros, sizeof zeros);
  g_byte_array_append (file, (const guint8 *) "DICM", 4);
  put_element (file, 0x0002, 0x0000, "UL", &length, sizeof length);
  g_byte_array_append (file, meta->data, meta->len);
}

static void
put_patient (GByteArray        *file,
             const BenchSeries *self,
             const char        *uid)
{
  put_text (file, 0x0008, 0x0005, "CS", "ISO_IR 100");
  put_text (file, 0x0008, 0x0008, "CS", "ORIGINAL\\PRIMARY\\AXIAL");
  put_text (file, 0x0008, 0x0016, "UI", is_pet (self) ? PET_CLASS : CT_CLASS);
  put_text (file, 0x0008, 0x0018, "UI", uid);
  put_text (file, 0x0008, 0x0020, "DA", "20260101");
  put_text (file, 0x0008, 0x0021, "DA", "20260101");
  put_text (file, 0x0008, 0x0022, "DA", "20260101");
  put_text (file, 0x0008, 0x0030, "TM", "120000");
  put_text (file, 0x0008, 0x0031, "TM", "120000");
  put_text (file, 0x0008, 0x0032, "TM", "120000");
  put_text (file, 0x0008, 0x0060, "CS", self->modality);
  put_text (file, 0x0008, 0x0070, "LO", "Rimlight");
  put_text (file, 0x0010, 0x0010, "PN", "Bench^CT");
  put_text (file, 0x0010, 0x0020, "LO", "BENCH");
  put_text (file, 0x0010, 0x1020, "DS", "1.75");
  put_text (file, 0x0010, 0x1030, "DS", "70");
  put_decimal (file, 0x0018, 0x0050, self->distance);
  if (is_pet (self))
    put_text (file, 0x0018, 0x1242, "IS", "120000");
  else
    put_text (file, 0x0018, 0x0060, "DS", "120");
}

/* The middle of every series is the origin. */
static void
put_place (GByteArray        *file,
           const BenchSeries *self,
           guint              k)
{
  g_autofree char *series = g_strdup_printf (UID "2%u", self->number);
  g_autofree char *number = g_strdup_printf ("%u", self->number);
  g_autofree char *instance = g_strdup_printf ("%u", self->n_slices - k);
  double corner = -0.5 * (self->size - 1.0) * self->pixel;
  double z = (k - 0.5 * (self->n_slices - 1.0)) * self->distance;
  g_autofree char *position = g_strdup_printf ("%.6f\\%.6f\\%.6f", corner, corner, z);

  put_text (file, 0x0020, 0x000d, "UI", UID "1");
  put_text (file, 0x0020, 0x000e, "UI", series);
  put_text (file, 0x0020, 0x0011, "IS", number);
  put_text (file, 0x0020, 0x0013, "IS", instance);
  put_text (file, 0x0020, 0x0032, "DS", position);
  put_text (file, 0x0020, 0x0037, "DS", "1\\0\\0\\0\\1\\0");
  put_text (file, 0x0020, 0x0052, "UI", UID "3");
}

static void
put_image (GByteArray        *file,
           const BenchSeries *self)
{
  g_autofree char *spacing = g_strdup_printf ("%.7f\\%.7f", self->pixel, self->pixel);

  put_short (file, 0x0028, 0x0002, 1);
  put_text (file, 0x0028, 0x0004, "CS", "MONOCHROME2");
  put_short (file, 0x0028, 0x0010, (guint16) self->size);
  put_short (file, 0x0028, 0x0011, (guint16) self->size);
  put_text (file, 0x0028, 0x0030, "DS", spacing);
  if (is_pet (self))
    put_text (file, 0x0028, 0x0051, "CS", "ATTN\\DECY");
  put_short (file, 0x0028, 0x0100, 16);
  put_short (file, 0x0028, 0x0101, 16);
  put_short (file, 0x0028, 0x0102, 15);
  put_short (file, 0x0028, 0x0103, 1);
  put_text (file, 0x0028, 0x1052, "DS", is_pet (self) ? "0" : "-1024");
  put_text (file, 0x0028, 0x1053, "DS", is_pet (self) ? "10" : "1");
  if (!is_pet (self))
    put_text (file, 0x0028, 0x1054, "LO", "HU");
}

/* What makes SUV of it. */
static void
put_tracer (GByteArray *file)
{
  g_autoptr(GByteArray) tracer = g_byte_array_new ();
  g_autoptr(GByteArray) item = g_byte_array_new ();

  put_text (tracer, 0x0018, 0x1072, "TM", "110000");
  put_text (tracer, 0x0018, 0x1074, "DS", "370000000");
  put_text (tracer, 0x0018, 0x1075, "DS", "6586.2");
  put_number (item, 0xe000fffe, 4);
  put_number (item, tracer->len, 4);
  g_byte_array_append (item, tracer->data, tracer->len);

  put_element (file, 0x0054, 0x0016, "SQ", item->data, item->len);
  put_text (file, 0x0054, 0x1001, "CS", "BQML");
  put_text (file, 0x0054, 0x1102, "CS", "START");
  put_text (file, 0x0054, 0x1300, "DS", "0");
}

static void
put_pixels (GByteArray        *file,
            const BenchSeries *self,
            guint              k)
{
  gsize n = (gsize) self->size * self->size;
  g_autofree gint16 *pixels = g_new (gint16, n);
  guint32 noise = k + 1;

  for (gsize i = 0; i < n; i++)
    {
      noise = noise * 1664525u + 1013904223u;
      pixels[i] = (gint16) (noise >> 20);
    }

  put_element (file, 0x7fe0, 0x0010, "OW", pixels, n * sizeof *pixels);
}

/**
 * bench_series_write:
 * @self: a series
 * @folder: a folder that has none of it
 * @error: where to put an error
 *
 * Writes an uncompressed series of 16 bits, one file for each slice. All belong
 * to one study.
 *
 * Returns: whether it could
 */
gboolean
bench_series_write (const BenchSeries  *self,
                    const char         *folder,
                    GError            **error)
{
  for (guint k = 0; k < self->n_slices; k++)
    {
      g_autofree char *name = g_strdup_printf ("%u-%04u.dcm", self->number, k);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *uid = g_strdup_printf (UID "4%u%04u", self->number, k);
      g_autoptr(GByteArray) file = g_byte_array_new ();

      put_meta (file, self, uid);
      put_patient (file, self, uid);
      put_place (file, self, k);
      put_image (file, self);
      if (is_pet (self))
        put_tracer (file);
      put_pixels (file, self, k);

      if (!g_file_set_contents_full (path, (const char *) file->data, file->len,
                                     G_FILE_SET_CONTENTS_NONE, 0600, error))
        return FALSE;
    }

  return TRUE;
}
