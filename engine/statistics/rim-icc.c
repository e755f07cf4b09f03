/* rim-icc.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-icc.h"

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "statistics/rim-check-private.h"
#include "statistics/rim-distributions.h"

#define BLOCK 16
#define TAIL  (1.0 - (1.0 - RIM_CONFIDENCE_LEVEL) / 2.0)

static const RimEstimate unknown = { NAN, NAN, NAN };

/* Row by row, those of one case together. */
typedef struct
{
  const double *values;
  gsize         n;
  guint         k;
  double        mean;
  double       *reader_means;
} Table;

static void
find_means (Table *table)
{
  for (gsize c = 0; c < table->n; c++)
    for (guint r = 0; r < table->k; r++)
      table->reader_means[r] += table->values[c * table->k + r];

  for (guint r = 0; r < table->k; r++)
    {
      table->reader_means[r] /= (double) table->n;
      table->mean += table->reader_means[r] / table->k;
    }
}

static void
analyse_variance (RimIcc      *self,
                  const Table *table)
{
  const double n = (double) table->n;
  const double k = table->k;
  double cases = 0.0, readers = 0.0, error = 0.0;

  for (gsize c = 0; c < table->n; c++)
    {
      const double *row = table->values + c * table->k;
      double mean = 0.0;

      for (guint r = 0; r < table->k; r++)
        mean += row[r] / k;
      cases += (mean - table->mean) * (mean - table->mean);
      for (guint r = 0; r < table->k; r++)
        {
          double rest = row[r] - mean - table->reader_means[r] + table->mean;

          error += rest * rest;
        }
    }
  for (guint r = 0; r < table->k; r++)
    readers += (table->reader_means[r] - table->mean) * (table->reader_means[r] - table->mean);

  self->mean_square_cases = k * cases / (n - 1.0);
  self->mean_square_readers = n * readers / (k - 1.0);
  self->mean_square_error = error / ((n - 1.0) * (k - 1.0));
  self->mean_square_within = (n * readers + error) / (n * (k - 1.0));
}

/* Of between and within, or what is left: McGraw and Wong 1996, table 7, case 1 and 3,
 * ICC(1) and ICC(C,1).
 */
static RimEstimate
find_ratio (double between,
            double rest,
            double freedom_cases,
            double freedom_rest,
            double k)
{
  const double low = between / rim_f_quantile (TAIL, freedom_cases, freedom_rest);
  const double high = between * rim_f_quantile (TAIL, freedom_rest, freedom_cases);

  return (RimEstimate) {
           (between - rest) / (between + (k - 1.0) * rest),
           (low - rest) / (low + (k - 1.0) * rest),
           (high - rest) / (high + (k - 1.0) * rest),
  };
}

/* McGraw and Wong 1996, table 7, case 2, ICC(A,1); with degrees of freedom after
 * Satterthwaite.
 */
static void
find_icc_2_1 (RimIcc *self,
              double  n,
              double  k)
{
  const double between = self->mean_square_cases;
  const double readers = self->mean_square_readers;
  const double error = self->mean_square_error;
  const double rest = k * readers + (k * n - k - n) * error;
  const double icc = (between - error) / (between + (k - 1.0) * error + k * (readers - error) / n);
  double a, b, freedom, f_low, f_high;

  self->icc_2_1 = (RimEstimate) { icc, icc, icc };
  if (!(icc < 1.0))
    return;

  a = k * icc / (n * (1.0 - icc)) * readers;
  b = (1.0 + k * icc * (n - 1.0) / (n * (1.0 - icc))) * error;
  freedom = (a + b) * (a + b) / (a * a / (k - 1.0) + b * b / ((n - 1.0) * (k - 1.0)));
  f_low = rim_f_quantile (TAIL, n - 1.0, freedom);
  f_high = rim_f_quantile (TAIL, freedom, n - 1.0);
  self->icc_2_1.low = n * (between - f_low * error) / (f_low * rest + n * between);
  self->icc_2_1.high = n * (f_high * between - error) / (rest + n * f_high * between);
}

/* All cases have what the first one has, so that there is nothing to tell them apart by. */
static gboolean
is_constant (const Table *table)
{
  for (gsize c = 1; c < table->n; c++)
    for (guint r = 0; r < table->k; r++)
      if (table->values[c * table->k + r] != table->values[r])
        return FALSE;

  return TRUE;
}

static void
find_iccs (RimIcc *self,
           Table  *table)
{
  const double n = (double) table->n, k = table->k;

  memset (table->reader_means, 0, table->k * sizeof (double));
  table->mean = 0.0;
  find_means (table);
  analyse_variance (self, table);
  self->icc_1_1 = self->icc_2_1 = self->icc_3_1 = unknown;
  if (is_constant (table))
    return;

  self->icc_1_1 = find_ratio (self->mean_square_cases, self->mean_square_within, n - 1.0, n * (k - 1.0), k);
  self->icc_3_1 = find_ratio (self->mean_square_cases, self->mean_square_error, n - 1.0, (n - 1.0) * (k - 1.0), k);
  find_icc_2_1 (self, n, k);
}

static gboolean
check_sizes (gsize    n_cases,
             guint    n_readers,
             GError **error)
{
  if (n_cases >= 2 && n_readers >= 2)
    return TRUE;

  g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_TOO_FEW,
               "An intraclass correlation needs 2 cases and 2 readers, and there are %zu and %u", n_cases, n_readers);

  return FALSE;
}

/**
 * rim_icc_init:
 * @self: (out): the correlations; all NAN where cases are the same
 * @values: n_cases × n_readers, those of one case together
 * @n_cases: at least 2
 * @n_readers: at least 2
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Shrout and Fleiss (1979, doi:10.1037/0033-2909.86.2.420) with the confidence intervals
 * of McGraw and Wong (1996, doi:10.1037/1082-989X.1.1.30): ICC(2,1) is their ICC(A,1),
 * ICC(3,1) their ICC(C,1).
 *
 * Returns: %FALSE where there are too few cases or readers, or a value is not finite
 */
gboolean
rim_icc_init (RimIcc        *self,
              const double  *values,
              gsize          n_cases,
              guint          n_readers,
              GError       **error)
{
  g_autofree double *means = NULL;
  Table table = { values, n_cases, n_readers };

  if (!check_sizes (n_cases, n_readers, error) || !rim_check_finite (values, n_cases * n_readers, "values", error))
    return FALSE;

  table.reader_means = means = g_new (double, n_readers);
  find_iccs (self, &table);

  return TRUE;
}

typedef struct
{
  RimIcc              *iccs;
  const double *const *tables;
  guint                n_readers;
  gsize                n_cases;
} Screening;

static void
screen_columns (gsize    begin,
                gsize    end,
                gpointer data)
{
  const Screening *screening = data;
  const gsize n = screening->n_cases;
  const guint k = screening->n_readers;
  g_autofree double *values = g_new (double, n * k + k);
  Table table = { values, n, k, 0.0, values + n * k };

  for (gsize column = begin; column < end; column++)
    {
      for (guint r = 0; r < k; r++)
        for (gsize c = 0; c < n; c++)
          values[c * k + r] = screening->tables[r][column * n + c];
      find_iccs (&screening->iccs[column], &table);
    }
}

/**
 * rim_icc_screen:
 * @iccs: (out caller-allocates): one of each column, with the bits of rim_icc_init(); all
 *   NAN of a column whose cases are the same
 * @tables: one of each reader: n_columns × n_cases, those of one column together
 * @n_readers: at least 2
 * @n_cases: at least 2
 * @n_columns: how many columns
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Returns: %FALSE where there are too few cases or readers, or a value is not finite
 */
gboolean
rim_icc_screen (RimIcc              *iccs,
                const double *const *tables,
                guint                n_readers,
                gsize                n_cases,
                gsize                n_columns,
                GError             **error)
{
  Screening screening = { iccs, tables, n_readers, n_cases };

  if (!check_sizes (n_cases, n_readers, error))
    return FALSE;
  for (guint r = 0; r < n_readers; r++)
    for (gsize i = 0; i < n_cases * n_columns; i++)
      if (!isfinite (tables[r][i]))
        {
          g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_NOT_FINITE,
                       "Reader %u has no finite number in row %zu of column %zu", r + 1, i % n_cases + 1,
                       i / n_cases + 1);
          return FALSE;
        }

  rim_parallel_for (n_columns, BLOCK, screen_columns, &screening);

  return TRUE;
}
