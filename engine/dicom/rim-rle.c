/* rim-rle.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* dcmtk 3.6.7 believes the offsets of the segments and reads outside of a
 * damaged frame; the code is small enough to have here.
 */

#include "dicom/rim-rle-private.h"

#include <string.h>

#define HEADER_LENGTH 64
#define MAX_SEGMENTS  15

static guint32
get_offset (const guint8 *header,
            guint         i)
{
  const guint8 *p = header + 4 * i;

  return p[0] | p[1] << 8 | p[2] << 16 | (guint32) p[3] << 24;
}

/* Undoes PackBits; each byte goes @step after the one before.
 *
 * Returns: whether @n bytes were there
 */
static gboolean
unpack (const guint8 *input,
        const guint8 *end,
        guint8       *output,
        gsize         step,
        gsize         n)
{
  while (n > 0 && input < end)
    {
      guint8 code = *input++;
      gsize count = code < 128 ? code + 1u : 257u - code;

      if (code == 128)
        continue;

      count = MIN (count, n);
      if ((gsize) (end - input) < (code < 128 ? count : 1))
        return FALSE;

      for (gsize i = 0; i < count; i++, output += step)
        *output = code < 128 ? *input++ : *input;

      if (code > 128)
        input++;
      n -= count;
    }

  return n == 0;
}

/**
 * rim_rle_decode:
 * @frame: a frame of run-length coded pixels (PS3.5 annex G)
 * @n_pixels: how many pixels
 * @n_samples: how many samples each has
 * @n_bytes: how many bytes each sample has
 * @samples: where to put them, interleaved, the lowest byte first
 *
 * Returns: whether all are there
 */
gboolean
rim_rle_decode (GBytes *frame,
                gsize   n_pixels,
                guint   n_samples,
                guint   n_bytes,
                guint8 *samples)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (frame, &length);
  guint n_segments = n_samples * n_bytes;
  gsize step = n_segments;

  if (length < HEADER_LENGTH || n_segments > MAX_SEGMENTS || get_offset (bytes, 0) != n_segments)
    return FALSE;

  for (guint i = 0; i < n_segments; i++)
    {
      gsize begin = get_offset (bytes, 1 + i);
      gsize end = i + 1 < n_segments ? get_offset (bytes, 2 + i) : length;
      guint at = i / n_bytes * n_bytes + (n_bytes - 1 - i % n_bytes);

      if (begin < HEADER_LENGTH || begin > end || end > length ||
          !unpack (bytes + begin, bytes + end, samples + at, step, n_pixels))
        return FALSE;
    }

  return TRUE;
}
