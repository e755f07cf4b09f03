/* test-cli-score.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "format/rim-image.h"
#include "rim-test-data.h"
#include "rim-test-run.h"
#include "rim-test-signature.h"
#include "rim-test-study.h"
#include "signature/rim-score-clinical.h"
#include "signature/rim-scorer.h"

static const RimTestInput plain_inputs[] = {
  { "a", NULL, 0, 0.75, 10.0, 4.0, 2.0, 18.0, 11.0 },
  { "b", NULL, 0, -1.5, 0.0, 0.5, -1.0, 1.0, NAN },
  { "kind", "x|y", 1, 0.25, 0.0, 1.0, 0.0, 1.0, NAN },
};

static const RimTestSignature plain = {
  .images = "[]", .vois = "[]", .rule = "largest", .base = 0.125, .cut_off = 0.0, .is_synthetic = TRUE,
  .inputs = plain_inputs, .n_inputs = G_N_ELEMENTS (plain_inputs),
};

static const RimTestInput image_inputs[] = {
  { "ct_tumour_original_firstorder_Mean", NULL, 0, 0.01, 100.0, 1.0, -1000.0, 1000.0, NAN },
  { "ct_rim_wavelet-LLH_glcm_Contrast", NULL, 0, 0.25, 1.0, 2.0, -1000.0, 1000.0, NAN },
  { "pet_tumour_original_firstorder_Maximum", NULL, 0, 0.5, 3.0, 1.0, 0.0, 40.0, NAN },
  { "age", NULL, 0, 0.02, 60.0, 1.0, 20.0, 90.0, 60.0 },
};

static const RimTestSignature image = {
  .settings = "comb-2060", .images = "[\"ct\", \"pet\"]", .vois = "[\"tumour\", \"rim\"]", .rule = "mean",
  .inputs = image_inputs, .n_inputs = G_N_ELEMENTS (image_inputs),
};

typedef struct
{
  char        *folder;
  RimTestStudy study;
} Fixture;

static void
save_signature (const char             *folder,
                const char             *name,
                const RimTestSignature *settings)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(RimSignature) signature = rim_test_signature_new (settings);
  g_autoptr(GError) error = NULL;

  rim_signature_save (signature, path, &error);
  g_assert_no_error (error);
}

static void
save_text (const char *folder,
           const char *name,
           const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* A signature that says what it did not. */
static void
save_changed (const char *folder,
              const char *name,
              const char *from,
              const char *to)
{
  g_autofree char *path = g_build_filename (folder, "plain.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr(GString) changed = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, from, to, 1), ==, 1);
  save_text (folder, name, changed->str);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *ct = NULL;
  g_autofree char *pet = NULL;
  g_autofree char *mask = NULL;
  g_autoptr(GPtrArray) rois = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);

  self->folder = rim_test_folder_new ();
  ct = g_build_filename (self->folder, "ct.nii", NULL);
  pet = g_build_filename (self->folder, "pet.nii", NULL);
  mask = g_build_filename (self->folder, "mask.nii", NULL);
  rim_test_study_init_textured (&self->study);
  for (int i = 1; i <= 2; i++)
    {
      RimRoi *roi = rim_roi_new ();
      RimBox box = { { 20, 20, 8 }, { 24, 24, 10 } };

      roi->number = i;
      roi->name = g_strdup_printf ("L%d", i);
      roi->mask = i == 2 ? rim_mask_new_box (rim_volume_get_grid (self->study.ct), &box) : NULL;
      if (i == 1)
        {
          g_autoptr(RimMask) other = rim_mask_new_box (rim_volume_get_grid (self->study.ct), &box);

          roi->mask = rim_mask_combine (self->study.lesion, other, RIM_MASK_SUBTRACT);
        }
      g_ptr_array_add (rois, roi);
    }
  g_assert_true (rim_image_write (ct, self->study.ct, NULL));
  g_assert_true (rim_image_write (pet, self->study.pet, NULL));
  g_assert_true (rim_image_write_labels (mask, rois, NULL));
  save_signature (self->folder, "plain.json", &plain);
  save_signature (self->folder, "image.json", &image);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  rim_test_study_clear (&self->study);
  rim_test_folder_remove (self->folder);
  g_free (self->folder);
}

static JsonObject *
get_lesion (JsonNode *node,
            guint     lesion)
{
  return json_array_get_object_element (json_object_get_array_member (json_node_get_object (node), "lesions"), lesion);
}

/* 0.125 + 0.75 × 3 / 4 - 1.5 × 0.25 / 0.5 + 0.25, by hand. */
static void
test_values (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(JsonNode) node = rim_test_run_json (self->folder, "score -s %s/plain.json --clinical a=13,b=0.25,kind=y --json");
  g_autoptr(JsonNode) from_table = NULL;
  g_auto(RimTestRun) text = { 0 };

  g_assert_cmpfloat (json_object_get_double_member (get_lesion (node, 0), "margin"), ==, 0.1875);
  g_assert_true (json_object_get_boolean_member (json_node_get_object (node), "synthetic"));
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "notice"), ==, "Research use only.");

  save_text (self->folder, "clinical.csv", "id,a,b,kind\nP1,13,0.25,y\nP2,10,0,x\n");
  from_table = rim_test_run_json (self->folder, "score -s %s/plain.json --clinical %s/clinical.csv --id P1 --json");
  g_assert_cmpfloat (json_object_get_double_member (get_lesion (from_table, 0), "margin"), ==, 0.1875);
  rim_test_assert_fails (self->folder, "score -s %s/plain.json -c %s/clinical.csv", 1, "has 2 rows; --id says which");
  rim_test_assert_fails (self->folder, "score -s %s/plain.json -c %s/clinical.csv --id P3", 1, "no row “P3”");

  text = rim_test_run_cli (self->folder, "score -s %s/plain.json --clinical a=13,b=0.25,kind=y");
  g_assert_nonnull (strstr (text.out, "SYNTHETIC. Research use only."));
  g_assert_nonnull (strstr (text.out, "Score 0.1875"));
}

static void
test_table (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->folder, "out.csv", NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  save_text (self->folder, "table.csv", "id,patient,a,b,kind,more\nR1,P1,13,0.25,y,1\nR2,P1,,1,x,2\nR3,P2,10,,x,3\n");
  rim_test_assert_runs (self->folder, "score -s %s/plain.json --cohort %s/table.csv %s/out.csv");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  g_assert_true (g_str_has_prefix (lines[1], "R1,P1,"));
  g_assert_nonnull (strstr (lines[1], ",0.1875,"));
  g_assert_nonnull (strstr (lines[1], ",high,"));
  g_assert_nonnull (strstr (lines[2], ",-2.6875,"));
  g_assert_nonnull (strstr (lines[2], ",low,"));
  g_assert_nonnull (strstr (lines[2], "1 of 3 inputs is missing and filled in as in training: a (11)"));
  g_assert_nonnull (strstr (lines[3], ",,,,"));
  g_assert_nonnull (strstr (lines[3], "there is no b"));
}

/* The program gives the bits that the engine gives. */
static void
test_images (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(JsonNode) node = rim_test_run_json (self->folder, "score -s %s/image.json -i %s/ct.nii -p %s/pet.nii -m %s/mask.nii --roi all "
                                                "--clinical age=70 --perturb 2 --contours 5 --json");
  g_autoptr(JsonNode) threads = rim_test_run_json (self->folder, "--threads 5 score -s %s/image.json -i %s/ct.nii -p %s/pet.nii -m "
                                                   "%s/mask.nii --roi all --clinical age=70 --perturb 2 --contours 5 --json");
  g_autoptr(RimSignature) signature = rim_test_signature_new (&image);
  g_autoptr(GHashTable) clinical = rim_score_clinical_parse ("age=70", NULL);
  g_autoptr(RimMask) box = NULL;
  g_autoptr(RimScore) score = NULL;
  g_autofree char *a = json_to_string (node, FALSE);
  g_autofree char *b = json_to_string (threads, FALSE);
  JsonObject *patient = json_object_get_object_member (json_node_get_object (node), "patient");
  JsonObject *contours = json_object_get_object_member (get_lesion (node, 1), "contours");
  RimScoreCase score_case;

  box = rim_mask_new_box (rim_volume_get_grid (self->study.ct), &(RimBox) { { 20, 20, 8 }, { 24, 24, 10 } });
  score_case = (RimScoreCase) { .ct = self->study.ct, .pet = self->study.pet, .lesion = box, .clinical = clinical };
  score = rim_score_new (signature, &score_case, NULL, NULL);
  g_assert_true (rim_score_perturb (score, signature, &score_case, 2.0, 5, 1, NULL, NULL, NULL, NULL));
  g_assert_cmpstr (json_object_get_string_member (get_lesion (node, 1), "name"), ==, "L2");
  g_assert_cmpfloat (json_object_get_double_member (get_lesion (node, 1), "margin"), ==, score->margin);
  g_assert_cmpfloat (json_object_get_double_member (contours, "low"), ==, score->low);
  g_assert_cmpfloat (json_object_get_double_member (contours, "deviation"), ==, score->deviation);
  g_assert_cmpstr (json_object_get_string_member (patient, "rule"), ==, "mean");
  g_assert_cmpstr (a, ==, b);
}

static void
test_failures (Fixture       *self,
               gconstpointer  data)
{
  static const struct
  {
    const char *line;
    int         status;
    const char *reason;
  } cases[] = {
    { "score", 2, "--signature is missing" },
    { "score -s a --cohort b", 2, "go together" },
    { "score -s a --cohort b --image c --mask d e", 2, "--cohort says itself" },
    { "score -s a --image b", 2, "--image and --mask go together" },
    { "score -s a --keep", 2, "want --patient" },
    { "score -s a --perturb -1", 2, "--perturb takes" },
    { "score -s a --contours 1", 2, "--contours takes" },
    { "score -s a --image b --mask c --perturb 1 --reader d", 2, "do not go together" },
    { "score -s %s/nowhere.json", 1, "nowhere.json" },
    { "score -s %s/tampered.json", 1, "it was changed after it was made" },
    { "score -s %s/newer.json", 1, "a newer program made it" },
    { "score -s %s/ct.nii", 1, "ct.nii" },
    { "score -s %s/plain.json -c a=1", 1, "there is no b, kind" },
    { "score -s %s/plain.json -c b=1,kind=z", 1, "which nobody in training had; there were x, y" },
    { "score -s %s/plain.json -c b=1,kind", 1, "is not of the form name=value" },
    { "score -s %s/plain.json --cohort %s/few.csv %s/out.csv", 1, "few.csv has no column b, kind" },
    { "score -s %s/image.json", 1, "There is no contour" },
    { "score -s %s/image.json -i %s/ct.nii -m %s/mask.nii -r 1", 1, "There is no PET" },
    { "score -s %s/image.json -i %s/ct.nii -p %s/pet.nii -m %s/mask.nii -r 7", 1, "mask.nii" },
  };

  save_changed (self->folder, "tampered.json", "0.75", "0.25");
  save_changed (self->folder, "newer.json", "\"version\"", "\"version\":9,\"was\"");
  save_text (self->folder, "few.csv", "id,a\nR1,1\n");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    rim_test_assert_fails (self->folder, cases[i].line, cases[i].status, cases[i].reason);
}

/* One that comes with the program is found by its name, unless a file is meant. */
static void
test_shipped (Fixture       *self,
              gconstpointer  data)
{
  g_auto(RimTestRun) run = rim_test_run_cli (self->folder, "signature synthetic-demo");

  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "SYNTHETIC"));
  rim_test_assert_fails (self->folder, "signature %s/synthetic-demo", 1, "synthetic-demo");
  rim_test_assert_fails (self->folder, "signature no-such-signature", 1, "no-such-signature");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/cli/score/values", Fixture, NULL, set_up, test_values, tear_down);
  g_test_add ("/cli/score/table", Fixture, NULL, set_up, test_table, tear_down);
  g_test_add ("/cli/score/images", Fixture, NULL, set_up, test_images, tear_down);
  g_test_add ("/cli/score/shipped", Fixture, NULL, set_up, test_shipped, tear_down);
  g_test_add ("/cli/score/failures", Fixture, NULL, set_up, test_failures, tear_down);

  return g_test_run ();
}
