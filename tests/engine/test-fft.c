/* test-fft.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rim-fft.h"
#include "core/rim-parallel.h"

#include <math.h>
#include <pthread.h>
#include <string.h>

static const guint sizes[][3] = {
  { 1, 1, 1 }, { 2, 1, 1 }, { 13, 1, 1 }, { 1, 7, 1 }, { 1, 1, 11 }, { 8, 6, 1 },
  { 5, 1, 9 }, { 1, 17, 3 }, { 7, 5, 3 }, { 6, 4, 10 }, { 9, 11, 13 }, { 2, 3, 31 },
};

static gsize
get_n (const guint size[3])
{
  return (gsize) size[0] * size[1] * size[2];
}

static RimComplex *
make_values (gsize n)
{
  RimComplex *values = g_new (RimComplex, n);

  for (gsize v = 0; v < n; v++)
    values[v] = (RimComplex) { g_test_rand_double_range (-1, 1), g_test_rand_double_range (-1, 1) };

  return values;
}

/* The definition, one frequency at a time. */
static RimComplex
sum_at (const guint       size[3],
        const RimComplex *values,
        const guint       at[3],
        double            sign)
{
  RimComplex sum = { 0.0, 0.0 };
  gsize v = 0;

  for (guint k = 0; k < size[2]; k++)
    for (guint j = 0; j < size[1]; j++)
      for (guint i = 0; i < size[0]; i++, v++)
        {
          double turns = (double) i * at[0] / size[0] + (double) j * at[1] / size[1] +
                         (double) k * at[2] / size[2];
          double c = cos (2.0 * G_PI * turns);
          double s = sign * sin (2.0 * G_PI * turns);

          sum.re += values[v].re * c - values[v].im * s;
          sum.im += values[v].re * s + values[v].im * c;
        }

  return sum;
}

static void
assert_sums (const guint       size[3],
             guint             n_first,
             const RimComplex *values,
             const RimComplex *spectrum,
             double            sign)
{
  const double tolerance = 1e-13 * (double) get_n (size);
  gsize v = 0;

  for (guint k = 0; k < size[2]; k++)
    for (guint j = 0; j < size[1]; j++)
      for (guint i = 0; i < n_first; i++, v++)
        {
          const guint at[3] = { i, j, k };
          RimComplex sum = sum_at (size, values, at, sign);

          g_assert_cmpfloat_with_epsilon (spectrum[v].re, sum.re, tolerance);
          g_assert_cmpfloat_with_epsilon (spectrum[v].im, sum.im, tolerance);
        }
}

static void
test_complex (void)
{
  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    for (guint d = 0; d < 2; d++)
      {
        const gsize n = get_n (sizes[s]);
        g_autofree RimComplex *values = make_values (n);
        g_autofree RimComplex *spectrum = g_memdup2 (values, n * sizeof *values);

        g_assert_true (rim_fft_transform (sizes[s], d == 0 ? RIM_FFT_FORWARD : RIM_FFT_INVERSE,
                                          spectrum, NULL));
        assert_sums (sizes[s], sizes[s][0], values, spectrum, d == 0 ? -1.0 : 1.0);
      }
}

static void
test_real (void)
{
  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      const gsize n = get_n (sizes[s]);
      g_autofree RimComplex *values = make_values (n);
      g_autofree RimComplex *spectrum = g_new (RimComplex, rim_fft_get_n_spectrum (sizes[s]));
      g_autofree double *real = g_new (double, n);
      g_autofree double *back = g_new (double, n);

      for (gsize v = 0; v < n; v++)
        {
          values[v].im = 0.0;
          real[v] = values[v].re;
        }

      g_assert_true (rim_fft_transform_real (sizes[s], real, spectrum, NULL));
      for (gsize v = 0; v < n; v++)
        g_assert_cmpfloat (real[v], ==, values[v].re);
      assert_sums (sizes[s], sizes[s][0] / 2 + 1, values, spectrum, -1.0);

      g_assert_true (rim_fft_invert_real (sizes[s], spectrum, back, NULL));
      for (gsize v = 0; v < n; v++)
        g_assert_cmpfloat_with_epsilon (back[v] / (double) n, real[v], 1e-14);
    }
}

static void
test_round_trip (void)
{
  const guint size[3] = { 67, 64, 53 };
  const gsize n = get_n (size);
  g_autofree RimComplex *values = make_values (n);
  g_autofree RimComplex *back = g_memdup2 (values, n * sizeof *values);

  g_assert_true (rim_fft_transform (size, RIM_FFT_FORWARD, back, NULL));
  g_assert_true (rim_fft_transform (size, RIM_FFT_INVERSE, back, NULL));

  for (gsize v = 0; v < n; v++)
    {
      g_assert_cmpfloat_with_epsilon (back[v].re / (double) n, values[v].re, 1e-14);
      g_assert_cmpfloat_with_epsilon (back[v].im / (double) n, values[v].im, 1e-14);
    }
}

static void
test_threads (void)
{
  const guint size[3] = { 67, 40, 41 };
  const gsize n_spectrum = rim_fft_get_n_spectrum (size);
  g_autofree RimComplex *values = make_values (get_n (size));
  g_autofree RimComplex *one = g_new (RimComplex, n_spectrum);
  g_autofree RimComplex *many = g_new (RimComplex, n_spectrum);

  rim_parallel_set_n_threads (1);
  g_assert_true (rim_fft_transform_real (size, &values[0].re, one, NULL));

  for (guint n_threads = 2; n_threads <= 8; n_threads *= 4)
    {
      rim_parallel_set_n_threads (n_threads);
      g_assert_true (rim_fft_transform_real (size, &values[0].re, many, NULL));
      g_assert_cmpmem (one, n_spectrum * sizeof *one, many, n_spectrum * sizeof *many);
    }

  rim_parallel_set_n_threads (0);
}

/* A line gives the same bits wherever in memory it lies. */
static void
test_alignment (void)
{
  g_autoptr(RimFftLine) plan = rim_fft_line_new (60, RIM_FFT_FORWARD, NULL);
  g_autofree RimComplex *values = make_values (60);
  g_autofree double *room = g_new (double, 2 * 60 + 1);
  RimComplex *shifted = (RimComplex *) (room + 1);

  g_assert_nonnull (plan);
  memcpy (shifted, values, 60 * sizeof *values);
  rim_fft_line_run (plan, values);
  rim_fft_line_run (plan, shifted);
  g_assert_cmpmem (values, 60 * sizeof *values, shifted, 60 * sizeof *shifted);
}

static void *
plan_and_run (void *data)
{
  const RimComplex *values = data;
  RimComplex copy[48];

  for (guint round = 0; round < 200; round++)
    {
      g_autoptr(RimFftLine) there = rim_fft_line_new (48, RIM_FFT_FORWARD, NULL);
      g_autoptr(RimFftLine) back = rim_fft_line_new (48, RIM_FFT_INVERSE, NULL);

      memcpy (copy, values, sizeof copy);
      rim_fft_line_run (there, copy);
      rim_fft_line_run (back, copy);
      for (guint v = 0; v < 48; v++)
        g_assert_cmpfloat_with_epsilon (copy[v].re / 48.0, values[v].re, 1e-14);
    }

  return NULL;
}

static void
test_planner (void)
{
  g_autofree RimComplex *values = make_values (48);
  pthread_t threads[4];

  for (guint t = 0; t < G_N_ELEMENTS (threads); t++)
    g_assert_cmpint (pthread_create (&threads[t], NULL, plan_and_run, values), ==, 0);
  for (guint t = 0; t < G_N_ELEMENTS (threads); t++)
    pthread_join (threads[t], NULL);
}

static void
test_good_size (void)
{
  static const gsize expected[][2] = {
    { 0, 1 }, { 1, 1 }, { 7, 7 }, { 11, 12 }, { 13, 14 }, { 17, 18 }, { 197, 200 }, { 211, 216 },
    { 1021, 1024 }, { 65535, 65536 },
  };

  for (guint e = 0; e < G_N_ELEMENTS (expected); e++)
    g_assert_cmpuint (rim_fft_good_size (expected[e][0]), ==, expected[e][1]);
}

static void
test_bad_size (void)
{
  static const guint bad[][3] = { { 0, 1, 1 }, { 4, 0, 4 }, { 4, 4, 0x80000000u } };
  RimComplex value = { 0.0, 0.0 };

  for (guint b = 0; b < G_N_ELEMENTS (bad); b++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (rim_fft_transform (bad[b], RIM_FFT_FORWARD, &value, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/fft/complex", test_complex);
  g_test_add_func ("/engine/fft/real", test_real);
  g_test_add_func ("/engine/fft/round-trip", test_round_trip);
  g_test_add_func ("/engine/fft/threads", test_threads);
  g_test_add_func ("/engine/fft/alignment", test_alignment);
  g_test_add_func ("/engine/fft/planner", test_planner);
  g_test_add_func ("/engine/fft/good-size", test_good_size);
  g_test_add_func ("/engine/fft/bad-size", test_bad_size);

  return g_test_run ();
}
