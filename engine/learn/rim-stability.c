/* rim-stability.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-stability.h"

#include <string.h>

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const RimStability *x = *(const RimStability *const *) a;
  const RimStability *y = *(const RimStability *const *) b;

  if (x->n_chosen != y->n_chosen)
    return x->n_chosen > y->n_chosen ? -1 : 1;
  if (x->is_final != y->is_final)
    return x->is_final ? -1 : 1;

  return strcmp (x->name, y->name);
}

/* Inputs of one fit; levels of a category are one column, and a batch is none. */
static void
count_fit (GPtrArray  *list,
           GHashTable *known,
           RimFit     *fit,
           gboolean    is_final)
{
  const char *last = NULL;

  for (guint i = 0; i < rim_fit_get_n_inputs (fit); i++)
    {
      const RimFitInput *input = rim_fit_get_input (fit, i);
      RimStability *found = g_hash_table_lookup (known, input->name);

      if (input->role == RIM_COLUMN_BATCH || g_strcmp0 (input->name, last) == 0)
        continue;

      last = input->name;
      if (found == NULL)
        {
          found = g_new0 (RimStability, 1);
          found->name = g_strdup (input->name);
          g_ptr_array_add (list, found);
          g_hash_table_insert (known, found->name, found);
        }
      found->n_chosen += !is_final;
      found->is_final = found->is_final || is_final;
    }
}

/**
 * rim_stability_list:
 * @trial: a trial
 *
 * Returns: (transfer full) (element-type RimStability): every column that is an input of a
 *   fit, from that which is chosen most often to the least; of equal ones those of the final
 *   fit come first, and then they stand by their names
 */
GPtrArray *
rim_stability_list (const RimTrial *trial)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_stability_free);
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < trial->fits->len; i++)
    count_fit (list, known, trial->fits->pdata[i], FALSE);
  count_fit (list, known, trial->final_fit, TRUE);
  for (guint i = 0; i < list->len; i++)
    {
      RimStability *stability = list->pdata[i];

      stability->part = (double) stability->n_chosen / MAX (trial->fits->len, 1);
    }
  g_ptr_array_sort (list, compare);

  return list;
}

void
rim_stability_free (RimStability *self)
{
  g_free (self->name);
  g_free (self);
}
