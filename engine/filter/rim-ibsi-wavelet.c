/* rim-ibsi-wavelet.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-ibsi-filter-private.h"

#include <string.h>

#include "filter/rim-separable.h"
#include "filter/rim-wavelet-bank-private.h"

/* The two chains that the letters of a subband stand for. */
typedef struct
{
  RimWaveletBank filters;
  RimChain       low;
  RimChain       high;
} Bank;

gboolean
rim_ibsi_wavelet_check (const RimIbsiFilterSettings  *settings,
                        GError                      **error)
{
  const guint n_axes = settings->is_2d ? 2 : 3;
  RimWaveletBank bank;

  if (strnlen (settings->wavelet, sizeof settings->wavelet) == sizeof settings->wavelet ||
      !rim_wavelet_bank_init (&bank, settings->wavelet))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "There is no wavelet “%.*s”",
                   (int) sizeof settings->wavelet, settings->wavelet);
      return FALSE;
    }

  if (strnlen (settings->subband, sizeof settings->subband) != n_axes ||
      strspn (settings->subband, "LH") != n_axes)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "A subband is %u of L and H, not “%.*s”", n_axes,
                   (int) sizeof settings->subband, settings->subband);
      return FALSE;
    }

  if (settings->level < 1 || settings->level > RIM_CHAIN_MAX_LEVELS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "The level of a wavelet is 1 to %d, not %u", RIM_CHAIN_MAX_LEVELS,
                   settings->level);
      return FALSE;
    }

  return TRUE;
}

/* Undecimated: at each level every tap is followed by twice as many zeros, less
 * one; the tap in the middle, zeros counted, lies on the voxel.
 */
static void
init_chain (RimChain     *self,
            const double *low,
            const double *last,
            guint         n,
            guint         level)
{
  for (guint l = 0; l < level; l++)
    self->levels[l] = (RimTaps) { l + 1 < level ? low : last, n, 1u << l,
                                  (gint) ((n << l) / 2) };

  self->n_levels = level;
}

RimPatch *
rim_ibsi_wavelet_respond (const RimIbsiJob  *job,
                          const RimBox      *box,
                          GError           **error)
{
  const RimIbsiFilterSettings *settings = job->settings;
  const RimChain nothing = { .n_levels = 0 };
  RimSeparable filter = {
    .boundary = settings->boundary,
    .is_2d = settings->is_2d,
    .rotate = settings->rotation_invariant,
    .pooling = settings->pooling,
    .chains[2] = &nothing,
  };
  Bank bank;

  rim_wavelet_bank_init (&bank.filters, settings->wavelet);
  init_chain (&bank.low, bank.filters.low, bank.filters.low, bank.filters.n, settings->level);
  init_chain (&bank.high, bank.filters.low, bank.filters.high, bank.filters.n, settings->level);
  for (guint axis = 0; axis < (settings->is_2d ? 2u : 3u); axis++)
    filter.chains[axis] = settings->subband[axis] == 'L' ? &bank.low : &bank.high;

  return rim_separable_respond (&filter, job->image, box, job->cancellable, error);
}
