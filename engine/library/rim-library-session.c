/* rim-library-session.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-library-private.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#define FOLDER_NAME "sessions"

/* Returns: whether nobody held the mark any more, and it is gone now */
static gboolean
sweep_mark (const char *path)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean swept;

  if (fd < 0)
    return FALSE;

  swept = flock (fd, LOCK_EX | LOCK_NB) == 0 && g_unlink (path) == 0;
  close (fd);

  return swept;
}

static gboolean
sweep (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  gboolean found = FALSE;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      found = sweep_mark (path) || found;
    }

  return found;
}

static void
leave_mark (RimLibrary *self,
            const char *folder)
{
  g_autofree char *name = g_uuid_string_random ();

  self->session_path = g_build_filename (folder, name, NULL);
  self->session_fd = g_open (self->session_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->session_fd >= 0)
    flock (self->session_fd, LOCK_EX | LOCK_NB);
}

/**
 * rim_library_begin_session:
 * @self: a library, in no session yet
 *
 * Leaves a mark in the library's folder that lives until rim_library_close(), so that
 * whoever comes next knows of a program that was killed. The lock on a mark goes with
 * its program, however that ends, so those of other windows are left alone. Where
 * nothing can be written there is no mark.
 *
 * Returns: whether an earlier session did not come to its end
 */
gboolean
rim_library_begin_session (RimLibrary *self)
{
  g_autofree char *folder = NULL;
  gboolean found;
  int guard;

  g_return_val_if_fail (RIM_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (self->session_path == NULL, FALSE);

  folder = g_build_filename (self->folder, FOLDER_NAME, NULL);
  g_mkdir (folder, 0700);
  guard = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (guard < 0)
    return FALSE;

  flock (guard, LOCK_EX);
  found = sweep (folder);
  leave_mark (self, folder);
  close (guard);

  return found;
}

void
rim_library_end_session (RimLibrary *self)
{
  if (self->session_path == NULL)
    return;

  g_unlink (self->session_path);
  if (self->session_fd >= 0)
    close (self->session_fd);
  g_clear_pointer (&self->session_path, g_free);
}
