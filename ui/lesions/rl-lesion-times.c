/* rl-lesion-times.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "lesions/rl-lesion-times-private.h"

#include "segment/rim-lesion-tracking.h"

struct _RlLesionTimes
{
  GObject       parent_instance;

  RlJobs       *jobs;
  RlSession    *session;
  RimLibrary   *library;
  RlLink       *link;
  RlSession    *prior;
  gboolean      is_listed;  /* the others are those of this image */
  RlTimesAnswer answer;
  GListStore   *elsewhere;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlLesionTimes, rl_lesion_times, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static GPtrArray *
new_times (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_time_unref);
}

static void
update_elsewhere (RlLesionTimes *self)
{
  g_autoptr(GPtrArray) groups = rim_lesion_times_group (self->answer.others);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < groups->len; i++)
    {
      GPtrArray *group = g_ptr_array_index (groups, i);
      RimLesionTime *last = g_ptr_array_index (group, group->len - 1);

      if (!rl_times_have (self->answer.here, last->lesion) &&
          !rl_times_are_proposed (self->answer.proposals, "", last))
        g_ptr_array_add (items, rl_time_item_new_elsewhere (group));
    }

  if (items->len > 0)
    g_ptr_array_add (all, rl_time_item_new_group (items));
  rl_time_items_set (self->elsewhere, all);
}

static void
take_answer (RlLesionTimes        *self,
             RlTimesAnswer        *answer)
{
  rl_times_answer_clear (&self->answer);
  self->answer = *answer;
  *answer = (RlTimesAnswer) { 0 };
  update_elsewhere (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
find_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  RlLesionTimes *self = owner;

  if (result == NULL)
    return;

  self->is_listed = TRUE;
  take_answer (self, result);
}

static const RlJobKind find_kind = {
  .policy = RL_JOB_LATEST,
  .run = rl_times_question_run,
  .done = find_done,
  .free_input = rl_times_question_free,
  .free_result = rl_times_answer_free,
};

static GPtrArray *
list_lesions (RlLesionTimes *self)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);
  GPtrArray *lesions = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);
  guint n = segmentation != NULL ? rim_segmentation_get_n_lesions (segmentation) : 0;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (lesions, rim_lesion_ref (rim_segmentation_get_lesion (segmentation, i)));

  return lesions;
}

static GPtrArray *
list_known (RlLesionTimes *self)
{
  GPtrArray *known = new_times ();

  for (guint i = 0; i < self->answer.here->len; i++)
    g_ptr_array_add (known, rim_lesion_time_ref (g_ptr_array_index (self->answer.here, i)));
  for (guint i = 0; i < self->answer.others->len; i++)
    g_ptr_array_add (known, rim_lesion_time_ref (g_ptr_array_index (self->answer.others, i)));

  return known;
}

static void
set_beside (RlLesionTimes        *self,
            RlTimesBeside        *beside)
{
  RimVolume *base = self->prior != NULL ? rl_session_get_base (self->prior) : NULL;
  RimSource *source = base != NULL ? rim_volume_get_source (base) : NULL;

  if (self->link == NULL || source == NULL)
    return;

  beside->study_uid = g_strdup (source->study_uid);
  beside->offset = rim_vec3_scale (rl_link_get_offset (self->link), -1);
}

static void
ask (RlLesionTimes *self)
{
  RimVolume *base = rl_session_get_base (self->session);
  RimSource *source = base != NULL ? rim_volume_get_source (base) : NULL;
  RlTimesQuestion *question;

  if (self->library == NULL || source == NULL || source->study_uid == NULL || source->series_uid == NULL)
    return;

  question = g_new0 (RlTimesQuestion, 1);
  question->library = g_object_ref (self->library);
  question->image = rim_drawn_image_new_from_source (source);
  question->lesions = list_lesions (self);
  question->others = self->is_listed ? g_ptr_array_ref (self->answer.others) : NULL;
  question->known = list_known (self);
  set_beside (self, &question->beside);
  rl_jobs_start (self->jobs, &find_kind, self, question);
}

/* A stroke in progress is measured when it is done; a patient without other times costs
 * nothing.
 */
static void
lesions_changed_cb (RlLesionTimes *self,
                    RimEdit       *edit)
{
  if (edit != NULL && (rl_lesion_times_is_busy (self) || self->answer.others->len > 0))
    ask (self);
}

static void
beside_changed_cb (RlLesionTimes *self)
{
  if (self->answer.others->len > 0)
    ask (self);
}

/* Those of the patient before must not stand beside this one. */
static void
look_anew (RlLesionTimes *self)
{
  RlTimesAnswer nothing;

  rl_jobs_cancel (self->jobs, &find_kind, self);
  rl_times_answer_init (&nothing);
  take_answer (self, &nothing);
  rl_lesion_times_refresh (self);
}

static void
rl_lesion_times_finalize (GObject *object)
{
  RlLesionTimes *self = RL_LESION_TIMES (object);

  rl_times_answer_clear (&self->answer);
  g_clear_object (&self->elsewhere);
  g_clear_object (&self->prior);
  g_clear_object (&self->link);
  g_clear_object (&self->library);
  g_clear_object (&self->session);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (rl_lesion_times_parent_class)->finalize (object);
}

static void
rl_lesion_times_class_init (RlLesionTimesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_lesion_times_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_lesion_times_init (RlLesionTimes *self)
{
  self->elsewhere = g_list_store_new (RL_TYPE_TIME_ITEM);
  rl_times_answer_init (&self->answer);
}

/**
 * rl_lesion_times_new:
 * @jobs: that looks and measures
 * @session: whose lesions they are
 *
 * Returns: (transfer full): the times, of no library yet
 */
RlLesionTimes *
rl_lesion_times_new (RlJobs    *jobs,
                     RlSession *session)
{
  RlLesionTimes *self = g_object_new (RL_TYPE_LESION_TIMES, NULL);

  self->jobs = g_object_ref (jobs);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "images-changed", G_CALLBACK (look_anew), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::segmentation", G_CALLBACK (look_anew), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "lesions-changed", G_CALLBACK (lesions_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

void
rl_lesion_times_set_library (RlLesionTimes *self,
                             RimLibrary    *library)
{
  g_return_if_fail (RL_IS_LESION_TIMES (self));
  g_return_if_fail (self->library == NULL);

  self->library = g_object_ref (library);
  g_signal_connect_object (library, "changed", G_CALLBACK (rl_lesion_times_refresh), self, G_CONNECT_SWAPPED);
  rl_lesion_times_refresh (self);
}

/**
 * rl_lesion_times_set_link:
 * @self: times
 * @link: (nullable): where another study lies beside the one that is shown
 * @prior: (nullable): that study; once
 *
 * Lesions of that study are proposed by how near they are, too.
 */
void
rl_lesion_times_set_link (RlLesionTimes *self,
                          RlLink        *link,
                          RlSession     *prior)
{
  g_return_if_fail (RL_IS_LESION_TIMES (self));

  g_set_object (&self->link, link);
  if (g_set_object (&self->prior, prior) && prior != NULL)
    g_signal_connect_object (prior, "images-changed", G_CALLBACK (beside_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * rl_lesion_times_refresh:
 * @self: times
 *
 * Looks in the library again; what did not change there is not measured again.
 */
void
rl_lesion_times_refresh (RlLesionTimes *self)
{
  g_return_if_fail (RL_IS_LESION_TIMES (self));

  self->is_listed = FALSE;
  ask (self);
}

gboolean
rl_lesion_times_is_busy (RlLesionTimes *self)
{
  g_return_val_if_fail (RL_IS_LESION_TIMES (self), FALSE);

  return rl_jobs_is_busy (self->jobs, &find_kind, self);
}

/* Returns: (transfer none): of #RlTimeItem, a group of the lesions that only other images
 * have; empty where there are none
 */
GListModel *
rl_lesion_times_get_elsewhere (RlLesionTimes *self)
{
  g_return_val_if_fail (RL_IS_LESION_TIMES (self), NULL);

  return G_LIST_MODEL (self->elsewhere);
}

static int
compare_dates (gconstpointer a,
               gconstpointer b)
{
  const RimDrawnImage *first = rl_time_item_get_time (*(RlTimeItem **) a)->image;
  const RimDrawnImage *second = rl_time_item_get_time (*(RlTimeItem **) b)->image;
  int order = g_strcmp0 (first->date, second->date);

  return order != 0 ? order : g_strcmp0 (first->time, second->time);
}

static void
add_items (GPtrArray  *items,
           GPtrArray  *times,
           RlTimeKind  kind,
           RimLesion  *lesion)
{
  for (guint i = 0; i < times->len; i++)
    {
      RimLesionTime *time = g_ptr_array_index (times, i);

      if (kind == RL_TIME_HERE ? g_str_equal (time->lesion->id, lesion->id)
                               : rim_lesion_is_same (time->lesion, lesion))
        g_ptr_array_add (items, rl_time_item_new (kind, time, lesion->id));
    }
}

static void
add_proposal (RlLesionTimes *self,
              GPtrArray     *items,
              const char    *lesion_id)
{
  for (guint i = 0; i < self->answer.proposals->len; i++)
    {
      RlTimesProposal *proposal = g_ptr_array_index (self->answer.proposals, i);

      if (g_str_equal (proposal->lesion_id, lesion_id))
        g_ptr_array_add (items, rl_time_item_new (RL_TIME_PROPOSED, proposal->time, lesion_id));
    }
}

/**
 * rl_lesion_times_list:
 * @self: times
 * @lesion_id: a lesion that is shown
 *
 * Returns: (transfer full) (element-type RlTimeItem): the lesion at all times, the earliest
 *   first, and what may be the same; nothing where there is no other time
 */
GPtrArray *
rl_lesion_times_list (RlLesionTimes *self,
                      const char    *lesion_id)
{
  RimLesion *lesion = rl_session_find_lesion (self->session, lesion_id);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (RL_IS_LESION_TIMES (self), items);

  if (lesion == NULL)
    return items;

  add_items (items, self->answer.others, RL_TIME_LINKED, lesion);
  add_proposal (self, items, lesion_id);
  if (items->len > 0)
    add_items (items, self->answer.here, RL_TIME_HERE, lesion);
  g_ptr_array_sort (items, compare_dates);

  return items;
}

/**
 * rl_lesion_times_list_others:
 * @self: times
 *
 * Returns: (transfer full) (element-type RimLesionTime): what a lesion can be linked to:
 *   each lesion of other images as it was last
 */
GPtrArray *
rl_lesion_times_list_others (RlLesionTimes *self)
{
  g_autoptr(GPtrArray) groups = NULL;
  GPtrArray *times = new_times ();

  g_return_val_if_fail (RL_IS_LESION_TIMES (self), times);

  groups = rim_lesion_times_group (self->answer.others);
  for (guint i = 0; i < groups->len; i++)
    {
      GPtrArray *group = g_ptr_array_index (groups, i);

      g_ptr_array_add (times, rim_lesion_time_ref (g_ptr_array_index (group, group->len - 1)));
    }

  return times;
}

/**
 * rl_lesion_times_link:
 * @self: times
 * @lesion_id: a lesion that is shown
 * @time: the same lesion at another time
 *
 * Returns: whether that changed the lesion, in one edit
 */
gboolean
rl_lesion_times_link (RlLesionTimes *self,
                      const char    *lesion_id,
                      RimLesionTime *time)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);
  RimLesion *lesion = segmentation != NULL ? rim_segmentation_find (segmentation, lesion_id, NULL) : NULL;
  g_autoptr(RimLesion) linked = lesion != NULL ? rim_lesion_with_link (lesion, time->lesion) : NULL;

  return linked != NULL && rim_segmentation_replace (segmentation, linked, "link");
}

/* Returns: how many lesions may be the same as one of an earlier study */
guint
rl_lesion_times_get_n_proposals (RlLesionTimes *self)
{
  g_return_val_if_fail (RL_IS_LESION_TIMES (self), 0);

  return self->answer.proposals->len;
}

/* Returns: whether all that is proposed was linked, in one step */
gboolean
rl_lesion_times_link_all (RlLesionTimes *self)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);
  g_autoptr(GPtrArray) proposals = g_ptr_array_ref (self->answer.proposals);
  gboolean is_linked = segmentation != NULL;

  if (segmentation == NULL)
    return FALSE;

  rim_segmentation_begin_act (segmentation);
  for (guint i = 0; i < proposals->len; i++)
    {
      const RlTimesProposal *proposal = g_ptr_array_index (proposals, i);

      is_linked &= rl_lesion_times_link (self, proposal->lesion_id, proposal->time);
    }
  rim_segmentation_end_act (segmentation);

  return is_linked;
}

/* Returns: whether the lesion, which was the same as others, is one of its own now */
gboolean
rl_lesion_times_unlink (RlLesionTimes *self,
                        const char    *lesion_id)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);
  RimLesion *lesion = segmentation != NULL ? rim_segmentation_find (segmentation, lesion_id, NULL) : NULL;
  g_autoptr(RimLesion) apart = NULL;

  if (lesion == NULL || !rl_times_have (self->answer.others, lesion))
    return FALSE;

  apart = rim_lesion_without_link (lesion);

  return rim_segmentation_replace (segmentation, apart, "unlink");
}
