/* rim-outcome.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cohort/rim-cohort.h"

G_BEGIN_DECLS

/**
 * RimOutcomeKind:
 * @RIM_OUTCOME_BINARY: two classes
 * @RIM_OUTCOME_SURVIVAL: a time to an event, or to when nobody looked any more
 * @RIM_OUTCOME_NUMBER: a number, or ordered levels by their number
 *
 * What is predicted.
 */
typedef enum
{
  RIM_OUTCOME_BINARY,
  RIM_OUTCOME_SURVIVAL,
  RIM_OUTCOME_NUMBER,
} RimOutcomeKind;

/**
 * RimOutcomeSettings:
 * @kind: what is predicted
 * @column: the column of classes, times or numbers
 * @positive: (nullable): the level or number that is class 1; %NULL for numbers 0 and 1
 * @event: (nullable): the column of events, 1 or 0, where @column has times
 * @horizon: of two classes made of a time: 1 for rows without the event before this time,
 *   0 for those that had it; who was censored before has no outcome. 0 for none
 * @title: (nullable): what class 1, the event or the number is, as people read it
 *
 * How an outcome is read from a cohort. Plain data.
 */
typedef struct
{
  RimOutcomeKind  kind;
  const char     *column;
  const char     *positive;
  const char     *event;
  double          horizon;
  const char     *title;
} RimOutcomeSettings;

/**
 * RimOutcome:
 * @kind: what it is
 * @n_rows: of the cohort
 * @labels: (nullable): classes or events, by row
 * @values: (nullable): times or numbers, by row
 * @rows: (array length=n_known): the rows that have an outcome, rising
 * @n_known: how many have
 *
 * The outcomes of a cohort's rows. Immutable once made.
 */
typedef struct
{
  RimOutcomeKind  kind;
  gsize           n_rows;
  guint8         *labels;
  double         *values;
  guint32        *rows;
  gsize           n_known;
} RimOutcome;

RimOutcome *rim_outcome_new  (RimCohort                 *cohort,
                              const RimOutcomeSettings  *settings,
                              GError                   **error) G_GNUC_WARN_UNUSED_RESULT;
void        rim_outcome_free (RimOutcome                *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimOutcome, rim_outcome_free)

G_END_DECLS
