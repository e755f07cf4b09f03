/* rim-kernels-c.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-kernels.h"

#include <math.h>

#define OPAQUE_BLACK 0xff000000u

static void
values_s16_c (const gint16 *stored,
              gsize         n,
              float         slope,
              float         intercept,
              gint32        low,
              gint32        high,
              float        *values)
{
  for (gsize i = 0; i < n; i++)
    {
      gboolean is_padding = stored[i] >= low && stored[i] <= high;

      values[i] = is_padding ? NAN : (float) stored[i] * slope + intercept;
    }
}

static void
values_u16_c (const guint16 *stored,
              gsize          n,
              float          slope,
              float          intercept,
              gint32         low,
              gint32         high,
              float         *values)
{
  for (gsize i = 0; i < n; i++)
    {
      gboolean is_padding = stored[i] >= low && stored[i] <= high;

      values[i] = is_padding ? NAN : (float) stored[i] * slope + intercept;
    }
}

static void
values_f32_c (const float *stored,
              gsize        n,
              float        slope,
              float        intercept,
              float        low,
              float        high,
              float       *values)
{
  for (gsize i = 0; i < n; i++)
    {
      gboolean is_padding = stored[i] >= low && stored[i] <= high;

      values[i] = is_padding ? NAN : stored[i] * slope + intercept;
    }
}

static void
sample_nearest_c (const float  *line,
                  const gint32 *index,
                  gsize         n,
                  float        *samples)
{
  for (gsize i = 0; i < n; i++)
    samples[i] = line[index[i]];
}

static inline float
mix (float a,
     float b,
     float fraction)
{
  if (isunordered (a, b))
    return fraction < 0.5f ? a : b;

  return a + fraction * (b - a);
}

static void
sample_linear_c (const float  *line,
                 const gint32 *low,
                 const gint32 *high,
                 const float  *fraction,
                 gsize         n,
                 float        *samples)
{
  for (gsize i = 0; i < n; i++)
    samples[i] = mix (line[low[i]], line[high[i]], fraction[i]);
}

static void
mix_c (const float *a,
       const float *b,
       float        fraction,
       gsize        n,
       float       *mixed)
{
  for (gsize i = 0; i < n; i++)
    mixed[i] = mix (a[i], b[i], fraction);
}

#define PLACE_UNIT 1048576.0

/* The voxel below a place, and how far the place is on the way to the next. */
static inline gsize
find_below (const RimObliqueRow *row,
            guint                axis,
            gsize                x,
            float               *fraction)
{
  double place = row->base[axis] + (double) x * row->step[axis];
  double last = (double) row->size[axis] - 1.0;
  double below;

  place = floor (place * PLACE_UNIT + 0.5) * (1.0 / PLACE_UNIT);
  place = place > 0.0 ? place : 0.0;
  place = place < last ? place : last;
  below = floor (place);
  below = below < last - 1.0 ? below : last - 1.0;
  *fraction = (float) (place - below);

  return (gsize) below;
}

static inline float
scale_stored (const RimObliqueRow *row,
              gint32               stored,
              gsize                k)
{
  if (stored >= row->low && stored <= row->high)
    return NAN;

  return (float) stored * row->slopes[k] + row->intercepts[k];
}

static inline float
mix_pair (const RimObliqueRow *row,
          gboolean             is_signed,
          gsize                at,
          gsize                k,
          float                fraction)
{
  const guint16 *voxels = row->voxels;
  gint32 a = is_signed ? (gint16) voxels[at] : voxels[at];
  gint32 b = is_signed ? (gint16) voxels[at + 1] : voxels[at + 1];

  return mix (scale_stored (row, a, k), scale_stored (row, b, k), fraction);
}

static inline float
sample_oblique_at (const RimObliqueRow *row,
                   gboolean             is_signed,
                   gsize                x)
{
  float fractions[3];
  gsize i = find_below (row, 0, x, &fractions[0]);
  gsize j = find_below (row, 1, x, &fractions[1]);
  gsize k = find_below (row, 2, x, &fractions[2]);
  gsize slice = (gsize) row->size[0] * row->size[1];
  gsize at = k * slice + j * row->size[0] + i;
  float low, high;

  low = mix (mix_pair (row, is_signed, at, k, fractions[0]),
             mix_pair (row, is_signed, at + row->size[0], k, fractions[0]), fractions[1]);
  at += slice;
  high = mix (mix_pair (row, is_signed, at, k + 1, fractions[0]),
              mix_pair (row, is_signed, at + row->size[0], k + 1, fractions[0]), fractions[1]);

  return mix (low, high, fractions[2]);
}

static void
sample_oblique_s16_c (const RimObliqueRow *row,
                      gsize                first,
                      gsize                n,
                      float               *samples)
{
  for (gsize i = 0; i < n; i++)
    samples[i] = sample_oblique_at (row, TRUE, first + i);
}

static void
sample_oblique_u16_c (const RimObliqueRow *row,
                      gsize                first,
                      gsize                n,
                      float               *samples)
{
  for (gsize i = 0; i < n; i++)
    samples[i] = sample_oblique_at (row, FALSE, first + i);
}

static inline guint
level_of (float value,
          float center,
          float scale)
{
  float level = (value - center) * scale + 127.5f;

  level = level > 0.0f ? level : 0.0f;
  level = level < 255.0f ? level : 255.0f;

  return (guint) (level + 0.5f);
}

static void
color_c (const float   *values,
         gsize          n,
         float          center,
         float          scale,
         const guint32 *colors,
         guint32       *pixels)
{
  for (gsize i = 0; i < n; i++)
    pixels[i] = isnan (values[i]) ? OPAQUE_BLACK : colors[level_of (values[i], center, scale)];
}

static inline guint32
blend_pixel (guint32 below,
             guint32 above)
{
  guint32 alpha = above >> 24;
  guint32 weight = alpha + (alpha >> 7);
  guint32 result = OPAQUE_BLACK;

  for (guint shift = 0; shift < 24; shift += 8)
    {
      guint32 a = (below >> shift) & 0xff;
      guint32 b = (above >> shift) & 0xff;

      result |= ((a * (256 - weight) + b * weight + 128) >> 8) << shift;
    }

  return result;
}

static void
blend_c (const float   *values,
         gsize          n,
         float          center,
         float          scale,
         float          threshold,
         const guint32 *colors,
         guint32       *pixels)
{
  for (gsize i = 0; i < n; i++)
    if (values[i] >= threshold)
      pixels[i] = blend_pixel (pixels[i], colors[level_of (values[i], center, scale)]);
}

static double
sum_c (const double *values,
       gsize         n)
{
  double partial[4] = { 0.0, 0.0, 0.0, 0.0 };
  gsize whole = n - n % 4;
  double sum;

  for (gsize i = 0; i < whole; i++)
    partial[i % 4] += values[i];

  sum = (partial[0] + partial[1]) + (partial[2] + partial[3]);
  for (gsize i = whole; i < n; i++)
    sum += values[i];

  return sum;
}

static double
sum_squares_c (const double *values,
               gsize         n,
               double        mean)
{
  double partial[4] = { 0.0, 0.0, 0.0, 0.0 };
  gsize whole = n - n % 4;
  double sum;

  for (gsize i = 0; i < whole; i++)
    partial[i % 4] += (values[i] - mean) * (values[i] - mean);

  sum = (partial[0] + partial[1]) + (partial[2] + partial[3]);
  for (gsize i = whole; i < n; i++)
    sum += (values[i] - mean) * (values[i] - mean);

  return sum;
}

static void
convolve_c (const double **rows,
            const double  *taps,
            gsize          n_taps,
            gsize          n,
            double        *sums)
{
  for (gsize i = 0; i < n; i++)
    sums[i] = taps[0] * rows[0][i];

  for (gsize t = 1; t < n_taps; t++)
    {
      const double tap = taps[t];
      const double *row = rows[t];

      for (gsize i = 0; i < n; i++)
        sums[i] += tap * row[i];
    }
}

void
rim_kernels_init_c (RimKernels *kernels)
{
  kernels->values_s16 = values_s16_c;
  kernels->values_u16 = values_u16_c;
  kernels->values_f32 = values_f32_c;
  kernels->sample_nearest = sample_nearest_c;
  kernels->sample_linear = sample_linear_c;
  kernels->mix = mix_c;
  kernels->sample_oblique_s16 = sample_oblique_s16_c;
  kernels->sample_oblique_u16 = sample_oblique_u16_c;
  kernels->color = color_c;
  kernels->blend = blend_c;
  kernels->sum = sum_c;
  kernels->sum_squares = sum_squares_c;
  kernels->convolve = convolve_c;
  rim_kernels_init_read_c (kernels);
  rim_kernels_init_filter_c (kernels);
  rim_kernels_init_slab_c (kernels);
}
