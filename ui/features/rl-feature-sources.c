/* rl-feature-sources.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "features/rl-feature-sources.h"

#include <glib/gi18n-lib.h>

struct _RlFeatureSources
{
  GObject          parent_instance;

  RlSession       *session;
  GListStore      *list;
  GHashTable      *opened;        /* id of a lesion -> its mask when it was opened */
  RimSegmentation *segmentation;  /* whose masks they are; only compared */
  RimStudyImage    image;
  RimVoiKind       voi;
  gboolean         is_updating;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlFeatureSources, rl_feature_sources, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
rl_feature_sources_finalize (GObject *object)
{
  RlFeatureSources *self = RL_FEATURE_SOURCES (object);

  g_clear_pointer (&self->opened, g_hash_table_unref);
  g_clear_object (&self->list);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_feature_sources_parent_class)->finalize (object);
}

static void
rl_feature_sources_class_init (RlFeatureSourcesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_feature_sources_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_feature_sources_init (RlFeatureSources *self)
{
  self->list = g_list_store_new (RL_TYPE_FEATURE_SOURCE);
  self->opened = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) rim_mask_unref);
}

static void
remember_opened (RlFeatureSources *self)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);
  guint n = segmentation != NULL ? rim_segmentation_get_n_lesions (segmentation) : 0;

  if (self->segmentation == segmentation)
    return;

  self->segmentation = segmentation;
  g_hash_table_remove_all (self->opened);
  for (guint i = 0; i < n; i++)
    {
      RimLesion *lesion = rim_segmentation_get_lesion (segmentation, i);

      g_hash_table_insert (self->opened, g_strdup (lesion->id), rim_mask_ref (lesion->mask));
    }
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
  gboolean has_ct = rl_session_get_volume (self->session, RL_LAYER_CT) != NULL;
  gboolean has_pet = rl_session_get_volume (self->session, RL_LAYER_PET) != NULL;

  return (has_ct || image == RIM_STUDY_IMAGE_PET) && (has_pet || image == RIM_STUDY_IMAGE_CT);
}

static void
add_opened (RlFeatureSources *self,
            GPtrArray        *sources)
{
  const char *id = rl_session_get_active_lesion (self->session);
  RimMask *mask = id != NULL ? g_hash_table_lookup (self->opened, id) : NULL;

  if (mask != NULL)
    add (sources, "opened", _("The contour as opened"), self->image, self->voi, NULL, mask);
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

static void
add_lesions (RlFeatureSources *self,
             GPtrArray        *sources)
{
  const char *active = rl_session_get_active_lesion (self->session);

  for (guint i = 0; i < rl_session_get_n_lesions (self->session); i++)
    {
      RimLesion *lesion = rl_session_get_lesion (self->session, i);
      g_autofree char *id = g_strdup_printf ("lesion-%s", lesion->id);

      if (g_strcmp0 (lesion->id, active) != 0)
        add (sources, id, lesion->name, self->image, self->voi, lesion->id, NULL);
    }
}

static gboolean
is_as_listed (RlFeatureSources *self,
              GPtrArray        *sources)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) != sources->len)
    return FALSE;

  for (guint i = 0; i < sources->len; i++)
    {
      g_autoptr(RlFeatureSource) listed = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (!rl_feature_source_equal (listed, g_ptr_array_index (sources, i)))
        return FALSE;
    }

  return TRUE;
}

static void
update (RlFeatureSources *self)
{
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);

  remember_opened (self);
  add (sources, RL_NO_SOURCE, _("Nothing"), self->image, self->voi, NULL, NULL);
  add_opened (self, sources);
  add_vois (self, sources);
  add_images (self, sources);
  add_lesions (self, sources);

  if (is_as_listed (self, sources))
    return;

  self->is_updating = TRUE;
  g_list_store_splice (self->list, 0, g_list_model_get_n_items (G_LIST_MODEL (self->list)),
                       sources->pdata, sources->len);
  self->is_updating = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

RlFeatureSources *
rl_feature_sources_new (RlSession *session)
{
  static const char *const causes[] = {
    "notify::segmentation", "notify::active-lesion", "lesions-changed", "images-changed",
  };
  RlFeatureSources *self = g_object_new (RL_TYPE_FEATURE_SOURCES, NULL);

  self->session = g_object_ref (session);
  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    g_signal_connect_object (session, causes[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return self;
}

/* Returns: (transfer none): of #RlFeatureSource */
GListModel *
rl_feature_sources_get_list (RlFeatureSources *self)
{
  g_return_val_if_fail (RL_IS_FEATURE_SOURCES (self), NULL);

  return G_LIST_MODEL (self->list);
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
  update (self);
}

/**
 * rl_feature_sources_find:
 * @self: sources
 * @id: the id of a source
 *
 * Returns: where it is in the list; 0, nothing, where it is not
 */
guint
rl_feature_sources_find (RlFeatureSources *self,
                         const char       *id)
{
  g_return_val_if_fail (RL_IS_FEATURE_SOURCES (self), 0);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++)
    {
      g_autoptr(RlFeatureSource) source = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (g_strcmp0 (rl_feature_source_get_id (source), id) == 0)
        return i;
    }

  return 0;
}

/* Returns: whether the list is being made anew: what is selected in it now was
 * not chosen by anyone
 */
gboolean
rl_feature_sources_is_updating (RlFeatureSources *self)
{
  g_return_val_if_fail (RL_IS_FEATURE_SOURCES (self), FALSE);

  return self->is_updating;
}
