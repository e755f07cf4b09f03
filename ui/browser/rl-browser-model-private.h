/* rl-browser-model-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "browser/rl-browser-model.h"

G_BEGIN_DECLS

/**
 * RlBrowserEntry:
 * @id: of the patient
 * @patient: its number in @index
 * @index: (transfer none): kept by the model as long as there are such entries
 *
 * A patient in the list.
 */
typedef struct
{
  gint64    id;
  guint     patient;
  RimIndex *index;
} RlBrowserEntry;

struct _RlBrowserModel
{
  GObject         parent_instance;

  RlJobs         *jobs;
  RimLibrary     *library;
  RimIndexQuery   query;
  RimIndex       *latest;       /* what is searched */
  RimIndex       *index;        /* what is shown, and was found in it */
  RimIndexHits   *hits;
  char           *problem;
  guint           n_missing;    /* studies */

  GArray         *entries;      /* of RlBrowserEntry */
  GHashTable     *items;        /* id of a patient to its RlBrowserItem */
  GArray         *current;      /* of gint64 */
  GHashTable     *said;         /* id of a study to what was said of it last */
};

void rl_browser_model_apply            (RlBrowserModel *self,
                                        RimIndex       *index,
                                        RimIndexHits   *hits);
void rl_browser_model_refresh_items    (RlBrowserModel *self);
void rl_browser_model_refresh_children (RlBrowserModel *self,
                                        RlBrowserItem  *item);

G_END_DECLS
