/* test-library-reports.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feature/rim-measurement-values.h"
#include "library/rim-library.h"
#include "library/rim-measurement-export.h"
#include "rim-test-data.h"
#include "rim-test-series.h"

typedef struct
{
  char       *folder;
  char       *images;
  char       *reports;
  RimLibrary *library;
} Fixture;

static const RimTestSeries ct = { "Anna", "study 1", "ct", "CT", 6 };

static RimLibrary *
open_library (const char *folder)
{
  g_autoptr(GError) error = NULL;
  RimLibrary *library = rim_library_open (folder, &error);

  g_assert_no_error (error);

  return library;
}

static void
import (RimLibrary *library,
        const char *path)
{
  g_autoptr(GError) error = NULL;

  rim_library_import (library, (const char *const[]) { path, NULL }, RIM_IMPORT_IN_PLACE,
                      NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = rim_test_folder_new ();
  fixture->images = rim_test_folder_new ();
  fixture->reports = rim_test_folder_new ();
  fixture->library = open_library (fixture->folder);
  rim_test_series_write (fixture->images, &ct);
  import (fixture->library, fixture->images);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->library);
  rim_test_folder_remove (fixture->folder);
  rim_test_folder_remove (fixture->images);
  rim_test_folder_remove (fixture->reports);
  g_free (fixture->folder);
  g_free (fixture->images);
  g_free (fixture->reports);
}

static RimSegmentation *
load (RimLibrary *library)
{
  g_autofree char *study = rim_test_series_dup_uid (ct.study);
  g_autofree char *series = rim_test_series_dup_uid (ct.name);
  g_autoptr(GError) error = NULL;
  RimSegmentation *segmentation = rim_library_load_segmentation (library, study, series, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rim_segmentation_get_warnings (segmentation)->len, ==, 0);

  return segmentation;
}

static RimVolume *
read_image (RimLibrary *library)
{
  const RimLoadOptions options = { 0 };
  g_autoptr(GPtrArray) patients = rim_library_list_patients (library, NULL);
  g_autoptr(GPtrArray) studies =
    rim_library_list_studies (library, ((RimLibraryRow *) patients->pdata[0])->id, NULL);
  g_autoptr(GPtrArray) series =
    rim_library_list_series (library, ((RimLibraryRow *) studies->pdata[0])->id, NULL);

  for (guint i = 0; i < series->len; i++)
    {
      RimLibraryRow *row = series->pdata[i];

      if (g_strcmp0 (row->modality, "CT") == 0)
        {
          g_autoptr(RimSeries) opened = rim_library_open_series (library, row->id, NULL);

          return rim_series_prepare (opened, &options, NULL);
        }
    }

  g_assert_not_reached ();
}

/* A length and an ellipse, as @author drew them. */
static GPtrArray *
draw (RimVolume  *image,
      const char *author)
{
  const RimGrid *grid = rim_volume_get_grid (image);
  GPtrArray *drawn = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_measurement_unref);

  for (guint i = 0; i < 2; i++)
    {
      const RimVec3 points[4] = {
        rim_grid_to_patient (grid, RIM_VEC3 (2, 8, 2)), rim_grid_to_patient (grid, RIM_VEC3 (13, 8, 2)),
        rim_grid_to_patient (grid, RIM_VEC3 (7.5, 5, 2)), rim_grid_to_patient (grid, RIM_VEC3 (7.5, 11, 2)),
      };
      g_autoptr(RimMeasurement) plain =
        rim_measurement_new (i == 0 ? RIM_MEASUREMENT_LENGTH : RIM_MEASUREMENT_ELLIPSE, points,
                             i == 0 ? 2 : 4, rim_grid_get_normal (grid));
      g_autoptr(RimMeasurement) placed = rim_measurement_on (plain, image);

      g_ptr_array_add (drawn, rim_measurement_with_author (placed, author, placed->time));
    }

  return drawn;
}

static void
report (Fixture    *fixture,
        const char *name,
        GPtrArray  *measurements,
        RimVolume  *image)
{
  g_autoptr(GPtrArray) images = g_ptr_array_new ();
  g_autofree char *path = g_build_filename (fixture->reports, name, NULL);
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (images, image);
  rim_export_measurements (path, RIM_MEASUREMENTS_SR, measurements, NULL, images, &error);
  g_assert_no_error (error);
  import (fixture->library, fixture->reports);
}

static void
flush (RimLibrary *library)
{
  g_autoptr(GError) error = NULL;

  rim_library_flush (library, &error);
  g_assert_no_error (error);
}

/* What another one measured comes by itself, once, locked, and out of undo's reach. */
static void
test_others (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(RimVolume) image = read_image (fixture->library);
  g_autoptr(GPtrArray) drawn = draw (image, "Other^Reader");
  g_autoptr(RimSegmentation) first = NULL;
  g_autoptr(RimSegmentation) again = NULL;
  g_autoptr(RimSegmentation) without = NULL;
  RimMeasurement *length;

  report (fixture, "first.dcm", drawn, image);
  first = load (fixture->library);
  g_assert_cmpuint (rim_segmentation_get_n_measurements (first), ==, 2);
  g_assert_false (rim_segmentation_can_undo (first));

  length = rim_segmentation_get_measurement (first, 0);
  g_assert_cmpstr (length->id, ==, ((RimMeasurement *) drawn->pdata[0])->id);
  g_assert_cmpstr (length->author, ==, "Other^Reader");
  g_assert_nonnull (length->origin);
  g_assert_true (length->locked);
  g_assert_true (rim_measurement_is_on (length, image));

  /* The same in another report is the same. */
  report (fixture, "second.dcm", drawn, image);
  again = load (fixture->library);
  g_assert_cmpuint (rim_segmentation_get_n_measurements (again), ==, 2);

  /* What was taken away stays away. */
  rim_library_track (fixture->library, again);
  {
    g_autoptr(RimMeasurement) unlocked =
      rim_measurement_with_lock (rim_segmentation_get_measurement (again, 0), FALSE);

    rim_segmentation_replace_measurement (again, unlocked, "unlock");
    g_assert_true (rim_segmentation_remove_measurement (again, unlocked->id, "delete"));
  }
  flush (fixture->library);
  report (fixture, "third.dcm", drawn, image);
  without = load (fixture->library);
  g_assert_cmpuint (rim_segmentation_get_n_measurements (without), ==, 1);
}

/* What we drew and saved does not come back beside what we drew. */
static void
test_own (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr(RimVolume) image = read_image (fixture->library);
  g_autoptr(RimSegmentation) mine = load (fixture->library);
  g_autoptr(RimSegmentation) again = NULL;
  g_autoptr(RimSegmentation) elsewhere = NULL;
  g_autoptr(GPtrArray) drawn = draw (image, rim_segmentation_get_author (mine));

  rim_library_track (fixture->library, mine);
  for (guint i = 0; i < drawn->len; i++)
    rim_segmentation_add_measurement (mine, drawn->pdata[i], "ruler");
  rim_segmentation_remove_measurement (mine, ((RimMeasurement *) drawn->pdata[1])->id, "delete");
  flush (fixture->library);

  report (fixture, "own.dcm", drawn, image);
  again = load (fixture->library);
  g_assert_cmpuint (rim_segmentation_get_n_measurements (again), ==, 1);
  g_assert_false (rim_segmentation_get_measurement (again, 0)->locked);

  /* Another library learns of both, and whose they are. */
  {
    g_autofree char *folder = rim_test_folder_new ();
    RimLibrary *second = open_library (folder);

    import (second, fixture->reports);
    import (second, fixture->images);
    elsewhere = load (second);
    g_assert_cmpuint (rim_segmentation_get_n_measurements (elsewhere), ==, 2);
    g_assert_false (rim_segmentation_get_measurement (elsewhere, 1)->locked);
    g_assert_finalize_object (second);
    rim_test_folder_remove (folder);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/library-reports/others", Fixture, NULL, set_up, test_others, tear_down);
  g_test_add ("/library-reports/own", Fixture, NULL, set_up, test_own, tear_down);

  return g_test_run ();
}
