/* test-named-features.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "feature/rim-named-features.h"
#include "format/rim-image.h"
#include "rim-test-ball.h"
#include "rim-test-data.h"
#include "rim-test-study.h"

static RimSettings *
parse (const char *yaml)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimSettings) settings = strchr (yaml, ':') != NULL ? rim_settings_new_from_yaml (yaml, NULL, &error)
                                                               : rim_settings_load (yaml, &error);

  g_assert_no_error (error);

  return rim_settings_with_diagnostics (settings, FALSE);
}

/* Every value of a whole extraction by the name of its column. */
typedef struct
{
  GPtrArray *names;              /* ends in %NULL */
  GArray    *values;
} Whole;

static void
whole_init (Whole              *self,
            const RimTestStudy *study,
            RimSettings        *settings,
            gboolean            has_study)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) tables = NULL;
  RimStudyTable alone = { .table = NULL };

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->values = g_array_new (FALSE, FALSE, sizeof (double));
  if (has_study)
    tables = rim_extract_study (study->ct, study->pet, study->lesion, settings, NULL, NULL, NULL, NULL, &error);
  else
    alone.table = rim_extract (study->ct, study->lesion, settings, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  for (guint t = 0; t < (has_study ? tables->len : 1); t++)
    {
      const RimStudyTable *table = has_study ? g_ptr_array_index (tables, t) : &alone;

      for (gsize i = 0; i < rim_feature_table_get_n_rows (table->table); i++)
        {
          const RimFeatureRow *row = rim_feature_table_get_row (table->table, i);

          if (row->family == NULL)
            continue;
          g_ptr_array_add (self->names, rim_feature_column_new_name (has_study ? table : NULL, row,
                                                                     rim_settings_get_profile (settings)));
          g_array_append_val (self->values, row->value);
        }
    }
  g_ptr_array_add (self->names, NULL);
  g_clear_pointer (&alone.table, rim_feature_table_unref);
}

static void
whole_clear (Whole *self)
{
  g_ptr_array_unref (self->names);
  g_array_unref (self->values);
}

static void
assert_same (RimNamedFeatures   *features,
             const RimTestStudy *study,
             const Whole        *whole)
{
  const guint n = rim_named_features_get_n (features);
  g_autofree double *values = g_new (double, n);
  g_autoptr(GPtrArray) reasons = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (n, ==, whole->values->len);
  rim_named_features_compute (features, study->ct, study->pet, study->lesion, values, reasons, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reasons->len, ==, 0);
  for (guint i = 0; i < n; i++)
    {
      const double expected = g_array_index (whole->values, double, i);

      if (memcmp (&values[i], &expected, sizeof expected) != 0 && !(isnan (values[i]) && isnan (expected)))
        g_error ("%s: %.17g is not %.17g", (char *) g_ptr_array_index (whole->names, i), values[i], expected);
    }
}

static RimMask *
move (RimMask *mask,
      int      step)
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  g_autofree guint8 *bytes = rim_mask_to_bytes (mask);
  g_autofree guint8 *moved = g_malloc0 (rim_grid_get_n_voxels (grid));
  const gsize n = rim_grid_get_n_voxels (grid);

  for (gsize i = 0; i < n; i++)
    if (bytes[i] != 0)
      moved[i + (gsize) step] = 1;

  return rim_mask_new_from_bytes (grid, moved);
}

/* All features by name, of one contour after the other, with what is kept of the first. */
static void
check_all (RimTestStudy *study,
           const char   *yaml,
           int           n_steps)
{
  g_autoptr(RimSettings) settings = parse (yaml);
  g_autoptr(RimNamedFeatures) features = NULL;
  g_autoptr(GError) error = NULL;
  RimMask *lesion = study->lesion;
  RimStudySettings declared;
  const gboolean has_study = rim_settings_get_study (settings, &declared);

  for (int step = 0; step < n_steps; step++)
    {
      Whole whole;

      study->lesion = move (lesion, step);
      whole_init (&whole, study, settings, has_study);
      if (features == NULL)
        features = rim_named_features_new (settings, NULL, (const char *const *) whole.names->pdata, &error);
      g_assert_no_error (error);
      rim_parallel_set_n_threads (step == 1 ? 7 : 0);
      assert_same (features, study, &whole);
      assert_same (features, study, &whole);
      rim_parallel_set_n_threads (0);
      whole_clear (&whole);
      rim_mask_unref (study->lesion);
    }
  study->lesion = lesion;
}

#define STUDY                                                                         \
  "setting: {binWidth: 20, label: 1%s}\n"                                             \
  "images: {fused: {binWidth: 0.2}, ct: {}, pet: {binWidth: 0.25, distances: [1, 2]}}\n" \
  "vois: [tumour+rim, core, rim, tumour]\n"                                           \
  "voi: {rOutMm: 4.5%s}\n"                                                            \
  "fusion: {ctWeight: 0.3, marginMm: 10}\n"                                           \
  "imageType: {Original: {}, LoG: {sigma: [2.0], binWidth: 7}, Gradient: {}, LBP3D: {}}\n"

static void
test_bits (void)
{
  static const char *const ways[][2] = {
    { "", "" }, { ", preCrop: true", ", clip: body" }, { ", resampledPixelSpacing: [2, 2, 3]", "" },
    { ", normalize: true, resegmentRange: [-2, 2]", ", rimInside: true" },
  };
  RimTestStudy study;

  rim_test_study_init_textured (&study);
  check_all (&study, "pyradiomics-2060", 1);
  check_all (&study, "ibsi-1-C", 1);
  check_all (&study, "ibsi-2-A", 1);
  check_all (&study, "profile: ibsi\nfeatureClass: {local_intensity: , glcm: [Contrast, JointEntropy], morphology: }\n"
             "vois: [tumour, rim]\nfilter: [{type: Mean, support: 3}]\n", 2);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *yaml = g_strdup_printf (STUDY, ways[i][0], ways[i][1]);

      check_all (&study, yaml, i == 0 ? 2 : 1);
    }
  rim_test_study_clear (&study);
}

/* The same on a public patient, with its own rescaling. */
static void
test_patient (void)
{
  g_autofree char *ct = rim_test_data_or_skip ("data/sts/STS_001/nifti/CT_image.nii.gz");
  g_autofree char *pet = rim_test_data_or_skip ("data/sts/STS_001/nifti/PET_image.nii.gz");
  RimTestStudy study = { NULL, NULL, NULL };
  const guint *size;
  RimBox box;

  if (ct == NULL || pet == NULL)
    return;

  study.ct = rim_image_read (ct, NULL);
  study.pet = rim_image_read (pet, NULL);
  g_assert_nonnull (study.ct);
  g_assert_nonnull (study.pet);
  size = rim_volume_get_grid (study.ct)->size;
  for (guint axis = 0; axis < 3; axis++)
    {
      box.min[axis] = size[axis] / 2 - MIN (size[axis] / 4, 9);
      box.max[axis] = size[axis] / 2 + MIN (size[axis] / 4, 9);
    }
  study.lesion = rim_mask_new_box (rim_volume_get_grid (study.ct), &box);
  check_all (&study, "comb-2060", 1);
  rim_test_study_clear (&study);
}

/* A name that is none, or that the settings do not make, is told; the others stand. */
static void
test_failures (void)
{
  static const struct
  {
    const char *name;
    const char *reason;
  } cases[] = {
    { "ct_tumour_original_glcm_Contrast_x", "is not the name of a feature" },
    { "PatientAge", "is not the name of a feature" },
    { "_glcm_Contrast", "is not the name of a feature" },
    { "ct_stone_original_glcm_Contrast", "make no image “ct_stone_original”" },
    { "ct_tumour_wavelet-LLX_glcm_Contrast", "make no image “wavelet-LLX”" },
    { "ct_tumour_square_shape_Sphericity", "make no image “square” for the class “shape”" },
    { "ct_tumour_original_margin_Sharpness", "" },
  };
  g_autoptr(RimSettings) settings = parse ("comb-2060");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const names[] = { cases[i].name, NULL };
      g_autoptr(GError) error = NULL;
      g_autoptr(RimNamedFeatures) features = rim_named_features_new (settings, NULL, names, &error);

      g_assert_null (features);
      g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS);
      g_assert_nonnull (strstr (error->message, cases[i].name));
      g_assert_nonnull (strstr (error->message, cases[i].reason));
    }
}

/* What cannot be had is missing with a reason, and the rest is computed. */
static void
test_reasons (void)
{
  static const char *const names[] = {
    "ct_tumour_original_glcm_Contrast", "ct_core_original_glcm_Contrast", "ct_core_original_firstorder_Mean",
    "pet_tumour_original_firstorder_Mean", NULL
  };
  g_autoptr(RimSettings) settings = parse ("comb-2060");
  g_autoptr(RimNamedFeatures) features = rim_named_features_new (settings, NULL, names, NULL);
  g_autoptr(GPtrArray) reasons = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  gboolean needs_ct, needs_pet;
  double values[4];
  RimTestStudy study;

  rim_test_study_init_textured (&study);
  rim_mask_unref (study.lesion);
  study.lesion = rim_test_mask_new_ball (rim_volume_get_grid (study.ct), 2.5);
  rim_named_features_get_needs (features, &needs_ct, &needs_pet);
  g_assert_true (needs_ct && needs_pet);
  g_assert_cmpint (rim_named_features_get_column (features, 1)->voi, ==, RIM_VOI_CORE);

  g_assert_true (rim_named_features_compute (features, study.ct, NULL, study.lesion, values, reasons, NULL, NULL));
  g_assert_true (isfinite (values[0]));
  g_assert_true (isnan (values[1]) && isnan (values[2]) && isnan (values[3]));
  g_assert_cmpuint (reasons->len, ==, 2);
  g_assert_cmpstr (reasons->pdata[0], ==,
                   "ct, core: No voxel of the lesion lies deeper than 3 mm, so it has no core");
  g_assert_cmpstr (reasons->pdata[1], ==, "pet, tumour: There is no PET");

  g_cancellable_cancel (cancellable);
  g_assert_false (rim_named_features_compute (features, study.ct, NULL, study.lesion, values, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  rim_test_study_clear (&study);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/named-features/bits", test_bits);
  g_test_add_func ("/named-features/patient", test_patient);
  g_test_add_func ("/named-features/failures", test_failures);
  g_test_add_func ("/named-features/reasons", test_reasons);

  return g_test_run ();
}
