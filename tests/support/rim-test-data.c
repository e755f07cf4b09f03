/* rim-test-data.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-test-data.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

static char *
dup_root (void)
{
  const char *chosen = g_getenv ("RIMLIGHT_TEST_DATA");
  const char *source = g_getenv ("RIMLIGHT_SOURCE_DIR");

  if (chosen != NULL)
    return g_strdup (chosen);

  return g_build_filename (source != NULL ? source : ".", "..", "shared", NULL);
}

/**
 * rim_test_data_find:
 * @relative: a path below the folder of test data, such as "data/sts/STS_001"
 *
 * Returns: (nullable) (transfer full): its path, or %NULL if it is not here
 */
char *
rim_test_data_find (const char *relative)
{
  g_autofree char *root = dup_root ();
  g_autofree char *path = g_build_filename (root, relative, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return NULL;

  return g_steal_pointer (&path);
}

/**
 * rim_test_data_or_skip:
 * @relative: a path below the folder of test data
 *
 * As rim_test_data_find(); marks the running test as skipped where it is not
 * here. The caller then returns.
 */
char *
rim_test_data_or_skip (const char *relative)
{
  char *path = rim_test_data_find (relative);

  if (path == NULL)
    {
      g_autofree char *message = g_strdup_printf ("No test data at %s", relative);

      g_test_skip (message);
    }

  return path;
}

/**
 * rim_test_folder_new:
 *
 * Returns: (transfer full): a new empty folder of the test's own
 */
char *
rim_test_folder_new (void)
{
  g_autoptr(GError) error = NULL;
  char *folder = g_dir_make_tmp ("rimlight-test-XXXXXX", &error);

  g_assert_no_error (error);

  return folder;
}

/**
 * rim_test_folder_remove:
 * @folder: a folder made by rim_test_folder_new()
 *
 * Removes it with all that is in it.
 */
void
rim_test_folder_remove (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        rim_test_folder_remove (path);
      else
        g_unlink (path);
    }

  g_rmdir (folder);
}
