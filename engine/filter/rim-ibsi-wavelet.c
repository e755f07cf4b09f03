/* rim-ibsi-wavelet.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-ibsi-filter-private.h"

#include <string.h>

#include "filter/rim-separable.h"

#define MAX_TAPS 18

/* Low-pass filters of analysis; the high-pass filter of an orthogonal wavelet is
 * the low-pass filter reversed with every other sign changed.
 */
static const struct
{
  const char *name;
  guint       n;
  double      low[MAX_TAPS];
} wavelets[] = {
  { "haar", 2, { 0.7071067811865476, 0.7071067811865476 } },
  { "db2", 4, { -0.12940952255126037, 0.2241438680420134, 0.8365163037378079,
                0.48296291314453416 } },
  { "db3", 6, { 0.03522629188570953, -0.08544127388202666, -0.13501102001025458,
                0.45987750211849154, 0.8068915093110925, 0.33267055295008263 } },
  { "coif1", 6, { -0.015655728135791993, -0.07273261951252645, 0.3848648468648578,
                  0.8525720202116004, 0.3378976624574818, -0.07273261951252645 } },
  { "coif3", 18, { -3.459977319727278e-05, -7.0983302506379e-05, 0.0004662169598204029,
                   0.0011175187708306303, -0.0025745176881367972, -0.009007976136730624,
                   0.015880544863669452, 0.03455502757329774, -0.08230192710629983,
                   -0.07179982161915484, 0.42848347637737, 0.7937772226260872,
                   0.40517690240911824, -0.06112339000297255, -0.06577191128146936,
                   0.023452696142077168, 0.007782596425672746, -0.003793512864380802 } },
};

/* The two chains that the letters of a subband stand for. */
typedef struct
{
  double   low_taps[MAX_TAPS];
  double   high_taps[MAX_TAPS];
  RimChain low;
  RimChain high;
} Bank;

static gint
find_wavelet (const char *name)
{
  for (guint w = 0; w < G_N_ELEMENTS (wavelets); w++)
    if (g_str_equal (wavelets[w].name, name))
      return (gint) w;

  return -1;
}

gboolean
rim_ibsi_wavelet_check (const RimIbsiFilterSettings  *settings,
                        GError                      **error)
{
  const guint n_axes = settings->is_2d ? 2 : 3;

  if (strnlen (settings->wavelet, sizeof settings->wavelet) == sizeof settings->wavelet ||
      find_wavelet (settings->wavelet) < 0)
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

static void
init_bank (Bank  *self,
           guint  wavelet,
           guint  level)
{
  const guint n = wavelets[wavelet].n;

  for (guint t = 0; t < n; t++)
    {
      self->low_taps[t] = wavelets[wavelet].low[t];
      self->high_taps[t] = (t % 2 == 0 ? -1.0 : 1.0) * wavelets[wavelet].low[n - 1 - t];
    }

  init_chain (&self->low, self->low_taps, self->low_taps, n, level);
  init_chain (&self->high, self->low_taps, self->high_taps, n, level);
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

  init_bank (&bank, (guint) find_wavelet (settings->wavelet), settings->level);
  for (guint axis = 0; axis < (settings->is_2d ? 2u : 3u); axis++)
    filter.chains[axis] = settings->subband[axis] == 'L' ? &bank.low : &bank.high;

  return rim_separable_respond (&filter, job->image, box, job->cancellable, error);
}
