/* rim-map-entropy.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-entropy-private.h"

#include <math.h>

#include "rim-map-family-private.h"

#define SCALE 0x1p44

/* Makes room for counts up to @n, at most 4096. */
void
rim_map_entropy_init (RimMapEntropy *self,
                      guint          n)
{
  self->n = n;
  self->terms = g_new0 (gint64, (gsize) n + 1);
  self->logs = g_new0 (double, (gsize) n + 1);

  for (guint c = 1; c <= n; c++)
    {
      self->logs[c] = log2 (c);
      self->terms[c] = (gint64) llrint (c * self->logs[c] * SCALE);
    }
}

void
rim_map_entropy_clear (RimMapEntropy *self)
{
  g_clear_pointer (&self->terms, g_free);
  g_clear_pointer (&self->logs, g_free);
}

/* Returns: the entropy, in bits, of counts that are not 0 and add up to @total, as
 * PyRadiomics has it with its epsilon; @sum is that of their terms
 */
double
rim_map_entropy_get (const RimMapEntropy *self,
                     gint64               sum,
                     guint                n_counts,
                     guint                total)
{
  const double excess = n_counts * (RIM_MAP_EPSILON / G_LN2);

  return n_counts == 1 ? -excess : self->logs[total] - (double) sum / (SCALE * total) - excess;
}
