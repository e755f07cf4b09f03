/* test-queue.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>

#include "format/rim-nifti.h"
#include "library/rim-library-audit.h"
#include "queue/rim-activity.h"
#include "queue/rim-answer-table.h"
#include "queue/rim-case-images.h"
#include "queue/rim-queue-agreement.h"
#include "queue/rim-training-set.h"
#include "segment/rim-lesion-review.h"
#include "rim-test-ball.h"
#include "rim-test-data.h"
#include "rim-test-series.h"

#define N_PATIENTS 6

#define HEAD \
  "id: q\nversion: \"1\"\ntitle: Q\nmodalities: [CT]\n" \
  "questions:\n  case:\n  - {id: good, title: Good, kind: yes-no, required: true}\n" \
  "  lesion:\n  - {id: size, title: Size, kind: number, required: true, min: 0, max: 9, lesions: [ROI]}\n"
#define ROI    "lesions: [{name: ROI, min: 1, max: 2}]\n"
#define TWO    "lesions: [{name: ROI 1}, {name: ROI 2}, {name: ROI}]\n"
#define SPLITS "export: {splits: [{name: train, share: 0.5}, {name: test, share: 0.5}]%s}\n"

typedef struct
{
  char       *folder;
  char       *images;
  char       *out;
  RimLibrary *library;
} Fixture;

static RimProtocol *
make_protocol (const char *text)
{
  g_autoptr(GError) error = NULL;
  RimProtocol *protocol = rim_protocol_new_from_yaml (text, strlen (text), "test", &error);

  g_assert_no_error (error);

  return protocol;
}

static RimWorklist *
make_worklist (Fixture    *fixture,
               const char *text,
               const char *reader)
{
  g_autoptr(RimProtocol) protocol = make_protocol (text);
  g_autoptr(GError) error = NULL;
  RimWorklist *worklist = rim_worklist_new (fixture->library, protocol, reader, &error);

  g_assert_no_error (error);

  return worklist;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const char *const patients[N_PATIENTS] = { "Anna", "Ben", "Carl", "Dora", "Eva", "Finn" };
  g_autoptr(GError) error = NULL;

  fixture->folder = rim_test_folder_new ();
  fixture->images = rim_test_folder_new ();
  fixture->out = rim_test_folder_new ();
  fixture->library = rim_library_open (fixture->folder, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < N_PATIENTS; i++)
    {
      const RimTestSeries ct = { patients[i], patients[i], patients[i], "CT", 6, NULL };
      g_autofree char *rois = NULL;

      rim_test_series_write (fixture->images, &ct);
      rois = rim_test_series_add_rois (fixture->images, &ct);
      g_assert_nonnull (rois);
    }
  rim_library_import (fixture->library, (const char *const[]) { fixture->images, NULL }, RIM_IMPORT_IN_PLACE,
                      NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->library);
  rim_test_folder_remove (fixture->folder);
  rim_test_folder_remove (fixture->images);
  rim_test_folder_remove (fixture->out);
  g_free (fixture->folder);
  g_free (fixture->images);
  g_free (fixture->out);
}

static RimCaseDrawing *
find_drawing (Fixture     *fixture,
              RimWorklist *worklist,
              RimCase     *kase)
{
  g_autoptr(GError) error = NULL;
  RimCaseDrawing *drawing = rim_case_find_drawing (kase, fixture->library, rim_worklist_get_protocol (worklist),
                                                   &error);

  g_assert_no_error (error);

  return drawing;
}

/* A second reader begins with nothing. */
static RimCaseDrawing *
draw (Fixture     *fixture,
      RimWorklist *worklist,
      RimCase     *kase)
{
  g_autoptr(RimCaseDrawing) drawing = find_drawing (fixture, worklist, kase);
  g_autoptr(RimVolume) image = NULL;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimLesion) lesion = NULL;
  g_autoptr(GError) error = NULL;

  if (drawing->lesions->len > 0)
    return g_steal_pointer (&drawing);

  image = rim_case_load_series (fixture->library, drawing->series_id, &error);
  g_assert_no_error (error);
  mask = rim_test_mask_new_ball (rim_volume_get_grid (image), 2);
  lesion = rim_lesion_new ("ROI", mask);
  rim_library_track (fixture->library, drawing->segmentation);
  rim_segmentation_add (drawing->segmentation, lesion, "test");
  g_assert_true (rim_library_flush (fixture->library, &error));

  return find_drawing (fixture, worklist, kase);
}

static void
finish (Fixture     *fixture,
        RimWorklist *worklist,
        RimCase     *kase,
        const char  *good)
{
  g_autoptr(RimCaseDrawing) drawing = draw (fixture, worklist, kase);
  g_autoptr(GError) error = NULL;

  g_assert_true (rim_worklist_answer (worklist, kase, "good", good, &error));
  for (guint i = 0; i < drawing->lesions->len; i++)
    g_assert_true (rim_case_drawing_answer (drawing, fixture->library, rim_worklist_get_protocol (worklist),
                                            ((RimLesion *) drawing->lesions->pdata[i])->id, "size", "2.50", &error));
  rim_worklist_set_state (worklist, kase, RIM_CASE_DONE, NULL, drawing->lesions, &error);
  g_assert_no_error (error);
}

static void
finish_all (Fixture     *fixture,
            RimWorklist *worklist)
{
  for (guint i = 0; i < rim_worklist_get_n_cases (worklist); i++)
    finish (fixture, worklist, rim_worklist_get_case (worklist, i), i % 2 == 0 ? "yes" : "no");
}

/* A row per answer, with titles and codes where the form is known. */
static void
test_answer_table (void)
{
  const RimGrid grid = { { 2, 2, 2 }, { { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 } } } };
  const RimAnswerSource source = { "P", "1.2", "1.3", "Anna" };
  g_autoptr(RimAnswerTable) table = rim_answer_table_new ();
  g_autoptr(RimMask) mask = rim_mask_new (&grid);
  g_autoptr(RimLesion) plain = rim_lesion_new ("A, \"1\"", mask);
  g_autoptr(RimLesion) first = rim_lesion_with_answer (plain, "lesion-features/margin", "spiculated");
  g_autoptr(RimLesion) lesion = rim_lesion_with_answer (first, "other/size", "2");
  g_autofree char *row = g_strdup_printf ("P,1.2,1.3,Anna,\"A, \"\"1\"\"\",%s,lesion-features,margin,Margin,spiculated,"
                                          "Spiculated,,RID5713,RADLEX,spiculated margin\r\n", lesion->id);
  g_autofree char *csv = NULL;
  g_autofree char *json = NULL;

  rim_answer_table_add_lesion (table, &source, lesion);
  csv = rim_answer_table_to_csv (table);
  json = rim_answer_table_to_json (table);
  g_assert_cmpuint (rim_answer_table_get_n_rows (table), ==, 2);
  g_assert_nonnull (strstr (csv, row));
  g_assert_nonnull (strstr (csv, ",other,size,,2,,,,,\r\n"));
  g_assert_nonnull (strstr (json, "\"code_value\" : \"RID5713\""));
}

/* What is said stays, is checked, and is each reader's own. */
static void
test_answers (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(RimWorklist) list = make_worklist (fixture, HEAD ROI, "reader");
  RimCase *kase = rim_worklist_get_case (list, 0);
  g_autofree char *uid = g_strdup (kase->study_uid);
  g_autoptr(RimCaseDrawing) drawing = find_drawing (fixture, list, kase);
  g_autoptr(GPtrArray) missing = rim_case_list_missing (kase, rim_worklist_get_protocol (list), drawing->lesions);
  g_autoptr(RimCaseDrawing) after = NULL;
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (drawing->lesions->len, ==, 2);
  g_assert_cmpuint (missing->len, ==, 3);
  g_assert_cmpstr (missing->pdata[0], ==, "“Good” is not answered");
  g_assert_false (rim_worklist_set_state (list, kase, RIM_CASE_DONE, NULL, drawing->lesions, &error));
  g_assert_error (error, RIM_PROTOCOL_ERROR, RIM_PROTOCOL_ERROR_INCOMPLETE);
  g_clear_error (&error);
  g_assert_false (rim_worklist_answer (list, kase, "good", "maybe", &error));
  g_assert_error (error, RIM_PROTOCOL_ERROR, RIM_PROTOCOL_ERROR_ANSWER);
  g_clear_error (&error);
  g_assert_cmpint (kase->state, ==, RIM_CASE_NOT_STARTED);

  finish (fixture, list, kase, "no");
  finish (fixture, list, kase, "yes");
  rim_worklist_add_time (list, kase, 1000, 5000);
  rim_worklist_add_time (list, kase, 9000, 10000);
  g_assert_true (rim_worklist_update (list, &error));
  kase = rim_worklist_find_case (list, uid, NULL);
  g_assert_cmpint (kase->state, ==, RIM_CASE_DONE);
  g_assert_cmpint (kase->active, ==, 5000);
  g_assert_cmpstr (rim_case_get_answer (kase, NULL, "good"), ==, "yes");
  after = find_drawing (fixture, list, kase);
  g_assert_cmpstr (rim_case_get_lesion_answer (kase, rim_worklist_get_protocol (list), after->lesions->pdata[0], "size"),
                   ==, "2.5");
  g_assert_cmpuint (rim_segmentation_get_n_edits (after->segmentation), ==, 2);

  /* begun, no, done, yes, two times: what did not change is not there twice. */
  records = rim_library_list_records (fixture->library, "q", &error);
  g_assert_cmpuint (records->len, ==, 6);
  g_assert_cmpstr (((RimQueueRecord *) records->pdata[1])->value, ==, "no");
  g_assert_cmpstr (((RimQueueRecord *) records->pdata[1])->version, ==, "1");
}

static void
test_reasons (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(RimWorklist) list = make_worklist (fixture, HEAD ROI, "reader");
  RimCase *kase = rim_worklist_get_case (list, 0);
  g_autoptr(GError) error = NULL;

  g_assert_false (rim_worklist_set_state (list, kase, RIM_CASE_SKIPPED, "  ", NULL, &error));
  g_assert_error (error, RIM_PROTOCOL_ERROR, RIM_PROTOCOL_ERROR_NO_REASON);
  g_clear_error (&error);
  g_assert_true (rim_worklist_set_state (list, kase, RIM_CASE_REJECTED, "motion", NULL, &error));
  g_assert_true (rim_worklist_update (list, &error));
  g_assert_cmpuint (rim_worklist_count (list, RIM_CASE_REJECTED), ==, 1);
  g_assert_cmpstr (rim_worklist_get_case (list, 0)->reason, ==, "motion");
}

/* The order is no accident, undone cases are found around the end, filters hold. */
static void
test_steps (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(RimWorklist) list = make_worklist (fixture, HEAD ROI, "reader");
  g_autoptr(RimWorklist) again = make_worklist (fixture, HEAD ROI, "reader");
  const RimWorklistFilter done = { 1u << RIM_CASE_DONE, NULL };
  const RimWorklistFilter ben = { 0, "bEN" };

  g_assert_cmpuint (rim_worklist_get_n_cases (list), ==, N_PATIENTS);
  for (guint i = 0; i < N_PATIENTS; i++)
    g_assert_cmpstr (rim_worklist_get_case (list, i)->study_uid, ==, rim_worklist_get_case (again, i)->study_uid);

  finish (fixture, list, rim_worklist_get_case (list, 0), "yes");
  finish (fixture, list, rim_worklist_get_case (list, 4), "yes");
  g_assert_cmpint (rim_worklist_step (list, -1, 1, FALSE, NULL), ==, 0);
  g_assert_cmpint (rim_worklist_step (list, -1, -1, FALSE, NULL), ==, 5);
  g_assert_cmpint (rim_worklist_step (list, -1, 1, TRUE, NULL), ==, 1);
  g_assert_cmpint (rim_worklist_step (list, 3, 1, TRUE, NULL), ==, 5);
  g_assert_cmpint (rim_worklist_step (list, 5, 1, TRUE, NULL), ==, 1);
  g_assert_cmpint (rim_worklist_step (list, 5, 1, FALSE, NULL), ==, -1);
  g_assert_cmpint (rim_worklist_step (list, 0, -1, FALSE, NULL), ==, -1);
  g_assert_cmpint (rim_worklist_step (list, 0, 1, FALSE, &done), ==, 4);
  g_assert_cmpint (rim_worklist_step (list, 4, 1, FALSE, &done), ==, -1);
  g_assert_cmpstr (rim_worklist_get_case (list, (guint) rim_worklist_step (list, -1, 1, FALSE, &ben))->name, ==, "Ben");
}

static guint
count_role (RimWorklist *list,
            RimCaseRole  role)
{
  guint n = 0;

  for (guint i = 0; i < rim_worklist_get_n_cases (list); i++)
    n += rim_worklist_get_case (list, i)->role == role;

  return n;
}

/* Each case has one first reader, and one second where all are read twice, who sees
 * nothing of the first.
 */
static void
test_readers (Fixture       *fixture,
              gconstpointer  data)
{
  const char *text = HEAD ROI "readers: [a, b, c]\nsecondRead: {share: 1}\n";
  static const char *const readers[] = { "a", "b", "c" };
  guint n_first = 0;
  guint n_second = 0;

  for (guint r = 0; r < G_N_ELEMENTS (readers); r++)
    {
      g_autoptr(RimWorklist) list = make_worklist (fixture, text, readers[r]);

      n_first += count_role (list, RIM_CASE_ROLE_FIRST);
      n_second += count_role (list, RIM_CASE_ROLE_SECOND);
      g_assert_cmpuint (rim_worklist_count (list, RIM_CASE_NOT_STARTED), ==, rim_worklist_get_n_cases (list));
      finish_all (fixture, list);
    }

  g_assert_cmpuint (n_first, ==, N_PATIENTS);
  g_assert_cmpuint (n_second, ==, N_PATIENTS);
}

/* Without names, a case is whose who begins it. */
static void
test_claims (Fixture       *fixture,
             gconstpointer  data)
{
  const char *once = HEAD ROI;
  const char *twice = HEAD ROI "secondRead: {share: 1}\n";
  g_autoptr(RimWorklist) first = make_worklist (fixture, once, "a");
  g_autoptr(RimWorklist) other = NULL;
  g_autoptr(RimWorklist) second = NULL;
  g_autoptr(RimWorklist) third = NULL;

  finish (fixture, first, rim_worklist_get_case (first, 0), "yes");
  other = make_worklist (fixture, once, "b");
  g_assert_cmpuint (rim_worklist_get_n_cases (other), ==, N_PATIENTS - 1);

  second = make_worklist (fixture, twice, "b");
  g_assert_cmpuint (rim_worklist_get_n_cases (second), ==, N_PATIENTS);
  g_assert_cmpint (rim_worklist_get_case (second, 0)->role, ==, RIM_CASE_ROLE_SECOND);
  g_assert_null (rim_case_get_answer (rim_worklist_get_case (second, 0), NULL, "good"));
  finish (fixture, second, rim_worklist_get_case (second, 0), "no");
  third = make_worklist (fixture, twice, "c");
  g_assert_cmpuint (rim_worklist_get_n_cases (third), ==, N_PATIENTS - 1);
}

/* What the second reader draws lies apart, and begins with nothing. */
static void
test_blinded (Fixture       *fixture,
              gconstpointer  data)
{
  const char *twice = HEAD ROI "secondRead: {share: 1}\n";
  g_autoptr(RimWorklist) first = make_worklist (fixture, twice, "a");
  g_autofree char *uid = g_strdup (rim_worklist_get_case (first, 0)->study_uid);
  g_autoptr(RimWorklist) second = NULL;
  g_autoptr(RimCaseDrawing) drawn = NULL;
  g_autoptr(RimCaseDrawing) again = NULL;
  g_autoptr(GError) error = NULL;
  RimCase *kase;

  finish (fixture, first, rim_worklist_get_case (first, 0), "yes");
  second = make_worklist (fixture, twice, "b");
  kase = rim_worklist_find_case (second, uid, NULL);
  g_assert_cmpstr (kase->read, ==, "q/b");
  drawn = find_drawing (fixture, second, kase);
  g_assert_cmpuint (drawn->lesions->len, ==, 0);
  g_assert_cmpstr (rim_library_get_read_of (drawn->segmentation), ==, "q/b");

  again = draw (fixture, second, kase);
  g_assert_cmpuint (again->lesions->len, ==, 1);
  g_clear_pointer (&again, rim_case_drawing_free);
  again = find_drawing (fixture, first, rim_worklist_find_case (first, uid, NULL));
  g_assert_cmpuint (again->lesions->len, ==, 2);
  g_assert_false (rim_read_is_accepted (fixture->library, uid, "q/b", &error));
  g_assert_no_error (error);

  rim_worklist_apply_reads (second, fixture->library);
  g_assert_cmpuint (rim_library_count_reads (fixture->library), ==, 1);
  finish (fixture, second, kase, "no");
  g_assert_true (rim_library_flush (fixture->library, &error));
  g_assert_true (rim_read_is_accepted (fixture->library, uid, "q/b", &error));
  rim_worklist_apply_reads (NULL, fixture->library);
  g_assert_cmpuint (rim_library_count_reads (fixture->library), ==, 0);
}

static void
count_cb (guint    n_done,
          guint    n_cases,
          gpointer data)
{
  *(guint *) data += 1;
  g_assert_cmpuint (n_cases, ==, 2);
}

/* Cases that only one has done are none; contours and numbers are those of both readers. */
static void
test_agreement (Fixture       *fixture,
                gconstpointer  data)
{
  static const char settings_yaml[] = "imageType: {Original: {}}\nfeatureClass: {firstorder: [Mean, Energy]}\n";
  const char *twice = HEAD ROI "secondRead: {share: 1}\n";
  g_autoptr(RimWorklist) first = make_worklist (fixture, twice, "a");
  g_autoptr(RimSettings) settings = rim_settings_new_from_yaml (settings_yaml, "test", NULL);
  g_autoptr(RimQueueAgreement) found = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *csv = NULL;
  guint n_told = 0;

  for (guint i = 0; i < 3; i++)
    finish (fixture, first, rim_worklist_get_case (first, i), "yes");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(RimWorklist) second = make_worklist (fixture, twice, "b");

      finish (fixture, second, rim_worklist_find_case (second, rim_worklist_get_case (first, i)->study_uid, NULL), "no");
    }
  g_assert_true (rim_library_flush (fixture->library, &error));

  found = rim_queue_agreement_new (fixture->library, rim_worklist_get_protocol (first), settings, 2.0, count_cb, &n_told,
                                   NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->n_cases, ==, 2);
  g_assert_cmpuint (n_told, ==, 2);
  g_assert_cmpuint (found->features->len, ==, 2);
  g_assert_cmpuint (found->n_lesions + found->left_out->len, ==, 2);
  g_assert_cmpuint (found->comparisons->len, ==, 4);
  csv = rim_queue_agreement_to_csv (found, 2.0, FALSE);
  g_assert_true (g_str_has_prefix (csv, "feature,n_cases,"));
  g_assert_null (strstr (csv, "original"));
}

static void
test_activity (void)
{
  RimActivity activity = { .limit = 100 };
  RimInterval ended;

  g_assert_false (rim_activity_stop (&activity, 5, &ended));
  g_assert_false (rim_activity_touch (&activity, 1000, &ended));
  g_assert_false (rim_activity_touch (&activity, 1100, &ended));
  g_assert_true (rim_activity_touch (&activity, 1201, &ended));
  g_assert_cmpint (ended.opened, ==, 1000);
  g_assert_cmpint (ended.closed, ==, 1100);
  g_assert_true (rim_activity_stop (&activity, 1250, &ended));
  g_assert_cmpint (ended.opened, ==, 1201);
  g_assert_cmpint (ended.closed, ==, 1250);
  g_assert_false (rim_activity_stop (&activity, 1251, &ended));
  rim_activity_touch (&activity, 2000, &ended);
  rim_activity_touch (&activity, 2050, &ended);
  g_assert_true (rim_activity_stop (&activity, 9000, &ended));
  g_assert_cmpint (ended.closed, ==, 2050);
}

/* Strata are spread by the shares, whatever the order patients come in. */
static void
test_splits (void)
{
  g_autoptr(RimProtocol) protocol =
    make_protocol (HEAD ROI "export: {splits: [{name: train, share: 0.7}, {name: validation, share: 0.1}, "
                   "{name: test, share: 0.2}]}\n");
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *patients[100];
  const char *strata[100];
  const char *backwards[2][100];
  guint splits[100];
  guint mirrored[100];
  guint counts[2][3] = { { 0 } };

  for (guint i = 0; i < 100; i++)
    {
      g_ptr_array_add (names, g_strdup_printf ("patient %u", i));
      patients[i] = backwards[0][99 - i] = names->pdata[i];
      strata[i] = backwards[1][99 - i] = i % 5 == 0 ? "yes" : "no";
    }
  rim_splits_draw (protocol, patients, strata, 100, splits);
  rim_splits_draw (protocol, backwards[0], backwards[1], 100, mirrored);
  for (guint i = 0; i < 100; i++)
    {
      g_assert_cmpuint (splits[i], ==, mirrored[99 - i]);
      counts[i % 5 == 0][splits[i]]++;
    }

  for (guint s = 0; s < 3; s++)
    {
      const double share = ((RimProtocolSplit *) protocol->splits->pdata[s])->share;

      g_assert_cmpfloat (ABS (counts[0][s] + counts[1][s] - share * 100), <, 1.01);
      g_assert_cmpfloat (ABS (counts[1][s] - share * 20), <, 2.01);
    }
}

/* Returns: (transfer full) (nullable): why it could not be written */
static char *
write_set (Fixture           *fixture,
           RimWorklist       *list,
           const char        *name,
           RimTrainingLayout  layout)
{
  const RimTrainingOptions options = { .layout = layout };
  g_autofree char *path = g_build_filename (fixture->out, name, NULL);
  g_auto(RimTrainingReport) report = { 0 };
  g_autoptr(GError) error = NULL;

  if (rim_training_set_write (list, fixture->library, path, &options, &report, &error))
    {
      g_assert_cmpuint (report.n_patients, ==, report.n_cases);
      return NULL;
    }

  return g_strdup (error->message);
}

/* How many files and folders of that reader the audit trail says were saved. */
static guint
count_exports (Fixture    *fixture,
               const char *reader,
               const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = rim_library_list_audit (fixture->library, NULL, &error);
  guint n = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const RimAuditRow *row = g_ptr_array_index (rows, i);

      n += strcmp (row->what, "export") == 0 && g_strcmp0 (row->author, reader) == 0 &&
           strstr (row->detail, path) != NULL;
    }

  return n;
}

static guint
count_files (Fixture    *fixture,
             const char *set,
             const char *inner)
{
  g_autofree char *path = g_build_filename (fixture->out, set, inner, NULL);
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
test_nnunet (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *text = g_strdup_printf (HEAD ROI SPLITS, "");
  g_autoptr(RimWorklist) list = make_worklist (fixture, text, "reader");
  g_autofree char *refused = write_set (fixture, list, "none", RIM_TRAINING_NNUNET);
  g_autofree char *failed = NULL;
  g_autofree char *again = NULL;
  g_autofree char *json_path = g_build_filename (fixture->out, "set", "dataset.json", NULL);
  g_autofree char *json = NULL;

  g_assert_cmpstr (refused, ==, "No case is done yet");
  finish_all (fixture, list);
  failed = write_set (fixture, list, "set", RIM_TRAINING_NNUNET);
  g_assert_cmpstr (failed, ==, NULL);
  g_assert_cmpuint (count_files (fixture, "set", "imagesTr"), ==, N_PATIENTS / 2);
  g_assert_cmpuint (count_files (fixture, "set", "labelsTr"), ==, N_PATIENTS / 2);
  g_assert_cmpuint (count_files (fixture, "set", "imagesTs"), ==, N_PATIENTS / 2);
  g_assert_cmpuint (count_files (fixture, "set", "labelsTs"), ==, N_PATIENTS / 2);
  g_assert_true (g_file_get_contents (json_path, &json, NULL, NULL));
  g_assert_nonnull (strstr (json, "\"numTraining\" : 3"));
  g_assert_nonnull (strstr (json, "\"ROI\" : 1"));
  again = write_set (fixture, list, "set", RIM_TRAINING_NNUNET);
  g_assert_true (g_str_has_suffix (again, "set: is there already"));
}

static void
cancel_cb (guint    n_done,
           guint    n_cases,
           gpointer data)
{
  g_assert_cmpuint (n_cases, ==, N_PATIENTS);
  if (n_done == 1)
    g_cancellable_cancel (data);
}

/* Who stops it finds nothing, and what he asks for goes before what the protocol says. */
static void
test_options (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *text = g_strdup_printf (HEAD ROI SPLITS, "");
  g_autoptr(RimWorklist) list = make_worklist (fixture, text, "reader");
  g_autofree char *path = g_build_filename (fixture->out, "set", NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GPtrArray) splits = rim_training_splits_new ((double[]) { 1.0, 0.0, 0.0 });
  g_auto(RimTrainingReport) report = { 0 };
  g_auto(RimTrainingReport) other = { 0 };
  g_autoptr(GError) error = NULL;
  RimTrainingOptions options = { RIM_TRAINING_NNUNET, .progress = cancel_cb, .data = cancellable,
                                 .cancellable = cancellable };

  finish_all (fixture, list);
  g_assert_false (rim_training_set_write (list, fixture->library, path, &options, &report, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpuint (count_files (fixture, "", ""), ==, 0);
  g_assert_cmpuint (count_exports (fixture, rim_worklist_get_reader (list), path), ==, 0);

  rim_worklist_set_state (list, rim_worklist_get_case (list, 0), RIM_CASE_IN_PROGRESS, NULL, NULL, &error);
  options = (RimTrainingOptions) { RIM_TRAINING_NNUNET, .unfinished = TRUE, .splits = splits };
  rim_training_set_write (list, fixture->library, path, &options, &other, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (other.n_cases, ==, N_PATIENTS);
  g_assert_cmpuint (count_files (fixture, "set", "imagesTr"), ==, N_PATIENTS);
  g_assert_cmpuint (count_exports (fixture, rim_worklist_get_reader (list), path), ==, 1);
}

/* Returns: what the label map of a set has at a voxel that both regions hold */
static double
read_common_label (Fixture    *fixture,
                   const char *set)
{
  g_autofree char *folder = g_build_filename (fixture->out, set, "labelsTr", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *path = g_build_filename (folder, g_dir_read_name (dir), NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimVolume) labels = rim_nifti_read (path, &error);

  g_assert_no_error (error);

  return rim_volume_get_value (labels, 5, 5, 4);
}

static void
test_overlaps (Fixture       *fixture,
               gconstpointer  data)
{
  static const char *const rules[] = { "refuse", "first", "last" };

  for (guint r = 0; r < G_N_ELEMENTS (rules); r++)
    {
      g_autofree char *text = g_strdup_printf (HEAD TWO "export: {overlaps: %s}\n", rules[r]);
      g_autoptr(RimWorklist) list = make_worklist (fixture, text, "reader");
      g_autofree char *failed = NULL;

      finish (fixture, list, rim_worklist_get_case (list, 0), "yes");
      failed = write_set (fixture, list, rules[r], RIM_TRAINING_NNUNET);
      g_assert_true ((failed != NULL) == (r == 0));
      if (r == 0)
        g_assert_nonnull (strstr (failed, "“ROI 1” and “ROI 2” overlap in"));
      else
        g_assert_cmpfloat (read_common_label (fixture, rules[r]), ==, r);
    }

  g_assert_cmpuint (count_files (fixture, "", ""), ==, 2);
}

static void
test_bids (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *text = g_strdup_printf (HEAD ROI SPLITS, ", stratify: good");
  g_autoptr(RimWorklist) list = make_worklist (fixture, text, "reader");
  g_autofree char *failed = NULL;
  g_autofree char *path = g_build_filename (fixture->out, "set", "lesions.csv", NULL);
  g_autofree char *csv = NULL;
  g_auto(GStrv) lines = NULL;
  g_auto(GStrv) fields = NULL;
  g_autofree char *mask_path = NULL;
  g_autoptr(RimRoiSet) set = NULL;

  finish_all (fixture, list);
  failed = write_set (fixture, list, "set", RIM_TRAINING_BIDS);
  g_assert_cmpstr (failed, ==, NULL);
  g_assert_true (g_file_get_contents (path, &csv, NULL, NULL));
  lines = g_strsplit (csv, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 2 * N_PATIENTS + 1);
  g_assert_cmpstr (lines[0], ==, "case,lesion,target,label,mask,volume_mm3,size");
  fields = g_strsplit (lines[1], ",", -1);
  g_assert_cmpstr (fields[6], ==, "2.5");
  mask_path = g_build_filename (fixture->out, "set", fields[4], NULL);
  set = rim_nifti_read_labels (mask_path, NULL);
  g_assert_cmpuint (set->rois->len, ==, 1);
  g_assert_cmpfloat (rim_mask_get_volume (((RimRoi *) set->rois->pdata[0])->mask), ==,
                     g_ascii_strtod (fields[5], NULL));
}

/* A linear image stays one on any grid, and beyond it is nothing. */
static void
test_resample (void)
{
  const RimGrid coarse = { { 5, 4, 3 }, { { { 4, 0, 0, 10 }, { 0, 4, 0, 20 }, { 0, 0, 4, 30 } } } };
  const RimGrid fine = { { 9, 3, 4 }, { { { 0, 2, 0, 8 }, { 2, 0, 0, 19 }, { 0, 0, 3, 27 } } } };
  g_autoptr(RimVolume) volume = rim_volume_new (&coarse, RIM_VOXEL_FLOAT, NULL);
  g_autoptr(RimVolume) onto = NULL;

  for (guint k = 0; k < 3; k++)
    {
      float *values = rim_volume_get_slice_for_writing (volume, k);

      for (guint v = 0; v < 20; v++)
        values[v] = (float) (10 + 4 * (v % 5) + 2 * (20 + 4 * (v / 5)) - (30 + 4 * k));
    }
  rim_volume_publish_all (volume);
  onto = rim_volume_resample_onto (volume, &fine, NULL);

  /* (0, 1, 1) lies at (10, 19, 30), half a voxel or less beyond; (1, 2, 2) within. */
  g_assert_cmpfloat (rim_volume_get_value (onto, 1, 2, 2), ==, 12 + 2 * 21 - 33);
  g_assert_cmpfloat (rim_volume_get_value (onto, 0, 1, 1), ==, 10 + 2 * 20 - 30);
  g_assert_cmpfloat (rim_volume_get_value (onto, 8, 0, 0), ==, 0);
}

#define ADD(name, func) g_test_add ("/queue/" name, Fixture, NULL, set_up, func, tear_down)

/* A worker that comes too late is told so. */
static void
test_closed (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autoptr(RimLibrary) library = rim_library_open (folder, NULL);
  g_autoptr(GError) error = NULL;

  rim_library_close (library);
  g_assert_null (rim_library_list_patients (library, &error));
  g_assert_error (error, RIM_LIBRARY_ERROR, RIM_LIBRARY_ERROR_FAILED);
  rim_test_folder_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/queue/answer-table", test_answer_table);
  g_test_add_func ("/queue/closed", test_closed);
  ADD ("answers", test_answers);
  ADD ("reasons", test_reasons);
  ADD ("steps", test_steps);
  ADD ("readers", test_readers);
  ADD ("claims", test_claims);
  ADD ("blinded", test_blinded);
  ADD ("agreement", test_agreement);
  ADD ("nnunet", test_nnunet);
  ADD ("overlaps", test_overlaps);
  ADD ("options", test_options);
  ADD ("bids", test_bids);
  g_test_add_func ("/queue/activity", test_activity);
  g_test_add_func ("/queue/splits", test_splits);
  g_test_add_func ("/queue/resample", test_resample);

  return g_test_run ();
}
