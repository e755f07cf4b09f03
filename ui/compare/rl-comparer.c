/* rl-comparer.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "compare/rl-comparer.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GPtrArray *a;
  GPtrArray *b;
  GPtrArray *known;
  double     tolerance_mm;
} Question;

struct _RlComparer
{
  GObject           parent_instance;

  RlJobs           *jobs;
  RlSession        *session;
  RlCompareSources *sources;
  char             *source;
  double            tolerance_mm;
  GPtrArray        *pairs;        /* of RlLesionPair; NULL while there are none */
  char             *error;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlComparer, rl_comparer, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
question_free (gpointer data)
{
  Question *self = data;

  g_ptr_array_unref (self->a);
  g_ptr_array_unref (self->b);
  g_clear_pointer (&self->known, g_ptr_array_unref);
  g_free (self);
}

static gpointer
compare_run (RlJob     *job,
             gpointer   data,
             GError   **error)
{
  Question *question = data;

  return rl_lesion_pairs_new (question->a, question->b, question->tolerance_mm, question->known,
                              rl_job_get_cancellable (job), error);
}

/* The other side of the active lesion is what is seen over the images. */
static void
show (RlComparer *self)
{
  RlLesionPair *pair = rl_comparer_get_active (self);

  rl_session_set_compared (self->session, pair != NULL ? pair->b_shown : NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
compare_done (gpointer      owner,
              gpointer      result,
              const GError *error)
{
  RlComparer *self = owner;

  g_clear_pointer (&self->pairs, g_ptr_array_unref);
  g_clear_pointer (&self->error, g_free);
  self->pairs = result != NULL ? g_ptr_array_ref (result) : NULL;
  self->error = error != NULL ? g_strdup (error->message) : NULL;
  show (self);
}

static const RlJobKind compare_kind = {
  .policy = RL_JOB_LATEST,
  .run = compare_run,
  .done = compare_done,
  .free_input = question_free,
  .free_result = (GDestroyNotify) g_ptr_array_unref,
};

static void
drop_results (RlComparer *self)
{
  rl_jobs_cancel (self->jobs, &compare_kind, self);
  g_clear_pointer (&self->pairs, g_ptr_array_unref);
  g_clear_pointer (&self->error, g_free);
}

static RlCompareSource *
dup_source (RlComparer *self)
{
  return g_list_model_get_item (rl_sources_get_list (RL_SOURCES (self->sources)),
                                rl_sources_find (RL_SOURCES (self->sources), self->source));
}

static void
add_with_voxels (GPtrArray *lesions,
                 RimLesion *lesion)
{
  RimBox box;

  if (lesion != NULL && rim_mask_get_bounds (lesion->mask, &box))
    g_ptr_array_add (lesions, rim_lesion_ref (lesion));
}

/* What is compared with one lesion is the active one alone. */
static GPtrArray *
list_shown (RlComparer      *self,
            RlCompareSource *source)
{
  GPtrArray *lesions = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);
  const char *active = rl_session_get_active_lesion (self->session);

  if (rl_compare_source_get_kind (source) == RL_COMPARE_LESION)
    add_with_voxels (lesions, active != NULL ? rl_session_find_lesion (self->session, active) : NULL);
  else
    for (guint i = 0; i < rl_session_get_n_lesions (self->session); i++)
      add_with_voxels (lesions, rl_session_get_lesion (self->session, i));

  return lesions;
}

static GPtrArray *
list_other (RlComparer      *self,
            RlCompareSource *source)
{
  g_autoptr(GPtrArray) all = rl_compare_sources_list_lesions (self->sources, source);
  GPtrArray *lesions = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);

  for (guint i = 0; i < all->len; i++)
    add_with_voxels (lesions, g_ptr_array_index (all, i));

  return lesions;
}

static void
update (RlComparer *self)
{
  g_autoptr(RlCompareSource) source = dup_source (self);
  Question *question;

  if (rl_compare_source_get_kind (source) == RL_COMPARE_NOTHING)
    {
      drop_results (self);
      show (self);
      return;
    }

  question = g_new0 (Question, 1);
  question->a = list_shown (self, source);
  question->b = list_other (self, source);
  question->known = self->pairs != NULL ? g_ptr_array_ref (self->pairs) : NULL;
  question->tolerance_mm = self->tolerance_mm;
  rl_jobs_start (self->jobs, &compare_kind, self, question);
}

/* Of a stroke that changed nothing yet there is nothing to tell. */
static void
active_changed_cb (RlComparer *self)
{
  update (self);
  show (self);
}

static void
rl_comparer_finalize (GObject *object)
{
  RlComparer *self = RL_COMPARER (object);

  g_clear_pointer (&self->pairs, g_ptr_array_unref);
  g_clear_pointer (&self->error, g_free);
  g_clear_pointer (&self->source, g_free);
  g_clear_object (&self->sources);
  g_clear_object (&self->session);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (rl_comparer_parent_class)->finalize (object);
}

static void
rl_comparer_class_init (RlComparerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_comparer_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_comparer_init (RlComparer *self)
{
  self->tolerance_mm = RL_DEFAULT_TOLERANCE_MM;
  self->source = g_strdup (RL_NO_SOURCE);
}

/**
 * rl_comparer_new:
 * @jobs: where to compare
 * @session: what is shown
 * @sources: what it can be compared with
 *
 * Compares with nothing at first.
 */
RlComparer *
rl_comparer_new (RlJobs           *jobs,
                 RlSession        *session,
                 RlCompareSources *sources)
{
  RlComparer *self = g_object_new (RL_TYPE_COMPARER, NULL);

  self->jobs = g_object_ref (jobs);
  self->session = g_object_ref (session);
  self->sources = g_object_ref (sources);
  g_signal_connect_object (session, "lesions-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::active-lesion", G_CALLBACK (active_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sources, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * rl_comparer_set_source:
 * @self: a comparer
 * @id: the id of one of the sources
 */
void
rl_comparer_set_source (RlComparer *self,
                        const char *id)
{
  g_return_if_fail (RL_IS_COMPARER (self));
  g_return_if_fail (id != NULL);

  if (g_strcmp0 (self->source, id) == 0)
    return;

  g_free (self->source);
  self->source = g_strdup (id);
  drop_results (self);
  show (self);
  update (self);
}

/* Returns: the id of the source that was chosen */
const char *
rl_comparer_get_source (RlComparer *self)
{
  g_return_val_if_fail (RL_IS_COMPARER (self), NULL);

  return self->source;
}

/**
 * rl_comparer_set_tolerance:
 * @self: a comparer
 * @tolerance_mm: distance that does not count for the surface Dice coefficient
 */
void
rl_comparer_set_tolerance (RlComparer *self,
                           double      tolerance_mm)
{
  g_return_if_fail (RL_IS_COMPARER (self));
  g_return_if_fail (tolerance_mm >= 0.0);

  self->tolerance_mm = tolerance_mm;
  update (self);
}

/* Returns: (transfer none) (nullable) (element-type RlLesionPair): all lesions of both
 * sides, as of the newest answer
 */
GPtrArray *
rl_comparer_get_pairs (RlComparer *self)
{
  g_return_val_if_fail (RL_IS_COMPARER (self), NULL);

  return self->pairs;
}

/* Returns: (transfer none) (nullable): the pair of the active lesion */
RlLesionPair *
rl_comparer_get_active (RlComparer *self)
{
  g_return_val_if_fail (RL_IS_COMPARER (self), NULL);

  return rl_lesion_pairs_find (self->pairs, rl_session_get_active_lesion (self->session));
}

/* Returns: (nullable): why there is nothing to tell of the active lesion */
const char *
rl_comparer_get_why_nothing (RlComparer *self)
{
  RlLesionPair *pair;

  g_return_val_if_fail (RL_IS_COMPARER (self), NULL);

  pair = rl_comparer_get_active (self);
  if (pair != NULL)
    return pair->why_not;
  if (rl_sources_find (RL_SOURCES (self->sources), self->source) == 0)
    return _("Choose what to compare with");
  if (rl_session_get_active_lesion (self->session) == NULL)
    return _("No lesion is selected");
  if (self->error != NULL)
    return self->error;

  return self->pairs == NULL ? _("Being compared") : _("The lesion has no voxels");
}

/* Returns: whether no answer is outstanding */
gboolean
rl_comparer_is_up_to_date (RlComparer *self)
{
  g_return_val_if_fail (RL_IS_COMPARER (self), TRUE);

  return !rl_jobs_is_busy (self->jobs, &compare_kind, self);
}
