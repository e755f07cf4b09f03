/* test-thumbnail.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <sys/stat.h>

#include "library/rim-thumbnail.h"
#include "rim-test-data.h"
#include "rim-test-series.h"

#define SIZE RIM_THUMBNAIL_SIZE

static const RimTestSeries ct = { "Anna", "study", "ct", "CT", 7 };

static gint64
find_series (RimLibrary *library)
{
  g_autoptr(GPtrArray) patients = rim_library_list_patients (library, NULL);
  RimLibraryRow *patient = g_ptr_array_index (patients, 0);
  g_autoptr(GPtrArray) studies = rim_library_list_studies (library, patient->id, NULL);
  RimLibraryRow *study = g_ptr_array_index (studies, 0);
  g_autoptr(GPtrArray) series = rim_library_list_series (library, study->id, NULL);

  return ((RimLibraryRow *) g_ptr_array_index (series, 0))->id;
}

static void
import (RimLibrary          *library,
        const char          *images,
        const RimTestSeries *series)
{
  g_autoptr(GError) error = NULL;

  rim_test_series_write (images, series);
  rim_library_import (library, (const char *const[]) { images, NULL }, RIM_IMPORT_IN_PLACE, NULL,
                      NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* HU of the slice in the middle, at centre 40 and width 400 (PS3.3 C.11.2.1.2.1). */
static guint8
get_expected (guint n_slices)
{
  double hu = 1000.0 + n_slices / 2 - 1024.0;

  return (guint8) (((hu - 39.5) / 399.0 + 0.5) * 255.0 + 0.5);
}

static void
assert_kept_private (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "thumbnails", NULL);
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  g_autofree char *file = NULL;
  struct stat facts;

  g_assert_nonnull (dir);
  file = g_build_filename (path, g_dir_read_name (dir), NULL);
  g_assert_null (g_dir_read_name (dir));
  g_assert_cmpint (stat (file, &facts), ==, 0);
  g_assert_cmpuint (facts.st_mode & 0777, ==, 0600);
}

/* The middle slice, once made there even when its files are not. */
static void
test_middle (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *images = rim_test_folder_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(RimLibrary) library = rim_library_open (folder, &error);
  g_autoptr(GBytes) first = NULL;
  g_autoptr(GBytes) again = NULL;
  const guint8 *pixels;

  g_assert_no_error (error);
  import (library, images, &ct);
  first = rim_library_read_thumbnail (library, find_series (library), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (first), ==, SIZE * SIZE);
  pixels = g_bytes_get_data (first, NULL);
  g_assert_cmpuint (pixels[SIZE / 2 * SIZE + SIZE / 2], ==, get_expected (ct.n_slices));
  assert_kept_private (folder);

  rim_test_folder_remove (images);
  again = rim_library_read_thumbnail (library, find_series (library), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (first, again));

  g_clear_object (&library);
  rim_test_folder_remove (folder);
}

/* More slices are another picture, and files that are gone are said. */
static void
test_changed (void)
{
  static const RimTestSeries longer = { "Anna", "study", "ct", "CT", 41 };
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *images = rim_test_folder_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(RimLibrary) library = rim_library_open (folder, &error);
  g_autoptr(GBytes) first = NULL;
  g_autoptr(GBytes) second = NULL;

  g_assert_no_error (error);
  import (library, images, &ct);
  first = rim_library_read_thumbnail (library, find_series (library), NULL, &error);
  g_assert_no_error (error);

  import (library, images, &longer);
  second = rim_library_read_thumbnail (library, find_series (library), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (((const guint8 *) g_bytes_get_data (second, NULL))[SIZE / 2 * SIZE + SIZE / 2],
                    ==, get_expected (longer.n_slices));

  g_clear_object (&library);
  rim_test_folder_remove (folder);
  rim_test_folder_remove (images);
}

static void
test_missing (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *images = rim_test_folder_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(RimLibrary) library = rim_library_open (folder, &error);

  g_assert_no_error (error);
  import (library, images, &ct);
  rim_test_folder_remove (images);
  g_assert_null (rim_library_read_thumbnail (library, find_series (library), NULL, &error));
  g_assert_error (error, RIM_LIBRARY_ERROR, RIM_LIBRARY_ERROR_MISSING);
  g_clear_error (&error);
  g_assert_null (rim_library_read_thumbnail (library, 1234, NULL, &error));
  g_assert_error (error, RIM_LIBRARY_ERROR, RIM_LIBRARY_ERROR_NOT_FOUND);

  g_clear_object (&library);
  rim_test_folder_remove (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/thumbnail/middle", test_middle);
  g_test_add_func ("/engine/thumbnail/changed", test_changed);
  g_test_add_func ("/engine/thumbnail/missing", test_missing);

  return g_test_run ();
}
