/* oracle-colormap.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "view/rim-colormap.h"

#include <glib.h>

/* Colour maps as others publish them: DICOM PS3.6 annex B, and the three of
 * Matplotlib. Tables of 256 entries are compared by their SHA-256.
 */

#define N_ENTRIES 256u

/* Red, green and blue Palette Color Lookup Table Data (0028,1201 to 1203), one after
 * the other, of the standard's Color Palette instances. The files that pydicom 2.3.1
 * ships and the classes of PixelMed (20220618, by the author of these palettes) hold
 * the same bytes.
 */
static const struct
{
  const char *id;
  const char *uid;
  const char *sha256;
} tables[] = {
  { "hot-iron", "1.2.840.10008.1.5.1",
    "d9f364511ea9e279d5a3309885492bd61ebefe10d3374a49bf62557b2838694a" },
  { "pet-rainbow", "1.2.840.10008.1.5.2",
    "08c542f5694d2623cadca913a22c4542712c76cbf28aa2a1ff64ecae07201abd" },
  { "hot-metal-blue", "1.2.840.10008.1.5.3",
    "dd33b4663bc5de218d21adbad811532ca7421124f9bf074cbf30dbed9a4878de" },
  { "pet-20-step", "1.2.840.10008.1.5.4",
    "30eb99ff4149602101676f699303e5cb78f7e5db02d0309a3f48f997fb6c15aa" },
};

/* A linear segment of Segmented Palette Color Lookup Table Data. */
typedef struct
{
  guint n;
  guint end;
} Segment;

/* 1.2.840.10008.1.5.5 to 8 are defined by segments (0028,1221 to 1223): a first
 * entry, then lines (PS3.3 C.7.9.2).
 */
static const struct
{
  const char *id;
  guint       first[3];
  Segment     segments[3][2];
} lines[] = {
  { "spring", { 255, 0, 255 }, { { { 255, 255 } }, { { 255, 255 } }, { { 255, 0 } } } },
  { "summer", { 0, 255, 0 }, { { { 255, 0 } }, { { 255, 128 } }, { { 127, 0 }, { 128, 254 } } } },
  { "fall", { 255, 255, 0 }, { { { 255, 255 } }, { { 255, 0 } }, { { 255, 0 } } } },
  { "winter", { 0, 0, 255 }, { { { 127, 0 }, { 128, 0 } }, { { 255, 255 } }, { { 255, 128 } } } },
};

/* The 1,536 hexadecimal digits of d3-scale-chromatic 3.1.1, which are Matplotlib's
 * _cm_listed.py (CC0) at eight bits.
 */
static const struct
{
  const char *id;
  const char *sha256;
} perceptual[] = {
  { "viridis", "72942e76104083026a0d8c47d0d67c9291e38a8b82b2735483d9689a85c42e97" },
  { "inferno", "c17f032e43927a99f8740abeeb7df44290985400bb31ebd4b39d720acbf2d17e" },
  { "magma", "88fc6c51a8dc24d590515ba3edb7af67398cb094b3ba5d344fb4bbc8e1abc814" },
};

/* @channel: 0 for red, 1 for green, 2 for blue */
static guint8
get_channel (const RimColormap *map,
             guint              entry,
             guint              channel)
{
  return map->colors[entry] >> (16 - 8 * channel) & 0xff;
}

static void
test_dicom_tables (void)
{
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    {
      const RimColormap *map = rim_colormap_find (tables[t].id);
      guint8 data[3 * N_ENTRIES];
      g_autofree char *sha256 = NULL;

      g_assert_nonnull (map);
      for (guint i = 0; i < 3 * N_ENTRIES; i++)
        data[i] = get_channel (map, i % N_ENTRIES, i / N_ENTRIES);
      sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, data, sizeof data);
      g_test_message ("%s (%s)", map->id, tables[t].uid);
      g_assert_cmpstr (sha256, ==, tables[t].sha256);
    }
}

/* The standard does not say how lines are rounded, so half an entry is allowed. */
static void
check_line (const RimColormap *map,
            guint              channel,
            guint              first,
            const Segment     *segments)
{
  guint start = first;
  guint at = 0;

  g_assert_cmpuint (get_channel (map, 0, channel), ==, first);
  for (guint s = 0; at < N_ENTRIES - 1; s++)
    {
      const guint n = segments[s].n;

      for (guint i = 1; i <= n; i++)
        {
          const guint value = 2 * n * get_channel (map, at + i, channel);
          const guint exact = 2 * (start * (n - i) + segments[s].end * i);

          g_assert_cmpuint (value + n, >=, exact);
          g_assert_cmpuint (value, <=, exact + n);
        }
      at += n;
      start = segments[s].end;
    }
}

static void
test_dicom_segments (void)
{
  for (guint l = 0; l < G_N_ELEMENTS (lines); l++)
    for (guint c = 0; c < 3; c++)
      check_line (rim_colormap_find (lines[l].id), c, lines[l].first[c], lines[l].segments[c]);
}

static void
test_perceptual (void)
{
  for (guint p = 0; p < G_N_ELEMENTS (perceptual); p++)
    {
      const RimColormap *map = rim_colormap_find (perceptual[p].id);
      g_autoptr(GString) digits = g_string_new (NULL);
      g_autofree char *sha256 = NULL;

      for (guint i = 0; i < N_ENTRIES; i++)
        g_string_append_printf (digits, "%06x", map->colors[i] & 0xffffff);
      sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, digits->str, -1);
      g_assert_cmpstr (sha256, ==, perceptual[p].sha256);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/oracle/colormap/dicom-tables", test_dicom_tables);
  g_test_add_func ("/oracle/colormap/dicom-segments", test_dicom_segments);
  g_test_add_func ("/oracle/colormap/perceptual", test_perceptual);

  return g_test_run ();
}
