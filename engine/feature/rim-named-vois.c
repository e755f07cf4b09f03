/* rim-named-vois.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-named-images-private.h"

#include "core/rim-parallel.h"

/* VOIs of a lesion on the images that names ask for. */

static gpointer
ref_volume (gpointer what)
{
  return rim_volume_ref (what);
}

static gpointer
ref_mask (gpointer what)
{
  return rim_mask_ref (what);
}

static gsize
count_bytes (RimVolume *volume)
{
  return rim_grid_get_n_voxels (rim_volume_get_grid (volume)) *
         rim_voxel_type_get_size (rim_volume_get_voxel_type (volume));
}

static gboolean
needs_rim (const RimNamedPlan *plan)
{
  for (guint v = 0; v < plan->vois->len; v++)
    {
      const RimVoiKind kind = g_array_index (plan->vois, RimNamedVoi, v).kind;

      if (kind == RIM_VOI_RIM || kind == RIM_VOI_TUMOUR_AND_RIM)
        return TRUE;
    }

  return FALSE;
}

/* Returns: whether a VOI is bounded by body or lungs */
gboolean
rim_named_images_need_clip (const RimNamedPlan *plan)
{
  return plan->study.voi.clip != RIM_VOI_CLIP_NONE && needs_rim (plan);
}

/* Body and lungs do not depend on the lesion. */
static RimMask *
get_clip (RimNamedImages  *self,
          GError         **error)
{
  const RimVoiClip clip = self->plan->study.voi.clip;
  const char *name = rim_voi_clip_get_id (clip);
  RimMask *mask = self->ct != NULL ? rim_named_cache_find (self->cache, self->ct, NULL, name, NULL) : NULL;

  if (mask != NULL)
    return mask;

  mask = rim_study_clip_new (self->ct, clip, self->cancellable, error);
  if (mask != NULL)
    rim_named_cache_add (self->cache, self->ct, NULL, name, &(RimNamedKept) {
      .what = mask, .n_bytes = 1 << 20, .ref = ref_mask, .unref = (GDestroyNotify) rim_mask_unref
    });

  return mask;
}

static RimVois *
make_vois (RimNamedImages  *self,
           GError         **error)
{
  RimVoiSettings settings = self->plan->study.voi;
  g_autoptr(RimMask) clip = NULL;

  if (!rim_named_images_need_clip (self->plan))
    settings.clip = RIM_VOI_CLIP_NONE;
  else if ((clip = get_clip (self, error)) == NULL)
    return NULL;

  return rim_vois_new (self->lesion, &settings, clip, error);
}

/* Returns: (transfer full) (nullable): the image before it is cropped or resampled */
static RimVolume *
prepare_base (RimVolume               *image,
              const RimSettingValues  *values,
              GError                 **error)
{
  g_autoptr(RimVolume) rounded = NULL;

  if (!rim_extract_check_image (image, error))
    return NULL;

  rounded = rim_extract_round (image, error);
  if (rounded == NULL || !values->normalize)
    return g_steal_pointer (&rounded);

  return rim_extract_normalize (rounded, values, error);
}

/* The IBSI's profile starts from the image as it is. */
static RimVolume *
get_base (RimNamedImages  *self,
          RimVolume       *image,
          RimSettings     *settings,
          GError         **error)
{
  RimVolume *base;

  if (settings->profile == RIM_PROFILE_IBSI)
    return rim_volume_ref (image);

  base = rim_named_cache_find (self->cache, image, settings, "base", NULL);
  if (base != NULL)
    return base;

  base = prepare_base (image, &settings->values, error);
  if (base != NULL && base != image)
    rim_named_cache_add (self->cache, image, settings, "base", &(RimNamedKept) {
      .what = base, .n_bytes = count_bytes (base), .ref = ref_volume, .unref = (GDestroyNotify) rim_volume_unref
    });

  return base;
}

static gboolean
prepare (RimNamedImages     *self,
         const RimNamedVoi  *plan,
         RimNamedMadeVoi    *voi,
         RimVolume          *base,
         RimMask            *mask,
         GError            **error)
{
  RimSettingValues values = plan->settings->values;

  if (plan->settings->profile == RIM_PROFILE_IBSI)
    return rim_extract_prepare (&voi->prepared, base, mask, plan->settings, NULL, self->cancellable, error);

  values.normalize = FALSE;

  return rim_prepared_init (&voi->prepared, base, mask, &values, NULL, self->cancellable, error);
}

/* Takes @voi. */
static gboolean
make_voi (RimNamedImages     *self,
          guint               v,
          RimVolume          *image,
          RimMask            *voi,
          GError            **error)
{
  const RimNamedVoi *plan = &g_array_index (self->plan->vois, RimNamedVoi, v);
  RimNamedMadeVoi *made = &self->vois[v];
  const gboolean is_kept = !plan->has_study || plan->image != RIM_STUDY_IMAGE_FUSED;
  g_autoptr(RimMask) mask = rim_study_put_voi (voi, plan->kind, plan->image, image, error);
  g_autoptr(RimVolume) base = NULL;

  if (mask == NULL)
    return FALSE;

  base = is_kept ? get_base (self, image, plan->settings, error) : prepare_base (image, &plan->settings->values, error);
  if (base == NULL || !prepare (self, plan, made, base, mask, error))
    return FALSE;

  rim_voi_voxels_init (&made->voxels, plan->settings->profile, &made->prepared, plan->looks_around);
  if (is_kept && made->prepared.image == base)
    made->base = base;

  return TRUE;
}

static RimVolume *
find_image (RimNamedImages     *self,
            const RimNamedVoi  *plan,
            RimVolume         **fused,
            GError            **error)
{
  RimVolume *image = plan->image == RIM_STUDY_IMAGE_PET ? self->pet : self->ct;

  if (!plan->has_study)
    return self->ct != NULL ? self->ct : self->pet;
  if (plan->image != RIM_STUDY_IMAGE_FUSED)
    {
      if (image == NULL)
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no %s",
                     plan->image == RIM_STUDY_IMAGE_PET ? "PET" : "CT");
      return image;
    }

  if (self->ct == NULL || self->pet == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         "A fused image needs both a CT and a PET");
  else if (*fused == NULL)
    *fused = rim_study_fuse (self->ct, self->pet, self->lesion, &self->plan->study, self->cancellable, error);

  return *fused;
}

/**
 * rim_named_images_make_vois:
 * @self: images and a lesion
 *
 * Makes VOIs and puts them on their images, as far as it can.
 */
void
rim_named_images_make_vois (RimNamedImages *self)
{
  g_autoptr(GError) vois_error = NULL;
  g_autoptr(RimVois) vois = make_vois (self, &vois_error);
  g_autoptr(RimVolume) fused = NULL;

  for (guint v = 0; v < self->plan->vois->len; v++)
    {
      const RimNamedVoi *plan = &g_array_index (self->plan->vois, RimNamedVoi, v);
      RimNamedMadeVoi *made = &self->vois[v];
      RimMask *voi = vois != NULL ? rim_vois_get (vois, plan->kind, &made->error) : NULL;
      RimVolume *image = voi != NULL ? find_image (self, plan, &fused, &made->error) : NULL;

      if (vois == NULL)
        made->error = g_error_copy (vois_error);
      made->is_there = image != NULL && make_voi (self, v, image, voi, &made->error);
    }
}
