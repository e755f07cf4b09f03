/* test-demo-cohort.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "core/rim-parallel.h"
#include "demo/rim-demo-case-private.h"
#include "demo/rim-demo-cohort.h"
#include "signature/rim-signature.h"
#include "statistics/rim-roc.h"

#define N_FATES 40000
#define N_PATIENTS 10

static double
find_auc (const double *scores,
          const guint8 *labels,
          gsize         n)
{
  g_autoptr(RimRoc) roc = NULL;
  g_autoptr(GError) error = NULL;

  roc = rim_roc_new (scores, labels, n, &error);
  g_assert_no_error (error);

  return roc->auc;
}

/* What integrals say is what very many patients show, to within 5 standard errors. */
static void
test_truth (void)
{
  g_autofree double *all = g_new (double, N_FATES);
  g_autofree double *images = g_new (double, N_FATES);
  g_autofree guint8 *labels = g_new (guint8, N_FATES);
  gsize n = 0;

  for (guint patient = 0; patient < N_FATES; patient++)
    {
      RimDemoFate fate;

      rim_demo_fate_init (&fate, patient);
      if (fate.months < RIM_DEMO_HORIZON && !fate.progressed)
        continue;
      labels[n] = fate.months >= RIM_DEMO_HORIZON;
      all[n] = rim_demo_fate_get_score (&fate);
      fate.expression = 0.0;
      images[n] = rim_demo_fate_get_score (&fate);
      n++;
    }
  g_assert_cmpuint (n, >, N_FATES * 9 / 10);
  g_assert_cmpfloat_with_epsilon (find_auc (all, labels, n), rim_demo_cohort_get_true_auc (FALSE), 0.006);
  g_assert_cmpfloat_with_epsilon (find_auc (images, labels, n), rim_demo_cohort_get_true_auc (TRUE), 0.006);
  g_assert_cmpfloat_with_epsilon (rim_demo_cohort_get_true_auc (FALSE), 0.9159, 5e-5);
  g_assert_cmpfloat_with_epsilon (rim_demo_cohort_get_true_auc (TRUE), 0.8926, 5e-5);
}

static RimCohort *
make (guint first,
      guint n)
{
  const RimDemoCohortOptions options = { first, n };
  g_autoptr(GError) error = NULL;
  RimCohort *cohort = rim_demo_cohort_new (&options, NULL, &error);

  g_assert_no_error (error);

  return cohort;
}

/* A patient is the same alone and among others, on one thread and on several. */
static void
test_same (void)
{
  g_autoptr(RimCohort) some = make (6, 2);
  g_autoptr(RimCohort) alone = NULL;

  rim_parallel_set_n_threads (1);
  alone = make (7, 1);
  rim_parallel_set_n_threads (0);
  g_assert_cmpstr (rim_cohort_get_id (some, 1), ==, rim_cohort_get_id (alone, 0));
  for (guint c = 0; c < rim_cohort_get_n_columns (some); c++)
    {
      const RimColumn *one = rim_cohort_get_column (some, c);
      const RimColumn *other = rim_cohort_find (alone, one->name);

      if (one->type == RIM_COLUMN_NUMBER && !isnan (one->values[1]))
        g_assert_cmpfloat (one->values[1], ==, other->values[0]);
    }
}

static RimSignature *
load_shipped (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("RIMLIGHT_SOURCE_DIR"), "resources", "signatures",
                                            "synthetic-demo.json", NULL);
  g_autoptr(GError) error = NULL;
  RimSignature *signature = rim_signature_load (path, &error);

  g_assert_no_error (error);

  return signature;
}

/* It cannot be better than what outcomes were drawn from, and is far from chance. */
static void
test_shipped (void)
{
  g_autoptr(RimSignature) signature = load_shipped ();
  g_autoptr(RimSettings) settings = rim_demo_cohort_get_settings ();
  const RimMeasure *auc = NULL;

  g_assert_true (rim_signature_is_synthetic (signature));
  g_assert_cmpstr (rim_settings_get_hash (rim_signature_get_settings (signature)), ==,
                   rim_settings_get_hash (settings));
  for (guint m = 0; m < rim_signature_get_n_measures (signature); m++)
    if (g_str_equal (rim_signature_get_measure (signature, m)->id, "auc"))
      auc = rim_signature_get_measure (signature, m);

  g_assert_nonnull (auc);
  g_assert_cmpfloat (auc->estimate.value, <, rim_demo_cohort_get_true_auc (TRUE));
  g_assert_cmpfloat (auc->estimate.low, >, 0.7);
}

/* New patients, none of whom it was learned from: it says what is hidden of them. */
static void
test_new_patients (void)
{
  g_autoptr(RimSignature) signature = load_shipped ();
  g_autoptr(RimCohort) cohort = make (20000, N_PATIENTS);
  guint32 rows[N_PATIENTS];
  double margins[N_PATIENTS];
  guint8 is_good[N_PATIENTS];
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < N_PATIENTS; i++)
    {
      RimDemoFate fate;

      rows[i] = i;
      rim_demo_fate_init (&fate, 20000 + i);
      fate.expression = 0.0;
      is_good[i] = rim_demo_fate_get_score (&fate) > 0.0;
    }
  g_assert_true (rim_fit_predict_rows (rim_signature_get_fit (signature), cohort, rows, N_PATIENTS, margins, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (find_auc (margins, is_good, N_PATIENTS), >, 0.75);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/demo-cohort/truth", test_truth);
  g_test_add_func ("/demo-cohort/same", test_same);
  g_test_add_func ("/demo-cohort/shipped", test_shipped);
  g_test_add_func ("/demo-cohort/new-patients", test_new_patients);

  return g_test_run ();
}
