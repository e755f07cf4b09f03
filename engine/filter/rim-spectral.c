/* rim-spectral.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-spectral.h"

#include <math.h>

#include "core/rim-parallel.h"

#define VALUES_PER_BLOCK 8192

typedef struct
{
  const RimSpectralFilter *filter;
  const RimComplex        *spectrum;
  RimComplex              *product;
  double                  *frequencies[3];
  guint                    total;         /* order */
  double                   norm;
} Job;

/* Frequencies as the maps that the IBSI publishes have them: in units of the
 * Nyquist frequency, from -1 to 1 in equal steps with both ends. Of an even number
 * of values none is 0, so that those of index k and -k do not mirror each other.
 */
static double *
make_frequencies (guint n)
{
  double *frequencies = g_new (double, n);

  for (guint f = 0; f < n; f++)
    {
      guint shifted = (f + n / 2) % n;

      frequencies[f] = n == 1 ? 0.0 : 2.0 * shifted / (n - 1.0) - 1.0;
    }

  return frequencies;
}

static double
power (double base,
       guint  exponent)
{
  double product = 1.0;

  for (guint e = 0; e < exponent; e++)
    product *= base;

  return product;
}

static double
evaluate_band (double radius,
               guint  level)
{
  double scaled = ldexp (radius, (int) level - 1);

  if (level == 0)
    return 1.0;

  return scaled >= 0.25 && scaled <= 1.0 ? cos (0.5 * G_PI * log2 (2.0 * scaled)) : 0.0;
}

/* But for the power of -i. */
static double
evaluate (const Job *job,
          double     x,
          double     y,
          double     z)
{
  const guint *order = job->filter->order;
  double radius = sqrt (x * x + y * y + z * z);
  double value = evaluate_band (radius, job->filter->level);

  if (job->total == 0 || value == 0.0)
    return value;
  if (radius == 0.0)
    return 0.0;

  return value * job->norm * power (x / radius, order[0]) * power (y / radius, order[1]) *
         power (z / radius, order[2]);
}

/* (-i)^order × factor × value */
static RimComplex
turn (RimComplex value,
      double     factor,
      guint      order)
{
  RimComplex turned = { factor * value.re, factor * value.im };

  for (guint o = 0; o < order % 4; o++)
    turned = (RimComplex) { turned.im, -turned.re };

  return turned;
}

/* Of what is filtered the real part counts, so that a frequency and its mirror
 * image may share what is done to them.
 */
static void
filter_row (const Job *job,
            gsize      row)
{
  const guint *size = job->filter->size;
  const gsize n_half = size[0] / 2 + 1;
  const gsize j = row % size[1], k = row / size[1];
  const double y = job->frequencies[1][j], z = job->frequencies[2][k];
  const double mirror_y = job->frequencies[1][(size[1] - j) % size[1]];
  const double mirror_z = job->frequencies[2][(size[2] - k) % size[2]];
  const double sign = job->total % 2 == 0 ? 1.0 : -1.0;
  const double n = (double) size[0] * size[1] * size[2];

  for (gsize i = 0; i < n_half; i++)
    {
      const double mirror_x = job->frequencies[0][(size[0] - i) % size[0]];
      double here = evaluate (job, job->frequencies[0][i], y, z);
      double there = evaluate (job, mirror_x, mirror_y, mirror_z);

      job->product[row * n_half + i] = turn (job->spectrum[row * n_half + i],
                                             0.5 * (here + sign * there) / n, job->total);
    }
}

static void
filter_rows (gsize    begin,
             gsize    end,
             gpointer data)
{
  for (gsize row = begin; row < end; row++)
    filter_row (data, row);
}

static double
factorial (guint n)
{
  double product = 1.0;

  for (guint f = 2; f <= n; f++)
    product *= (double) f;

  return product;
}

/**
 * rim_riesz_get_norm:
 * @order: how often to derive along each axis
 *
 * Returns: what the product of directions is multiplied by:
 *   sqrt (L! / (l1! l2! l3!))
 */
double
rim_riesz_get_norm (const guint order[3])
{
  return sqrt (factorial (order[0] + order[1] + order[2]) /
               (factorial (order[0]) * factorial (order[1]) * factorial (order[2])));
}

/**
 * rim_spectral_filter:
 * @self: a filter
 * @spectrum: of real values, as rim_fft_transform_real() gives it
 * @product: (out caller-allocates): what rim_fft_invert_real() makes the response
 *   of, divided by the number of values already; may be @spectrum
 *
 * Filters by frequencies (IBSI 2, Simoncelli's wavelet and Riesz transforms).
 */
void
rim_spectral_filter (const RimSpectralFilter *self,
                     const RimComplex        *spectrum,
                     RimComplex              *product)
{
  const guint *order = self->order;
  Job job = { .filter = self, .spectrum = spectrum, .product = product };

  job.total = order[0] + order[1] + order[2];
  job.norm = rim_riesz_get_norm (order);
  for (guint axis = 0; axis < 3; axis++)
    {
      job.frequencies[axis] = make_frequencies (self->size[axis]);
      for (guint f = 0; f < self->size[axis] && axis >= self->n_axes; f++)
        job.frequencies[axis][f] = 0.0;
    }

  rim_parallel_for ((gsize) self->size[1] * self->size[2],
                    MAX (1, VALUES_PER_BLOCK / self->size[0]), filter_rows, &job);

  for (guint axis = 0; axis < 3; axis++)
    g_free (job.frequencies[axis]);
}
