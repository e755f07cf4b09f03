/* test-index.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>

#include "library/rim-index.h"
#include "rim-test-data.h"
#include "rim-test-series.h"
#include "segment/rim-segmentation.h"

typedef struct
{
  char       *folder;
  char       *images;
  RimLibrary *library;
} Fixture;

static const RimTestSeries ct = { "Müller^Anna", "first", "thorax", "CT", 3 };
static const RimTestSeries pet = { "Müller^Anna", "first", "body", "PT", 2 };
static const RimTestSeries again = { "Müller^Anna", "second", "follow-up", "CT", 2 };
static const RimTestSeries zoe = { "Okafor^Zoë", "third", "abdomen", "CT", 2 };
static const RimTestSeries bela = { "Éber^Béla", "fourth", "brain", "MR", 2 };

static void
import (Fixture             *fixture,
        const RimTestSeries *series)
{
  g_autoptr(GError) error = NULL;

  if (series != NULL)
    rim_test_series_write (fixture->images, series);
  rim_library_import (fixture->library, (const char *const[]) { fixture->images, NULL },
                      RIM_IMPORT_IN_PLACE, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *rois = NULL;

  fixture->folder = rim_test_folder_new ();
  fixture->images = rim_test_folder_new ();
  fixture->library = rim_library_open (fixture->folder, &error);
  g_assert_no_error (error);

  import (fixture, &again);
  import (fixture, &bela);
  rim_test_series_write (fixture->images, &pet);
  import (fixture, &ct);
  rois = rim_test_series_add_rois (fixture->images, &ct);
  import (fixture, NULL);
  import (fixture, &zoe);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->library);
  rim_test_folder_remove (fixture->folder);
  rim_test_folder_remove (fixture->images);
  g_free (fixture->folder);
  g_free (fixture->images);
}

static RimIndex *
make_index (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  RimIndex *index = NULL;

  rim_library_flush (fixture->library, &error);
  g_assert_no_error (error);
  index = rim_library_make_index (fixture->library, &error);
  g_assert_no_error (error);

  return index;
}

static void
assert_same (RimLibraryRow *a,
             RimLibraryRow *b)
{
  g_assert_cmpint (a->id, ==, b->id);
  g_assert_cmpint (a->parent_id, ==, b->parent_id);
  g_assert_cmpstr (a->uid, ==, b->uid);
  g_assert_cmpstr (a->title, ==, b->title);
  g_assert_cmpstr (a->date, ==, b->date);
  g_assert_cmpstr (a->time, ==, b->time);
  g_assert_cmpstr (a->modality, ==, b->modality);
  g_assert_cmpstr (a->birth_date, ==, b->birth_date);
  g_assert_cmpstr (a->sex, ==, b->sex);
  g_assert_cmpint (a->number, ==, b->number);
  g_assert_cmpuint (a->part, ==, b->part);
  g_assert_cmpint (a->kind, ==, b->kind);
  g_assert_cmpuint (a->n_children, ==, b->n_children);
  g_assert_cmpuint (a->n_contours, ==, b->n_contours);
  g_assert_cmpint (a->missing, ==, b->missing);
  g_assert_cmpstr (a->frame_of_reference_uid, ==, b->frame_of_reference_uid);
  g_assert_cmpstr (a->referenced_series_uid, ==, b->referenced_series_uid);
  g_assert_cmpint (a->is_dicom, ==, b->is_dicom);
  g_assert_cmpint (a->status, ==, b->status);
  g_assert_cmpint (a->imported, ==, b->imported);
  g_assert_cmpint (a->opened, ==, b->opened);
}

static RimLibraryRow *
find_id (GPtrArray *rows,
         gint64     id)
{
  for (guint i = 0; i < rows->len; i++)
    if (((RimLibraryRow *) rows->pdata[i])->id == id)
      return rows->pdata[i];

  g_assert_not_reached ();
}

static void
assert_study_same (RimLibrary *library,
                   RimIndex   *index,
                   guint       study)
{
  gint64 id = rim_index_get_study (index, study)->id;
  g_autoptr(GPtrArray) series = rim_library_list_series (library, id, NULL);
  guint n, found;
  guint first = rim_index_get_series_of (index, study, &n);

  g_assert_true (rim_index_find_study (index, id, &found));
  g_assert_cmpuint (found, ==, study);
  g_assert_cmpuint (n, ==, series->len);
  for (guint i = 0; i < n; i++)
    {
      RimLibraryRow *row = rim_index_get_series (index, first + i);

      assert_same (row, find_id (series, row->id));
    }
}

static void
assert_as_listed (RimLibrary *library,
                  RimIndex   *index)
{
  g_autoptr(GPtrArray) patients = rim_library_list_patients (library, NULL);

  g_assert_cmpuint (rim_index_get_n_patients (index), ==, patients->len);
  for (guint p = 0; p < patients->len; p++)
    {
      RimLibraryRow *patient = g_ptr_array_index (patients, p);
      g_autoptr(GPtrArray) studies = rim_library_list_studies (library, patient->id, NULL);
      guint n;
      guint first = rim_index_get_studies_of (index, p, &n);

      assert_same (rim_index_get_patient (index, p), patient);
      g_assert_cmpuint (n, ==, studies->len);
      for (guint s = 0; s < n; s++)
        {
          assert_same (rim_index_get_study (index, first + s), studies->pdata[s]);
          g_assert_cmpuint (rim_index_get_patient_of (index, first + s), ==, p);
          assert_study_same (library, index, first + s);
        }
    }
}

/* An index says of every row what the lists say. */
static void
test_rows (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->images, "brain 0000", NULL);
  g_autofree char *study = rim_test_series_dup_uid (zoe.study);
  g_autoptr(RimIndex) index = make_index (fixture);
  g_autoptr(RimIndex) later = NULL;

  g_assert_cmpuint (rim_index_get_n_studies (index), ==, 4);
  g_assert_cmpuint (rim_index_get_n_series (index), ==, 6);
  assert_as_listed (fixture->library, index);

  g_unlink (path);
  g_assert_cmpuint (rim_library_check_files (fixture->library, 0, NULL), ==, 1);
  rim_library_set_status (fixture->library, study, RIM_READING_REVIEWED, "R");
  rim_library_note_opened (fixture->library, study);
  later = make_index (fixture);
  assert_as_listed (fixture->library, later);
}

/* The names of the studies found, by patient in the order asked for. */
static char *
search (RimIndex      *index,
        RimIndexQuery  query)
{
  g_autoptr(RimIndexHits) hits = rim_index_search (index, &query);
  GString *text = g_string_new (NULL);
  guint n_found = 0;

  for (guint i = 0; i < hits->n_patients; i++)
    {
      guint n;
      guint first = rim_index_get_studies_of (index, hits->patients[i], &n);

      for (guint s = first; s < first + n; s++)
        {
          guint n_series;
          guint series = rim_index_get_series_of (index, s, &n_series);

          if (!hits->studies[s])
            continue;

          n_found++;
          g_string_append_printf (text, "%s;", rim_index_get_series (index, series)->title);
        }
    }
  g_assert_cmpuint (hits->n_studies, ==, n_found);

  return g_string_free (text, FALSE);
}

#define assert_found(index, expected, ...)                              \
  G_STMT_START {                                                        \
    g_autofree char *found = search (index, (RimIndexQuery) { __VA_ARGS__ }); \
    g_assert_cmpstr (found, ==, expected);                              \
  } G_STMT_END

/* Words in any order, with or without accents, in a series or above it. */
static void
test_words (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(RimIndex) index = make_index (fixture);
  g_autofree char *all = search (index, (RimIndexQuery) { .words = NULL });

  g_assert_true (strstr (all, "thorax;") != NULL || strstr (all, "body;") != NULL);
  assert_found (index, "follow-up;", .words = "follow");
  assert_found (index, "follow-up;", .words = "  UP muller  ");
  assert_found (index, "follow-up;", .words = "Müller, Anna follow-up");
  assert_found (index, "abdomen;", .words = "zoe");
  assert_found (index, "abdomen;", .words = "ZOË^okafor");
  assert_found (index, "brain;", .words = "bela 2026-01-02");
  assert_found (index, "brain;", .words = "mr 20260102");
  assert_found (index, "", .words = "anna mr");
  assert_found (index, "", .words = "thorax pt");
  assert_found (index, "", .words = "annamuller");
  assert_found (index, "", .words = "a%b_c'd\"");
}

static void
test_filters (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *brain = rim_test_series_dup_uid (bela.study);
  g_autofree char *second = rim_test_series_dup_uid (again.study);
  g_autofree char *contoured = NULL;
  g_autofree char *fused = NULL;
  g_autoptr(RimIndex) index = NULL;

  rim_library_set_status (fixture->library, brain, RIM_READING_REJECTED, NULL);
  rim_library_set_status (fixture->library, second, RIM_READING_REJECTED, "R");
  rim_library_set_status (fixture->library, second, RIM_READING_REVIEWED, "R");
  index = make_index (fixture);

  assert_found (index, "brain;", .statuses = 1 << RIM_READING_REJECTED);
  assert_found (index, "follow-up;", .statuses = 1 << RIM_READING_REVIEWED);
  assert_found (index, "abdomen;", .statuses = 1 << RIM_READING_UNREAD, .words = "abdomen");
  assert_found (index, "", .statuses = 1 << RIM_READING_UNREAD, .words = "brain");
  assert_found (index, "brain;", .modality = "MR");
  assert_found (index, "", .modality = "P");

  contoured = search (index, (RimIndexQuery) { .with_contours = TRUE });
  fused = search (index, (RimIndexQuery) { .modality = "PT" });
  g_assert_cmpstr (contoured, ==, fused);
  g_assert_cmpstr (contoured, !=, "");
}

static void
assert_patients (RimIndex      *index,
                 const char    *expected,
                 RimIndexOrder  order)
{
  RimIndexQuery query = { .order = order };
  g_autoptr(RimIndexHits) hits = rim_index_search (index, &query);
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < hits->n_patients; i++)
    g_string_append_printf (names, "%s;", rim_index_get_patient (index, hits->patients[i])->title);
  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *third = rim_test_series_dup_uid (zoe.study);
  g_autofree char *fourth = rim_test_series_dup_uid (bela.study);
  g_autoptr(RimIndex) index = NULL;
  guint recent[2];

  rim_library_note_opened (fixture->library, third);
  rim_library_note_opened (fixture->library, fourth);
  index = make_index (fixture);

  assert_patients (index, "Müller^Anna;Okafor^Zoë;Éber^Béla;", RIM_ORDER_NAME);
  assert_patients (index, "Müller^Anna;Okafor^Zoë;Éber^Béla;", RIM_ORDER_DATE);
  assert_patients (index, "Okafor^Zoë;Müller^Anna;Éber^Béla;", RIM_ORDER_IMPORTED);
  assert_patients (index, "Éber^Béla;Okafor^Zoë;Müller^Anna;", RIM_ORDER_OPENED);
  assert_patients (index, "Müller^Anna;Okafor^Zoë;Éber^Béla;", RIM_ORDER_MODALITY);

  g_assert_cmpuint (rim_index_list_recent (index, recent, 2), ==, 2);
  g_assert_cmpstr (rim_index_get_study (index, recent[0])->uid, ==, fourth);
  g_assert_cmpstr (rim_index_get_study (index, recent[1])->uid, ==, third);
  g_assert_cmpuint (rim_index_list_recent (index, recent, 1), ==, 1);
  g_assert_cmpstr (rim_index_get_study (index, recent[0])->uid, ==, fourth);
}

static gboolean
has_drawing (Fixture *fixture)
{
  g_autoptr(RimIndex) index = make_index (fixture);
  guint n = 0;

  for (guint i = 0; i < rim_index_get_n_series (index); i++)
    n += rim_index_get_series (index, i)->has_drawing;
  g_assert_cmpuint (n, <=, 1);

  return n > 0;
}

/* What came with the files was drawn elsewhere. */
static void
test_drawing (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *study = rim_test_series_dup_uid (ct.study);
  g_autofree char *uid = rim_test_series_dup_uid (ct.name);
  g_autoptr(RimSegmentation) segmentation = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_false (has_drawing (fixture));
  segmentation = rim_library_load_segmentation (fixture->library, study, uid, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rim_segmentation_get_n_lesions (segmentation), ==, 2);
  g_assert_false (has_drawing (fixture));

  rim_library_track (fixture->library, segmentation);
  rim_segmentation_remove (segmentation, rim_segmentation_get_lesion (segmentation, 0)->id, "remove");
  g_assert_true (has_drawing (fixture));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/engine/index/rows", Fixture, NULL, set_up, test_rows, tear_down);
  g_test_add ("/engine/index/drawing", Fixture, NULL, set_up, test_drawing, tear_down);
  g_test_add ("/engine/index/words", Fixture, NULL, set_up, test_words, tear_down);
  g_test_add ("/engine/index/filters", Fixture, NULL, set_up, test_filters, tear_down);
  g_test_add ("/engine/index/order", Fixture, NULL, set_up, test_order, tear_down);

  return g_test_run ();
}
