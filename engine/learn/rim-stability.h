/* rim-stability.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "learn/rim-trial.h"

G_BEGIN_DECLS

/**
 * RimStability:
 * @name: a column
 * @n_chosen: of how many fits of the trial's splits it is an input
 * @part: of all of them
 * @is_final: whether it is an input of the fit of all rows
 *
 * How often a column was chosen.
 */
typedef struct
{
  char    *name;
  guint    n_chosen;
  double   part;
  gboolean is_final;
} RimStability;

GPtrArray *rim_stability_list (const RimTrial *trial) G_GNUC_WARN_UNUSED_RESULT;
void       rim_stability_free (RimStability   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimStability, rim_stability_free)

G_END_DECLS
