/* rim-fit-chain.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-fit-grid-private.h"

static void
make_design (RimLearningChain *self)
{
  RimSelection *selection = self->selection;
  const guint n_columns = self->transform.n_outputs;

  self->columns = g_new (const double *, MAX (n_columns, 1));
  for (guint c = 0; c < selection->n_live; c++)
    self->columns[c] = selection->live[c]->scaled;
  for (guint c = 0; c < selection->clinical->len; c++)
    self->columns[selection->n_live + c] = ((RimSelectionColumn *) selection->clinical->pdata[c])->scaled;
  self->iota = g_new (guint32, selection->n);
  for (guint32 i = 0; i < selection->n; i++)
    self->iota[i] = i;

  self->design = (RimTask) {
    self->columns, n_columns, self->iota, selection->n, selection->kind, selection->labels, selection->values,
    selection->weights, selection->patients,
  };
}

/*
 * Takes all steps on @rows.
 *
 * Returns: (transfer full) (nullable): what came of them
 */
RimLearningChain *
rim_learning_chain_new (const RimPipeline    *pipeline,
                        const RimLearnTable  *table,
                        const guint32        *rows,
                        gsize                 n_rows,
                        RimLearnProgress     *progress,
                        const char           *where,
                        GCancellable         *cancellable,
                        GError              **error)
{
  g_autoptr(RimLearningChain) self = g_new0 (RimLearningChain, 1);

  self->selection = rim_selection_new (pipeline, table, rows, n_rows, cancellable, error);
  if (self->selection == NULL)
    return NULL;

  self->n_live = g_new (guint, pipeline->n_steps + 1);
  self->n_live[0] = self->selection->n_live;
  for (guint i = 0; i < pipeline->n_steps; i++)
    {
      rim_learn_progress_tell (progress, 0, where, pipeline->steps[i].selector->title);
      if (!rim_selection_take_step (self->selection, i, error))
        return NULL;
      self->n_live[i + 1] = self->selection->n_live;
      rim_learn_progress_tell (progress, 1, where, NULL);
    }
  rim_transform_init (&self->transform, self->selection);
  make_design (self);

  return g_steal_pointer (&self);
}

void
rim_learning_chain_free (RimLearningChain *self)
{
  rim_transform_clear (&self->transform);
  g_clear_pointer (&self->selection, rim_selection_free);
  g_free (self->columns);
  g_free (self->iota);
  g_free (self->n_live);
  g_free (self);
}
