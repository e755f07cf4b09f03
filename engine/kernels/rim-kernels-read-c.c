/* rim-kernels-read-c.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-kernels.h"

static void
read_s16_c (const gint16 *stored,
            gsize         n,
            double        slope,
            double        intercept,
            double       *values)
{
  for (gsize i = 0; i < n; i++)
    values[i] = slope * (double) stored[i] + intercept;
}

static void
read_u16_c (const guint16 *stored,
            gsize          n,
            double         slope,
            double         intercept,
            double        *values)
{
  for (gsize i = 0; i < n; i++)
    values[i] = slope * (double) stored[i] + intercept;
}

static void
read_f32_c (const float *stored,
            gsize        n,
            double       slope,
            double       intercept,
            double      *values)
{
  for (gsize i = 0; i < n; i++)
    values[i] = slope * (double) stored[i] + intercept;
}

void
rim_kernels_init_read_c (RimKernels *kernels)
{
  kernels->read_s16 = read_s16_c;
  kernels->read_u16 = read_u16_c;
  kernels->read_f32 = read_f32_c;
}
