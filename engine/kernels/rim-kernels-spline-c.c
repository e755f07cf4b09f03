/* rim-kernels-spline-c.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-kernels.h"

#include <math.h>

static void
spline_row_c (const RimSplineRow *row,
              double             *samples)
{
  for (gsize i = 0; i < row->n; i++)
    {
      double sum = 0.0;

      for (gsize r = 0; r < 16; r++)
        for (gsize c = 0; c < 4; c++)
          sum += row->rows[r][i + c] * row->outer[r / 4] * row->middle[r % 4] *
                 row->inner[c * row->stride + i * row->step];
      samples[i] = sum;
    }
}

/* As M. Unser, A. Aldroubi and M. Eden, "Fast B-spline transforms", IEEE PAMI
 * 13(3) (1991), in the order of SciPy's spline_filter1d().
 */
static void
begin_lines (double *lines,
             gsize   n,
             gsize   step,
             gsize   width)
{
  const double whole = pow (RIM_SPLINE_POLE, (double) (n - 1));
  double power = RIM_SPLINE_POLE;

  for (gsize x = 0; x < width; x++)
    lines[x] = lines[x] + whole * lines[(n - 1) * step + x];

  for (gsize i = 1; i + 1 < n; i++, power *= RIM_SPLINE_POLE)
    for (gsize x = 0; x < width; x++)
      lines[x] += power * (lines[i * step + x] + whole * lines[(n - 1 - i) * step + x]);

  for (gsize x = 0; x < width; x++)
    lines[x] /= 1 - whole * whole;
}

static void
spline_lines_c (double *lines,
                gsize   n,
                gsize   step,
                gsize   width)
{
  const double gain = (1.0 - RIM_SPLINE_POLE) * (1.0 - 1.0 / RIM_SPLINE_POLE);
  double *last = lines + (n - 1) * step;

  for (gsize i = 0; i < n; i++)
    for (gsize x = 0; x < width; x++)
      lines[i * step + x] *= gain;

  begin_lines (lines, n, step, width);
  for (gsize i = 1; i < n; i++)
    for (gsize x = 0; x < width; x++)
      lines[i * step + x] += RIM_SPLINE_POLE * lines[(i - 1) * step + x];

  for (gsize x = 0; x < width; x++)
    last[x] = (RIM_SPLINE_POLE * (last - step)[x] + last[x]) * RIM_SPLINE_POLE / (RIM_SPLINE_POLE * RIM_SPLINE_POLE - 1);
  for (gsize i = n - 1; i-- > 0;)
    for (gsize x = 0; x < width; x++)
      lines[i * step + x] = RIM_SPLINE_POLE * (lines[(i + 1) * step + x] - lines[i * step + x]);
}

void
rim_kernels_init_spline_c (RimKernels *kernels)
{
  kernels->spline_row = spline_row_c;
  kernels->spline_lines = spline_lines_c;
}
