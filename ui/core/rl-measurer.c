/* rl-measurer.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-measurer.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  RimMask   *mask;
  RimVolume *ct;
  RimVolume *pet;
} Question;

struct _RlMeasurer
{
  GObject      parent_instance;

  RlJobs      *jobs;
  RlSession   *session;
  Question     asked;
  char        *lesion_id;
  gboolean     has_measures;
  RimMeasures  measures;
  char        *why_nothing;
  char        *pet_reason;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlMeasurer, rl_measurer, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
question_clear (Question *self)
{
  g_clear_pointer (&self->mask, rim_mask_unref);
  g_clear_pointer (&self->ct, rim_volume_unref);
  g_clear_pointer (&self->pet, rim_volume_unref);
}

static void
question_free (gpointer data)
{
  question_clear (data);
  g_free (data);
}

static Question
question_copy (const Question *self)
{
  Question copy = { 0 };

  copy.mask = rim_mask_ref (self->mask);
  copy.ct = self->ct != NULL ? rim_volume_ref (self->ct) : NULL;
  copy.pet = self->pet != NULL ? rim_volume_ref (self->pet) : NULL;

  return copy;
}

static gpointer
measure_run (RlJob     *job,
             gpointer   data,
             GError   **error)
{
  Question *question = data;
  g_autofree RimMeasures *measures = g_new0 (RimMeasures, 1);

  if (!rim_measure_lesion (question->mask, question->ct, question->pet, measures,
                           rl_job_get_cancellable (job), error))
    return NULL;

  return g_steal_pointer (&measures);
}

static void
set_nothing (RlMeasurer *self,
             const char *why)
{
  if (!self->has_measures && g_strcmp0 (self->why_nothing, why) == 0)
    return;

  self->has_measures = FALSE;
  g_free (self->why_nothing);
  self->why_nothing = g_strdup (why);

  g_signal_emit (self, signals[CHANGED], 0);
}

static void
measure_done (gpointer      owner,
              gpointer      result,
              const GError *error)
{
  RlMeasurer *self = owner;

  if (result == NULL)
    {
      set_nothing (self, error->message);
      return;
    }

  self->measures = *(RimMeasures *) result;
  self->has_measures = TRUE;
  g_clear_pointer (&self->why_nothing, g_free);
  g_signal_emit (self, signals[CHANGED], 0);
}

static const RlJobKind measure_kind = {
  .policy = RL_JOB_LATEST,
  .run = measure_run,
  .done = measure_done,
  .free_input = question_free,
  .free_result = g_free,
};

static gboolean
is_complete (RimVolume *volume)
{
  return volume != NULL &&
         rim_volume_get_n_ready (volume) == rim_volume_get_grid (volume)->size[2];
}

static RimVolume *
get_complete (RlMeasurer  *self,
              RlLayerKind  kind)
{
  RimVolume *volume = rl_session_get_volume (self->session, kind);

  return is_complete (volume) ? volume : NULL;
}

static void
ask (RlMeasurer *self,
     Question   *question)
{
  Question *input;

  if (question->mask == self->asked.mask && question->ct == self->asked.ct &&
      question->pet == self->asked.pet)
    return;

  question_clear (&self->asked);
  self->asked = question_copy (question);

  input = g_new0 (Question, 1);
  *input = question_copy (question);
  rl_jobs_start (self->jobs, &measure_kind, self, input);
}

static void
forget (RlMeasurer *self,
        const char *why)
{
  rl_jobs_cancel (self->jobs, &measure_kind, self);
  question_clear (&self->asked);
  set_nothing (self, why);
}

static void
update (RlMeasurer *self)
{
  const char *id = rl_session_get_active_lesion (self->session);
  RimLesion *lesion = id != NULL ? rl_session_find_lesion (self->session, id) : NULL;
  Question question = { 0 };
  RimBox box;

  if (g_strcmp0 (id, self->lesion_id) != 0)
    {
      g_free (self->lesion_id);
      self->lesion_id = g_strdup (id);
      forget (self, NULL);
    }

  if (lesion == NULL)
    {
      forget (self, _("No lesion is selected"));
      return;
    }
  if (!rim_mask_get_bounds (lesion->mask, &box))
    {
      forget (self, _("Nothing is drawn yet"));
      return;
    }

  question.mask = lesion->mask;
  question.ct = get_complete (self, RL_LAYER_CT);
  question.pet = get_complete (self, RL_LAYER_PET);
  ask (self, &question);
}

static void
rl_measurer_finalize (GObject *object)
{
  RlMeasurer *self = RL_MEASURER (object);

  question_clear (&self->asked);
  g_clear_object (&self->jobs);
  g_clear_object (&self->session);
  g_clear_pointer (&self->lesion_id, g_free);
  g_clear_pointer (&self->why_nothing, g_free);
  g_clear_pointer (&self->pet_reason, g_free);

  G_OBJECT_CLASS (rl_measurer_parent_class)->finalize (object);
}

static void
rl_measurer_class_init (RlMeasurerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_measurer_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_measurer_init (RlMeasurer *self)
{
}

RlMeasurer *
rl_measurer_new (RlJobs    *jobs,
                 RlSession *session)
{
  static const char *const causes[] = {
    "lesions-changed", "images-changed", "slices-changed", "notify::active-lesion",
  };
  RlMeasurer *self = g_object_new (RL_TYPE_MEASURER, NULL);

  self->jobs = g_object_ref (jobs);
  self->session = g_object_ref (session);
  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    g_signal_connect_object (session, causes[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return self;
}

/* Returns: (nullable): the measures of the active lesion */
const RimMeasures *
rl_measurer_get_measures (RlMeasurer *self)
{
  g_return_val_if_fail (RL_IS_MEASURER (self), NULL);

  return self->has_measures ? &self->measures : NULL;
}

/* Returns: (nullable): why there are no measures at all */
const char *
rl_measurer_get_why_nothing (RlMeasurer *self)
{
  g_return_val_if_fail (RL_IS_MEASURER (self), NULL);

  return self->has_measures ? NULL : self->why_nothing;
}

/* Returns: (nullable): why there are no values of the CT */
const char *
rl_measurer_get_why_no_ct (RlMeasurer *self)
{
  RimVolume *ct;

  g_return_val_if_fail (RL_IS_MEASURER (self), NULL);

  ct = rl_session_get_volume (self->session, RL_LAYER_CT);
  if (ct == NULL)
    return _("No CT is open");

  return is_complete (ct) ? NULL : _("The CT is still being loaded");
}

/* Returns: (nullable): why there are no values of the PET */
const char *
rl_measurer_get_why_no_pet (RlMeasurer *self)
{
  RimVolume *pet;

  g_return_val_if_fail (RL_IS_MEASURER (self), NULL);

  pet = rl_session_get_volume (self->session, RL_LAYER_PET);
  if (pet == NULL)
    return _("No PET is open");
  if (rim_volume_get_unit (pet) == RIM_UNIT_STORED)
    return self->pet_reason != NULL ? self->pet_reason : _("The unit of the PET is not known");

  return is_complete (pet) ? NULL : _("The PET is still being loaded");
}

/**
 * rl_measurer_set_pet_reason:
 * @self: a measurer
 * @reason: (nullable): why the PET is not in SUV, if it is not
 */
void
rl_measurer_set_pet_reason (RlMeasurer *self,
                            const char *reason)
{
  g_return_if_fail (RL_IS_MEASURER (self));

  if (g_strcmp0 (self->pet_reason, reason) == 0)
    return;

  g_free (self->pet_reason);
  self->pet_reason = g_strdup (reason);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Returns: whether no answer is outstanding */
gboolean
rl_measurer_is_up_to_date (RlMeasurer *self)
{
  g_return_val_if_fail (RL_IS_MEASURER (self), TRUE);

  return !rl_jobs_is_busy (self->jobs, &measure_kind, self);
}
