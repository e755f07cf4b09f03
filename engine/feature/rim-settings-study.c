/* rim-settings-study.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-settings-private.h"

#include "feature/rim-extract-study.h"
#include "feature/rim-feature-table.h"

static void
init_fusion (RimFusionSettings     *self,
             const RimSettingStudy *values)
{
  *self = (RimFusionSettings) RIM_FUSION_SETTINGS_INIT;
  self->method = (RimFusionMethod) values->method;
  self->grid = (RimFusionGrid) values->grid;
  rim_interpolator_from_name (values->interpolator, &self->interpolator, NULL);
  self->scale = (RimFusionScale) values->scale;
  self->scope = (RimFusionScope) values->scope;
  self->pet_square_root = values->pet_square_root;
  self->ct_weight = values->ct_weight;
  self->detail_weight = values->detail_weight;
  g_strlcpy (self->wavelet, values->wavelet, sizeof self->wavelet);
  self->clip_bands = values->clip_bands;
  self->radius = (guint) values->radius;
  self->n_bins = (guint) values->n_bins;
  self->pseudo_count = values->pseudo_count;
  self->margin_mm = values->margin_mm;
}

/**
 * rim_settings_get_study:
 * @self: settings
 * @study: (out): what they say of images and VOIs; no image or no VOI where they
 *   leave it open
 *
 * Returns: whether they name images or VOIs
 */
gboolean
rim_settings_get_study (RimSettings      *self,
                        RimStudySettings *study)
{
  const RimSettingStudy *values = &self->values.study;

  g_return_val_if_fail (self != NULL && study != NULL, FALSE);

  *study = (RimStudySettings) {
    .images = self->study_images,
    .vois = self->study_vois,
    .voi = { values->r_in_mm, values->r_out_mm, values->rim_inside, (RimVoiClip) values->clip },
  };
  init_fusion (&study->fusion, values);

  return study->images != 0 || study->vois != 0;
}

/* What an image type sets itself counts more than what a CT, PET or fused image
 * sets.
 */
static RimSettings *
copy_deviated (RimSettings                *self,
               const RimSettingDeviations *deviations)
{
  RimSettings *copy = rim_settings_new_empty ();
  guint n_keys;
  guint n;
  const RimSettingKey *keys = rim_setting_keys_get (&n_keys);
  const RimFamily *const *families = rim_families_get (&n);

  copy->profile = self->profile;
  copy->values = deviations != NULL ? deviations->values : self->values;
  for (guint i = 0; i < self->n_images; i++)
    {
      RimSettingImage *image = rim_settings_add_image (copy, self->images[i]->kind);

      *image = *self->images[i];
      for (guint k = 0; k < n_keys && deviations != NULL; k++)
        if (deviations->is_own[k] && !image->is_own[k])
          rim_setting_value_copy (&keys[k], &image->values, &deviations->values);
    }
  for (guint i = 0; i < n; i++)
    rim_settings_order_family (copy, self->order[i]);
  for (guint i = 0; i < n; i++)
    if (self->features[i] != NULL)
      copy->features[i] = g_memdup2 (self->features[i], families[i]->n_features);

  return copy;
}

/**
 * rim_settings_for_study_image:
 * @self: settings
 * @image: an image of a patient
 *
 * Returns: (transfer full): the settings of one image alone, which name neither
 *   images nor VOIs
 */
RimSettings *
rim_settings_for_study_image (RimSettings   *self,
                              RimStudyImage  image)
{
  RimSettings *copy;

  g_return_val_if_fail (self != NULL && image < RIM_N_STUDY_IMAGES, NULL);

  copy = copy_deviated (self, self->deviations[image]);
  copy->values.additional_info = self->values.additional_info;
  rim_settings_finish (copy);

  return copy;
}

/**
 * rim_settings_with_vois:
 * @self: settings
 * @study: which VOIs, how they are made, and by which method images are fused
 *
 * Returns: (transfer full): the same settings with these; the tumour where there
 *   is no VOI
 */
RimSettings *
rim_settings_with_vois (RimSettings            *self,
                        const RimStudySettings *study)
{
  const RimVoiSettings *voi = &study->voi;
  RimSettings *copy;

  g_return_val_if_fail (self != NULL && study != NULL, NULL);

  copy = rim_settings_new_from_yaml (self->yaml, NULL, NULL);
  g_assert (copy != NULL);
  copy->study_vois = study->vois != 0 ? study->vois : 1u << RIM_VOI_TUMOUR;
  copy->values.study.method = (int) study->fusion.method;
  copy->values.study.r_in_mm = voi->r_in_mm;
  copy->values.study.r_out_mm = voi->r_out_mm;
  copy->values.study.rim_inside = voi->rim_inside;
  copy->values.study.clip = (int) voi->clip;
  rim_settings_finish (copy);

  return copy;
}
