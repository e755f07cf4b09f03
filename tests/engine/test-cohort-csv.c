/* test-cohort-csv.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "cohort/rim-cohort-csv.h"
#include "cohort/rim-cohort-error.h"
#include "cohort/rim-cohort-icc.h"
#include "cohort/rim-cohort-join.h"
#include "core/rim-csv-table.h"
#include "core/rim-parallel.h"
#include "core/rim-random.h"
#include "feature/rim-feature-table.h"
#include "rim-test-data.h"
#include "rim-test-run.h"
#include "statistics/rim-icc.h"

static char *
write_table (const char *text,
             gssize      length)
{
  char *path = g_build_filename (g_get_tmp_dir (), "rimlight-test-cohort-XXXXXX.csv", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkstemp (path), >=, 0);
  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);

  return path;
}

static RimCohort *
read_text (const char                 *text,
           const RimCohortCsvSettings *settings,
           GPtrArray                  *notes,
           GError                    **error)
{
  g_autofree char *path = write_table (text, -1);
  RimCohort *cohort = rim_cohort_load_csv (path, settings, notes, error);

  g_remove (path);

  return cohort;
}

static RimCohort *
read_good (const char                 *text,
           const RimCohortCsvSettings *settings)
{
  g_autoptr(GError) error = NULL;
  RimCohort *cohort = read_text (text, settings, NULL, &error);

  g_assert_no_error (error);

  return cohort;
}

static void
assert_refused (const char                 *text,
                const RimCohortCsvSettings *settings,
                const char                 *reason)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimCohort) cohort = read_text (text, settings, NULL, &error);

  g_assert_null (cohort);
  g_assert_nonnull (error);
  if (!g_str_has_suffix (error->message, reason) || strstr (error->message, "rimlight-test-cohort") == NULL)
    g_error ("“%s” and not “%s”", error->message, reason);
}

static void
test_columns (void)
{
  const char *text = "\xef\xbb\xbfid, patient ,age,stage,\"histo, logy\",PFS_months,scanner,original_glcm_Contrast,x\r\n"
                     "a,p1, 61 ,2,\"adeno \"\"x\"\"\",12.5,GE,1e-3,NA\r\n"
                     "\r\n"
                     "b,p1,?,3A, squamous ,1,Siemens,NaN,\r\n"
                     "c,p2,-7,,\"a\nb\",.5,GE,inf,n/a";
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(RimCohort) cohort = read_text (text, NULL, notes, NULL);

  g_assert_cmpuint (rim_cohort_get_n_rows (cohort), ==, 3);
  g_assert_cmpuint (rim_cohort_get_n_columns (cohort), ==, 7);
  g_assert_cmpstr (rim_cohort_get_patient (cohort, 1), ==, "p1");
  g_assert_cmpfloat (rim_cohort_find (cohort, "age")->values[0], ==, 61.0);
  g_assert_true (isnan (rim_cohort_find (cohort, "age")->values[1]));
  g_assert_cmpint (rim_cohort_find (cohort, "age")->role, ==, RIM_COLUMN_CLINICAL);
  g_assert_cmpint (rim_cohort_find (cohort, "stage")->type, ==, RIM_COLUMN_CATEGORY);
  g_assert_cmpstr (rim_cohort_find (cohort, "histo, logy")->levels[0], ==, "a\nb");
  g_assert_cmpstr (rim_cohort_find (cohort, "histo, logy")->levels[1], ==, "adeno \"x\"");
  g_assert_cmpstr (rim_cohort_find (cohort, "histo, logy")->levels[2], ==, "squamous");
  g_assert_cmpint (rim_cohort_find (cohort, "PFS_months")->role, ==, RIM_COLUMN_OUTCOME);
  g_assert_cmpint (rim_cohort_find (cohort, "scanner")->role, ==, RIM_COLUMN_BATCH);
  g_assert_cmpint (rim_cohort_find (cohort, "original_glcm_Contrast")->role, ==, RIM_COLUMN_FEATURE);
  g_assert_cmpuint (rim_cohort_find (cohort, "original_glcm_Contrast")->n_missing, ==, 2);
  g_assert_cmpuint (rim_cohort_find (cohort, "x")->n_missing, ==, 3);
  g_assert_cmpuint (notes->len, ==, 2);
  g_assert_cmpstr (notes->pdata[1], ==, "“original_glcm_Contrast”: 1 infinite values count as missing");
}

/* Ids without a name, decimal commas, patients in ids, rules. */
static void
test_settings (void)
{
  g_autoptr(RimColumnRules) rules = rim_column_rules_new ();
  const RimColumnRule ordered = { (char *) "gr*", FALSE, RIM_COLUMN_FEATURE, TRUE, RIM_COLUMN_CATEGORY,
                                  (char *[]) { (char *) "low", (char *) "high", NULL } };
  const RimColumnRule batch = { (char *) "b", TRUE, RIM_COLUMN_BATCH };
  RimCohortCsvSettings settings = { .patient_pattern = "^(\\w+)-", .rules = rules };
  g_autoptr(GError) error = NULL;
  g_autoptr(RimCohort) cohort = NULL;
  g_autofree char *path = write_table ("column,role,type,levels\n*,ignored,,\nx,feature,,\nc,,category,\n", -1);

  g_assert_true (rim_column_rules_load (rules, path, &error));
  g_remove (path);
  rim_column_rules_add (rules, &ordered);
  rim_column_rules_add (rules, &batch);
  cohort = read_good (";x;grade;b;c\nP1-1;1,5;high;1;10\nP1-2;2,25e1;low;2;9\n", &settings);
  g_assert_cmpfloat (rim_cohort_find (cohort, "x")->values[1], ==, 22.5);
  g_assert_cmpint (rim_cohort_find (cohort, "x")->role, ==, RIM_COLUMN_FEATURE);
  g_assert_cmpstr (rim_cohort_find (cohort, "grade")->levels[0], ==, "low");
  g_assert_cmpint (rim_cohort_find (cohort, "grade")->role, ==, RIM_COLUMN_IGNORED);
  g_assert_cmpint (rim_cohort_find (cohort, "b")->role, ==, RIM_COLUMN_BATCH);
  g_assert_cmpstr (rim_cohort_find (cohort, "c")->levels[0], ==, "9");
  g_assert_cmpstr (rim_cohort_get_patient (cohort, 1), ==, "P1");
  g_assert_cmpstr (rim_cohort_get_id (cohort, 1), ==, "P1-2");

  assert_refused ("id,grade\nP1-1,medium\n", &settings, "“grade” of P1-1 is “medium”, which is no level of it");
}

static void
test_refused (void)
{
  const RimCohortCsvSettings named = { .id = "lesion" };
  const RimCohortCsvSettings pattern = { .patient_pattern = "^(\\d+)" };
  g_autoptr(GString) mixed = g_string_new ("id,x\n");

  for (guint i = 0; i < 30; i++)
    g_string_append_printf (mixed, "r%u,%s%u\n", i, i == 17 ? ">" : "", i);

  assert_refused ("", NULL, ":1: the file is empty");
  assert_refused ("id,x\n", NULL, ": there are no rows below the header");
  assert_refused ("id,x,x\n1,2,3\n", NULL, ":1: the column “x” is there twice");
  assert_refused ("id,,x\n1,2,3\n", NULL, ":1: column 2 has no name");
  assert_refused ("id,x\n1,2\n\n2,3,4\n", NULL, ":4: the row has 3 fields, and the header 2");
  assert_refused ("id,x\n1,\"2\n3", NULL, ":2: a quote is never closed");
  assert_refused ("id,x\n1,\"2\"3\n", NULL, ":2: something follows a closing quote");
  assert_refused ("id,x\n1,2\"3\n", NULL, ":2: a quote stands inside of a field that has none at its beginning");
  assert_refused ("id,x\n1,\xff\n", NULL, ":1: it is not UTF-8");
  assert_refused ("id,x\n1,2\n1,3\n", NULL, ":3: “1” is there already");
  assert_refused ("id,x\n1,2\n,3\n", NULL, ":3: “id” is empty");
  assert_refused ("id,x\n1,2\n", &named, ":1: there is no column “lesion”");
  assert_refused ("id,x\nP1,2\n", &pattern, ":2: the patient is not found in “P1”");
  assert_refused (mixed->str, NULL, ":19: “x” is “>17”, which is no number as most of the column are: write NA where "
                  "it is missing, or say that the column is a category");
}

/* Whatever the family, what “extract” calls a feature is one. */
static void
test_roles (void)
{
  guint n;
  const RimFamily *const *families = rim_families_get (&n);

  for (guint f = 0; f < n; f++)
    {
      g_autofree char *name = g_strdup_printf ("original_%s_Name", families[f]->name);
      g_autofree char *long_name = g_strdup_printf ("fused_tumour+rim_wavelet-HHL_%s_Name", families[f]->name);

      g_assert_cmpint (rim_column_role_guess (name), ==, RIM_COLUMN_FEATURE);
      g_assert_cmpint (rim_column_role_guess (long_name), ==, RIM_COLUMN_FEATURE);
    }
  g_assert_cmpint (rim_column_role_guess ("diagnostics_Versions_Rimlight"), ==, RIM_COLUMN_IGNORED);
  g_assert_cmpint (rim_column_role_guess ("ct_rim_diagnostics_Mask"), ==, RIM_COLUMN_IGNORED);
  g_assert_cmpint (rim_column_role_guess ("os_event"), ==, RIM_COLUMN_OUTCOME);
  g_assert_cmpint (rim_column_role_guess ("margin_status"), ==, RIM_COLUMN_CLINICAL);
  g_assert_cmpint (rim_column_role_guess ("ECOG"), ==, RIM_COLUMN_CLINICAL);
}

static char *
make_big (void)
{
  GString *csv = g_string_new ("id,word");
  RimRandom random;

  rim_random_init (&random, 5);
  for (guint c = 0; c < 300; c++)
    g_string_append_printf (csv, ",original_glcm_%u", c);
  for (guint row = 0; row < 40; row++)
    {
      g_string_append_printf (csv, "\nr%u,%s", row, row % 3 ? "a" : "b");
      for (guint c = 0; c < 300; c++)
        {
          char buffer[G_ASCII_DTOSTR_BUF_SIZE];

          g_string_append_c (csv, ',');
          if ((row + c) % 17)
            g_string_append (csv, g_ascii_dtostr (buffer, sizeof buffer, rim_random_uniform (&random, -1e9, 1e-3)));
        }
    }

  return g_string_free (csv, FALSE);
}

/* What is written is read again, bit by bit, on any number of threads. */
static void
test_round_trip (void)
{
  g_autofree char *text = make_big ();
  g_autoptr(RimCohort) one = NULL;
  g_autoptr(RimCohort) many = read_good (text, NULL);
  g_autoptr(RimCohort) again = NULL;
  g_autofree char *path = write_table ("", 0);
  g_autofree char *one_hash = NULL;
  g_autofree char *many_hash = rim_cohort_dup_hash (many);
  g_autofree char *again_hash = NULL;
  g_autoptr(GError) error = NULL;

  rim_parallel_set_n_threads (1);
  one = read_good (text, NULL);
  rim_parallel_set_n_threads (0);
  one_hash = rim_cohort_dup_hash (one);
  g_assert_cmpstr (one_hash, ==, many_hash);

  g_assert_true (rim_cohort_save_csv (one, path, &error));
  again = rim_cohort_load_csv (path, NULL, NULL, &error);
  g_assert_no_error (error);
  again_hash = rim_cohort_dup_hash (again);
  g_assert_cmpstr (one_hash, ==, again_hash);
  g_remove (path);
}

static void
test_join (void)
{
  g_autoptr(RimCohort) features = read_good ("id,patient,x\na,P1,1\nb,P1,2\nc,P2,3\nd,P3,4\n", NULL);
  g_autoptr(RimCohort) clinical = read_good ("patient,age,sex\nP2,50,f\nP1,40,m\nP9,1,f\n", NULL);
  g_autoptr(RimCohort) others = read_good ("id,patient,y\nc,P2,7\na,P1,8\n", NULL);
  g_autoptr(RimCohort) plain = read_good ("id,z\na,1\nc,2\n", NULL);
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimCohort) all = rim_cohort_join (features, clinical, RIM_COHORT_KEY_ANY, TRUE, notes, &error);
  g_autoptr(RimCohort) both = rim_cohort_join (features, others, RIM_COHORT_KEY_ANY, FALSE, notes, &error);
  g_autoptr(RimCohort) owned = rim_cohort_join (plain, others, RIM_COHORT_KEY_ANY, FALSE, NULL, &error);
  g_autoptr(RimCohort) none = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (rim_cohort_get_n_rows (all), ==, 4);
  g_assert_cmpfloat (rim_cohort_find (all, "age")->values[1], ==, 40.0);
  g_assert_cmpstr (rim_cohort_find (all, "sex")->levels[(guint) rim_cohort_find (all, "sex")->values[2]], ==, "f");
  g_assert_cmpuint (rim_cohort_find (all, "age")->n_missing, ==, 1);
  g_assert_cmpstr (notes->pdata[0], ==, "1 row without a partner, with values missing: d");
  g_assert_cmpstr (notes->pdata[1], ==, "1 row without a partner, of the table that is joined: P9");
  g_assert_cmpuint (rim_cohort_get_n_rows (both), ==, 2);
  g_assert_cmpfloat (rim_cohort_find (both, "y")->values[0], ==, 8.0);
  g_assert_cmpstr (notes->pdata[2], ==, "2 rows without a partner, left out: b, d");
  g_assert_cmpstr (rim_cohort_get_patient (owned, 1), ==, "P2");

  none = rim_cohort_join (features, features, RIM_COHORT_KEY_ANY, TRUE, NULL, &error);
  g_assert_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_DUPLICATE);
  g_assert_null (none);
  g_clear_error (&error);
  none = rim_cohort_join (clinical, features, RIM_COHORT_KEY_PATIENT, TRUE, NULL, &error);
  g_assert_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_DUPLICATE);
  g_assert_null (none);
  g_clear_error (&error);
  none = rim_cohort_join (clinical, plain, RIM_COHORT_KEY_ANY, TRUE, NULL, &error);
  g_assert_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_MISSING);
  g_assert_cmpstr (error->message, ==, "No row of one table is in the other: “P2” is not among “a” and others");
}

static void
test_append (void)
{
  g_autoptr(RimCohort) one = read_good ("id,x,w\na,1,u\nb,2,v\n", NULL);
  g_autoptr(RimCohort) two = read_good ("id,w,x,y\nc,t,3,5\nd,,4,6\n", NULL);
  g_autoptr(RimCohort) bad = read_good ("id,x,w\ne,1,1\n", NULL);
  RimCohort *parts[] = { one, two };
  RimCohort *twice[] = { one, one };
  RimCohort *mixed[] = { one, bad };
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimCohort) all = rim_cohort_append (parts, 2, notes, &error);
  g_autoptr(RimCohort) none = NULL;
  g_autoptr(RimCohort) part = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (rim_cohort_get_n_rows (all), ==, 4);
  g_assert_cmpfloat (rim_cohort_find (all, "x")->values[3], ==, 4.0);
  g_assert_cmpuint (rim_cohort_find (all, "y")->n_missing, ==, 2);
  g_assert_cmpstr (rim_cohort_find (all, "w")->levels[0], ==, "t");
  g_assert_cmpfloat (rim_cohort_find (all, "w")->values[0], ==, 1.0);
  g_assert_cmpuint (rim_cohort_find (all, "w")->n_missing, ==, 1);
  g_assert_cmpuint (notes->len, ==, 1);

  none = rim_cohort_append (twice, 2, NULL, &error);
  g_assert_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_DUPLICATE);
  g_assert_cmpstr (error->message, ==, "“a” is in two of the tables");
  g_clear_error (&error);
  none = rim_cohort_append (mixed, 2, NULL, &error);
  g_assert_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_TYPE);
  g_clear_error (&error);

  part = rim_cohort_subset (all, (const char *[]) { "w", "y*", NULL }, (guint32[]) { 3, 0 }, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rim_cohort_get_n_columns (part), ==, 2);
  g_assert_cmpstr (rim_cohort_get_id (part, 0), ==, "d");
  g_assert_cmpfloat (rim_cohort_find (part, "y")->values[0], ==, 6.0);
  none = rim_cohort_subset (all, (const char *[]) { "w", "q*", NULL }, NULL, 0, &error);
  g_assert_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_MISSING);
  g_assert_cmpstr (error->message, ==, "There is no column “q*”");
}

/* From one table with a column of readers, and with a case that lacks a value. */
static void
test_icc (void)
{
  const double values[] = { 9, 2, 6, 1, 8, 4, 7, 1, 10, 5 };
  const RimCohortCsvSettings settings = { .reading = "reader" };
  g_autoptr(RimCohort) cohort = read_good ("id,reader,x,y,k\n"
                                           "a,1,9,1,3\na,2,2,1,3\nb,1,6,2,3\nb,2,1,2.5,3\nc,1,8,3,3\nc,2,4,3,3\n"
                                           "d,1,7,,3\nd,2,1,4,3\ne,1,10,5,3\ne,2,5,5.5,3\nf,1,5,5,3\n", &settings);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) readings = rim_cohort_split (cohort, "reader", &error);
  g_autoptr(GHashTable) iccs = NULL;
  g_autoptr(GHashTable) bounds = NULL;
  RimIcc icc;

  g_assert_no_error (error);
  g_assert_cmpuint (readings->len, ==, 2);
  g_assert_cmpstr (rim_cohort_get_id (readings->pdata[1], 4), ==, "e");
  iccs = rim_cohort_icc_new ((RimCohort *const *) readings->pdata, 2, RIM_COHORT_ICC_AGREEMENT, FALSE, &error);
  g_assert_no_error (error);
  bounds = rim_cohort_icc_new ((RimCohort *const *) readings->pdata, 2, RIM_COHORT_ICC_CONSISTENCY, TRUE, &error);
  g_assert_true (rim_icc_init (&icc, values, 5, 2, NULL));
  g_assert_cmpuint (g_hash_table_size (iccs), ==, 3);
  g_assert_cmpfloat (*(double *) g_hash_table_lookup (iccs, "x"), ==, icc.icc_2_1.value);
  g_assert_cmpfloat (*(double *) g_hash_table_lookup (bounds, "x"), ==, icc.icc_3_1.low);
  g_assert_cmpfloat (*(double *) g_hash_table_lookup (iccs, "y"), >, 0.9);
  g_assert_true (isnan (*(double *) g_hash_table_lookup (iccs, "k")));

  g_clear_pointer (&iccs, g_hash_table_unref);
  iccs = rim_cohort_icc_new ((RimCohort *const *) readings->pdata, 1, RIM_COHORT_ICC_AGREEMENT, FALSE, &error);
  g_assert_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_TOO_FEW);
}

static void
write_text (const char *folder,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
write_tables (const char *folder)
{
  const char *const settings = "imageType: {Original: {}}\nsetting: {binWidth: 25}\n";

  write_text (folder, "f1.csv", "id,original_glcm_Contrast\nA-1,1\nA-2,2\n");
  write_text (folder, "f1.settings.yaml", settings);
  write_text (folder, "f2.csv", "id,original_glcm_Contrast\nB-1,3.5\n");
  write_text (folder, "f2.settings.yaml", settings);
  write_text (folder, "f3.csv", "id,original_glcm_Contrast\nC-1,4\n");
  write_text (folder, "f3.settings.yaml", "imageType: {Original: {}}\nsetting: {binWidth: 10}\n");
  write_text (folder, "c.csv", "patient,age,pfs,pfs_event\nA,50,3,1\nB,60,9,0\n");
  write_text (folder, "r.csv", "id,reader,x\na,1,1\na,2,1\nb,1,2\nb,2,2.5\nc,1,4\nc,2,4\n");
}

static void
test_cli (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *iccs_path = g_build_filename (folder, "icc.csv", NULL);
  g_auto(RimTestRun) joined = { 0 };
  g_auto(RimTestRun) json = { 0 };
  g_autoptr(GHashTable) iccs = NULL;
  g_autoptr(GError) error = NULL;

  write_tables (folder);
  rim_test_assert_runs (folder, "cohort --append %s/f1.csv %s/f2.csv -o %s/f.csv");
  joined = rim_test_run_cli (folder, "cohort --patient-pattern ^(.) %s/f.csv %s/c.csv --outcome pfs --event pfs_event "
                             "--horizon 6");
  g_assert_cmpstr (joined.err, ==, "");
  g_assert_cmpstr (joined.out, ==,
                   "3 rows of 2 patients, 4 columns\n"
                   "1 features, 0 with values missing, 0 constant\n"
                   "clinical  age: 50 to 60\n"
                   "outcome   pfs: 3 to 9\n"
                   "outcome   pfs_event: 0 to 1\n"
                   "3 of 3 rows have an outcome: 1 of class 1, 2 of class 0\n");
  json = rim_test_run_cli (folder, "cohort --json --role age=batch --keep a* %s/c.csv");
  g_assert_nonnull (strstr (json.out, "\"role\" : \"batch\""));
  g_assert_null (strstr (json.out, "pfs"));

  rim_test_assert_runs (folder, "cohort --icc --reading reader %s/r.csv -o %s/icc.csv");
  iccs = rim_cohort_icc_load (iccs_path, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (*(double *) g_hash_table_lookup (iccs, "x"), >, 0.9);

  rim_test_assert_fails (folder, "cohort --append %s/f1.csv %s/f3.csv", 1, "f3.csv was made with other settings than");
  rim_test_assert_fails (folder, "cohort --append %s/f1.csv %s/c.csv", 1, "c.csv was made with settings that are not known to be those of");
  rim_test_assert_fails (folder, "cohort %s/f1.csv --role age", 1, "“age” is not COLUMNS=ROLE");
  rim_test_assert_fails (folder, "cohort %s/c.csv --outcome os", 1, "There is no column “os” of classes");
  rim_test_assert_fails (folder, "cohort --lower-bound %s/c.csv", 2, "go with --icc");
  rim_test_folder_remove (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cohort/csv/columns", test_columns);
  g_test_add_func ("/cohort/csv/settings", test_settings);
  g_test_add_func ("/cohort/csv/refused", test_refused);
  g_test_add_func ("/cohort/csv/roles", test_roles);
  g_test_add_func ("/cohort/csv/round-trip", test_round_trip);
  g_test_add_func ("/cohort/join", test_join);
  g_test_add_func ("/cohort/append", test_append);
  g_test_add_func ("/cohort/icc", test_icc);
  g_test_add_func ("/cohort/cli", test_cli);

  return g_test_run ();
}
