/* rim-wavelet-bank.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-wavelet-bank-private.h"

#include <math.h>

static const RimWaveletRow *
find_row (const RimWaveletRow *rows,
          guint                n_rows,
          const char          *name)
{
  for (guint r = 0; r < n_rows; r++)
    if (g_ascii_strcasecmp (rows[r].name, name) == 0)
      return &rows[r];

  return NULL;
}

static const RimWaveletRow *
find_wavelet (const char *name)
{
  guint n_rows;
  const RimWaveletRow *rows = rim_wavelet_daubechies_rows (&n_rows);
  const RimWaveletRow *row = find_row (rows, n_rows, name);

  if (row != NULL)
    return row;

  rows = rim_wavelet_coiflet_rows (&n_rows);

  return find_row (rows, n_rows, name);
}

static double
get_synthesis (const RimWaveletRow *row,
               guint                k)
{
  return row->synthesis != NULL ? row->synthesis[k] : row->low[row->n - 1 - k];
}

/* The taps of the low-pass filters of analysis and synthesis. "rbio" turns them
 * around and swaps them.
 */
static void
get_tap (const RimWaveletRow *row,
         gboolean             is_reversed,
         guint                k,
         double              *low,
         double              *synthesis)
{
  guint from = is_reversed ? row->n - 1 - k : k;

  *low = is_reversed ? get_synthesis (row, from) : row->low[from];
  *synthesis = is_reversed ? row->low[from] : get_synthesis (row, from);
}

/* PyWavelets has its coiflets scaled to 1 and scales them to √2 in the precision it
 * computes in.
 */
static float
get_single (const RimWaveletRow *row,
            double               tap)
{
  if (g_str_has_prefix (row->name, "coif"))
    return (float) (tap / sqrt (2.0)) * (float) sqrt (2.0);

  return (float) tap;
}

/**
 * rim_wavelet_bank_init:
 * @self: (out caller-allocates): the filters
 * @name: a discrete wavelet as PyWavelets calls it: "haar", "db1" to "db38",
 *   "sym2" to "sym20", "coif1" to "coif17", "bior1.1" to "bior6.8", "rbio1.1" to
 *   "rbio6.8", "dmey"; upper and lower case are the same
 *
 * The high-pass filter is the low-pass filter of synthesis with every other sign
 * changed, the first one included.
 *
 * Returns: whether there is such a wavelet
 */
gboolean
rim_wavelet_bank_init (RimWaveletBank *self,
                       const char     *name)
{
  const gboolean is_reversed = g_ascii_strncasecmp (name, "rbio", 4) == 0;
  g_autofree char *straight = is_reversed ? g_strconcat ("bior", name + 4, NULL) : g_strdup (name);
  const RimWaveletRow *row;

  row = find_wavelet (g_ascii_strcasecmp (straight, "haar") == 0 ? "db1" : straight);
  if (row == NULL)
    return FALSE;

  self->n = row->n;
  for (guint k = 0; k < row->n; k++)
    {
      double synthesis;

      get_tap (row, is_reversed, k, &self->low[k], &synthesis);
      self->high[k] = k % 2 == 0 ? -synthesis : synthesis;
      self->single_low[k] = get_single (row, self->low[k]);
      self->single_high[k] = get_single (row, self->high[k]);
    }

  return TRUE;
}
