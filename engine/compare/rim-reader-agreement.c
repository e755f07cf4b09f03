/* rim-reader-agreement.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-reader-agreement.h"

#include <math.h>
#include <string.h>

#include "core/rim-csv.h"
#include "statistics/rim-icc.h"

/* As published, of the limits of agreement. */
#define LIMITS 1.96

static const RimEstimate unknown = { NAN, NAN, NAN };

/* The complete cases, row by row, and the means of readers. */
typedef struct
{
  const double *values;
  gsize         n;
  guint         k;
  double       *reader_means;
} Table;

static double *
take_complete (RimReaderAgreement *self,
               const double       *values,
               gsize               n_cases)
{
  const guint k = self->n_readers;
  double *complete = g_new (double, MAX (n_cases * k, 1));

  for (gsize c = 0; c < n_cases; c++)
    {
      gboolean is_complete = TRUE;

      for (guint r = 0; r < k; r++)
        is_complete &= isfinite (values[c * k + r]) != 0;
      if (is_complete)
        memcpy (complete + self->n_cases++ *k, values + c * k, k * sizeof (double));
      else
        self->n_missing++;
    }

  return complete;
}

static gboolean
is_constant (const Table *table)
{
  for (gsize v = 1; v < table->n * table->k; v++)
    if (table->values[v] != table->values[0])
      return FALSE;

  return TRUE;
}

static void
find_means (Table *table)
{
  for (gsize c = 0; c < table->n; c++)
    for (guint r = 0; r < table->k; r++)
      table->reader_means[r] += table->values[c * table->k + r];

  for (guint r = 0; r < table->k; r++)
    table->reader_means[r] /= (double) table->n;
}

static void
find_iccs (RimReaderAgreement *self,
           const Table        *table)
{
  RimIcc icc;

  if (!rim_icc_init (&icc, table->values, table->n, table->k, NULL))
    return;

  self->mean_square_cases = icc.mean_square_cases;
  self->mean_square_readers = icc.mean_square_readers;
  self->mean_square_error = icc.mean_square_error;
  self->icc_2_1 = icc.icc_2_1;
  self->icc_3_1 = icc.icc_3_1;
}

/* Concordance and limits of agreement */

/* Of two readers, as n is what variances are divided by. */
typedef struct
{
  double variance[2];
  double covariance;
  double shift;
} Pair;

static Pair
find_pair (const Table *table,
           guint        a,
           guint        b)
{
  Pair pair = { .shift = table->reader_means[b] - table->reader_means[a] };

  for (gsize c = 0; c < table->n; c++)
    {
      const double *row = table->values + c * table->k;
      double first = row[a] - table->reader_means[a];
      double second = row[b] - table->reader_means[b];

      pair.variance[0] += first * first / (double) table->n;
      pair.variance[1] += second * second / (double) table->n;
      pair.covariance += first * second / (double) table->n;
    }

  return pair;
}

/* Lin 1989 with the correction of 2000, on the scale of the inverse tangent. */
static void
bound_concordance (RimEstimate *self,
                   const Pair  *pair,
                   gsize        n)
{
  const double scale = sqrt (pair->variance[0]) * sqrt (pair->variance[1]);
  const double c = self->value;
  const double r = pair->covariance / scale;
  const double u = pair->shift * pair->shift / scale;
  const double rest = 1.0 - c * c;
  double variance, z, reach;

  if (!(n > 2 && scale > 0.0 && rest > 0.0 && r != 0.0))
    return;

  variance = ((1.0 - r * r) * c * c / (rest * r * r) + 2.0 * c * c * c * (1.0 - c) * u / (r * rest * rest) -
              c * c * c * c * u * u / (2.0 * r * r * rest * rest)) / (double) (n - 2);
  z = atanh (c);
  reach = RIM_CONFIDENCE_REACH * sqrt (MAX (variance, 0.0));
  self->low = tanh (z - reach);
  self->high = tanh (z + reach);
}

/* Of more than two readers, the overall coefficient of Barnhart, Haber and Song
 * (2002, doi:10.1111/j.0006-341X.2002.01020.x).
 */
static void
find_concordance (RimReaderAgreement *self,
                  const Table        *table)
{
  double shared = 0.0;
  double whole = 0.0;

  for (guint a = 0; a < table->k; a++)
    for (guint b = a + 1; b < table->k; b++)
      {
        Pair pair = find_pair (table, a, b);

        shared += 2.0 * pair.covariance;
        whole += pair.variance[0] + pair.variance[1] + pair.shift * pair.shift;
      }
  self->concordance.value = shared / whole;

  if (table->k == 2)
    {
      Pair pair = find_pair (table, 0, 1);

      bound_concordance (&self->concordance, &pair, table->n);
    }
}

static void
find_limits (RimReaderAgreement *self,
             const Table        *table)
{
  double squares = 0.0;

  if (table->k != 2)
    return;

  self->bias = table->reader_means[1] - table->reader_means[0];
  for (gsize c = 0; c < table->n; c++)
    {
      double away = table->values[2 * c + 1] - table->values[2 * c] - self->bias;

      squares += away * away;
    }
  self->bias_sd = sqrt (squares / (double) (table->n - 1));
  self->limit_low = self->bias - LIMITS * self->bias_sd;
  self->limit_high = self->bias + LIMITS * self->bias_sd;
}

/**
 * rim_reader_agreement_init:
 * @self: (out): how well they agree
 * @values: n_cases × n_readers, those of one case together; what is no finite
 *   number is missing
 * @n_cases: how many cases
 * @n_readers: how many readers
 *
 * A case of which a reader has no number is left out for all of them. Intraclass
 * correlations are those of Shrout and Fleiss (1979, doi:10.1037/0033-2909.86.2.420)
 * with the confidence intervals of McGraw and Wong (1996,
 * doi:10.1037/1082-989X.1.1.30): ICC(2,1) is their ICC(A,1), ICC(3,1) their
 * ICC(C,1). They may be below 0. Concordance is Lin's (1989, doi:10.2307/2532051),
 * limits of agreement are Bland and Altman's (1986,
 * doi:10.1016/S0140-6736(86)90837-8), 1.96 standard deviations on both sides.
 */
void
rim_reader_agreement_init (RimReaderAgreement *self,
                           const double       *values,
                           gsize               n_cases,
                           guint               n_readers)
{
  g_autofree double *means = g_new0 (double, MAX (n_readers, 1));
  g_autofree double *complete = NULL;
  Table table = { .k = n_readers, .reader_means = means };

  *self = (RimReaderAgreement) { RIM_READER_AGREEMENT_TOO_FEW, 0, 0, n_readers, NAN, NAN, NAN, unknown, unknown,
                                 unknown, NAN, NAN, NAN, NAN };
  table.values = complete = take_complete (self, values, n_cases);
  table.n = self->n_cases;
  if (table.n < 2 || n_readers < 2)
    return;

  if (is_constant (&table))
    {
      self->state = RIM_READER_AGREEMENT_CONSTANT;
      return;
    }

  self->state = RIM_READER_AGREEMENT_KNOWN;
  find_means (&table);
  find_iccs (self, &table);
  find_concordance (self, &table);
  find_limits (self, &table);
}

/* Returns: (transfer none): "known", "too-few" or "constant" */
const char *
rim_reader_agreement_state_get_name (RimReaderAgreementState state)
{
  switch (state)
    {
    case RIM_READER_AGREEMENT_KNOWN:
      return "known";
    case RIM_READER_AGREEMENT_TOO_FEW:
      return "too-few";
    case RIM_READER_AGREEMENT_CONSTANT:
      return "constant";
    default:
      g_return_val_if_reached (NULL);
    }
}

static void
append_estimate (GString           *csv,
                 const RimEstimate *estimate)
{
  rim_csv_append_number (csv, estimate->value);
  rim_csv_append_number (csv, estimate->low);
  rim_csv_append_number (csv, estimate->high);
}

/**
 * rim_reader_agreement_append_header:
 * @csv: a table that begins
 *
 * Appends the names of the columns of rim_reader_agreement_append_row().
 */
void
rim_reader_agreement_append_header (GString *csv)
{
  g_string_append (csv, "feature,n_cases,n_missing,n_readers,state,icc_2_1,icc_2_1_low,icc_2_1_high,"
                   "icc_3_1,icc_3_1_low,icc_3_1_high,concordance,concordance_low,concordance_high,"
                   "mean_square_cases,mean_square_readers,mean_square_error,"
                   "bias,bias_sd,limit_low,limit_high\n");
}

/**
 * rim_reader_agreement_append_row:
 * @self: how well readers agree on a feature
 * @feature: its name
 * @csv: a table
 *
 * Appends a row; what is not known is empty.
 */
void
rim_reader_agreement_append_row (const RimReaderAgreement *self,
                                 const char               *feature,
                                 GString                  *csv)
{
  rim_csv_append_field (csv, feature);
  g_string_append_printf (csv, ",%" G_GSIZE_FORMAT ",%" G_GSIZE_FORMAT ",%u,%s", self->n_cases, self->n_missing,
                          self->n_readers, rim_reader_agreement_state_get_name (self->state));
  append_estimate (csv, &self->icc_2_1);
  append_estimate (csv, &self->icc_3_1);
  append_estimate (csv, &self->concordance);
  rim_csv_append_number (csv, self->mean_square_cases);
  rim_csv_append_number (csv, self->mean_square_readers);
  rim_csv_append_number (csv, self->mean_square_error);
  rim_csv_append_number (csv, self->bias);
  rim_csv_append_number (csv, self->bias_sd);
  rim_csv_append_number (csv, self->limit_low);
  rim_csv_append_number (csv, self->limit_high);
  g_string_append_c (csv, '\n');
}
