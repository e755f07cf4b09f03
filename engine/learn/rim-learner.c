/* rim-learner.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-learner.h"

#include <string.h>

#include "learn/rim-learner-private.h"

static const RimLearner *const learners[] = {
  &rim_learner_logistic,
  &rim_learner_elastic_net,
  &rim_learner_cox,
  &rim_learner_forest,
  &rim_learner_xgboost,
  &rim_learner_svm,
  &rim_learner_lda,
};

/**
 * rim_learners_get:
 * @n_learners: (out): how many
 *
 * Returns: (transfer none) (array length=n_learners): all ways to learn, in the order in
 *   which people are shown them
 */
const RimLearner *const *
rim_learners_get (guint *n_learners)
{
  *n_learners = G_N_ELEMENTS (learners);

  return learners;
}

/**
 * rim_learners_find:
 * @id: of a learner
 *
 * Returns: (transfer none) (nullable): the learner
 */
const RimLearner *
rim_learners_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (learners); i++)
    if (strcmp (learners[i]->id, id) == 0)
      return learners[i];

  return NULL;
}

/**
 * rim_learner_defaults:
 * @self: a learner
 * @parameters: (out) (array length=n_parameters): what it takes if nobody says otherwise
 */
void
rim_learner_defaults (const RimLearner *self,
                      double           *parameters)
{
  for (guint i = 0; i < self->n_parameters; i++)
    parameters[i] = self->parameters[i].value;
}
