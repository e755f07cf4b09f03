/* rim-kernels.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The inner loops of the engine. A kernel
 *
 *  - is a pure function of its arguments: no allocation, no locks, no globals;
 *  - has one contract, written here, and a reference in rim-kernels-c.c;
 *  - gives the same bits on every ISA, which tests/engine/test-kernels checks.
 *
 * Threads, cancellation and errors belong to the callers. Arrays need no more
 * alignment than their type; outputs never overlap inputs, except that an
 * output may be exactly one of the inputs where the contract says "in place".
 */

typedef enum
{
  RIM_CPU_FLAGS_NONE = 0,
  RIM_CPU_FLAGS_AVX2 = 1 << 0,
  RIM_CPU_FLAGS_AVX512 = 1 << 1,
} RimCpuFlags;

/* values[i] = (float) stored[i] * slope + intercept, in single precision and in
 * that order; NaN where low <= stored[i] <= high, which is padding. There is no
 * padding where low > high.
 */
typedef void (*RimValuesS16Func) (const gint16  *stored,
                                  gsize          n,
                                  float          slope,
                                  float          intercept,
                                  gint32         low,
                                  gint32         high,
                                  float         *values);
typedef void (*RimValuesU16Func) (const guint16 *stored,
                                  gsize          n,
                                  float          slope,
                                  float          intercept,
                                  gint32         low,
                                  gint32         high,
                                  float         *values);
typedef void (*RimValuesF32Func) (const float   *stored,
                                  gsize          n,
                                  float          slope,
                                  float          intercept,
                                  float          low,
                                  float          high,
                                  float         *values);

/* values[i] = slope * stored[i] + intercept, in double precision. */
typedef void (*RimReadS16Func) (const gint16  *stored,
                                gsize          n,
                                double         slope,
                                double         intercept,
                                double        *values);
typedef void (*RimReadU16Func) (const guint16 *stored,
                                gsize          n,
                                double         slope,
                                double         intercept,
                                double        *values);
typedef void (*RimReadF32Func) (const float   *stored,
                                gsize          n,
                                double         slope,
                                double         intercept,
                                double        *values);

/* samples[i] = line[index[i]]. Every index is within the line. */
typedef void (*RimSampleNearestFunc) (const float  *line,
                                      const gint32 *index,
                                      gsize         n,
                                      float        *samples);

/* samples[i] = mix (line[low[i]], line[high[i]], fraction[i]), where
 *
 *   mix (a, b, f) = a + f * (b - a)       where a and b are numbers,
 *                   f < 0.5 ? a : b       where either is NaN,
 *
 * so that what is missing does not eat its neighbours, and the bits of a NaN
 * come through.
 */
typedef void (*RimSampleLinearFunc) (const float  *line,
                                     const gint32 *low,
                                     const gint32 *high,
                                     const float  *fraction,
                                     gsize         n,
                                     float        *samples);

/* mixed[i] = mix (a[i], b[i], fraction). In place on @a. */
typedef void (*RimMixFunc) (const float *a,
                            const float *b,
                            float        fraction,
                            gsize        n,
                            float       *mixed);

/**
 * RimObliqueRow:
 * @voxels: 16 bit, of all slices, one after the other
 * @size: how many along each axis, at least 2
 * @slopes: one per slice
 * @intercepts: one per slice
 * @low: the lowest stored value that is padding
 * @high: the highest; below @low where there is none
 * @base: the continuous index of pixel 0
 * @step: from pixel to pixel
 * @is_even: whether all slices have the same slope and intercept, finite ones;
 *   nothing but speed hangs on it
 *
 * A row of pixels that runs anyhow through an image.
 */
typedef struct
{
  gconstpointer  voxels;
  guint32        size[3];
  const float   *slopes;
  const float   *intercepts;
  gint32         low;
  gint32         high;
  double         base[3];
  double         step[3];
  gboolean       is_even;
} RimObliqueRow;

/* samples[x - first] for x from first to first + n - 1, between eight voxels.
 * With, for each axis and in double precision,
 *
 *   place    = floor ((base + x * step) * 2^20 + 0.5) / 2^20, clamped to 0 … size - 1
 *   below    = MIN (floor (place), size - 2)
 *   fraction = (float) (place - below)
 *
 * the values of the voxels, as above with the slope of their slice, are mixed
 * along i, then j, then k. Every pixel lies within half a voxel of the image.
 */
typedef void (*RimSampleObliqueFunc) (const RimObliqueRow *row,
                                      gsize                first,
                                      gsize                n,
                                      float               *samples);

/* pixels[i] = colors[level (values[i])], where
 *
 *   level (v) = (int) (CLAMP ((v - center) * scale + 127.5, 0, 255) + 0.5)
 *
 * in single precision and in that order; 0xff000000 where v is NaN.
 */
typedef void (*RimColorFunc) (const float   *values,
                              gsize          n,
                              float          center,
                              float          scale,
                              const guint32 *colors,
                              guint32       *pixels);

/* Where values[i] >= threshold, each of the lower three 8-bit channels of
 * pixels[i] becomes
 *
 *   (old * (256 - weight) + new * weight + 128) >> 8
 *
 * with new from colors as above and, from its highest 8 bits,
 *
 *   weight = alpha + (alpha >> 7)
 *
 * so that alpha 0 leaves the pixel as it was and 255 covers it. Elsewhere, and
 * where the value is NaN, the pixel stays. Pixels are opaque and stay so; colours
 * are not multiplied by their alpha.
 */
typedef void (*RimBlendFunc) (const float   *values,
                              gsize          n,
                              float          center,
                              float          scale,
                              float          threshold,
                              const guint32 *colors,
                              guint32       *pixels);

/* Where values[i] > highest[i], it becomes highest[i]; so a NaN never does, and of
 * two zeros the first stays. In the same way with < for the lowest.
 */
typedef void (*RimKeepExtremeFunc) (const float *values,
                                    gsize        n,
                                    float       *extremes);

/* Where values[i] is a number, sums[i] += weight * values[i], with product and
 * sum rounded, and weights[i] += weight.
 */
typedef void (*RimAddNumbersFunc) (const float *values,
                                   float        weight,
                                   gsize        n,
                                   float       *sums,
                                   float       *weights);

/* The sum of values, in four interleaved partial sums, (s0 + s1) + (s2 + s3),
 * to which the up to three values that are left over are added one by one.
 */
typedef double (*RimSumFunc) (const double *values,
                              gsize         n);

/* The sum of (values[i] - mean)², in the same order. */
typedef double (*RimSumSquaresFunc) (const double *values,
                                     gsize         n,
                                     double        mean);

/* sums[i] = taps[0] * rows[0][i] + taps[1] * rows[1][i] + …, in that order, with
 * every product and every sum rounded. @n_taps is at least 1.
 */
typedef void (*RimConvolveFunc) (const double **rows,
                                 const double  *taps,
                                 gsize          n_taps,
                                 gsize          n,
                                 double        *sums);
/* sums[i] = rows[0][i] * weights[0] + rows[1][i] * weights[1] + …, in that order
 * and from 0, in single precision.
 */
typedef void (*RimWeightedSumFunc) (const float *const *rows,
                                    const float        *weights,
                                    gsize               n_rows,
                                    gsize               n,
                                    float              *sums);

/* A line is filtered with up to this many others at a time. */
#define RIM_RECURSIVE_LINES 16

/**
 * RimRecursive:
 * @n: of the last four inputs, forwards
 * @m: of the next four inputs, backwards
 * @d: of the last four outputs
 * @bn: of what the outputs before the line would be, times its first input
 * @bm: of what the outputs behind the line would be, times its last input
 *
 * A recursive filter of the fourth order that runs over a line in both directions.
 */
typedef struct
{
  double n[4];
  double m[4];
  double d[4];
  double bn[4];
  double bm[4];
} RimRecursive;

/**
 * RimRecursiveLines:
 * @n: how many samples a line has, at least 4
 * @n_lines: how many lines there are, 1 to %RIM_RECURSIVE_LINES
 * @n_known: how many of them, the first, nothing is added to; fewer than @n_lines
 * @step: from sample to sample of the input
 * @stride: from line to line of the input
 * @first: the first sample to write
 * @end: one past the last sample to write
 * @out_step: from sample to sample of the output
 * @out_stride: from line to line of the output
 * @scratch: (array length=2 × (n + 4) × RIM_RECURSIVE_LINES): room to work in
 *
 * Lines that lie side by side.
 */
typedef struct
{
  gsize   n;
  gsize   n_lines;
  gsize   n_known;
  gsize   step;
  gsize   stride;
  gsize   first;
  gsize   end;
  gsize   out_step;
  gsize   out_stride;
  double *scratch;
} RimRecursiveLines;

/* With x[i] a sample of a line, x[0] before it and x[n - 1] behind it, in double
 * precision and in that order,
 *
 *   f[i] = ((n0 x[i]   + n1 x[i-1]) + n2 x[i-2]) + n3 x[i-3]
 *        - (((d0 f[i-1] + d1 f[i-2]) + d2 f[i-3]) + d3 f[i-4])
 *   b[i] = ((m0 x[i+1] + m1 x[i+2]) + m2 x[i+3]) + m3 x[i+4]
 *        - (((d0 b[i+1] + d1 b[i+2]) + d2 b[i+3]) + d3 b[i+4])
 *   out[i] = (float) (f[i] + b[i])
 *
 * where a term d f[-1 …] is bn x[0] and a term d b[n …] is bm x[n - 1].
 */
typedef void (*RimRecursiveF32Func) (const RimRecursive      *filter,
                                     const RimRecursiveLines *lines,
                                     const float             *in,
                                     float                   *out);
typedef void (*RimRecursiveF64Func) (const RimRecursive      *filter,
                                     const RimRecursiveLines *lines,
                                     const double            *in,
                                     float                   *out);

/* Lines that lie beside each other, stride and out_stride 1, are filtered as above
 * and, from line @n_known on, added:
 *
 *   sums[i] = (float) (sums[i] + (float) (f[i] + b[i]) * scale)
 */
typedef void (*RimRecursiveAddFunc) (const RimRecursive      *filter,
                                     const RimRecursiveLines *lines,
                                     const float             *in,
                                     double                   scale,
                                     float                   *sums);

/**
 * RimSplineRow:
 * @rows: coefficients beside the first voxel, the four rows of a slice one after
 *   the other, slice by slice; each has @n + 3 of them
 * @outer: the weights of the slices
 * @middle: the weights of the rows of a slice
 * @inner: the weights along a row: four for each voxel
 * @stride: between the weights of one voxel
 * @step: from voxel to voxel, 1; or 0 where all have the same weights
 * @n: how many voxels
 *
 * What a cubic spline has at places beside the voxels of a row.
 */
typedef struct
{
  const double *rows[16];
  double        outer[4];
  double        middle[4];
  const double *inner;
  gsize         stride;
  gsize         step;
  gsize         n;
} RimSplineRow;

/* samples[i] is the sum, from 0 and in that order, over a (slices), b (rows) and c of
 *
 *   ((rows[4 a + b][i + c] * outer[a]) * middle[b]) * inner[c * stride + i * step]
 *
 * One more coefficient of each row is read, and may be anything.
 */
typedef void (*RimSplineRowFunc) (const RimSplineRow *row,
                                  double             *samples);

/* So many voxels beside each other cost as much as fewer do. */
#define RIM_SPLINE_ROW_BLOCK 16

/* Turns samples x[0 … n - 1] of @width lines that lie side by side, and whose samples
 * are @step apart, into the coefficients of a cubic spline, in place. With the pole
 * z = √3 − 2 and w = z^(n - 1), n at least 2, in that order,
 *
 *   x[i]     = x[i] * ((1 - z) * (1 - 1 / z))
 *   x[0]     = x[0] + w * x[n - 1], then for i from 1 to n - 2
 *              + z^i * (x[i] + w * x[n - 1 - i]), and at last / (1 - w * w)
 *   x[i]     = x[i] + z * x[i - 1]
 *   x[n - 1] = (z * x[n - 2] + x[n - 1]) * z / (z * z - 1)
 *   x[i]     = z * (x[i + 1] - x[i])
 *
 * where powers of z are made one from the other.
 */
#define RIM_SPLINE_POLE (-0.267949192431122706472553658494127633)

typedef void (*RimSplineLinesFunc) (double *lines,
                                    gsize   n,
                                    gsize   step,
                                    gsize   width);

/* samples[i] = CLAMP (trunc (samples[i] + 0.5), low, high), with - 0.5 where it is not
 * above 0. NaN stays.
 */
typedef void (*RimRoundSamplesFunc) (double *samples,
                                     gsize   n,
                                     double  low,
                                     double  high);

/* singles[i] = (float) samples[i], then samples[i] = (double) singles[i]. */
typedef void (*RimSingleSamplesFunc) (double *samples,
                                      gsize   n,
                                      float  *singles);

/* So many voxels, which lie side by side, are computed at a time. */
#define RIM_PATTERN_LANES 8

/* For each function f and each lane l, over s from 0 on and in that order,
 *
 *   sums[f * RIM_PATTERN_LANES + l] = the sum of functions[s * n_functions + f]
 *                                     where samples[s * stride + l] >= centers[l]
 *
 * Functions are finite.
 */
typedef void (*RimAddPatternFunc) (const double *samples,
                                   gsize         stride,
                                   const double *centers,
                                   const double *functions,
                                   gsize         n_samples,
                                   gsize         n_functions,
                                   double       *sums);

/* Pairwise sums, as NumPy has them: of up to RIM_PAIRWISE_N values RIM_PAIRWISE_PARTS
 * interleaved partial sums s, ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7)), to which
 * the values that are left over are added one by one; of more values the sum of both
 * halves, the first a multiple of RIM_PAIRWISE_PARTS.
 */
#define RIM_PAIRWISE_N     128
#define RIM_PAIRWISE_PARTS 8

/* For each lane, of n values that are @stride apart, at least one,
 *
 *   means[l]   = the sum of them / n
 *   seconds[l] = the sum of their squared distances from it
 *   fourths[l] = the sum of the squares of these
 *
 * as pairwise sums. @room has n × RIM_PATTERN_LANES values.
 */
typedef void (*RimMomentsF32Func) (const float  *values,
                                   gsize         n,
                                   gsize         stride,
                                   float        *room,
                                   float        *means,
                                   float        *seconds,
                                   float        *fourths);
typedef void (*RimMomentsF64Func) (const double *values,
                                   gsize         n,
                                   gsize         stride,
                                   double       *room,
                                   double       *means,
                                   double       *seconds,
                                   double       *fourths);

typedef struct
{
  RimValuesS16Func     values_s16;
  RimValuesU16Func     values_u16;
  RimValuesF32Func     values_f32;
  RimReadS16Func       read_s16;
  RimReadU16Func       read_u16;
  RimReadF32Func       read_f32;
  RimSampleNearestFunc sample_nearest;
  RimSampleLinearFunc  sample_linear;
  RimMixFunc           mix;
  RimSampleObliqueFunc sample_oblique_s16;
  RimSampleObliqueFunc sample_oblique_u16;
  RimColorFunc         color;
  RimBlendFunc         blend;
  RimKeepExtremeFunc   keep_highest;
  RimKeepExtremeFunc   keep_lowest;
  RimAddNumbersFunc    add_numbers;
  RimSumFunc           sum;
  RimSumSquaresFunc    sum_squares;
  RimConvolveFunc      convolve;
  RimWeightedSumFunc   weighted_sum;
  RimRecursiveF32Func  recursive_f32;
  RimRecursiveF64Func  recursive_f64;
  RimRecursiveAddFunc  recursive_add;
  RimSplineRowFunc     spline_row;
  RimSplineLinesFunc   spline_lines;
  RimRoundSamplesFunc  round_samples;
  RimSingleSamplesFunc single_samples;
  RimAddPatternFunc    add_pattern;
  RimMomentsF32Func    moments_f32;
  RimMomentsF64Func    moments_f64;
} RimKernels;

const RimKernels *rim_kernels_get           (void);
RimKernels        rim_kernels_for_flags     (RimCpuFlags flags);
RimCpuFlags       rim_kernels_get_cpu_flags (void);
RimCpuFlags       rim_kernels_parse_flags   (const char *names,
                                             RimCpuFlags available);

void              rim_kernels_init_c        (RimKernels *kernels);
void              rim_kernels_init_avx2     (RimKernels *kernels);
void              rim_kernels_init_avx512   (RimKernels *kernels);

/* Those that read voxels, which the two above call. */
void              rim_kernels_init_read_c   (RimKernels *kernels);
void              rim_kernels_init_read_avx2 (RimKernels *kernels);
/* Those of slabs, which the two above call. */
void              rim_kernels_init_oblique_avx2 (RimKernels *kernels);
void              rim_kernels_init_slab_c   (RimKernels *kernels);
void              rim_kernels_init_slab_avx2 (RimKernels *kernels);

/* Those of engine/filter, which the two above call; and of its splines and patterns,
 * which these call.
 */
void              rim_kernels_init_filter_c (RimKernels *kernels);
void              rim_kernels_init_filter_avx2 (RimKernels *kernels);
void              rim_kernels_init_recursive_avx2 (RimKernels *kernels);
void              rim_kernels_init_spline_c (RimKernels *kernels);
void              rim_kernels_init_spline_avx2 (RimKernels *kernels);
void              rim_kernels_init_pattern_c (RimKernels *kernels);
void              rim_kernels_init_pattern_avx2 (RimKernels *kernels);

G_END_DECLS
