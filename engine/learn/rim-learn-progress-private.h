/* rim-learn-progress-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <pthread.h>
#include <stdatomic.h>

#include "learn/rim-fit.h"

G_BEGIN_DECLS

/**
 * RimLearnProgress:
 * @func: (nullable): who is told
 * @data: for @func
 * @n_done: pieces of work that are done
 * @n_all: pieces of work there are
 *
 * Says how far learning is, from any thread, one call at a time.
 */
typedef struct
{
  RimFitProgress  func;
  gpointer        data;
  gsize           n_done;
  gsize           n_all;
  pthread_mutex_t lock;
} RimLearnProgress;

void rim_learn_progress_init  (RimLearnProgress *self,
                               RimFitProgress    func,
                               gpointer          data,
                               gsize             n_all);
void rim_learn_progress_clear (RimLearnProgress *self);
void rim_learn_progress_tell  (RimLearnProgress *self,
                               gsize             n_done,
                               const char       *where,
                               const char       *what);
void rim_learn_progress_fail  (atomic_size_t    *first_failed,
                               gsize             index);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimLearnProgress, rim_learn_progress_clear)

G_END_DECLS
