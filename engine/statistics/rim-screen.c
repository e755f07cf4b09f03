/* rim-screen.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-screen.h"

#include "core/rim-parallel.h"
#include "statistics/rim-statistics-error.h"
#include "statistics/rim-two-sample-private.h"

#define BLOCK 64

typedef struct
{
  const RimOrders          *orders;
  const double             *columns;
  const RimScreenColumn    *places;        /* where columns stand alone */
  const guint8             *labels;
  RimScreenTest             test;
  const RimMannWhitneyNull *null;
  RimSignificance          *significances;
  double                   *aucs;
} Screening;

static void
init_column (RimTwoSample    *sample,
             const Screening *screening,
             gsize            column)
{
  const RimScreenColumn *place = screening->places;
  const gsize n = place == NULL ? screening->orders->n_rows : 0;

  if (place != NULL)
    rim_two_sample_init (sample, place[column].order, place[column].values, screening->labels, place[column].n);
  else
    rim_two_sample_init (sample, rim_orders_get (screening->orders, column), screening->columns + column * n,
                         screening->labels, n);
}

static void
test_columns (gsize    begin,
              gsize    end,
              gpointer data)
{
  const Screening *screening = data;

  for (gsize c = begin; c < end; c++)
    {
      RimTwoSample sample;

      init_column (&sample, screening, c);
      if (screening->test == RIM_SCREEN_MANN_WHITNEY)
        rim_two_sample_compare_ranks (&sample, screening->null, &screening->significances[c]);
      else
        rim_two_sample_compare_means (&sample, screening->test == RIM_SCREEN_STUDENT, &screening->significances[c]);
    }
}

static void
find_aucs (gsize    begin,
           gsize    end,
           gpointer data)
{
  const Screening *screening = data;

  for (gsize c = begin; c < end; c++)
    {
      RimTwoSample sample;

      init_column (&sample, screening, c);
      screening->aucs[c] = (double) sample.halves / (2.0 * (double) sample.n[0] * (double) sample.n[1]);
    }
}

static gboolean
count_classes (const guint8  *labels,
               gsize          n,
               gsize          n_needed,
               gsize          counts[2],
               GError       **error)
{
  counts[0] = counts[1] = 0;
  for (gsize row = 0; row < n; row++)
    if (labels[row] < RIM_SCREEN_LEFT_OUT)
      counts[labels[row]]++;

  if (counts[0] >= n_needed && counts[1] >= n_needed)
    return TRUE;

  if (counts[0] == 0 || counts[1] == 0)
    g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_ONE_CLASS, "There are %zu rows of the positive "
                 "class and %zu of the negative one", counts[1], counts[0]);
  else
    g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_TOO_FEW,
                         "Of one of the classes there is one row only, which has no variance");

  return FALSE;
}

static gboolean
test_all (Screening  *screening,
          gsize       n_columns,
          gsize       n_rows,
          GError    **error)
{
  const gboolean by_ranks = screening->test == RIM_SCREEN_MANN_WHITNEY;
  g_autoptr(RimMannWhitneyNull) null = NULL;
  gsize counts[2];

  if (!count_classes (screening->labels, n_rows, by_ranks ? 1 : 2, counts, error))
    return FALSE;

  if (by_ranks)
    screening->null = null = rim_mann_whitney_null_new (counts[0], counts[1]);
  rim_parallel_for (n_columns, BLOCK, test_columns, screening);

  return TRUE;
}

/**
 * rim_screen_test:
 * @orders: of @columns
 * @columns: n_columns × n_rows, those of one column together
 * @labels: n_rows classes: 1, 0, or %RIM_SCREEN_LEFT_OUT
 * @test: which
 * @significances: (out caller-allocates): one of each column, with the bits of
 *   rim_t_test() and rim_mann_whitney(); of a column that does not vary p is 1
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Returns: %FALSE where there is one class only, or one of fewer than two rows
 */
gboolean
rim_screen_test (const RimOrders  *orders,
                 const double     *columns,
                 const guint8     *labels,
                 RimScreenTest     test,
                 RimSignificance  *significances,
                 GError          **error)
{
  Screening screening = { orders, columns, NULL, labels, test, NULL, significances, NULL };

  return test_all (&screening, orders->n_columns, orders->n_rows, error);
}

/**
 * rim_screen_test_columns:
 * @columns: (array length=n_columns): where they stand
 * @n_columns: how many
 * @labels: n_rows classes: 1, 0, or %RIM_SCREEN_LEFT_OUT
 * @n_rows: how many rows there are, all of whose classes count
 * @test: which
 * @significances: (out caller-allocates): as of rim_screen_test(), with its bits
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Returns: %FALSE where there is one class only, or one of fewer than two rows
 */
gboolean
rim_screen_test_columns (const RimScreenColumn  *columns,
                         gsize                   n_columns,
                         const guint8           *labels,
                         gsize                   n_rows,
                         RimScreenTest           test,
                         RimSignificance        *significances,
                         GError                **error)
{
  Screening screening = { NULL, NULL, columns, labels, test, NULL, significances, NULL };

  return test_all (&screening, n_columns, n_rows, error);
}

/**
 * rim_screen_auc:
 * @orders: of @columns
 * @columns: n_columns × n_rows, those of one column together
 * @labels: n_rows classes: 1, 0, or %RIM_SCREEN_LEFT_OUT
 * @aucs: (out caller-allocates): one of each column, with the bits of rim_roc_new()
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Returns: %FALSE where there is one class only
 */
gboolean
rim_screen_auc (const RimOrders  *orders,
                const double     *columns,
                const guint8     *labels,
                double           *aucs,
                GError          **error)
{
  Screening screening = { orders, columns, NULL, labels, RIM_SCREEN_MANN_WHITNEY, NULL, NULL, aucs };
  gsize counts[2];

  if (!count_classes (labels, orders->n_rows, 1, counts, error))
    return FALSE;

  rim_parallel_for (orders->n_columns, BLOCK, find_aucs, &screening);

  return TRUE;
}
