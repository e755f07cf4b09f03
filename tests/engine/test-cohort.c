/* test-cohort.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "cohort/rim-cohort-error.h"
#include "cohort/rim-column-summary.h"
#include "cohort/rim-column-use.h"
#include "cohort/rim-outcome.h"
#include "cohort/rim-splits.h"

#define N 60

static const char *const six[] = { "a", "b", "c", "d", "e", "f" };
static const char *const owners[] = { "p", "p", "q", "r", "r", "s" };

static RimCohort *
cohort_new (const double       *numbers,
            const double       *others,
            const char *const  *texts)
{
  g_autoptr(RimCohortBuilder) builder = rim_cohort_builder_new (six, owners, 6);
  g_autoptr(GError) error = NULL;

  if (numbers != NULL)
    g_assert_true (rim_cohort_builder_add_numbers (builder, "x", RIM_COLUMN_OUTCOME, numbers, &error));
  if (others != NULL)
    g_assert_true (rim_cohort_builder_add_numbers (builder, "y", RIM_COLUMN_OUTCOME, others, &error));
  if (texts != NULL)
    g_assert_true (rim_cohort_builder_add_categories (builder, "t", RIM_COLUMN_OUTCOME, texts, &error));
  g_assert_no_error (error);

  return rim_cohort_builder_end (builder);
}

static void
test_table (void)
{
  const double numbers[] = { 1, NAN, 3, -0.5, 2, 9 };
  const double infinite[] = { 1, 2, 3, 4, INFINITY, 6 };
  const char *const texts[] = { "PR", NULL, "PD", "CR", "PD", "PR" };
  g_autoptr(RimCohort) cohort = cohort_new (numbers, NULL, texts);
  g_autoptr(RimCohortBuilder) builder = rim_cohort_builder_new (six, NULL, 6);
  const RimColumn *column = rim_cohort_find (cohort, "t");
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (rim_cohort_get_n_columns (cohort), ==, 2);
  g_assert_cmpuint (rim_cohort_get_column (cohort, 0)->n_missing, ==, 1);
  g_assert_cmpint (column->type, ==, RIM_COLUMN_CATEGORY);
  g_assert_cmpstr (column->levels[0], ==, "PD");
  g_assert_cmpstr (column->levels[1], ==, "PR");
  g_assert_cmpstr (column->levels[2], ==, "CR");
  g_assert_cmpfloat (column->values[3], ==, 2.0);
  g_assert_true (isnan (column->values[1]));
  g_assert_cmpuint (rim_cohort_get_patient_numbers (cohort)[4], ==, 2);
  g_assert_null (rim_cohort_find (cohort, "z"));

  g_assert_false (rim_cohort_builder_add_numbers (builder, "x", RIM_COLUMN_FEATURE, infinite, &error));
  g_assert_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_VALUE);
  g_assert_cmpstr (error->message, ==, "“x” of e is infinite");
  g_clear_error (&error);
  g_assert_true (rim_cohort_builder_add_numbers (builder, "x", RIM_COLUMN_FEATURE, numbers, &error));
  g_assert_false (rim_cohort_builder_add_numbers (builder, "x", RIM_COLUMN_FEATURE, numbers, &error));
  g_assert_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_DUPLICATE);
}

/* Whatever there is is in the hash, and nothing else. */
static void
test_summary (void)
{
  const double numbers[] = { 1, NAN, 3, -0.5, 2, 9 };
  const double constant[] = { 2, 2, NAN, 2, 2, 2 };
  const char *const texts[] = { "1", NULL, "0", "1", "0", "1" };
  g_autoptr(RimCohort) cohort = cohort_new (numbers, constant, texts);
  const RimOutcomeSettings settings = { RIM_OUTCOME_BINARY, "t", "1", NULL, 0.0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(RimOutcome) outcome = rim_outcome_new (cohort, &settings, &error);
  RimColumnSummary summary;

  g_assert_no_error (error);
  rim_column_summarise (rim_cohort_find (cohort, "x"), 6, outcome, &summary);
  g_assert_cmpuint (summary.n, ==, 5);
  g_assert_cmpfloat_with_epsilon (summary.mean, 2.9, 1e-15);
  g_assert_cmpfloat_with_epsilon (summary.sd, sqrt (13.3), 1e-14);
  g_assert_cmpfloat (summary.low, ==, -0.5);
  g_assert_cmpfloat (summary.high, ==, 9.0);
  g_assert_cmpfloat (summary.class_means[0], ==, 2.5);
  g_assert_cmpfloat_with_epsilon (summary.class_means[1], 9.5 / 3.0, 1e-15);
  g_assert_false (summary.is_constant);

  rim_column_summarise (rim_cohort_find (cohort, "y"), 6, NULL, &summary);
  g_assert_true (summary.is_constant);
  g_assert_cmpfloat (summary.sd, ==, 0.0);
  g_assert_true (isnan (summary.class_means[1]));
}

static void
test_uses (void)
{
  const double numbers[] = { 1, NAN, 3, -0.5, 2, 9 };
  const char *const texts[] = { "10", NULL, "2", "10", "2", "2" };
  const char *const words[] = { "a", "b", "a", "b", "a", "b" };
  const RimColumnUse uses[] = { { RIM_COLUMN_CATEGORY, RIM_COLUMN_CLINICAL }, { RIM_COLUMN_NUMBER, RIM_COLUMN_IGNORED } };
  g_autoptr(RimCohort) cohort = cohort_new (numbers, NULL, texts);
  g_autoptr(RimCohort) other = cohort_new (numbers, NULL, words);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimCohort) changed = rim_cohort_with_uses (cohort, uses, &error);
  g_autoptr(RimCohort) refused = NULL;
  const RimColumn *column;

  g_assert_no_error (error);
  g_assert_cmpstr (rim_cohort_get_patient (changed, 4), ==, "r");
  column = rim_cohort_find (changed, "x");
  g_assert_cmpint (column->type, ==, RIM_COLUMN_CATEGORY);
  g_assert_cmpint (column->role, ==, RIM_COLUMN_CLINICAL);
  g_assert_cmpstr (column->levels[0], ==, "-0.5");
  g_assert_cmpuint (column->n_missing, ==, 1);
  column = rim_cohort_find (changed, "t");
  g_assert_cmpint (column->type, ==, RIM_COLUMN_NUMBER);
  g_assert_cmpfloat (column->values[3], ==, 10.0);
  g_assert_true (isnan (column->values[1]));

  refused = rim_cohort_with_uses (other, uses, &error);
  g_assert_null (refused);
  g_assert_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_TYPE);
}

static void
test_hash (void)
{
  const double numbers[] = { 1, NAN, 3, -0.5, 2, 9 };
  const double others[] = { 1, NAN, 3, -0.5, 2, 9 + 2e-15 };
  const double negative[] = { 1, -NAN, 3, -0.5, 2, 9 };
  const char *const texts[] = { "u", NULL, "v", "u", "u", "u" };
  g_autoptr(RimCohort) one = cohort_new (numbers, NULL, texts);
  g_autoptr(RimCohort) same = cohort_new (negative, NULL, texts);
  g_autoptr(RimCohort) other = cohort_new (others, NULL, texts);
  g_autoptr(RimCohort) less = cohort_new (numbers, NULL, NULL);
  g_autofree char *hash = rim_cohort_dup_hash (one);
  g_autofree char *same_hash = rim_cohort_dup_hash (same);
  g_autofree char *other_hash = rim_cohort_dup_hash (other);
  g_autofree char *less_hash = rim_cohort_dup_hash (less);

  g_assert_cmpuint (strlen (hash), ==, 64);
  g_assert_cmpstr (hash, ==, same_hash);
  g_assert_cmpstr (hash, !=, other_hash);
  g_assert_cmpstr (hash, !=, less_hash);
}

static void
assert_refused (RimCohort                *cohort,
                const RimOutcomeSettings *settings,
                RimCohortError            code,
                const char               *message)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimOutcome) outcome = rim_outcome_new (cohort, settings, &error);

  g_assert_null (outcome);
  g_assert_error (error, RIM_COHORT_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_binary (void)
{
  const double numbers[] = { 1, NAN, 0, 1, 0, 1 };
  const double codes[] = { 3, 4, NAN, 3, 3, 7 };
  const char *const texts[] = { "Yes", "no", NULL, "yes", "no", "no" };
  g_autoptr(RimCohort) cohort = cohort_new (numbers, codes, texts);
  RimOutcomeSettings settings = { RIM_OUTCOME_BINARY, "x" };
  g_autoptr(RimOutcome) flags = rim_outcome_new (cohort, &settings, NULL);
  g_autoptr(RimOutcome) words = NULL;
  g_autoptr(RimOutcome) coded = NULL;

  g_assert_cmpuint (flags->n_known, ==, 5);
  g_assert_cmpuint (flags->rows[1], ==, 2);
  g_assert_cmpmem (flags->labels, 6, "\1\0\0\1\0\1", 6);

  settings.column = "t";
  words = rim_outcome_new (cohort, &settings, NULL);
  g_assert_cmpuint (words->n_known, ==, 5);
  g_assert_cmpmem (words->labels, 6, "\1\0\0\1\0\0", 6);

  settings = (RimOutcomeSettings) { RIM_OUTCOME_BINARY, "y", "3" };
  coded = rim_outcome_new (cohort, &settings, NULL);
  g_assert_cmpmem (coded->labels, 6, "\1\0\0\1\1\0", 6);
}

static void
test_binary_refused (void)
{
  const double codes[] = { 3, 4, NAN, 3, 3, 7 };
  const double ones[] = { 1, 1, NAN, 1, 1, 1 };
  const char *const texts[] = { "adeno", "squamous", NULL, "adeno", "adeno", "adeno" };
  g_autoptr(RimCohort) cohort = cohort_new (codes, ones, texts);
  RimOutcomeSettings settings = { RIM_OUTCOME_BINARY, "z" };

  assert_refused (cohort, &settings, RIM_COHORT_ERROR_MISSING, "There is no column “z” of classes");
  settings.column = "x";
  assert_refused (cohort, &settings, RIM_COHORT_ERROR_VALUE, "“x” of a is 3, which is neither 0 nor 1");
  settings.positive = "9";
  assert_refused (cohort, &settings, RIM_COHORT_ERROR_ONE_CLASS,
                  "“x” has one class only: all 5 rows that have an outcome are of class 0");
  settings = (RimOutcomeSettings) { RIM_OUTCOME_BINARY, "y" };
  assert_refused (cohort, &settings, RIM_COHORT_ERROR_ONE_CLASS,
                  "“y” has one class only: all 5 rows that have an outcome are of class 1");
  settings = (RimOutcomeSettings) { RIM_OUTCOME_BINARY, "t" };
  assert_refused (cohort, &settings, RIM_COHORT_ERROR_VALUE,
                  "“t” has the level “adeno”, which is neither yes nor no: say which level is class 1");
  settings.positive = "small cell";
  assert_refused (cohort, &settings, RIM_COHORT_ERROR_MISSING,
                  "“t” has no level “small cell”; it has “adeno”, “squamous”");
}

static void
test_survival (void)
{
  const double times[] = { 6, 5.9, 12, NAN, 3, 6 };
  const double events[] = { 0, 0, 1, 1, 1, 1 };
  g_autoptr(RimCohort) cohort = cohort_new (times, events, NULL);
  RimOutcomeSettings settings = { RIM_OUTCOME_SURVIVAL, "x", NULL, "y" };
  g_autoptr(RimOutcome) survival = rim_outcome_new (cohort, &settings, NULL);
  g_autoptr(RimOutcome) benefit = NULL;

  g_assert_cmpuint (survival->n_known, ==, 5);
  g_assert_cmpfloat (survival->values[2], ==, 12.0);
  g_assert_cmpmem (survival->labels, 6, "\0\0\1\0\1\1", 6);

  settings.kind = RIM_OUTCOME_BINARY;
  settings.horizon = 6.0;
  benefit = rim_outcome_new (cohort, &settings, NULL);
  g_assert_null (benefit->values);
  g_assert_cmpuint (benefit->n_known, ==, 4);
  g_assert_cmpuint (benefit->rows[1], ==, 2);
  g_assert_cmpmem (benefit->labels, 6, "\1\0\1\0\0\1", 6);
}

static void
test_survival_refused (void)
{
  const double times[] = { 6, 5.9, -12, NAN, 3, 6 };
  const double censored[] = { 0, 0, 0, 1, 0, 0 };
  const double good[] = { 6, 5.9, 12, NAN, 3, 6 };
  const char *const texts[] = { "a", "b", NULL, "a", "a", "a" };
  g_autoptr(RimCohort) cohort = cohort_new (times, censored, texts);
  g_autoptr(RimCohort) late = cohort_new (good, censored, NULL);
  RimOutcomeSettings settings = { RIM_OUTCOME_SURVIVAL, "x", NULL, "y" };

  assert_refused (cohort, &settings, RIM_COHORT_ERROR_VALUE, "“x” of c is -12, and no time is below 0");
  assert_refused (late, &settings, RIM_COHORT_ERROR_CENSORED,
                  "Nobody has an event in “y”: all 5 rows with a time are censored");
  settings.event = NULL;
  assert_refused (late, &settings, RIM_COHORT_ERROR_MISSING, "No column of events is named");
  settings.column = "t";
  assert_refused (cohort, &settings, RIM_COHORT_ERROR_TYPE, "“t” has levels such as “a” and not times");
  settings = (RimOutcomeSettings) { RIM_OUTCOME_BINARY, "x", NULL, "y", 6.0 };
  assert_refused (late, &settings, RIM_COHORT_ERROR_ONE_CLASS,
                  "“x” has one class only: all 3 rows that have an outcome are of class 1");
  settings.horizon = -1.0;
  assert_refused (late, &settings, RIM_COHORT_ERROR_VALUE, "The horizon of “x” is no time above 0");
}

static void
test_number (void)
{
  const double constant[] = { 2, 2, NAN, 2, 2, 2 };
  const double none[] = { NAN, NAN, NAN, NAN, NAN, NAN };
  const char *const texts[] = { "SD", "PD", NULL, "CR", "PD", "SD" };
  g_autoptr(RimCohort) cohort = cohort_new (constant, none, texts);
  RimOutcomeSettings settings = { RIM_OUTCOME_NUMBER, "t" };
  g_autoptr(RimOutcome) response = rim_outcome_new (cohort, &settings, NULL);

  g_assert_cmpfloat (response->values[3], ==, 2.0);
  g_assert_null (response->labels);
  g_assert_cmpuint (response->n_known, ==, 5);
  settings.column = "x";
  assert_refused (cohort, &settings, RIM_COHORT_ERROR_ONE_CLASS, "“x” is the same in all 5 rows that have it");
  settings.column = "y";
  assert_refused (cohort, &settings, RIM_COHORT_ERROR_TOO_FEW, "None of the 6 rows has an outcome in “y”");
}

/* Splits: 60 rows of 40 patients, every third of whom has two. */

typedef struct
{
  guint32 rows[N];
  guint32 patients[N];
  guint8  labels[N];
  guint32 groups[N];
  guint   n_patients;
} Rows;

static void
rows_init (Rows *self)
{
  guint patient = 0;

  for (guint row = 0; row < N; row++)
    {
      self->rows[row] = row;
      self->patients[row] = patient;
      self->labels[row] = patient % 4 == 0;
      self->groups[row] = patient % 3;
      patient += row % 3 != 0;
    }
  self->n_patients = patient + (self->patients[N - 1] == patient);
}

static void
assert_split (const Rows     *rows,
              const RimSplit *split)
{
  guint8 sides[N] = { 0 };

  g_assert_cmpuint (split->n_train, >, 0);
  g_assert_cmpuint (split->n_test, >, 0);
  for (gsize i = 0; i < split->n_train; i++)
    {
      sides[rows->patients[split->train[i]]] |= 1;
      g_assert_true (i == 0 || split->train[i] > split->train[i - 1]);
    }
  for (gsize i = 0; i < split->n_test; i++)
    {
      sides[rows->patients[split->test[i]]] |= 2;
      g_assert_true (i == 0 || split->test[i] > split->test[i - 1]);
    }
  for (guint patient = 0; patient < N; patient++)
    g_assert_cmpint (sides[patient], !=, 3);
}

static GPtrArray *
splits_new (const Rows       *rows,
            RimSplitSettings *settings)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *splits = rim_splits_new (settings, rows->rows, N, rows->patients, rows->labels, rows->groups, &error);

  g_assert_no_error (error);
  for (guint s = 0; s < splits->len; s++)
    assert_split (rows, splits->pdata[s]);

  return splits;
}

/* Every row is tested once in each repeat, and folds have their share of the classes. */
static void
test_k_fold (void)
{
  RimSplitSettings settings = { RIM_SPLIT_K_FOLD, 5, 3, 0.0, TRUE, 7 };
  guint counts[N] = { 0 };
  g_autoptr(GPtrArray) splits = NULL;
  g_autoptr(GPtrArray) again = NULL;
  gboolean is_other = FALSE;
  Rows rows;

  rows_init (&rows);
  splits = splits_new (&rows, &settings);
  settings.n_repeats = 1;
  again = splits_new (&rows, &settings);
  g_assert_cmpuint (splits->len, ==, 15);
  for (guint s = 0; s < splits->len; s++)
    {
      const RimSplit *split = splits->pdata[s];
      const RimSplit *first = again->pdata[s % 5];
      gboolean seen[N] = { FALSE };
      guint n_positive = 0, n = 0;

      for (gsize i = 0; i < split->n_test; i++)
        {
          const guint patient = rows.patients[split->test[i]];

          counts[split->test[i]]++;
          n += !seen[patient];
          n_positive += !seen[patient] && rows.labels[split->test[i]];
          seen[patient] = TRUE;
        }
      g_assert_cmpuint (split->n_test + split->n_train, ==, N);
      g_assert_cmpuint (n, ==, rows.n_patients / 5);
      g_assert_cmpuint (n_positive, ==, 2);
      if (s < 5)
        g_assert_cmpmem (split->test, split->n_test * 4, first->test, first->n_test * 4);
      else
        is_other = is_other || split->n_test != first->n_test ||
                   memcmp (split->test, first->test, split->n_test * 4) != 0;
    }
  g_assert_true (is_other);
  for (guint row = 0; row < N; row++)
    g_assert_cmpuint (counts[row], ==, 3);
}

static void
test_other_splits (void)
{
  RimSplitSettings settings = { RIM_SPLIT_HOLD_OUT, 0, 4, 0.25, TRUE, 3 };
  g_autoptr(GPtrArray) held_out = NULL;
  g_autoptr(GPtrArray) each = NULL;
  g_autoptr(GPtrArray) groups = NULL;
  gsize n = 0;
  Rows rows;

  rows_init (&rows);
  held_out = splits_new (&rows, &settings);
  g_assert_cmpuint (held_out->len, ==, 4);
  g_assert_cmpuint (((RimSplit *) held_out->pdata[3])->repeat, ==, 3);

  settings.method = RIM_SPLIT_LEAVE_ONE_OUT;
  each = splits_new (&rows, &settings);
  g_assert_cmpuint (each->len, ==, rows.n_patients);

  /* Patient 0 is in two groups. */
  settings.method = RIM_SPLIT_BY_GROUP;
  g_assert_cmpuint (rows.patients[0], ==, rows.patients[1]);
  rows.groups[1] = 2;
  groups = splits_new (&rows, &settings);
  g_assert_cmpuint (groups->len, ==, 3);
  for (guint s = 0; s < groups->len; s++)
    {
      const RimSplit *split = groups->pdata[s];

      n += split->n_test;
      g_assert_cmpuint (split->n_test + split->n_train, ==, s == 1 ? N : N - 1);
    }
  g_assert_cmpuint (n, ==, N);
}

static void
assert_no_splits (const Rows       *rows,
                  RimSplitSettings *settings,
                  gsize             n,
                  const char       *message)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) splits = rim_splits_new (settings, rows->rows, n, rows->patients, rows->labels, rows->groups,
                                                &error);

  g_assert_null (splits);
  g_assert_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_TOO_FEW);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_splits_refused (void)
{
  RimSplitSettings settings = { RIM_SPLIT_K_FOLD, 41, 1, 0.5, TRUE, 7 };
  Rows rows;

  rows_init (&rows);
  g_assert_cmpuint (rows.n_patients, ==, 40);
  assert_no_splits (&rows, &settings, N, "There are 40 patients, which is too few for 41 folds");
  settings.n_folds = 1;
  assert_no_splits (&rows, &settings, N, "Cross-validation takes at least 2 folds, and 1 is asked for");
  settings.n_folds = 3;
  assert_no_splits (&rows, &settings, 6, "Fold 1 of repeat 1 leaves no row of class 1 to learn from");
  settings.n_repeats = 0;
  assert_no_splits (&rows, &settings, N, "Splits are made at least once, and 0 repeats are asked for");
  settings = (RimSplitSettings) { RIM_SPLIT_HOLD_OUT, 0, 1, 1.0 };
  assert_no_splits (&rows, &settings, N, "The part that is held out lies between 0 and 1, and 1 is asked for");
  settings.test_part = 0.5;
  assert_no_splits (&rows, &settings, 2, "Nothing can be held out of 1 patients");
  settings.method = RIM_SPLIT_LEAVE_ONE_OUT;
  assert_no_splits (&rows, &settings, 0, "Leaving one out takes 2 patients, and there are 0");
  settings.method = RIM_SPLIT_BY_GROUP;
  assert_no_splits (&rows, &settings, 2, "There is only one group, and leaving one out takes 2");
  rows.groups[1] = 1;
  assert_no_splits (&rows, &settings, 2, "Fold 1 leaves no row to learn from");
  rows.groups[5] = RIM_SPLITS_NO_GROUP;
  assert_no_splits (&rows, &settings, N, "1 of 60 rows have no group");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cohort/table", test_table);
  g_test_add_func ("/cohort/summary", test_summary);
  g_test_add_func ("/cohort/uses", test_uses);
  g_test_add_func ("/cohort/hash", test_hash);
  g_test_add_func ("/cohort/binary", test_binary);
  g_test_add_func ("/cohort/binary/refused", test_binary_refused);
  g_test_add_func ("/cohort/survival", test_survival);
  g_test_add_func ("/cohort/survival/refused", test_survival_refused);
  g_test_add_func ("/cohort/number", test_number);
  g_test_add_func ("/cohort/k-fold", test_k_fold);
  g_test_add_func ("/cohort/other-splits", test_other_splits);
  g_test_add_func ("/cohort/splits/refused", test_splits_refused);

  return g_test_run ();
}
