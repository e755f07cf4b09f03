/* test-cli-compare.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <json-glib/json-glib.h>
#include <string.h>

#include "format/rim-image.h"
#include "rim-test-ball.h"
#include "rim-test-data.h"
#include "rim-test-run.h"

/* One region for each radius, at some distance from each other. */
static void
write_labels (const char          *folder,
              const char          *name,
              const char *const   *regions,
              const double        *radii,
              guint                n)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GPtrArray) rois = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);
  g_autoptr(GError) error = NULL;
  RimGrid grid;

  rim_test_grid_init (&grid, 60, 30, 20, RIM_VEC3 (1, 1, 1.5));
  for (guint r = 0; r < n; r++)
    {
      g_autofree guint8 *voxels = g_malloc0 (rim_grid_get_n_voxels (&grid));
      RimRoi *roi = rim_roi_new ();

      for (gsize v = 0; v < rim_grid_get_n_voxels (&grid); v++)
        {
          RimVec3 place = RIM_VEC3 ((double) (v % 60) - 12.0 - 30.0 * r, (double) (v / 60 % 30) - 14.5,
                                    1.5 * ((double) (v / 1800) - 9.5));

          voxels[v] = rim_vec3_length (place) <= radii[r];
        }
      roi->number = 3 + 2 * r;
      roi->name = g_strdup (regions[r]);
      roi->mask = rim_mask_new_from_bytes (&grid, voxels);
      g_ptr_array_add (rois, roi);
    }
  g_assert_true (rim_image_write_labels (path, rois, &error));
  g_assert_no_error (error);
}

static char *
make_folder (void)
{
  const char *const names[] = { "Tumour", "Node" };
  const char *const others[] = { "tumour", "LN" };
  char *folder = rim_test_folder_new ();

  write_labels (folder, "a.nrrd", names, (double[]) { 10, 6 }, 2);
  write_labels (folder, "b.nrrd", others, (double[]) { 8, 7 }, 2);
  write_labels (folder, "c.nrrd", names, (double[]) { 9 }, 1);

  return folder;
}

static void
write_text (const char *folder,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static JsonObject *
get_lesion (JsonNode *node,
            guint     n)
{
  return json_array_get_object_element (json_object_get_array_member (json_node_get_object (node), "lesions"), n);
}

/* Matched by name and by overlap, and one that a reader has not drawn. */
static void
test_pairs (void)
{
  g_autofree char *folder = make_folder ();
  g_autoptr(JsonNode) node = rim_test_run_json (folder, "compare --json --tolerance 1.5 %s/a.nrrd %s/b.nrrd");
  g_autoptr(JsonNode) alone = rim_test_run_json (folder, "compare --json %s/a.nrrd %s/c.nrrd");
  g_autoptr(JsonNode) one = rim_test_run_json (folder, "compare --json --lesion LN %s/a.nrrd %s/b.nrrd");
  g_autoptr(JsonNode) back = rim_test_run_json (folder, "compare --json %s/b.nrrd %s/a.nrrd --tolerance 1.5");

  g_assert_cmpstr (json_object_get_string_member (get_lesion (node, 0), "match"), ==, "name");
  g_assert_cmpfloat (json_object_get_double_member (get_lesion (node, 0), "precision"), ==, 1.0);
  g_assert_cmpfloat (json_object_get_double_member (get_lesion (node, 0), "tolerance_mm"), ==, 1.5);
  g_assert_cmpfloat (json_object_get_double_member (get_lesion (node, 0), "dice"), ==,
                     json_object_get_double_member (get_lesion (back, 0), "dice"));
  g_assert_cmpfloat (json_object_get_double_member (get_lesion (node, 0), "surface_dice"), ==,
                     json_object_get_double_member (get_lesion (back, 0), "surface_dice"));
  g_assert_cmpstr (json_object_get_string_member (get_lesion (node, 1), "match"), ==, "overlap");
  g_assert_cmpstr (json_object_get_string_member (get_lesion (node, 1), "lesion_b"), ==, "LN");

  g_assert_cmpstr (json_object_get_string_member (get_lesion (alone, 1), "state"), ==, "b-empty");
  g_assert_cmpfloat (json_object_get_double_member (get_lesion (alone, 1), "dice"), ==, 0.0);
  g_assert_false (json_object_has_member (get_lesion (alone, 1), "hausdorff_mm"));

  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_node_get_object (one), "lesions")), ==, 1);
  rim_test_folder_remove (folder);
}

static void
test_cohort (void)
{
  g_autofree char *folder = make_folder ();
  g_auto(RimTestRun) rows = { 0 };
  g_auto(RimTestRun) summary = { 0 };

  write_text (folder, "cases.csv", "id,a,b,lesion\nP1,a.nrrd,b.nrrd,\nP2,a.nrrd,c.nrrd,Tumour\nP3,a.nrrd,none.nrrd,\n"
              "P4,a.nrrd,c.nrrd,\n");
  rows = rim_test_run_cli (folder, "compare --csv --cohort %s/cases.csv");
  summary = rim_test_run_cli (folder, "compare --summary --cohort %s/cases.csv");

  g_assert_cmpint (rows.status, ==, 0);
  g_assert_nonnull (strstr (rows.err, "cases.csv:4: "));
  g_assert_true (g_str_has_prefix (rows.out, "id,lesion_a,lesion_b,match,state,resampled,tolerance_mm,volume_a_ml,"));
  g_assert_nonnull (strstr (rows.out, "\nP1,Tumour,tumour,name,both,no,2,"));
  g_assert_nonnull (strstr (rows.out, "\nP1,Node,LN,overlap,both,no,2,"));
  g_assert_nonnull (strstr (rows.out, "\nP2,Tumour,Label 1,overlap,both,no,2,"));
  g_assert_null (strstr (rows.out, "\nP2,Node"));
  g_assert_nonnull (strstr (rows.out, "\nP4,Node,,none,b-empty,no,2,"));

  /* Of five distances the highest is infinite, and the upper quartile the fourth. */
  g_assert_nonnull (strstr (summary.out, "\ndice,1,5,0."));
  g_assert_null (strstr (summary.out, ",,"));
  g_assert_nonnull (strstr (summary.out, ",inf\n"));
  rim_test_folder_remove (folder);
}

static void
assert_mask (const char *folder,
             const char *name,
             const char *expected)
{
  g_autofree char *line = g_strdup_printf ("compare --json %%s/%s %%s/%s", name, expected);
  g_autoptr(JsonNode) node = rim_test_run_json (folder, line);

  g_assert_cmpfloat (json_object_get_double_member (get_lesion (node, 0), "dice"), ==, 1.0);
}

/* Of balls in one another the middle one is the majority; the node, which one of
 * three has not drawn, stands two to one.
 */
static void
test_consensus (void)
{
  g_autofree char *folder = make_folder ();
  g_autoptr(JsonNode) node = rim_test_run_json (folder, "consensus --json -m majority %s/a.nrrd %s/b.nrrd %s/c.nrrd %s/m.nrrd");
  g_autoptr(JsonNode) staple = rim_test_run_json (folder, "consensus --json -m staple %s/a.nrrd %s/b.nrrd %s/c.nrrd %s/s.nrrd");
  JsonObject *first = json_array_get_object_element (json_node_get_array (staple), 0);

  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 2);
  assert_mask (folder, "m.nrrd", "c.nrrd");
  rim_test_assert_runs (folder, "consensus -m union %s/a.nrrd %s/b.nrrd %s/c.nrrd %s/u.nrrd");
  assert_mask (folder, "u.nrrd", "a.nrrd");
  rim_test_assert_runs (folder, "consensus -m intersection --lesion Tumour %s/a.nrrd %s/c.nrrd %s/i.nrrd");
  assert_mask (folder, "i.nrrd", "c.nrrd");

  g_assert_true (json_object_get_boolean_member (first, "converged"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (first, "readers")), ==, 3);
  rim_test_folder_remove (folder);
}

/* Shrout and Fleiss's targets and judges, in all three forms of a table. */
static void
test_agreement (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_auto(RimTestRun) by_file = { 0 };
  g_auto(RimTestRun) by_row = { 0 };
  g_auto(RimTestRun) by_value = { 0 };
  g_auto(RimTestRun) kept = { 0 };
  const int ratings[6][4] = { { 9, 2, 5, 8 }, { 6, 1, 3, 2 }, { 8, 4, 6, 8 }, { 7, 1, 2, 6 }, { 10, 5, 6, 9 }, { 6, 2, 4, 7 } };
  g_autoptr(GString) row = g_string_new ("id,reader,f,version\n");
  g_autoptr(GString) value = g_string_new ("case,reader,feature,value\n");

  for (guint r = 0; r < 4; r++)
    {
      g_autofree char *name = g_strdup_printf ("%u.csv", r);
      g_autoptr(GString) file = g_string_new ("id,f\n");

      for (guint c = 0; c < 6; c++)
        {
          g_string_append_printf (file, "c%u,%d\n", c, ratings[c][r]);
          g_string_append_printf (row, "c%u,r%u,%d,v1\n", c, r, ratings[c][r]);
          g_string_append_printf (value, "c%u,r%u,f,%d\n", c, r, ratings[c][r]);
        }
      write_text (folder, name, file->str);
    }
  g_string_append (row, "c7,r0,,v1\n");
  write_text (folder, "row.csv", row->str);
  write_text (folder, "value.csv", value->str);

  by_file = rim_test_run_cli (folder, "agreement %s/0.csv %s/1.csv %s/2.csv %s/3.csv");
  by_row = rim_test_run_cli (folder, "agreement %s/row.csv");
  by_value = rim_test_run_cli (folder, "agreement %s/value.csv");
  kept = rim_test_run_cli (folder, "agreement --min-icc 0.3 %s/value.csv");

  g_assert_cmpint (by_file.status, ==, 0);
  g_assert_true (g_str_has_prefix (by_file.out, "feature,n_cases,n_missing,n_readers,state,icc_2_1,icc_2_1_low,"));
  g_assert_nonnull (strstr (by_file.out, "\nf,6,0,4,known,0.28976377952755"));
  g_assert_nonnull (strstr (by_row.out, "\nf,6,1,4,known,0.28976377952755"));
  g_assert_null (strstr (by_row.out, "version"));
  g_assert_cmpstr (by_value.out, ==, by_file.out);
  g_assert_null (strstr (kept.out, "\nf,"));

  rim_test_assert_runs (folder, "agreement --consistency --min-icc 0.7 -o %s/out.csv %s/value.csv");
  rim_test_folder_remove (folder);
}

static void
test_errors (void)
{
  const struct
  {
    const char *line;
    int         status;
    const char *reason;
  } rows[] = {
    { "compare %s/a.nrrd", 2, "give two segmentations" },
    { "compare --cohort x %s/a.nrrd %s/b.nrrd", 2, "give two segmentations" },
    { "compare --csv --json %s/a.nrrd %s/b.nrrd", 2, "only one of" },
    { "compare --tolerance -1 %s/a.nrrd %s/b.nrrd", 2, "--tolerance takes" },
    { "compare --match luck %s/a.nrrd %s/b.nrrd", 2, "--match takes" },
    { "compare --lesion Liver %s/a.nrrd %s/b.nrrd", 1, "no reader has a lesion “Liver”" },
    { "compare %s/a.nrrd %s/none.nrrd", 1, "none.nrrd" },
    { "compare --cohort %s/bad.csv", 1, "bad.csv:1: there is no column “b”" },
    { "consensus %s/a.nrrd %s/b.nrrd %s/o.nrrd", 2, "--method takes" },
    { "consensus -m staple --prior 1 %s/a.nrrd %s/b.nrrd %s/o.nrrd", 2, "--prior takes" },
    { "consensus -m staple %s/a.nrrd %s/o.nrrd", 2, "an argument is missing" },
    { "consensus -m union %s/a.nrrd %s/b.nrrd %s/o.dcm", 1, "the image must be DICOM" },
    { "agreement %s/one.csv", 1, "at least two readers" },
    { "agreement %s/twice.csv", 1, "twice.csv:3: the same case of the same reader" },
    { "agreement %s/short.csv", 1, "short.csv:2: the row has another number" },
    { "agreement %s/bad.csv", 1, "bad.csv:1: there is no column “value”" },
    { "agreement %s/double.csv", 1, "double.csv:1: the column “f” is there twice" },
    { "agreement --lower-bound %s/one.csv", 2, "go with --min-icc" },
  };
  g_autofree char *folder = make_folder ();

  write_text (folder, "bad.csv", "id,a,feature\n");
  write_text (folder, "one.csv", "id,f\nc,1\n");
  write_text (folder, "twice.csv", "id,reader,f\nc,r,1\nc,r,2\n");
  write_text (folder, "double.csv", "id,reader,f,f\nc,r,1,2\n");
  write_text (folder, "short.csv", "id,reader,f\nc,r\n");
  for (guint n = 0; n < G_N_ELEMENTS (rows); n++)
    rim_test_assert_fails (folder, rows[n].line, rows[n].status, rows[n].reason);
  rim_test_folder_remove (folder);
}

/* One tumour, drawn on the CT and on the PET of a patient, as RTSTRUCT and NIfTI. */
static void
test_patient (void)
{
  g_autofree char *data = rim_test_data_or_skip ("data/sts/STS_001");
  g_autofree char *folder = NULL;
  g_autofree char *contours = NULL;
  g_autofree char *consensus = NULL;
  g_autofree char *labels = NULL;
  g_autoptr(JsonNode) same = NULL;
  g_autoptr(JsonNode) other = NULL;

  if (data == NULL)
    return;

  folder = rim_test_folder_new ();
  contours = g_strdup_printf ("compare --json --image %s/CT/image %s/CT/mask %s/nifti/CT_mask.nii.gz", data, data, data);
  labels = g_strdup_printf ("compare --json %s/nifti/CT_mask.nii.gz %s/nifti/PET_mask.nii.gz", data, data);
  consensus = g_strdup_printf ("consensus -m staple --image %s/CT/image %s/CT/mask %s/PET/mask %%s/out.dcm", data, data, data);

  same = rim_test_run_json (folder, contours);
  g_assert_cmpfloat (json_object_get_double_member (get_lesion (same, 0), "dice"), ==, 1.0);
  other = rim_test_run_json (folder, labels);
  g_assert_true (json_object_get_boolean_member (get_lesion (other, 0), "resampled"));
  g_assert_cmpfloat (json_object_get_double_member (get_lesion (other, 0), "dice"), >, 0.95);
  g_assert_cmpfloat (json_object_get_double_member (get_lesion (other, 0), "hausdorff_mm"), <, 10.0);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (get_lesion (other, 0), "volume_b_ml"), 366.135, 1e-3);

  rim_test_assert_runs (folder, consensus);
  rim_test_folder_remove (folder);
}

static void
test_other_frame (void)
{
  g_autofree char *data = rim_test_data_or_skip ("data/spect_two_times");
  g_autofree char *line = NULL;

  if (data == NULL)
    return;

  line = g_strdup_printf ("compare --image %s/SCAN_001/image %s/SCAN_001/mask %s/SCAN_002/mask", data, data, data);
  rim_test_assert_fails ("", line, 1, "frame of reference");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli-compare/pairs", test_pairs);
  g_test_add_func ("/cli-compare/cohort", test_cohort);
  g_test_add_func ("/cli-compare/consensus", test_consensus);
  g_test_add_func ("/cli-compare/agreement", test_agreement);
  g_test_add_func ("/cli-compare/errors", test_errors);
  g_test_add_func ("/cli-compare/patient", test_patient);
  g_test_add_func ("/cli-compare/other-frame", test_other_frame);

  return g_test_run ();
}
