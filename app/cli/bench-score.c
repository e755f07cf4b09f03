/* bench-score.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench-lesion.h"
#include "bench.h"
#include "core/rim-parallel.h"
#include "feature/rim-named-features.h"
#include "format/rim-image.h"
#include "signature/rim-contour-variants.h"

/* The 20 features of a signature of CT, PET and their fusion, tumour and rim, after a dab
 * of the brush that goes in and out by turns. The public patient where RIMLIGHT_TEST_DATA
 * says it is, else a lesion of its size.
 */
#define PATIENT   "STS_001"
#define PET_IMAGE "data/sts/STS_001/nifti/PET_image.nii.gz"
#define DAB       9
#define N_OTHERS  20
#define OFF_MM    2.0

typedef struct
{
  RimVolume        *ct;
  RimVolume        *pet;
  RimMask          *lesions[2];  /* before and after the dab */
  RimSettings      *settings;
  RimNamedFeatures *features;
  guint             n_edits;
  double            values[20];
} Live;

static const char *const names[] = {
  "ct_tumour_original_shape_Sphericity",
  "ct_tumour_original_shape_SurfaceVolumeRatio",
  "ct_tumour_original_firstorder_Skewness",
  "ct_tumour_original_glcm_JointEntropy",
  "ct_tumour_wavelet-LLH_glcm_Correlation",
  "ct_tumour_wavelet-HLL_glrlm_RunEntropy",
  "ct_tumour_wavelet-HHH_glszm_ZoneEntropy",
  "ct_tumour_log-sigma-1-0-mm-3D_firstorder_Kurtosis",
  "ct_tumour_log-sigma-3-0-mm-3D_glcm_Idmn",
  "ct_tumour_log-sigma-5-0-mm-3D_gldm_DependenceEntropy",
  "ct_rim_original_firstorder_90Percentile",
  "ct_rim_original_ngtdm_Busyness",
  "ct_rim_wavelet-LLL_glszm_SmallAreaEmphasis",
  "ct_rim_log-sigma-2-0-mm-3D_glcm_ClusterShade",
  "pet_tumour_original_firstorder_Maximum",
  "pet_tumour_original_glrlm_GrayLevelNonUniformity",
  "pet_tumour_wavelet-LLH_firstorder_Energy",
  "pet_rim_original_firstorder_Mean",
  "fused_tumour_original_glcm_Contrast",
  "fused_tumour_gradient_firstorder_Median",
  NULL
};

static void
finish (gpointer data)
{
  Live *self = data;

  g_clear_pointer (&self->ct, rim_volume_unref);
  g_clear_pointer (&self->pet, rim_volume_unref);
  g_clear_pointer (&self->lesions[0], rim_mask_unref);
  g_clear_pointer (&self->lesions[1], rim_mask_unref);
  g_clear_pointer (&self->settings, rim_settings_unref);
  g_clear_pointer (&self->features, rim_named_features_unref);
  g_free (self);
}

static RimMask *
add_dab (RimMask *lesion)
{
  const RimGrid *grid = rim_mask_get_grid (lesion);
  g_autoptr(RimMask) dab = NULL;
  RimBox bounds;
  RimBox box;

  rim_mask_get_bounds (lesion, &bounds);
  box = bounds;
  box.min[0] = bounds.max[0] - DAB / 2;
  box.max[0] = MIN (bounds.max[0] + DAB / 2, grid->size[0]);
  box.min[1] = (bounds.min[1] + bounds.max[1]) / 2 - DAB / 2;
  box.max[1] = box.min[1] + DAB;
  box.min[2] = (bounds.min[2] + bounds.max[2]) / 2;
  box.max[2] = box.min[2] + 1;
  dab = rim_mask_new_box (grid, &box);

  return rim_mask_combine (lesion, dab, RIM_MASK_UNION);
}

static gpointer
prepare (GError **error)
{
  const char *root = g_getenv ("RIMLIGHT_TEST_DATA");
  g_autofree char *path = g_build_filename (root != NULL ? root : "../shared", PET_IMAGE, NULL);
  g_autoptr(RimSettings) recipe = rim_settings_load ("comb-2060", error);
  Live *self;

  if (recipe == NULL)
    return NULL;

  self = g_new0 (Live, 1);
  if (!bench_lesion_load (PATIENT, &self->ct, &self->lesions[0]))
    bench_lesion_make (1e5, &self->ct, &self->lesions[0]);
  self->lesions[1] = add_dab (self->lesions[0]);
  self->pet = rim_image_read (path, NULL);
  if (self->pet == NULL)
    self->pet = rim_volume_ref (self->ct);
  self->settings = rim_settings_with_diagnostics (recipe, FALSE);
  self->features = rim_named_features_new (self->settings, NULL, names, error);
  if (self->features == NULL)
    g_clear_pointer (&self, finish);

  return self;
}

static gboolean
compute (Live              *self,
         RimNamedFeatures  *features,
         double            *seconds,
         GError           **error)
{
  const double start = bench_now ();
  const gboolean done = rim_named_features_compute (features, self->ct, self->pet, self->lesions[self->n_edits++ % 2],
                                                    self->values, NULL, NULL, error);

  *seconds = bench_now () - start;

  return done;
}

static gboolean
run_live (gpointer   data,
          double    *seconds,
          GError   **error)
{
  Live *self = data;

  return compute (self, self->features, seconds, error);
}

static gboolean
run_first (gpointer   data,
           double    *seconds,
           GError   **error)
{
  Live *self = data;
  g_autoptr(RimNamedFeatures) features = rim_named_features_new (self->settings, NULL, names, error);

  return features != NULL && compute (self, features, seconds, error);
}

typedef struct
{
  Live               *live;
  RimContourVariants *variants;
} Others;

static void
compute_others (gsize    begin,
                gsize    end,
                gpointer data)
{
  const Others *self = data;
  double values[G_N_ELEMENTS (self->live->values)];

  for (gsize i = begin; i < end; i++)
    {
      g_autoptr(RimMask) other = rim_contour_variants_make (self->variants, (guint) i);

      rim_named_features_compute (self->live->features, self->live->ct, self->live->pet, other, values, NULL, NULL, NULL);
    }
}

static gboolean
run_others (gpointer   data,
            double    *seconds,
            GError   **error)
{
  Live *self = data;
  const double start = bench_now ();
  g_autoptr(RimContourVariants) variants = rim_contour_variants_new (self->lesions[0], OFF_MM, 1, error);
  Others others = { self, variants };

  if (variants == NULL)
    return FALSE;

  rim_parallel_for (N_OTHERS, 1, compute_others, &others);
  *seconds = bench_now () - start;

  return TRUE;
}

static gboolean
run_all (gpointer   data,
         double    *seconds,
         GError   **error)
{
  Live *self = data;
  const double start = bench_now ();
  g_autoptr(GPtrArray) tables = rim_extract_study (self->ct, self->pet, self->lesions[0], self->settings, NULL, NULL,
                                                   NULL, NULL, error);

  *seconds = bench_now () - start;

  return tables != NULL;
}

const Bench bench_score_live = {
  "score-live",
  "20 features of CT, PET and fusion, tumour and rim, after a dab on a lesion of about 100,000 voxels",
  "all 24,720 of the same lesion",
  prepare, run_live, run_all, finish,
};

const Bench bench_score_first = {
  "score-first",
  "the same for the first contour on the images",
  "all 24,720 of the same lesion",
  prepare, run_first, run_all, finish,
};

const Bench bench_score_others = {
  "score-others",
  "the same features of 20 other contours, up to 2 mm off: how much the contour matters",
  "all 24,720 of the same lesion",
  prepare, run_others, run_all, finish,
};
