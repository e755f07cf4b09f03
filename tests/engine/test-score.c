/* test-score.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "rim-test-ball.h"
#include "rim-test-signature.h"
#include "rim-test-study.h"
#include "signature/rim-contour-variants.h"
#include "signature/rim-nomogram.h"
#include "signature/rim-patient-score.h"
#include "signature/rim-score-clinical.h"
#include "signature/rim-scorer.h"

static const RimTestInput plain_inputs[] = {
  { "a", NULL, 0, 0.75, 10.0, 4.0, 2.0, 18.0, 11.0 },
  { "b", NULL, 0, -1.5, 0.0, 0.5, -1.0, 1.0, NAN },
  { "kind", "x|y|z", 1, 0.25, 0.0, 1.0, 0.0, 2.0, NAN },
  { "kind", "x|y|z", 2, -4.0, 0.0, 1.0, 0.0, 2.0, NAN },
};

static const RimTestSignature plain = {
  .images = "[]", .vois = "[]", .rule = "largest", .base = 0.125, .cut_off = 0.5,
  .inputs = plain_inputs, .n_inputs = G_N_ELEMENTS (plain_inputs),
};

static const RimScoreInput *
get_input (const RimScore *score,
           guint           i)
{
  return g_ptr_array_index (score->inputs, i);
}

static const RimScoreLimit *
find_limit (const RimScore *score,
            const char     *text)
{
  for (guint i = 0; i < score->limits->len; i++)
    {
      const RimScoreLimit *limit = g_ptr_array_index (score->limits, i);

      if (strstr (limit->text, text) != NULL)
        return limit;
    }

  return NULL;
}

/* 0.125 + 0.75 × (13 - 10) / 4 - 1.5 × 0.25 / 0.5 + 0.25 × 1 - 4 × 0 = 0.1875, computed by
 * hand; all of it exact in binary.
 */
static void
test_by_hand (void)
{
  g_autoptr(RimSignature) signature = rim_test_signature_new (&plain);
  g_autoptr(GError) error = NULL;
  const double values[] = { 13.0, 0.25, 1.0, 1.0 };
  g_autoptr(RimScore) score = rim_score_new_values (signature, values, &error);
  double sum;

  g_assert_no_error (error);
  g_assert_cmpfloat (score->margin, ==, 0.1875);
  g_assert_cmpfloat (score->base, ==, 0.125);
  g_assert_false (score->is_high);
  g_assert_cmpfloat_with_epsilon (score->probability, 1.0 / (1.0 + exp (-0.875)), 1e-15);
  g_assert_cmpfloat (score->percentile, ==, 3.0 / 5.0);
  g_assert_cmpfloat_with_epsilon (score->distance, sqrt (0.5625 + 0.25 + 1.0), 1e-15);
  g_assert_cmpfloat (score->part_beyond, ==, 3.0 / 5.0);
  g_assert_cmpuint (score->limits->len, ==, 0);

  g_assert_cmpuint (score->inputs->len, ==, 3);
  g_assert_cmpstr (get_input (score, 0)->name, ==, "b");
  g_assert_cmpfloat (get_input (score, 0)->contribution, ==, -0.75);
  g_assert_cmpstr (get_input (score, 1)->name, ==, "a");
  g_assert_cmpfloat (get_input (score, 1)->contribution, ==, 0.5625);
  g_assert_cmpstr (get_input (score, 2)->name, ==, "kind");
  g_assert_cmpstr (get_input (score, 2)->text, ==, "y");
  g_assert_cmpfloat (get_input (score, 2)->contribution, ==, 0.25);
  g_assert_true (get_input (score, 2)->is_clinical);

  sum = score->base;
  for (guint i = 0; i < score->inputs->len; i++)
    sum += get_input (score, i)->contribution;
  g_assert_cmpfloat (sum, ==, score->margin);
}

static void
test_limits (void)
{
  RimTestSignature far = plain;
  g_autoptr(RimSignature) signature = NULL;
  g_autoptr(GError) error = NULL;
  const double outside[] = { NAN, 1.5, 0.0, 0.0 };
  const double beyond[] = { 34.0, 0.0, 0.0, 0.0 };
  const double missing[] = { 1.0, NAN, NAN, NAN };
  g_autoptr(RimScore) score = NULL;
  g_autoptr(RimScore) other = NULL;

  far.is_synthetic = TRUE;
  signature = rim_test_signature_new (&far);
  score = rim_score_new_values (signature, outside, &error);
  g_assert_no_error (error);
  g_assert_true (rim_score_is_serious (score));
  g_assert_nonnull (strstr (((RimScoreLimit *) score->limits->pdata[0])->text, "SYNTHETIC"));
  g_assert_true (find_limit (score, "1 of 3 inputs is missing and filled in as in training: a (11).")->is_serious);
  g_assert_false (find_limit (score, "b (1.5, above the highest of training, 1, by 25 % of its range)")->is_serious);
  g_assert_cmpfloat (score->margin, ==, 0.125 + 0.1875 - 4.5);

  other = rim_score_new_values (signature, beyond, NULL);
  g_assert_true (find_limit (other, "a (34, above the highest of training, 18, by 100 % of its range)")->is_serious);
  g_assert_true (find_limit (other, "Nobody in training")->is_serious);
  g_assert_cmpfloat (other->part_beyond, ==, 0.0);

  g_assert_null (rim_score_new_values (signature, missing, &error));
  g_assert_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "there is no b, kind"));
}

static void
test_clinical (void)
{
  g_autoptr(RimSignature) signature = rim_test_signature_new (&plain);
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) clinical = rim_score_clinical_parse (" a = 13 ,b=0.25,kind= y", &error);
  RimScoreCase score_case = { .clinical = clinical };
  g_autoptr(RimScore) score = rim_score_new (signature, &score_case, NULL, &error);
  g_autoptr(RimScore) unknown = NULL;

  g_assert_no_error (error);
  g_assert_cmpfloat (score->margin, ==, 0.1875);
  g_assert_null (rim_score_clinical_parse ("a=1,b", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);

  rim_score_clinical_set_number (clinical, "b", 0.25);
  rim_score_clinical_set_text (clinical, "kind", "w");
  unknown = rim_score_new (signature, &score_case, NULL, &error);
  g_assert_null (unknown);
  g_assert_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "kind is “w”, which nobody in training had; there were x, y, z"));
  g_clear_error (&error);

  rim_score_clinical_set_text (clinical, "kind", "x");
  rim_score_clinical_set_text (clinical, "a", "eleven");
  unknown = rim_score_new (signature, &score_case, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (find_limit (unknown, "a is “eleven”, which is not a number"));
  g_assert_nonnull (find_limit (unknown, "1 of 3 inputs is missing"));
}

static const RimTestInput image_inputs[] = {
  { "ct_tumour_original_firstorder_Mean", NULL, 0, 0.01, 100.0, 1.0, -1000.0, 1000.0, NAN },
  { "ct_rim_wavelet-LLH_glcm_Contrast", NULL, 0, 0.25, 1.0, 2.0, -1000.0, 1000.0, NAN },
  { "ct_core_original_shape_Sphericity", NULL, 0, -1.0, 0.5, 0.25, 0.0, 1.0, 0.75 },
  { "pet_tumour_original_firstorder_Maximum", NULL, 0, 0.5, 3.0, 1.0, 0.0, 40.0, NAN },
  { "age", NULL, 0, 0.02, 60.0, 1.0, 20.0, 90.0, 60.0 },
};

static const RimTestSignature image = {
  .settings = "comb-2060", .images = "[\"ct\", \"pet\"]", .vois = "[\"tumour\", \"core\", \"rim\"]", .rule = "largest",
  .cut_off = 0.0, .inputs = image_inputs, .n_inputs = G_N_ELEMENTS (image_inputs),
  .notes = "{\"acquisition.ct_slice_mm\": \"0.5 to 1.5\", \"acquisition.ct_kernel\": \"B30f | B31f\"}",
};

static void
test_images (void)
{
  g_autoptr(RimSignature) signature = rim_test_signature_new (&image);
  g_autoptr(GHashTable) clinical = rim_score_clinical_parse ("age=70,ct_kernel=FC05", NULL);
  g_autoptr(RimMask) tiny = NULL;
  g_autoptr(RimScore) score = NULL;
  g_autoptr(RimScore) small = NULL;
  g_autoptr(GError) error = NULL;
  RimScoreCase score_case;
  RimTestStudy study;
  double sum;

  rim_test_study_init_textured (&study);
  score_case = (RimScoreCase) { .ct = study.ct, .pet = study.pet, .lesion = study.lesion, .clinical = clinical };
  score = rim_score_new (signature, &score_case, NULL, &error);
  g_assert_no_error (error);
  sum = score->base;
  for (guint i = 0; i < score->inputs->len; i++)
    sum += get_input (score, i)->contribution;
  g_assert_cmpfloat_with_epsilon (sum, score->margin, 1e-12);
  g_assert_nonnull (find_limit (score, "Here the distance of slices of the CT is 3 mm; in training it was 0.5 to 1.5 mm."));
  g_assert_nonnull (find_limit (score, "Here the kernel of the CT is “FC05”; in training it was B30f | B31f."));

  tiny = rim_test_mask_new_ball (rim_volume_get_grid (study.ct), 2.9);
  score_case.lesion = tiny;
  small = rim_score_new (signature, &score_case, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (find_limit (small, "so it has no core."));
  g_assert_nonnull (find_limit (small, "texture is unsteady below 64"));
  g_assert_nonnull (find_limit (small, "filled in as in training: ct_core_original_shape_Sphericity (0.75)."));

  score_case.pet = NULL;
  g_assert_null (rim_score_new (signature, &score_case, NULL, &error));
  g_assert_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "There is no PET"));
  g_clear_error (&error);
  score_case.pet = study.ct;
  g_clear_pointer (&small, rim_score_free);
  small = rim_score_new (signature, &score_case, NULL, &error);
  g_assert_true (find_limit (small, "The PET is in HU and not in SUV")->is_serious);
  rim_test_study_clear (&study);
}

static void
count (double   done,
       gpointer data)
{
  double *last = data;

  g_assert_cmpfloat (done, >, *last);
  *last = done;
}

static void
test_contours (void)
{
  static const guint threads[] = { 1, 2, 5 };
  g_autoptr(RimSignature) signature = rim_test_signature_new (&image);
  g_autoptr(RimScorer) scorer = rim_scorer_new (signature, NULL);
  RimScore *scores[G_N_ELEMENTS (threads)];
  g_autoptr(RimScore) other = NULL;
  g_autoptr(RimScore) none = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  RimScoreCase score_case;
  RimTestStudy study;

  rim_test_study_init_textured (&study);
  score_case = (RimScoreCase) { .ct = study.ct, .pet = study.pet, .lesion = study.lesion };
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      double last = 0.0;

      rim_parallel_set_n_threads (threads[i]);
      scores[i] = rim_scorer_score (scorer, &score_case, NULL, &error);
      g_assert_true (rim_scorer_perturb (scorer, scores[i], &score_case, 2.0, 12, 7, count, &last, NULL, &error));
      g_assert_cmpfloat (last, ==, 1.0);
      g_assert_cmpuint (scores[i]->n_contours, ==, 12);
      g_assert_cmpfloat (scores[i]->low, <, scores[i]->high);
      g_assert_cmpfloat (scores[i]->low, ==, scores[0]->low);
      g_assert_cmpfloat (scores[i]->high, ==, scores[0]->high);
      g_assert_cmpfloat (scores[i]->deviation, ==, scores[0]->deviation);
      g_assert_cmpfloat (scores[i]->flips, ==, scores[0]->flips);
    }
  rim_parallel_set_n_threads (0);

  other = rim_score_new (signature, &score_case, NULL, NULL);
  g_assert_true (rim_score_perturb (other, signature, &score_case, 2.0, 12, 8, NULL, NULL, NULL, NULL));
  g_assert_cmpfloat (other->low, !=, scores[0]->low);

  /* Readers who drew the same make no difference. */
  none = rim_score_new (signature, &score_case, NULL, NULL);
  g_assert_true (rim_scorer_compare (scorer, none, &score_case, (RimMask *[]) { study.lesion, study.lesion }, 2, NULL,
                                     NULL, NULL, NULL));
  g_assert_cmpfloat (none->low, ==, none->margin);
  g_assert_cmpfloat (none->high, ==, none->margin);
  g_assert_cmpfloat (none->flips, ==, 0.0);

  g_cancellable_cancel (cancellable);
  g_assert_false (rim_scorer_perturb (scorer, other, &score_case, 2.0, 12, 7, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    rim_score_free (scores[i]);
  rim_test_study_clear (&study);
}

/* Contours that are nearly as drawn are as drawn, also in one slice and at the border of the
 * image; others differ, keep near, and are the same every time.
 */
static void
test_variants (void)
{
  static const RimBox boxes[] = {
    { { 10, 12, 4 }, { 22, 26, 10 } }, { { 0, 0, 0 }, { 9, 9, 3 } }, { { 30, 30, 19 }, { 44, 44, 20 } },
  };
  RimGrid grid, flat;

  rim_test_grid_init (&grid, 44, 44, 20, RIM_VEC3 (1.0, 1.0, 3.0));
  rim_test_grid_init (&flat, 44, 44, 1, RIM_VEC3 (1.0, 1.0, 3.0));
  for (guint i = 0; i <= G_N_ELEMENTS (boxes); i++)
    {
      const gboolean is_flat = i == G_N_ELEMENTS (boxes);
      const RimBox slice = { { 10, 10, 0 }, { 25, 25, 1 } };
      g_autoptr(RimMask) mask = rim_mask_new_box (is_flat ? &flat : &grid, is_flat ? &slice : &boxes[i]);
      g_autoptr(RimContourVariants) still = rim_contour_variants_new (mask, 0.01, 3, NULL);
      g_autoptr(RimContourVariants) moving = rim_contour_variants_new (mask, 3.0, 3, NULL);
      g_autoptr(RimContourVariants) again = rim_contour_variants_new (mask, 3.0, 3, NULL);
      gboolean differs = FALSE;

      for (guint variant = 0; variant < 8; variant++)
        {
          g_autoptr(RimMask) same = rim_contour_variants_make (still, variant);
          g_autoptr(RimMask) other = rim_contour_variants_make (moving, variant);
          g_autoptr(RimMask) twin = rim_contour_variants_make (again, variant);
          RimBox bounds;

          g_assert_true (rim_mask_equal (same, mask));
          g_assert_true (rim_mask_equal (other, twin));
          g_assert_true (rim_mask_get_bounds (other, &bounds));
          differs = differs || !rim_mask_equal (other, mask);
        }
      g_assert_true (differs);
    }
}

/* Changes are the later value less the earlier; what is no change is of the earlier. */
static void
test_delta (void)
{
  static const RimTestInput inputs[] = {
    { "delta_ct_tumour_original_firstorder_Mean", NULL, 0, 1.0, 0.0, 1.0, -1e4, 1e4, NAN },
    { "ct_tumour_original_firstorder_Maximum", NULL, 0, 1.0, 0.0, 1.0, -1e4, 1e4, NAN },
  };
  static const RimTestSignature delta = {
    .settings = "comb-2060", .images = "[\"ct\"]", .vois = "[\"tumour\"]", .rule = "largest", .is_delta = TRUE,
    .inputs = inputs, .n_inputs = G_N_ELEMENTS (inputs),
  };
  g_autoptr(RimSignature) signature = rim_test_signature_new (&delta);
  g_autoptr(RimScorer) scorer = rim_scorer_new (signature, NULL);
  g_autoptr(RimMask) smaller = NULL;
  g_autoptr(RimScore) score = NULL;
  g_autoptr(GError) error = NULL;
  RimScoreCase before, after;
  RimTestStudy study;
  double values[2], same[2];

  rim_test_study_init_textured (&study);
  smaller = rim_test_mask_new_ball (rim_volume_get_grid (study.ct), 7.0);
  before = (RimScoreCase) { .ct = study.ct, .lesion = study.lesion };
  after = (RimScoreCase) { .ct = study.ct, .lesion = smaller };
  g_assert_false (rim_scorer_compute (scorer, &after, values, NULL, NULL, &error));
  g_assert_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "two time points"));

  after.before = &before;
  g_assert_true (rim_scorer_compute (scorer, &after, values, NULL, NULL, NULL));
  before.before = &before;
  g_assert_true (rim_scorer_compute (scorer, &before, same, NULL, NULL, NULL));
  g_assert_cmpfloat (same[0], ==, 0.0);
  g_assert_cmpfloat (values[0], !=, 0.0);
  g_assert_cmpfloat (values[1], ==, same[1]);
  before.before = NULL;
  score = rim_score_new (signature, &after, NULL, NULL);
  g_assert_cmpfloat (score->margin, ==, values[0] + values[1]);
  g_assert_true (rim_score_perturb (score, signature, &after, 1.0, 4, 1, NULL, NULL, NULL, NULL));
  g_assert_cmpuint (score->n_contours, ==, 4);
  rim_test_study_clear (&study);
}

/* Of "a" from 2 to 18: 0.75 × 16 / 4 = 3; of "b" 1.5 × 2 / 0.5 = 6, which is 100 points; of
 * kinds 0, 0.25 and -4.
 */
static void
test_nomogram (void)
{
  g_autoptr(RimSignature) signature = rim_test_signature_new (&plain);
  g_autoptr(RimNomogram) nomogram = rim_nomogram_new (signature, NULL);
  const double values[] = { 13.0, 0.25, 1.0, 1.0 };
  g_autoptr(RimScore) score = rim_score_new_values (signature, values, NULL);
  const RimNomogramAxis *b = nomogram->axes->pdata[0];
  const RimNomogramAxis *kind = nomogram->axes->pdata[1];
  const RimNomogramAxis *a = nomogram->axes->pdata[2];
  double points;

  g_assert_cmpuint (nomogram->axes->len, ==, 3);
  g_assert_cmpstr (b->name, ==, "b");
  g_assert_cmpfloat (b->points_low, ==, 100.0);
  g_assert_cmpfloat (b->points_high, ==, 0.0);
  g_assert_cmpstr (kind->name, ==, "kind");
  g_assert_cmpfloat_with_epsilon (kind->level_points[0], 4.0 / 0.06, 1e-12);
  g_assert_cmpfloat_with_epsilon (kind->level_points[1], 4.25 / 0.06, 1e-12);
  g_assert_cmpfloat (kind->level_points[2], ==, 0.0);
  g_assert_cmpfloat (a->points_low, ==, 0.0);
  g_assert_cmpfloat_with_epsilon (a->points_high, 50.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (nomogram->total, 100.0 + 50.0 + 4.25 / 0.06, 1e-12);

  points = rim_nomogram_get_points (a, 13.0) + rim_nomogram_get_points (b, 0.25) + rim_nomogram_get_points (kind, 1.0);
  g_assert_cmpfloat_with_epsilon (nomogram->margin_at_zero + points * nomogram->margin_per_point, score->margin, 1e-12);
  g_assert_true (isnan (rim_nomogram_get_points (a, NAN)));
}

static void
test_patient (void)
{
  static const struct
  {
    const char *rule;
    double      margin;
    int         lesion;
  } cases[] = {
    { "largest", -2.0, 1 }, { "highest", 3.0, 2 }, { "mean", (100.0 - 600.0 + 600.0) / 600.0, -1 }, { "each", NAN, -1 },
  };
  const RimScore lesions[] = { { .margin = 1.0 }, { .margin = -2.0 }, { .margin = 3.0 } };
  const RimScore *const scores[] = { &lesions[0], &lesions[1], &lesions[2] };
  const double volumes[] = { 100.0, 300.0, 200.0 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RimTestSignature settings = plain;
      g_autoptr(RimSignature) signature = NULL;
      g_autoptr(RimPatientScore) score = NULL;

      settings.rule = cases[i].rule;
      signature = rim_test_signature_new (&settings);
      score = rim_patient_score_new (signature, scores, volumes, 3);
      g_assert_cmpint (score->lesion, ==, cases[i].lesion);
      g_assert_cmpstr (score->text, !=, "");
      if (isnan (cases[i].margin))
        g_assert_true (isnan (score->margin) && isnan (score->probability));
      else
        g_assert_cmpfloat (score->margin, ==, cases[i].margin);
      g_assert_cmpint (score->is_high, ==, cases[i].margin > 0.5);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/score/by-hand", test_by_hand);
  g_test_add_func ("/score/limits", test_limits);
  g_test_add_func ("/score/clinical", test_clinical);
  g_test_add_func ("/score/images", test_images);
  g_test_add_func ("/score/contours", test_contours);
  g_test_add_func ("/score/variants", test_variants);
  g_test_add_func ("/score/delta", test_delta);
  g_test_add_func ("/score/nomogram", test_nomogram);
  g_test_add_func ("/score/patient", test_patient);

  return g_test_run ();
}
