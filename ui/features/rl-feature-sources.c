/* rl-feature-sources.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "features/rl-feature-sources.h"

#include <glib/gi18n-lib.h>

#include "features/rl-feature-other.h"

struct _RlFeatureSources
{
  GObject          parent_instance;

  RlJobs          *jobs;
  RlSession       *session;
  RimLibrary      *library;
  GPtrArray       *others;        /* of RlFeatureOther */
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
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_object (&self->list);
  g_clear_object (&self->library);
  g_clear_object (&self->session);
  g_clear_object (&self->jobs);

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
  self->others = g_ptr_array_new ();
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

/* Who drew a lesion last; the empty name is that of a file. */
static const char *
find_author (RlFeatureSources *self,
             const char       *lesion_id)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);

  for (guint i = rim_segmentation_get_position (segmentation); i > 0; i--)
    {
      RimEdit *edit = rim_segmentation_get_edit (segmentation, i - 1);

      if (g_strcmp0 (rim_edit_get_target_id (edit), lesion_id) == 0)
        return edit->author != NULL ? edit->author : "";
    }

  return "";
}

/* Lesions of one name are one lesion as several have drawn it. */
static char *
dup_lesion_title (RlFeatureSources *self,
                  RimLesion        *lesion)
{
  const char *id = rl_session_get_active_lesion (self->session);
  RimLesion *active = id != NULL ? rl_session_find_lesion (self->session, id) : NULL;
  const char *author;

  if (active == NULL || g_strcmp0 (active->name, lesion->name) != 0)
    return g_strdup (lesion->name);

  author = find_author (self, lesion->id);

  return *author != '\0' ? g_strdup_printf (_("%s, drawn by %s"), lesion->name, author)
                         : g_strdup_printf (_("%s, from a file"), lesion->name);
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
      g_autofree char *title = dup_lesion_title (self, lesion);

      if (g_strcmp0 (lesion->id, active) != 0)
        add (sources, id, title, self->image, self->voi, lesion->id, NULL);
    }
}

static void
add_other (RlFeatureSources *self,
           RlFeatureOther   *other,
           RimLesion        *lesion,
           GPtrArray        *sources)
{
  gboolean is_only = rl_session_get_n_lesions (self->session) == 1;
  RimLesion *there = rl_feature_other_find (other, lesion, is_only);
  g_autofree char *id = g_strdup_printf ("series-%" G_GINT64_FORMAT, other->series_id);
  g_autofree char *title = NULL;

  if (there == NULL)
    return;

  title = rl_feature_other_dup_title (other, there, lesion);
  g_ptr_array_add (sources, rl_feature_source_new (id, title, self->image, self->voi, there->id,
                                                   there->mask, other->images));
}

/* The same lesion at other times and as other readers of this study drew it. */
static void
add_others (RlFeatureSources *self,
            GPtrArray        *sources)
{
  const char *active = rl_session_get_active_lesion (self->session);
  RimLesion *lesion = active != NULL ? rl_session_find_lesion (self->session, active) : NULL;

  for (guint i = 0; lesion != NULL && i < self->others->len; i++)
    add_other (self, g_ptr_array_index (self->others, i), lesion, sources);
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
  add_others (self, sources);
  add_lesions (self, sources);

  if (is_as_listed (self, sources))
    return;

  self->is_updating = TRUE;
  g_list_store_splice (self->list, 0, g_list_model_get_n_items (G_LIST_MODEL (self->list)),
                       sources->pdata, sources->len);
  self->is_updating = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static gpointer
find_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  return rl_feature_patient_find_others (data, rl_job_get_cancellable (job), error);
}

static RlFeatureOther *
find_known (RlFeatureSources *self,
            gint64            series_id)
{
  for (guint i = 0; i < self->others->len; i++)
    {
      RlFeatureOther *other = g_ptr_array_index (self->others, i);

      if (other->series_id == series_id)
        return other;
    }

  return NULL;
}

/* Images that were read stay in memory, while they are those of the patient. */
static void
find_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  RlFeatureSources *self = owner;
  GPtrArray *others = result;

  for (guint i = 0; others != NULL && i < others->len; i++)
    {
      RlFeatureOther *other = g_ptr_array_index (others, i);
      RlFeatureOther *known = find_known (self, other->series_id);

      if (known != NULL)
        g_set_object (&other->images, known->images);
    }

  g_ptr_array_unref (self->others);
  self->others = others != NULL ? g_ptr_array_ref (others) : g_ptr_array_new ();
  update (self);
}

static const RlJobKind find_kind = {
  .policy = RL_JOB_LATEST,
  .run = find_run,
  .done = find_done,
  .free_input = (GDestroyNotify) rl_feature_patient_free,
  .free_result = (GDestroyNotify) g_ptr_array_unref,
};

static void
forget_others (RlFeatureSources *self)
{
  rl_jobs_cancel (self->jobs, &find_kind, self);
  if (self->others->len == 0)
    return;

  g_ptr_array_unref (self->others);
  self->others = g_ptr_array_new ();
}

static void
look_for_others (RlFeatureSources *self)
{
  RimVolume *base = rl_session_get_base (self->session);
  RimSource *source = base != NULL ? rim_volume_get_source (base) : NULL;
  RlFeaturePatient *patient;

  if (self->library == NULL || source == NULL || source->study_uid == NULL)
    {
      forget_others (self);
      update (self);
      return;
    }

  patient = g_new0 (RlFeaturePatient, 1);
  patient->library = g_object_ref (self->library);
  patient->patient_id = g_strdup (source->patient_id);
  patient->study_uid = g_strdup (source->study_uid);
  patient->series_uid = g_strdup (source->series_uid);
  patient->part = source->series_part;
  rl_jobs_start (self->jobs, &find_kind, self, patient);
}

/* Those of the patient before must not stand beside this one. */
static void
images_changed_cb (RlFeatureSources *self)
{
  forget_others (self);
  look_for_others (self);
  update (self);
}

RlFeatureSources *
rl_feature_sources_new (RlJobs    *jobs,
                        RlSession *session)
{
  static const char *const causes[] = {
    "notify::segmentation", "notify::active-lesion", "lesions-changed",
  };
  RlFeatureSources *self = g_object_new (RL_TYPE_FEATURE_SOURCES, NULL);

  self->jobs = g_object_ref (jobs);
  self->session = g_object_ref (session);
  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    g_signal_connect_object (session, causes[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "images-changed", G_CALLBACK (images_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);

  return self;
}

/**
 * rl_feature_sources_set_library:
 * @self: sources
 * @library: (nullable): where other studies of the patient are
 */
void
rl_feature_sources_set_library (RlFeatureSources *self,
                                RimLibrary       *library)
{
  g_return_if_fail (RL_IS_FEATURE_SOURCES (self));

  if (self->library != NULL)
    g_signal_handlers_disconnect_by_func (self->library, look_for_others, self);
  g_set_object (&self->library, library);
  if (library != NULL)
    g_signal_connect_object (library, "changed", G_CALLBACK (look_for_others), self, G_CONNECT_SWAPPED);
  look_for_others (self);
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
