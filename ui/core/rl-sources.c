/* rl-sources.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-sources.h"

#include "core/rl-other-image.h"

typedef struct
{
  RlJobs          *jobs;
  RlSession       *session;
  RimLibrary      *library;
  GPtrArray       *others;        /* of RlOtherImage */
  GListStore      *list;
  GPtrArray       *opened;        /* of RimLesion, as they were opened */
  RimSegmentation *segmentation;  /* whose they are; only compared */
  gboolean         is_updating;
} RlSourcesPrivate;

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (RlSources, rl_sources, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static RlSourcesPrivate *
get_private (RlSources *self)
{
  return rl_sources_get_instance_private (self);
}

static void
rl_sources_finalize (GObject *object)
{
  RlSourcesPrivate *priv = get_private (RL_SOURCES (object));

  g_clear_pointer (&priv->opened, g_ptr_array_unref);
  g_clear_pointer (&priv->others, g_ptr_array_unref);
  g_clear_object (&priv->list);
  g_clear_object (&priv->library);
  g_clear_object (&priv->session);
  g_clear_object (&priv->jobs);

  G_OBJECT_CLASS (rl_sources_parent_class)->finalize (object);
}

static void
rl_sources_class_init (RlSourcesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_sources_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_sources_init (RlSources *self)
{
  RlSourcesPrivate *priv = get_private (self);

  priv->list = g_list_store_new (RL_TYPE_SOURCE);
  priv->others = g_ptr_array_new ();
  priv->opened = g_ptr_array_new ();
}

static void
remember_opened (RlSources *self)
{
  RlSourcesPrivate *priv = get_private (self);
  RimSegmentation *segmentation = rl_session_get_segmentation (priv->session);
  guint n = segmentation != NULL ? rim_segmentation_get_n_lesions (segmentation) : 0;

  if (priv->segmentation == segmentation)
    return;

  priv->segmentation = segmentation;
  g_ptr_array_unref (priv->opened);
  priv->opened = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (priv->opened, rim_lesion_ref (rim_segmentation_get_lesion (segmentation, i)));
}

static gboolean
is_listed_at (GListModel *list,
              guint       position,
              RlSource   *source)
{
  g_autoptr(RlSource) listed = g_list_model_get_item (list, position);

  return listed != NULL && rl_source_equal (listed, source);
}

static gboolean
is_as_listed (RlSources *self,
              GPtrArray *sources)
{
  GListModel *list = rl_sources_get_list (self);

  if (g_list_model_get_n_items (list) != sources->len)
    return FALSE;

  for (guint i = 0; i < sources->len; i++)
    if (!is_listed_at (list, i, g_ptr_array_index (sources, i)))
      return FALSE;

  return TRUE;
}

/* Where another of a hundred lesions is active one comes and one goes, and views make
 * rows for all that is told to be new.
 */
static void
list_anew (GListStore *store,
           GPtrArray  *sources)
{
  GListModel *list = G_LIST_MODEL (store);

  for (guint i = 0; i < sources->len; i++)
    {
      gpointer *source = &sources->pdata[i];

      if (is_listed_at (list, i, *source))
        continue;
      if (is_listed_at (list, i + 1, *source))
        g_list_store_remove (store, i);
      else if (i + 1 < sources->len && is_listed_at (list, i, sources->pdata[i + 1]))
        g_list_store_insert (store, i, *source);
      else
        g_list_store_splice (store, i, i < g_list_model_get_n_items (list), source, 1);
    }
  g_list_store_splice (store, sources->len, g_list_model_get_n_items (list) - sources->len, NULL, 0);
}

static gpointer
find_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  return rl_shown_image_find_others (data, rl_job_get_cancellable (job), error);
}

static void
take_others (RlSources *self,
             GPtrArray *others)
{
  RlSourcesPrivate *priv = get_private (self);

  g_ptr_array_unref (priv->others);
  priv->others = others;
  rl_sources_update (self);
}

static void
find_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  take_others (owner, result != NULL ? g_ptr_array_ref (result) : g_ptr_array_new ());
}

static const RlJobKind find_kind = {
  .policy = RL_JOB_LATEST,
  .run = find_run,
  .done = find_done,
  .free_input = (GDestroyNotify) rl_shown_image_free,
  .free_result = (GDestroyNotify) g_ptr_array_unref,
};

static void
look_for_others (RlSources *self)
{
  RlSourcesPrivate *priv = get_private (self);
  RimVolume *base = rl_session_get_base (priv->session);
  RimSource *source = base != NULL ? rim_volume_get_source (base) : NULL;
  RlShownImage *shown;

  if (priv->library == NULL || source == NULL || source->study_uid == NULL)
    return;

  shown = g_new0 (RlShownImage, 1);
  shown->library = g_object_ref (priv->library);
  shown->patient_id = g_strdup (source->patient_id);
  shown->study_uid = g_strdup (source->study_uid);
  shown->series_uid = g_strdup (source->series_uid);
  shown->part = source->series_part;
  rl_jobs_start (priv->jobs, &find_kind, self, shown);
}

/* Those of the patient before must not stand beside this one. */
static void
look_anew (RlSources *self)
{
  rl_jobs_cancel (get_private (self)->jobs, &find_kind, self);
  take_others (self, g_ptr_array_new ());
  look_for_others (self);
}

/* A stroke in progress is in no list. */
static void
lesions_changed_cb (RlSources *self,
                    RimEdit   *edit)
{
  if (edit != NULL)
    rl_sources_update (self);
}

/**
 * rl_sources_set_library:
 * @self: sources
 * @library: (nullable): where other images of the patient are
 */
void
rl_sources_set_library (RlSources  *self,
                        RimLibrary *library)
{
  RlSourcesPrivate *priv = get_private (self);

  g_return_if_fail (RL_IS_SOURCES (self));

  if (priv->library == library)
    return;

  if (priv->library != NULL)
    {
      g_signal_handlers_disconnect_by_func (priv->library, look_for_others, self);
      g_signal_handlers_disconnect_by_func (priv->library, look_anew, self);
    }
  g_set_object (&priv->library, library);
  if (library != NULL)
    {
      g_signal_connect_object (library, "changed", G_CALLBACK (look_for_others), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (library, "reads-changed", G_CALLBACK (look_anew), self, G_CONNECT_SWAPPED);
    }
  look_anew (self);
}

/* Returns: (transfer none): of #RlSource */
GListModel *
rl_sources_get_list (RlSources *self)
{
  g_return_val_if_fail (RL_IS_SOURCES (self), NULL);

  return G_LIST_MODEL (get_private (self)->list);
}

/**
 * rl_sources_find:
 * @self: sources
 * @id: the id of a source
 *
 * Returns: where it is in the list; 0, nothing, where it is not
 */
guint
rl_sources_find (RlSources  *self,
                 const char *id)
{
  GListModel *list = rl_sources_get_list (self);

  g_return_val_if_fail (RL_IS_SOURCES (self), 0);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(RlSource) source = g_list_model_get_item (list, i);

      if (g_strcmp0 (rl_source_get_id (source), id) == 0)
        return i;
    }

  return 0;
}

/* Returns: whether the list is being made anew: what is selected in it now was not
 * chosen by anyone
 */
gboolean
rl_sources_is_updating (RlSources *self)
{
  g_return_val_if_fail (RL_IS_SOURCES (self), FALSE);

  return get_private (self)->is_updating;
}

/**
 * rl_sources_follow:
 * @self: sources
 * @jobs: that looks for other images
 * @session: whose lesions are compared; once
 */
void
rl_sources_follow (RlSources *self,
                   RlJobs    *jobs,
                   RlSession *session)
{
  RlSourcesPrivate *priv = get_private (self);

  g_return_if_fail (RL_IS_SOURCES (self));
  g_return_if_fail (priv->session == NULL);

  priv->jobs = g_object_ref (jobs);
  priv->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::segmentation", G_CALLBACK (rl_sources_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::active-lesion", G_CALLBACK (rl_sources_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "lesions-changed", G_CALLBACK (lesions_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "images-changed", G_CALLBACK (look_anew), self, G_CONNECT_SWAPPED);
  rl_sources_update (self);
}

/**
 * rl_sources_update:
 * @self: sources that follow a session
 *
 * Asks what there is to compare with, and makes the list anew where that is another.
 */
void
rl_sources_update (RlSources *self)
{
  RlSourcesPrivate *priv = get_private (self);
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (RL_IS_SOURCES (self));

  remember_opened (self);
  RL_SOURCES_GET_CLASS (self)->list (self, sources);
  if (is_as_listed (self, sources))
    return;

  priv->is_updating = TRUE;
  list_anew (priv->list, sources);
  priv->is_updating = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Returns: (transfer none): whose lesions are compared */
RlSession *
rl_sources_get_session (RlSources *self)
{
  g_return_val_if_fail (RL_IS_SOURCES (self), NULL);

  return get_private (self)->session;
}

/* Returns: (transfer none) (nullable): where other images of the patient are */
RimLibrary *
rl_sources_get_library (RlSources *self)
{
  g_return_val_if_fail (RL_IS_SOURCES (self), NULL);

  return get_private (self)->library;
}

/* Returns: (transfer none) (element-type RimLesion): the lesions as they were opened */
GPtrArray *
rl_sources_get_opened (RlSources *self)
{
  g_return_val_if_fail (RL_IS_SOURCES (self), NULL);

  return get_private (self)->opened;
}

/* Returns: (transfer none) (element-type RlOtherImage): what was drawn on other images
 * of the patient, as far as that is known
 */
GPtrArray *
rl_sources_get_others (RlSources *self)
{
  g_return_val_if_fail (RL_IS_SOURCES (self), NULL);

  return get_private (self)->others;
}

/**
 * rl_sources_find_author:
 * @self: sources
 * @lesion_id: a lesion that is shown
 *
 * Returns: (nullable): who drew it last; %NULL where it came with a file
 */
const char *
rl_sources_find_author (RlSources  *self,
                        const char *lesion_id)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (rl_sources_get_session (self));
  guint position = segmentation != NULL ? rim_segmentation_get_position (segmentation) : 0;

  for (guint i = position; i > 0; i--)
    {
      RimEdit *edit = rim_segmentation_get_edit (segmentation, i - 1);

      if (!rim_edit_is_of_measurement (edit) && g_strcmp0 (rim_edit_get_target_id (edit), lesion_id) == 0)
        return edit->author != NULL && *edit->author != '\0' ? edit->author : NULL;
    }

  return NULL;
}
