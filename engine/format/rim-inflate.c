/* rim-inflate.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-inflate-private.h"

#include <errno.h>
#include <libdeflate.h>
#include <unistd.h>

/* The deflated and the inflated file stand in memory together up to these sizes;
 * beyond them the time that is won is not worth it.
 */
#define MAX_DEFLATED (G_GUINT64_CONSTANT (128) << 20)
#define MAX_INFLATED ((gsize) 256 << 20)

/* A file of one volume ends with it; padding is harmless, further volumes are
 * not inflated in vain.
 */
#define SLACK 65536

static gboolean
read_all (int     fd,
          goffset offset,
          guint8 *bytes,
          gsize   length)
{
  while (length > 0)
    {
      const gssize n = pread (fd, bytes, length, offset);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      bytes += n;
      offset += n;
      length -= (gsize) n;
    }

  return TRUE;
}

/* Members follow each other, and what they hold is one stream. */
static gboolean
inflate_members (const guint8 *deflated,
                 gsize         size,
                 guint8       *bytes,
                 gsize         room,
                 gsize         length)
{
  struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor ();
  gboolean done = decompressor != NULL;
  gsize at = 0;
  gsize n = 0;

  while (done && n < length)
    {
      gsize n_read, n_written;

      done = libdeflate_gzip_decompress_ex (decompressor, deflated + at, size - at, bytes + n, room - n,
                                            &n_read, &n_written) == LIBDEFLATE_SUCCESS;
      if (!done)
        break;
      at += n_read;
      n += n_written;
    }
  libdeflate_free_decompressor (decompressor);

  return done;
}

/**
 * rim_inflate:
 * @fd: a regular file
 * @offset: where its first gzip member begins
 * @size: how many bytes there are from there
 * @length: how many inflated bytes are wanted
 *
 * Inflates a file in one go, which takes about half the time of zlib. What is
 * damaged, longer than was wanted, or large is left to zlib, which knows what to
 * make of it; memory is bounded either way.
 *
 * Returns: (transfer full) (nullable): the first @length bytes and perhaps some
 *   more
 */
guint8 *
rim_inflate (int     fd,
             goffset offset,
             guint64 size,
             gsize   length)
{
  g_autofree guint8 *deflated = NULL;
  g_autofree guint8 *bytes = NULL;

  if (size > MAX_DEFLATED || length > MAX_INFLATED)
    return NULL;

  deflated = g_try_malloc ((gsize) size);
  bytes = g_try_malloc (length + SLACK);
  if (deflated == NULL || bytes == NULL || !read_all (fd, offset, deflated, (gsize) size) ||
      !inflate_members (deflated, (gsize) size, bytes, length + SLACK, length))
    return NULL;

  return g_steal_pointer (&bytes);
}
