/* rim-states-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "learn/rim-selection-private.h"

G_BEGIN_DECLS

/* States that a column can have: low, high, and between. */
#define RIM_N_STATES 3

/**
 * RimStates:
 * @n: how many rows
 * @n_words: of 64 rows each
 * @bits: of each column, and of the outcome behind them, RIM_N_STATES sets of rows
 * @logs: (array length=n+1): k log k
 * @own: of each column: the sum of k log k over its states
 *
 * Columns and the outcome in few states, for what they say of each other.
 */
typedef struct
{
  gsize    n;
  gsize    n_words;
  guint64 *bits;
  double  *logs;
  double  *own;
} RimStates;

RimStates *rim_states_new              (RimSelection    *selection) G_GNUC_WARN_UNUSED_RESULT;
void       rim_states_free             (RimStates       *self);
double     rim_states_find_information (const RimStates *self,
                                        guint            a,
                                        guint            b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimStates, rim_states_free)

G_END_DECLS
