/* rim-kernels-slab-c.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-kernels.h"

static void
keep_highest_c (const float *values,
                gsize        n,
                float       *highest)
{
  for (gsize i = 0; i < n; i++)
    highest[i] = values[i] > highest[i] ? values[i] : highest[i];
}

static void
keep_lowest_c (const float *values,
               gsize        n,
               float       *lowest)
{
  for (gsize i = 0; i < n; i++)
    lowest[i] = values[i] < lowest[i] ? values[i] : lowest[i];
}

static void
add_numbers_c (const float *values,
               float        weight,
               gsize        n,
               float       *sums,
               float       *weights)
{
  for (gsize i = 0; i < n; i++)
    if (values[i] == values[i])
      {
        sums[i] += weight * values[i];
        weights[i] += weight;
      }
}

void
rim_kernels_init_slab_c (RimKernels *kernels)
{
  kernels->keep_highest = keep_highest_c;
  kernels->keep_lowest = keep_lowest_c;
  kernels->add_numbers = add_numbers_c;
}
