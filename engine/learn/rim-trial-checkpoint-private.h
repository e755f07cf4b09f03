/* rim-trial-checkpoint-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <pthread.h>

#include "learn/rim-fit.h"

G_BEGIN_DECLS

/**
 * RimTrialCheckpoint:
 * @path: the file
 * @file: the same, open to be added to
 * @lock: for @file
 *
 * Fits of a trial that are done, in a file of lines: the first says of which trial, each
 * other is a fit. What was not wholly written when a program ended is not there.
 */
typedef struct
{
  char            *path;
  int              file;
  pthread_mutex_t  lock;
} RimTrialCheckpoint;

char     *rim_trial_checkpoint_hash  (const RimPipeline       *pipeline,
                                      RimCohort               *cohort,
                                      const char *const       *columns,
                                      const RimOutcome        *outcome,
                                      const RimSplitSettings  *outer,
                                      const char              *group_column) G_GNUC_WARN_UNUSED_RESULT;
gboolean  rim_trial_checkpoint_open  (RimTrialCheckpoint      *self,
                                      const char              *path,
                                      const char              *hash,
                                      RimFit                 **fits,
                                      guint                    n_fits,
                                      GError                 **error);
gboolean  rim_trial_checkpoint_add   (RimTrialCheckpoint      *self,
                                      guint                    index,
                                      RimFit                  *fit,
                                      GError                 **error);
void      rim_trial_checkpoint_close (RimTrialCheckpoint      *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimTrialCheckpoint, rim_trial_checkpoint_close)

G_END_DECLS
