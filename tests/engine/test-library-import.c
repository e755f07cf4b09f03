/* test-library-import.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "library/rim-library.h"
#include "rim-test-data.h"
#include "rim-test-series.h"

typedef struct
{
  char       *folder;
  char       *images;
  RimLibrary *library;
} Fixture;

static const RimTestSeries first = { "Anna", "study 1", "first", "CT", 1200 };
static const RimTestSeries second = { "Anna", "study 1", "second", "PT", 900 };

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = rim_test_folder_new ();
  fixture->images = rim_test_folder_new ();
  fixture->library = rim_library_open (fixture->folder, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->library);
  rim_test_folder_remove (fixture->folder);
  rim_test_folder_remove (fixture->images);
  g_free (fixture->folder);
  g_free (fixture->images);
}

typedef struct
{
  RimImportProgress  last;
  GCancellable      *cancellable;   /* cancelled once something was added */
} Watch;

static void
progress_cb (const RimImportProgress *progress,
             gpointer                 data)
{
  Watch *watch = data;

  watch->last = *progress;
  g_assert_cmpuint (progress->n_done, <=, progress->n_found);
  if (watch->cancellable != NULL && progress->n_added > 0)
    g_cancellable_cancel (watch->cancellable);
}

static RimImportProgress
import (RimLibrary    *library,
        const char    *path,
        RimImportMode  mode,
        GPtrArray     *ids)
{
  Watch watch = { 0 };
  g_autoptr(GError) error = NULL;

  rim_library_import (library, (const char *const[]) { path, NULL }, mode,
                      progress_cb, &watch, NULL, ids, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (watch.last.n_done, ==, watch.last.n_found);
  g_assert_cmpuint (watch.last.n_added + watch.last.n_known + watch.last.n_refused, <=, watch.last.n_found);

  return watch.last;
}

static RimLibraryRow *
get_row (GPtrArray *rows,
         guint      n)
{
  return g_ptr_array_index (rows, n);
}

/* All series of a library. */
static GPtrArray *
list_series (RimLibrary *library)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_library_row_free);
  g_autoptr(GPtrArray) patients = rim_library_list_patients (library, NULL);

  for (guint p = 0; p < patients->len; p++)
    {
      g_autoptr(GPtrArray) studies = rim_library_list_studies (library, get_row (patients, p)->id, NULL);

      for (guint s = 0; s < studies->len; s++)
        {
          GPtrArray *series = rim_library_list_series (library, get_row (studies, s)->id, NULL);

          g_ptr_array_extend_and_steal (all, series);
        }
    }

  return all;
}

static guint
count_instances (RimLibrary *library)
{
  g_autoptr(GPtrArray) series = list_series (library);
  guint n = 0;

  for (guint i = 0; i < series->len; i++)
    n += get_row (series, i)->n_children;

  return n;
}

/* What was committed stays, the next import adds the rest and only that. */
static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  Watch watch = { .cancellable = cancellable };
  RimImportProgress rest;
  guint n_before;

  rim_test_series_write (fixture->images, &first);
  rim_test_series_write (fixture->images, &second);

  g_assert_false (rim_library_import (fixture->library, (const char *const[]) { fixture->images, NULL },
                                      RIM_IMPORT_IN_PLACE, progress_cb, &watch, NULL, NULL,
                                      cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  n_before = count_instances (fixture->library);
  g_assert_cmpuint (n_before, >, 0);
  g_assert_cmpuint (n_before, <, 2100);
  g_assert_cmpuint (watch.last.n_added, ==, n_before);

  rest = import (fixture->library, fixture->images, RIM_IMPORT_IN_PLACE, NULL);
  g_assert_cmpuint (rest.n_known, ==, n_before);
  g_assert_cmpuint (rest.n_added, ==, 2100 - n_before);
  g_assert_cmpuint (count_instances (fixture->library), ==, 2100);
}

/* An import that is killed leaves a library that opens, and goes on. */
static void
test_kill (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  RimImportProgress rest;

  rim_test_series_write (fixture->images, &first);
  rim_test_series_write (fixture->images, &second);
  g_clear_object (&fixture->library);

  for (guint n = 0; n < 6; n++)
    {
      pid_t child = fork ();

      if (child == 0)
        {
          g_autoptr(RimLibrary) library = rim_library_open (fixture->folder, NULL);

          rim_library_import (library, (const char *const[]) { fixture->images, NULL },
                              RIM_IMPORT_IN_PLACE, NULL, NULL, NULL, NULL, NULL, NULL);
          _exit (0);
        }

      g_usleep (20000 + 25000 * n);
      kill (child, SIGKILL);
      waitpid (child, NULL, 0);
      fixture->library = rim_library_open (fixture->folder, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (count_instances (fixture->library) % 100, ==, 0);
      g_clear_object (&fixture->library);
    }

  fixture->library = rim_library_open (fixture->folder, &error);
  g_assert_no_error (error);
  rest = import (fixture->library, fixture->images, RIM_IMPORT_IN_PLACE, NULL);
  g_assert_cmpuint (rest.n_added + rest.n_known, ==, 2100);
  g_assert_cmpuint (count_instances (fixture->library), ==, 2100);
}

static const RimTestSeries small = { "Anna", "study 1", "small", "CT", 8 };

static RimSeries *
open_only_series (RimLibrary  *library,
                  GError     **error)
{
  g_autoptr(GPtrArray) series = list_series (library);

  g_assert_cmpuint (series->len, ==, 1);

  return rim_library_open_series (library, get_row (series, 0)->id, error);
}

/* A copy is the library's own: the files may go. */
static void
test_copy (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(RimSeries) series = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GError) error = NULL;
  RimImportProgress again;

  rim_test_series_write (fixture->images, &small);
  import (fixture->library, fixture->images, RIM_IMPORT_COPY, NULL);
  again = import (fixture->library, fixture->images, RIM_IMPORT_COPY, NULL);
  g_assert_cmpuint (again.n_known, ==, 8);

  rim_test_folder_remove (fixture->images);
  rows = list_series (fixture->library);
  g_assert_cmpuint (rim_library_check_files (fixture->library, get_row (rows, 0)->id, NULL), ==, 0);
  series = open_only_series (fixture->library, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (series->n_slices, ==, 8);
  g_assert_true (g_str_has_prefix (rim_source_get_slice (series->source, 0)->path, fixture->folder));
}

/* What was imported in place can be copied later. */
static void
test_copy_later (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(RimSeries) series = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GError) error = NULL;

  rim_test_series_write (fixture->images, &small);
  import (fixture->library, fixture->images, RIM_IMPORT_IN_PLACE, NULL);
  import (fixture->library, fixture->images, RIM_IMPORT_COPY, NULL);
  rim_test_folder_remove (fixture->images);

  rows = list_series (fixture->library);
  g_assert_false (get_row (rows, 0)->missing);
  rim_library_check_files (fixture->library, get_row (rows, 0)->id, NULL);
  series = open_only_series (fixture->library, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (series->n_slices, ==, 8);
}

static void
move_all (const char *from,
          const char *to)
{
  g_autoptr(GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *before = g_build_filename (from, name, NULL);
      g_autofree char *after_name = g_strdup_printf ("IM%05u", n++);
      g_autofree char *after = g_build_filename (to, after_name, NULL);

      g_assert_cmpint (g_rename (before, after), ==, 0);
    }
}

static void
test_relocate (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *elsewhere = rim_test_folder_new ();
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(RimSeries) series = NULL;
  g_autoptr(GError) error = NULL;

  rim_test_series_write (fixture->images, &small);
  import (fixture->library, fixture->images, RIM_IMPORT_IN_PLACE, NULL);
  move_all (fixture->images, elsewhere);

  series = open_only_series (fixture->library, &error);
  g_assert_null (series);
  g_assert_error (error, RIM_LIBRARY_ERROR, RIM_LIBRARY_ERROR_MISSING);
  g_clear_error (&error);
  rows = list_series (fixture->library);
  g_assert_true (get_row (rows, 0)->missing);
  g_assert_cmpuint (rim_library_check_files (fixture->library, get_row (rows, 0)->id, NULL), ==, 8);

  g_assert_cmpuint (rim_library_relocate (fixture->library, elsewhere, NULL, &error), ==, 8);
  g_assert_no_error (error);
  g_assert_cmpuint (rim_library_relocate (fixture->library, elsewhere, NULL, &error), ==, 0);
  series = open_only_series (fixture->library, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (series->n_slices, ==, 8);
  g_clear_pointer (&rows, g_ptr_array_unref);
  rows = list_series (fixture->library);
  g_assert_false (get_row (rows, 0)->missing);

  rim_test_folder_remove (elsewhere);
}

static RimLibraryRow *
find_row (GPtrArray  *rows,
          const char *modality)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (get_row (rows, i)->modality, modality) == 0)
      return get_row (rows, i);

  return NULL;
}

static void
test_sts (Fixture       *fixture,
          gconstpointer  data)
{
  g_autofree char *path = rim_test_data_or_skip ("data/sts/STS_001");
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(RimSeries) ct = NULL;
  g_autoptr(RimSegmentation) segmentation = NULL;
  g_autoptr(GError) error = NULL;

  if (path == NULL)
    return;

  import (fixture->library, path, RIM_IMPORT_IN_PLACE, ids);
  rows = list_series (fixture->library);
  g_assert_nonnull (find_row (rows, "CT"));
  g_assert_nonnull (find_row (rows, "PT"));
  g_assert_cmpuint (find_row (rows, "CT")->n_contours, >, 0);

  ct = rim_library_open_series (fixture->library, find_row (rows, "CT")->id, &error);
  g_assert_no_error (error);
  g_assert_true (ct->has_grid);
  segmentation = rim_library_load_segmentation (fixture->library, ct->source->study_uid,
                                                ct->source->series_uid, ct->source->series_part, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rim_segmentation_get_n_lesions (segmentation), ==, find_row (rows, "CT")->n_contours);
  g_assert_cmpuint (rim_mask_count (rim_segmentation_get_lesion (segmentation, 0)->mask), >, 1000);

  g_assert_cmpuint (import (fixture->library, path, RIM_IMPORT_IN_PLACE, NULL).n_added, ==, 0);
}

/* A file without UIDs of study and series is a study of its own, which can be
 * drawn on like any other.
 */
static void
test_nameless (Fixture       *fixture,
               gconstpointer  data)
{
  static const RimTestSeries nameless = { "Ida", NULL, "nameless", "CT", 1 };
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(RimSeries) series = NULL;
  g_autoptr(RimSegmentation) segmentation = NULL;
  g_autoptr(GError) error = NULL;

  rim_test_series_write (fixture->images, &nameless);
  import (fixture->library, fixture->images, RIM_IMPORT_IN_PLACE, NULL);
  rows = list_series (fixture->library);
  g_assert_cmpuint (rows->len, ==, 1);

  series = rim_library_open_series (fixture->library, find_row (rows, "CT")->id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (series->source->series_uid, ==, find_row (rows, "CT")->uid);
  g_assert_nonnull (series->source->study_uid);

  segmentation = rim_library_load_segmentation (fixture->library, series->source->study_uid,
                                                series->source->series_uid, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rim_segmentation_get_n_lesions (segmentation), ==, 0);
}

static guint
check_regions (RimLibrary    *library,
               RimLibraryRow *row)
{
  g_autoptr(RimSegmentation) segmentation = NULL;
  g_autoptr(RimSeries) series = NULL;
  g_autoptr(GError) error = NULL;
  guint n_lesions;

  series = rim_library_open_series (library, row->id, &error);
  g_assert_no_error (error);
  segmentation = rim_library_load_segmentation (library, series->source->study_uid,
                                                row->uid, row->part, &error);
  g_assert_no_error (error);

  n_lesions = rim_segmentation_get_n_lesions (segmentation);
  if (n_lesions != row->n_contours)
    g_test_message ("%s: %u of %u regions; %s", row->title, n_lesions, row->n_contours,
                    (char *) g_ptr_array_index (rim_segmentation_get_warnings (segmentation), 0));
  g_assert_true (n_lesions == row->n_contours || rim_segmentation_get_warnings (segmentation)->len > 0);

  for (guint i = 0; i < n_lesions; i++)
    g_assert_nonnull (rim_segmentation_get_lesion (segmentation, i)->mask);

  return n_lesions;
}

static guint
count_contours (GPtrArray  *rows,
                const char *title)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (get_row (rows, i)->title, title) == 0)
      return get_row (rows, i)->n_contours;

  g_assert_not_reached ();
}

/* Whoever wrote them: as many lesions as regions, or a reason. */
static void
test_regions (Fixture       *fixture,
              gconstpointer  data)
{
  const char *const folders[] = {
    "data/sts", "data/lung", "data/spect_two_times", "data/segmentation_objects", "data/pet_raw"
  };
  g_autoptr(GPtrArray) rows = NULL;
  guint n_lesions = 0;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = rim_test_data_or_skip (folders[i]);

      if (path == NULL)
        return;
      import (fixture->library, path, RIM_IMPORT_IN_PLACE, NULL);
    }

  rows = list_series (fixture->library);
  for (guint i = 0; i < rows->len; i++)
    if (get_row (rows, i)->kind == RIM_SERIES_IMAGE && get_row (rows, i)->n_contours > 0)
      n_lesions += check_regions (fixture->library, get_row (rows, i));

  g_assert_cmpuint (n_lesions, >, 15);

  /* The structure sets of these two have one UID; both name instances of the
   * first.
   */
  g_assert_cmpuint (count_contours (rows, "PET AC"), ==, 2);
  g_assert_cmpuint (count_contours (rows, "IBSI_1_STS_001_PET_image"), ==, 1);
}

/* Odd and broken files: each is taken or refused with one line, twice alike. */
static void
test_robustness (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *path = rim_test_data_or_skip ("data/robustness");
  g_autoptr(GPtrArray) refused = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  RimImportProgress again;
  Watch watch = { 0 };

  if (path == NULL)
    return;

  rim_library_import (fixture->library, (const char *const[]) { path, NULL }, RIM_IMPORT_IN_PLACE,
                      progress_cb, &watch, refused, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (watch.last.n_added, >, 50);
  for (guint i = 0; i < refused->len; i++)
    g_assert_null (strchr (g_ptr_array_index (refused, i), '\n'));

  again = import (fixture->library, path, RIM_IMPORT_IN_PLACE, NULL);
  g_assert_cmpuint (again.n_added, ==, 0);
  g_assert_cmpuint (again.n_refused, ==, watch.last.n_refused);
}

/* A NIfTI is a patient of one series, and the same file elsewhere is the same. */
static void
test_nifti (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *path = rim_test_data_or_skip ("data/ibsi1/digital_phantom");
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(RimVolume) volume = NULL;
  g_autoptr(GError) error = NULL;

  if (path == NULL)
    return;

  g_assert_cmpuint (import (fixture->library, path, RIM_IMPORT_IN_PLACE, NULL).n_added, >, 0);
  rows = list_series (fixture->library);
  g_assert_false (get_row (rows, 0)->is_dicom);
  volume = rim_library_read_image (fixture->library, get_row (rows, 0)->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rim_volume_get_grid (volume)->size[0], ==, 5);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/engine/library-import/cancel", Fixture, NULL, set_up, test_cancel, tear_down);
  g_test_add ("/engine/library-import/kill", Fixture, NULL, set_up, test_kill, tear_down);
  g_test_add ("/engine/library-import/copy", Fixture, NULL, set_up, test_copy, tear_down);
  g_test_add ("/engine/library-import/copy-later", Fixture, NULL, set_up, test_copy_later, tear_down);
  g_test_add ("/engine/library-import/relocate", Fixture, NULL, set_up, test_relocate, tear_down);
  g_test_add ("/engine/library-import/sts", Fixture, NULL, set_up, test_sts, tear_down);
  g_test_add ("/engine/library-import/nameless", Fixture, NULL, set_up, test_nameless, tear_down);
  g_test_add ("/engine/library-import/regions", Fixture, NULL, set_up, test_regions, tear_down);
  g_test_add ("/engine/library-import/robustness", Fixture, NULL, set_up, test_robustness, tear_down);
  g_test_add ("/engine/library-import/nifti", Fixture, NULL, set_up, test_nifti, tear_down);

  return g_test_run ();
}
