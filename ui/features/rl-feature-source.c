/* rl-feature-source.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "features/rl-feature-source.h"

#include <glib/gi18n-lib.h>

struct _RlFeatureSource
{
  RlSource         parent_instance;

  RimStudyImage    image;
  RimVoiKind       voi;
  char            *lesion_id;
  RimMask         *mask;
  RlFeatureImages *images;
};

G_DEFINE_FINAL_TYPE (RlFeatureSource, rl_feature_source, RL_TYPE_SOURCE)

static void
rl_feature_source_finalize (GObject *object)
{
  RlFeatureSource *self = RL_FEATURE_SOURCE (object);

  g_clear_pointer (&self->lesion_id, g_free);
  g_clear_pointer (&self->mask, rim_mask_unref);
  g_clear_object (&self->images);

  G_OBJECT_CLASS (rl_feature_source_parent_class)->finalize (object);
}

static gboolean
rl_feature_source_equal (RlSource *source,
                         RlSource *other_source)
{
  RlFeatureSource *self = RL_FEATURE_SOURCE (source);
  RlFeatureSource *other = RL_FEATURE_SOURCE (other_source);

  return self->image == other->image && self->voi == other->voi && self->mask == other->mask &&
         self->images == other->images && g_strcmp0 (self->lesion_id, other->lesion_id) == 0;
}

static void
rl_feature_source_class_init (RlFeatureSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_feature_source_finalize;
  RL_SOURCE_CLASS (klass)->equal = rl_feature_source_equal;
}

static void
rl_feature_source_init (RlFeatureSource *self)
{
}

/**
 * rl_feature_source_new:
 * @id: by which it is found again in a list made anew
 * @title: for people
 * @image: which image
 * @voi: which VOI of the lesion
 * @lesion_id: (nullable): the lesion; %NULL for the active one
 * @mask: (nullable): the lesion's voxels if it is not to be followed
 * @images: (nullable): the images of another study; %NULL for those that are shown
 */
RlFeatureSource *
rl_feature_source_new (const char      *id,
                       const char      *title,
                       RimStudyImage    image,
                       RimVoiKind       voi,
                       const char      *lesion_id,
                       RimMask         *mask,
                       RlFeatureImages *images)
{
  RlFeatureSource *self = g_object_new (RL_TYPE_FEATURE_SOURCE, "id", id, "title", title, NULL);

  self->image = image;
  self->voi = voi;
  self->lesion_id = g_strdup (lesion_id);
  self->mask = mask != NULL ? rim_mask_ref (mask) : NULL;
  g_set_object (&self->images, images);

  return self;
}

RimStudyImage
rl_feature_source_get_image (RlFeatureSource *self)
{
  return self->image;
}

RimVoiKind
rl_feature_source_get_voi (RlFeatureSource *self)
{
  return self->voi;
}

/* Returns: (nullable): %NULL for the active lesion */
const char *
rl_feature_source_get_lesion_id (RlFeatureSource *self)
{
  return self->lesion_id;
}

/* Returns: (transfer none) (nullable): the lesion's voxels where they are held */
RimMask *
rl_feature_source_get_mask (RlFeatureSource *self)
{
  return self->mask;
}

/* Returns: (transfer none) (nullable): those of another study */
RlFeatureImages *
rl_feature_source_get_images (RlFeatureSource *self)
{
  return self->images;
}

const char *
rl_voi_kind_get_title (RimVoiKind kind)
{
  static const char *const titles[RIM_N_VOI_KINDS] = {
    [RIM_VOI_TUMOUR] = N_("Tumour"),
    [RIM_VOI_CORE] = N_("Core"),
    [RIM_VOI_RIM] = N_("Rim"),
    [RIM_VOI_TUMOUR_AND_RIM] = N_("Tumour+rim"),
  };

  return _(titles[kind]);
}

const char *
rl_study_image_get_title (RimStudyImage image)
{
  static const char *const titles[RIM_N_STUDY_IMAGES] = {
    [RIM_STUDY_IMAGE_CT] = N_("CT"),
    [RIM_STUDY_IMAGE_PET] = N_("PET"),
    [RIM_STUDY_IMAGE_FUSED] = N_("Fused"),
  };

  return _(titles[image]);
}

static gboolean
is_shown (RlSession     *session,
          RimStudyImage  image)
{
  gboolean has_ct = rl_session_get_volume (session, RL_LAYER_CT) != NULL;
  gboolean has_pet = rl_session_get_volume (session, RL_LAYER_PET) != NULL;

  return (has_ct || image == RIM_STUDY_IMAGE_PET) && (has_pet || image == RIM_STUDY_IMAGE_CT);
}

/**
 * rl_study_image_find_shown:
 * @session: a session
 * @wanted: an image
 *
 * Returns: the image that is wanted, or the first there is where it is not shown; the same
 *   where there is none
 */
RimStudyImage
rl_study_image_find_shown (RlSession     *session,
                           RimStudyImage  wanted)
{
  if (is_shown (session, wanted))
    return wanted;

  for (guint i = 0; i < RIM_N_STUDY_IMAGES; i++)
    if (is_shown (session, i))
      return i;

  return wanted;
}

static const char *
explain_no_layer (RlSession   *session,
                  RlLayerKind  layer)
{
  RimVolume *volume = rl_session_get_volume (session, layer);
  gboolean is_ct = layer == RL_LAYER_CT;

  if (volume == NULL)
    return is_ct ? _("No CT is open") : _("No PET is open");
  if (rim_volume_get_n_ready (volume) < rim_volume_get_grid (volume)->size[2])
    return is_ct ? _("The CT is still being loaded") : _("The PET is still being loaded");

  return NULL;
}

/**
 * rl_study_image_explain_missing:
 * @session: a session
 * @image: an image of what it shows
 * @needs_ct: whether the CT is needed in any case
 *
 * Returns: (nullable): why it is not there, or not yet
 */
const char *
rl_study_image_explain_missing (RlSession     *session,
                                RimStudyImage  image,
                                gboolean       needs_ct)
{
  const char *problem = NULL;

  if (image != RIM_STUDY_IMAGE_PET || needs_ct)
    problem = explain_no_layer (session, RL_LAYER_CT);
  if (problem == NULL && image != RIM_STUDY_IMAGE_CT)
    problem = explain_no_layer (session, RL_LAYER_PET);

  return problem;
}
