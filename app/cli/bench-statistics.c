/* bench-statistics.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench.h"
#include "core/rim-random.h"
#include "statistics/rim-cox-screen.h"
#include "statistics/rim-icc.h"
#include "statistics/rim-screen.h"

/* The features of the comb-radscore recipe on its cohort. */
#define N_ROWS    300
#define N_COLUMNS 24720

/* Patients who were scanned twice, as in RIDER. */
#define N_TWICE 31

typedef struct
{
  double          *columns;
  guint8          *labels;
  double          *times;
  RimOrders       *orders;
  RimSignificance *significances;
  double          *aucs;
  RimIcc          *iccs;
} Table;

static gpointer
prepare (GError **error)
{
  Table *table = g_new0 (Table, 1);
  RimRandom random;

  rim_random_init (&random, rim_random_seed ("bench-statistics", 0));
  table->columns = g_new (double, N_ROWS * N_COLUMNS);
  table->labels = g_new (guint8, N_ROWS);
  for (gsize i = 0; i < N_ROWS * N_COLUMNS; i++)
    table->columns[i] = rim_random_uniform (&random, 0.0, 1.0);
  table->times = g_new (double, N_ROWS);
  for (gsize row = 0; row < N_ROWS; row++)
    {
      table->labels[row] = rim_random_below (&random, 3) == 0;
      table->times[row] = (double) rim_random_below (&random, 100);
    }
  table->orders = rim_orders_new (table->columns, N_ROWS, N_COLUMNS, error);
  table->significances = g_new (RimSignificance, N_COLUMNS);
  table->aucs = g_new (double, N_COLUMNS);
  table->iccs = g_new (RimIcc, N_COLUMNS);

  return table;
}

static void
finish (gpointer data)
{
  Table *table = data;

  g_clear_pointer (&table->orders, rim_orders_free);
  g_free (table->columns);
  g_free (table->labels);
  g_free (table->times);
  g_free (table->significances);
  g_free (table->aucs);
  g_free (table->iccs);
  g_free (table);
}

/* Reading every number once. */
static gboolean
read_table (gpointer   data,
            double    *seconds,
            GError   **error)
{
  const Table *table = data;
  const double start = bench_now ();
  double sum = 0.0;

  for (gsize i = 0; i < N_ROWS * N_COLUMNS; i++)
    sum += table->columns[i];
  *seconds = bench_now () - start;

  return sum > 0.0;
}

static gboolean
run_sort (gpointer   data,
          double    *seconds,
          GError   **error)
{
  const Table *table = data;
  const double start = bench_now ();
  g_autoptr(RimOrders) orders = rim_orders_new (table->columns, N_ROWS, N_COLUMNS, error);

  *seconds = bench_now () - start;

  return orders != NULL;
}

static gboolean
run_test (const Table    *table,
          RimScreenTest   test,
          double         *seconds,
          GError        **error)
{
  const double start = bench_now ();
  const gboolean done = rim_screen_test (table->orders, table->columns, table->labels, test, table->significances,
                                         error);

  *seconds = bench_now () - start;

  return done;
}

static gboolean
run_welch (gpointer   data,
           double    *seconds,
           GError   **error)
{
  return run_test (data, RIM_SCREEN_WELCH, seconds, error);
}

static gboolean
run_mann_whitney (gpointer   data,
                  double    *seconds,
                  GError   **error)
{
  return run_test (data, RIM_SCREEN_MANN_WHITNEY, seconds, error);
}

static gboolean
run_auc (gpointer   data,
         double    *seconds,
         GError   **error)
{
  Table *table = data;
  const double start = bench_now ();
  const gboolean done = rim_screen_auc (table->orders, table->columns, table->labels, table->aucs, error);

  *seconds = bench_now () - start;

  return done;
}

static gboolean
run_icc (gpointer   data,
         double    *seconds,
         GError   **error)
{
  Table *table = data;
  const double *tables[] = { table->columns, table->columns + N_TWICE * N_COLUMNS };
  const double start = bench_now ();
  const gboolean done = rim_icc_screen (table->iccs, tables, 2, N_TWICE, N_COLUMNS, error);

  *seconds = bench_now () - start;

  return done;
}

static gboolean
run_cox (gpointer   data,
         double    *seconds,
         GError   **error)
{
  Table *table = data;
  const RimCoxData model = { table->columns, N_COLUMNS, N_ROWS, table->times, table->labels, NULL };
  const double start = bench_now ();
  const gboolean done = rim_cox_screen (table->significances, &model, RIM_COX_TIES_EFRON, error);

  *seconds = bench_now () - start;

  return done;
}

#define READING "reading the table once"

const Bench bench_screen_sort = {
  "screen-sort", "sort 24,720 features of 300 patients, once for all folds", READING,
  prepare, run_sort, read_table, finish,
};

const Bench bench_screen_welch = {
  "screen-welch", "t-tests of 24,720 sorted features of 300 patients", READING,
  prepare, run_welch, read_table, finish,
};

const Bench bench_screen_mann_whitney = {
  "screen-mann-whitney", "tests of ranks of 24,720 sorted features of 300 patients", READING,
  prepare, run_mann_whitney, read_table, finish,
};

const Bench bench_screen_auc = {
  "screen-auc", "areas under the curve of 24,720 sorted features of 300 patients", READING,
  prepare, run_auc, read_table, finish,
};

const Bench bench_screen_icc = {
  "screen-icc", "intraclass correlations of 24,720 features of 31 patients, twice", READING,
  prepare, run_icc, read_table, finish,
};

const Bench bench_screen_cox = {
  "screen-cox", "score tests of 24,720 features of 300 patients against survival", READING,
  prepare, run_cox, read_table, finish,
};
