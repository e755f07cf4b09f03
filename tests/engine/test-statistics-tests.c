/* test-statistics-tests.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Tests of hypotheses, one by one and of many columns at once. */

#include <math.h>

#include "core/rim-parallel.h"
#include "rim-test-shuffle.h"
#include "statistics/rim-adjust.h"
#include "statistics/rim-bootstrap.h"
#include "statistics/rim-contingency.h"
#include "statistics/rim-correlation.h"
#include "statistics/rim-distributions.h"
#include "statistics/rim-icc.h"
#include "statistics/rim-kruskal-wallis.h"
#include "statistics/rim-order.h"
#include "statistics/rim-permutation.h"
#include "statistics/rim-roc.h"
#include "statistics/rim-screen.h"
#include "statistics/rim-statistics-error.h"
#include "statistics/rim-two-sample-tests.h"

#define N_ROWS    70
#define N_COLUMNS 150

/* Columns with many ties, with few, with none, and constant ones. */
static void
fill (double *columns,
      guint8 *labels,
      gsize   n_rows,
      gsize   n_columns)
{
  for (gsize row = 0; row < n_rows; row++)
    labels[row] = row < 3 ? 1 : row < 6 ? 0 : (guint8) g_test_rand_int_range (0, 2);

  for (gsize c = 0; c < n_columns; c++)
    for (gsize row = 0; row < n_rows; row++)
      columns[c * n_rows + row] = c % 10 == 9 ? 4.0
                                  : c % 2 == 0 ? g_test_rand_int_range (0, 12)
                                  : g_test_rand_double_range (-5.0, 5.0);
}

static void
assert_same_bits (const RimSignificance *a,
                  const RimSignificance *b)
{
  g_assert_cmpmem (a, sizeof *a, b, sizeof *b);
}

static void
test_order (void)
{
  for (gsize n = 0; n < 100; n++)
    {
      g_autofree double *values = g_new (double, n + 1);
      g_autofree guint32 *order = g_new (guint32, n + 1);

      for (gsize i = 0; i < n; i++)
        values[i] = g_test_rand_int_range (0, 20);
      rim_order_init (order, values, n);
      for (gsize i = 1; i < n; i++)
        g_assert_true (values[order[i - 1]] < values[order[i]] ||
                       (values[order[i - 1]] == values[order[i]] && order[i - 1] < order[i]));
    }
}

static gboolean
test_alone (RimScreenTest    test,
            const double    *values,
            const guint8    *labels,
            gsize            n,
            RimSignificance *found)
{
  if (test == RIM_SCREEN_MANN_WHITNEY)
    return rim_mann_whitney (found, values, labels, n, NULL);

  return rim_t_test (found, values, labels, n, test == RIM_SCREEN_STUDENT, NULL);
}

/* A screen says of each column what a test alone says, on any number of threads. */
static void
test_screen (void)
{
  g_autofree double *columns = g_new (double, N_ROWS * N_COLUMNS);
  g_autoptr(RimOrders) orders = NULL;
  guint8 labels[N_ROWS];
  double aucs[N_COLUMNS];

  fill (columns, labels, N_ROWS, N_COLUMNS);
  orders = rim_orders_new (columns, N_ROWS, N_COLUMNS, NULL);
  g_assert_true (rim_screen_auc (orders, columns, labels, aucs, NULL));

  for (guint test = RIM_SCREEN_WELCH; test <= RIM_SCREEN_MANN_WHITNEY; test++)
    {
      RimSignificance found[N_COLUMNS], serial[N_COLUMNS];

      g_assert_true (rim_screen_test (orders, columns, labels, test, found, NULL));
      rim_parallel_set_n_threads (1);
      g_assert_true (rim_screen_test (orders, columns, labels, test, serial, NULL));
      rim_parallel_set_n_threads (0);
      for (gsize c = 0; c < N_COLUMNS; c++)
        {
          RimSignificance alone;

          assert_same_bits (&found[c], &serial[c]);
          if (test_alone (test, columns + c * N_ROWS, labels, N_ROWS, &alone))
            assert_same_bits (&found[c], &alone);
          else
            g_assert_cmpfloat (found[c].p, ==, 1.0);
        }
    }

  for (gsize c = 0; c < N_COLUMNS; c++)
    {
      g_autoptr(RimRoc) roc = rim_roc_new (columns + c * N_ROWS, labels, N_ROWS, NULL);

      g_assert_cmpfloat (aucs[c], ==, roc->auc);
    }
}

/* Rows of another fold are as if they were not there. */
static void
test_screen_of_a_fold (void)
{
  g_autofree double *columns = g_new (double, N_ROWS * N_COLUMNS);
  g_autofree double *fold = g_new (double, N_ROWS * N_COLUMNS);
  g_autoptr(RimOrders) orders = NULL;
  g_autoptr(RimOrders) of_fold = NULL;
  guint8 labels[N_ROWS], fold_labels[N_ROWS];
  RimSignificance found[N_COLUMNS], expected[N_COLUMNS];
  gsize n = 0;

  fill (columns, labels, N_ROWS, N_COLUMNS);
  for (gsize row = 0; row < N_ROWS; row++)
    if (row % 5 != 4)
      fold_labels[n++] = labels[row];
  for (gsize c = 0, i = 0; c < N_COLUMNS; c++)
    for (gsize row = 0; row < N_ROWS; row++)
      if (row % 5 != 4)
        fold[i++] = columns[c * N_ROWS + row];
  orders = rim_orders_new (columns, N_ROWS, N_COLUMNS, NULL);
  of_fold = rim_orders_new (fold, n, N_COLUMNS, NULL);
  for (gsize row = 4; row < N_ROWS; row += 5)
    labels[row] = RIM_SCREEN_LEFT_OUT;

  for (guint test = RIM_SCREEN_WELCH; test <= RIM_SCREEN_MANN_WHITNEY; test++)
    {
      g_assert_true (rim_screen_test (orders, columns, labels, test, found, NULL));
      g_assert_true (rim_screen_test (of_fold, fold, fold_labels, test, expected, NULL));
      for (gsize c = 0; c < N_COLUMNS; c++)
        assert_same_bits (&found[c], &expected[c]);
    }
}

/* All ways of dealing 4 of 9 ranks, counted one by one. */
static void
test_mann_whitney_exact (void)
{
  const double values[9] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
  guint counts[21] = { 0 };

  for (guint set = 0; set < 512; set++)
    {
      guint u = 0, n = 0;

      for (guint i = 0; i < 9; i++)
        if (set >> i & 1)
          u += i - n++;
      if (n == 4)
        counts[u]++;
    }

  for (guint set = 0; set < 512; set++)
    {
      guint8 labels[9];
      guint n = 0, below = 0;
      RimSignificance found;

      for (guint i = 0; i < 9; i++)
        n += labels[i] = set >> i & 1;
      if (n != 4)
        continue;

      g_assert_true (rim_mann_whitney (&found, values, labels, 9, NULL));
      for (guint u = 0; u <= MIN (found.statistic, 20.0 - found.statistic); u++)
        below += counts[u];
      g_assert_cmpfloat_with_epsilon (found.p, MIN (2.0 * below / 126.0, 1.0), 1e-14);
    }
}

/* No bit depends on the order of rows; classes that change places change the sign. */
static void
test_permuted (void)
{
  for (guint turn = 0; turn < 20; turn++)
    {
      double x[N_ROWS], y[N_ROWS];
      guint8 labels[N_ROWS], others[N_ROWS];
      g_autofree gsize *shuffle = rim_test_shuffle_new (N_ROWS);
      g_autofree double *x_back = NULL;
      g_autofree double *y_back = NULL;
      g_autofree guint8 *labels_back = NULL;
      RimSignificance there, back;
      RimCorrelation r_there, r_back;

      fill (x, labels, N_ROWS, 1);
      for (gsize row = 0; row < N_ROWS; row++)
        {
          y[row] = g_test_rand_double_range (0.0, 1.0) + 0.1 * x[row];
          others[row] = labels[row] == 0;
        }
      x_back = rim_test_shuffle_numbers (shuffle, x, N_ROWS);
      y_back = rim_test_shuffle_numbers (shuffle, y, N_ROWS);
      labels_back = rim_test_shuffle_labels (shuffle, labels, N_ROWS);

      for (guint test = RIM_SCREEN_WELCH; test <= RIM_SCREEN_MANN_WHITNEY; test++)
        {
          g_assert_true (test_alone (test, y, labels, N_ROWS, &there));
          g_assert_true (test_alone (test, y_back, labels_back, N_ROWS, &back));
          assert_same_bits (&there, &back);
          g_assert_true (test_alone (test, y, others, N_ROWS, &back));
          g_assert_cmpfloat_with_epsilon (back.p, there.p, 1e-12);
        }
      g_assert_true (rim_correlation_init_pearson (&r_there, x, y, N_ROWS, NULL));
      g_assert_true (rim_correlation_init_pearson (&r_back, x_back, y_back, N_ROWS, NULL));
      g_assert_cmpmem (&r_there, sizeof r_there, &r_back, sizeof r_back);
      g_assert_true (rim_correlation_init_spearman (&r_there, x, y, N_ROWS, NULL));
      g_assert_true (rim_correlation_init_spearman (&r_back, x_back, y_back, N_ROWS, NULL));
      g_assert_cmpmem (&r_there, sizeof r_there, &r_back, sizeof r_back);
    }
}

/* Of two groups, H is the square of the z of Mann and Whitney without continuity. */
static void
test_kruskal_wallis (void)
{
  double values[N_ROWS];
  guint8 labels[N_ROWS];
  guint32 groups[N_ROWS];
  RimSignificance found, u;
  double n[2] = { 0, 0 }, ties = 0.0, variance;

  fill (values, labels, N_ROWS, 1);
  for (gsize row = 0; row < N_ROWS; row++)
    {
      double same = 0.0;

      groups[row] = labels[row];
      n[labels[row]]++;
      for (gsize other = 0; other < N_ROWS; other++)
        same += values[other] == values[row];
      ties += same * same - 1.0;
    }
  variance = n[0] * n[1] / 12.0 * (N_ROWS + 1.0 - ties / (N_ROWS * (N_ROWS - 1.0)));
  g_assert_true (rim_kruskal_wallis (&found, values, groups, N_ROWS, 2, NULL));
  g_assert_true (rim_mann_whitney (&u, values, labels, N_ROWS, NULL));
  g_assert_cmpfloat_with_epsilon (found.statistic, pow (u.statistic - n[0] * n[1] / 2.0, 2.0) / variance, 1e-10);
}

static void
test_adjusted_keep_order (void)
{
  double p[40], adjusted[40];

  for (guint i = 0; i < 40; i++)
    p[i] = g_test_rand_int_range (0, 30) / 29.0;
  for (guint a = RIM_ADJUSTMENT_NONE; a <= RIM_ADJUSTMENT_BONFERRONI; a++)
    {
      rim_adjust (p, 40, a, adjusted);
      for (guint i = 0; i < 40; i++)
        {
          g_assert_true (adjusted[i] >= p[i] && adjusted[i] <= 1.0);
          for (guint j = 0; j < 40; j++)
            g_assert_true (p[i] > p[j] || adjusted[i] <= adjusted[j]);
        }
    }
}

static void
assert_code (GError             **error,
             RimStatisticsError   code)
{
  g_assert_error (*error, RIM_STATISTICS_ERROR, (gint) code);
  g_clear_error (error);
}

static void
test_bad_input (void)
{
  const double values[] = { 1, 1, 2, 2 }, same[] = { 3, 3, 3, 3 }, missing[] = { 1, 2, 3, NAN };
  const guint8 halves[] = { 0, 0, 1, 1 }, one[] = { 1, 0, 0, 0 }, all[] = { 1, 1, 1, 1 };
  const guint32 groups[] = { 0, 0, 2, 2 };
  const gsize empty[] = { 0, 0, 3, 4 };
  g_autoptr(GError) error = NULL;
  g_autoptr(RimOrders) orders = rim_orders_new (values, 4, 1, NULL);
  RimSignificance found;
  RimCorrelation r;

  g_assert_false (rim_t_test (&found, values, halves, 4, FALSE, &error));
  assert_code (&error, RIM_STATISTICS_ERROR_CONSTANT);
  g_assert_false (rim_t_test (&found, values, one, 4, FALSE, &error));
  assert_code (&error, RIM_STATISTICS_ERROR_TOO_FEW);
  g_assert_false (rim_t_test (&found, values, all, 4, FALSE, &error));
  assert_code (&error, RIM_STATISTICS_ERROR_ONE_CLASS);
  g_assert_false (rim_mann_whitney (&found, same, halves, 4, &error));
  assert_code (&error, RIM_STATISTICS_ERROR_CONSTANT);
  g_assert_false (rim_mann_whitney (&found, missing, halves, 4, &error));
  assert_code (&error, RIM_STATISTICS_ERROR_NOT_FINITE);
  g_assert_false (rim_kruskal_wallis (&found, values, groups, 4, 3, &error));
  g_assert_cmpstr (error->message, ==, "Group 2 has no rows");
  assert_code (&error, RIM_STATISTICS_ERROR_TOO_FEW);
  g_assert_false (rim_chi2_test (&found, empty, 2, 2, TRUE, &error));
  assert_code (&error, RIM_STATISTICS_ERROR_CONSTANT);
  g_assert_false (rim_fisher_exact (&found, empty, &error));
  assert_code (&error, RIM_STATISTICS_ERROR_CONSTANT);
  g_assert_false (rim_correlation_init_pearson (&r, values, same, 4, &error));
  assert_code (&error, RIM_STATISTICS_ERROR_CONSTANT);
  g_assert_false (rim_correlation_init_spearman (&r, values, values, 2, &error));
  assert_code (&error, RIM_STATISTICS_ERROR_TOO_FEW);
  g_assert_null (rim_orders_new (missing, 2, 2, &error));
  g_assert_cmpstr (error->message, ==, "Row 2 of column 2 is not a finite number");
  assert_code (&error, RIM_STATISTICS_ERROR_NOT_FINITE);
  g_assert_false (rim_screen_test (orders, values, one, RIM_SCREEN_WELCH, &found, &error));
  assert_code (&error, RIM_STATISTICS_ERROR_TOO_FEW);
  g_assert_false (rim_screen_auc (orders, values, all, &r.p, &error));
  assert_code (&error, RIM_STATISTICS_ERROR_ONE_CLASS);
}

static double
random_number (void)
{
  const double extremes[] = { 0.0, -0.0, 1e300, -1e300, 1e-310, 1.0, 1.0 + 1e-16, -1.0, 1e8 };

  return extremes[g_test_rand_int_range (0, G_N_ELEMENTS (extremes))];
}

/* Whatever the numbers, there is a probability or an error. */
static void
test_extremes (void)
{
  for (guint turn = 0; turn < 5000; turn++)
    {
      const gsize n = (gsize) g_test_rand_int_range (0, 9);
      double x[9], y[9];
      guint8 labels[9];
      RimSignificance found = { 0 };
      RimCorrelation r = { 0 };

      for (gsize row = 0; row < n; row++)
        {
          x[row] = random_number ();
          y[row] = random_number ();
          labels[row] = (guint8) g_test_rand_int_range (0, 2);
        }
      for (guint test = RIM_SCREEN_WELCH; test <= RIM_SCREEN_MANN_WHITNEY; test++)
        if (test_alone (test, x, labels, n, &found))
          g_assert_true (found.p >= 0.0 && found.p <= 1.0 && !isnan (found.statistic));
      if (rim_correlation_init_pearson (&r, x, y, n, NULL))
        g_assert_true (r.p >= 0.0 && r.p <= 1.0 && r.r.low <= r.r.value && r.r.value <= r.r.high);
      if (rim_correlation_init_spearman (&r, x, y, n, NULL))
        g_assert_true (r.p >= 0.0 && r.p <= 1.0 && r.r.low <= r.r.value && r.r.value <= r.r.high);
    }
}

static double
find_mean (const guint32 *rows,
           gsize          n,
           gpointer       data)
{
  const double *values = data;
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += values[rows[i]];

  return sum / (double) n;
}

/* NAN where a row is not drawn. */
static double
find_only_with_first (const guint32 *rows,
                      gsize          n,
                      gpointer       data)
{
  for (gsize i = 0; i < n; i++)
    if (rows[i] == 0)
      return find_mean (rows, n, data);

  return NAN;
}

static double
find_nothing (const guint32 *rows,
              gsize          n,
              gpointer       data)
{
  return NAN;
}

/* The same replicates on any number of threads; a mean varies as it has to. */
static void
test_bootstrap (void)
{
  double values[N_ROWS], squares = 0.0;
  guint8 strata[N_ROWS];
  RimBootstrap found, serial, other, stratified;

  for (gsize row = 0; row < N_ROWS; row++)
    {
      values[row] = 10.0 * (row % 2) + g_test_rand_double_range (0.0, 1.0);
      strata[row] = row % 2 ? 200 : 3;
    }
  g_assert_true (rim_bootstrap_init (&found, find_mean, values, N_ROWS, NULL, 2000, 1, NULL));
  rim_parallel_set_n_threads (1);
  g_assert_true (rim_bootstrap_init (&serial, find_mean, values, N_ROWS, NULL, 2000, 1, NULL));
  rim_parallel_set_n_threads (0);
  g_assert_cmpmem (&found, sizeof found, &serial, sizeof serial);
  g_assert_true (rim_bootstrap_init (&other, find_mean, values, N_ROWS, NULL, 2000, 2, NULL));
  g_assert_cmpfloat (found.percentile.low, !=, other.percentile.low);

  for (gsize row = 0; row < N_ROWS; row++)
    squares += (values[row] - found.value) * (values[row] - found.value);
  g_assert_cmpfloat_with_epsilon (found.standard_error / (sqrt (squares) / N_ROWS), 1.0, 0.1);
  g_assert_true (found.percentile.low < found.value && found.value < found.percentile.high);
  g_assert_true (found.bca.low < found.value && found.value < found.bca.high);

  g_assert_true (rim_bootstrap_init (&stratified, find_mean, values, N_ROWS, strata, 2000, 1, NULL));
  g_assert_cmpfloat (stratified.standard_error, <, found.standard_error / 5.0);
}

static void
test_bootstrap_without_values (void)
{
  double values[N_ROWS] = { 1.0, 2.0, 3.0 };
  RimBootstrap found;
  g_autoptr(GError) error = NULL;

  g_assert_true (rim_bootstrap_init (&found, find_only_with_first, values, N_ROWS, NULL, 500, 1, NULL));
  g_assert_cmpuint (found.n_failed, >, 100);
  g_assert_cmpuint (found.n_failed + found.n_replicates, ==, 500);
  g_assert_true (isnan (found.bca.low) && isfinite (found.percentile.low));
  g_assert_false (rim_bootstrap_init (&found, find_nothing, values, N_ROWS, NULL, 500, 1, &error));
  assert_code (&error, RIM_STATISTICS_ERROR_NOT_FINITE);
  g_assert_false (rim_bootstrap_init (&found, find_mean, values, 1, NULL, 500, 1, &error));
  assert_code (&error, RIM_STATISTICS_ERROR_TOO_FEW);
}

/* Dealt often enough, labels give what the exact test says; the order of rows is nothing. */
static void
test_permutation (void)
{
  double values[24];
  guint8 labels[24];
  g_autofree gsize *shuffle = rim_test_shuffle_new (24);
  g_autofree double *values_back = NULL;
  g_autofree guint8 *labels_back = NULL;
  RimPermutation found, back;
  RimSignificance exact;
  g_autoptr(RimRoc) roc = NULL;

  for (gsize row = 0; row < 24; row++)
    {
      labels[row] = row % 3 == 0;
      values[row] = g_test_rand_double_range (0.0, 3.0) + labels[row];
    }
  values_back = rim_test_shuffle_numbers (shuffle, values, 24);
  labels_back = rim_test_shuffle_labels (shuffle, labels, 24);
  g_assert_true (rim_permutation_init_auc (&found, values, labels, 24, 20000, 3, NULL));
  g_assert_true (rim_permutation_init_auc (&back, values_back, labels_back, 24, 20000, 3, NULL));
  g_assert_cmpmem (&found, sizeof found, &back, sizeof back);
  g_assert_true (rim_mann_whitney (&exact, values, labels, 24, NULL));
  roc = rim_roc_new (values, labels, 24, NULL);
  g_assert_cmpfloat (found.auc, ==, roc->auc);
  g_assert_cmpfloat_with_epsilon (found.p, exact.p, 0.02);
}

/* Of each column of a table of each reader what is said of that column alone. */
static void
test_icc_screen (void)
{
  g_autofree double *first = g_new (double, N_ROWS * N_COLUMNS);
  g_autofree double *second = g_new (double, N_ROWS * N_COLUMNS);
  const double *tables[] = { first, second };
  guint8 labels[N_ROWS];
  RimIcc iccs[N_COLUMNS], alone;
  double pairs[2 * N_ROWS];
  g_autoptr(GError) error = NULL;

  fill (first, labels, N_ROWS, N_COLUMNS);
  for (gsize i = 0; i < N_ROWS * N_COLUMNS; i++)
    second[i] = i / N_ROWS % 10 == 9 ? 5.0 : first[i] + g_test_rand_double_range (-1.0, 1.0);
  g_assert_true (rim_icc_screen (iccs, tables, 2, N_ROWS, N_COLUMNS, NULL));

  for (gsize c = 0; c < N_COLUMNS; c++)
    {
      for (gsize row = 0; row < N_ROWS; row++)
        {
          pairs[2 * row] = first[c * N_ROWS + row];
          pairs[2 * row + 1] = second[c * N_ROWS + row];
        }
      g_assert_true (rim_icc_init (&alone, pairs, N_ROWS, 2, NULL));
      g_assert_cmpmem (&iccs[c], sizeof alone, &alone, sizeof alone);
      g_assert_true (c % 10 == 9 ? isnan (alone.icc_1_1.value)
                                 : alone.icc_1_1.low < alone.icc_1_1.value && alone.icc_1_1.value < alone.icc_1_1.high);
    }

  second[N_ROWS + 2] = NAN;
  g_assert_false (rim_icc_screen (iccs, tables, 2, N_ROWS, N_COLUMNS, &error));
  g_assert_cmpstr (error->message, ==, "Reader 2 has no finite number in row 3 of column 2");
  assert_code (&error, RIM_STATISTICS_ERROR_NOT_FINITE);
  g_assert_false (rim_icc_init (&alone, pairs, 1, 2, &error));
  assert_code (&error, RIM_STATISTICS_ERROR_TOO_FEW);
}

/* Quantiles and tails undo each other, far out, too, and tails only fall. */
static void
test_distributions (void)
{
  for (guint turn = 0; turn < 1000; turn++)
    {
      const double tail = pow (10.0, g_test_rand_double_range (-12.0, -0.31));
      const double freedom = pow (10.0, g_test_rand_double_range (-0.3, 4.0));
      const double x = pow (10.0, g_test_rand_double_range (-4.0, 4.0));

      g_assert_cmpfloat_with_epsilon (rim_normal_tail (-rim_normal_quantile (tail)) / tail, 1.0, 1e-12);
      g_assert_cmpfloat_with_epsilon (rim_t_tail (-rim_t_quantile (tail, freedom), freedom) / tail, 1.0, 1e-9);
      g_assert_cmpfloat_with_epsilon (1.0 - rim_chi2_tail (rim_chi2_quantile (1.0 - tail, freedom), freedom),
                                      1.0 - tail, 1e-10);
      g_assert_cmpfloat (rim_normal_tail (x), <=, rim_normal_tail (x * 0.9));
      g_assert_cmpfloat (rim_chi2_tail (x, freedom), <=, rim_chi2_tail (x * 0.9, freedom) * (1.0 + 1e-10));
      g_assert_cmpfloat (rim_t_tail (x, freedom), <=, rim_t_tail (x * 0.9, freedom) * (1.0 + 1e-10));
      g_assert_cmpfloat_with_epsilon (rim_t_tail (x, freedom) + rim_t_tail (-x, freedom), 1.0, 1e-15);
    }
  g_assert_cmpfloat (rim_normal_quantile (0.5), ==, 0.0);
  g_assert_cmpfloat (rim_t_quantile (0.5, 3.0), ==, 0.0);
  g_assert_cmpfloat (rim_t_tail (INFINITY, 3.0), ==, 0.0);
  g_assert_cmpfloat (rim_chi2_tail (INFINITY, 3.0), ==, 0.0);
  g_assert_true (isnan (rim_normal_quantile (0.0)) && isnan (rim_chi2_quantile (0.5, 0.0)));
  g_assert_true (isnan (rim_t_quantile (1.0, 2.0)) && isnan (rim_t_quantile (0.2, NAN)));
  g_assert_cmpfloat (rim_binomial_probability (5, 5, 0.3), ==, 1.0);
  g_assert_cmpfloat (rim_binomial_probability (0, 5, 1.0), ==, 0.0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/statistics/order", test_order);
  g_test_add_func ("/statistics/screen", test_screen);
  g_test_add_func ("/statistics/screen-of-a-fold", test_screen_of_a_fold);
  g_test_add_func ("/statistics/mann-whitney-exact", test_mann_whitney_exact);
  g_test_add_func ("/statistics/permuted", test_permuted);
  g_test_add_func ("/statistics/kruskal-wallis", test_kruskal_wallis);
  g_test_add_func ("/statistics/adjusted-keep-order", test_adjusted_keep_order);
  g_test_add_func ("/statistics/bad-input", test_bad_input);
  g_test_add_func ("/statistics/bootstrap", test_bootstrap);
  g_test_add_func ("/statistics/bootstrap-without-values", test_bootstrap_without_values);
  g_test_add_func ("/statistics/permutation", test_permutation);
  g_test_add_func ("/statistics/extremes", test_extremes);
  g_test_add_func ("/statistics/icc-screen", test_icc_screen);
  g_test_add_func ("/statistics/distributions", test_distributions);

  return g_test_run ();
}
