/* rim-map-entropy-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimMapEntropy:
 * @n: the greatest count
 * @terms: (array): [n + 1]: c log₂ c, in 2^-44
 * @logs: (array): [n + 1]: log₂ c
 *
 * Counts of windows are small, so the entropy of N of them, log₂ N − Σ c log₂ c / N,
 * comes from a table; in fixed point, so that what was added can be taken off again
 * and nothing hangs on the way that a window came.
 */
typedef struct
{
  guint   n;
  gint64 *terms;
  double *logs;
} RimMapEntropy;

void   rim_map_entropy_init  (RimMapEntropy       *self,
                              guint                n);
void   rim_map_entropy_clear (RimMapEntropy       *self);
double rim_map_entropy_get   (const RimMapEntropy *self,
                              gint64               sum,
                              guint                n_counts,
                              guint                total);

G_END_DECLS
