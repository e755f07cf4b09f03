/* rim-select-correlation.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-selectors-private.h"

#include <math.h>

#include "core/rim-parallel.h"
#include "learn/rim-multiply-private.h"
#include "learn/rim-units-private.h"
#include "statistics/rim-order.h"

#define BLOCK 256

enum { LEAST, RANKS };

typedef struct
{
  const double  *units;
  gsize          n;
  const double  *best;           /* that others are compared with */
  const guint32 *order;
  double         least;
  gboolean      *gone;
} Comparing;

static void
compare_columns (gsize    begin,
                 gsize    end,
                 gpointer data)
{
  Comparing *self = data;

  for (gsize i = begin; i < end; i++)
    {
      const guint32 c = self->order[i];

      if (!self->gone[c] && fabs (rim_multiply (self->best, self->units + c * self->n, self->n)) >= self->least)
        self->gone[c] = TRUE;
    }
}

/*
 * The column that has most to do with the outcome stands for all whose correlation with
 * it is as strong as is asked, and those go; then the next that is left. Of columns that
 * have as much to do with it the first is taken.
 */
static gboolean
run_correlation (RimSelection  *self,
                 const double  *values,
                 GError       **error)
{
  const guint n = self->n_live;
  g_autofree double *relevances = g_new (double, n);
  g_autofree guint32 *order = g_new (guint32, n);
  g_autofree gboolean *gone = g_new0 (gboolean, n);
  g_autofree gboolean *kept = g_new0 (gboolean, n);
  g_autofree double *units = NULL;
  Comparing comparing = { NULL, self->n, NULL, NULL, values[LEAST], gone };

  if (!rim_selection_relate (self, relevances, error))
    return FALSE;

  for (guint c = 0; c < n; c++)
    relevances[c] = -relevances[c];
  rim_order_init (order, relevances, n);
  comparing.units = units = rim_units_new (self, values[RANKS] > 0.0);
  for (guint i = 0; i < n; i++)
    {
      if (gone[order[i]])
        continue;
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      kept[order[i]] = TRUE;
      comparing.best = units + order[i] * self->n;
      comparing.order = order + i + 1;
      rim_parallel_for (n - i - 1, BLOCK, compare_columns, &comparing);
    }
  rim_selection_keep (self, kept);

  return TRUE;
}

static const RimParameter parameters[] = {
  { "least", "|r| not below", 0.9, 0.0, 1.0, FALSE },
  { "ranks", "Of ranks (Spearman)", 0.0, 0.0, 1.0, TRUE },
};

const RimSelector rim_selector_correlation = {
  "correlation", "Correlation clusters", RIM_KIND_ANY, parameters, G_N_ELEMENTS (parameters), run_correlation,
};
