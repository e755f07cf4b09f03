/* test-lesion-times.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* One lesion at several times: linked and unlinked as any edit, proposed where nobody has
 * said so, listed and measured from the library, kept in files.
 */

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "library/rim-export-private.h"
#include "library/rim-lesion-times.h"
#include "rim-test-data.h"
#include "rim-test-run.h"
#include "rim-test-series.h"
#include "segment/rim-lesion-review.h"
#include "segment/rim-lesion-tracking.h"
#include "segment/rim-site.h"

#define UUID "00000000-0000-4000-8000-000000000001"
#define UID  "2.25.302240678275694148452353"

static const RimTestSeries early = { "Anna", "study 1", "ct 1", "CT", 6, "20260102" };
static const RimTestSeries late = { "Anna", "study 2", "ct 2", "CT", 6, "20260402" };
static const RimTestSeries other = { "Berta", "study 3", "ct 3", "CT", 6, "20260102" };

/* A voxel at (@i, 4, 1), on a grid of 2 mm. */
static RimLesion *
make_lesion (const char *name,
             const char *site,
             guint       i)
{
  const RimGrid grid = { { 64, 8, 3 }, { { { 2, 0, 0, 0 }, { 0, 2, 0, 0 }, { 0, 0, 2, 0 } } } };
  RimBox box = { { i, 4, 1 }, { i + 1, 5, 2 } };
  g_autoptr(RimMask) mask = rim_mask_new_box (&grid, &box);
  g_autoptr(RimLesion) lesion = rim_lesion_new (name, mask);
  RimCode code = { (char *) site, (char *) "SCT", (char *) "Somewhere" };

  return rim_lesion_with_region (lesion, site != NULL ? &code : NULL);
}

static void
test_uid (void)
{
  g_autoptr(RimLesion) lesion = make_lesion ("A", NULL, 1);
  g_autofree char *uid = NULL;

  g_free (lesion->id);
  lesion->id = g_strdup (UUID);
  uid = rim_lesion_dup_tracking_uid (lesion);
  g_assert_cmpstr (uid, ==, UID);
}

static void
test_link (void)
{
  g_autoptr(RimSegmentation) segmentation = rim_segmentation_new (UUID);
  g_autoptr(RimLesion) before = make_lesion ("Hilum", "39607008", 1);
  g_autoptr(RimLesion) now = make_lesion ("Lesion 1", NULL, 3);
  g_autoptr(RimLesion) linked = NULL;
  g_autoptr(RimLesion) apart = NULL;

  memcpy (before->color, (guint8[]) { 1, 2, 3 }, 3);
  linked = rim_lesion_with_link (now, before);
  g_assert_false (rim_lesion_is_same (now, before));
  g_assert_true (rim_lesion_is_same (linked, before));
  g_assert_cmpstr (linked->id, ==, now->id);
  g_assert_cmpstr (linked->name, ==, "Hilum");
  g_assert_cmpstr (linked->tracking_id, ==, "Hilum");
  g_assert_cmpstr (linked->region.value, ==, "39607008");
  g_assert_cmpmem (linked->color, 3, before->color, 3);
  g_assert_true (rim_mask_equal (linked->mask, now->mask));

  rim_segmentation_add (segmentation, now, "add");
  g_assert_true (rim_segmentation_replace (segmentation, linked, "link"));
  g_assert_true (rim_segmentation_undo (segmentation));
  g_assert_true (rim_lesion_equal (rim_segmentation_get_lesion (segmentation, 0), now));
  g_assert_true (rim_segmentation_redo (segmentation));
  g_assert_true (rim_lesion_equal (rim_segmentation_get_lesion (segmentation, 0), linked));

  apart = rim_lesion_without_link (linked);
  g_assert_false (rim_lesion_is_same (apart, before));
  g_assert_false (rim_lesion_is_same (apart, now));
  g_assert_cmpstr (apart->name, ==, "Hilum");
}

static GPtrArray *
make_lesions (const char *const *names,
              const char *const *sites,
              const guint       *places)
{
  GPtrArray *lesions = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);

  for (guint n = 0; names[n] != NULL; n++)
    g_ptr_array_add (lesions, make_lesion (names[n], sites[n], places[n]));

  return lesions;
}

static void
assert_match (GArray             *matches,
              guint               n,
              guint               here,
              guint               there,
              RimLesionMatchKind  kind,
              double              distance)
{
  const RimLesionMatch *match = &g_array_index (matches, RimLesionMatch, n);

  g_assert_cmpuint (match->here, ==, here);
  g_assert_cmpuint (match->there, ==, there);
  g_assert_cmpint (match->kind, ==, kind);
  if (isnan (distance))
    g_assert_true (isnan (match->distance));
  else
    g_assert_cmpfloat (match->distance, ==, distance);
}

/* There: everything lies 10 mm further to the right than here. */
static void
test_propose (void)
{
  const char *const names_here[] = { "Hilum", "A", "B", "C", "D", NULL };
  const char *const sites_here[] = { NULL, "1", "1", NULL, NULL };
  const char *const names_there[] = { "far", "X", " hilum", "Y", "Z", NULL };
  const char *const sites_there[] = { NULL, "1", NULL, "1", NULL };
  const RimVec3 offset = RIM_VEC3 (-10, 0, 0);
  g_autoptr(GPtrArray) here = make_lesions (names_here, sites_here, (const guint[]) { 0, 10, 20, 30, 40 });
  g_autoptr(GPtrArray) there = make_lesions (names_there, sites_there, (const guint[]) { 63, 24, 50, 16, 36 });
  g_autoptr(GArray) matches = rim_lesions_propose_links (here, there, &offset);
  g_autoptr(GArray) blind = rim_lesions_propose_links (here, there, NULL);
  RimLesion *linked;
  g_autoptr(GArray) rest = NULL;

  g_assert_cmpuint (matches->len, ==, 4);
  assert_match (matches, 0, 0, 2, RIM_LESION_MATCH_NAME, 90);
  assert_match (matches, 1, 1, 3, RIM_LESION_MATCH_SITE, 2);
  assert_match (matches, 2, 2, 1, RIM_LESION_MATCH_SITE, 2);
  assert_match (matches, 3, 3, 4, RIM_LESION_MATCH_NEAR, 2);

  g_assert_cmpuint (blind->len, ==, 1);
  assert_match (blind, 0, 0, 2, RIM_LESION_MATCH_NAME, NAN);

  linked = rim_lesion_with_link (here->pdata[1], there->pdata[1]);
  rim_lesion_unref (here->pdata[1]);
  here->pdata[1] = linked;
  rest = rim_lesions_propose_links (here, there, NULL);
  g_assert_cmpuint (rest->len, ==, 2);
  assert_match (rest, 1, 2, 3, RIM_LESION_MATCH_SITE, NAN);
}

typedef struct
{
  char       *folder;
  char       *images;
  RimLibrary *library;
} Fixture;

static RimSegmentation *
load (RimLibrary          *library,
      const RimTestSeries *series)
{
  g_autofree char *study = rim_test_series_dup_uid (series->study);
  g_autofree char *uid = rim_test_series_dup_uid (series->name);
  g_autoptr(GError) error = NULL;
  RimSegmentation *segmentation = rim_library_load_segmentation (library, study, uid, 0, &error);

  g_assert_no_error (error);

  return segmentation;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const RimTestSeries *all[] = { &early, &late, &other };
  g_autoptr(GError) error = NULL;

  fixture->folder = rim_test_folder_new ();
  fixture->images = rim_test_folder_new ();
  fixture->library = rim_library_open (fixture->folder, &error);
  g_assert_no_error (error);
  for (guint n = 0; n < G_N_ELEMENTS (all); n++)
    {
      rim_test_series_write (fixture->images, all[n]);
      g_free (rim_test_series_add_rois (fixture->images, all[n]));
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
  g_free (fixture->folder);
  g_free (fixture->images);
}

static gint64
find_patient (RimLibrary *library,
              const char *name)
{
  g_autoptr(GPtrArray) patients = rim_library_list_patients (library, NULL);

  for (guint i = 0; i < patients->len; i++)
    if (g_str_equal (((RimLibraryRow *) patients->pdata[i])->title, name))
      return ((RimLibraryRow *) patients->pdata[i])->id;

  g_assert_not_reached ();
}

static GPtrArray *
list (Fixture   *fixture,
      GPtrArray *known)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *times = rim_library_list_lesions (fixture->library, find_patient (fixture->library, "Anna"), known,
                                               NULL, &error);

  g_assert_no_error (error);

  return times;
}

/* The second region of the later study is the first of the earlier one. */
static void
link_regions (Fixture *fixture)
{
  g_autoptr(RimSegmentation) before = load (fixture->library, &early);
  g_autoptr(RimSegmentation) now = load (fixture->library, &late);
  g_autoptr(RimLesion) linked = rim_lesion_with_link (rim_segmentation_get_lesion (now, 1),
                                                      rim_segmentation_get_lesion (before, 0));
  g_autoptr(GError) error = NULL;

  rim_library_track (fixture->library, now);
  g_assert_true (rim_segmentation_replace (now, linked, "link"));
  rim_library_flush (fixture->library, &error);
  g_assert_no_error (error);
}

static RimLesionTime *
get_time (GPtrArray *groups,
          guint      group,
          guint      time)
{
  return g_ptr_array_index ((GPtrArray *) g_ptr_array_index (groups, group), time);
}

static void
test_library (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GPtrArray) before = list (fixture, NULL);
  g_autoptr(GPtrArray) after = NULL;
  g_autoptr(GPtrArray) groups = NULL;

  g_assert_cmpuint (before->len, ==, 4);
  link_regions (fixture);
  after = list (fixture, before);
  g_assert_cmpuint (after->len, ==, 4);

  /* What did not change is taken over; what was renamed is not measured again. */
  g_assert_true (after->pdata[0] == before->pdata[0]);
  g_assert_true (after->pdata[3] != before->pdata[3]);
  g_assert_cmpfloat (((RimLesionTime *) after->pdata[3])->volume, ==,
                     ((RimLesionTime *) before->pdata[3])->volume);

  groups = rim_lesion_times_group (after);
  g_assert_cmpuint (groups->len, ==, 3);
  g_assert_cmpuint (((GPtrArray *) groups->pdata[0])->len, ==, 2);
  g_assert_cmpstr (get_time (groups, 0, 0)->image->date, ==, "20260102");
  g_assert_cmpstr (get_time (groups, 0, 1)->image->date, ==, "20260402");
  g_assert_cmpstr (get_time (groups, 0, 1)->lesion->name, ==, "ROI 1");

  /* 5 × 6 × 5 voxels of 2 mm³ and 6 × 6 × 4; outlines run along the edges of voxels. */
  g_assert_cmpfloat (get_time (groups, 0, 0)->volume, ==, 300);
  g_assert_cmpfloat (get_time (groups, 0, 1)->volume, ==, 288);
  g_assert_cmpfloat_with_epsilon (get_time (groups, 0, 0)->long_axis, sqrt (61), 1e-9);
  g_assert_cmpfloat_with_epsilon (get_time (groups, 0, 1)->long_axis, sqrt (72), 1e-9);
}

/* A file has which lesion it is, and whoever reads it knows. */
static void
test_exchange (Fixture       *fixture,
               gconstpointer  data)
{
  const RimExportFormat formats[] = { RIM_EXPORT_RTSTRUCT, RIM_EXPORT_SEG };
  const RimLoadOptions options = { 0 };
  g_autoptr(RimSegmentation) before = load (fixture->library, &early);
  g_autofree char *uid = rim_lesion_dup_tracking_uid (rim_segmentation_get_lesion (before, 0));
  g_autoptr(RimSegmentation) now = NULL;
  g_autoptr(GPtrArray) lesions = g_ptr_array_new ();
  g_autoptr(RimSeries) series = NULL;
  g_autoptr(RimVolume) image = NULL;
  g_autoptr(GPtrArray) times = list (fixture, NULL);
  g_autoptr(GError) error = NULL;

  link_regions (fixture);
  now = load (fixture->library, &late);
  series = rim_library_open_series (fixture->library, ((RimLesionTime *) times->pdata[3])->image->series_id, &error);
  g_assert_no_error (error);
  image = rim_series_prepare (series, &options, &error);
  g_assert_no_error (error);
  g_ptr_array_add (lesions, rim_segmentation_get_lesion (now, 0));
  g_ptr_array_add (lesions, rim_segmentation_get_lesion (now, 1));
  for (guint n = 0; n < G_N_ELEMENTS (formats); n++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, n == 0 ? "a.dcm" : "b.dcm", NULL);
      g_autoptr(RimRoiSet) set = NULL;

      g_assert_true (rim_export_lesions (path, formats[n], lesions, image, NULL, &error));
      g_assert_no_error (error);
      set = rim_export_read (path, formats[n], &error);
      g_assert_no_error (error);
      g_assert_cmpstr (((RimRoi *) set->rois->pdata[1])->tracking_uid, ==, uid);
      g_assert_cmpstr (((RimRoi *) set->rois->pdata[1])->tracking_id, ==, "ROI 1");
      g_assert_nonnull (((RimRoi *) set->rois->pdata[0])->tracking_uid);
    }
}

static void
test_cli (Fixture       *fixture,
          gconstpointer  data)
{
  g_autofree char *id = NULL;
  JsonObject *patient, *lesion, *time;
  JsonArray *lesions;

  link_regions (fixture);
  {
    g_autoptr(GPtrArray) patients = rim_library_list_patients (fixture->library, NULL);

    id = g_strdup (((RimLibraryRow *) patients->pdata[0])->uid);
  }
  {
    g_autofree char *line = g_strdup_printf ("lesions --json --library %%s --patient %s", id);
    g_autofree char *nobody = g_strdup_printf ("lesions --library %%s --patient %s0", id);
    g_auto(RimTestRun) run = rim_test_run_cli (fixture->folder, line);
    g_auto(RimTestRun) text = rim_test_run_cli (fixture->folder, "lesions --library %s");
    g_auto(RimTestRun) none = rim_test_run_cli (fixture->folder, nobody);
    g_autoptr(JsonNode) node = json_from_string (run.out, NULL);

    g_assert_cmpint (run.status, ==, 0);
    patient = json_array_get_object_element (json_object_get_array_member (json_node_get_object (node), "patients"), 0);
    lesions = json_object_get_array_member (patient, "lesions");
    g_assert_cmpuint (json_array_get_length (lesions), ==, 3);
    lesion = json_array_get_object_element (lesions, 0);
    g_assert_cmpuint (json_array_get_length (json_object_get_array_member (lesion, "times")), ==, 2);
    time = json_array_get_object_element (json_object_get_array_member (lesion, "times"), 1);
    g_assert_cmpfloat (json_object_get_double_member (time, "volume_mm3"), ==, 288);
    g_assert_cmpint (text.status, ==, 0);
    g_assert_nonnull (strstr (text.out, "20260402"));
    g_assert_nonnull (strstr (text.out, "Berta"));
    g_assert_cmpint (none.status, ==, 1);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/lesion-times/uid", test_uid);
  g_test_add_func ("/engine/lesion-times/link", test_link);
  g_test_add_func ("/engine/lesion-times/propose", test_propose);
  g_test_add ("/engine/lesion-times/library", Fixture, NULL, set_up, test_library, tear_down);
  g_test_add ("/engine/lesion-times/exchange", Fixture, NULL, set_up, test_exchange, tear_down);
  g_test_add ("/engine/lesion-times/cli", Fixture, NULL, set_up, test_cli, tear_down);

  return g_test_run ();
}
