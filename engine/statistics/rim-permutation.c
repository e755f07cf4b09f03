/* rim-permutation.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-permutation.h"

#include "core/rim-parallel.h"
#include "core/rim-random.h"
#include "statistics/rim-check-private.h"
#include "statistics/rim-order.h"

#define BLOCK 32

/* Ranks are doubled, so that they are whole and no tie is decided by rounding. */
typedef struct
{
  const guint64 *ranks;            /* from the lowest score to the highest */
  gsize          n;
  gsize          n_drawn;          /* of the smaller class */
  gint64         expected;         /* of their sum */
  gint64         away;             /* of the cohort's own sum */
  guint64        seed;
  guint8        *is_extreme;
} Deal;

/* Draws as many rows as the smaller class has, each at most once. */
static gint64
draw_sum (const Deal *deal,
          guint32    *places,
          RimRandom  *random)
{
  gint64 sum = 0;

  for (gsize i = 0; i < deal->n; i++)
    places[i] = (guint32) i;
  for (gsize i = 0; i < deal->n_drawn; i++)
    {
      const gsize other = i + rim_random_below (random, deal->n - i);
      const guint32 place = places[other];

      places[other] = places[i];
      sum += (gint64) deal->ranks[place];
    }

  return sum;
}

static void
deal_labels (gsize    begin,
             gsize    end,
             gpointer data)
{
  const Deal *deal = data;
  g_autofree guint32 *places = g_new (guint32, deal->n);

  for (gsize permutation = begin; permutation < end; permutation++)
    {
      RimRandom random;
      gint64 away;

      rim_random_init_stream (&random, deal->seed, permutation);
      away = draw_sum (deal, places, &random) - deal->expected;
      deal->is_extreme[permutation] = ABS (away) >= deal->away;
    }
}

/**
 * rim_permutation_init_auc:
 * @self: (out): the test
 * @scores: n numbers
 * @labels: n classes, 1 or 0
 * @n: how many rows
 * @n_permutations: how often labels are dealt anew, at least 1
 * @seed: that deals them the same again
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * The cohort itself counts as one of the permutations (Phipson and Smyth 2010), so that p
 * is never 0. Neither the order of rows nor the number of threads changes it.
 *
 * Returns: %FALSE where there is one class only or a score is not finite
 */
gboolean
rim_permutation_init_auc (RimPermutation  *self,
                          const double    *scores,
                          const guint8    *labels,
                          gsize            n,
                          gsize            n_permutations,
                          guint64          seed,
                          GError         **error)
{
  g_autofree guint32 *order = NULL;
  g_autofree double *ranks = NULL;
  g_autofree guint64 *doubled = NULL;
  g_autofree guint8 *is_extreme = NULL;
  gsize n_positive, n_negative;
  gint64 sum = 0, away;
  Deal deal;

  if (!rim_check_labels (labels, n, &n_positive, error) || !rim_check_finite (scores, n, "scores", error))
    return FALSE;

  n_negative = n - n_positive;
  order = g_new (guint32, n);
  ranks = g_new (double, n);
  doubled = g_new (guint64, n);
  rim_order_init (order, scores, n);
  rim_order_find_ranks (order, scores, n, ranks);
  for (gsize i = 0; i < n; i++)
    {
      doubled[i] = (guint64) (2.0 * ranks[order[i]]);
      sum += labels[order[i]] != 0 ? (gint64) doubled[i] : 0;
    }

  /* The sums of both classes are equally far from what is expected. */
  away = sum - (gint64) (n_positive * (n + 1));
  is_extreme = g_new (guint8, n_permutations);
  deal = (Deal) { doubled, n, MIN (n_positive, n_negative), (gint64) (MIN (n_positive, n_negative) * (n + 1)),
                  ABS (away), seed, is_extreme };
  rim_parallel_for (n_permutations, BLOCK, deal_labels, &deal);

  *self = (RimPermutation) { .n_permutations = n_permutations };
  self->auc = (double) (sum - (gint64) (n_positive * (n_positive + 1))) /
              (2.0 * (double) n_positive * (double) n_negative);
  for (gsize i = 0; i < n_permutations; i++)
    self->n_extreme += is_extreme[i];
  self->p = (double) (self->n_extreme + 1) / (double) (n_permutations + 1);

  return TRUE;
}
