/* rim-inner-folds.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-inner-folds-private.h"

#include "core/rim-random.h"

/* Patients in the order of their rows, each with the label of its first one. */
static guint
number_patients (const RimTaskData *data,
                 const RimTask     *task,
                 guint32           *of_rows,
                 guint8            *labels)
{
  g_autoptr(GHashTable) numbers = g_hash_table_new (NULL, NULL);
  guint n = 0;

  for (gsize i = 0; i < data->n; i++)
    {
      const guint32 name = task->patients != NULL ? task->patients[data->rows[i]] : (guint32) i;
      gpointer number;

      if (!g_hash_table_lookup_extended (numbers, GUINT_TO_POINTER (name), NULL, &number))
        {
          number = GUINT_TO_POINTER (n);
          labels[n++] = data->labels != NULL ? data->labels[i] : 0;
          g_hash_table_insert (numbers, GUINT_TO_POINTER (name), number);
        }
      of_rows[i] = GPOINTER_TO_UINT (number);
    }

  return n;
}

/* Draws folds that keep rows of one patient together and have each their share of the
 * classes, or of the events.
 *
 * @n_folds: (inout): how many; fewer where there are fewer patients
 *
 * Returns: (transfer full) (array): the fold of each row of @data
 */
guint32 *
rim_inner_folds_new (const RimTaskData *data,
                     const RimTask     *task,
                     guint             *n_folds,
                     guint64            seed)
{
  g_autofree guint32 *patients = g_new (guint32, data->n);
  g_autofree guint8 *labels = g_new (guint8, data->n);
  const guint n = number_patients (data, task, patients, labels);
  g_autofree guint32 *order = g_new (guint32, n);
  g_autofree guint32 *of_patients = g_new (guint32, n);
  guint32 *folds = g_new (guint32, data->n);
  guint dealt = 0;
  RimRandom random;

  *n_folds = MIN (*n_folds, n);
  rim_random_init_stream (&random, seed, 0);
  for (guint i = 0; i < n; i++)
    {
      const gsize other = rim_random_below (&random, i + 1);

      order[i] = order[other];
      order[other] = i;
    }
  for (guint label = 0; label < 2; label++)
    for (guint i = 0; i < n; i++)
      if (labels[order[i]] == label)
        of_patients[order[i]] = dealt++ % *n_folds;
  for (gsize i = 0; i < data->n; i++)
    folds[i] = of_patients[patients[i]];

  return folds;
}
