/* rl-study-loader-priors.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-study-loader-private.h"

typedef struct
{
  RimLibrary *library;
  gint64      study_id;
  RlOpened   *known;
} PriorsInput;

static void
priors_input_free (gpointer data)
{
  PriorsInput *input = data;

  g_object_unref (input->library);
  g_clear_pointer (&input->known, rl_opened_free);
  g_free (input);
}

static RlPrior *
find_prior (RlStudyLoader *self,
            const char    *id)
{
  for (guint i = 0; self->priors != NULL && i < self->priors->len; i++)
    {
      RlPrior *prior = g_ptr_array_index (self->priors, i);

      if (g_strcmp0 (prior->id, id) == 0)
        return prior;
    }

  return NULL;
}

static gpointer
priors_run (RlJob     *job,
            gpointer   data,
            GError   **error)
{
  PriorsInput *input = data;

  rl_opened_read_priors (input->known, input->library, input->study_id);

  return g_steal_pointer (&input->known);
}

static void
priors_done (gpointer      owner,
             gpointer      result,
             const GError *error)
{
  RlStudyLoader *self = owner;
  g_autofree char *chosen = self->prior != NULL ? g_strdup (self->prior->id) : NULL;
  guint n_before = self->priors != NULL ? self->priors->len : 0;

  rl_study_loader_take_priors (self, result);
  if (chosen != NULL && find_prior (self, chosen) != NULL)
    self->prior = find_prior (self, chosen);
  if (self->priors->len != n_before)
    rl_study_loader_emit_priors_changed (self);
}

static const RlJobKind priors_kind = {
  .policy = RL_JOB_LATEST,
  .run = priors_run,
  .done = priors_done,
  .free_input = priors_input_free,
  .free_result = (GDestroyNotify) rl_opened_free,
};

void
rl_study_loader_forget_priors (RlStudyLoader *self)
{
  g_clear_pointer (&self->priors, g_ptr_array_unref);
  g_clear_pointer (&self->pinned, g_free);
  self->prior = NULL;
}

void
rl_study_loader_take_priors (RlStudyLoader *self,
                             RlOpened      *opened)
{
  rl_study_loader_forget_priors (self);
  self->priors = g_ptr_array_ref (opened->priors);
  self->prior = opened->prior;
  self->pinned = g_strdup (opened->pinned);
}

void
rl_study_loader_cancel_priors (RlStudyLoader *self)
{
  rl_jobs_cancel (self->jobs, &priors_kind, self);
}

/* Returns: (transfer none) (nullable) (element-type RlPrior): the patient's other
 *   studies, the latest first
 */
GPtrArray *
rl_study_loader_get_priors (RlStudyLoader *self)
{
  g_return_val_if_fail (RL_IS_STUDY_LOADER (self), NULL);

  return self->priors;
}

/* Returns: (nullable): the UID of the study that the patient's are compared with */
const char *
rl_study_loader_get_pinned (RlStudyLoader *self)
{
  g_return_val_if_fail (RL_IS_STUDY_LOADER (self), NULL);

  return self->pinned;
}

/**
 * rl_study_loader_set_pinned:
 * @self: a loader
 * @study_uid: (nullable): the study that the patient's are compared with from now on
 *
 * Keeps it in the library.
 */
void
rl_study_loader_set_pinned (RlStudyLoader *self,
                            const char    *study_uid)
{
  g_autofree char *before = NULL;

  g_return_if_fail (RL_IS_STUDY_LOADER (self));

  if (g_strcmp0 (self->pinned, study_uid) == 0)
    return;

  before = g_steal_pointer (&self->pinned);
  self->pinned = g_strdup (study_uid);
  rim_library_pin_prior (self->library, study_uid != NULL ? study_uid : before, study_uid != NULL);
  rl_study_loader_emit_priors_changed (self);
}

/* Returns: (transfer none) (nullable): what the study is compared with */
const RlPrior *
rl_study_loader_get_chosen (RlStudyLoader *self)
{
  g_return_val_if_fail (RL_IS_STUDY_LOADER (self), NULL);

  return self->prior;
}

/**
 * rl_study_loader_choose:
 * @self: a loader
 * @id: of one of its priors
 *
 * Compares the study with another one than that which was found for it.
 */
void
rl_study_loader_choose (RlStudyLoader *self,
                        const char    *id)
{
  RlPrior *prior;

  g_return_if_fail (RL_IS_STUDY_LOADER (self));

  prior = find_prior (self, id);
  if (prior == NULL || prior == self->prior)
    return;

  self->prior = prior;
  rl_study_loader_emit_priors_changed (self);
}

/**
 * rl_study_loader_refresh_priors:
 * @self: a loader
 *
 * Looks for other studies of the patient that came into the library since. What is
 * compared stays.
 */
void
rl_study_loader_refresh_priors (RlStudyLoader *self)
{
  PriorsInput *input;

  g_return_if_fail (RL_IS_STUDY_LOADER (self));

  if (self->opened == NULL || self->state != RL_LOAD_DONE)
    return;

  input = g_new0 (PriorsInput, 1);
  input->library = g_object_ref (self->library);
  input->study_id = self->asked_study;
  input->known = rl_opened_copy_images (self->opened);
  rl_jobs_start (self->jobs, &priors_kind, self, input);
}

/**
 * rl_study_loader_get_prior:
 * @self: a loader
 * @study_id: (out): the study to compare the one that is shown with
 * @series_id: (out): what to open of it
 *
 * Returns: whether there is one
 */
gboolean
rl_study_loader_get_prior (RlStudyLoader *self,
                           gint64        *study_id,
                           gint64        *series_id)
{
  g_return_val_if_fail (RL_IS_STUDY_LOADER (self), FALSE);

  *study_id = self->prior != NULL ? self->prior->study_id : 0;
  *series_id = self->prior != NULL ? self->prior->series_id : 0;

  return self->prior != NULL;
}
