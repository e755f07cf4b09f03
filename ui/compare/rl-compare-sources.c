/* rl-compare-sources.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "compare/rl-compare-sources.h"

#include <glib/gi18n-lib.h>

struct _RlCompareSources
{
  GObject          parent_instance;

  RlJobs          *jobs;
  RlSession       *session;
  RimLibrary      *library;
  GPtrArray       *others;        /* of RlFeatureOther */
  GListStore      *list;
  GPtrArray       *opened;        /* of RimLesion, as they were opened */
  RimSegmentation *segmentation;  /* whose they are; only compared */
  gboolean         is_updating;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlCompareSources, rl_compare_sources, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

/* After how many changes a version is offered. */
static const guint steps[] = { 1, 5, 20, 100 };

static void
rl_compare_sources_finalize (GObject *object)
{
  RlCompareSources *self = RL_COMPARE_SOURCES (object);

  g_clear_pointer (&self->opened, g_ptr_array_unref);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_object (&self->list);
  g_clear_object (&self->library);
  g_clear_object (&self->session);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (rl_compare_sources_parent_class)->finalize (object);
}

static void
rl_compare_sources_class_init (RlCompareSourcesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_compare_sources_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GPtrArray *
new_lesions (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);
}

static void
rl_compare_sources_init (RlCompareSources *self)
{
  self->list = g_list_store_new (RL_TYPE_COMPARE_SOURCE);
  self->others = g_ptr_array_new ();
  self->opened = new_lesions ();
}

static GPtrArray *
list_committed (RimSegmentation *segmentation)
{
  GPtrArray *lesions = new_lesions ();

  for (guint i = 0; segmentation != NULL && i < rim_segmentation_get_n_lesions (segmentation); i++)
    g_ptr_array_add (lesions, rim_lesion_ref (rim_segmentation_get_lesion (segmentation, i)));

  return lesions;
}

static void
remember_opened (RlCompareSources *self)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);

  if (self->segmentation == segmentation)
    return;

  self->segmentation = segmentation;
  g_ptr_array_unref (self->opened);
  self->opened = list_committed (segmentation);
}

static void
take (GPtrArray       *sources,
      RlCompareSource *source)
{
  g_ptr_array_add (sources, source);
}

/* Since when the lesions are no longer as they were then. */
static char *
dup_time (RimEdit *edit)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (edit->time / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%F %H:%M") : g_strdup ("");
}

/* Returns: (element-type RimEdit): what was done to lesions, the last first */
static GPtrArray *
list_changes (RlCompareSources *self)
{
  GPtrArray *changes = g_ptr_array_new ();
  guint position = self->segmentation != NULL ? rim_segmentation_get_position (self->segmentation) : 0;

  for (guint i = position; i > 0; i--)
    {
      RimEdit *edit = rim_segmentation_get_edit (self->segmentation, i - 1);

      if (!rim_edit_is_of_measurement (edit))
        g_ptr_array_add (changes, edit);
    }

  return changes;
}

static void
add_versions (RlCompareSources *self,
              GPtrArray        *sources)
{
  g_autoptr(GPtrArray) changes = list_changes (self);

  if (self->opened->len > 0)
    take (sources, rl_compare_source_new (RL_COMPARE_OPENED, "opened", _("As opened")));

  for (guint i = 0; i < G_N_ELEMENTS (steps) && steps[i] < changes->len; i++)
    {
      g_autofree char *time = dup_time (g_ptr_array_index (changes, steps[i] - 1));
      g_autofree char *title =
        g_strdup_printf (ngettext ("%u change ago · %s", "%u changes ago · %s", steps[i]), steps[i], time);

      take (sources, rl_compare_source_new_journal (steps[i], title));
    }
  if (changes->len > 0)
    take (sources, rl_compare_source_new_journal (G_MAXUINT, _("Before all changes")));
}

/* Who drew a lesion last; nobody where it came with a file. */
static const char *
find_author (RlCompareSources *self,
             const char       *lesion_id)
{
  for (guint i = rim_segmentation_get_position (self->segmentation); i > 0; i--)
    {
      RimEdit *edit = rim_segmentation_get_edit (self->segmentation, i - 1);

      if (!rim_edit_is_of_measurement (edit) && g_strcmp0 (rim_edit_get_target_id (edit), lesion_id) == 0)
        return edit->author;
    }

  return NULL;
}

static void
add_lesion (RlCompareSources *self,
            RimLesion        *lesion,
            GPtrArray        *sources)
{
  const char *author = self->segmentation != NULL ? find_author (self, lesion->id) : NULL;
  g_autofree char *title = author != NULL && *author != '\0'
                           ? g_strdup_printf (_("%s, drawn by %s"), lesion->name, author)
                           : g_strdup (lesion->name);

  take (sources, rl_compare_source_new (RL_COMPARE_LESION, lesion->id, title));
}

static gboolean
is_in_frame (RlCompareSources *self,
             RlFeatureOther   *other)
{
  RimVolume *base = rl_session_get_base (self->session);
  RimSource *source = base != NULL ? rim_volume_get_source (base) : NULL;
  const char *frame = source != NULL ? source->frame_of_reference_uid : NULL;

  if (frame == NULL || other->frame_of_reference_uid == NULL)
    return other->is_same_study;

  return g_strcmp0 (frame, other->frame_of_reference_uid) == 0;
}

static void
add_others (RlCompareSources *self,
            GPtrArray        *sources)
{
  for (guint i = 0; i < self->others->len; i++)
    {
      RlFeatureOther *other = g_ptr_array_index (self->others, i);
      g_autofree char *title = g_strdup_printf (_("Other reader: %s"), other->title);

      if (is_in_frame (self, other))
        take (sources, rl_compare_source_new_other (other, title));
    }
}

static GPtrArray *
list_sources (RlCompareSources *self)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func (g_object_unref);
  const char *active = rl_session_get_active_lesion (self->session);

  take (sources, rl_compare_source_new (RL_COMPARE_NOTHING, RL_COMPARE_WITH_NOTHING, _("Nothing")));
  add_versions (self, sources);
  add_others (self, sources);
  for (guint i = 0; i < rl_session_get_n_lesions (self->session); i++)
    {
      RimLesion *lesion = rl_session_get_lesion (self->session, i);

      if (g_strcmp0 (lesion->id, active) != 0)
        add_lesion (self, lesion, sources);
    }

  return sources;
}

static gboolean
is_as_listed (RlCompareSources *self,
              GPtrArray        *sources)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) != sources->len)
    return FALSE;

  for (guint i = 0; i < sources->len; i++)
    {
      g_autoptr(RlCompareSource) listed = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (!rl_compare_source_equal (listed, g_ptr_array_index (sources, i)))
        return FALSE;
    }

  return TRUE;
}

static void
update (RlCompareSources *self)
{
  g_autoptr(GPtrArray) sources = NULL;

  remember_opened (self);
  sources = list_sources (self);
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

static void
find_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  RlCompareSources *self = owner;

  g_ptr_array_unref (self->others);
  self->others = result != NULL ? g_ptr_array_ref (result) : g_ptr_array_new ();
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
look_for_others (RlCompareSources *self)
{
  RimVolume *base = rl_session_get_base (self->session);
  RimSource *source = base != NULL ? rim_volume_get_source (base) : NULL;
  RlFeaturePatient *patient;

  if (self->library == NULL || source == NULL || source->study_uid == NULL)
    return;

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
images_changed_cb (RlCompareSources *self)
{
  rl_jobs_cancel (self->jobs, &find_kind, self);
  g_ptr_array_unref (self->others);
  self->others = g_ptr_array_new ();
  look_for_others (self);
  update (self);
}

/* A stroke in progress is in no list. */
static void
lesions_changed_cb (RlCompareSources *self,
                    RimEdit          *edit)
{
  if (edit != NULL)
    update (self);
}

RlCompareSources *
rl_compare_sources_new (RlJobs    *jobs,
                        RlSession *session)
{
  static const char *const causes[] = { "notify::segmentation", "notify::active-lesion" };
  RlCompareSources *self = g_object_new (RL_TYPE_COMPARE_SOURCES, NULL);

  self->jobs = g_object_ref (jobs);
  self->session = g_object_ref (session);
  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    g_signal_connect_object (session, causes[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "lesions-changed", G_CALLBACK (lesions_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "images-changed", G_CALLBACK (images_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);

  return self;
}

/**
 * rl_compare_sources_set_library:
 * @self: sources
 * @library: (nullable): where other series of the patient are
 */
void
rl_compare_sources_set_library (RlCompareSources *self,
                                RimLibrary       *library)
{
  g_return_if_fail (RL_IS_COMPARE_SOURCES (self));

  if (self->library != NULL)
    g_signal_handlers_disconnect_by_func (self->library, look_for_others, self);
  g_set_object (&self->library, library);
  if (library != NULL)
    g_signal_connect_object (library, "changed", G_CALLBACK (look_for_others), self, G_CONNECT_SWAPPED);
  look_for_others (self);
}

/* Returns: (transfer none): of #RlCompareSource */
GListModel *
rl_compare_sources_get_list (RlCompareSources *self)
{
  g_return_val_if_fail (RL_IS_COMPARE_SOURCES (self), NULL);

  return G_LIST_MODEL (self->list);
}

/**
 * rl_compare_sources_find:
 * @self: sources
 * @id: the id of a source
 *
 * Returns: where it is in the list; 0, nothing, where it is not
 */
guint
rl_compare_sources_find (RlCompareSources *self,
                         const char       *id)
{
  g_return_val_if_fail (RL_IS_COMPARE_SOURCES (self), 0);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++)
    {
      g_autoptr(RlCompareSource) source = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (g_strcmp0 (rl_compare_source_get_id (source), id) == 0)
        return i;
    }

  return 0;
}

/* Returns: whether the list is being made anew: what is selected in it now was not
 * chosen by anyone
 */
gboolean
rl_compare_sources_is_updating (RlCompareSources *self)
{
  g_return_val_if_fail (RL_IS_COMPARE_SOURCES (self), FALSE);

  return self->is_updating;
}

static guint
find_lesion (GPtrArray  *lesions,
             const char *id)
{
  for (guint i = 0; i < lesions->len; i++)
    if (g_strcmp0 (((RimLesion *) g_ptr_array_index (lesions, i))->id, id) == 0)
      return i;

  return lesions->len;
}

static void
take_back (GPtrArray *lesions,
           RimEdit   *edit)
{
  guint index = find_lesion (lesions, rim_edit_get_target_id (edit));

  if (index < lesions->len)
    g_ptr_array_remove_index (lesions, index);
  else
    index = MIN (edit->index, lesions->len);
  if (edit->before != NULL)
    g_ptr_array_insert (lesions, (int) index, rim_lesion_ref (edit->before));
}

static GPtrArray *
list_version (RlCompareSources *self,
              guint             n_changes)
{
  GPtrArray *lesions = list_committed (self->segmentation);
  g_autoptr(GPtrArray) changes = list_changes (self);

  for (guint i = 0; i < MIN (n_changes, changes->len); i++)
    take_back (lesions, g_ptr_array_index (changes, i));

  return lesions;
}

static GPtrArray *
list_one (RlCompareSources *self,
          const char       *id)
{
  GPtrArray *lesions = new_lesions ();
  RimLesion *lesion = rl_session_find_lesion (self->session, id);

  if (lesion != NULL)
    g_ptr_array_add (lesions, rim_lesion_ref (lesion));

  return lesions;
}

/**
 * rl_compare_sources_list_lesions:
 * @self: sources
 * @source: one of them
 *
 * Returns: (transfer full) (element-type RimLesion): the lesions on that side now
 */
GPtrArray *
rl_compare_sources_list_lesions (RlCompareSources *self,
                                 RlCompareSource  *source)
{
  g_return_val_if_fail (RL_IS_COMPARE_SOURCES (self), NULL);
  g_return_val_if_fail (RL_IS_COMPARE_SOURCE (source), NULL);

  switch (rl_compare_source_get_kind (source))
    {
    case RL_COMPARE_OPENED:
      return g_ptr_array_ref (self->opened);

    case RL_COMPARE_JOURNAL:
      return list_version (self, rl_compare_source_get_n_changes (source));

    case RL_COMPARE_OTHER:
      return g_ptr_array_ref (rl_compare_source_get_other (source)->lesions);

    case RL_COMPARE_LESION:
      return list_one (self, rl_compare_source_get_id (source));

    case RL_COMPARE_NOTHING:
    default:
      return new_lesions ();
    }
}
