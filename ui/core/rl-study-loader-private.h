/* rl-study-loader-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-display-memory.h"
#include "core/rl-opened.h"
#include "core/rl-study-loader.h"

G_BEGIN_DECLS

struct _RlStudyLoader
{
  GObject          parent_instance;

  RlJobs          *jobs;
  RimLibrary      *library;
  RlSession       *session;
  RlLoadState      state;
  char            *message;
  gboolean         is_missing;
  gint64           asked;
  gint64           asked_study;
  gint64           ct_id;
  gint64           pet_id;
  guint            n_other_drawn;   /* on the image that is not the base */
  GPtrArray       *priors;      /* of RlPrior, nullable */
  RlPrior         *prior;       /* one of them, nullable */
  char            *pinned;
  RlImageCache    *cache;           /* nullable */
  RlOpened        *opened;          /* what is shown, to be kept */

  /* The PET as it is decoded, and what its values are made with. */
  RimSeries       *pet_series;
  RimVolume       *pet;
  RimUnit          pet_unit;        /* that was asked for, or stored */
  RimSuv          *suv;
  RimSuvOverrides *correction;
  RlDisplayMemory *memory;
};

void rl_study_loader_forget_priors       (RlStudyLoader *self);
void rl_study_loader_take_priors         (RlStudyLoader *self,
                                          RlOpened      *opened);
void rl_study_loader_cancel_priors       (RlStudyLoader *self);
void rl_study_loader_emit_priors_changed (RlStudyLoader *self);

G_END_DECLS
