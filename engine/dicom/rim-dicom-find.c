/* rim-dicom-find.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-series.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "dicom/rim-dicom-private.h"
#include "dicom/rim-series-private.h"

#define DIRECTORY_RECORDS   RIM_DCM_TAG (0x0004, 0x1220)
#define REFERENCED_FILE     RIM_DCM_TAG (0x0004, 0x1500)
#define MAX_DEPTH           64
#define MAX_REFERENCE_PARTS 16

typedef struct
{
  dev_t device;
  ino_t inode;
} FileId;

typedef struct
{
  GPtrArray          *files;
  GHashTable         *seen;        /* FileId: folders and files, once each */
  RimProgressReport  *report;
  GCancellable       *cancellable;
} Search;

static guint
file_id_hash (gconstpointer data)
{
  const FileId *id = data;

  return (guint) id->inode ^ (guint) (id->inode >> 32) ^ (guint) id->device * 31u;
}

static gboolean
file_id_equal (gconstpointer a,
               gconstpointer b)
{
  const FileId *x = a;
  const FileId *y = b;

  return x->device == y->device && x->inode == y->inode;
}

static gboolean
is_new (Search            *search,
        const struct stat *facts)
{
  FileId *id = g_new (FileId, 1);

  id->device = facts->st_dev;
  id->inode = facts->st_ino;

  return g_hash_table_add (search->seen, id);
}

static void
add_file (Search            *search,
          const char        *path,
          const struct stat *facts)
{
  if (facts != NULL && !is_new (search, facts))
    return;

  g_ptr_array_add (search->files, g_strdup (path));
  rim_progress_report (search->report, 0, search->files->len);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_folder (const char *path)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  DIR *folder = opendir (path);
  struct dirent *entry;

  if (folder == NULL)
    return names;

  while ((entry = readdir (folder)) != NULL)
    if (strcmp (entry->d_name, ".") != 0 && strcmp (entry->d_name, "..") != 0)
      g_ptr_array_add (names, g_strdup (entry->d_name));

  closedir (folder);
  g_ptr_array_sort (names, compare_names);

  return names;
}

/* A link may lead back up: each folder is entered once. */
static void
search_folder (Search     *search,
               const char *path,
               guint       depth)
{
  g_autoptr(GPtrArray) names = list_folder (path);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *child = g_build_filename (path, names->pdata[i], NULL);
      struct stat facts;

      if (g_cancellable_is_cancelled (search->cancellable))
        return;

      if (stat (child, &facts) != 0)
        continue;

      if (S_ISREG (facts.st_mode))
        add_file (search, child, &facts);
      else if (S_ISDIR (facts.st_mode) && depth < MAX_DEPTH && is_new (search, &facts))
        search_folder (search, child, depth + 1);
    }
}

/* Its SOP class stands in the meta header, within the first bytes. */
static gboolean
is_dicomdir (const char *path)
{
  char bytes[1024];
  FILE *file = fopen (path, "rb");
  gsize length;

  if (file == NULL)
    return FALSE;

  length = fread (bytes, 1, sizeof bytes, file);
  fclose (file);

  if (length <= 132 || memcmp (bytes + 128, "DICM", 4) != 0)
    return FALSE;

  for (gsize i = 132; i + strlen (RIM_UID_DICOMDIR) <= length; i++)
    if (memcmp (bytes + i, RIM_UID_DICOMDIR, strlen (RIM_UID_DICOMDIR)) == 0)
      return TRUE;

  return FALSE;
}

/* A reference is a list of names below the folder of the DICOMDIR. One that
 * climbs out of it is not followed.
 */
static char *
resolve_reference (const char *folder,
                   const char *reference)
{
  g_auto(GStrv) parts = g_strsplit (reference, "\\", MAX_REFERENCE_PARTS);
  g_autofree char *relative = g_strjoinv (G_DIR_SEPARATOR_S, parts);
  g_autofree char *path = g_build_filename (folder, relative, NULL);
  g_autofree char *lower = NULL;
  g_autofree char *lower_path = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] == '\0' || parts[i][0] == '.' || strchr (parts[i], '/') != NULL)
      return NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);

  /* File systems of discs were mounted in lower case, and copied so. */
  lower = g_ascii_strdown (relative, -1);
  lower_path = g_build_filename (folder, lower, NULL);

  if (g_file_test (lower_path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&lower_path);

  return g_steal_pointer (&path);
}

static void
add_reference (Search     *search,
               const char *folder,
               const char *reference)
{
  g_autofree char *path = resolve_reference (folder, reference);
  struct stat facts;

  if (path == NULL)
    return;

  if (stat (path, &facts) != 0)
    add_file (search, path, NULL);
  else if (S_ISREG (facts.st_mode))
    add_file (search, path, &facts);
}

/* The records are one flat sequence; walking it, and not the links from record
 * to record, ends whatever the links say.
 */
static void
search_dicomdir (Search     *search,
                 const char *path)
{
  g_autoptr(RimDcmFile) file = rim_dcm_file_open (path, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  RimDcmItem *dataset;
  guint n;

  if (file == NULL)
    return;

  dataset = rim_dcm_file_get_dataset (file);
  n = rim_dcm_item_get_n_items (dataset, DIRECTORY_RECORDS);

  for (guint i = 0; i < n && !g_cancellable_is_cancelled (search->cancellable); i++)
    {
      RimDcmItem *record = rim_dcm_item_get_item (dataset, DIRECTORY_RECORDS, i);
      g_autofree char *reference = rim_dcm_item_dup_string (record, REFERENCED_FILE);

      if (reference != NULL)
        add_reference (search, folder, reference);
    }
}

static gboolean
search_path (Search      *search,
             const char  *path,
             GError     **error)
{
  struct stat facts;

  if (stat (path, &facts) != 0)
    {
      int code = errno;

      g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_FAILED,
                   "%s: %s", path, g_strerror (code));
      return FALSE;
    }

  if (S_ISDIR (facts.st_mode))
    {
      if (is_new (search, &facts))
        search_folder (search, path, 0);
    }
  else if (S_ISREG (facts.st_mode))
    {
      add_file (search, path, &facts);
      if (is_dicomdir (path))
        search_dicomdir (search, path);
    }

  return !g_cancellable_set_error_if_cancelled (search->cancellable, error);
}

/**
 * rim_dicom_find_files:
 * @paths: (array zero-terminated=1): files, folders and DICOMDIRs
 * @progress: (nullable): told what was found
 * @data: for @progress
 * @cancellable: (nullable): a cancellable
 * @error: where to put an error
 *
 * Lists the files under @paths, whatever their names, each once: folders with
 * all that is below them, and what a DICOMDIR refers to below its own folder.
 * A file that a DICOMDIR names and that is not there is listed too, so that
 * reading it says so.
 *
 * Returns: (transfer full) (nullable) (element-type filename): the files
 */
GPtrArray *
rim_dicom_find_files (const char *const  *paths,
                      RimScanProgress     progress,
                      gpointer            data,
                      GCancellable       *cancellable,
                      GError            **error)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (file_id_hash, file_id_equal, g_free, NULL);
  RimProgressReport report = { .func = progress, .data = data };
  Search search = { files, seen, &report, cancellable };

  g_return_val_if_fail (paths != NULL, NULL);

  for (gsize i = 0; paths[i] != NULL; i++)
    if (!search_path (&search, paths[i], error))
      return NULL;

  return g_steal_pointer (&files);
}
