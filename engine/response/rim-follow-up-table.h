/* rim-follow-up-table.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "response/rim-follow-up.h"

G_BEGIN_DECLS

/**
 * RimFollowUpTable:
 * @follow_up: what was read, for the criteria
 * @dates: (array length=follow_up.n_times): of the time points
 *
 * A patient's lesions over time, with all that @follow_up points at.
 */
typedef struct
{
  RimFollowUp        follow_up;
  char             **dates;

  /*< private >*/
  double            *days;
  RimFollowUpLesion *lesions;
  RimFollowUpEntry  *entries;
  GStringChunk      *texts;
} RimFollowUpTable;

RimFollowUpTable *rim_follow_up_table_load (const char        *path,
                                            GError           **error) G_GNUC_WARN_UNUSED_RESULT;
void              rim_follow_up_table_free (RimFollowUpTable  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimFollowUpTable, rim_follow_up_table_free)

G_END_DECLS
