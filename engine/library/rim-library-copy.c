/* rim-library-copy.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-library-import-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/rim-file.h"

#define FILES_FOLDER "files"
#define MAX_NAME     64

gboolean
rim_import_stat (const char *path,
                 goffset    *size,
                 gint64     *mtime)
{
  struct stat facts;

  if (stat (path, &facts) != 0 || !S_ISREG (facts.st_mode))
    return FALSE;

  *size = facts.st_size;
  *mtime = (gint64) facts.st_mtim.tv_sec * G_USEC_PER_SEC + facts.st_mtim.tv_nsec / 1000;

  return TRUE;
}

/* UIDs are names as they are. What is none, or tries to be a path, gives its
 * hash.
 */
static char *
dup_name (const char *uid)
{
  gsize length = strlen (uid);

  if (length > 0 && length <= MAX_NAME && strspn (uid, "0123456789.") == length && uid[0] != '.')
    return g_strdup (uid);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, uid, -1);
}

static char *
dup_copy_path (RimLibrary      *library,
               RimImportSeries *series,
               RimImportFile   *file)
{
  g_autofree char *study = dup_name (series->study_uid);
  g_autofree char *series_name = dup_name (series->series_uid);
  g_autofree char *name = NULL;
  g_autofree char *file_name = NULL;

  if (file->header == NULL)
    {
      file_name = g_path_get_basename (file->path);
    }
  else
    {
      name = dup_name (rim_import_get_uid (file->header));
      file_name = g_strconcat (name, ".dcm", NULL);
    }

  return g_build_filename (library->folder, FILES_FOLDER, study, series_name, file_name, NULL);
}

static gboolean
set_errno (const char  *path,
           GError     **error)
{
  int code = errno;

  g_set_error (error, RIM_LIBRARY_ERROR, RIM_LIBRARY_ERROR_FAILED, "%s: %s", path, g_strerror (code));

  return FALSE;
}

static gboolean
copy_contents (const char  *path,
               gpointer     data,
               GError     **error)
{
  RimImportFile *file = data;
  g_autoptr(GFile) from = g_file_new_for_path (file->path);
  g_autoptr(GFile) to = g_file_new_for_path (path);

  return g_file_copy (from, to, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS,
                      NULL, NULL, NULL, error);
}

static gboolean
copy_to (RimImportFile  *file,
         const char     *path,
         GError        **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return set_errno (folder, error);

  return rim_file_write_atomically (path, copy_contents, file, error);
}

/**
 * rim_import_copy:
 * @library: a library
 * @series: the series that @file belongs to
 * @file: the file to copy
 * @error: where to put an error
 *
 * Copies a file into the library's own folder, whole or not at all, unless the
 * copy is there from an import before.
 *
 * Returns: whether the library has it
 */
gboolean
rim_import_copy (RimLibrary       *library,
                 RimImportSeries  *series,
                 RimImportFile    *file,
                 GError          **error)
{
  g_autofree char *path = dup_copy_path (library, series, file);

  if (strcmp (path, file->path) == 0)
    return TRUE;

  if (!(rim_import_stat (path, &file->copy_size, &file->copy_mtime) && file->copy_size == file->size) &&
      !copy_to (file, path, error))
    return FALSE;

  if (!rim_import_stat (path, &file->copy_size, &file->copy_mtime) || g_chmod (path, 0600) != 0)
    return set_errno (path, error);

  file->copy_path = g_steal_pointer (&path);

  return TRUE;
}
