/* test-cli-train.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "cohort/rim-cohort-csv.h"
#include "core/rim-file.h"
#include "rim-test-data.h"
#include "rim-test-run.h"
#include "rim-test-training.h"

#define TRAIN "train --bootstraps 20 --permutations 20 --cohort %s/cohort.csv --recipe %s/small.yaml "

static void
write_text (const char *folder,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (rim_file_replace_contents (path, text, strlen (text), NULL));
}

static char *
read_text (const char *folder,
           const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);

  return text;
}

/* small.yaml and a cohort of 60 patients in cohort.csv. */
static char *
make_folder (void)
{
  char *folder = rim_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "cohort.csv", NULL);
  g_autoptr(RimCohort) cohort = rim_test_cohort_new (60, 3);
  g_autoptr(GError) error = NULL;

  write_text (folder, "small.yaml", rim_test_recipe);
  rim_cohort_save_csv (cohort, path, &error);
  g_assert_no_error (error);

  return folder;
}

/* A cohort of the same columns in other.csv, each value of which @get gives. */
static void
write_cohort (const char *folder,
              double (   *get )(guint     column,
                                guint     row))
{
  g_autoptr(GString) csv = g_string_new ("id,ct_tumour_original_glcm_Contrast,ct_tumour_original_glcm_Idm,tps,dcb,"
                                         "pfs_months,pfs_event\n");

  for (guint row = 0; row < 40; row++)
    {
      g_string_append_printf (csv, "p%u", row);
      for (guint column = 0; column < 6; column++)
        {
          char buffer[G_ASCII_DTOSTR_BUF_SIZE];

          g_string_append_printf (csv, ",%s", g_ascii_dtostr (buffer, sizeof buffer, get (column, row)));
        }
      g_string_append_c (csv, '\n');
    }
  write_text (folder, "other.csv", csv->str);
}

static double
get_plain (guint column,
           guint row)
{
  return column == 3 ? row % 2 : column == 5 ? row % 3 != 0 : (row * 37 + column * 11) % 41 + 1.0;
}

static double
get_one_class (guint column,
               guint row)
{
  return column == 3 ? 1.0 : get_plain (column, row);
}

static double
get_constant (guint column,
              guint row)
{
  return column < 2 ? 7.0 : get_plain (column, row);
}

static double
get_separate (guint column,
              guint row)
{
  return column == 0 ? (row % 2 == 0 ? -5.0 : 5.0) : get_plain (column, row);
}

static double
get_tied (guint column,
          guint row)
{
  return column < 2 ? (row / 2) % 2 : column == 4 ? 1.0 + row % 2 : get_plain (column, row);
}

static double
get_censored (guint column,
              guint row)
{
  return column == 5 ? 0.0 : get_plain (column, row);
}

/* Variants side by side, with their comparison and strata. */
static void
test_variants (void)
{
  g_autofree char *folder = make_folder ();
  g_auto(RimTestRun) run = rim_test_run_cli (folder, TRAIN "--json --note authors=Us %s/out.json");
  g_autoptr(JsonNode) root = json_from_string (run.out, NULL);
  g_auto(RimTestRun) card = rim_test_run_cli (folder, "signature %s/out-images.json");
  g_auto(RimTestRun) document = rim_test_run_cli (folder, "signature --json %s/out-images-tps.json");
  g_autofree char *file = read_text (folder, "out-images-tps.json");
  g_autofree char *predictions = read_text (folder, "out-images.predictions.csv");
  JsonObject *object;
  JsonArray *strata;
  gint64 n = 0;

  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpstr (run.err, ==, "");
  object = json_node_get_object (root);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "variants")), ==, 2);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "comparisons")), ==, 1);
  strata = json_object_get_array_member (object, "strata");
  g_assert_cmpuint (json_array_get_length (strata), ==, 6);
  for (guint i = 0; i < 6; i++)
    n += json_object_get_int_member (json_array_get_object_element (strata, i), "rows");
  g_assert_cmpint (n, ==, 60);
  g_assert_cmpint (card.status, ==, 0);
  g_assert_nonnull (strstr (card.out, "**Authors**: Us"));
  g_assert_cmpstr (document.out, ==, file);
  g_assert_true (g_str_has_prefix (predictions, "id,patient,repeat,fold,margin,probability,high,class\n"));
  rim_test_folder_remove (folder);
}

/* The same bits on any number of threads, whatever the time it was made. */
static void
test_threads (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *one = NULL;
  g_autofree char *three = NULL;

  rim_test_assert_runs (folder, "--threads 1 " TRAIN "--variant images --note created=now %s/one.json");
  rim_test_assert_runs (folder, "--threads 3 " TRAIN "--variant images --note created=now %s/three.json");
  one = read_text (folder, "one.json");
  three = read_text (folder, "three.json");
  g_assert_nonnull (one);
  g_assert_cmpstr (one, ==, three);
  rim_test_folder_remove (folder);
}

/* Another outcome, a time to an event, and a number. */
static void
test_outcomes (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *recipe = read_text (folder, "small.yaml");
  g_auto(GStrv) parts = g_strsplit (recipe, "{logistic: {ridge: 0.01}}", 2);
  g_auto(GStrv) steps = NULL;
  g_autofree char *cox = g_strjoinv ("cox", parts);
  g_autofree char *text = NULL;

  steps = g_strsplit (cox, "{t-test: {level: 1, most: 4}}", 2);
  text = g_strjoinv ("correlation", steps);
  write_text (folder, "cox.yaml", text);
  rim_test_assert_runs (folder, "train --bootstraps 20 --permutations 20 --cohort %s/cohort.csv --recipe %s/cox.yaml "
                        "--outcome pfs_months --event pfs_event %s/cox.json");
  rim_test_assert_runs (folder, TRAIN "--variant images --outcome pfs_months --event pfs_event --horizon 6 %s/half.json");
  rim_test_assert_fails (folder, TRAIN "--variant images --outcome pfs_months --event pfs_event %s/no.json", 1,
                         "“t-test”");
  rim_test_folder_remove (folder);
}

/* A trial that has its fits in a file says the same without learning them again. */
static void
test_checkpoint (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;

  rim_test_assert_runs (folder, TRAIN "--variant images --note created=now --checkpoint %s/fits %s/first.json");
  rim_test_assert_runs (folder, TRAIN "--variant images --note created=now --checkpoint %s/fits %s/again.json");
  first = read_text (folder, "first.json");
  again = read_text (folder, "again.json");
  g_assert_nonnull (first);
  g_assert_cmpstr (first, ==, again);
  rim_test_assert_fails (folder, TRAIN "--checkpoint %s/small.yaml --variant images %s/other.json", 1, "small.yaml");
  rim_test_folder_remove (folder);
}

static void
test_icc (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *recipe = read_text (folder, "small.yaml");
  g_auto(GStrv) parts = g_strsplit (recipe, "steps: [", 2);
  g_autofree char *text = g_strjoinv ("steps: [{icc: {least: 0.8}}, ", parts);
  g_autofree char *with = NULL;
  g_autofree char *without = NULL;

  write_text (folder, "small.yaml", text);
  write_text (folder, "icc.csv", "feature,icc_2_1\nct_tumour_original_firstorder_Mean,0.9\n"
              "ct_tumour_original_glcm_Contrast,0.5\nct_tumour_original_glcm_Idm,\n");
  write_text (folder, "bad.csv", "column,icc\nx,high\n");
  write_text (folder, "other.csv", "a,b\n1,2\n");
  rim_test_assert_fails (folder, TRAIN "%s/out.json", 1, "give --icc FILE, or --without-icc");
  rim_test_assert_fails (folder, TRAIN "--icc %s/bad.csv %s/out.json", 1, "bad.csv:2: “high” is no correlation");
  rim_test_assert_fails (folder, TRAIN "--icc %s/other.csv %s/out.json", 1, "no column “column”");
  rim_test_assert_fails (folder, TRAIN "--icc %s/none.csv %s/out.json", 1, "none.csv");
  rim_test_assert_fails (folder, TRAIN "--without-icc --icc %s/bad.csv %s/out.json", 2, "exclude each other");

  rim_test_assert_runs (folder, TRAIN "--variant images --icc %s/icc.csv %s/with.json");
  with = read_text (folder, "with.json");
  g_assert_nonnull (strstr (with, "\"name\": \"ct_tumour_original_firstorder_Mean\""));
  g_assert_null (strstr (with, "\"name\": \"ct_tumour_original_glcm_Contrast\""));
  rim_test_assert_runs (folder, TRAIN "--variant images --without-icc %s/without.json");
  without = read_text (folder, "without.json");
  g_assert_nonnull (strstr (without, "\"deviation\""));
  rim_test_folder_remove (folder);
}

static void
test_usage (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *out = g_build_filename (folder, "out.json", NULL);

  rim_test_assert_fails (folder, "train", 2, "an argument is missing");
  rim_test_assert_fails (folder, "train --recipe mprs %s/out.json", 2, "--cohort is missing");
  rim_test_assert_fails (folder, "train --cohort %s/cohort.csv %s/out.json", 2, "--recipe is missing");
  rim_test_assert_fails (folder, TRAIN "--horizon 6 %s/out.json", 2, "go with --outcome");
  rim_test_assert_fails (folder, TRAIN "--bootstraps -1 %s/out.json", 2, "from 0 to 100000");
  rim_test_assert_fails (folder, TRAIN "--note x %s/out.json", 1, "KEY=TEXT");
  rim_test_assert_fails (folder, TRAIN "--variant none %s/out.json", 1, "no variant “none”");
  rim_test_assert_fails (folder, "train --cohort %s/cohort.csv --recipe none %s/out.json", 1, "no recipe “none”");
  rim_test_assert_fails (folder, "train --cohort %s/none.csv --recipe %s/small.yaml %s/out.json", 1, "none.csv");
  rim_test_assert_fails (folder, TRAIN "--outcome none %s/out.json", 1, "none");
  rim_test_assert_fails (folder, "train --cohort %s/cohort.csv --recipe mprs --without-icc %s/out.json", 1,
                         "columns of features that the cohort has not: pet_tumour_…, fused_tumour_…");
  rim_test_assert_fails (folder, "train --cohort %s/cohort.csv --recipe hyperprogression --without-icc "
                         "--outcome dcb --variant texture-vessels %s/out.json", 1, "tortuosity of vessels");
  g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
  rim_test_folder_remove (folder);
}

/* What cannot be learned from gets a clear answer; what can is learned. */
static void
test_bad_cohorts (void)
{
  g_autofree char *folder = make_folder ();
  const char *line = "train --bootstraps 0 --permutations 0 --cohort %s/other.csv --recipe %s/small.yaml "
                     "--variant images %s/out.json";
  const char *survival = "train --cohort %s/other.csv --recipe %s/small.yaml --variant images "
                         "--outcome pfs_months --event pfs_event %s/out.json";

  write_cohort (folder, get_plain);
  rim_test_assert_runs (folder, line);
  write_cohort (folder, get_separate);
  rim_test_assert_runs (folder, line);
  write_cohort (folder, get_tied);
  rim_test_assert_runs (folder, line);
  write_cohort (folder, get_constant);
  rim_test_assert_runs (folder, line);
  write_cohort (folder, get_one_class);
  rim_test_assert_fails (folder, line, 1, "class");
  write_cohort (folder, get_censored);
  rim_test_assert_fails (folder, survival, 1, "censored");
  rim_test_folder_remove (folder);
}

static void
test_bad_signatures (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *text = NULL;
  g_auto(GStrv) parts = NULL;
  g_autofree char *tampered = NULL;
  g_autofree char *newer = NULL;
  g_auto(GStrv) versions = NULL;

  rim_test_assert_runs (folder, TRAIN "--variant images %s/out.json");
  text = read_text (folder, "out.json");
  parts = g_strsplit (text, "No claim.", 2);
  tampered = g_strjoinv ("It heals.", parts);
  versions = g_strsplit (text, "\"version\": 1", 2);
  newer = g_strjoinv ("\"version\": 9", versions);
  write_text (folder, "tampered.json", tampered);
  write_text (folder, "newer.json", newer);
  text[strlen (text) / 2] = '\0';
  write_text (folder, "cut.json", text);
  write_text (folder, "empty.json", "");

  rim_test_assert_fails (folder, "signature %s/tampered.json", 1, "tampered.json: it was changed after it was made");
  rim_test_assert_fails (folder, "signature %s/newer.json", 1, "newer.json: a newer program made it");
  rim_test_assert_fails (folder, "signature %s/cut.json", 1, "cut.json: it is no signature");
  rim_test_assert_fails (folder, "signature %s/empty.json", 1, "empty.json: it is no signature");
  rim_test_assert_fails (folder, "signature %s/cohort.csv", 1, "cohort.csv: it is no signature");
  rim_test_assert_fails (folder, "signature %s/none.json", 1, "none.json");
  rim_test_assert_fails (folder, "signature", 2, "an argument is missing");
  rim_test_folder_remove (folder);
}

static void
test_recipes (void)
{
  g_autofree char *folder = make_folder ();
  g_auto(RimTestRun) all = rim_test_run_cli (folder, "recipe");
  g_auto(RimTestRun) one = rim_test_run_cli (folder, "recipe comb-radscore");
  g_auto(RimTestRun) yaml = rim_test_run_cli (folder, "recipe --yaml %s/small.yaml");

  g_assert_cmpint (all.status, ==, 0);
  g_assert_nonnull (strstr (all.out, "kothinti-baselines: Baselines"));
  g_assert_nonnull (strstr (all.out, "needs what is not here: a deep network"));
  g_assert_nonnull (strstr (one.out, "doi:10.1038/s41416-025-02948-z"));
  g_assert_cmpstr (yaml.out, ==, rim_test_recipe);
  rim_test_assert_fails (folder, "recipe none", 1, "no recipe “none”");
  write_text (folder, "small.yaml", "id: x\nwhat: y\n");
  rim_test_assert_fails (folder, "recipe %s/small.yaml", 1, "small.yaml:2: the recipe has no “what”");
  rim_test_folder_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/train/variants", test_variants);
  g_test_add_func ("/cli/train/threads", test_threads);
  g_test_add_func ("/cli/train/outcomes", test_outcomes);
  g_test_add_func ("/cli/train/checkpoint", test_checkpoint);
  g_test_add_func ("/cli/train/icc", test_icc);
  g_test_add_func ("/cli/train/usage", test_usage);
  g_test_add_func ("/cli/train/bad-cohorts", test_bad_cohorts);
  g_test_add_func ("/cli/train/bad-signatures", test_bad_signatures);
  g_test_add_func ("/cli/train/recipes", test_recipes);

  return g_test_run ();
}
