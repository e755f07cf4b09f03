/* test-validation.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What is said of predictions: in one piece, in repeats, and where there is no value. */

#include <math.h>

#include "core/rim-parallel.h"
#include "core/rim-random.h"
#include "statistics/rim-statistics-error.h"
#include "validate/rim-validation.h"

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

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/validation/repeats", test_repeats);
  g_test_add_func ("/validation/threads", test_threads);
  g_test_add_func ("/validation/without-values", test_without_values);
  g_test_add_func ("/validation/refused", test_refused);

  return g_test_run ();
}
