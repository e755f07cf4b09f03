/* rim-bits-threshold.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-bits-private.h"

#include "core/rim-parallel.h"

#define SLICES_PER_BLOCK 2

typedef struct
{
  RimVolume     *ct;
  const double  *below;
  guint          n_thresholds;
  RimBits      **bits;
  GCancellable  *cancellable;
} Threshold;

static void
threshold_row (const double *values,
               guint         n,
               double        below,
               guint64      *words)
{
  for (guint first = 0; first < n; first += 64)
    {
      const guint end = MIN (64, n - first);
      guint64 word = 0;

      /* Written so that NaN is below. */
      for (guint i = 0; i < end; i++)
        word |= (guint64) !(values[first + i] >= below) << i;
      words[first / 64] = word;
    }
}

static void
threshold_slices (gsize    begin,
                  gsize    end,
                  gpointer data)
{
  const Threshold *self = data;
  const RimGrid *grid = rim_volume_get_grid (self->ct);
  g_autofree double *values = g_new (double, grid->size[0]);

  for (guint k = (guint) begin; k < end; k++)
    {
      if (g_cancellable_is_cancelled (self->cancellable))
        return;

      for (guint j = 0; j < grid->size[1]; j++)
        {
          rim_volume_read_row (self->ct, 0, j, k, grid->size[0], values);
          for (guint t = 0; t < self->n_thresholds; t++)
            threshold_row (values, grid->size[0], self->below[t],
                           rim_bits_get_row (self->bits[t], j, k));
        }
    }
}

gboolean
rim_bits_threshold (RimVolume     *ct,
                    const double  *below,
                    guint          n_thresholds,
                    RimBits      **bits,
                    GCancellable  *cancellable,
                    GError       **error)
{
  const RimGrid *grid = rim_volume_get_grid (ct);
  Threshold threshold = { ct, below, n_thresholds, bits, cancellable };

  if (rim_volume_get_unit (ct) != RIM_UNIT_HU)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "Body and lungs are found in a CT in HU; this image is none");
      return FALSE;
    }

  if (rim_volume_get_n_ready (ct) < grid->size[2])
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                           "The CT has not been read completely");
      return FALSE;
    }

  for (guint t = 0; t < n_thresholds; t++)
    {
      bits[t] = rim_bits_new (grid, error);
      if (bits[t] == NULL)
        return FALSE;
    }
  rim_parallel_for (grid->size[2], SLICES_PER_BLOCK, threshold_slices, &threshold);

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}
