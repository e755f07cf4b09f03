/* rim-file.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
set_errno_error (GError     **error,
                 const char  *path,
                 int          number)
{
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (number),
               "%s: %s", path, g_strerror (number));
}

static gboolean
sync_path (const char  *path,
           int          flags,
           GError     **error)
{
  int fd = g_open (path, flags | O_CLOEXEC, 0);
  int number;

  if (fd < 0)
    {
      set_errno_error (error, path, errno);
      return FALSE;
    }

  number = fsync (fd) == 0 ? 0 : errno;
  close (fd);

  /* Some file systems cannot sync a folder; that is no reason to fail. */
  if (number != 0 && number != EINVAL)
    {
      set_errno_error (error, path, number);
      return FALSE;
    }

  return TRUE;
}

/* Gives the new file the mode of the one that it replaces. */
static gboolean
keep_mode (const char  *temporary,
           const char  *path,
           GError     **error)
{
  GStatBuf status;

  if (g_stat (path, &status) != 0 || g_chmod (temporary, (int) (status.st_mode & 07777)) == 0)
    return TRUE;

  set_errno_error (error, path, errno);

  return FALSE;
}

/**
 * rim_file_move_into_place:
 * @temporary: a whole file on the file system of @path
 * @path: the file to make or replace
 * @error: where to put an error
 *
 * Syncs @temporary, renames it and syncs the folder, so that @path is the new
 * file after a power cut too. A file that is replaced hands on its mode.
 *
 * Returns: whether @path is the new file; if not, @temporary may still be there
 */
gboolean
rim_file_move_into_place (const char  *temporary,
                          const char  *path,
                          GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (!keep_mode (temporary, path, error) || !sync_path (temporary, O_RDWR, error))
    return FALSE;

  if (g_rename (temporary, path) != 0)
    {
      set_errno_error (error, path, errno);
      return FALSE;
    }

  return sync_path (folder, O_RDONLY | O_DIRECTORY, error);
}

/* Beside @path, so that it can be renamed; the name keeps the extension, which
 * some writers choose the format by.
 */
static char *
make_temporary (const char  *path,
                GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *pattern = g_strdup_printf (".XXXXXX-%s", name);
  g_autofree char *temporary = g_build_filename (folder, pattern, NULL);
  int fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0666);

  if (fd < 0)
    {
      set_errno_error (error, path, errno);
      return NULL;
    }

  close (fd);

  return g_steal_pointer (&temporary);
}

/**
 * rim_file_write_atomically:
 * @path: the file to make or replace
 * @func: writes a whole file
 * @data: for @func
 * @error: where to put an error
 *
 * Lets @func write a temporary file beside @path, syncs it and renames it: at
 * any moment @path is the old file or the whole new one. On failure nothing is
 * left behind.
 *
 * Returns: whether @path is the new file
 */
gboolean
rim_file_write_atomically (const char        *path,
                           RimFileWriteFunc   func,
                           gpointer           data,
                           GError           **error)
{
  g_autofree char *temporary = NULL;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  temporary = make_temporary (path, error);
  if (temporary == NULL)
    return FALSE;

  if (!func (temporary, data, error) || !rim_file_move_into_place (temporary, path, error))
    {
      g_unlink (temporary);
      return FALSE;
    }

  return TRUE;
}

typedef struct
{
  gconstpointer contents;
  gsize         length;
} Contents;

static gboolean
write_contents (const char  *path,
                gpointer     data,
                GError     **error)
{
  const Contents *contents = data;
  const char *next = contents->contents;
  gsize left = contents->length;
  int fd = g_open (path, O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
  int number = fd < 0 ? errno : 0;

  while (number == 0 && left > 0)
    {
      gssize n = write (fd, next, left);

      if (n >= 0)
        {
          next += n;
          left -= (gsize) n;
        }
      else if (errno != EINTR)
        {
          number = errno;
        }
    }

  if (fd >= 0 && close (fd) != 0 && number == 0)
    number = errno;

  if (number != 0)
    set_errno_error (error, path, number);

  return number == 0;
}

/**
 * rim_file_replace_contents:
 * @path: the file to make or replace
 * @contents: (array length=length): what is to be in it
 * @length: how many bytes
 * @error: where to put an error
 *
 * As rim_file_write_atomically(), for contents in memory.
 *
 * Returns: whether @path has the new contents
 */
gboolean
rim_file_replace_contents (const char     *path,
                           gconstpointer   contents,
                           gsize           length,
                           GError        **error)
{
  Contents data = { contents, length };

  return rim_file_write_atomically (path, write_contents, &data, error);
}

static gboolean
read_fully (int         fd,
            char       *buffer,
            gsize       length,
            gsize      *n_read)
{
  *n_read = 0;

  while (*n_read < length)
    {
      gssize n = read (fd, buffer + *n_read, length - *n_read);

      if (n == 0)
        break;
      if (n < 0 && errno != EINTR)
        return FALSE;
      if (n > 0)
        *n_read += (gsize) n;
    }

  return TRUE;
}

static GBytes *
read_open_file (int          fd,
                const char  *path,
                gsize        max_length,
                GError     **error)
{
  g_autofree char *buffer = NULL;
  struct stat status;
  gsize n_read;

  if (fstat (fd, &status) != 0)
    {
      set_errno_error (error, path, errno);
      return NULL;
    }

  if (!S_ISREG (status.st_mode))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _("%s: not a file"), path);
      return NULL;
    }

  if ((guint64) status.st_size > max_length)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                   _("%s: larger than the %zu bytes allowed"), path, max_length);
      return NULL;
    }

  buffer = g_try_malloc ((gsize) status.st_size + 1);
  if (buffer == NULL || !read_fully (fd, buffer, (gsize) status.st_size, &n_read))
    {
      set_errno_error (error, path, buffer == NULL ? ENOMEM : errno);
      return NULL;
    }

  return g_bytes_new_take (g_steal_pointer (&buffer), n_read);
}

/**
 * rim_file_read:
 * @path: a regular file
 * @max_length: what is refused above, in bytes
 * @error: where to put an error
 *
 * Returns: (transfer full): its contents, or %NULL with @error set
 */
GBytes *
rim_file_read (const char  *path,
               gsize        max_length,
               GError     **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  GBytes *bytes;

  if (fd < 0)
    {
      set_errno_error (error, path, errno);
      return NULL;
    }

  bytes = read_open_file (fd, path, max_length, error);
  close (fd);

  return bytes;
}
