/* test-demo.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "demo/rim-demo.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "core/rim-parallel.h"
#include "demo/rim-demo-dicom-private.h"
#include "demo/rim-demo-rois-private.h"
#include "dicom/rim-rtstruct.h"
#include "dicom/rim-series.h"
#include "rim-test-data.h"
#include "rim-test-tool.h"

/* The first time point of the first patient, written once for all tests. */
typedef struct
{
  char                 *folder;
  char                 *place;
  const RimDemoPatient *patient;
  const RimDemoScan    *scan;
  RimDemoNoise         *noise;
  RimDemoAnatomy       *anatomy;
} Demo;

typedef struct
{
  double mean;
  double sd;
  double max;
} Sphere;

static void
count_up (const char *folder,
          gpointer    data)
{
  guint *n = data;

  (*n)++;
}

static void
demo_init (Demo *demo)
{
  g_autoptr(GError) error = NULL;
  guint n_ready = 0;
  RimDemoOptions options = { .n_scans = 1, .ready = count_up, .data = &n_ready };

  demo->patient = rim_demo_story_get_patient (0);
  demo->scan = &demo->patient->scans[0];
  demo->folder = rim_test_folder_new ();
  demo->place = g_build_filename (demo->folder, demo->patient->id, demo->scan->date, NULL);
  options.patient = demo->patient->id;

  g_assert_true (rim_demo_write_some (demo->folder, &options, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_ready, ==, 1);

  demo->noise = rim_demo_noise_new (RIM_DEMO_NOISE_SEED);
  demo->anatomy = rim_demo_anatomy_new (demo->patient, demo->scan, demo->scan->breath, demo->noise);
}

static void
demo_clear (Demo *demo)
{
  rim_demo_anatomy_free (demo->anatomy);
  rim_demo_noise_free (demo->noise);
  rim_test_folder_remove (demo->folder);
  g_free (demo->place);
  g_free (demo->folder);
}

static char *
hash_file (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);

  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) contents, length);
}

static void
assert_same_file (const char *a,
                  const char *b)
{
  g_autofree char *hash_a = hash_file (a);
  g_autofree char *hash_b = hash_file (b);

  g_assert_cmpstr (hash_a, ==, hash_b);
}

static void
write_ct_again (Demo       *demo,
                guint       k,
                const char *folder)
{
  g_autoptr(GError) error = NULL;
  g_autofree gint16 *stored = g_new (gint16, (gsize) RIM_DEMO_CT_SIZE * RIM_DEMO_CT_SIZE);
  g_autofree char *name = g_strdup_printf ("%04u.dcm", RIM_DEMO_CT_SLICES - k);
  g_autofree char *first = g_build_filename (demo->place, "CT", name, NULL);
  g_autofree char *again = g_build_filename (folder, name, NULL);

  rim_demo_scanner_ct_slice (demo->anatomy, k, stored);
  rim_demo_dicom_write_ct (demo->anatomy, k, stored, folder, &error);
  g_assert_no_error (error);
  assert_same_file (first, again);
  g_unlink (again);
}

static void
write_pet_again (Demo       *demo,
                 const char *folder)
{
  g_autoptr(RimDemoAnatomy) at_rest = rim_demo_anatomy_new (demo->patient, demo->scan, 0.0,
                                                            demo->noise);
  g_autofree float *suv = rim_demo_scanner_pet (at_rest);

  for (guint k = 0; k < RIM_DEMO_PET_SLICES; k += 7)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *name = g_strdup_printf ("%04u.dcm", RIM_DEMO_PET_SLICES - k);
      g_autofree char *first = g_build_filename (demo->place, "PT", name, NULL);
      g_autofree char *again = g_build_filename (folder, name, NULL);

      rim_demo_dicom_write_pet (at_rest, k, suv + (gsize) k * RIM_DEMO_PET_SIZE * RIM_DEMO_PET_SIZE,
                                folder, &error);
      g_assert_no_error (error);
      assert_same_file (first, again);
    }
}

/* Once more with another number of threads: the bytes are the same. */
static void
test_same_bytes (gconstpointer data)
{
  Demo *demo = (Demo *) data;
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *first = g_build_filename (demo->place, "RTSTRUCT.dcm", NULL);
  g_autofree char *again = g_build_filename (folder, "RTSTRUCT.dcm", NULL);
  guint n_threads = rim_parallel_get_n_threads ();

  rim_parallel_set_n_threads (n_threads == 1 ? 3 : 1);
  for (guint k = 4; k < RIM_DEMO_CT_SLICES; k += 23)
    write_ct_again (demo, k, folder);

  write_pet_again (demo, folder);
  rim_demo_rois_write (demo->anatomy, again, &error);
  g_assert_no_error (error);
  assert_same_file (first, again);
  rim_parallel_set_n_threads (n_threads);
  rim_test_folder_remove (folder);
}

static RimVolume *
load (Demo       *demo,
      const char *name,
      RimSource **source)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) refused = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = g_build_filename (demo->place, name, NULL);
  const char *const paths[] = { path, NULL };
  g_autoptr(GPtrArray) series = rim_dicom_scan (paths, refused, NULL, NULL, NULL, &error);
  RimLoadOptions options = { 0 };
  RimVolume *volume;

  g_assert_no_error (error);
  g_assert_cmpuint (refused->len, ==, 0);
  g_assert_cmpuint (series->len, ==, 1);
  volume = rim_series_load (series->pdata[0], &options, NULL, &error);
  g_assert_no_error (error);
  *source = rim_volume_get_source (volume);

  return volume;
}

static RimVec3
to_scanner (Demo    *demo,
            RimVec3  body)
{
  RimDemoSheet sheet;

  rim_demo_scanner_get_sheet (demo->anatomy, RIM_DEMO_HU, 0, &sheet);

  return rim_demo_sheet_from_body (&sheet, body);
}

static void
find_bounds (const RimGrid *grid,
             RimVec3        centre,
             double         radius,
             guint         *low,
             guint         *high)
{
  RimVec3 at = rim_grid_from_patient (grid, centre);
  const double index[] = { at.x, at.y, at.z };

  for (guint axis = 0; axis < 3; axis++)
    {
      double reach = radius / rim_grid_get_spacing (grid, axis) + 1.0;

      g_assert_cmpfloat (index[axis], >=, reach);
      low[axis] = (guint) (index[axis] - reach);
      high[axis] = MIN ((guint) (index[axis] + reach) + 1, grid->size[axis]);
    }
}

static Sphere
measure_sphere (RimVolume *volume,
                RimVec3    centre,
                double     radius)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  double sum = 0.0, squares = 0.0, n = 0.0;
  Sphere result = { .max = -G_MAXDOUBLE };
  guint low[3], high[3];

  find_bounds (grid, centre, radius, low, high);
  for (guint k = low[2]; k < high[2]; k++)
    for (guint j = low[1]; j < high[1]; j++)
      for (guint i = low[0]; i < high[0]; i++)
        {
          RimVec3 p = rim_grid_to_patient (grid, RIM_VEC3 (i, j, k));
          double value = rim_volume_get_value (volume, i, j, k);

          if (rim_vec3_length (rim_vec3_sub (p, centre)) > radius)
            continue;

          sum += value;
          squares += value * value;
          n += 1.0;
          result.max = MAX (result.max, value);
        }

  g_assert_cmpfloat (n, >, 5.0);
  result.mean = sum / n;
  result.sd = sqrt (squares / n - result.mean * result.mean);

  return result;
}

static void
assert_between (double value,
                double low,
                double high)
{
  g_assert_cmpfloat (value, >=, low);
  g_assert_cmpfloat (value, <=, high);
}

static void
test_hounsfield (gconstpointer data)
{
  Demo *demo = (Demo *) data;
  RimSource *source;
  g_autoptr(RimVolume) ct = load (demo, "CT", &source);
  RimVec3 liver = rim_demo_anatomy_breathe (demo->anatomy, RIM_VEC3 (-78.0, -4.0, -112.0));
  Sphere sphere;

  g_assert_cmpint (rim_volume_get_unit (ct), ==, RIM_UNIT_HU);
  g_assert_cmpint (rim_volume_get_geometry_kind (ct), ==, RIM_GEOMETRY_REGULAR);
  g_assert_cmpuint (rim_volume_get_grid (ct)->size[2], ==, RIM_DEMO_CT_SLICES);
  g_assert_cmpfloat_with_epsilon (rim_grid_get_spacing (rim_volume_get_grid (ct), 2), 2.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (rim_volume_get_value (ct, 0, 0, 60),
                                  RIM_DEMO_CT_PADDING + RIM_DEMO_CT_OFFSET, 1e-9);

  sphere = measure_sphere (ct, to_scanner (demo, liver), 12.0);
  assert_between (sphere.mean, 100.0, 118.0);
  assert_between (sphere.sd, 9.0, 20.0);
  sphere = measure_sphere (ct, to_scanner (demo, RIM_VEC3 (25.0, 46.0, 20.0)), 6.0);
  assert_between (sphere.mean, 160.0, 176.0);
  sphere = measure_sphere (ct, to_scanner (demo, RIM_VEC3 (0.0, -140.0, 0.0)), 8.0);
  assert_between (sphere.mean, -1003.0, -995.0);
}

static void
test_suv (gconstpointer data)
{
  Demo *demo = (Demo *) data;
  const RimDemoLesion *lesion = &demo->scan->lesions[0];
  RimSource *source;
  g_autoptr(RimVolume) pet = load (demo, "PT", &source);
  Sphere sphere;

  g_assert_cmpint (rim_volume_get_unit (pet), ==, RIM_UNIT_SUVBW);
  g_assert_cmpuint (source->warnings->len, ==, 0);
  g_assert_cmpfloat (rim_volume_get_rescale (pet, 30).slope, !=,
                     rim_volume_get_rescale (pet, 31).slope);

  sphere = measure_sphere (pet, to_scanner (demo, RIM_VEC3 (-78.0, -4.0, -112.0)), 15.0);
  assert_between (sphere.mean, 2.02, 2.18);
  assert_between (sphere.sd / sphere.mean, 0.05, 0.15);
  sphere = measure_sphere (pet, to_scanner (demo, RIM_VEC3 (-15.0, -23.0, 30.0)), 8.0);
  assert_between (sphere.mean, 1.40, 1.65);
  sphere = measure_sphere (pet, to_scanner (demo, lesion->at), 24.0);
  assert_between (sphere.max, 0.85 * lesion->suv_rim, 1.25 * lesion->suv_rim);

  /* The core is cooler than the rim, though the rim shines into it. */
  sphere = measure_sphere (pet, to_scanner (demo, lesion->at), 5.0);
  assert_between (sphere.mean, lesion->suv_core, 0.75 * lesion->suv_rim);
}

static double
longest_axis (RimRoi *roi)
{
  double longest = 0.0;

  for (guint n = 0; n < roi->contours->len; n++)
    {
      const RimContour *contour = roi->contours->pdata[n];

      for (gsize a = 0; a < contour->n_points; a++)
        for (gsize b = 0; b < a; b++)
          longest = MAX (longest, rim_vec3_length (rim_vec3_sub (contour->points[a],
                                                                 contour->points[b])));
    }

  return longest;
}

static RimRoiSet *
read_structures (Demo *demo)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (demo->place, "RTSTRUCT.dcm", NULL);
  RimRoiSet *set = rim_rtstruct_read (path, &error);

  g_assert_no_error (error);

  return set;
}

static void
test_contours (gconstpointer data)
{
  static const char *const names[] = { "GTV-1", "Node 4R", "Lung right", "Lung left", "Heart" };
  Demo *demo = (Demo *) data;
  g_autoptr(RimRoiSet) set = read_structures (demo);
  RimSource *source;
  g_autoptr(RimVolume) ct = load (demo, "CT", &source);

  g_assert_cmpuint (set->rois->len, ==, G_N_ELEMENTS (names));
  g_assert_cmpstr (set->referenced_series_uid, ==, source->series_uid);
  g_assert_cmpstr (set->frame_of_reference_uid, ==, source->frame_of_reference_uid);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      RimRoi *roi = rim_roi_set_find (set, names[i]);
      RimRasterReport report;
      g_autoptr(RimMask) mask = NULL;

      g_assert_nonnull (roi);
      mask = rim_contours_to_mask (roi->contours, rim_volume_get_grid (ct), NULL, &report);
      g_assert_cmpuint (report.n_off_plane, ==, 0);
      g_assert_cmpuint (report.n_overlapping, ==, 0);
      g_assert_cmpuint (rim_mask_count (mask), >, 500);
    }
}

static void
test_diameters (gconstpointer data)
{
  Demo *demo = (Demo *) data;
  g_autoptr(RimRoiSet) set = read_structures (demo);

  for (guint i = 0; demo->scan->lesions[i].kind != RIM_DEMO_LESION_NONE; i++)
    {
      const RimDemoLesion *lesion = &demo->scan->lesions[i];
      double measured = longest_axis (rim_roi_set_find (set, lesion->name));

      g_test_message ("%s: modelled %.1f mm, drawn %.1f mm", lesion->name, lesion->diameter, measured);
      assert_between (measured, 0.9 * lesion->diameter, 1.15 * lesion->diameter);
    }
}

static void
test_sidecar (gconstpointer data)
{
  Demo *demo = (Demo *) data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autofree char *path = g_build_filename (demo->folder, demo->patient->id, "clinical.json", NULL);
  JsonObject *root, *therapy;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  root = json_node_get_object (json_parser_get_root (parser));
  g_assert_true (json_object_get_boolean_member (root, "synthetic"));
  g_assert_cmpstr (json_object_get_string_member (root, "patient_id"), ==, demo->patient->id);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "time_points")), ==, 4);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "visits")), >=, 4);
  therapy = json_array_get_object_element (json_object_get_array_member (root, "therapy"), 0);
  g_assert_cmpstr (json_object_get_string_member (therapy, "start"), ==, "2023-05-18");
}

static void
test_labelled (gconstpointer data)
{
  Demo *demo = (Demo *) data;
  RimSource *source;
  g_autoptr(RimVolume) ct = load (demo, "CT", &source);

  g_assert_nonnull (ct);
  g_assert_true (g_str_has_prefix (source->patient_name, "SYNTHETIC"));
  g_assert_true (g_str_has_prefix (source->patient_id, "SYNTHETIC"));
  g_assert_true (g_str_has_prefix (source->study_description, "SYNTHETIC"));
  g_assert_true (g_str_has_prefix (source->series_description, "SYNTHETIC"));
}

static double
sum_of_diameters (const RimDemoScan *scan)
{
  double sum = 0.0;

  for (guint i = 0; i < 2; i++)
    sum += scan->lesions[i].kind == RIM_DEMO_LESION_NODE
      ? scan->lesions[i].diameter * scan->lesions[i].flatness
      : scan->lesions[i].diameter;

  return sum;
}

static double
months_between (const RimDemoScan *a,
                const RimDemoScan *b)
{
  g_autofree char *iso_a = g_strdup_printf ("%sT000000Z", a->date);
  g_autofree char *iso_b = g_strdup_printf ("%sT000000Z", b->date);
  g_autoptr(GDateTime) from = g_date_time_new_from_iso8601 (iso_a, NULL);
  g_autoptr(GDateTime) to = g_date_time_new_from_iso8601 (iso_b, NULL);

  return (double) g_date_time_difference (to, from) / G_TIME_SPAN_DAY / 30.4375;
}

/* Tumour growth rate, % a month (Ferrara 2018). */
static double
growth_rate (const RimDemoScan *a,
             const RimDemoScan *b)
{
  double growth = 3.0 * log (b->lesions[0].diameter / a->lesions[0].diameter);

  return 100.0 * (exp (growth / months_between (a, b)) - 1.0);
}

static void
test_story (void)
{
  const RimDemoScan *responder = rim_demo_story_get_patient (0)->scans;
  const RimDemoScan *pseudo = rim_demo_story_get_patient (1)->scans;
  const RimDemoScan *hyper = rim_demo_story_get_patient (2)->scans;
  double before, after;

  g_assert_cmpfloat (sum_of_diameters (&responder[2]), <, 0.7 * sum_of_diameters (&responder[1]));
  g_assert_cmpfloat (sum_of_diameters (&responder[3]), <, sum_of_diameters (&responder[2]));

  /* Progression by RECIST, then partial response. */
  g_assert_cmpfloat (sum_of_diameters (&pseudo[2]), >, 1.2 * sum_of_diameters (&pseudo[1]));
  g_assert_cmpfloat (sum_of_diameters (&pseudo[2]), >, sum_of_diameters (&pseudo[1]) + 5.0);
  g_assert_cmpfloat (sum_of_diameters (&pseudo[3]), <, 0.7 * sum_of_diameters (&pseudo[1]));

  before = growth_rate (&hyper[0], &hyper[1]);
  after = growth_rate (&hyper[1], &hyper[2]);
  g_assert_cmpfloat (before, >, 0.0);
  g_assert_cmpfloat (after, >, 2.0 * before);
  g_assert_cmpfloat (after, >, before + 50.0);
  g_assert_cmpint (hyper[1].lesions[3].kind, ==, RIM_DEMO_LESION_NONE);
  g_assert_cmpint (hyper[2].lesions[3].kind, ==, RIM_DEMO_LESION_LIVER);
}

static void
test_continues (gconstpointer data)
{
  Demo *demo = (Demo *) data;
  g_autoptr(GError) error = NULL;
  g_autofree char *file = g_build_filename (demo->place, "CT", "0001.dcm", NULL);
  guint n_ready = 0;
  RimDemoOptions options = { .patient = demo->patient->id, .n_scans = 1,
                             .ready = count_up, .data = &n_ready };
  GStatBuf before, after;

  g_assert_cmpint (g_stat (file, &before), ==, 0);
  g_assert_true (rim_demo_write_some (demo->folder, &options, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (file, &after), ==, 0);
  g_assert_cmpuint (before.st_ino, ==, after.st_ino);
  g_assert_cmpuint (n_ready, ==, 1);
}

static void
cancel (guint    n_done,
        guint    n_total,
        gpointer data)
{
  g_assert_cmpuint (n_done, <=, n_total);
  g_cancellable_cancel (data);
}

static guint
count_entries (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
test_cancelled (gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *patient = g_build_filename (folder, rim_demo_get_patient_id (0), NULL);

  g_assert_false (rim_demo_write (folder, cancel, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  /* Nothing but the sidecar: no half of a time point. */
  g_assert_cmpuint (count_entries (patient), ==, 1);
  rim_test_folder_remove (folder);
}

static void
test_refuses (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *file = g_build_filename (folder, "file", NULL);
  g_autofree char *below = g_build_filename (file, "below", NULL);
  RimDemoOptions options = { .patient = "nobody" };

  g_assert_false (rim_demo_write_some (folder, &options, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  g_assert_false (rim_demo_write (below, NULL, NULL, NULL, &error));
  g_assert_nonnull (error);
  rim_test_folder_remove (folder);
}

static void
test_dciodvfy (gconstpointer data)
{
  static const char *const names[] = { "CT/0060.dcm", "PT/0050.dcm", "RTSTRUCT.dcm" };
  Demo *demo = (Demo *) data;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (demo->place, names[i], NULL);

      rim_test_dciodvfy_or_skip (path);
    }
}

int
main (int   argc,
      char *argv[])
{
  Demo demo;
  int result;

  g_test_init (&argc, &argv, NULL);

  demo_init (&demo);
  g_test_add_data_func ("/demo/same-bytes", &demo, test_same_bytes);
  g_test_add_data_func ("/demo/hounsfield", &demo, test_hounsfield);
  g_test_add_data_func ("/demo/suv", &demo, test_suv);
  g_test_add_data_func ("/demo/contours", &demo, test_contours);
  g_test_add_data_func ("/demo/diameters", &demo, test_diameters);
  g_test_add_data_func ("/demo/sidecar", &demo, test_sidecar);
  g_test_add_data_func ("/demo/labelled", &demo, test_labelled);
  g_test_add_data_func ("/demo/continues", &demo, test_continues);
  g_test_add_data_func ("/demo/cancelled", &demo, test_cancelled);
  g_test_add_data_func ("/demo/dciodvfy", &demo, test_dciodvfy);
  g_test_add_func ("/demo/story", test_story);
  g_test_add_func ("/demo/refuses", test_refuses);
  result = g_test_run ();
  demo_clear (&demo);

  return result;
}
