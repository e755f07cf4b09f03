/* test-cli.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <json-glib/json-glib.h>
#include <string.h>

#include "format/rim-image.h"
#include "format/rim-label-table.h"
#include "library/rim-library.h"
#include "rim-test-data.h"
#include "rim-test-run.h"

static RimGrid
make_grid (void)
{
  RimGrid grid = { { 12, 10, 8 } };

  rim_affine_init_identity (&grid.to_patient);
  grid.to_patient.m[0][0] = 0.75;
  grid.to_patient.m[1][1] = 1.5;
  grid.to_patient.m[2][2] = 3.0;
  grid.to_patient.m[0][3] = -20.0;

  return grid;
}

/* image.nii, labels.nrrd with the regions 2 “Tumour” and 5 “Node”, and
 * other.nii.gz, a mask on another grid.
 */
static char *
make_folder (void)
{
  char *folder = rim_test_folder_new ();
  g_autofree char *image = g_build_filename (folder, "image.nii", NULL);
  g_autofree char *labels = g_build_filename (folder, "labels.nrrd", NULL);
  g_autofree char *other = g_build_filename (folder, "other.nii.gz", NULL);
  RimGrid grid = make_grid ();
  g_autoptr(RimVolume) volume = rim_volume_new (&grid, RIM_VOXEL_INT16, NULL);
  g_autoptr(GPtrArray) rois = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);
  g_autoptr(GError) error = NULL;
  const char *names[] = { "Tumour", "Node" };

  for (guint k = 0; k < grid.size[2]; k++)
    for (guint n = 0; n < 120; n++)
      ((gint16 *) rim_volume_get_slice_for_writing (volume, k))[n] = (gint16) (n * 7 - k * 50);
  rim_volume_publish_all (volume);
  rim_volume_set_unit (volume, RIM_UNIT_HU);
  g_assert_true (rim_image_write (image, volume, &error));

  for (guint i = 0; i < 2; i++)
    {
      guint8 *voxels = g_malloc0 (960);
      RimRoi *roi = rim_roi_new ();

      for (guint n = 0; n < 150 + 50 * i; n += 1 + i)
        voxels[n + 300 * (i + 1)] = 1;
      roi->number = 2 + 3 * i;
      roi->name = g_strdup (names[i]);
      roi->mask = rim_mask_new_from_bytes (&grid, voxels);
      g_ptr_array_add (rois, roi);
      g_free (voxels);
    }
  g_assert_true (rim_image_write_labels (labels, rois, &error));

  g_ptr_array_set_size (rois, 1);
  grid.to_patient.m[0][3] += 0.3;
  {
    RimRoi *roi = g_ptr_array_index (rois, 0);

    rim_mask_unref (roi->mask);
    roi->mask = rim_mask_new (&grid);
  }
  g_assert_true (rim_image_write_labels (other, rois, &error));

  return folder;
}

static void
test_usage (void)
{
  static const struct
  {
    const char *line;
    const char *reason;
  } cases[] = {
    { "", "a command is missing" },
    { "fly", "no command “fly”" },
    { "info", "an argument is missing" },
    { "info a b", "too many arguments" },
    { "info --fly a", "--fly" },
    { "convert a", "an argument is missing" },
    { "convert --units stone a b.nii", "no unit “stone”" },
    { "mask a b.nii", "--image is missing" },
    { "mask --image a --as svg b c.dcm", "--as takes rtstruct or seg" },
    { "mask --image a --as seg b c.nii", "--as goes with an OUT that ends in .dcm" },
    { "mask --image a --threshold 2 b c.nii", "--threshold takes a fraction" },
    { "delineate --image a --as seg grow c.nii", "--as goes with an OUT that ends in .dcm" },
    { "measurements", "give a REPORT or a --library" },
    { "measurements --library a", "with --library give an --image" },
    { "measurements a.dcm b.txt", "OUT ends in .csv or .dcm" },
    { "delineate", "METHOD and OUT are needed" },
    { "delineate guess a.nii", "there is no method “guess”" },
    { "delineate nodule --image a a.nii", "nodule needs --at" },
    { "delineate refine --image a a.nii", "refine needs --from" },
    { "delineate seeds --image a a.nii", "seeds needs --image and --from" },
    { "delineate nodule --image a --at 1,2 a.nii", "--at takes X,Y,Z" },
    { "delineate nodule --image a --at 1,2,3 --set roll a.nii", "--set takes NAME=NUMBER" },
    { "demo", "an argument is missing" },
    { "demo --patient nobody /tmp/nowhere", "no demo patient “nobody”" },
    { "import", "an argument is missing" },
    { "list a", "too many arguments" },
    { "bench sleep", "no workload “sleep”" },
    { "--threads none info a", "--threads takes a number" },
    { "--threads=0 info a", "--threads takes a number" },
    { "info a --threads", "--threads takes a number" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    rim_test_assert_fails ("", cases[i].line, 2, cases[i].reason);
}

/* What is asked for is what is written, in each format. */
static void
test_delineate (void)
{
  g_autofree char *folder = make_folder ();
  static const struct
  {
    const char *line;
    const char *file;
  } cases[] = {
    { "delineate threshold %s/a.nii.gz --image %s/image.nii --at=-16,7,10 --radius 9 --set low=100", "a.nii.gz" },
    { "delineate otsu %s/b.nrrd --image %s/image.nii --at=-16,7,10 --set classes=3", "b.nrrd" },
    { "delineate grow %s/c.nii --image %s/image.nii --at=-16,7,10 --within %s/labels.nrrd --roi Tumour --set open=0", "c.nii" },
    { "delineate refine %s/d.nii --image %s/image.nii --from %s/labels.nrrd --roi Node", "d.nii" },
    { "delineate seeds %s/e.nii --image %s/image.nii --from %s/labels.nrrd --set margin=3", "e.nii" },
    { "delineate threshold %s/f.nii --image %s/image.nii --at=-16,7,10 --radius 20", "f.nii" },
    { "delineate --list", "image.nii" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (folder, cases[i].file, NULL);

      rim_test_assert_runs (folder, cases[i].line);
      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
    }

  rim_test_assert_fails (folder, "delineate nodule %s/x.nii --image %s/image.nii --at=900,0,0", 1, "outside the image");
  rim_test_assert_fails (folder, "delineate suv-4 %s/x.nii --image %s/image.nii --at=-16,7,10", 1, "needs SUV");
  rim_test_assert_fails (folder, "delineate grow %s/x.nii --image %s/image.nii --at=-16,7,10 --set sigma=99", 1, "takes 0 to 10");
  rim_test_folder_remove (folder);
}

static void
test_help (void)
{
  const char *commands[] = { "import", "list", "lesions", "info", "convert", "mask", "measurements", "compare", "consensus", "delineate", "extract", "features", "agreement", "filter", "demo", "bench" };
  g_auto(RimTestRun) all = rim_test_run_cli ("", "--help");
  g_auto(RimTestRun) version = rim_test_run_cli ("", "--version");

  g_assert_cmpint (all.status, ==, 0);
  g_assert_cmpint (version.status, ==, 0);
  g_assert_true (g_str_has_prefix (version.out, "rimlightctl "));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *line = g_strdup_printf ("%s --help", commands[i]);
      g_autofree char *usage = g_strdup_printf ("rimlightctl %s [OPTION", commands[i]);
      g_auto(RimTestRun) run = rim_test_run_cli ("", line);

      g_assert_cmpint (run.status, ==, 0);
      g_assert_nonnull (strstr (run.out, usage));
      g_assert_nonnull (strstr (all.out, commands[i]));
    }
}

static void
test_failures (void)
{
  g_autofree char *folder = make_folder ();
  static const struct
  {
    const char *line;
    const char *reason;
  } cases[] = {
    { "info %s/nowhere", "nowhere" },
    { "import --library %s/library %s/nowhere", "nowhere" },
    { "import --library %s/library %s/junk", "junk" },
    { "info %s/junk", "junk" },
    { "convert %s/nowhere %s/out.nii", "nowhere" },
    { "convert %s %s/out.nii", "3 volumes; choose one with --series" },
    { "convert --units suvbw %s/image.nii %s/out.nii", "not known to be suvbw" },
    { "convert %s/image.nii %s/out.xyz", "the name must end in" },
    { "convert %s/image.nii %s/nowhere/out.nii", "nowhere" },
    { "mask --image %s/image.nii --roi 9 %s/labels.nrrd %s/out.nii", "no region “9”" },
    { "mask --image %s/image.nii %s/other.nii.gz %s/out.nii", "no region has voxels" },
    { "mask --image %s/image.nii %s/labels.nrrd %s/out.dcm", "the image must be DICOM" },
    { "mask --image %s/other.nii.gz %s/labels.nrrd %s/out.nii", "The mask does not lie on the grid of the image" },
  };
  g_autofree char *junk = g_build_filename (folder, "junk", NULL);
  g_autofree char *out = g_build_filename (folder, "out.nii", NULL);
  g_autofree char *out_gz = g_build_filename (folder, "out.nii.gz", NULL);

  g_assert_true (g_file_set_contents (junk, "nothing at all", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      rim_test_assert_fails (folder, cases[i].line, 1, cases[i].reason);
      g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
      g_assert_false (g_file_test (out_gz, G_FILE_TEST_EXISTS));
    }

  rim_test_folder_remove (folder);
}

static void
test_info (void)
{
  g_autofree char *folder = make_folder ();
  g_autoptr(JsonNode) node = rim_test_run_json (folder, "info --json %s/image.nii");
  JsonObject *object = json_node_get_object (node);
  JsonArray *series = json_object_get_array_member (object, "series");
  JsonObject *image = json_array_get_object_element (series, 0);
  JsonArray *spacing = json_object_get_array_member (image, "spacing_mm");
  g_auto(RimTestRun) text = rim_test_run_cli (folder, "info %s");

  g_assert_cmpuint (json_array_get_length (series), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (image, "unit"), ==, "hu");
  g_assert_cmpstr (json_object_get_string_member (image, "voxel_type"), ==, "int16");
  g_assert_cmpint (json_array_get_int_element (json_object_get_array_member (image, "size"), 2), ==, 8);
  g_assert_cmpfloat (json_array_get_double_element (spacing, 0), ==, 0.75);
  g_assert_cmpfloat (json_array_get_double_element (json_object_get_array_member (image, "origin_mm"), 0), ==, -20.0);

  g_assert_cmpint (text.status, ==, 0);
  g_assert_nonnull (strstr (text.out, "12×10×8, 0.75×1.5×3 mm"));

  rim_test_folder_remove (folder);
}

static RimVolume *
read_image (const char *folder,
            const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;
  RimVolume *volume = rim_image_read (path, &error);

  g_assert_no_error (error);

  return volume;
}

static void
test_convert (void)
{
  g_autofree char *folder = make_folder ();
  g_autoptr(RimVolume) first = read_image (folder, "image.nii");
  g_autoptr(RimVolume) last = NULL;

  rim_test_assert_runs (folder, "convert %s/image.nii %s/one.nrrd");
  rim_test_assert_runs (folder, "convert --units hu %s/one.nrrd %s/two.nhdr");
  rim_test_assert_runs (folder, "convert %s/two.nhdr %s/three.hdr");
  rim_test_assert_runs (folder, "convert -- %s/three.hdr %s/four.nii.gz");
  last = read_image (folder, "four.nii.gz");
  g_assert_cmpint (rim_volume_get_unit (last), ==, RIM_UNIT_HU);
  g_assert_true (rim_grid_equal (rim_volume_get_grid (first), rim_volume_get_grid (last), 1e-6));
  for (guint k = 0; k < 8; k++)
    g_assert_cmpmem (rim_volume_get_slice (first, k), 240, rim_volume_get_slice (last, k), 240);

  rim_test_folder_remove (folder);
}

static void
assert_same_file (const char *folder,
                  const char *a,
                  const char *b)
{
  g_autofree char *path_a = g_build_filename (folder, a, NULL);
  g_autofree char *path_b = g_build_filename (folder, b, NULL);
  g_autofree char *bytes_a = NULL;
  g_autofree char *bytes_b = NULL;
  gsize length_a;
  gsize length_b;

  g_assert_true (g_file_get_contents (path_a, &bytes_a, &length_a, NULL));
  g_assert_true (g_file_get_contents (path_b, &bytes_b, &length_b, NULL));
  g_assert_cmpmem (bytes_a, length_a, bytes_b, length_b);
}

/* A row of what lies beside a NIfTI. */
static void
assert_table_says (const char *folder,
                   const char *table,
                   guint       row,
                   guint       number,
                   const char *name)
{
  g_autofree char *path = g_build_filename (folder, table, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = rim_label_table_read (path, &error);
  const RimRoi *roi;

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, >, row);
  roi = g_ptr_array_index (rows, row);
  g_assert_cmpuint (roi->number, ==, number);
  g_assert_cmpstr (roi->name, ==, name);
}

static void
test_mask (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *one = g_build_filename (folder, "one.nii", NULL);
  g_autoptr(RimRoiSet) set = NULL;
  g_autoptr(GError) error = NULL;

  rim_test_assert_runs (folder, "mask --image %s/image.nii --roi Node %s/labels.nrrd %s/one.nii");
  rim_test_assert_runs (folder, "mask --image %s/image.nii --roi 5 %s/labels.nrrd %s/two.nii");
  assert_same_file (folder, "one.nii", "two.nii");
  set = rim_image_read_labels (one, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (set->rois->len, ==, 1);
  g_assert_cmpuint (rim_mask_count (((RimRoi *) set->rois->pdata[0])->mask), ==, 100);
  assert_table_says (folder, "one.labels.json", 0, 1, "Node");

  rim_test_assert_runs (folder, "mask --image %s/image.nii %s/labels.nrrd %s/all.nii.gz");
  rim_test_assert_runs (folder, "mask --image %s/image.nii --roi all %s/all.nii.gz %s/labels-2.nrrd");
  rim_test_assert_runs (folder, "--threads 1 mask --image %s/image.nii %s/labels-2.nrrd %s/all-2.nii.gz --threads=3");
  assert_same_file (folder, "all.nii.gz", "all-2.nii.gz");
  assert_table_says (folder, "all.labels.json", 0, 2, "Tumour");
  assert_table_says (folder, "all.labels.json", 1, 5, "Node");
  assert_table_says (folder, "all-2.labels.json", 1, 5, "Node");

  rim_test_folder_remove (folder);
}

/* Contours to voxels, to RTSTRUCT, SEG and back: always the mask that the IBSI
 * publishes.
 */
static void
test_mask_dicom (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *patient = rim_test_data_or_skip ("data/sts/STS_001");
  const char *lines[] = {
    "mask --image P/CT/image P/CT/mask %s/a.nii",
    "mask --image P/CT/image P/nifti/CT_mask.nii.gz %s/b.nii",
    "mask --image P/CT/image %s/a.nii %s/c.dcm",
    "mask --image P/CT/image %s/c.dcm %s/c.nii",
    "mask --image P/CT/image --as seg %s/a.nii %s/d.dcm",
    "mask --image P/CT/image %s/d.dcm %s/d.nii",
    "mask --image P/CT/image P/CT/mask %s/e.dcm",
    "mask --image P/CT/image %s/e.dcm %s/e.nii",
  };

  for (guint i = 0; patient != NULL && i < G_N_ELEMENTS (lines); i++)
    {
      g_auto(GStrv) parts = g_strsplit (lines[i], "P/", -1);
      g_autofree char *with_slash = g_strconcat (patient, "/", NULL);
      g_autofree char *line = g_strjoinv (with_slash, parts);

      rim_test_assert_runs (folder, line);
    }
  for (char name = 'b'; patient != NULL && name <= 'e'; name++)
    {
      const char other[] = { name, '.', 'n', 'i', 'i', '\0' };

      assert_same_file (folder, "a.nii", other);
    }

  rim_test_folder_remove (folder);
}

static void
test_suv (void)
{
  g_autofree char *path = rim_test_data_or_skip ("data/suv/DRO_3_0/PT");
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *line = NULL;
  g_autofree char *convert = NULL;
  g_autofree char *impossible = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(RimVolume) volume = NULL;
  JsonObject *image;

  if (path == NULL)
    return;

  line = g_strdup_printf ("info --json %s", path);
  node = rim_test_run_json ("", line);
  image = json_array_get_object_element (json_object_get_array_member (json_node_get_object (node), "series"), 0);
  g_assert_cmpstr (json_object_get_string_member (image, "unit"), ==, "suvbw");
  g_assert_true (json_object_get_boolean_member (json_object_get_object_member (image, "suv"), "convertible"));
  g_assert_nonnull (strstr (json_array_get_string_element (json_object_get_array_member (image, "warnings"), 0), "MBq"));

  convert = g_strdup_printf ("convert --units sul %s %%s/sul.nii.gz", path);
  rim_test_assert_runs (folder, convert);
  volume = read_image (folder, "sul.nii.gz");
  g_assert_cmpint (rim_volume_get_unit (volume), ==, RIM_UNIT_SUL_JANMA);

  impossible = g_strdup_printf ("convert --units hu %s %%s/hu.nii.gz", path);
  rim_test_assert_fails (folder, impossible, 1, "HU");

  rim_test_folder_remove (folder);
}

/* What is corrected in a library is taken where it is asked for, and only there. */
static void
test_corrected (void)
{
  g_autofree char *path = rim_test_data_or_skip ("data/suv/DRO_0_0/PT");
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *library_folder = g_build_filename (folder, "library", NULL);
  g_autoptr(RimLibrary) library = NULL;
  g_autoptr(GPtrArray) series = NULL;
  g_autoptr(RimSuvOverrides) typed = rim_suv_overrides_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *with = NULL;
  g_autofree char *without = NULL;
  g_autofree char *wrong = NULL;
  g_auto(RimTestRun) corrected = { 0 };
  g_auto(RimTestRun) plain = { 0 };
  RimSource *source;

  if (path == NULL)
    return;

  library = rim_library_open (library_folder, &error);
  g_assert_no_error (error);
  series = rim_dicom_scan ((const char *const[]) { path, NULL }, NULL, NULL, NULL, NULL, &error);
  source = ((RimSeries *) g_ptr_array_index (series, 0))->source;
  typed->weight = 99.5;
  typed->reason = g_strdup ("from the chart");
  typed->author = g_strdup ("Ann");
  g_assert_true (rim_library_correct_suv (library, source->study_uid, source->series_uid, typed, &error));
  rim_library_close (library);

  with = g_strdup_printf ("info --library %%s/library %s", path);
  without = g_strdup_printf ("info %s", path);
  corrected = rim_test_run_cli (folder, with);
  plain = rim_test_run_cli (folder, without);
  g_assert_nonnull (strstr (corrected.out, "corrected by Ann"));
  g_assert_nonnull (strstr (corrected.out, "99.5 kg - typed in: from the chart"));
  g_assert_null (strstr (plain.out, "99.5"));
  g_assert_null (strstr (plain.out, "corrected by"));

  wrong = g_strdup_printf ("info --library %%s/nowhere %s", path);
  rim_test_assert_fails (folder, wrong, 1, "nowhere");
  rim_test_folder_remove (folder);
}

static void
test_library (void)
{
  g_autofree char *folder = make_folder ();
  g_autoptr(JsonNode) first = rim_test_run_json (folder, "import --json --library %s/library %s/image.nii");
  g_autoptr(JsonNode) again = rim_test_run_json (folder, "import --json --library %s/library %s/image.nii");
  g_autoptr(JsonNode) list = rim_test_run_json (folder, "list --json --library %s/library");
  g_auto(RimTestRun) text = rim_test_run_cli (folder, "list --library %s/library");

  g_assert_cmpint (json_object_get_int_member (json_node_get_object (first), "added"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (again), "added"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (again), "known"), ==, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_node_get_object (list), "patients")), ==, 1);
  g_assert_nonnull (strstr (text.out, "image.nii"));

  rim_test_folder_remove (folder);
}

static void
test_bench (void)
{
  g_autoptr(JsonNode) node = rim_test_run_json ("", "bench --json suv");
  JsonObject *figures = json_array_get_object_element (json_node_get_array (node), 0);
  g_auto(RimTestRun) list = rim_test_run_cli ("", "bench --list");

  g_assert_cmpstr (json_object_get_string_member (figures, "name"), ==, "suv");
  g_assert_cmpfloat (json_object_get_double_member (figures, "ratio"), >, 0.0);
  g_assert_nonnull (strstr (list.out, "load-ct-600"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli/usage", test_usage);
  g_test_add_func ("/cli/delineate", test_delineate);
  g_test_add_func ("/cli/help", test_help);
  g_test_add_func ("/cli/failures", test_failures);
  g_test_add_func ("/cli/info", test_info);
  g_test_add_func ("/cli/convert", test_convert);
  g_test_add_func ("/cli/mask", test_mask);
  g_test_add_func ("/cli/mask-dicom", test_mask_dicom);
  g_test_add_func ("/cli/suv", test_suv);
  g_test_add_func ("/cli/corrected", test_corrected);
  g_test_add_func ("/cli/library", test_library);
  g_test_add_func ("/cli/bench", test_bench);

  return g_test_run ();
}
