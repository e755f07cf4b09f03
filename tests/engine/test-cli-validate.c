/* test-cli-validate.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "core/rim-random.h"
#include "rim-test-data.h"
#include "rim-test-run.h"

static const char *const features[] = {
  "ct_tumour_original_glcm_Contrast", "ct_tumour_original_glcm_Id", "ct_tumour_original_firstorder_Mean",
  "ct_tumour_original_firstorder_Entropy", "ct_tumour_original_shape_Sphericity",
};

static void
write_text (const char *folder,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* Features of which the first two carry the class, an age, and a time to an event. */
static void
write_cohort (const char *folder,
              const char *name,
              guint64     seed,
              guint       n)
{
  g_autoptr(GString) csv = g_string_new ("patient");
  RimRandom random;

  rim_random_init (&random, seed);
  for (guint f = 0; f < G_N_ELEMENTS (features); f++)
    g_string_append_printf (csv, ",%s", features[f]);
  g_string_append (csv, ",age,sex,benefit,months,progressed\n");
  for (guint row = 0; row < n; row++)
    {
      const gboolean benefits = row % 5 < 2;

      g_string_append_printf (csv, "P%u", row);
      for (guint f = 0; f < G_N_ELEMENTS (features); f++)
        g_string_append_printf (csv, ",%.6f", rim_random_uniform (&random, -1, 1) + (f < 2 && benefits ? 0.7 : 0.0));
      g_string_append_printf (csv, ",%u,%s,%d,%.1f,%d\n", 50 + row % 30, row % 3 == 0 ? "F" : "M", benefits,
                              rim_random_uniform (&random, 1, 20) + 6 * benefits, row % 4 != 0);
    }
  write_text (folder, name, csv->str);
}

static char *
read_text (const char *folder,
           const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  return text;
}

static gboolean
exists (const char *folder,
        const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* A signature is applied to a cohort that it never saw, once by itself and once beside
 * itself, which is no better.
 */
static void
test_signature (void)
{
  g_autofree char *folder = rim_test_folder_new (), *measures = NULL, *again = NULL, *report = NULL;
  g_auto(RimTestRun) run = { 0 };

  write_cohort (folder, "train.csv", 1, 60);
  write_cohort (folder, "test.csv", 2, 50);
  rim_test_assert_runs (folder, "train --cohort %s/train.csv --recipe kothinti-baselines --variant lasso-logistic "
                        "--outcome benefit --bootstraps 0 --permutations 0 --synthetic %s/s.json");
  run = rim_test_run_cli (folder, "validate --signature %s/s.json --cohort %s/test.csv --outcome benefit "
                          "--bootstraps 50 --permutations 50 --compare %s/s.json --cutoffs 0.3,0.6 --forest age,sex "
                          "--plots %s/plots --format csv --report %s/report.pdf %s/out.csv");
  g_assert_cmpstr (run.err, ==, "");
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "SYNTHETIC. Research use only."));
  g_assert_nonnull (strstr (run.out, "DeLong’s test of the difference of areas: 0 (0 to 0), p = 1"));
  g_assert_nonnull (strstr (run.out, "Odds ratio, multivariable: sex: M"));

  measures = read_text (folder, "out.csv");
  report = read_text (folder, "report.pdf");
  g_assert_true (g_str_has_prefix (measures, "section,id,title,value,low,high,p,note\nvalidation,n,Rows,50,"));
  g_assert_true (g_str_has_prefix (report, "%PDF-"));
  g_assert_true (exists (folder, "plots/roc.csv") && exists (folder, "plots/forest-univariable.csv"));

  rim_test_assert_runs (folder, "validate --signature %s/s.json --cohort %s/test.csv --outcome benefit "
                        "--bootstraps 50 --permutations 50 --json %s/again.csv");
  again = read_text (folder, "again.csv");
  g_assert_true (g_str_has_prefix (measures, again));
  rim_test_assert_fails (folder, "validate --signature %s/s.json --cohort %s/test.csv --outcome months "
                         "--event progressed %s/no.csv", 1, "predicts two classes, and the outcome is times");
  g_assert_false (exists (folder, "no.csv"));
  rim_test_folder_remove (folder);
}

#define BINARY \
  "id,margin,probability,high,label\na,-1,0.2,0,0\nb,0.5,0.6,1,1\nc,0.2,0.4,0,0\nd,0.1,0.5,0,1\ne,2,0.9,1,1\nf,-2,0.1,0,0\n"

/* Tables that other programs wrote. */
static void
test_predictions (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_auto(RimTestRun) binary = { 0 }, survival = { 0 }, number = { 0 };

  write_text (folder, "binary.csv", BINARY);
  write_text (folder, "survival.csv",
              "id;margin;high;time;event\na;2;1;1;1\nb;1;1;3;1\nc;0;0;2;0\nd;-1;0;7;1\ne;-2;0;9;0\n");
  write_text (folder, "number.csv", "margin,value\n1,1.5\n2,2.5\n3,3\n4,4.5\n");
  binary = rim_test_run_cli (folder, "validate --predictions %s/binary.csv --bootstraps 0 %s/out.csv");
  survival = rim_test_run_cli (folder, "validate -P %s/survival.csv --bootstraps 0 --at 2,4 --time-unit months %s/out.csv");
  number = rim_test_run_cli (folder, "validate --predictions %s/number.csv --bootstraps 0 --json %s/out.csv");

  g_assert_nonnull (strstr (binary.out, "Area under the ROC curve: 0.888889 ("));
  g_assert_nonnull (strstr (survival.out, "Harrell’s concordance index: 1 (1 to 1)"));
  g_assert_nonnull (strstr (survival.out, "AUC at 4 months: 1\n"));
  g_assert_nonnull (strstr (number.out, "\"research use only\""));
  g_assert_nonnull (strstr (number.out, "\"mae\""));
  rim_test_folder_remove (folder);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text, *reason;
  } rows[] = {
    { "id,margin\na,1\n", "there is no outcome" },
    { "id,label\na,1\n", "there is no column “margin”" },
    { "id,margin,time,label\na,1,2,1\n", "there is no outcome" },
    { "id,margin,label\na,1,1\nb,x,0\n", "bad.csv:3: “x” of the column “margin” is not a number" },
    { "id,margin,label\na,1,1\nb,,0\n", "bad.csv:3: “” of the column “margin” is not a number" },
    { "id,margin,label\na,1,2\n", "bad.csv:2: “2” of the column “label” is not 0 or 1" },
    { "id,margin,label\n", "there are no rows" },
    { "id,margin,time,event\na,1,-2,1\n", "Row 1 of the times is -2" },
    { "margin,label,repeat\n1,1,1\n0,0,2\n", "repeats need a column" },
  };
  g_autofree char *folder = rim_test_folder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      write_text (folder, "bad.csv", rows[i].text);
      rim_test_assert_fails (folder, "validate --predictions %s/bad.csv %s/out.csv", 1, rows[i].reason);
    }
  write_text (folder, "a.csv", BINARY);
  write_text (folder, "b.csv", "id,margin,label\na,1,0\n");
  rim_test_assert_fails (folder, "validate -P %s/a.csv --compare %s/b.csv %s/out.csv", 1,
                         "6 predictions of the first signature and 1 of the second");
  rim_test_assert_fails (folder, "validate -P %s/a.csv --report %s/no/r.pdf %s/out.csv", 1, "r.pdf");
  rim_test_assert_fails (folder, "validate -P %s/a.csv --format png %s/out.csv", 2, "svg, pdf or csv");
  rim_test_assert_fails (folder, "validate -P %s/a.csv --at 3,2 %s/out.csv", 2, "rising numbers");
  rim_test_assert_fails (folder, "validate %s/out.csv", 2, "give either --signature");
  rim_test_assert_fails (folder, "validate --signature %s/s.json %s/out.csv", 2, "go together");
  rim_test_folder_remove (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli/validate/signature", test_signature);
  g_test_add_func ("/cli/validate/predictions", test_predictions);
  g_test_add_func ("/cli/validate/refused", test_refused);

  return g_test_run ();
}
