/* rim-inner-folds.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-inner-folds-private.h"

#include "cohort/rim-splits.h"

/* Whose each row of the cohort is; each row its own patient's where nobody says so. */
static guint32 *
dup_patients (const RimTaskData *data,
              const RimTask     *task)
{
  const gsize n = data->rows[data->n - 1] + (gsize) 1;
  guint32 *patients = g_new0 (guint32, n);

  for (gsize i = 0; i < data->n; i++)
    patients[data->rows[i]] = task->patients != NULL ? task->patients[data->rows[i]] : (guint32) i;

  return patients;
}

static guint
count_patients (const RimTaskData *data,
                const guint32     *patients)
{
  g_autoptr(GHashTable) known = g_hash_table_new (NULL, NULL);

  for (gsize i = 0; i < data->n; i++)
    g_hash_table_add (known, GUINT_TO_POINTER (patients[data->rows[i]]));

  return g_hash_table_size (known);
}

/* Draws folds that keep rows of one patient together and have each their share of the
 * classes, or of the events.
 *
 * @n_folds: (inout): how many; fewer where there are fewer patients
 *
 * Returns: (transfer full) (array) (nullable): the fold of each row of @data
 */
guint32 *
rim_inner_folds_new (const RimTaskData  *data,
                     const RimTask      *task,
                     guint              *n_folds,
                     guint64             seed,
                     GError            **error)
{
  g_autofree guint32 *patients = dup_patients (data, task);
  RimSplitSettings settings = { RIM_SPLIT_K_FOLD, 0, 1, 0.0, data->labels != NULL, seed };
  g_autoptr(GPtrArray) splits = NULL;
  guint32 *folds;

  *n_folds = settings.n_folds = MIN (*n_folds, count_patients (data, patients));
  splits = rim_splits_new (&settings, data->rows, data->n, patients, settings.stratified ? task->labels : NULL, NULL,
                           error);
  if (splits == NULL)
    return NULL;

  folds = g_new (guint32, data->n);
  for (guint s = 0; s < splits->len; s++)
    {
      const RimSplit *split = splits->pdata[s];

      for (gsize i = 0, at = 0; i < split->n_test; i++)
        {
          while (data->rows[at] != split->test[i])
            at++;
          folds[at] = split->fold;
        }
    }

  return folds;
}
