/* rim-study-images.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-study-images.h"

#include "segment/rim-body.h"
#include "segment/rim-lung.h"
#include "volume/rim-mask-resample.h"

static const char no_ct[] = "There is no CT, which these images and VOIs need";
static const char *const image_ids[RIM_N_STUDY_IMAGES] = { "ct", "pet", "fused" };

static gboolean
check_images (RimVolume               *ct,
              RimVolume               *pet,
              const RimStudySettings  *settings,
              GError                 **error)
{
  const guint need_ct = 1u << RIM_STUDY_IMAGE_CT | 1u << RIM_STUDY_IMAGE_FUSED;
  const guint need_pet = 1u << RIM_STUDY_IMAGE_PET | 1u << RIM_STUDY_IMAGE_FUSED;
  const char *missing = NULL;

  if (ct == NULL && ((settings->images & need_ct) != 0 || settings->voi.clip != RIM_VOI_CLIP_NONE))
    missing = no_ct;
  else if (pet == NULL && (settings->images & need_pet) != 0)
    missing = "There is no PET, which these images need";

  if (missing != NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, missing);

  return missing == NULL;
}

static gboolean
add_pair (GPtrArray      *pairs,
          RimStudyImage   image,
          RimVoiKind      kind,
          RimVolume      *volume,
          RimMask        *voi,
          GError        **error)
{
  RimMask *mask = rim_study_put_voi (voi, kind, image, volume, error);
  RimStudyPair *pair;

  if (mask == NULL)
    return FALSE;

  pair = g_new (RimStudyPair, 1);
  *pair = (RimStudyPair) { image, kind, rim_volume_ref (volume), mask };
  g_ptr_array_add (pairs, pair);

  return TRUE;
}

static gboolean
add_image (GPtrArray               *pairs,
           RimStudyImage            image,
           RimVolume               *volume,
           RimVois                 *vois,
           const RimStudySettings  *settings,
           GError                 **error)
{
  for (guint kind = 0; kind < RIM_N_VOI_KINDS; kind++)
    {
      RimMask *voi;

      if ((settings->vois & 1u << kind) == 0)
        continue;

      voi = rim_vois_get (vois, (RimVoiKind) kind, error);
      if (voi == NULL || !add_pair (pairs, image, (RimVoiKind) kind, volume, voi, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * rim_study_list_images:
 * @ct: (nullable): the CT
 * @pet: (nullable): the PET
 *
 * Returns: which images can be had, as 1 << #RimStudyImage
 */
guint
rim_study_list_images (RimVolume *ct,
                       RimVolume *pet)
{
  return (ct != NULL ? 1u << RIM_STUDY_IMAGE_CT : 0) | (pet != NULL ? 1u << RIM_STUDY_IMAGE_PET : 0) |
         (ct != NULL && pet != NULL ? 1u << RIM_STUDY_IMAGE_FUSED : 0);
}

/**
 * rim_study_settings_complete:
 * @self: which images and VOIs
 * @ct: (nullable): the CT
 * @pet: (nullable): the PET
 *
 * Where they name no image, takes every one there is; where no VOI, the tumour.
 */
void
rim_study_settings_complete (RimStudySettings *self,
                             RimVolume        *ct,
                             RimVolume        *pet)
{
  if (self->images == 0)
    self->images = rim_study_list_images (ct, pet);
  if (self->vois == 0)
    self->vois = 1u << RIM_VOI_TUMOUR;
}

/**
 * rim_study_clip_new:
 * @ct: (nullable): the CT in HU, all slices ready
 * @clip: what bounds rims, and not RIM_VOI_CLIP_NONE
 * @cancellable: (nullable): to stop it
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the mask of body or lungs, on the grid of
 *   @ct
 */
RimMask *
rim_study_clip_new (RimVolume     *ct,
                    RimVoiClip     clip,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_return_val_if_fail (clip != RIM_VOI_CLIP_NONE, NULL);

  if (ct == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, no_ct);
      return NULL;
    }

  return clip == RIM_VOI_CLIP_LUNG ? rim_lung_mask_new (ct, cancellable, error) :
         rim_body_mask_new (ct, cancellable, error);
}

/**
 * rim_study_fuse:
 * @ct: the CT in HU, all slices ready
 * @pet: the PET, all slices ready
 * @lesion: a lesion on any grid in their frame of reference
 * @settings: how
 * @cancellable: (nullable): to stop it
 * @error: where to put an error
 *
 * Makes the fused image of rim_study_images(). Its margin grows by the rim, so
 * that the neighbours of the rim are fused too.
 *
 * Returns: (transfer full) (nullable): the image
 */
RimVolume *
rim_study_fuse (RimVolume               *ct,
                RimVolume               *pet,
                RimMask                 *lesion,
                const RimStudySettings  *settings,
                GCancellable            *cancellable,
                GError                 **error)
{
  RimFusionSettings fusion = settings->fusion;
  RimVolume *base = fusion.grid == RIM_FUSION_GRID_PET ? pet : ct;
  g_autoptr(RimMask) on_grid = rim_mask_resample (lesion, rim_volume_get_grid (base));

  fusion.margin_mm += settings->voi.r_out_mm;

  return rim_fuse (ct, pet, on_grid, &fusion, NULL, cancellable, error);
}

/**
 * rim_study_put_voi:
 * @voi: a VOI on any grid in the frame of reference of the image
 * @kind: which it is
 * @image: which image
 * @volume: the image
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the VOI on the grid of the image, by the centres of
 *   voxels; %NULL where it holds none
 */
RimMask *
rim_study_put_voi (RimMask        *voi,
                   RimVoiKind      kind,
                   RimStudyImage   image,
                   RimVolume      *volume,
                   GError        **error)
{
  g_autoptr(RimMask) mask = rim_mask_resample (voi, rim_volume_get_grid (volume));
  RimBox bounds;

  if (rim_mask_get_bounds (mask, &bounds))
    return g_steal_pointer (&mask);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               "The %s holds no voxel of the image \"%s\"", rim_voi_kind_get_id (kind),
               rim_study_image_get_id (image));

  return NULL;
}

/**
 * rim_study_images:
 * @ct: (nullable): the CT in HU, all slices ready
 * @pet: (nullable): the PET, all slices ready
 * @lesion: a lesion on any grid in their frame of reference
 * @settings: which images and VOIs
 * @cancellable: (nullable): to stop it
 * @error: where to put an error
 *
 * Makes all that features of a lesion are computed on. VOIs are made where the
 * lesion was drawn and put on the grid of each image by the centres of voxels; CT
 * and PET keep their own voxels, so their values stay as measured. The fused image
 * is made comparable by the lesion, and holds no more than the lesion, its rim and
 * the margin.
 *
 * Returns: (transfer full) (nullable) (element-type RimStudyPair): image by image,
 *   VOI by VOI; %NULL where one of them cannot be had
 */
GPtrArray *
rim_study_images (RimVolume               *ct,
                  RimVolume               *pet,
                  RimMask                 *lesion,
                  const RimStudySettings  *settings,
                  GCancellable            *cancellable,
                  GError                 **error)
{
  g_autoptr(GPtrArray) pairs = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_study_pair_free);
  g_autoptr(RimVolume) fused = NULL;
  g_autoptr(RimMask) clip = NULL;
  g_autoptr(RimVois) vois = NULL;

  if (!check_images (ct, pet, settings, error))
    return NULL;

  if (settings->voi.clip != RIM_VOI_CLIP_NONE)
    {
      clip = rim_study_clip_new (ct, settings->voi.clip, cancellable, error);
      if (clip == NULL)
        return NULL;
    }

  vois = rim_vois_new (lesion, &settings->voi, clip, error);
  if (vois == NULL)
    return NULL;

  for (guint image = 0; image < RIM_N_STUDY_IMAGES; image++)
    {
      RimVolume *volume = image == RIM_STUDY_IMAGE_PET ? pet : ct;

      if ((settings->images & 1u << image) == 0)
        continue;
      if (image == RIM_STUDY_IMAGE_FUSED)
        volume = fused = rim_study_fuse (ct, pet, lesion, settings, cancellable, error);
      if (volume == NULL || !add_image (pairs, (RimStudyImage) image, volume, vois, settings, error))
        return NULL;
    }

  return g_steal_pointer (&pairs);
}

/**
 * rim_study_pair_free:
 * @self: (transfer full): a pair
 */
void
rim_study_pair_free (RimStudyPair *self)
{
  rim_volume_unref (self->volume);
  rim_mask_unref (self->mask);
  g_free (self);
}

/**
 * rim_study_image_get_id:
 * @image: an image
 *
 * Returns: its name in settings and tables
 */
const char *
rim_study_image_get_id (RimStudyImage image)
{
  g_return_val_if_fail (image < RIM_N_STUDY_IMAGES, NULL);

  return image_ids[image];
}

/**
 * rim_study_image_from_id:
 * @id: (nullable): a name, as in settings
 * @image: (out): the image of this name
 *
 * Returns: whether there is one
 */
gboolean
rim_study_image_from_id (const char    *id,
                         RimStudyImage *image)
{
  for (guint n = 0; n < RIM_N_STUDY_IMAGES; n++)
    if (g_strcmp0 (id, image_ids[n]) == 0)
      {
        *image = (RimStudyImage) n;
        return TRUE;
      }

  return FALSE;
}
