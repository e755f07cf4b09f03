/* bench-load-ct.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench-load-ct.h"

#include <string.h>
#include <sys/resource.h>

#include "dicom/rim-series.h"

#define SERIES_UID "2.25.100000000000000000000000000000000000"

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
  gboolean is_long = strcmp (vr, "OW") == 0 || strcmp (vr, "OB") == 0;

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
put_meta (GByteArray *file,
          const char *uid)
{
  static const guint8 zeros[128];
  g_autoptr(GByteArray) meta = g_byte_array_new ();
  guint32 length;

  put_element (meta, 0x0002, 0x0001, "OB", "\0\1", 2);
  put_text (meta, 0x0002, 0x0002, "UI", "1.2.840.10008.5.1.4.1.1.2");
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
put_patient (GByteArray *file,
             const char *uid)
{
  put_text (file, 0x0008, 0x0005, "CS", "ISO_IR 100");
  put_text (file, 0x0008, 0x0008, "CS", "ORIGINAL\\PRIMARY\\AXIAL");
  put_text (file, 0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.2");
  put_text (file, 0x0008, 0x0018, "UI", uid);
  put_text (file, 0x0008, 0x0020, "DA", "20260101");
  put_text (file, 0x0008, 0x0030, "TM", "120000");
  put_text (file, 0x0008, 0x0060, "CS", "CT");
  put_text (file, 0x0008, 0x0070, "LO", "Rimlight");
  put_text (file, 0x0010, 0x0010, "PN", "Bench^CT");
  put_text (file, 0x0010, 0x0020, "LO", "BENCH");
  put_text (file, 0x0018, 0x0050, "DS", "1");
  put_text (file, 0x0018, 0x0060, "DS", "120");
}

static void
put_image (GByteArray *file,
           guint       n_slices,
           guint       k)
{
  g_autofree char *number = g_strdup_printf ("%u", n_slices - k);
  g_autofree char *position = g_strdup_printf ("-250\\-250\\%u", k);

  put_text (file, 0x0020, 0x000d, "UI", SERIES_UID "1");
  put_text (file, 0x0020, 0x000e, "UI", SERIES_UID "2");
  put_text (file, 0x0020, 0x0011, "IS", "1");
  put_text (file, 0x0020, 0x0013, "IS", number);
  put_text (file, 0x0020, 0x0032, "DS", position);
  put_text (file, 0x0020, 0x0037, "DS", "1\\0\\0\\0\\1\\0");
  put_text (file, 0x0020, 0x0052, "UI", SERIES_UID "3");
  put_short (file, 0x0028, 0x0002, 1);
  put_text (file, 0x0028, 0x0004, "CS", "MONOCHROME2");
  put_short (file, 0x0028, 0x0010, BENCH_CT_SIZE);
  put_short (file, 0x0028, 0x0011, BENCH_CT_SIZE);
  put_text (file, 0x0028, 0x0030, "DS", "0.9765625\\0.9765625");
  put_short (file, 0x0028, 0x0100, 16);
  put_short (file, 0x0028, 0x0101, 16);
  put_short (file, 0x0028, 0x0102, 15);
  put_short (file, 0x0028, 0x0103, 1);
  put_text (file, 0x0028, 0x1052, "DS", "-1024");
  put_text (file, 0x0028, 0x1053, "DS", "1");
  put_text (file, 0x0028, 0x1054, "LO", "HU");
}

static void
put_pixels (GByteArray *file,
            guint       k)
{
  gsize n = (gsize) BENCH_CT_SIZE * BENCH_CT_SIZE;
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
 * bench_load_ct_write:
 * @folder: an empty folder
 * @n_slices: how many slices
 * @error: where to put an error
 *
 * Writes an uncompressed CT of 16 bits, one file for each slice.
 */
gboolean
bench_load_ct_write (const char  *folder,
                     guint        n_slices,
                     GError     **error)
{
  for (guint k = 0; k < n_slices; k++)
    {
      g_autofree char *name = g_strdup_printf ("%04u.dcm", k);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *uid = g_strdup_printf ("%s4%04u", SERIES_UID, k);
      g_autoptr(GByteArray) file = g_byte_array_new ();

      put_meta (file, uid);
      put_patient (file, uid);
      put_image (file, n_slices, k);
      put_pixels (file, k);

      if (!g_file_set_contents_full (path, (const char *) file->data, file->len,
                                     G_FILE_SET_CONTENTS_NONE, 0600, error))
        return FALSE;
    }

  return TRUE;
}

typedef struct
{
  gint64 start;
  gint64 first;                    /* atomic */
} Watch;

static void
slice_ready_cb (RimVolume *volume,
                guint      k,
                gpointer   data)
{
  Watch *watch = data;
  gint64 none = 0;
  gint64 now = g_get_monotonic_time ();

  __atomic_compare_exchange_n (&watch->first, &none, now, FALSE, __ATOMIC_RELAXED,
                               __ATOMIC_RELAXED);
}

static double
since (gint64 start)
{
  return 1e-6 * (double) (g_get_monotonic_time () - start);
}

static guint64
get_peak_bytes (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (guint64) usage.ru_maxrss * 1024;
}

/**
 * bench_load_ct_run:
 * @folder: what bench_load_ct_write() filled
 * @result: (out): the figures
 * @error: where to put an error
 *
 * Scans the folder and loads what is in it.
 */
gboolean
bench_load_ct_run (const char   *folder,
                   BenchLoadCt  *result,
                   GError      **error)
{
  const char *paths[] = { folder, NULL };
  Watch watch = { .start = g_get_monotonic_time () };
  RimLoadOptions options = { .slice_ready = slice_ready_cb, .data = &watch };
  g_autoptr(GPtrArray) all = rim_dicom_scan (paths, NULL, NULL, NULL, NULL, error);
  g_autoptr(RimVolume) volume = NULL;

  if (all == NULL || all->len != 1)
    return FALSE;

  result->scan = since (watch.start);
  volume = rim_series_load (all->pdata[0], &options, NULL, error);
  if (volume == NULL)
    return FALSE;

  result->load = since (watch.start);
  result->first = 1e-6 * (double) (watch.first - watch.start);
  result->voxel_bytes = rim_grid_get_n_voxels (rim_volume_get_grid (volume)) *
                        rim_voxel_type_get_size (rim_volume_get_voxel_type (volume));
  result->peak_bytes = get_peak_bytes ();

  return TRUE;
}
