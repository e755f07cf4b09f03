/* test-statistics-roc.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Curves, areas, cut-offs and what they make of a cohort. */

#include <math.h>

#include "rim-test-shuffle.h"
#include "statistics/rim-confusion.h"
#include "statistics/rim-delong.h"
#include "statistics/rim-proportion.h"
#include "statistics/rim-roc.h"
#include "statistics/rim-statistics-error.h"

#define N 60

/* Scores with ties, and both classes. */
static void
fill (double *scores,
      guint8 *labels,
      gsize   n)
{
  for (gsize row = 0; row < n; row++)
    {
      labels[row] = row < 2 ? 1 : row < 4 ? 0 : (guint8) g_test_rand_int_range (0, 2);
      scores[row] = g_test_rand_int_range (-8, 9) / 4.0 + 0.5 * labels[row];
    }
}

static double
count_pairs (const double *scores,
             const guint8 *labels,
             gsize         n)
{
  double wins = 0.0, pairs = 0.0;

  for (gsize a = 0; a < n; a++)
    for (gsize b = 0; b < n; b++)
      if (labels[a] && !labels[b])
        {
          wins += scores[a] > scores[b] ? 1.0 : scores[a] == scores[b] ? 0.5 : 0.0;
          pairs += 1.0;
        }

  return wins / pairs;
}

/* The area is that of all pairs and of all trapezoids, and turns round with the scores. */
static void
test_area (void)
{
  for (guint turn = 0; turn < 50; turn++)
    {
      double scores[N], turned[N];
      guint8 labels[N];
      g_autoptr(RimRoc) roc = NULL;
      g_autoptr(RimRoc) back = NULL;

      fill (scores, labels, N);
      for (gsize row = 0; row < N; row++)
        turned[row] = -3.0 * scores[row] + 1.0;
      roc = rim_roc_new (scores, labels, N, NULL);
      back = rim_roc_new (turned, labels, N, NULL);

      g_assert_cmpfloat (roc->auc, ==, count_pairs (scores, labels, N));
      g_assert_cmpfloat_with_epsilon (roc->auc + back->auc, 1.0, 1e-15);
      g_assert_cmpfloat_with_epsilon (rim_roc_get_partial_auc (roc, 0.0, 1.0), roc->auc, 1e-14);
      g_assert_cmpfloat_with_epsilon (rim_roc_get_partial_auc (roc, 0.0, 0.3) + rim_roc_get_partial_auc (roc, 0.3, 1.0),
                                      roc->auc, 1e-14);
      g_assert_cmpfloat (roc->points[0].score, ==, INFINITY);
      g_assert_cmpuint (roc->points[roc->n_points - 1].true_positive, ==, roc->n_positive);
      g_assert_cmpuint (roc->points[roc->n_points - 1].false_positive, ==, roc->n_negative);
    }
}

/* The cut-off of a point makes of the cohort what the point says. */
static void
test_cutoffs (void)
{
  double scores[N];
  guint8 labels[N];
  g_autoptr(RimRoc) roc = NULL;
  double best = -1.0;

  fill (scores, labels, N);
  roc = rim_roc_new (scores, labels, N, NULL);
  for (gsize p = 0; p < roc->n_points; p++)
    {
      RimConfusion confusion;

      g_assert_true (rim_confusion_init (&confusion, scores, labels, N, rim_roc_get_cutoff (roc, p), NULL));
      g_assert_cmpuint (confusion.true_positive, ==, roc->points[p].true_positive);
      g_assert_cmpuint (confusion.false_positive, ==, roc->points[p].false_positive);
      best = MAX (best, rim_roc_get_sensitivity (roc, p) + rim_roc_get_specificity (roc, p) - 1.0);
    }
  {
    const gsize youden = rim_roc_find_youden (roc);

    g_assert_cmpfloat_with_epsilon (rim_roc_get_sensitivity (roc, youden) + rim_roc_get_specificity (roc, youden) - 1.0,
                                    best, 1e-15);
  }
}

/* Of three points with an index of 0.5 the middle one is taken. */
static void
test_youden_ties (void)
{
  const double scores[] = { 8, 7, 6, 5, 4, 3, 2, 1 };
  const guint8 labels[] = { 1, 1, 0, 1, 0, 1, 0, 0 };
  g_autoptr(RimRoc) roc = rim_roc_new (scores, labels, 8, NULL);

  g_assert_cmpuint (rim_roc_find_youden (roc), ==, 4);
  g_assert_cmpfloat (rim_roc_get_cutoff (roc, 4), ==, 4.5);
}

static void
assert_same_bits (gconstpointer a,
                  gconstpointer b,
                  gsize         size)
{
  g_assert_cmpmem (a, size, b, size);
}

/* Neither the order of rows nor a scale that keeps their order changes a bit. */
static void
test_permuted (void)
{
  for (guint turn = 0; turn < 20; turn++)
    {
      double first[N], second[N];
      guint8 labels[N];
      RimDelong there, back;
      RimDelongTest there_test, back_test;
      g_autofree gsize *shuffle = rim_test_shuffle_new (N);
      g_autofree double *first_back = NULL;
      g_autofree double *second_back = NULL;
      g_autofree guint8 *labels_back = NULL;

      fill (first, labels, N);
      for (gsize row = 0; row < N; row++)
        second[row] = g_test_rand_int_range (0, 7);
      first_back = rim_test_shuffle_numbers (shuffle, first, N);
      second_back = rim_test_shuffle_numbers (shuffle, second, N);
      labels_back = rim_test_shuffle_labels (shuffle, labels, N);
      for (gsize row = 0; row < N; row++)
        first_back[row] = exp (first_back[row]);

      g_assert_true (rim_delong_init (&there, first, labels, N, NULL));
      g_assert_true (rim_delong_init (&back, first_back, labels_back, N, NULL));
      g_assert_true (rim_delong_compare_paired (&there_test, first, second, labels, N, NULL));
      g_assert_true (rim_delong_compare_paired (&back_test, first_back, second_back, labels_back, N, NULL));
      assert_same_bits (&there, &back, sizeof there);
      assert_same_bits (&there_test, &back_test, sizeof there_test);
    }
}

/* A score against itself, on any scale, is no different. */
static void
test_same_scores (void)
{
  double scores[N], scaled[N];
  guint8 labels[N];
  RimDelongTest test;

  fill (scores, labels, N);
  for (gsize row = 0; row < N; row++)
    scaled[row] = 100.0 * scores[row] - 7.0;

  g_assert_true (rim_delong_compare_paired (&test, scores, scaled, labels, N, NULL));
  g_assert_cmpfloat (test.statistic, ==, 0.0);
  g_assert_cmpfloat (test.p, ==, 1.0);
  g_assert_cmpfloat (test.difference.value, ==, 0.0);
}

/* What is told apart without a fault has no variance, and is compared all the same. */
static void
test_perfect (void)
{
  const double scores[] = { 1, 2, 3, 4, 5, 6 };
  const double worst[] = { 6, 5, 4, 3, 2, 1 };
  const guint8 labels[] = { 0, 0, 0, 1, 1, 1 };
  RimDelong delong, against;
  RimDelongTest test;

  g_assert_true (rim_delong_init (&delong, scores, labels, 6, NULL));
  g_assert_true (rim_delong_init (&against, worst, labels, 6, NULL));
  g_assert_cmpfloat (delong.auc.value, ==, 1.0);
  g_assert_cmpfloat (delong.auc.low, ==, 1.0);
  g_assert_cmpfloat (delong.variance, ==, 0.0);

  rim_delong_compare_unpaired (&test, &delong, &against);
  g_assert_cmpfloat (test.difference.value, ==, 1.0);
  g_assert_cmpfloat (test.p, ==, 0.0);
  rim_delong_compare_unpaired (&test, &delong, &delong);
  g_assert_cmpfloat (test.p, ==, 1.0);
}

static void
test_bad_input (void)
{
  const double scores[] = { 1, 2, NAN, 4 };
  const guint8 positive[] = { 1, 1, 1, 1 };
  const guint8 mixed[] = { 1, 0, 0, 0 };
  g_autoptr(GError) one_class = NULL;
  g_autoptr(GError) missing = NULL;
  g_autoptr(GError) empty = NULL;
  g_autoptr(GError) few = NULL;
  RimDelong delong;
  RimConfusion confusion;

  g_assert_null (rim_roc_new (scores, positive, 4, &one_class));
  g_assert_error (one_class, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_ONE_CLASS);
  g_assert_cmpstr (one_class->message, ==, "All 4 rows are of one class, the positive one");
  g_assert_null (rim_roc_new (scores, mixed, 4, &missing));
  g_assert_error (missing, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_NOT_FINITE);
  g_assert_cmpstr (missing->message, ==, "Row 3 of the scores is not a finite number");
  g_assert_null (rim_roc_new (NULL, NULL, 0, &empty));
  g_assert_error (empty, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_TOO_FEW);
  g_assert_false (rim_delong_init (&delong, scores, mixed, 2, &few));
  g_assert_error (few, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_TOO_FEW);
  g_assert_false (rim_confusion_init (&confusion, scores, mixed, 2, NAN, NULL));
  g_assert_false (rim_confusion_init (&confusion, scores, mixed, 4, 0.0, NULL));
  g_assert_false (rim_confusion_init (&confusion, scores, mixed, 0, 0.0, NULL));
}

/* A proportion of nothing is none, and all else is a number. */
static void
test_empty_margins (void)
{
  const RimConfusion nobody_called = { 0, 0, 7, 3 };
  const RimConfusion all_right = { 10, 0, 0, 0 };
  RimConfusionMeasures found;

  rim_confusion_measure (&nobody_called, &found);
  g_assert_true (isnan (found.ppv.value));
  g_assert_cmpfloat (found.sensitivity.value, ==, 0.0);
  g_assert_cmpfloat (found.sensitivity.low, ==, 0.0);
  g_assert_cmpfloat (found.sensitivity.high, >, 0.0);
  g_assert_cmpfloat (found.f1, ==, 0.0);
  g_assert_cmpfloat (found.mcc, ==, 0.0);
  g_assert_cmpfloat (found.kappa, ==, 0.0);

  rim_confusion_measure (&all_right, &found);
  g_assert_true (isnan (found.specificity.value));
  g_assert_cmpfloat (found.kappa, ==, 1.0);
  g_assert_cmpfloat (found.accuracy.high, ==, 1.0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/statistics/roc/area", test_area);
  g_test_add_func ("/statistics/roc/cutoffs", test_cutoffs);
  g_test_add_func ("/statistics/roc/youden-ties", test_youden_ties);
  g_test_add_func ("/statistics/roc/permuted", test_permuted);
  g_test_add_func ("/statistics/roc/same-scores", test_same_scores);
  g_test_add_func ("/statistics/roc/perfect", test_perfect);
  g_test_add_func ("/statistics/roc/bad-input", test_bad_input);
  g_test_add_func ("/statistics/roc/empty-margins", test_empty_margins);

  return g_test_run ();
}
