/* rim-test-training.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-test-training.h"

#include <string.h>

#include "core/rim-random.h"

const char rim_test_recipe[] =
  "id: small\n"
  "title: Small\n"
  "purpose: For tests.\n"
  "citation: Nobody.\n"
  "limits: No claim.\n"
  "settings: kothinti-baselines\n"
  "outcome: {kind: binary, column: dcb}\n"
  "validation: {method: k-fold, folds: 3, repeats: 2}\n"
  "pipeline:\n"
  "  missing: median\n"
  "  scaling: z-score\n"
  "  steps: [variance, {t-test: {level: 1, most: 4}}]\n"
  "  learners: [{logistic: {ridge: 0.01}}]\n"
  "variants:\n"
  "  - {id: images, title: Images, images: [ct], vois: [tumour]}\n"
  "  - {id: images-tps, title: With TPS, images: [ct], vois: [tumour], clinical: [tps], keepClinical: true}\n"
  "strata: {variant: images, column: tps, cuts: [1, 50], time: pfs_months, event: pfs_event}\n";

static const char *const names[] = {
  "ct_tumour_original_firstorder_Mean", "ct_tumour_original_firstorder_Entropy",
  "ct_tumour_original_glcm_Contrast", "ct_tumour_original_glcm_Idm", "ct_tumour_original_shape_MeshVolume",
  "ct_tumour_wavelet-LLH_glcm_Contrast",
};

static void
add (RimCohortBuilder *builder,
     const char       *name,
     RimColumnRole     role,
     const double     *values)
{
  g_autoptr(GError) error = NULL;

  rim_cohort_builder_add_numbers (builder, name, role, values, &error);
  g_assert_no_error (error);
}

/* Patients p1, p2, … with a few features, of which the first and the TPS say something of
 * the outcome "dcb"; the wavelet is none of the recipe's.
 */
RimCohort *
rim_test_cohort_new (gsize   n_patients,
                     guint64 seed)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(RimCohortBuilder) builder = NULL;
  g_autofree double *values = g_new (double, 4 * n_patients);
  double *tps = values + n_patients;
  double *dcb = tps + n_patients;
  double *times = dcb + n_patients;
  RimRandom random;

  rim_random_init (&random, seed);
  for (gsize i = 0; i < n_patients; i++)
    g_ptr_array_add (ids, g_strdup_printf ("p%zu", i + 1));
  builder = rim_cohort_builder_new ((const char *const *) ids->pdata, NULL, n_patients);
  for (guint c = 0; c < G_N_ELEMENTS (names); c++)
    {
      for (gsize i = 0; i < n_patients; i++)
        {
          values[i] = rim_random_uniform (&random, -1.0, 1.0);
          if (c > 0)
            continue;
          tps[i] = rim_random_uniform (&random, 0.0, 100.0);
          dcb[i] = values[i] + tps[i] / 100.0 + rim_random_uniform (&random, -0.8, 0.8) > 0.5;
          times[i] = dcb[i] > 0.0 ? rim_random_uniform (&random, 6.0, 24.0) : rim_random_uniform (&random, 1.0, 6.0);
        }
      add (builder, names[c], RIM_COLUMN_FEATURE, values);
    }
  add (builder, "tps", RIM_COLUMN_CLINICAL, tps);
  add (builder, "dcb", RIM_COLUMN_OUTCOME, dcb);
  add (builder, "pfs_months", RIM_COLUMN_OUTCOME, times);
  for (gsize i = 0; i < n_patients; i++)
    values[i] = times[i] < 20.0;
  add (builder, "pfs_event", RIM_COLUMN_OUTCOME, values);

  return rim_cohort_builder_end (builder);
}

RimTraining *
rim_test_training_new (RimCohort *cohort)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimRecipe) recipe = rim_recipe_new_from_yaml (rim_test_recipe, strlen (rim_test_recipe), "small", &error);
  g_autoptr(RimOutcome) outcome = NULL;
  RimTrainingOptions options = { .is_synthetic = TRUE, .n_bootstraps = 40 };
  RimTraining *training;

  g_assert_no_error (error);
  outcome = rim_outcome_new (cohort, &recipe->outcome, &error);
  g_assert_no_error (error);
  training = rim_training_run (recipe, recipe->variants->pdata[0], cohort, outcome, &options, NULL, NULL, NULL,
                               &error);
  g_assert_no_error (error);

  return training;
}
