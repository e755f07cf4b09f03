/* test-kernels.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "kernels/rim-kernels.h"

#include <math.h>
#include <string.h>

#define MAX_N  67
#define SLACK  4
#define GUARD  0xfadefadeu
#define ROUNDS 2000
#define LINE   40

/* Every ISA against the reference, bit for bit: random input with NaN, infinity
 * and extremes, every length up to a few vectors, unaligned starts, and a guard
 * past the end. With -m perf, also the speed of each.
 */
static const struct
{
  const char  *name;
  RimCpuFlags  flags;
} isas[] = {
  { "avx2", RIM_CPU_FLAGS_AVX2 },
  { "avx512", RIM_CPU_FLAGS_AVX2 | RIM_CPU_FLAGS_AVX512 },
};

typedef struct
{
  RimKernels reference;
  RimKernels kernels;
  gsize      n;
  gsize      offset;
  float      a[MAX_N + SLACK];
  float      b[MAX_N + SLACK];
  float      fractions[MAX_N + SLACK];
  double     doubles[MAX_N + SLACK];
  gint16     stored[MAX_N + SLACK];
  gint32     low[MAX_N + SLACK];
  gint32     high[MAX_N + SLACK];
  float      line[LINE];
  guint32    colors[256];
  guint32    expected[MAX_N + 1];
  guint32    actual[MAX_N + 1];
} Round;

static float
random_float (void)
{
  static const float odd[] = { NAN, INFINITY, -INFINITY, 0.0f, -0.0f, 1e30f, -1e30f, 1e-40f };

  if (g_test_rand_int_range (0, 8) == 0)
    return odd[g_test_rand_int_range (0, G_N_ELEMENTS (odd))];

  return (float) g_test_rand_double_range (-2000, 4000);
}

static void
fill_round (Round *self)
{
  self->n = (gsize) g_test_rand_int_range (0, MAX_N + 1);
  self->offset = (gsize) g_test_rand_int_range (0, SLACK);

  for (gsize i = 0; i < MAX_N + SLACK; i++)
    {
      self->a[i] = random_float ();
      self->b[i] = random_float ();
      self->fractions[i] = (float) g_test_rand_double_range (0, 1);
      self->doubles[i] = g_test_rand_double_range (-1e5, 1e5);
      self->stored[i] = (gint16) g_test_rand_int_range (G_MININT16, G_MAXINT16 + 1);
      self->low[i] = g_test_rand_int_range (0, LINE);
      self->high[i] = g_test_rand_int_range (0, LINE);
    }

  for (gsize i = 0; i < LINE; i++)
    self->line[i] = random_float ();
  for (gsize i = 0; i < 256; i++)
    self->colors[i] = (guint32) g_test_rand_int ();
  for (gsize i = 0; i <= MAX_N; i++)
    self->expected[i] = self->actual[i] = i < self->n ? 0xff000000u | (guint32) g_test_rand_int ()
                                                      : GUARD;
}

/* Which bits a NaN that arithmetic makes has is the compiler's choice; that it
 * is one is not.
 */
static void
settle_nans (guint32 *words)
{
  for (gsize i = 0; i <= MAX_N; i++)
    if ((words[i] & 0x7f800000u) == 0x7f800000u && (words[i] & 0x7fffffu) != 0)
      words[i] = 0x7fc00000u;
}

static void
run_values (const RimKernels *kernels,
            Round            *self,
            guint32          *out)
{
  float *values = (gpointer) out;
  gint32 pad = self->low[0] * 1000 - 20000;

  kernels->values_s16 (self->stored + self->offset, self->n, 0.37f, -11.0f, pad, pad + 5000,
                       values);
}

static void
run_values_u16 (const RimKernels *kernels,
                Round            *self,
                guint32          *out)
{
  kernels->values_u16 ((const guint16 *) self->stored + self->offset, self->n, 1.7f, 3.0f,
                       self->low[0] * 2000, self->high[0] * 2000, (gpointer) out);
}

static void
run_values_f32 (const RimKernels *kernels,
                Round            *self,
                guint32          *out)
{
  kernels->values_f32 (self->a + self->offset, self->n, 1.7f, 3.0f, 10.0f, 500.0f, (gpointer) out);
}

static void
run_sample_nearest (const RimKernels *kernels,
                    Round            *self,
                    guint32          *out)
{
  kernels->sample_nearest (self->line, self->low + self->offset, self->n, (gpointer) out);
}

static void
run_sample_linear (const RimKernels *kernels,
                   Round            *self,
                   guint32          *out)
{
  kernels->sample_linear (self->line, self->low + self->offset, self->high + self->offset,
                          self->fractions + self->offset, self->n, (gpointer) out);
}

static void
run_mix (const RimKernels *kernels,
         Round            *self,
         guint32          *out)
{
  kernels->mix (self->a + self->offset, self->b + self->offset, self->fractions[0], self->n,
                (gpointer) out);
}

static void
run_mix_in_place (const RimKernels *kernels,
                  Round            *self,
                  guint32          *out)
{
  memcpy (out, self->a + self->offset, self->n * sizeof *out);
  kernels->mix ((gpointer) out, self->b + self->offset, self->fractions[0], self->n,
                (gpointer) out);
}

static RimObliqueRow
make_oblique_row (Round *self)
{
  static const float slopes[] = { 1.0f, 0.3f, 2.7f, 0.01f };
  static const float intercepts[] = { 0.0f, -1024.0f, 3.3f, 0.7f };
  static const float even[] = { -1024.0f, -1024.0f, -1024.0f, -1024.0f };
  RimObliqueRow row = {
    .voxels = self->stored + self->offset,
    .size = { 4, 4, 4 },
    .slopes = slopes,
    .intercepts = intercepts,
    .low = self->low[1] * 1000 - 20000,
    .high = self->low[1] * 1000 - 15000,
    .is_even = self->low[2] % 2 == 0,
  };

  if (row.is_even)
    row.slopes = row.intercepts = even;
  if (self->low[3] % 2 == 0)
    row.high = row.low - 1;

  for (guint axis = 0; axis < 3; axis++)
    {
      double from = self->fractions[axis] * 4.0 - 0.5;
      double to = self->fractions[axis + 3] * 4.0 - 0.5;

      row.base[axis] = from;
      row.step[axis] = self->low[axis] % 4 == 0 ? 0.0 : (to - from) / MAX_N;
    }

  return row;
}

static void
run_oblique_s16 (const RimKernels *kernels,
                 Round            *self,
                 guint32          *out)
{
  RimObliqueRow row = make_oblique_row (self);

  kernels->sample_oblique_s16 (&row, 0, self->n, (gpointer) out);
}

static void
run_oblique_u16 (const RimKernels *kernels,
                 Round            *self,
                 guint32          *out)
{
  RimObliqueRow row = make_oblique_row (self);

  kernels->sample_oblique_u16 (&row, self->n / 3, self->n - self->n / 3, (gpointer) out);
}

static void
run_color (const RimKernels *kernels,
           Round            *self,
           guint32          *out)
{
  kernels->color (self->a + self->offset, self->n, 40.0f, 255.0f / (self->low[0] * 20.0f + 1e-3f),
                  self->colors, out);
}

static void
run_blend (const RimKernels *kernels,
           Round            *self,
           guint32          *out)
{
  static const float thresholds[] = { -INFINITY, 0.0f, 300.0f };

  kernels->blend (self->a + self->offset, self->n, 40.0f, 0.3f, thresholds[self->low[0] % 3],
                  self->colors, out);
}

static void
run_keep_highest (const RimKernels *kernels,
                  Round            *self,
                  guint32          *out)
{
  memcpy (out, self->a + self->offset, self->n * sizeof *out);
  kernels->keep_highest (self->b + self->offset, self->n, (gpointer) out);
}

static void
run_keep_lowest (const RimKernels *kernels,
                 Round            *self,
                 guint32          *out)
{
  memcpy (out, self->a + self->offset, self->n * sizeof *out);
  kernels->keep_lowest (self->b + self->offset, self->n, (gpointer) out);
}

static void
run_add_numbers (const RimKernels *kernels,
                 Round            *self,
                 guint32          *out)
{
  const gsize n = self->n / 2;
  float sums[MAX_N + 1];
  float weights[MAX_N + 1];

  memcpy (sums, self->a, sizeof sums);
  memcpy (weights, self->fractions, sizeof weights);
  kernels->add_numbers (self->b + self->offset, self->fractions[1], n, sums, weights);
  g_assert_cmpmem (sums + n, sizeof *sums, self->a + n, sizeof *sums);
  g_assert_cmpfloat (weights[n], ==, self->fractions[n]);
  memcpy (out, sums, n * sizeof *sums);
  memcpy (out + n, weights, n * sizeof *weights);
}

static void
run_sums (const RimKernels *kernels,
          Round            *self,
          guint32          *out)
{
  double sum = kernels->sum (self->doubles + self->offset, self->n);
  double squares = kernels->sum_squares (self->doubles + self->offset, self->n, 12.34);

  memcpy (out, &sum, sizeof sum);
  memcpy (out + 2, &squares, sizeof squares);
}

/* One row of each type, of a third of the length, as values are twice as wide. */
static void
run_read (const RimKernels *kernels,
          Round            *self,
          guint32          *out)
{
  const gsize n = self->n / 6;
  double values[3 * (MAX_N / 6) + 1];

  values[3 * n] = self->doubles[0];
  kernels->read_s16 (self->stored + self->offset, n, 0.3, -1024.7, values);
  kernels->read_u16 ((const guint16 *) self->stored + self->offset, n, 1.7, 3.1, values + n);
  kernels->read_f32 (self->a + self->offset, n, -0.1, 0.0, values + 2 * n);
  g_assert_cmpfloat (values[3 * n], ==, self->doubles[0]);
  memcpy (out, values, 3 * n * sizeof *values);
}

static void
run_convolve (const RimKernels *kernels,
              Round            *self,
              guint32          *out)
{
  const double taps[] = { 0.1, -0.7, 1.0 / 3.0, 2.5, -1e-3 };
  const gsize n = self->n / 2;
  const double *rows[G_N_ELEMENTS (taps)];
  double sums[MAX_N / 2 + 1];

  for (guint t = 0; t < G_N_ELEMENTS (taps); t++)
    rows[t] = self->doubles + self->offset + (guint) self->low[t] % 30;

  sums[n] = self->doubles[0];
  kernels->convolve (rows, taps, 1 + self->n % G_N_ELEMENTS (taps), n, sums);
  g_assert_cmpfloat (sums[n], ==, self->doubles[0]);
  memcpy (out, sums, n * sizeof *sums);
}

typedef void (*CheckFunc) (const RimKernels *kernels,
                           Round            *self,
                           guint32          *out);

static const struct
{
  const char *name;
  CheckFunc   run;
  gboolean    is_arithmetic;
} checks[] = {
  { "values-s16", run_values, TRUE },
  { "values-u16", run_values_u16, TRUE },
  { "values-f32", run_values_f32, TRUE },
  { "read", run_read, TRUE },
  { "sample-nearest", run_sample_nearest, FALSE },
  { "sample-linear", run_sample_linear, TRUE },
  { "mix", run_mix, TRUE },
  { "mix-in-place", run_mix_in_place, TRUE },
  { "sample-oblique-s16", run_oblique_s16, TRUE },
  { "sample-oblique-u16", run_oblique_u16, TRUE },
  { "color", run_color, FALSE },
  { "blend", run_blend, FALSE },
  { "keep-highest", run_keep_highest, FALSE },
  { "keep-lowest", run_keep_lowest, FALSE },
  { "add-numbers", run_add_numbers, TRUE },
  { "sums", run_sums, FALSE },
  { "convolve", run_convolve, FALSE },
};

static void
test_kernel (gconstpointer data)
{
  guint which = GPOINTER_TO_UINT (data);
  guint check = which / G_N_ELEMENTS (isas);
  RimCpuFlags flags = isas[which % G_N_ELEMENTS (isas)].flags;
  Round self;

  if ((rim_kernels_get_cpu_flags () & flags) != flags)
    {
      g_test_skip ("This CPU does not have it");
      return;
    }

  self.reference = rim_kernels_for_flags (RIM_CPU_FLAGS_NONE);
  self.kernels = rim_kernels_for_flags (flags);

  for (guint round = 0; round < ROUNDS; round++)
    {
      fill_round (&self);
      memcpy (self.actual, self.expected, sizeof self.actual);
      checks[check].run (&self.reference, &self, self.expected);
      checks[check].run (&self.kernels, &self, self.actual);

      if (checks[check].is_arithmetic)
        {
          settle_nans (self.expected);
          settle_nans (self.actual);
        }
      g_assert_cmpmem (self.expected, sizeof self.expected, self.actual, sizeof self.actual);
    }
}

/* The contract itself, on values one can follow. */
static void
test_contract (void)
{
  RimKernels kernels = rim_kernels_for_flags (RIM_CPU_FLAGS_NONE);
  const gint16 stored[] = { -5, 0, 7, 8 };
  const float values[] = { -10, 0, 0.49f, 127.5f, 255, 300, NAN };
  const double numbers[] = { 1, 2, 3, 4, 5 };
  const double *rows[] = { numbers + 2, numbers };
  double sums[3];
  float out[4];
  guint32 colors[256];
  guint32 pixels[7];

  kernels.values_s16 (stored, 4, 2, 1, 7, 7, out);
  g_assert_cmpfloat (out[0], ==, -9);
  g_assert_cmpfloat (out[1], ==, 1);
  g_assert_true (isnan (out[2]));
  g_assert_cmpfloat (out[3], ==, 17);

  for (guint i = 0; i < 256; i++)
    colors[i] = 0xff000000u | i;
  kernels.color (values, 7, 127.5f, 1.0f, colors, pixels);
  g_assert_cmphex (pixels[0], ==, 0xff000000u);
  g_assert_cmphex (pixels[2], ==, 0xff000000u);
  g_assert_cmphex (pixels[3], ==, 0xff000080u);
  g_assert_cmphex (pixels[4], ==, 0xff0000ffu);
  g_assert_cmphex (pixels[5], ==, 0xff0000ffu);
  g_assert_cmphex (pixels[6], ==, 0xff000000u);

  pixels[0] = 0xff646464u;
  colors[255] = 0x40c80000u;
  kernels.blend (values + 5, 1, 127.5f, 1.0f, 0.0f, colors, pixels);
  g_assert_cmphex (pixels[0], ==, 0xff7d4b4bu);
  colors[255] = 0x00c80000u;
  kernels.blend (values + 5, 1, 127.5f, 1.0f, 0.0f, colors, pixels);
  g_assert_cmphex (pixels[0], ==, 0xff7d4b4bu);
  colors[255] = 0xffc80000u;
  kernels.blend (values + 5, 1, 127.5f, 1.0f, 0.0f, colors, pixels);
  g_assert_cmphex (pixels[0], ==, 0xffc80000u);

  g_assert_cmpfloat (kernels.sum (numbers, 5), ==, 15);
  g_assert_cmpfloat (kernels.sum_squares (numbers, 5, 3), ==, 10);

  kernels.convolve (rows, numbers + 1, 2, 3, sums);
  g_assert_cmpfloat (sums[0], ==, 2 * 3 + 3 * 1);
  g_assert_cmpfloat (sums[2], ==, 2 * 5 + 3 * 3);
}

/* A NaN that marks a gap comes through interpolation with its own bits. */
static void
test_marked_nan (void)
{
  const guint32 mark = 0x7fc0bad0u;
  RimCpuFlags all = rim_kernels_get_cpu_flags ();

  for (guint flags = 0; flags <= (guint) all; flags++)
    {
      RimKernels kernels = rim_kernels_for_flags ((RimCpuFlags) flags & all);
      float a[9], b[9], out[9];
      guint32 bits;

      for (guint i = 0; i < 9; i++)
        {
          memcpy (&a[i], &mark, sizeof mark);
          b[i] = 5.0f;
        }

      kernels.mix (a, b, 0.25f, 9, out);
      for (guint i = 0; i < 9; i++)
        {
          memcpy (&bits, &out[i], sizeof bits);
          g_assert_cmphex (bits, ==, mark);
        }

      kernels.mix (a, b, 0.75f, 9, out);
      for (guint i = 0; i < 9; i++)
        g_assert_cmpfloat (out[i], ==, 5.0f);
    }
}

static void
test_flags (void)
{
  RimCpuFlags all = RIM_CPU_FLAGS_AVX2 | RIM_CPU_FLAGS_AVX512;

  g_assert_cmpuint (rim_kernels_parse_flags (NULL, all), ==, all);
  g_assert_cmpuint (rim_kernels_parse_flags ("", all), ==, all);
  g_assert_cmpuint (rim_kernels_parse_flags ("c", all), ==, RIM_CPU_FLAGS_NONE);
  g_assert_cmpuint (rim_kernels_parse_flags ("avx2", all), ==, RIM_CPU_FLAGS_AVX2);
  g_assert_cmpuint (rim_kernels_parse_flags ("c,avx2", all), ==, RIM_CPU_FLAGS_AVX2);
  g_assert_cmpuint (rim_kernels_parse_flags ("avx2,avx512", all), ==, all);
  g_assert_cmpuint (rim_kernels_parse_flags ("avx2", RIM_CPU_FLAGS_NONE), ==, RIM_CPU_FLAGS_NONE);
}

static void
test_speed (gconstpointer data)
{
  RimKernels kernels = rim_kernels_for_flags (GPOINTER_TO_UINT (data));
  const gsize n = 1024;
  const guint rounds = 20000;
  g_autofree float *values = g_new (float, n);
  g_autofree gint32 *index = g_new (gint32, n);
  g_autofree guint32 *pixels = g_new0 (guint32, n);
  guint32 colors[256] = { 0 };
  double elapsed;

  for (gsize i = 0; i < n; i++)
    {
      values[i] = (float) (i % 400);
      index[i] = (gint32) (i / 2);
    }

  g_test_timer_start ();
  for (guint r = 0; r < rounds; r++)
    kernels.color (values, n, 100, 1, colors, pixels);
  elapsed = g_test_timer_elapsed ();
  g_test_minimized_result (elapsed, "color %.3f ns per pixel", elapsed / rounds / n * 1e9);

  g_test_timer_start ();
  for (guint r = 0; r < rounds; r++)
    kernels.blend (values, n, 100, 1, 0, colors, pixels);
  elapsed = g_test_timer_elapsed ();
  g_test_minimized_result (elapsed, "blend %.3f ns per pixel", elapsed / rounds / n * 1e9);

  g_test_timer_start ();
  for (guint r = 0; r < rounds; r++)
    kernels.sample_linear (values, index, index, values, n, (gpointer) pixels);
  elapsed = g_test_timer_elapsed ();
  g_test_minimized_result (elapsed, "sample-linear %.3f ns per pixel", elapsed / rounds / n * 1e9);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint c = 0; c < G_N_ELEMENTS (checks); c++)
    for (guint i = 0; i < G_N_ELEMENTS (isas); i++)
      {
        g_autofree char *path = g_strdup_printf ("/engine/kernels/%s/%s", checks[c].name,
                                                 isas[i].name);

        g_test_add_data_func (path, GUINT_TO_POINTER (c * G_N_ELEMENTS (isas) + i), test_kernel);
      }
  g_test_add_func ("/engine/kernels/contract", test_contract);
  g_test_add_func ("/engine/kernels/marked-nan", test_marked_nan);
  g_test_add_func ("/engine/kernels/flags", test_flags);

  if (g_test_perf ())
    {
      g_test_add_data_func ("/engine/kernels/speed/c", GUINT_TO_POINTER (RIM_CPU_FLAGS_NONE),
                            test_speed);
      g_test_add_data_func ("/engine/kernels/speed/avx2", GUINT_TO_POINTER (RIM_CPU_FLAGS_AVX2),
                            test_speed);
    }

  return g_test_run ();
}
