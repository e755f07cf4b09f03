/* rl-feature-images.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "features/rl-feature-images.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/rl-opened.h"
#include "feature/rim-extract-study.h"
#include "volume/rim-mask-resample.h"

/* What a fused image was made of. */
typedef struct
{
  RimMask           *lesion;
  RimFusionSettings  fusion;
  double             r_out_mm;
  RimVolume         *volume;
} Fused;

/* All but library and ids is changed and read under the lock, which is held while
 * something is made: a second one who asks waits and gets it too.
 */
struct _RlFeatureImages
{
  GObject     parent_instance;

  RimLibrary *library;      /* NULL for what is shown */
  gint64      study_id;
  gint64      series_id;

  GMutex      lock;
  gboolean    is_open;
  RimVolume  *ct;
  RimVolume  *pet;
  RimMask    *clips[RIM_N_VOI_CLIPS];
  Fused       fused;
};

G_DEFINE_FINAL_TYPE (RlFeatureImages, rl_feature_images, G_TYPE_OBJECT)

static void
fused_clear (Fused *self)
{
  g_clear_pointer (&self->lesion, rim_mask_unref);
  g_clear_pointer (&self->volume, rim_volume_unref);
}

static void
rl_feature_images_finalize (GObject *object)
{
  RlFeatureImages *self = RL_FEATURE_IMAGES (object);

  for (guint i = 0; i < RIM_N_VOI_CLIPS; i++)
    g_clear_pointer (&self->clips[i], rim_mask_unref);
  fused_clear (&self->fused);
  g_clear_pointer (&self->ct, rim_volume_unref);
  g_clear_pointer (&self->pet, rim_volume_unref);
  g_clear_object (&self->library);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (rl_feature_images_parent_class)->finalize (object);
}

static void
rl_feature_images_class_init (RlFeatureImagesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_feature_images_finalize;
}

static void
rl_feature_images_init (RlFeatureImages *self)
{
  g_mutex_init (&self->lock);
}

/**
 * rl_feature_images_new:
 * @ct: (nullable): the CT
 * @pet: (nullable): the PET
 */
RlFeatureImages *
rl_feature_images_new (RimVolume *ct,
                       RimVolume *pet)
{
  RlFeatureImages *self = g_object_new (RL_TYPE_FEATURE_IMAGES, NULL);

  self->is_open = TRUE;
  self->ct = ct != NULL ? rim_volume_ref (ct) : NULL;
  self->pet = pet != NULL ? rim_volume_ref (pet) : NULL;

  return self;
}

/**
 * rl_feature_images_new_of_series:
 * @library: the library
 * @study_id: a study in it
 * @series_id: an image of the study, opened with what belongs to it
 */
RlFeatureImages *
rl_feature_images_new_of_series (RimLibrary *library,
                                 gint64      study_id,
                                 gint64      series_id)
{
  RlFeatureImages *self = g_object_new (RL_TYPE_FEATURE_IMAGES, NULL);

  self->library = g_object_ref (library);
  self->study_id = study_id;
  self->series_id = series_id;

  return self;
}

/* Returns: whether they are these, which are shown */
gboolean
rl_feature_images_are_of (RlFeatureImages *self,
                          RimVolume       *ct,
                          RimVolume       *pet)
{
  g_return_val_if_fail (RL_IS_FEATURE_IMAGES (self), FALSE);

  return self->library == NULL && self->ct == ct && self->pet == pet;
}

/* Returns: whether they are those of another study */
gboolean
rl_feature_images_are_of_series (RlFeatureImages *self)
{
  g_return_val_if_fail (RL_IS_FEATURE_IMAGES (self), FALSE);

  return self->library != NULL;
}

static gboolean
decode (RimSeries     *series,
        RimVolume     *volume,
        GCancellable  *cancellable,
        GError       **error)
{
  const RimLoadOptions options = { .unit = RIM_UNIT_STORED };

  return series == NULL || rim_series_decode (series, volume, &options, cancellable, error);
}

/* As the window opens them. */
static gboolean
open_images (RlFeatureImages  *self,
             GCancellable     *cancellable,
             GError          **error)
{
  g_autoptr(RlOpened) opened = NULL;

  if (self->is_open)
    return TRUE;

  opened = rl_opened_new ();
  if (!rl_opened_read (opened, self->library, self->study_id, self->series_id, cancellable, error) ||
      !decode (opened->ct_series, opened->ct, cancellable, error) ||
      !decode (opened->pet_series, opened->pet, cancellable, error))
    return FALSE;

  self->ct = g_steal_pointer (&opened->ct);
  self->pet = g_steal_pointer (&opened->pet);
  self->is_open = TRUE;

  return TRUE;
}

static gboolean
is_as_fused (const Fused             *fused,
             RimMask                 *lesion,
             const RimStudySettings  *settings)
{
  return fused->volume != NULL && fused->lesion == lesion && fused->r_out_mm == settings->voi.r_out_mm &&
         memcmp (&fused->fusion, &settings->fusion, sizeof fused->fusion) == 0;
}

static RimVolume *
find_fused (RlFeatureImages         *self,
            RimMask                 *lesion,
            const RimStudySettings  *settings,
            GCancellable            *cancellable,
            GError                 **error)
{
  RimVolume *volume;

  if (is_as_fused (&self->fused, lesion, settings))
    return rim_volume_ref (self->fused.volume);

  volume = rim_study_fuse (self->ct, self->pet, lesion, settings, cancellable, error);
  if (volume == NULL)
    return NULL;

  fused_clear (&self->fused);
  self->fused.lesion = rim_mask_ref (lesion);
  self->fused.volume = rim_volume_ref (volume);
  self->fused.r_out_mm = settings->voi.r_out_mm;
  memcpy (&self->fused.fusion, &settings->fusion, sizeof settings->fusion);

  return volume;
}

static gboolean
check_image (RlFeatureImages  *self,
             RimStudyImage     image,
             GError          **error)
{
  const char *missing = NULL;

  if (self->ct == NULL && image != RIM_STUDY_IMAGE_PET)
    missing = _("This study has no CT");
  else if (self->pet == NULL && image != RIM_STUDY_IMAGE_CT)
    missing = _("This study has no PET");

  if (missing != NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, missing);

  return missing == NULL;
}

static RimVolume *
find_image (RlFeatureImages         *self,
            RimStudyImage            image,
            RimMask                 *lesion,
            const RimStudySettings  *settings,
            GCancellable            *cancellable,
            GError                 **error)
{
  if (!open_images (self, cancellable, error) || !check_image (self, image, error))
    return NULL;

  if (image == RIM_STUDY_IMAGE_FUSED)
    return find_fused (self, lesion, settings, cancellable, error);

  return rim_volume_ref (image == RIM_STUDY_IMAGE_PET ? self->pet : self->ct);
}

static RimMask *
find_clip (RlFeatureImages  *self,
           RimVoiClip        clip,
           GCancellable     *cancellable,
           GError          **error)
{
  if (!open_images (self, cancellable, error))
    return NULL;

  if (self->clips[clip] == NULL)
    self->clips[clip] = rim_study_clip_new (self->ct, clip, cancellable, error);

  return self->clips[clip] != NULL ? rim_mask_ref (self->clips[clip]) : NULL;
}

/**
 * rl_feature_images_find:
 * @self: images
 * @image: which
 * @lesion: what a fused image is made for, on any grid
 * @settings: how it is made
 * @cancellable: (nullable): to stop it
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the image
 */
RimVolume *
rl_feature_images_find (RlFeatureImages         *self,
                        RimStudyImage            image,
                        RimMask                 *lesion,
                        const RimStudySettings  *settings,
                        GCancellable            *cancellable,
                        GError                 **error)
{
  RimVolume *found;

  g_mutex_lock (&self->lock);
  found = find_image (self, image, lesion, settings, cancellable, error);
  g_mutex_unlock (&self->lock);

  return found;
}

/**
 * rl_feature_images_open:
 * @self: images
 * @ct: (out) (transfer full) (nullable): the CT, %NULL where there is none
 * @pet: (out) (transfer full) (nullable): the PET
 * @cancellable: (nullable): to stop it
 * @error: where to put an error
 *
 * Returns: whether they could be read
 */
gboolean
rl_feature_images_open (RlFeatureImages  *self,
                        RimVolume       **ct,
                        RimVolume       **pet,
                        GCancellable     *cancellable,
                        GError          **error)
{
  gboolean is_open;

  g_mutex_lock (&self->lock);
  is_open = self->library == NULL || open_images (self, cancellable, error);
  *ct = is_open && self->ct != NULL ? rim_volume_ref (self->ct) : NULL;
  *pet = is_open && self->pet != NULL ? rim_volume_ref (self->pet) : NULL;
  g_mutex_unlock (&self->lock);

  return is_open;
}

/**
 * rl_feature_images_find_clip:
 * @self: images
 * @clip: what bounds rims, and not RIM_VOI_CLIP_NONE
 * @cancellable: (nullable): to stop it
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the mask of body or lungs
 */
RimMask *
rl_feature_images_find_clip (RlFeatureImages  *self,
                             RimVoiClip        clip,
                             GCancellable     *cancellable,
                             GError          **error)
{
  RimMask *found;

  g_mutex_lock (&self->lock);
  found = find_clip (self, clip, cancellable, error);
  g_mutex_unlock (&self->lock);

  return found;
}

/* Lesion and core are never clipped. */
static gboolean
find_clip_of_voi (RlFeatureImages  *self,
                  RimVoiKind        voi,
                  RimVoiSettings   *settings,
                  RimMask         **clip,
                  GCancellable     *cancellable,
                  GError          **error)
{
  g_autoptr(GError) own_error = NULL;

  *clip = NULL;
  if (voi == RIM_VOI_CORE)
    settings->clip = RIM_VOI_CLIP_NONE;
  if (settings->clip == RIM_VOI_CLIP_NONE)
    return TRUE;

  *clip = rl_feature_images_find_clip (self, settings->clip, cancellable, &own_error);
  if (*clip != NULL)
    return TRUE;

  if (g_cancellable_is_cancelled (cancellable))
    g_propagate_error (error, g_steal_pointer (&own_error));
  else
    g_set_error (error, own_error->domain, own_error->code,
                 _("%s. Clip the rim to something else, or not at all."), own_error->message);

  return FALSE;
}

/* The VOI is made on the lesion's own grid and then put on that of the image. */
static RimMask *
make_voi (RlFeatureImages     *self,
          RimVoiKind           voi,
          const RlFeatureVoi  *how,
          RimMask             *lesion,
          const RimGrid       *grid,
          GCancellable        *cancellable,
          GError             **error)
{
  RimVoiSettings settings = how->voi;
  g_autoptr(RimVois) vois = NULL;
  g_autoptr(RimMask) clip = NULL;
  RimMask *mask = lesion;

  if (voi != RIM_VOI_TUMOUR)
    {
      if (!find_clip_of_voi (self, voi, &settings, &clip, cancellable, error))
        return NULL;

      vois = rim_vois_new (lesion, &settings, clip, error);
      mask = vois != NULL ? rim_vois_get (vois, voi, error) : NULL;
      if (mask == NULL)
        return NULL;
    }

  return rim_mask_resample (mask, grid);
}

/**
 * rl_feature_images_find_voi:
 * @self: images
 * @image: which
 * @voi: which VOI of the lesion
 * @how: how core, rim and fused image are made
 * @settings: how the fused image is made beside that
 * @lesion: the lesion, on any grid
 * @volume: (out) (transfer full): the image
 * @mask: (out) (transfer full): the VOI, on the grid of @volume
 * @cancellable: (nullable): to stop it
 * @error: where to put an error
 *
 * What features and maps of a lesion are computed of.
 *
 * Returns: whether both are there
 */
gboolean
rl_feature_images_find_voi (RlFeatureImages     *self,
                            RimStudyImage        image,
                            RimVoiKind           voi,
                            const RlFeatureVoi  *how,
                            RimSettings         *settings,
                            RimMask             *lesion,
                            RimVolume          **volume,
                            RimMask            **mask,
                            GCancellable        *cancellable,
                            GError             **error)
{
  g_autoptr(RimVolume) found = NULL;
  RimStudySettings study;

  rim_settings_get_study (settings, &study);
  study.voi = how->voi;
  study.fusion.method = how->fusion;

  found = rl_feature_images_find (self, image, lesion, &study, cancellable, error);
  if (found == NULL)
    return FALSE;

  *mask = make_voi (self, voi, how, lesion, rim_volume_get_grid (found), cancellable, error);
  if (*mask == NULL)
    return FALSE;

  *volume = g_steal_pointer (&found);

  return TRUE;
}
