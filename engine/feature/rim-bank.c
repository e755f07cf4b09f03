/* rim-bank.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-bank-private.h"

#include <math.h>

#include "feature/rim-value-moments-private.h"

static double
find_entropy (const double *values,
              gsize         n,
              double        min,
              double        max,
              guint         n_bins)
{
  gsize counts[RIM_BANK_MAX_BINS] = { 0 };
  double entropy = 0.0;

  if (!(max > min))
    return 0.0;

  for (gsize v = 0; v < n; v++)
    counts[MIN ((guint) ((values[v] - min) / (max - min) * n_bins), n_bins - 1)]++;
  for (guint b = 0; b < n_bins; b++)
    if (counts[b] > 0)
      entropy -= (double) counts[b] / (double) n * log2 ((double) counts[b] / (double) n);

  return entropy;
}

/* A RimFilteredFunc: adds what the responses of the next filter are like; @data is
 * the RimBank.
 */
gboolean
rim_bank_take (const char *name,
               RimField   *field,
               gpointer    data,
               GError    **error)
{
  g_autoptr(RimField) own G_GNUC_UNUSED = field;
  RimBank *self = data;
  const gsize n = self->region->n_voxels;
  g_autofree double *values = g_try_new (double, n);
  RimBankEnergy *energy;
  RimValueMoments moments;

  g_return_val_if_fail (self->n < RIM_BANK_MAX_FILTERS, FALSE);
  g_return_val_if_fail (self->n_bins >= 2 && self->n_bins <= RIM_BANK_MAX_BINS, FALSE);

  if (values == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "There is no memory for %zu responses", n);
      return FALSE;
    }

  rim_region_gather (self->region, field, values);
  for (gsize v = 0; v < n; v++)
    if (!isfinite (values[v]))
      {
        g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_NOT_FINITE,
                     "A response of %s is infinite or not a number", name);
        return FALSE;
      }

  energy = &self->energies[self->n++];
  rim_value_moments_init (&moments, values, n);
  energy->deviation = sqrt (moments.m2);
  energy->entropy = find_entropy (values, n, moments.min, moments.max, self->n_bins);
  for (gsize v = 0; v < n; v++)
    values[v] = fabs (values[v]);
  rim_value_moments_init (&moments, values, n);
  energy->mean = moments.mean;

  return TRUE;
}

/**
 * rim_bank_compute:
 * @input: the image and the region
 * @n_bins: of the histogram of responses
 * @filter: the bank
 * @rows: its features
 * @n_rows: how many
 * @n_aggregations: in how many ways their values are wanted; all are the same
 * @values: (out) (array): of each aggregation all rows; NaN without an image
 * @cancellable: (nullable): to stop
 * @error: where to put an error
 *
 * Returns: whether that went well
 */
gboolean
rim_bank_compute (const RimFamilyInput   *input,
                  guint                   n_bins,
                  RimBankFilterFunc       filter,
                  const RimIntensityRow  *rows,
                  guint                   n_rows,
                  guint                   n_aggregations,
                  double                 *values,
                  GCancellable           *cancellable,
                  GError                **error)
{
  RimBank bank = { .region = input->shape, .n_bins = n_bins };

  for (guint v = 0; v < n_aggregations * n_rows; v++)
    values[v] = NAN;
  if (input->image == NULL)
    return TRUE;

  if (input->shape->n_voxels == 0)
    {
      g_set_error_literal (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_EMPTY, "The region has no voxels");
      return FALSE;
    }
  if (!filter (input, &bank, cancellable, error))
    return FALSE;

  rim_intensity_fill (rows, n_rows, &bank, input->settings->profile, n_aggregations, values);

  return TRUE;
}
