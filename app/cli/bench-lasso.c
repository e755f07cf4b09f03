/* bench-lasso.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The reference is glmnet with its own threshold of 1e-7, where R and glmnet are there. */

#include "bench.h"
#include "core/rim-random.h"
#include "learn/rim-elastic-net-cv.h"

#include <glib/gstdio.h>

#define N_ROWS 300
#define N_COLUMNS 5000
#define N_FOLDS 10
#define N_SIGNALS 15

typedef struct
{
  double  *columns;
  guint8   labels[N_ROWS];
  guint32  folds[N_ROWS];
  char    *path;                   /* for R: columns, labels and folds as doubles */
} Table;

static const char script[] =
  "suppressMessages(library(glmnet));"
  "f <- file(commandArgs(TRUE)[1], 'rb');"
  "x <- matrix(readBin(f, 'double', 300 * 5000), 300);"
  "y <- readBin(f, 'double', 300); fold <- readBin(f, 'double', 300);"
  "start <- proc.time()[[3]];"
  "cv <- cv.glmnet(x, y, family = 'binomial', foldid = fold);"
  "cat(proc.time()[[3]] - start)";

static gboolean
write_table (Table   *table,
             GError **error)
{
  const gsize n = (N_COLUMNS + 2) * N_ROWS;
  g_autofree double *numbers = g_new (double, n);

  for (gsize i = 0; i < N_COLUMNS * N_ROWS; i++)
    numbers[i] = table->columns[i];
  for (gsize row = 0; row < N_ROWS; row++)
    {
      numbers[N_COLUMNS * N_ROWS + row] = table->labels[row];
      numbers[(N_COLUMNS + 1) * N_ROWS + row] = table->folds[row] + 1;
    }

  table->path = bench_write_numbers (numbers, n, error);

  return table->path != NULL;
}

static void
finish (gpointer data)
{
  Table *table = data;

  if (table->path != NULL)
    g_unlink (table->path);
  g_free (table->path);
  g_free (table->columns);
  g_free (table);
}

static gpointer
prepare (GError **error)
{
  Table *table = g_new0 (Table, 1);
  RimRandom random;

  rim_random_init (&random, rim_random_seed ("bench-lasso", 0));
  table->columns = g_new (double, N_COLUMNS * N_ROWS);
  for (gsize i = 0; i < N_COLUMNS * N_ROWS; i++)
    table->columns[i] = rim_random_uniform (&random, -1.0, 1.0);
  for (gsize row = 0; row < N_ROWS; row++)
    {
      double signal = 3.0 * rim_random_uniform (&random, -1.0, 1.0);

      for (gsize c = 0; c < N_SIGNALS; c++)
        signal += table->columns[c * N_ROWS + row];
      table->labels[row] = signal > 0.0;
      table->folds[row] = (guint32) row % N_FOLDS;
    }
  if (write_table (table, error))
    return table;

  finish (table);

  return NULL;
}

static gboolean
run (gpointer   data,
     double    *seconds,
     GError   **error)
{
  const Table *table = data;
  const RimElasticNetData cohort = { table->columns, N_COLUMNS, N_ROWS, NULL, table->labels, NULL, NULL };
  const RimElasticNetSettings settings = RIM_ELASTIC_NET_SETTINGS (RIM_ELASTIC_NET_LOGISTIC);
  const double start = bench_now ();
  g_autoptr(RimElasticNetCv) cv = rim_elastic_net_cv_new (&cohort, &settings, table->folds, N_FOLDS,
                                                          RIM_ELASTIC_NET_MEASURE_DEVIANCE, error);

  *seconds = bench_now () - start;

  return cv != NULL;
}

static gboolean
run_reference (gpointer         data,
               double          *seconds,
               GError   **error G_GNUC_UNUSED)
{
  const Table *table = data;

  return bench_run_r (script, table->path, seconds);
}

const Bench bench_lasso_path = {
  "lasso-path", "LASSO of 5000 features of 300 patients, 100 penalties, 10 folds",
  "cv.glmnet of R", prepare, run, run_reference, finish,
};
