/* test-cli-extract.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "feature/rim-extract-study.h"
#include "format/rim-image.h"
#include "map/rim-map-study.h"
#include "map/rim-map.h"
#include "rim-test-data.h"
#include "rim-test-run.h"
#include "rim-test-series.h"
#include "rim-test-tool.h"

/* rimlightctl extract, features and filter from outside. */

#define SIZE_I 20
#define SIZE_J 18
#define SIZE_K 12

static RimGrid
make_grid (void)
{
  RimGrid grid = { { SIZE_I, SIZE_J, SIZE_K } };

  rim_affine_init_identity (&grid.to_patient);
  grid.to_patient.m[0][0] = 0.75;
  grid.to_patient.m[1][1] = 0.75;
  grid.to_patient.m[2][2] = 3.0;
  grid.to_patient.m[2][3] = -20.0;

  return grid;
}

/* Structure of several scales, the same every time. */
static float
make_value (guint i,
            guint j,
            guint k)
{
  const guint noise = (i * 7919u + j * 104729u + k * 1299709u) % 97u;

  return (float) (120.0 * sin (i * 0.6) * cos (j * 0.5 + k * 0.3) + noise);
}

static void
write_image (const char *folder,
             const char *name,
             float       middle)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  RimGrid grid = make_grid ();
  g_autoptr(RimVolume) volume = rim_volume_new (&grid, RIM_VOXEL_FLOAT, NULL);
  g_autoptr(GError) error = NULL;

  for (guint k = 0; k < SIZE_K; k++)
    {
      float *slice = rim_volume_get_slice_for_writing (volume, k);

      for (guint j = 0; j < SIZE_J; j++)
        for (guint i = 0; i < SIZE_I; i++)
          *slice++ = i == 10 && j == 9 && k == 6 ? middle : make_value (i, j, k);
    }
  rim_volume_publish_all (volume);
  rim_image_write (path, volume, &error);
  g_assert_no_error (error);
}

static RimRoi *
make_roi (const RimGrid *grid,
          guint          number,
          const char    *name,
          double         radius)
{
  RimRoi *roi = rim_roi_new ();
  g_autofree guint8 *voxels = g_malloc0 (rim_grid_get_n_voxels (grid));
  guint8 *voxel = voxels;

  for (guint k = 0; k < SIZE_K; k++)
    for (guint j = 0; j < SIZE_J; j++)
      for (guint i = 0; i < SIZE_I; i++)
        *voxel++ = hypot (hypot (i - 10.0, j - 9.0), (k - 6.0) * 2.0) < radius;
  roi->number = number;
  roi->name = g_strdup (name);
  roi->mask = rim_mask_new_from_bytes (grid, voxels);

  return roi;
}

static void
write_mask (const char    *folder,
            const char    *name,
            const RimGrid *grid,
            double         radius)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GPtrArray) rois = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (rois, make_roi (grid, 1, "Tumour", radius));
  rim_image_write_labels (path, rois, &error);
  g_assert_no_error (error);
}

static void
write_two (const char    *folder,
           const char    *name,
           const RimGrid *grid)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GPtrArray) rois = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);
  g_autoptr(RimMask) hole = NULL;
  g_autoptr(GError) error = NULL;
  RimRoi *inner = make_roi (grid, 5, "Tumour", 4.5);
  RimRoi *outer = make_roi (grid, 7, "Rim", 6.0);

  hole = g_steal_pointer (&outer->mask);
  outer->mask = rim_mask_combine (hole, inner->mask, RIM_MASK_SUBTRACT);
  g_ptr_array_add (rois, inner);
  g_ptr_array_add (rois, outer);
  rim_image_write_labels (path, rois, &error);
  g_assert_no_error (error);
}

static void
write_text (const char *folder,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static char *
read_text (const char *folder,
           const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static gboolean
has_file (const char *folder,
          const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* image.nii and nan.nii.gz; mask.nii.gz of label 1, two.nrrd of labels 5
 * “Tumour” and 7 “Rim”, voxel.nii of one voxel, shifted.nii on another grid; settings.yaml.
 */
static char *
make_folder (void)
{
  char *folder = rim_test_folder_new ();
  RimGrid grid = make_grid ();

  write_image (folder, "image.nii", 77.0f);
  write_image (folder, "nan.nii.gz", NAN);
  write_mask (folder, "mask.nii.gz", &grid, 5.5);
  write_two (folder, "two.nrrd", &grid);
  write_mask (folder, "voxel.nii", &grid, 0.5);
  grid.to_patient.m[0][3] += 0.3;
  write_mask (folder, "shifted.nii", &grid, 5.5);
  write_text (folder, "settings.yaml",
              "setting: {binWidth: 20}\n"
              "imageType: {Original: {}, Wavelet: {binWidth: 10}, LoG: {sigma: [1.0, 2.0]}, Square: {},\n"
              "  Gradient: {}, LBP3D: {binWidth: 0.1}}\n");
  write_text (folder, "junk.yaml", "setting:\n  binWidht: 25\n");

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
    { "extract", "an argument is missing" },
    { "extract a.csv", "--image is missing" },
    { "extract --image a b.csv", "--mask is missing" },
    { "extract --image a --mask b --units stone c.csv", "no unit “stone”" },
    { "extract --manifest a.csv --image b c.csv", "--manifest says itself" },
    { "extract --manifest a.csv -", "--manifest wants a file" },
    { "features a", "too many arguments" },
    { "features --profile mirp", "--profile takes" },
    { "filter a.nii", "--image is missing" },
    { "filter --image a b.nii", "--settings is missing" },
    { "filter --image a --settings b c.png", "OUT has to end in" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    rim_test_assert_fails ("", cases[i].line, 2, cases[i].reason);
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
    { "extract --image %s/nowhere --mask %s/mask.nii.gz %s/out.csv", "nowhere" },
    { "extract --image %s/image.nii --mask %s/nowhere %s/out.csv", "nowhere" },
    { "extract --image %s/image.nii --mask %s/two.nrrd %s/out.csv", "Label (1) not present in mask; choose one with --roi: 5 “Tumour”, 7 “Rim”" },
    { "extract --image %s/image.nii --mask %s/mask.nii.gz --roi 9 %s/out.csv", "no region “9”" },
    { "extract --image %s/image.nii --mask %s/voxel.nii %s/out.csv", "mask only contains 1 segmented voxel" },
    { "extract --image %s/image.nii --mask %s/shifted.nii %s/out.csv", "Image/Mask geometry mismatch" },
    { "extract --image %s/nan.nii.gz --mask %s/mask.nii.gz %s/out.csv", "original: " },
    { "extract --image %s/image.nii --mask %s/mask.nii.gz --settings %s/junk.yaml %s/out.csv", "junk.yaml:2: setting.binWidht" },
    { "extract --image %s/image.nii --mask %s/mask.nii.gz --settings nobody %s/out.csv", "pyradiomics-default" },
    { "extract --image %s/image.nii --mask %s/mask.nii.gz %s/nowhere/out.csv", "nowhere" },
    { "filter --image %s/image.nii --settings pyradiomics-default %s/out.nii", "no image type but the original" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      rim_test_assert_fails (folder, cases[i].line, 1, cases[i].reason);
      g_assert_false (has_file (folder, "out.csv"));
      g_assert_false (has_file (folder, "out.nii"));
    }

  rim_test_folder_remove (folder);
}

/* The program gives the bits that the engine gives, whatever the number of threads
 * and the CPU.
 */
static void
test_bits (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *image_path = g_build_filename (folder, "image.nii", NULL);
  g_autofree char *mask_path = g_build_filename (folder, "mask.nii.gz", NULL);
  g_autofree char *settings_path = g_build_filename (folder, "settings.yaml", NULL);
  g_autoptr(RimVolume) image = rim_image_read (image_path, NULL);
  g_autoptr(RimRoiSet) set = rim_image_read_labels (mask_path, NULL);
  g_autoptr(RimSettings) loaded = rim_settings_load (settings_path, NULL);
  g_autoptr(RimSettings) settings = rim_settings_with_diagnostics (loaded, FALSE);
  g_autoptr(RimFeatureTable) table = NULL;
  g_autofree char *csv = NULL;
  static const char *const ways[] = {
    "", "--threads 1 ", "--threads 2 ", "--threads 8 ", "RIMLIGHT_CPU=c ", "RIMLIGHT_CPU=c --threads 1 ",
  };

  table = rim_extract (image, ((RimRoi *) g_ptr_array_index (set->rois, 0))->mask, settings, NULL, NULL, NULL, NULL);
  g_assert_nonnull (table);
  csv = rim_feature_table_to_csv (table);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *start = g_strdup_printf ("%sextract", ways[i]);
      g_autofree char *line = g_strconcat (start, " --image %s/image.nii --mask %s/mask.nii.gz --settings "
                                           "%s/settings.yaml -", NULL);
      g_auto(RimTestRun) run = rim_test_run_cli (folder, line);

      g_assert_cmpint (run.status, ==, 0);
      g_assert_cmpstr (run.out, ==, csv);
    }

  rim_test_folder_remove (folder);
}

static void
test_forms (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *plain = NULL;
  g_autofree char *by_label = NULL;
  g_autofree char *by_name = NULL;
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) json = NULL;
  JsonArray *features;

  rim_test_assert_runs (folder, "extract --image %s/image.nii --mask %s/mask.nii.gz %s/plain.csv");
  plain = read_text (folder, "plain.csv");
  g_assert_true (g_str_has_prefix (plain, "image_type,feature_class,feature,value\noriginal,shape,Elongation,"));
  g_assert_null (strstr (plain, "diagnostics"));

  rim_test_assert_runs (folder, "extract --image %s/image.nii --mask %s/mask.nii.gz --diagnostics %s/plain.csv");
  text = read_text (folder, "plain.csv");
  g_assert_nonnull (strstr (text, "\ndiagnostics,,Mask-original_VoxelNum,"));
  g_assert_true (g_str_has_suffix (text, strchr (plain, '\n')));

  write_text (folder, "label.yaml", "setting: {label: 5}");
  rim_test_assert_runs (folder, "extract --image %s/image.nii --mask %s/two.nrrd --settings %s/label.yaml %s/by-label.csv");
  rim_test_assert_runs (folder, "extract --image %s/image.nii --mask %s/two.nrrd --roi Tumour %s/by-name.csv");
  by_label = read_text (folder, "by-label.csv");
  by_name = read_text (folder, "by-name.csv");
  g_assert_cmpstr (by_label, ==, by_name);

  rim_test_assert_runs (folder, "extract --json --image %s/image.nii --mask %s/mask.nii.gz %s/out.json");
  g_clear_pointer (&text, g_free);
  text = read_text (folder, "out.json");
  json = json_from_string (text, NULL);
  features = json_object_get_array_member (json_node_get_object (json), "features");
  g_assert_cmpuint (json_array_get_length (features), ==, 107);

  rim_test_folder_remove (folder);
}

#define FUSED "images: [fused]\nsetting: {binCount: 16}\nfeatureClass: {firstorder: }\n"

/* What the command line says of fusion goes before what settings say. */
static void
test_fusion (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *by_settings = NULL;
  g_autofree char *by_option = NULL;
  g_autofree char *weighted = NULL;

  write_text (folder, "weighted.yaml", FUSED "fusion: {detailWeight: 0.25}\n");
  write_text (folder, "wavelet.yaml", FUSED "fusion: {detailWeight: 0.25, method: wavelet}\n");
  rim_test_assert_runs (folder, "extract --image %s/image.nii --pet %s/two.nrrd --mask %s/mask.nii.gz "
                        "--settings %s/wavelet.yaml %s/settings.csv");
  rim_test_assert_runs (folder, "extract --image %s/image.nii --pet %s/two.nrrd --mask %s/mask.nii.gz "
                        "--settings %s/weighted.yaml --fusion wavelet %s/option.csv");
  rim_test_assert_runs (folder, "extract --image %s/image.nii --pet %s/two.nrrd --mask %s/mask.nii.gz "
                        "--settings %s/weighted.yaml %s/weighted.csv");
  by_settings = read_text (folder, "settings.csv");
  by_option = read_text (folder, "option.csv");
  weighted = read_text (folder, "weighted.csv");
  g_assert_cmpstr (by_settings, ==, by_option);
  g_assert_cmpstr (by_settings, !=, weighted);
  rim_test_assert_fails (folder, "extract --image %s/image.nii --mask %s/mask.nii.gz --fusion kld %s/out.csv", 2,
                         "--fusion takes weighted, wavelet or divergence, not “kld”");

  rim_test_folder_remove (folder);
}

static void
test_dicom (void)
{
  static const RimTestSeries series = { "Patient", "Study", "CT", "CT", 8 };
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *rois = NULL;
  g_autofree char *text = NULL;

  rim_test_series_write (folder, &series);
  rois = rim_test_series_add_rois (folder, &series);
  rim_test_assert_fails (folder, "extract --image %s --mask %s %s/out.csv", 1, "there are 2 regions; choose one with --roi: 1 “ROI 1”, 2 “ROI 2”");
  rim_test_assert_runs (folder, "extract --image %s --mask %s --roi 2 %s/out.csv");
  text = read_text (folder, "out.csv");
  g_assert_nonnull (strstr (text, "\noriginal,shape,VoxelVolume,432\n"));

  rim_test_folder_remove (folder);
}

/* Rows of a table with an id each, by line. */
static char **
read_rows (const char *folder,
           const char *name)
{
  g_autofree char *text = read_text (folder, name);

  g_assert_true (g_str_has_suffix (text, "\n"));
  text[strlen (text) - 1] = '\0';

  return g_strsplit (text, "\n", -1);
}

static void
test_manifest (void)
{
  g_autofree char *folder = make_folder ();
  g_auto(RimTestRun) json = { 0 };
  g_auto(GStrv) rows = NULL;
  g_auto(GStrv) again = NULL;
  g_autofree char *failures = NULL;
  g_autofree char *path = NULL;

  write_text (folder, "cases.csv",
              "\xef\xbb\xbfid,Mask,image,roi\r\n\"b, 2\",two.nrrd,image.nii,Tumour\r\na,mask.nii.gz,image.nii,\r\n"
              "one,voxel.nii,image.nii,\r\nc,mask.nii.gz,nowhere.nii,\r\nlast,mask.nii.gz,image.nii,\r\n");
  json = rim_test_run_cli (folder, "extract --json --manifest %s/cases.csv --settings %s/settings.yaml %s/out.csv");
  g_assert_cmpint (json.status, ==, 0);
  g_assert_nonnull (strstr (json.out, "\"failed\" : 2"));
  g_assert_nonnull (strstr (json.err, "warning: 2 of 5 cases failed"));

  rows = read_rows (folder, "out.csv");
  g_assert_cmpuint (g_strv_length (rows), ==, 4);
  g_assert_true (g_str_has_prefix (rows[0], "id,original_shape_Elongation,"));
  g_assert_true (g_str_has_prefix (rows[1], "\"b, 2\","));
  g_assert_true (g_str_has_prefix (rows[2], "a,"));
  g_assert_true (g_str_has_prefix (rows[3], "last,"));
  g_assert_cmpstr (rows[2] + strlen ("a"), ==, rows[3] + strlen ("last"));
  failures = read_text (folder, "out.failures.csv");
  g_assert_true (g_str_has_prefix (failures, "id,error\none,"));
  g_assert_nonnull (strstr (failures, "1 segmented voxel"));
  g_assert_nonnull (strstr (failures, "\nc,"));

  /* What was cut off is computed again, and only that; what failed is tried. */
  path = g_strdup_printf ("%s\n%s\n%.40s", rows[0], rows[3], rows[1]);
  write_text (folder, "out.csv", path);
  rim_test_run_clear (&json);
  json = rim_test_run_cli (folder, "extract --json --manifest %s/cases.csv --settings %s/settings.yaml --threads 1 %s/out.csv");
  g_assert_nonnull (strstr (json.out, "\"kept\" : 1"));
  g_assert_nonnull (strstr (json.out, "\"done\" : 2"));
  again = read_rows (folder, "out.csv");
  for (guint i = 0; rows[i] != NULL; i++)
    g_assert_cmpstr (rows[i], ==, again[i]);

  rim_test_assert_fails (folder, "extract --manifest %s/cases.csv %s/out.csv", 1, "was made with other settings");
  rim_test_folder_remove (folder);
}

/* A manifest line of a study has the values that its case has alone, in the order
 * of its lines.
 */
static void
test_manifest_study (void)
{
  static const char settings[] = "setting: {binWidth: 30}\nvoi: {rOutMm: 3}\nfeatureClass: {firstorder: , glcm: }\n"
                                 "images: {ct: {}, pet: {binWidth: 20}}\nvois: [tumour, rim]\n";
  g_autofree char *folder = make_folder ();
  g_autofree char *csv = NULL;
  g_auto(GStrv) lines = NULL;
  g_auto(GStrv) rows = NULL;
  g_auto(GStrv) columns = NULL;
  g_auto(GStrv) values = NULL;
  guint n;

  write_text (folder, "study.yaml", settings);
  write_text (folder, "cases.csv", "id,image,pet,mask,roi\na,image.nii,image.nii,mask.nii.gz,\n"
              "b,image.nii,nowhere.nii,mask.nii.gz,\nc,image.nii,image.nii,two.nrrd,Tumour\n");
  rim_test_assert_runs (folder, "extract --manifest %s/cases.csv --settings %s/study.yaml %s/out.csv");
  rim_test_assert_runs (folder, "extract --image %s/image.nii --pet %s/image.nii --mask %s/two.nrrd --roi Tumour "
                        "--settings %s/study.yaml %s/alone.csv");

  rows = read_rows (folder, "out.csv");
  lines = read_rows (folder, "alone.csv");
  n = g_strv_length (lines) - 1;
  g_assert_cmpuint (g_strv_length (rows), ==, 3);
  g_assert_cmpuint (n, ==, 4 * (18 + 24));
  columns = g_strsplit (rows[0], ",", -1);
  values = g_strsplit (rows[2], ",", -1);
  g_assert_cmpstr (values[0], ==, "c");
  g_assert_cmpuint (g_strv_length (columns), ==, n + 1);
  for (guint i = 1; i <= n; i++)
    {
      g_auto(GStrv) fields = g_strsplit (lines[i], ",", -1);
      g_autofree char *value = g_steal_pointer (&fields[5]);
      g_autofree char *name = g_strjoinv ("_", fields);

      g_assert_cmpstr (columns[i], ==, name);
      g_assert_cmpstr (values[i], ==, value);
    }

  csv = read_text (folder, "out.failures.csv");
  g_assert_true (g_str_has_prefix (csv, "id,error\nb,"));
  rim_test_folder_remove (folder);
}

/* What VOIs the command line names is among the settings of the table. */
static void
test_manifest_vois (void)
{
  g_autofree char *folder = make_folder ();
  g_auto(GStrv) rows = NULL;

  write_text (folder, "cases.csv", "id,image,mask\na,image.nii,mask.nii.gz\n");
  write_text (folder, "pets.csv", "id,image,pet,mask\na,image.nii,image.nii,mask.nii.gz\n");
  rim_test_assert_runs (folder, "extract --manifest %s/cases.csv --voi rim --r-out 3 %s/out.csv");
  rows = read_rows (folder, "out.csv");
  g_assert_cmpuint (g_strv_length (rows), ==, 2);
  g_assert_true (g_str_has_prefix (rows[0], "id,ct_rim_original_shape_Elongation,"));
  rim_test_assert_fails (folder, "extract --manifest %s/cases.csv %s/out.csv", 1, "was made with other settings");
  rim_test_assert_fails (folder, "extract --manifest %s/cases.csv --voi rim --r-out 4 %s/out.csv", 1,
                         "was made with other settings");
  rim_test_assert_fails (folder, "extract --manifest %s/cases.csv --voi rim --r-out 3 --fusion wavelet %s/out.csv", 1,
                         "was made with other settings");
  rim_test_assert_runs (folder, "extract --manifest %s/cases.csv --voi rim --r-out 3 %s/out.csv");
  rim_test_assert_fails (folder, "extract --manifest %s/pets.csv %s/pets-out.csv", 1, "has a PET beside the image");
  rim_test_folder_remove (folder);
}

/* CT and contours of a folder are found by what they are. */
static void
test_manifest_folder (void)
{
  static const RimTestSeries series = { "Patient", "Study", "CT", "CT", 8 };
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *rois = NULL;
  g_autofree char *text = NULL;
  g_autofree char *failures = NULL;

  rim_test_series_write (folder, &series);
  rois = rim_test_series_add_rois (folder, &series);
  write_text (folder, "cases.csv", "study,id,roi\n.,2,2\n.,none,\n");
  rim_test_assert_runs (folder, "extract --manifest %s/cases.csv %s/out.csv");
  text = read_text (folder, "out.csv");
  g_assert_nonnull (strstr (text, "\n2,"));
  failures = read_text (folder, "out.failures.csv");
  g_assert_nonnull (strstr (failures, "none,"));
  g_assert_nonnull (strstr (failures, "there are 2 regions"));
  rim_test_folder_remove (folder);
}

static void
test_manifest_failures (void)
{
  static const struct
  {
    const char *manifest;
    const char *reason;
  } cases[] = {
    { "", "there is no column “image”" },
    { "image,mask\na,b\n", "there is no column “id”" },
    { "image,mask,id\n", "there are no cases" },
    { "image,mask,id\na,b,\n", "cases.csv:2: image, mask or id is empty" },
    { "image,mask,id\na,b,1\nc,d,1\n", "cases.csv:3: the id is there already" },
    { "image,mask,id\na,b,\xff\n", "cases.csv:2: the id is no UTF-8" },
    { "image,mask,id\nnowhere.nii,nowhere.nii,1\n", "all 1 cases failed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = rim_test_folder_new ();

      write_text (folder, "cases.csv", cases[i].manifest);
      rim_test_assert_fails (folder, "extract --manifest %s/cases.csv %s/out.csv", 1, cases[i].reason);
      g_assert_false (has_file (folder, "out.csv"));
      rim_test_folder_remove (folder);
    }
}

/* A table that this did not write is left alone. */
static void
test_manifest_foreign (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *text = NULL;

  write_text (folder, "cases.csv", "image,mask,id\nimage.nii,mask.nii.gz,1\n");
  write_text (folder, "out.csv", "name,age\nx,5\n");
  rim_test_assert_fails (folder, "extract --manifest %s/cases.csv %s/out.csv", 1, "not with which settings");
  text = read_text (folder, "out.csv");
  g_assert_cmpstr (text, ==, "name,age\nx,5\n");
  rim_test_folder_remove (folder);
}

static void
test_features (void)
{
  g_auto(RimTestRun) all = rim_test_run_cli ("", "features --json");
  g_auto(RimTestRun) text = rim_test_run_cli ("", "features --profile pyradiomics");
  g_autoptr(JsonNode) node = json_from_string (all.out, NULL);
  JsonArray *features = json_node_get_array (node);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (features); i++)
    {
      JsonObject *feature = json_array_get_object_element (features, i);
      JsonArray *profiles = json_object_get_array_member (feature, "profiles");

      g_assert_true (json_object_has_member (feature, "unit"));
      g_assert_cmpstr (json_object_get_string_member (feature, "formula"), !=, "");
      g_assert_cmpstr (json_object_get_string_member (feature, "reference"), !=, "");
      n += json_object_get_boolean_member (feature, "default") &&
           strcmp (json_array_get_string_element (profiles, 0), "pyradiomics") == 0 &&
           strcmp (json_object_get_string_member (feature, "class"), "shape2D") != 0;
    }
  g_assert_cmpuint (n, ==, 107);
  g_assert_nonnull (strstr (text.out, "JointEntropy"));
}

static void
test_filter (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "log.nrrd", NULL);
  g_autoptr(RimVolume) volume = NULL;
  const RimGrid grid = make_grid ();

  write_text (folder, "log.yaml", "imageType: {Original: {}, LoG: {sigma: [2.0]}}");
  rim_test_assert_runs (folder, "filter --image %s/image.nii --settings %s/log.yaml %s/log.nrrd");
  volume = rim_image_read (path, NULL);
  g_assert_nonnull (volume);
  g_assert_true (rim_grid_equal (rim_volume_get_grid (volume), &grid, 1e-6));
  g_assert_cmpint (rim_volume_get_voxel_type (volume), ==, RIM_VOXEL_FLOAT);

  rim_test_assert_runs (folder, "filter --image %s/image.nii --mask %s/mask.nii.gz --settings %s/settings.yaml %s/all.nii.gz");
  g_assert_false (has_file (folder, "all.nii.gz"));
  g_assert_true (has_file (folder, "all-wavelet-LLH.nii.gz"));
  g_assert_true (has_file (folder, "all-log-sigma-1-0-mm-3D.nii.gz"));
  g_assert_true (has_file (folder, "all-lbp-3D-k.nii.gz"));

  rim_test_folder_remove (folder);
}

/* A map lies on the grid of the image and is the same from one thread, with the settings that
 * were written beside it and from a library; the radius is that of the settings or of the
 * option.
 */
static void
test_map (void)
{
  static const char *const name = "original_glcm_Contrast.nii.gz";
  g_autofree char *folder = make_folder ();
  static const char *const folders[] = { "one", "all", "wide", "set", "again", "kept", "read" };
  char *contents[7];
  gsize lengths[7];
  g_autofree char *one = g_build_filename (folder, "one", name, NULL);
  g_autoptr(RimVolume) volume = NULL;
  const RimGrid grid = make_grid ();

  write_text (folder, "map.yaml", "setting: {binWidth: 10}\nvoxelSetting: {kernelRadius: 2}\n"
              "featureClass: {glcm: [Contrast]}\n");
  rim_test_assert_runs (folder, "map --image %s/image.nii --mask %s/mask.nii.gz --features glcm_Contrast,ngtdm --threads 1 %s/one");
  rim_test_assert_runs (folder, "map --image %s/image.nii --mask %s/mask.nii.gz --features glcm %s/all");
  rim_test_assert_runs (folder, "map --image %s/image.nii --mask %s/mask.nii.gz --settings %s/map.yaml --kernel-radius 1 %s/wide");
  rim_test_assert_runs (folder, "map --image %s/image.nii --mask %s/mask.nii.gz --settings %s/map.yaml %s/set");
  rim_test_assert_runs (folder, "map --image %s/image.nii --mask %s/mask.nii.gz --settings %s/set/settings.yaml %s/again");
  rim_test_assert_runs (folder, "map --image %s/image.nii --mask %s/mask.nii.gz --features glcm --library %s/library %s/kept");
  rim_test_assert_runs (folder, "map --image %s/image.nii --mask %s/mask.nii.gz --features glcm --library %s/library %s/read");
  for (guint n = 0; n < G_N_ELEMENTS (folders); n++)
    {
      g_autofree char *path = g_build_filename (folder, folders[n], name, NULL);

      g_assert_true (g_file_get_contents (path, &contents[n], &lengths[n], NULL));
    }
  g_assert_cmpmem (contents[0], lengths[0], contents[1], lengths[1]);
  g_assert_cmpmem (contents[3], lengths[3], contents[4], lengths[4]);
  g_assert_cmpmem (contents[0], lengths[0], contents[5], lengths[5]);
  g_assert_cmpmem (contents[0], lengths[0], contents[6], lengths[6]);
  g_assert_false (lengths[2] == lengths[3] && memcmp (contents[2], contents[3], lengths[2]) == 0);
  g_assert_true (has_file (folder, "one/original_ngtdm_Strength.nii.gz"));
  g_assert_false (has_file (folder, "set/original_glcm_Id.nii.gz"));
  for (guint n = 0; n < G_N_ELEMENTS (folders); n++)
    g_free (contents[n]);

  volume = rim_image_read (one, NULL);
  g_assert_nonnull (volume);
  g_assert_true (rim_grid_equal (rim_volume_get_grid (volume), &grid, 1e-6));
  g_assert_true (isnan (rim_volume_get_value (volume, 0, 0, 0)));
  g_assert_false (isnan (rim_volume_get_value (volume, 10, 9, 6)));

  rim_test_folder_remove (folder);
}

/* What is told of a voxel, at its index or its place, is the value that the map has. */
static void
test_map_explain (void)
{
  static const char line[] = "map --image %s/image.nii --mask %s/mask.nii.gz --features glcm_Contrast --explain ";
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "one", "original_glcm_Contrast.nii.gz", NULL);
  static const char *const places[] = { "10,9,6 --json", "7.5,6.75,-2mm --json" };
  g_autoptr(RimVolume) volume = NULL;

  rim_test_assert_runs (folder, "map --image %s/image.nii --mask %s/mask.nii.gz --features glcm_Contrast %s/one");
  volume = rim_image_read (path, NULL);
  for (guint p = 0; p < G_N_ELEMENTS (places); p++)
    {
      g_autofree char *all = g_strconcat (line, places[p], NULL);
      g_auto(RimTestRun) run = rim_test_run_cli (folder, all);
      g_autoptr(JsonNode) root = json_from_string (run.out, NULL);
      JsonObject *told = json_array_get_object_element (json_node_get_array (root), 0);

      g_assert_cmpfloat (json_object_get_double_member (told, "value"), ==, rim_volume_get_value (volume, 10, 9, 6));
      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (told, "levels")), ==, 27);
    }

  rim_test_folder_remove (folder);
}

/* The bits of a file are those that the engine gives, as it gives them to the window. */
static void
check_map_file (const char         *folder,
                const RimStudyPair *pair,
                RimMask            *lesion,
                RimSettings        *settings,
                const char         *image_type,
                const char         *name)
{
  g_autofree char *path = g_strdup_printf ("%s/maps/%s_%s_%s_%s.nii.gz", folder, rim_study_image_get_id (pair->image),
                                           rim_voi_kind_get_id (pair->voi), image_type, name);
  g_autoptr(RimSettings) own = rim_settings_for_study_image (settings, pair->image);
  const RimMapCase of = { pair->volume, pair->mask, lesion, own };
  g_autoptr(GError) error = NULL;
  g_autoptr(RimMapInput) input = rim_map_input_new_for_case (&of, image_type, NULL, &error);
  g_autoptr(RimVolume) file = rim_image_read (path, &error);
  g_autoptr(RimVolume) expected = NULL;
  g_autofree guint32 *voxels = g_new (guint32, input->region->n_voxels);
  g_autofree float *map = g_new (float, input->region->n_voxels);
  const RimGrid *grid = rim_volume_get_grid (file);
  RimMapFeature feature;

  g_assert_no_error (error);
  for (gsize v = 0; v < input->region->n_voxels; v++)
    voxels[v] = (guint32) v;
  g_assert_true (rim_map_feature_find (name, &feature, NULL));
  g_assert_true (rim_map_compute (input, &feature, 1, voxels, input->region->n_voxels, &map, NULL, NULL));
  expected = rim_map_make_volume (input, NULL, map, NULL);
  g_assert_true (rim_grid_equal (grid, rim_volume_get_grid (expected), 1e-4));
  for (guint k = 0; k < grid->size[2]; k++)
    g_assert_cmpmem (rim_volume_get_slice (file, k), (gsize) grid->size[0] * grid->size[1] * sizeof (float),
                     rim_volume_get_slice (expected, k), (gsize) grid->size[0] * grid->size[1] * sizeof (float));
}

static void
test_map_study (void)
{
  static const char yaml[] = "setting: {binWidth: 10}\nimageType: {Original: {}, Gradient: {}}\n"
                             "images: {pet: {binWidth: 1}, fused: {binWidth: 0.5}}\nfusion: {method: divergence}\n"
                             "vois: [tumour, rim]\nvoi: {rOutMm: 4}\n";
  g_autofree char *folder = make_folder ();
  g_autofree char *image_path = g_build_filename (folder, "image.nii", NULL);
  g_autofree char *pet_path = g_build_filename (folder, "two.nrrd", NULL);
  g_autoptr(RimVolume) ct = rim_image_read (image_path, NULL);
  g_autoptr(RimVolume) pet = rim_image_read (pet_path, NULL);
  g_autoptr(RimSettings) settings = rim_settings_new_from_yaml (yaml, NULL, NULL);
  RimRoi *roi = make_roi (rim_volume_get_grid (ct), 1, "Tumour", 5.0);
  g_autoptr(GPtrArray) pairs = NULL;
  g_autoptr(GError) error = NULL;
  RimStudySettings study;

  write_text (folder, "study.yaml", yaml);
  write_mask (folder, "lesion.nii.gz", rim_volume_get_grid (ct), 5.0);
  rim_test_assert_runs (folder, "map --image %s/image.nii --pet %s/two.nrrd --mask %s/lesion.nii.gz --settings "
                        "%s/study.yaml --features image,rim_Shell,glcm_Contrast %s/maps");
  rim_settings_get_study (settings, &study);
  pairs = rim_study_images (ct, pet, roi->mask, &study, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pairs->len, ==, 4);
  for (guint p = 0; p < pairs->len; p++)
    {
      check_map_file (folder, pairs->pdata[p], roi->mask, settings, "original", "image_Intensity");
      check_map_file (folder, pairs->pdata[p], roi->mask, settings, "gradient", "glcm_Contrast");
      check_map_file (folder, pairs->pdata[p], roi->mask, settings, "original", "rim_Shell");
    }
  g_assert_true (has_file (folder, "maps/pet_rim_settings.yaml"));
  g_assert_false (has_file (folder, "maps/pet_rim_gradient_rim_Shell.nii.gz"));
  rim_roi_free (roi);

  rim_test_assert_runs (folder, "map --image %s/image.nii --pet %s/two.nrrd --mask %s/lesion.nii.gz --voi core --r-in 1 "
                        "--images pet --settings %s/study.yaml --image-type gradient --features image %s/one");
  g_assert_true (has_file (folder, "one/pet_core_gradient_image_Intensity.nii.gz"));
  g_assert_false (has_file (folder, "one/pet_core_original_image_Intensity.nii.gz"));
  g_assert_false (has_file (folder, "one/ct_core_gradient_image_Intensity.nii.gz"));
  rim_test_assert_fails (folder, "map --image %s/image.nii --mask %s/lesion.nii.gz --images pet --features image %s/out", 1,
                         "no PET");
  rim_test_assert_fails (folder, "map --image %s/image.nii --mask %s/lesion.nii.gz --images mr --features image %s/out", 2,
                         "ct, pet and fused");
  rim_test_assert_fails (folder, "map --image %s/image.nii --mask %s/lesion.nii.gz --image-type square --features image "
                         "%s/out", 1, "square");
  rim_test_assert_fails (folder, "map --image %s/image.nii --mask %s/lesion.nii.gz --settings %s/study.yaml --features "
                         "image %s/out", 1, "no image that there is");
  rim_test_assert_fails (folder, "map --image %s/image.nii --mask %s/lesion.nii.gz --settings %s/study.yaml --image-type "
                         "gradient --images ct --features rim %s/out", 1, "None of the images");
  g_assert_false (has_file (folder, "out/ct_tumour_settings.yaml"));

  rim_test_folder_remove (folder);
}

/* A parametric map has the values of the map, and its geometry where it has any. */
static void
test_map_dicom (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  const RimTestSeries series = { "Patient", "Study", "Series", "CT", 6 };
  g_autofree char *rois = NULL;
  g_autofree char *map_path = g_build_filename (folder, "map", "original_firstorder_Mean.nii.gz", NULL);
  g_autofree char *pmap_path = g_build_filename (folder, "pmap", "original_firstorder_Mean.dcm", NULL);
  g_autofree char *back_path = g_build_filename (folder, "back.nii.gz", NULL);
  g_autoptr(RimVolume) map = NULL;
  g_autoptr(RimVolume) back = NULL;
  gsize n = 0;

  rim_test_series_write (folder, &series);
  rois = rim_test_series_add_rois (folder, &series);
  rim_test_assert_runs (folder, "map --image %s --mask %s --roi 2 --features firstorder_Mean --as pmap %s/pmap");
  rim_test_assert_runs (folder, "map --image %s --mask %s --roi 2 --features firstorder_Mean %s/map");
  rim_test_assert_runs (folder, "convert %s/pmap/original_firstorder_Mean.dcm %s/back.nii.gz");
  rim_test_dciodvfy_or_skip (pmap_path);

  map = rim_image_read (map_path, NULL);
  back = rim_image_read (back_path, NULL);
  g_assert_nonnull (map);
  g_assert_nonnull (back);
  for (guint k = 0; k < rim_volume_get_grid (back)->size[2]; k++)
    for (guint j = 0; j < rim_volume_get_grid (back)->size[1]; j++)
      for (guint i = 0; i < rim_volume_get_grid (back)->size[0]; i++)
        {
          RimVec3 at = rim_grid_to_patient (rim_volume_get_grid (back), RIM_VEC3 (i, j, k));
          RimVec3 index = rim_grid_from_patient (rim_volume_get_grid (map), at);
          double value = rim_volume_get_value (back, i, j, k);
          double expected = rim_volume_get_value (map, (guint) round (index.x), (guint) round (index.y),
                                                  (guint) round (index.z));

          g_assert_true (value == expected || (isnan (value) && isnan (expected)));
          n += !isnan (value);
        }
  g_assert_cmpuint (n, >, 20);

  rim_test_folder_remove (folder);
}

/* Habitats share out all of the VOI, the same each time. */
static void
test_habitats (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *labels = g_build_filename (folder, "habitats.nii.gz", NULL);
  g_autofree char *mask = g_build_filename (folder, "mask.nii.gz", NULL);
  static const char line[] = "habitats --image %s/image.nii --mask %s/mask.nii.gz --json --table %s/habitats.csv "
                             "--features firstorder_Mean,ngtdm_Contrast --least 3 --most 3 %s/habitats.nii.gz";
  g_auto(RimTestRun) first = rim_test_run_cli (folder, line);
  g_auto(RimTestRun) second = rim_test_run_cli (folder, line);
  g_autoptr(RimRoiSet) found = rim_image_read_labels (labels, NULL);
  g_autoptr(RimRoiSet) whole = rim_image_read_labels (mask, NULL);
  g_autofree char *table = read_text (folder, "habitats.csv");
  gsize n = 0;

  g_assert_cmpint (first.status, ==, 0);
  g_assert_cmpstr (first.out, ==, second.out);
  g_assert_nonnull (strstr (table, "\n3,ct,original,glcm,Contrast,"));
  g_assert_cmpuint (found->rois->len, ==, 3);
  for (guint i = 0; i < found->rois->len; i++)
    n += rim_mask_count (((RimRoi *) g_ptr_array_index (found->rois, i))->mask);
  g_assert_cmpuint (n, ==, rim_mask_count (((RimRoi *) g_ptr_array_index (whole->rois, 0))->mask));

  rim_test_assert_runs (folder, "habitats --image %s/image.nii --mask %s/mask.nii.gz --features firstorder_Mean "
                        "--method mixture --kernel-radius 2 %s/mixture.nii.gz");
  rim_test_assert_fails (folder, "habitats --image %s/image.nii --mask %s/mask.nii.gz %s/out.nii.gz", 2, "--features");
  rim_test_assert_fails (folder, "habitats --image %s/image.nii --mask %s/mask.nii.gz --features ngtdm --most 99 %s/out.nii.gz",
                         2, "habitats");
  rim_test_assert_fails (folder, "habitats --image %s/nan.nii.gz --mask %s/mask.nii.gz --features ngtdm %s/out.nii.gz", 1,
                         "not a number");
  g_assert_false (has_file (folder, "out.nii.gz"));

  rim_test_folder_remove (folder);
}

static void
test_map_failures (void)
{
  g_autofree char *folder = make_folder ();

  rim_test_assert_fails (folder, "map --image %s/image.nii --mask %s/mask.nii.gz --features glcm_Kontrast %s/out", 1,
                         "glcm_Kontrast");
  rim_test_assert_fails (folder, "map --image %s/nan.nii.gz --mask %s/mask.nii.gz --features glcm %s/out", 1,
                         "not a number");
  rim_test_assert_fails (folder, "map --image %s/image.nii --mask %s/mask.nii.gz --as pmap %s/out", 1, "not of DICOM");
  rim_test_assert_fails (folder, "map --image %s/image.nii %s/out", 2, "--mask");
  rim_test_assert_fails (folder, "map --image %s/image.nii --mask %s/mask.nii.gz --kernel-radius 6 %s/out", 2, "radius");
  g_assert_false (has_file (folder, "out/original_glcm_Id.nii.gz"));

  rim_test_folder_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli-extract/usage", test_usage);
  g_test_add_func ("/cli-extract/failures", test_failures);
  g_test_add_func ("/cli-extract/bits", test_bits);
  g_test_add_func ("/cli-extract/forms", test_forms);
  g_test_add_func ("/cli-extract/dicom", test_dicom);
  g_test_add_func ("/cli-extract/fusion", test_fusion);
  g_test_add_func ("/cli-extract/manifest", test_manifest);
  g_test_add_func ("/cli-extract/manifest-study", test_manifest_study);
  g_test_add_func ("/cli-extract/manifest-vois", test_manifest_vois);
  g_test_add_func ("/cli-extract/manifest-folder", test_manifest_folder);
  g_test_add_func ("/cli-extract/manifest-failures", test_manifest_failures);
  g_test_add_func ("/cli-extract/manifest-foreign", test_manifest_foreign);
  g_test_add_func ("/cli-extract/features", test_features);
  g_test_add_func ("/cli-extract/filter", test_filter);
  g_test_add_func ("/cli-extract/map", test_map);
  g_test_add_func ("/cli-extract/map-dicom", test_map_dicom);
  g_test_add_func ("/cli-extract/map-explain", test_map_explain);
  g_test_add_func ("/cli-extract/map-study", test_map_study);
  g_test_add_func ("/cli-extract/habitats", test_habitats);
  g_test_add_func ("/cli-extract/map-failures", test_map_failures);

  return g_test_run ();
}
