/* rim-reader.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-reader-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "rim-image.h"
#include "rim-inflate-private.h"

/* Deflate cannot make more than this of one byte (zlib technical details). */
#define MAX_INFLATION 1032

#define PIECE (1u << 20)

/* Below this inflating at once is no gain. */
#define MIN_EXPECTED 65536

struct _RimReader
{
  char    *path;
  FILE    *file;
  gzFile   gzip;
  int      fd;       /* of @gzip */
  goffset  begin;    /* of @gzip in its file */
  guint64  size;     /* of @gzip in its file */
  guint8  *inflated; /* all that is wanted of @gzip, once that is known */
  gsize    n_inflated;
  gsize    at;       /* in @inflated */
  goffset  start;    /* what rim_reader_get_offset() said at first */
  guint64  bound;    /* how many bytes there can be from there */
};

/* Does not wait for the other end of a pipe. */
static int
open_regular (const char   *path,
              guint64      *size,
              GError      **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat status;

  if (fd < 0 || fstat (fd, &status) != 0)
    {
      int number = errno;

      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (number), "%s: %s", path, g_strerror (number));
      if (fd >= 0)
        close (fd);
      return -1;
    }

  if (!S_ISREG (status.st_mode))
    {
      g_set_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_UNSUPPORTED, _("%s: not a file"), path);
      close (fd);
      return -1;
    }

  *size = (guint64) status.st_size;

  return fd;
}

static gboolean
begins_like_gzip (int     fd,
                  goffset offset)
{
  guint8 magic[2];

  return pread (fd, magic, sizeof magic, offset) == 2 && magic[0] == 0x1f && magic[1] == 0x8b;
}

/**
 * rim_reader_open:
 * @path: a file
 * @offset: where to begin, in the bytes of the file
 * @encoding: how to read it
 * @error: where to put an error
 *
 * Returns: (transfer full): a reader
 */
RimReader *
rim_reader_open (const char         *path,
                 goffset             offset,
                 RimReaderEncoding   encoding,
                 GError            **error)
{
  guint64 size;
  int fd = open_regular (path, &size, error);
  RimReader *self;

  if (fd < 0)
    return NULL;

  if (encoding == RIM_READER_AUTO)
    encoding = begins_like_gzip (fd, offset) ? RIM_READER_GZIP : RIM_READER_RAW;

  lseek (fd, offset, SEEK_SET);
  self = g_new0 (RimReader, 1);
  self->path = g_strdup (path);
  self->bound = size > (guint64) offset ? size - (guint64) offset : 0;
  if (encoding == RIM_READER_GZIP)
    {
      self->fd = fd;
      self->begin = offset;
      self->size = self->bound;
      self->bound *= MAX_INFLATION;
      self->gzip = gzdopen (fd, "rb");
    }
  else
    {
      self->file = fdopen (fd, "rb");
      self->start = offset;
    }

  return self;
}

void
rim_reader_close (RimReader *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->gzip, gzclose);
  g_free (self->inflated);
  g_clear_pointer (&self->file, fclose);
  g_free (self->path);
  g_free (self);
}

const char *
rim_reader_get_path (RimReader *self)
{
  return self->path;
}

/* Where the next byte lies; in the inflated bytes of a gzip file. */
goffset
rim_reader_get_offset (RimReader *self)
{
  if (self->inflated != NULL)
    return (goffset) self->at;

  return self->gzip != NULL ? (goffset) gztell (self->gzip) : (goffset) ftello (self->file);
}

/* Says that so many bytes from here on are going to be read and, of a gzip file,
 * none beyond, so that they can be inflated at once.
 */
void
rim_reader_expect (RimReader *self,
                   gsize      length)
{
  const gsize at = (gsize) rim_reader_get_offset (self);

  if (self->gzip == NULL || self->inflated != NULL || length < MIN_EXPECTED || length > G_MAXSIZE / 2)
    return;

  self->inflated = rim_inflate (self->fd, self->begin, self->size, at + length);
  self->n_inflated = at + length;
  self->at = at;
}

/* Returns: how many bytes it could read; less than @length only at the end or
 * where the file is damaged
 */
gsize
rim_reader_read_some (RimReader *self,
                      gpointer   bytes,
                      gsize      length)
{
  gsize done = 0;

  if (self->file != NULL)
    return fread (bytes, 1, length, self->file);

  if (self->inflated != NULL)
    {
      done = MIN (length, self->n_inflated - self->at);
      memcpy (bytes, self->inflated + self->at, done);
      self->at += done;
      return done;
    }

  while (done < length)
    {
      int n = gzread (self->gzip, (guint8 *) bytes + done, (unsigned) MIN (length - done, 1u << 30));

      if (n <= 0)
        break;
      done += (gsize) n;
    }

  return done;
}

gboolean
rim_reader_read (RimReader  *self,
                 gpointer    bytes,
                 gsize       length,
                 GError    **error)
{
  if (rim_reader_read_some (self, bytes, length) == length)
    return TRUE;

  g_set_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_DAMAGED,
               _("%s: the file ends before its voxels do, or its compression is damaged"), self->path);

  return FALSE;
}

gboolean
rim_reader_skip (RimReader  *self,
                 guint64     length,
                 GError    **error)
{
  g_autofree guint8 *piece = g_malloc (PIECE);

  while (length > 0)
    {
      gsize n = (gsize) MIN (length, PIECE);

      if (!rim_reader_read (self, piece, n, error))
        return FALSE;
      length -= n;
    }

  return TRUE;
}

/* Goes to the last @length bytes of a raw file. */
gboolean
rim_reader_skip_to_last (RimReader  *self,
                         guint64     length,
                         GError    **error)
{
  if (!rim_reader_can_hold (self, length, error))
    return FALSE;

  if (self->file != NULL && fseeko (self->file, -(off_t) length, SEEK_END) == 0)
    return TRUE;

  g_set_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_UNSUPPORTED,
               _("%s: voxels at the end of a deflated file are not supported"), self->path);

  return FALSE;
}

static int
read_char (RimReader *self)
{
  guint8 byte;

  if (self->inflated != NULL)
    return rim_reader_read_some (self, &byte, 1) == 1 ? byte : EOF;

  return self->gzip != NULL ? gzgetc (self->gzip) : getc (self->file);
}

/* A line without its end, which may be LF or CR LF; %NULL at the end of the file
 * and for a line of more than @max_length bytes.
 */
char *
rim_reader_read_line (RimReader *self,
                      gsize      max_length)
{
  g_autoptr(GString) line = g_string_new (NULL);
  int c;

  while ((c = read_char (self)) != EOF && c != '\n')
    {
      if (line->len >= max_length)
        return NULL;
      g_string_append_c (line, (char) c);
    }

  if (c == EOF && line->len == 0)
    return NULL;
  if (line->len > 0 && line->str[line->len - 1] == '\r')
    g_string_truncate (line, line->len - 1);

  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* The next word between spaces, commas and line ends. */
gboolean
rim_reader_read_token (RimReader *self,
                       char      *token,
                       gsize      size)
{
  gsize length = 0;
  int c;

  do
    c = read_char (self);
  while (c != EOF && (g_ascii_isspace (c) || c == ','));

  while (c != EOF && !g_ascii_isspace (c) && c != ',')
    {
      if (length + 1 >= size)
        return FALSE;
      token[length++] = (char) c;
      c = read_char (self);
    }
  token[length] = '\0';

  return length > 0;
}

/* Whether the file could have @length bytes at all, to be asked before memory is
 * taken for them.
 */
gboolean
rim_reader_can_hold (RimReader  *self,
                     guint64     length,
                     GError    **error)
{
  guint64 done = (guint64) (rim_reader_get_offset (self) - self->start);

  if (done <= self->bound && length <= self->bound - done)
    return TRUE;

  g_set_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_DAMAGED,
               _("%s: the header promises %" PRIu64 " bytes of voxels, more than the file can hold"),
               self->path, length);

  return FALSE;
}

/* Turns the byte order of @n_items items of 1, 2, 4 or 8 bytes. */
void
rim_swap_bytes (gpointer bytes,
                gsize    n_items,
                gsize    item_size)
{
  guint8 *item = bytes;

  if (item_size < 2)
    return;

  for (gsize n = 0; n < n_items; n++, item += item_size)
    {
      for (gsize a = 0, b = item_size - 1; a < b; a++, b--)
        {
          guint8 byte = item[a];

          item[a] = item[b];
          item[b] = byte;
        }
    }
}
