/* rim-multiply-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/* Two numbers at once, which every processor of ours adds and multiplies alike. */
typedef double RimPair __attribute__ ((vector_size (2 * sizeof (double))));

static inline RimPair
rim_pair_get (const double *from)
{
  RimPair pair;

  memcpy (&pair, from, sizeof pair);

  return pair;
}

/* The sum of products, in eight sums, so that no addition waits for the one before. */
static inline double
rim_multiply (const double *a,
              const double *b,
              gsize         n)
{
  RimPair sums[4] = { { 0.0 } };
  double rest = 0.0;
  gsize i = 0;

  for (; i + 8 <= n; i += 8)
    {
      sums[0] += rim_pair_get (a + i) * rim_pair_get (b + i);
      sums[1] += rim_pair_get (a + i + 2) * rim_pair_get (b + i + 2);
      sums[2] += rim_pair_get (a + i + 4) * rim_pair_get (b + i + 4);
      sums[3] += rim_pair_get (a + i + 6) * rim_pair_get (b + i + 6);
    }
  for (; i < n; i++)
    rest += a[i] * b[i];
  sums[0] = (sums[0] + sums[1]) + (sums[2] + sums[3]);

  return sums[0][0] + sums[0][1] + rest;
}

G_END_DECLS
