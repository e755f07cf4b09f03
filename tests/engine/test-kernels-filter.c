/* test-kernels-filter.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "kernels/rim-kernels.h"

#include <math.h>
#include <string.h>

#define ROUNDS 400
#define MAX_N  70
#define LINES  RIM_RECURSIVE_LINES
#define GUARD  12345.0f

/* The kernels of engine/filter: every ISA against the reference, bit for bit, with
 * odd lengths, unaligned starts and a guard past the end.
 */
typedef struct
{
  const char  *name;
  RimCpuFlags  flags;
} Isa;

static const Isa isas[] = {
  { "avx2", RIM_CPU_FLAGS_AVX2 },
  { "avx512", RIM_CPU_FLAGS_AVX2 | RIM_CPU_FLAGS_AVX512 },
};

typedef struct
{
  RimKernels kernels[2];
} Pair;

static gboolean
pair_init (Pair      *self,
           const Isa *isa)
{
  self->kernels[0] = rim_kernels_for_flags (RIM_CPU_FLAGS_NONE);
  self->kernels[1] = rim_kernels_for_flags (isa->flags);

  if ((rim_kernels_get_cpu_flags () & isa->flags) == isa->flags)
    return TRUE;

  g_test_skip ("This CPU does not have it");

  return FALSE;
}

static double
random_number (void)
{
  static const double odd[] = { 0.0, -0.0, 1e30, -1e30, 1e-40, INFINITY };

  if (g_test_rand_int_range (0, 50) == 0)
    return odd[g_test_rand_int_range (0, G_N_ELEMENTS (odd))];

  return g_test_rand_double_range (-1000, 1000);
}

static gsize
random_size (guint low,
             guint high)
{
  return (gsize) g_test_rand_int_range ((gint32) low, (gint32) high);
}

/* Which bits a NaN has is the compiler's choice. */
static void
assert_same_f32 (const float *a,
                 const float *b,
                 gsize        n)
{
  for (gsize i = 0; i < n; i++)
    g_assert_true (memcmp (a + i, b + i, sizeof *a) == 0 || (isnan (a[i]) && isnan (b[i])));
}

static void
assert_same_f64 (const double *a,
                 const double *b,
                 gsize         n)
{
  for (gsize i = 0; i < n; i++)
    g_assert_true (memcmp (a + i, b + i, sizeof *a) == 0 || (isnan (a[i]) && isnan (b[i])));
}

static void
test_weighted_sum (gconstpointer isa)
{
  Pair pair;

  if (!pair_init (&pair, isa))
    return;

  for (guint round = 0; round < ROUNDS; round++)
    {
      float values[MAX_N + 8], sums[2][MAX_N + 1], weights[8];
      const float *rows[8];
      gsize n = random_size (0, MAX_N + 1), n_rows = random_size (0, 8);

      for (gsize i = 0; i < MAX_N + 8; i++)
        values[i] = (float) random_number ();
      for (gsize r = 0; r < 8; r++)
        {
          weights[r] = (float) random_number ();
          rows[r] = values + r;
        }

      for (guint p = 0; p < 2; p++)
        {
          sums[p][n] = GUARD;
          pair.kernels[p].weighted_sum (rows, weights, n_rows, n, sums[p]);
        }
      assert_same_f32 (sums[0], sums[1], n + 1);
    }
}

/* Lines side by side, along memory, or neither. */
static void
random_layout (gsize *step,
               gsize *stride,
               gsize  n,
               gsize  n_lines)
{
  guint layout = (guint) random_size (0, 3);

  *step = layout == 0 ? n_lines + 1 : layout == 1 ? 1 : 2;
  *stride = layout == 0 ? 1 : layout == 1 ? n + 3 : 2 * n + 1;
}

static void
check_recursive (const Pair              *pair,
                 const RimRecursive      *filter,
                 const RimRecursiveLines *lines)
{
  const gsize n_in = lines->n * lines->step + lines->n_lines * lines->stride;
  const gsize n_out = lines->n * lines->out_step + lines->n_lines * lines->out_stride;
  g_autofree double *in = g_new (double, n_in);
  g_autofree float *single_in = g_new (float, n_in);

  for (gsize i = 0; i < n_in; i++)
    single_in[i] = (float) (in[i] = random_number ());

  for (guint is_single = 0; is_single < 2; is_single++)
    {
      g_autofree float *outs = g_new (float, 2 * n_out);

      for (gsize i = 0; i < 2 * n_out; i++)
        outs[i] = GUARD;
      for (guint p = 0; p < 2; p++)
        if (is_single)
          pair->kernels[p].recursive_f32 (filter, lines, single_in, outs + p * n_out);
        else
          pair->kernels[p].recursive_f64 (filter, lines, in, outs + p * n_out);
      assert_same_f32 (outs, outs + n_out, n_out);
    }
}

/* What lies beside each other, added. */
static void
check_recursive_add (const Pair         *pair,
                     const RimRecursive *filter,
                     RimRecursiveLines   lines)
{
  const gsize width = lines.n_lines + 2;
  const gsize n = lines.n * width;
  const double scale = random_number ();
  g_autofree float *in = g_new (float, n);
  g_autofree float *sums = g_new (float, 2 * n);

  lines.step = lines.out_step = width;
  lines.stride = lines.out_stride = 1;
  lines.n_known = random_size (0, (guint) lines.n_lines);
  for (gsize i = 0; i < n; i++)
    {
      in[i] = (float) random_number ();
      sums[i] = sums[n + i] = (float) random_number ();
    }

  for (guint p = 0; p < 2; p++)
    pair->kernels[p].recursive_add (filter, &lines, in, scale, sums + p * n);
  assert_same_f32 (sums, sums + n, n);
}

static void
test_recursive (gconstpointer isa)
{
  Pair pair;

  if (!pair_init (&pair, isa))
    return;

  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autofree double *scratch = g_new0 (double, 2 * (MAX_N + 4) * LINES);
      RimRecursiveLines lines = { .n = random_size (4, MAX_N), .n_lines = random_size (1, LINES + 1),
                                  .scratch = scratch };
      RimRecursive filter;
      double *weights = (gpointer) &filter;

      for (gsize w = 0; w < sizeof filter / sizeof *weights; w++)
        weights[w] = g_test_rand_double_range (-0.4, 0.4);
      lines.first = random_size (0, (guint) lines.n);
      lines.end = random_size ((guint) lines.first, (guint) lines.n + 1);
      random_layout (&lines.step, &lines.stride, lines.n, lines.n_lines);
      random_layout (&lines.out_step, &lines.out_stride, lines.n, lines.n_lines);
      check_recursive (&pair, &filter, &lines);
      check_recursive_add (&pair, &filter, lines);
    }
}

/* The contract, on an impulse one can follow: forwards what is left halves, backwards
 * half of the next input joins it, and a line goes on as it ends.
 */
static void
test_recursive_contract (void)
{
  RimKernels kernels = rim_kernels_for_flags (RIM_CPU_FLAGS_NONE);
  const RimRecursive filter = {
    .n = { 1 }, .m = { 0.5 }, .d = { -0.5 }, .bn = { -1.0 }, .bm = { -0.5 },
  };
  const float in[] = { 1, 1, 1, 3, 1, 1 };
  const float expected[] = { 3.25f, 3.5f, 4.0f, 5.0f, 4.0f, 3.5f };
  double scratch[2 * 10 * LINES];
  RimRecursiveLines lines = { 6, 1, 0, 1, 6, 1, 6, 1, 6, scratch };
  float out[5];
  float sums[] = { 1, 1, 1, 1, 1 };

  kernels.recursive_f32 (&filter, &lines, in, out);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpfloat (out[i], ==, expected[i + 1]);

  kernels.recursive_add (&filter, &lines, in, 2.0, sums);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpfloat (sums[i], ==, 1.0f + 2.0f * expected[i + 1]);
}

static void
test_spline_row (gconstpointer isa)
{
  Pair pair;

  if (!pair_init (&pair, isa))
    return;

  for (guint round = 0; round < ROUNDS; round++)
    {
      double coefficients[MAX_N + 24], inner[4 * MAX_N], samples[2][MAX_N + 1];
      RimSplineRow row = { .inner = inner, .stride = MAX_N, .step = round % 2,
                           .n = random_size (0, MAX_N + 1) };

      for (gsize i = 0; i < MAX_N + 24; i++)
        coefficients[i] = random_number ();
      for (gsize i = 0; i < 4 * MAX_N; i++)
        inner[i] = g_test_rand_double_range (-1, 1);
      for (gsize r = 0; r < 16; r++)
        row.rows[r] = coefficients + r;
      for (gsize w = 0; w < 4; w++)
        {
          row.outer[w] = g_test_rand_double_range (-1, 1);
          row.middle[w] = g_test_rand_double_range (-1, 1);
        }

      for (guint p = 0; p < 2; p++)
        {
          samples[p][row.n] = (double) GUARD;
          pair.kernels[p].spline_row (&row, samples[p]);
        }
      assert_same_f64 (samples[0], samples[1], row.n + 1);
    }
}

static void
test_spline_lines (gconstpointer isa)
{
  Pair pair;

  if (!pair_init (&pair, isa))
    return;

  for (guint round = 0; round < ROUNDS; round++)
    {
      gsize n = random_size (2, 30), width = random_size (1, 40), step = width + random_size (0, 3);
      g_autofree double *lines = g_new (double, 2 * n * step);

      for (gsize i = 0; i < n * step; i++)
        lines[i] = lines[n * step + i] = random_number ();
      for (guint p = 0; p < 2; p++)
        pair.kernels[p].spline_lines (lines + p * n * step, n, step, width);
      assert_same_f64 (lines, lines + n * step, n * step);
    }
}

static void
test_samples (gconstpointer isa)
{
  Pair pair;

  if (!pair_init (&pair, isa))
    return;

  for (guint round = 0; round < ROUNDS; round++)
    {
      double rounded[2][MAX_N + 1], samples[2][MAX_N + 1];
      float singles[2][MAX_N + 1] = { { 0 } };
      gsize n = random_size (0, MAX_N + 1);

      for (gsize i = 0; i <= MAX_N; i++)
        {
          samples[0][i] = samples[1][i] = i % 9 == 5 ? NAN : random_number ();
          rounded[0][i] = rounded[1][i] = i % 2 ? samples[0][i] : rint (samples[0][i]) + 0.5;
        }

      for (guint p = 0; p < 2; p++)
        {
          pair.kernels[p].round_samples (rounded[p], n, round % 2 ? -INFINITY : -128.0, 127.0);
          pair.kernels[p].single_samples (samples[p], n, singles[p]);
        }
      assert_same_f64 (rounded[0], rounded[1], MAX_N + 1);
      assert_same_f64 (samples[0], samples[1], MAX_N + 1);
      assert_same_f32 (singles[0], singles[1], MAX_N + 1);
    }
}

static void
test_add_pattern (gconstpointer isa)
{
  enum { LANES = RIM_PATTERN_LANES, MAX_FUNCTIONS = 9, STRIDE = LANES + 3 };
  Pair pair;

  if (!pair_init (&pair, isa))
    return;

  for (guint round = 0; round < ROUNDS; round++)
    {
      double samples[MAX_N * STRIDE], centers[LANES], functions[MAX_N * MAX_FUNCTIONS];
      double sums[2][MAX_FUNCTIONS * LANES];
      gsize n = random_size (1, MAX_N), n_functions = random_size (1, MAX_FUNCTIONS + 1);

      for (gsize i = 0; i < MAX_N * STRIDE; i++)
        samples[i] = i % 31 == 7 ? NAN : (double) g_test_rand_int_range (-3, 4);
      for (gsize i = 0; i < MAX_N * MAX_FUNCTIONS; i++)
        functions[i] = g_test_rand_double_range (-1, 1);
      for (gsize l = 0; l < LANES; l++)
        centers[l] = g_test_rand_int_range (-3, 4);

      for (guint p = 0; p < 2; p++)
        pair.kernels[p].add_pattern (samples, STRIDE, centers, functions, n, n_functions, sums[p]);
      assert_same_f64 (sums[0], sums[1], n_functions * LANES);
    }
}

static void
test_moments (gconstpointer isa)
{
  enum { LANES = RIM_PATTERN_LANES, MAX = 300, STRIDE = LANES + 1 };
  Pair pair;

  if (!pair_init (&pair, isa))
    return;

  for (guint round = 0; round < ROUNDS / 4; round++)
    {
      double values[MAX * STRIDE], room[MAX * LANES], moments[2][3][LANES];
      float singles[MAX * STRIDE], single_room[MAX * LANES], single_moments[2][3][LANES];
      gsize n = random_size (1, round % 2 ? MAX : 45);

      for (gsize i = 0; i < MAX * STRIDE; i++)
        singles[i] = (float) (values[i] = g_test_rand_double_range (-1000, 1000));
      for (guint p = 0; p < 2; p++)
        {
          double (*m)[LANES] = moments[p];
          float (*s)[LANES] = single_moments[p];

          pair.kernels[p].moments_f64 (values, n, STRIDE, room, m[0], m[1], m[2]);
          pair.kernels[p].moments_f32 (singles, n, STRIDE, single_room, s[0], s[1], s[2]);
        }
      assert_same_f64 (moments[0][0], moments[1][0], 3 * LANES);
      assert_same_f32 (single_moments[0][0], single_moments[1][0], 3 * LANES);
    }
}

static const struct
{
  const char   *name;
  GTestDataFunc run;
} checks[] = {
  { "weighted-sum", test_weighted_sum },
  { "recursive", test_recursive },
  { "spline-row", test_spline_row },
  { "spline-lines", test_spline_lines },
  { "samples", test_samples },
  { "add-pattern", test_add_pattern },
  { "moments", test_moments },
};

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint c = 0; c < G_N_ELEMENTS (checks); c++)
    for (guint i = 0; i < G_N_ELEMENTS (isas); i++)
      {
        g_autofree char *path = g_strdup_printf ("/engine/kernels-filter/%s/%s", checks[c].name,
                                                 isas[i].name);

        g_test_add_data_func (path, &isas[i], checks[c].run);
      }
  g_test_add_func ("/engine/kernels-filter/recursive-contract", test_recursive_contract);

  return g_test_run ();
}
