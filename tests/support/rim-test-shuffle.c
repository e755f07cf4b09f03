/* rim-test-shuffle.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-test-shuffle.h"

/* Returns: (transfer full): rows from 0 to @n - 1 in an order of g_test_rand_int() */
gsize *
rim_test_shuffle_new (gsize n)
{
  gsize *shuffle = g_new (gsize, n);

  for (gsize i = 0; i < n; i++)
    {
      const gsize other = (gsize) g_test_rand_int_range (0, (gint32) i + 1);

      shuffle[i] = shuffle[other];
      shuffle[other] = i;
    }

  return shuffle;
}

double *
rim_test_shuffle_numbers (const gsize  *shuffle,
                          const double *values,
                          gsize         n)
{
  double *shuffled = g_new (double, n);

  for (gsize i = 0; i < n; i++)
    shuffled[i] = values[shuffle[i]];

  return shuffled;
}

guint8 *
rim_test_shuffle_labels (const gsize  *shuffle,
                         const guint8 *labels,
                         gsize         n)
{
  guint8 *shuffled = g_new (guint8, n);

  for (gsize i = 0; i < n; i++)
    shuffled[i] = labels[shuffle[i]];

  return shuffled;
}
