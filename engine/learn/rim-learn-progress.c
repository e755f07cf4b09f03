/* rim-learn-progress.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-learn-progress-private.h"

void
rim_learn_progress_init (RimLearnProgress *self,
                         RimFitProgress    func,
                         gpointer          data,
                         gsize             n_all)
{
  self->func = func;
  self->data = data;
  self->n_done = 0;
  self->n_all = n_all;
  pthread_mutex_init (&self->lock, NULL);
}

void
rim_learn_progress_clear (RimLearnProgress *self)
{
  pthread_mutex_destroy (&self->lock);
}

/*
 * @n_done: how many more pieces of work are done
 * @where: (nullable): "fold 3 of 5"
 * @what: (nullable): what comes now
 */
void
rim_learn_progress_tell (RimLearnProgress *self,
                         gsize             n_done,
                         const char       *where,
                         const char       *what)
{
  pthread_mutex_lock (&self->lock);
  self->n_done = MIN (self->n_done + n_done, self->n_all);
  if (self->func != NULL)
    {
      g_autofree char *text =
        where != NULL && what != NULL ? g_strdup_printf ("%s: %s", where, what) : g_strdup (where != NULL ? where : what);

      self->func (self->n_all > 0 ? (double) self->n_done / (double) self->n_all : 1.0, text, self->data);
    }
  pthread_mutex_unlock (&self->lock);
}

/* Remembers the first of several pieces of work that failed, whoever failed first. */
void
rim_learn_progress_fail (atomic_size_t *first_failed,
                         gsize          index)
{
  size_t known = atomic_load (first_failed);

  while (index < known && !atomic_compare_exchange_weak (first_failed, &known, index))
    continue;
}
