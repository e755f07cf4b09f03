/* rim-reclassification.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-reclassification.h"

#include <math.h>

#include "statistics/rim-check-private.h"
#include "statistics/rim-order.h"
#include "statistics/rim-wald-private.h"

/* Of one class. */
typedef struct
{
  double n;
  double up;
  double down;
  double mean;                     /* of how far probabilities rise */
  double squares;                  /* of differences to it */
} Moves;

static RimImprovement
conclude (double value,
          double variance)
{
  /* Rounding may leave less than nothing of a difference of squares. */
  const double rest = MAX (variance, 0.0);

  return (RimImprovement) { rim_wald_estimate (value, rest), sqrt (rest), rim_wald_test (value, rest).p };
}

static guint
find_category (double        probability,
               const double *cutoffs,
               guint         n_cutoffs)
{
  guint category = 0;

  while (category < n_cutoffs && probability >= cutoffs[category])
    category++;

  return category;
}

static int
find_move (double        before,
           double        after,
           const double *cutoffs,
           guint         n_cutoffs)
{
  guint from, to;

  if (n_cutoffs == 0)
    return (after > before) - (after < before);

  from = find_category (before, cutoffs, n_cutoffs);
  to = find_category (after, cutoffs, n_cutoffs);

  return (to > from) - (to < from);
}

/* Sums go from the smallest rise to the largest, so that the order of rows is nothing. */
static void
find_moves (Moves         moves[2],
            const double *before,
            const double *after,
            const guint8 *labels,
            gsize         n,
            const double *cutoffs,
            guint         n_cutoffs)
{
  g_autofree double *rises = g_new (double, n);
  g_autofree guint32 *order = g_new (guint32, n);

  for (gsize row = 0; row < n; row++)
    {
      Moves *of_class = &moves[labels[row] != 0];
      const int move = find_move (before[row], after[row], cutoffs, n_cutoffs);

      of_class->n += 1.0;
      of_class->up += move > 0;
      of_class->down += move < 0;
      rises[row] = after[row] - before[row];
    }

  rim_order_init (order, rises, n);
  for (gsize i = 0; i < n; i++)
    moves[labels[order[i]] != 0].mean += rises[order[i]];
  moves[0].mean /= moves[0].n;
  moves[1].mean /= moves[1].n;
  for (gsize i = 0; i < n; i++)
    {
      Moves *of_class = &moves[labels[order[i]] != 0];
      const double away = rises[order[i]] - of_class->mean;

      of_class->squares += away * away;
    }
}

static double
find_nri_variance (const Moves *moves)
{
  const double net = moves->up - moves->down;

  return (moves->up + moves->down) / (moves->n * moves->n) - net * net / (moves->n * moves->n * moves->n);
}

/**
 * rim_reclassification_init:
 * @self: (out): what changes
 * @before: n probabilities of the first model
 * @after: n probabilities of the second model
 * @labels: n classes, 1 or 0
 * @n: how many rows
 * @cutoffs: (nullable): from low to high, of categories; a probability at one is above it
 * @n_cutoffs: how many; with 0 the index is the continuous one, that counts every change
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Pencina 2008 (doi:10.1002/sim.2929) and 2011 (doi:10.1002/sim.4085), with the variances
 * of multinomial counts and of means. The index of two models that were fitted to these
 * rows is optimistic.
 *
 * Returns: %FALSE where a class has fewer than two rows or a number is no probability
 */
gboolean
rim_reclassification_init (RimReclassification  *self,
                           const double         *before,
                           const double         *after,
                           const guint8         *labels,
                           gsize                 n,
                           const double         *cutoffs,
                           guint                 n_cutoffs,
                           GError              **error)
{
  Moves moves[2] = { 0 };
  double variances[2];
  gsize n_positive;

  if (!rim_check_labels (labels, n, &n_positive, error) || !rim_check_probabilities (before, n, error) ||
      !rim_check_probabilities (after, n, error))
    return FALSE;
  if (n_positive < 2 || n - n_positive < 2)
    {
      g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_TOO_FEW,
                           "Of one of the classes there is one row only, which has no variance");
      return FALSE;
    }

  find_moves (moves, before, after, labels, n, cutoffs, n_cutoffs);
  variances[0] = find_nri_variance (&moves[0]);
  variances[1] = find_nri_variance (&moves[1]);
  self->nri_positive = conclude ((moves[1].up - moves[1].down) / moves[1].n, variances[1]);
  self->nri_negative = conclude ((moves[0].down - moves[0].up) / moves[0].n, variances[0]);
  self->nri = conclude (self->nri_positive.estimate.value + self->nri_negative.estimate.value,
                        variances[0] + variances[1]);
  self->idi = conclude (moves[1].mean - moves[0].mean,
                        moves[0].squares / (moves[0].n * (moves[0].n - 1.0)) +
                        moves[1].squares / (moves[1].n * (moves[1].n - 1.0)));

  return TRUE;
}
