/* rl-feature-sources.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "features/rl-feature-sources.h"

#include <glib/gi18n-lib.h>

#include "core/rl-other-image.h"

struct _RlFeatureSources
{
  RlSources      parent_instance;

  GHashTable    *images;        /* id of a series -> RlFeatureImages */
  RimStudyImage  image;
  RimVoiKind     voi;
};

G_DEFINE_FINAL_TYPE (RlFeatureSources, rl_feature_sources, RL_TYPE_SOURCES)

static RlSession *
get_session (RlFeatureSources *self)
{
  return rl_sources_get_session (RL_SOURCES (self));
}

static RimLesion *
find_active (RlFeatureSources *self)
{
  const char *id = rl_session_get_active_lesion (get_session (self));

  return id != NULL ? rl_session_find_lesion (get_session (self), id) : NULL;
}

static void
add (GPtrArray     *sources,
     const char    *id,
     const char    *title,
     RimStudyImage  image,
     RimVoiKind     voi,
     const char    *lesion_id,
     RimMask       *mask)
{
  g_ptr_array_add (sources, rl_feature_source_new (id, title, image, voi, lesion_id, mask, NULL));
}

static gboolean
has_image (RlFeatureSources *self,
           RimStudyImage     image)
{
  gboolean has_ct = rl_session_get_volume (get_session (self), RL_LAYER_CT) != NULL;
  gboolean has_pet = rl_session_get_volume (get_session (self), RL_LAYER_PET) != NULL;

  return (has_ct || image == RIM_STUDY_IMAGE_PET) && (has_pet || image == RIM_STUDY_IMAGE_CT);
}

static void
add_opened (RlFeatureSources *self,
            GPtrArray        *sources)
{
  const char *active = rl_session_get_active_lesion (get_session (self));
  GPtrArray *opened = rl_sources_get_opened (RL_SOURCES (self));

  for (guint i = 0; i < opened->len; i++)
    {
      RimLesion *lesion = g_ptr_array_index (opened, i);

      if (g_strcmp0 (lesion->id, active) == 0)
        add (sources, "opened", _("The contour as opened"), self->image, self->voi, NULL, lesion->mask);
    }
}

static void
add_images (RlFeatureSources *self,
            GPtrArray        *sources)
{
  for (guint i = 0; i < RIM_N_STUDY_IMAGES; i++)
    if (i != self->image && has_image (self, i))
      {
        g_autofree char *id = g_strdup_printf ("image-%s", rim_study_image_get_id (i));

        add (sources, id, rl_study_image_get_title (i), i, self->voi, NULL, NULL);
      }
}

static void
add_vois (RlFeatureSources *self,
          GPtrArray        *sources)
{
  for (guint i = 0; i < RIM_N_VOI_KINDS; i++)
    if (i != self->voi)
      {
        g_autofree char *id = g_strdup_printf ("voi-%s", rim_voi_kind_get_id (i));

        add (sources, id, rl_voi_kind_get_title (i), self->image, i, NULL, NULL);
      }
}

/* Lesions of one name are one lesion as several have drawn it. */
static char *
dup_lesion_title (RlFeatureSources *self,
                  RimLesion        *lesion)
{
  RimLesion *active = find_active (self);
  const char *author;

  if (active == NULL || g_strcmp0 (active->name, lesion->name) != 0)
    return g_strdup (lesion->name);

  author = rl_sources_find_author (RL_SOURCES (self), lesion->id);

  return author != NULL ? g_strdup_printf (_("%s, drawn by %s"), lesion->name, author)
                        : g_strdup_printf (_("%s, from a file"), lesion->name);
}

static void
add_lesions (RlFeatureSources *self,
             GPtrArray        *sources)
{
  const char *active = rl_session_get_active_lesion (get_session (self));

  for (guint i = 0; i < rl_session_get_n_lesions (get_session (self)); i++)
    {
      RimLesion *lesion = rl_session_get_lesion (get_session (self), i);
      g_autofree char *id = g_strdup_printf ("lesion-%s", lesion->id);
      g_autofree char *title = dup_lesion_title (self, lesion);

      if (g_strcmp0 (lesion->id, active) != 0)
        add (sources, id, title, self->image, self->voi, lesion->id, NULL);
    }
}

static gboolean
is_gone (gpointer key,
         gpointer value,
         gpointer others)
{
  const gint64 *series_id = key;

  for (guint i = 0; i < ((GPtrArray *) others)->len; i++)
    if (((RlOtherImage *) g_ptr_array_index ((GPtrArray *) others, i))->series_id == *series_id)
      return FALSE;

  return TRUE;
}

/* Images that were read stay in memory, while they are those of the patient. */
static RlFeatureImages *
find_images (RlFeatureSources *self,
             RlOtherImage     *other)
{
  RlFeatureImages *images = g_hash_table_lookup (self->images, &other->series_id);

  if (images == NULL)
    {
      images = rl_feature_images_new_of_series (rl_sources_get_library (RL_SOURCES (self)),
                                                other->study_id, other->series_id);
      g_hash_table_insert (self->images, g_memdup2 (&other->series_id, sizeof other->series_id), images);
    }

  return images;
}

static void
add_other (RlFeatureSources *self,
           RlOtherImage     *other,
           RimLesion        *lesion,
           GPtrArray        *sources)
{
  gboolean is_only = rl_session_get_n_lesions (get_session (self)) == 1;
  RimLesion *there = rl_other_image_find (other, lesion, is_only);
  g_autofree char *id = g_strdup_printf ("series-%" G_GINT64_FORMAT, other->series_id);
  g_autofree char *title = NULL;

  if (there == NULL)
    return;

  title = rl_other_image_dup_title (other, there, lesion);
  g_ptr_array_add (sources, rl_feature_source_new (id, title, self->image, self->voi, there->id,
                                                   there->mask, find_images (self, other)));
}

/* The same lesion at other times and as other readers of this study drew it. */
static void
add_others (RlFeatureSources *self,
            GPtrArray        *sources)
{
  GPtrArray *others = rl_sources_get_others (RL_SOURCES (self));
  RimLesion *lesion = find_active (self);

  g_hash_table_foreach_remove (self->images, is_gone, others);
  for (guint i = 0; lesion != NULL && i < others->len; i++)
    add_other (self, g_ptr_array_index (others, i), lesion, sources);
}

static void
rl_feature_sources_list (RlSources *sources,
                         GPtrArray *list)
{
  RlFeatureSources *self = RL_FEATURE_SOURCES (sources);

  add (list, RL_NO_SOURCE, _("Nothing"), self->image, self->voi, NULL, NULL);
  add_opened (self, list);
  add_vois (self, list);
  add_images (self, list);
  add_others (self, list);
  add_lesions (self, list);
}

static void
rl_feature_sources_finalize (GObject *object)
{
  g_clear_pointer (&RL_FEATURE_SOURCES (object)->images, g_hash_table_unref);

  G_OBJECT_CLASS (rl_feature_sources_parent_class)->finalize (object);
}

static void
rl_feature_sources_class_init (RlFeatureSourcesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_feature_sources_finalize;
  RL_SOURCES_CLASS (klass)->list = rl_feature_sources_list;
}

static void
rl_feature_sources_init (RlFeatureSources *self)
{
  self->images = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
}

RlFeatureSources *
rl_feature_sources_new (RlJobs    *jobs,
                        RlSession *session)
{
  RlFeatureSources *self = g_object_new (RL_TYPE_FEATURE_SOURCES, NULL);

  rl_sources_follow (RL_SOURCES (self), jobs, session);

  return self;
}

/**
 * rl_feature_sources_set_main:
 * @self: sources
 * @image: the image of what is compared
 * @voi: its VOI
 *
 * What the others differ from in one thing each.
 */
void
rl_feature_sources_set_main (RlFeatureSources *self,
                             RimStudyImage     image,
                             RimVoiKind        voi)
{
  g_return_if_fail (RL_IS_FEATURE_SOURCES (self));

  self->image = image;
  self->voi = voi;
  rl_sources_update (RL_SOURCES (self));
}
