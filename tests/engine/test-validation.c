/* test-validation.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What is said of predictions: in one piece, in repeats, and where there is no value. */

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "core/rim-random.h"
#include "statistics/rim-statistics-error.h"
#include "validate/rim-forest.h"
#include "validate/rim-validation-compare.h"

#define N 80

typedef struct
{
  double  margins[2 * N];
  double  probabilities[2 * N];
  guint8  is_high[2 * N];
  guint8  labels[2 * N];
  double  values[2 * N];
  guint32 repeats[2 * N];
  guint32 patients[2 * N];
} Rows;

/* The second half is the first once more. */
static void
fill (Rows *rows)
{
  RimRandom random;

  rim_random_init (&random, 7);
  for (gsize i = 0; i < 2 * N; i++)
    {
      const gsize row = i % N;

      rows->labels[i] = row % 3 == 0;
      rows->margins[i] = i < N ? rim_random_uniform (&random, -2.0, 2.0) + rows->labels[i] : rows->margins[row];
      rows->probabilities[i] = 1.0 / (1.0 + exp (-rows->margins[i]));
      rows->is_high[i] = rows->margins[i] > 0.5;
      rows->values[i] = floor (20.0 * exp (-0.3 * rows->margins[i])) + 1.0 + (double) (row % 5);
      rows->repeats[i] = i < N ? 10 : 20;
      rows->patients[i] = (guint32) (1000 + row);
    }
}

static RimValidationInput
get_input (const Rows     *rows,
           RimOutcomeKind  kind)
{
  return (RimValidationInput) {
           .kind = kind, .n = N, .margins = rows->margins,
           .probabilities = kind == RIM_OUTCOME_BINARY ? rows->probabilities : NULL,
           .is_high = rows->is_high, .labels = rows->labels, .values = rows->values,
           .n_bootstraps = 50, .n_permutations = 100, .seed = 3,
  };
}

static double
get (RimValidation *validation,
     const char    *id)
{
  const RimMeasure *measure = rim_validation_find (validation, id);

  g_assert_nonnull (measure);

  return measure->estimate.value;
}

/* Two repeats that say the same are as good as one. */
static void
test_repeats (void)
{
  Rows rows;
  RimValidationInput input;
  g_autoptr(RimValidation) once = NULL, twice = NULL;

  fill (&rows);
  input = get_input (&rows, RIM_OUTCOME_BINARY);
  once = rim_validation_new (&input, NULL, NULL);
  input.n = 2 * N;
  input.repeats = rows.repeats;
  input.patients = rows.patients;
  twice = rim_validation_new (&input, NULL, NULL);

  g_assert_cmpuint (rim_validation_get_n_measures (once), ==, rim_validation_get_n_measures (twice));
  for (guint i = 0; i < rim_validation_get_n_measures (once); i++)
    {
      const RimMeasure *a = rim_validation_get_measure (once, i), *b = rim_validation_get_measure (twice, i);

      g_assert_cmpstr (a->id, ==, b->id);
      g_assert_true (a->estimate.value == b->estimate.value);
      g_assert_true (a->p == b->p || (isnan (a->p) && isnan (b->p)));
    }
  g_assert_nonnull (strstr (rim_validation_find (twice, "auc")->note, "Mean of 2 repeats"));
  g_assert_nonnull (strstr (rim_validation_find (once, "auc")->note, "DeLong"));
}

/* The same bits on any number of threads. */
static void
test_threads (void)
{
  Rows rows;
  RimValidationInput input;
  g_autofree char *serial = NULL, *parallel = NULL;

  fill (&rows);
  for (guint kind = RIM_OUTCOME_BINARY; kind <= RIM_OUTCOME_NUMBER; kind++)
    {
      g_autoptr(RimValidation) one = NULL, three = NULL;

      input = get_input (&rows, (RimOutcomeKind) kind);
      rim_parallel_set_n_threads (1);
      one = rim_validation_new (&input, NULL, NULL);
      rim_parallel_set_n_threads (3);
      three = rim_validation_new (&input, NULL, NULL);
      rim_parallel_set_n_threads (0);
      g_free (serial);
      g_free (parallel);
      serial = rim_validation_to_csv (one);
      parallel = rim_validation_to_csv (three);
      g_assert_cmpstr (serial, ==, parallel);
    }
}

/* One class, no cut-off and no probabilities: what has a value has it, the rest says why. */
static void
test_without_values (void)
{
  Rows rows;
  RimValidationInput input;
  g_autoptr(RimValidation) one_class = NULL, margins = NULL;

  fill (&rows);
  input = get_input (&rows, RIM_OUTCOME_BINARY);
  input.probabilities = NULL;
  input.is_high = NULL;
  margins = rim_validation_new (&input, NULL, NULL);
  g_assert_true (isfinite (get (margins, "auc")));
  g_assert_true (isnan (get (margins, "sensitivity")));
  g_assert_nonnull (strstr (rim_validation_find (margins, "sensitivity")->note, "cut-off"));
  g_assert_nonnull (strstr (rim_validation_find (margins, "brier")->note, "probabilities"));

  input = get_input (&rows, RIM_OUTCOME_BINARY);
  memset (rows.labels, 0, sizeof rows.labels);
  one_class = rim_validation_new (&input, NULL, NULL);
  g_assert_true (isfinite (get (one_class, "specificity")));
  g_assert_true (isnan (get (one_class, "sensitivity")));
  for (guint i = 0; i < rim_validation_get_n_measures (one_class); i++)
    {
      const RimMeasure *measure = rim_validation_get_measure (one_class, i);

      g_assert_true (isfinite (measure->estimate.value) || measure->note != NULL);
    }
}

static void
assert_refused (const RimValidationInput *input,
                int                       code)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (rim_validation_new (input, NULL, &error));
  g_assert_error (error, RIM_STATISTICS_ERROR, code);
}

static void
test_refused (void)
{
  Rows rows;
  RimValidationInput input;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  fill (&rows);
  input = get_input (&rows, RIM_OUTCOME_BINARY);
  g_cancellable_cancel (cancellable);
  g_assert_null (rim_validation_new (&input, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  input.repeats = rows.repeats;
  assert_refused (&input, RIM_STATISTICS_ERROR_RANGE);
  input.repeats = NULL;
  rows.probabilities[3] = 1.5;
  assert_refused (&input, RIM_STATISTICS_ERROR_RANGE);
  rows.margins[3] = NAN;
  assert_refused (&input, RIM_STATISTICS_ERROR_NOT_FINITE);
  input.n = 0;
  assert_refused (&input, RIM_STATISTICS_ERROR_TOO_FEW);
}

/* Rows of one patient are drawn together: twice the rows say no more, and the interval is
 * that of patients and not half as wide as that of rows.
 */
static void
test_patients (void)
{
  static const char *const ids[] = { "auc", "sensitivity", "specificity", "accuracy" };
  Rows rows;
  RimValidationInput input;
  g_autoptr(RimValidation) once = NULL, twice = NULL, apart = NULL;

  fill (&rows);
  input = get_input (&rows, RIM_OUTCOME_BINARY);
  input.n_bootstraps = 200;
  input.patients = rows.patients;
  once = rim_validation_new (&input, NULL, NULL);
  input.n = 2 * N;
  twice = rim_validation_new (&input, NULL, NULL);
  input.patients = NULL;
  apart = rim_validation_new (&input, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const RimMeasure *a = rim_validation_find (once, ids[i]), *b = rim_validation_find (twice, ids[i]);
      const RimMeasure *c = rim_validation_find (apart, ids[i]);

      g_assert_cmpfloat_with_epsilon (a->estimate.value, b->estimate.value, 1e-12);
      g_assert_cmpfloat (b->estimate.high - b->estimate.low, >, 1.2 * (c->estimate.high - c->estimate.low));
    }
  g_assert_true (isnan (rim_validation_find (twice, "permutation")->p));
  g_assert_nonnull (strstr (rim_validation_find (twice, "n")->note, "80 patients"));
}

/* A signature beside itself, and beside rows that are others. */
static void
test_compare (void)
{
  static const char *const titles[] = { "A", "A" };
  Rows rows, others;
  RimValidationInput input, other;
  g_autoptr(RimValidation) same = NULL;
  g_autoptr(GError) error = NULL;

  fill (&rows);
  fill (&others);
  input = get_input (&rows, RIM_OUTCOME_BINARY);
  other = get_input (&others, RIM_OUTCOME_BINARY);
  same = rim_validation_compare (&input, &other, titles, NULL, 0, NULL, NULL);
  g_assert_true (get (same, "auc_difference") == 0.0 && get (same, "nri") == 0.0 && get (same, "idi") == 0.0);
  g_assert_true (rim_validation_find (same, "delong")->p == 1.0);

  others.labels[5] ^= 1;
  g_assert_null (rim_validation_compare (&input, &other, titles, NULL, 0, NULL, &error));
  g_assert_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE);
}

/* All are censored, all scores are the same, a covariate says nothing. */
static void
test_degenerate (void)
{
  Rows rows;
  RimValidationInput input;
  g_autoptr(RimValidation) censored = NULL, constant = NULL, forest = NULL;
  g_autofree double *nothing = g_new0 (double, N);
  RimForestCovariate covariates[2];

  fill (&rows);
  covariates[0] = (RimForestCovariate) { "Score", rows.margins, TRUE };
  covariates[1] = (RimForestCovariate) { "Nothing", nothing, TRUE };
  forest = rim_forest_new (covariates, 2, rows.values, rows.labels, N, FALSE, NULL);
  g_assert_true (isfinite (get (forest, "univariable/Score")));
  g_assert_true (isnan (get (forest, "univariable/Nothing")));
  g_assert_true (isnan (get (forest, "multivariable/Score")));
  g_assert_nonnull (rim_validation_find (forest, "multivariable/Score")->note);

  input = get_input (&rows, RIM_OUTCOME_SURVIVAL);
  memset (rows.margins, 0, sizeof rows.margins);
  memset (rows.is_high, 0, sizeof rows.is_high);
  constant = rim_validation_new (&input, NULL, NULL);
  memset (rows.labels, 0, sizeof rows.labels);
  censored = rim_validation_new (&input, NULL, NULL);
  g_assert_true (get (constant, "concordance") == 0.5);
  for (guint which = 0; which < 2; which++)
    {
      RimValidation *validation = which == 0 ? constant : censored;

      g_assert_cmpuint (rim_validation_get_n_plots (validation), >, 0);
      for (guint i = 0; i < rim_validation_get_n_measures (validation); i++)
        {
          const RimMeasure *measure = rim_validation_get_measure (validation, i);

          g_assert_true (isfinite (measure->estimate.value) || measure->note != NULL);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/validation/repeats", test_repeats);
  g_test_add_func ("/validation/threads", test_threads);
  g_test_add_func ("/validation/without-values", test_without_values);
  g_test_add_func ("/validation/refused", test_refused);
  g_test_add_func ("/validation/patients", test_patients);
  g_test_add_func ("/validation/compare", test_compare);
  g_test_add_func ("/validation/degenerate", test_degenerate);

  return g_test_run ();
}
