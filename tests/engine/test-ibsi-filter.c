/* test-ibsi-filter.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rim-parallel.h"
#include "filter/rim-boundary.h"
#include "filter/rim-gabor-bank.h"
#include "filter/rim-ibsi-filter.h"

#include <math.h>
#include <string.h>

#define ROTATED(how) .rotation_invariant = TRUE, .pooling = RIM_POOLING_ ## how

/* One of each kind, and of each way to pool. */
static const RimIbsiFilterSettings all[] = {
  { RIM_IBSI_MEAN, .support = 5 },
  { RIM_IBSI_MEAN, .is_2d = TRUE, .support = 15 },
  { RIM_IBSI_LOG, .sigma = 2, .cutoff = 4 },
  { RIM_IBSI_LOG, .is_2d = TRUE, .sigma = 1.5, .cutoff = 4 },
  { RIM_IBSI_LAWS, .kernels = "E5L5S5" },
  { RIM_IBSI_LAWS, ROTATED (MAX), .kernels = "E3W5R5", .energy = TRUE, .energy_distance = 4 },
  { RIM_IBSI_LAWS, ROTATED (MIN), .kernels = "E5E3W5" },
  { RIM_IBSI_LAWS, .is_2d = TRUE, ROTATED (AVERAGE), .kernels = "L5S5" },
  { RIM_IBSI_GABOR, .sigma = 1, .lambda = 2, .gamma = 0.5, .theta = 1 },
  { RIM_IBSI_GABOR, ROTATED (AVERAGE), .sigma = 1, .lambda = 3, .gamma = 1.5,
    .theta_step = G_PI / 4, .orthogonal_planes = TRUE },
  { RIM_IBSI_GABOR, ROTATED (MAX), .sigma = 1, .lambda = 3, .gamma = 1,
    .theta_step = G_PI / 3 },
  { RIM_IBSI_WAVELET, .wavelet = "db2", .subband = "LHL", .level = 1 },
  { RIM_IBSI_WAVELET, ROTATED (AVERAGE), .wavelet = "db3", .subband = "LLH", .level = 2 },
  { RIM_IBSI_WAVELET, ROTATED (MAX), .wavelet = "coif1", .subband = "HHH", .level = 2 },
  { RIM_IBSI_WAVELET, .is_2d = TRUE, ROTATED (AVERAGE), .wavelet = "db3", .subband = "LH",
    .level = 2 },
  { RIM_IBSI_SIMONCELLI, .level = 1 },
  { RIM_IBSI_SIMONCELLI, .is_2d = TRUE, .level = 2 },
  { RIM_IBSI_RIESZ_LOG, .sigma = 2, .cutoff = 4, .order = { 1, 0, 0 } },
  { RIM_IBSI_RIESZ_SIMONCELLI, .level = 1, .order = { 0, 1, 1 } },
  { RIM_IBSI_RIESZ_SIMONCELLI, .is_2d = TRUE, .level = 1, .order = { 1, 1, 0 } },
  { RIM_IBSI_RIESZ_SIMONCELLI, .level = 1, .order = { 0, 2, 0 }, .steered = TRUE,
    .tensor_sigma = 1 },
  { RIM_IBSI_RIESZ_LOG, .is_2d = TRUE, .sigma = 1, .cutoff = 4, .order = { 1, 0, 0 },
    .steered = TRUE, .tensor_sigma = 2 },
};

static RimVolume *
make_volume (const guint   size[3],
             const double *values)
{
  RimGrid grid = { .size = { size[0], size[1], size[2] } };
  RimVolume *volume;

  rim_affine_init_identity (&grid.to_patient);
  volume = rim_volume_new (&grid, RIM_VOXEL_DOUBLE, NULL);
  g_assert_nonnull (volume);

  for (guint k = 0; k < size[2]; k++)
    {
      memcpy (rim_volume_get_slice_for_writing (volume, k), values,
              (gsize) size[0] * size[1] * sizeof *values);
      rim_volume_set_rescale (volume, k, (RimRescale) { 1.0, 0.0 });
      values += (gsize) size[0] * size[1];
    }
  rim_volume_publish_all (volume);

  return volume;
}

static gsize
count (const guint size[3])
{
  return (gsize) size[0] * size[1] * size[2];
}

static double *
make_noise (const guint size[3])
{
  double *values = g_new (double, count (size));

  for (gsize v = 0; v < count (size); v++)
    values[v] = g_test_rand_double_range (-100, 100);

  return values;
}

static gboolean
keep (const char  *name,
      RimField    *field,
      gpointer     data,
      GError     **error)
{
  g_autoptr(RimField) own G_GNUC_UNUSED = field;

  g_assert_true (g_str_has_prefix (name, "ibsi-"));
  *(double **) data = g_memdup2 (field->values,
                                 rim_grid_get_n_voxels (&field->grid) * sizeof (double));

  return TRUE;
}

static double *
filter_box (const guint                  size[3],
            const double                *values,
            const RimBox                *box,
            const RimIbsiFilterSettings *settings)
{
  g_autoptr(RimVolume) volume = make_volume (size, values);
  g_autoptr(GError) error = NULL;
  double *response = NULL;

  rim_filter_ibsi (volume, box, settings, keep, &response, NULL, &error);
  g_assert_no_error (error);

  return response;
}

static double *
filter_all (const guint                  size[3],
            const double                *values,
            const RimIbsiFilterSettings *settings)
{
  const RimBox box = { { 0, 0, 0 }, { size[0], size[1], size[2] } };

  return filter_box (size, values, &box, settings);
}

static void
assert_near (const double *a,
             const double *b,
             gsize         n,
             double        tolerance)
{
  for (gsize v = 0; v < n; v++)
    g_assert_cmpfloat_with_epsilon (a[v], b[v], tolerance);
}

/* Step by step to the left or the right until the image is reached. */
static gssize
walk (RimBoundary boundary,
      gssize      index,
      gssize      n)
{
  gssize at = index < 0 ? 0 : n - 1;
  gssize step = index < 0 ? -1 : 1;
  gssize left = index < 0 ? -index : index - n + 1;

  if (index >= 0 && index < n)
    return index;
  if (boundary == RIM_BOUNDARY_ZERO)
    return -1;
  if (boundary == RIM_BOUNDARY_NEAREST)
    return at;

  for (; left > 0; left--)
    if (at + step >= 0 && at + step < n)
      at += step;
    else if (boundary == RIM_BOUNDARY_PERIODIC)
      at = step < 0 ? n - 1 : 0;
    else
      step = -step;

  return at;
}

static void
test_boundary (void)
{
  for (guint n = 1; n <= 5; n++)
    for (RimBoundary rule = RIM_BOUNDARY_ZERO; rule <= RIM_BOUNDARY_MIRROR; rule++)
      for (gssize from = -17; from < 18; from++)
        for (gssize to = from + 1; to < from + 9; to++)
          {
            guint begin, end;

            rim_boundary_range (rule, from, to, n, &begin, &end);
            g_assert_cmpuint (begin, <, end);
            g_assert_cmpuint (end, <=, n);

            for (gssize index = from; index < to; index++)
              {
                gssize at = rim_boundary_map (rule, index, n);

                g_assert_cmpint (at, ==, walk (rule, index, n));
                g_assert_true (at < 0 || (at >= (gssize) begin && at < (gssize) end));
              }
          }
}

/* The sum over a kernel that is wider than the image, voxel by voxel. */
static double
convolve_at (const guint size[3],
             const double  *values,
             RimBoundary rule,
             const gint at[3],
             const gint reach[3],
             double (*kernel)(gint x, gint y, gint z))
{
  double sum = 0.0;

  for (gint z = -reach[2]; z <= reach[2]; z++)
    for (gint y = -reach[1]; y <= reach[1]; y++)
      for (gint x = -reach[0]; x <= reach[0]; x++)
        {
          gssize i = walk (rule, at[0] - x, size[0]);
          gssize j = walk (rule, at[1] - y, size[1]);
          gssize k = walk (rule, at[2] - z, size[2]);

          if (i >= 0 && j >= 0 && k >= 0)
            sum += kernel (x, y, z) * values[((gsize) k * size[1] + (gsize) j) * size[0] +
                                             (gsize) i];
        }

  return sum;
}

static double
log_kernel (gint x,
            gint y,
            gint z)
{
  const double s = 2.0, r = (x * x + y * y + z * z) / (s * s);

  return -(3.0 - r) * exp (-0.5 * r) / (s * s) / pow (sqrt (2.0 * G_PI) * s, 3.0);
}

static double
laws_kernel (gint x,
             gint y,
             gint z)
{
  static const double l5[] = { 1, 4, 6, 4, 1 }, e5[] = { -1, -2, 0, 2, 1 };
  static const double s5[] = { -1, 0, 2, 0, -1 };

  return e5[x + 2] * l5[y + 2] * s5[z + 2] / sqrt (10.0 * 70.0 * 6.0);
}

static double
gabor_real (gint x,
            gint y,
            gint z)
{
  double r1 = x * cos (1.0) + y * sin (1.0), r2 = y * cos (1.0) - x * sin (1.0);

  return exp (-0.5 * (r1 * r1 + 0.25 * r2 * r2)) * cos (G_PI * r1);
}

static double
gabor_imaginary (gint x,
                 gint y,
                 gint z)
{
  double r1 = x * cos (1.0) + y * sin (1.0), r2 = y * cos (1.0) - x * sin (1.0);

  return exp (-0.5 * (r1 * r1 + 0.25 * r2 * r2)) * sin (G_PI * r1);
}

static double
expect (guint         which,
        const guint   size[3],
        const double *values,
        RimBoundary   rule,
        const gint    at[3])
{
  static const gint far[] = { 8, 8, 8 }, near[] = { 2, 2, 2 }, flat[] = { 18, 18, 0 };

  switch (which)
    {
    case 2:
      return convolve_at (size, values, rule, at, far, log_kernel);
    case 4:
      return convolve_at (size, values, rule, at, near, laws_kernel);
    default:
      return hypot (convolve_at (size, values, rule, at, flat, gabor_real),
                    convolve_at (size, values, rule, at, flat, gabor_imaginary));
    }
}

/* Convolution, not correlation, to any distance beyond a small image. */
static void
test_direct (void)
{
  static const guint which[] = { 2, 4, 8 };
  const guint size[3] = { 5, 3, 4 };
  g_autofree double *values = make_noise (size);

  for (guint w = 0; w < G_N_ELEMENTS (which); w++)
    for (RimBoundary rule = RIM_BOUNDARY_ZERO; rule <= RIM_BOUNDARY_MIRROR; rule++)
      {
        RimIbsiFilterSettings settings = all[which[w]];
        g_autofree double *response = NULL;
        gsize v = 0;

        settings.boundary = rule;
        response = filter_all (size, values, &settings);
        for (gint k = 0; k < 4; k++)
          for (gint j = 0; j < 3; j++)
            for (gint i = 0; i < 5; i++, v++)
              {
                const gint at[3] = { i, j, k };

                g_assert_cmpfloat_with_epsilon (response[v],
                                                expect (which[w], size, values, rule, at), 1e-8);
              }
      }
}

/* What a voxel of 1 becomes: the kernel, its middle on the voxel. */
static void
test_impulse (void)
{
  static const double low[] = { -0.12940952255126037, 0.2241438680420134, 0.8365163037378079,
                                0.48296291314453416 };
  static const double high[] = { -0.48296291314453416, 0.8365163037378079, -0.2241438680420134,
                                 -0.12940952255126037 };
  const guint size[3] = { 9, 9, 9 };
  g_autofree double *values = g_new0 (double, 729);
  g_autofree double *response = NULL;

  values[4 * 81 + 4 * 9 + 4] = 1.0;
  response = filter_all (size, values, &all[11]);

  for (gsize v = 0; v < 729; v++)
    {
      gint x = (gint) (v % 9) - 2, y = (gint) (v / 9 % 9) - 2, z = (gint) (v / 81) - 2;
      gboolean inside = x >= 0 && x < 4 && y >= 0 && y < 4 && z >= 0 && z < 4;
      double expected = inside ? low[x] * high[y] * low[z] : 0.0;

      g_assert_cmpfloat_with_epsilon (response[v], expected, 1e-15);
    }
}

static void
test_constant (void)
{
  static const struct
  {
    RimIbsiFilterSettings settings;
    double                gain;
    double                tolerance;
  } gains[] = {
    { { RIM_IBSI_MEAN, .support = 7 }, 1.0, 0.0 },
    { { RIM_IBSI_LOG, .sigma = 2, .cutoff = 4 }, 0.0, 1e-3 },
    { { RIM_IBSI_LAWS, .kernels = "L5L5L5" }, 4096.0 / (70.0 * 8.366600265340756), 1e-12 },
    { { RIM_IBSI_LAWS, ROTATED (MAX), .kernels = "L5E5S5" }, 0.0, 1e-14 },
    { { RIM_IBSI_WAVELET, ROTATED (AVERAGE), .wavelet = "haar", .subband = "LLL", .level = 2 },
      8.0, 1e-13 },
    { { RIM_IBSI_WAVELET, ROTATED (AVERAGE), .wavelet = "db3", .subband = "LHL", .level = 1 },
      0.0, 1e-10 },
    { { RIM_IBSI_SIMONCELLI, .level = 1 }, 0.0, 1e-12 },
  };
  const guint size[3] = { 12, 11, 10 };
  g_autofree double *values = g_new (double, count (size));

  for (gsize v = 0; v < count (size); v++)
    values[v] = 3.0;

  for (guint g = 0; g < G_N_ELEMENTS (gains); g++)
    {
      RimIbsiFilterSettings settings = gains[g].settings;
      g_autofree double *response = NULL;

      settings.boundary = RIM_BOUNDARY_MIRROR;
      response = filter_all (size, values, &settings);
      for (gsize v = 0; v < count (size); v++)
        g_assert_cmpfloat (fabs (response[v] - 3.0 * gains[g].gain), <=, gains[g].tolerance);
    }
}

/* Whether it is worth the time: a Riesz transform pads the image by the rule and
 * then is the same.
 */
static gboolean
is_worth (const RimIbsiFilterSettings *settings,
          RimBoundary                  rule)
{
  return rule == RIM_BOUNDARY_MIRROR || (settings->kind != RIM_IBSI_RIESZ_LOG &&
                                         settings->kind != RIM_IBSI_RIESZ_SIMONCELLI);
}

static gboolean
is_linear (const RimIbsiFilterSettings *settings)
{
  return settings->kind != RIM_IBSI_GABOR && !settings->steered && !settings->energy &&
         (!settings->rotation_invariant || settings->pooling == RIM_POOLING_AVERAGE);
}

static void
test_linear (void)
{
  const guint size[3] = { 11, 12, 7 };
  g_autofree double *a = make_noise (size);
  g_autofree double *b = make_noise (size);
  g_autofree double *sum = g_new (double, count (size));

  for (gsize v = 0; v < count (size); v++)
    sum[v] = 2.0 * a[v] - 3.0 * b[v];

  for (guint f = 0; f < G_N_ELEMENTS (all); f++)
    {
      g_autofree double *of_a = NULL;
      g_autofree double *of_b = NULL;
      g_autofree double *of_sum = NULL;

      if (!is_linear (&all[f]))
        continue;

      of_a = filter_all (size, a, &all[f]);
      of_b = filter_all (size, b, &all[f]);
      of_sum = filter_all (size, sum, &all[f]);

      for (gsize v = 0; v < count (size); v++)
        g_assert_cmpfloat_with_epsilon (of_sum[v], 2.0 * of_a[v] - 3.0 * of_b[v], 1e-9);
    }
}

/* Turns an image by a right angle: what was along @a is along @b, and back to
 * front.
 */
static double *
turn (const guint   size[3],
      const double *values,
      guint         a,
      guint         b,
      guint         turned_size[3])
{
  double *turned = g_new (double, count (size));
  gsize v = 0;

  memcpy (turned_size, size, 3 * sizeof *size);
  turned_size[a] = size[b];
  turned_size[b] = size[a];

  for (guint k = 0; k < size[2]; k++)
    for (guint j = 0; j < size[1]; j++)
      for (guint i = 0; i < size[0]; i++, v++)
        {
          const guint at[3] = { i, j, k };
          guint to[3] = { i, j, k };

          to[b] = at[a];
          to[a] = size[b] - 1 - at[b];
          turned[((gsize) to[2] * turned_size[1] + to[1]) * turned_size[0] + to[0]] = values[v];
        }

  return turned;
}

static void
assert_invariant (const RimIbsiFilterSettings *settings,
                  guint                        a,
                  guint                        b)
{
  const guint size[3] = { 13, 9, 11 };
  g_autofree double *values = make_noise (size);
  g_autofree double *response = filter_all (size, values, settings);
  guint turned_size[3], again[3];
  g_autofree double *turned = turn (size, values, a, b, turned_size);
  g_autofree double *of_turned = filter_all (turned_size, turned, settings);
  g_autofree double *expected = turn (size, response, a, b, again);

  assert_near (of_turned, expected, count (size), 1e-9);
}

/* Turns about two axes make all others. Steered transforms turn with the image
 * too.
 */
static void
test_rotation (void)
{
  static const RimIbsiFilterSettings invariant[] = {
    { RIM_IBSI_MEAN, .support = 5 },
    { RIM_IBSI_LOG, .sigma = 2, .cutoff = 4 },
    { RIM_IBSI_LAWS, ROTATED (MAX), .kernels = "E5L5S5", .energy = TRUE, .energy_distance = 3 },
    { RIM_IBSI_LAWS, ROTATED (MIN), .kernels = "E5E3W5" },
    { RIM_IBSI_LAWS, ROTATED (AVERAGE), .kernels = "S5E3L3" },
    { RIM_IBSI_GABOR, ROTATED (AVERAGE), .sigma = 1, .lambda = 3, .gamma = 1.5,
      .theta_step = G_PI / 4, .orthogonal_planes = TRUE },
    { RIM_IBSI_WAVELET, ROTATED (AVERAGE), .wavelet = "db3", .subband = "LLH", .level = 1 },
    { RIM_IBSI_WAVELET, ROTATED (AVERAGE), .wavelet = "db2", .subband = "HHH", .level = 2 },
    { RIM_IBSI_WAVELET, ROTATED (MAX), .wavelet = "coif1", .subband = "LHL", .level = 2 },
    { RIM_IBSI_SIMONCELLI, .level = 1 },
    { RIM_IBSI_RIESZ_SIMONCELLI, .level = 1, .order = { 1, 1, 0 }, .steered = TRUE,
      .tensor_sigma = 1 },
  };

  for (guint f = 0; f < G_N_ELEMENTS (invariant); f++)
    {
      RimIbsiFilterSettings settings = invariant[f];

      settings.boundary = RIM_BOUNDARY_MIRROR;
      assert_invariant (&settings, 0, 1);
      assert_invariant (&settings, 1, 2);
    }
}

static void
test_rotation_2d (void)
{
  static const RimIbsiFilterSettings invariant[] = {
    { RIM_IBSI_LAWS, TRUE, ROTATED (MAX), .kernels = "E5L5", .energy = TRUE,
      .energy_distance = 3 },
    { RIM_IBSI_WAVELET, TRUE, ROTATED (AVERAGE), .wavelet = "db3", .subband = "LH", .level = 1 },
    { RIM_IBSI_WAVELET, TRUE, ROTATED (AVERAGE), .wavelet = "db2", .subband = "HH", .level = 2 },
    { RIM_IBSI_GABOR, TRUE, ROTATED (MAX), .sigma = 1, .lambda = 3, .gamma = 1.5,
      .theta_step = G_PI / 6 },
    { RIM_IBSI_RIESZ_SIMONCELLI, TRUE, .level = 1, .order = { 1, 1, 0 }, .steered = TRUE,
      .tensor_sigma = 1 },
  };

  for (guint f = 0; f < G_N_ELEMENTS (invariant); f++)
    assert_invariant (&invariant[f], 0, 1);
}

/* A filter that turns with the image is not one that is turned. */
static void
test_is_not_invariant (void)
{
  const guint size[3] = { 9, 9, 9 };
  g_autofree double *values = make_noise (size);
  g_autofree double *response = filter_all (size, values, &all[4]);
  guint turned_size[3];
  g_autofree double *turned = turn (size, values, 0, 1, turned_size);
  g_autofree double *of_turned = filter_all (turned_size, turned, &all[4]);
  g_autofree double *expected = turn (size, response, 0, 1, turned_size);
  double worst = 0.0;

  for (gsize v = 0; v < count (size); v++)
    worst = MAX (worst, fabs (of_turned[v] - expected[v]));
  g_assert_cmpfloat (worst, >, 1.0);
}

static void
test_box (void)
{
  static const RimBox boxes[] = {
    { { 13, 11, 8 }, { 14, 12, 9 } }, { { 0, 0, 0 }, { 1, 1, 1 } },
    { { 3, 2, 4 }, { 9, 11, 5 } }, { { 0, 5, 2 }, { 14, 6, 9 } },
  };
  const guint size[3] = { 14, 12, 9 };
  g_autofree double *values = make_noise (size);

  for (guint f = 0; f < G_N_ELEMENTS (all); f++)
    for (RimBoundary rule = RIM_BOUNDARY_ZERO; rule <= RIM_BOUNDARY_MIRROR; rule++)
      {
        RimIbsiFilterSettings settings = all[f];
        g_autofree double *whole = NULL;

        if (!is_worth (&settings, rule))
          continue;

        settings.boundary = rule;
        whole = filter_all (size, values, &settings);
        for (guint b = 0; b < G_N_ELEMENTS (boxes); b++)
          {
            const RimBox *box = &boxes[b];
            g_autofree double *part = filter_box (size, values, box, &settings);
            const double *value = part;

            for (guint k = box->min[2]; k < box->max[2]; k++)
              for (guint j = box->min[1]; j < box->max[1]; j++)
                for (guint i = box->min[0]; i < box->max[0]; i++, value++)
                  g_assert_cmpfloat (*value, ==, whole[(k * size[1] + j) * size[0] + i]);
          }
      }
}

static void
test_threads (void)
{
  const guint size[3] = { 24, 23, 21 };
  g_autofree double *values = make_noise (size);

  for (guint f = 0; f < G_N_ELEMENTS (all); f++)
    {
      g_autofree double *one = NULL;

      rim_parallel_set_n_threads (1);
      one = filter_all (size, values, &all[f]);
      for (guint n_threads = 2; n_threads <= 8; n_threads *= 4)
        {
          g_autofree double *many = NULL;

          rim_parallel_set_n_threads (n_threads);
          many = filter_all (size, values, &all[f]);
          g_assert_cmpmem (one, count (size) * sizeof *one, many, count (size) * sizeof *many);
        }
    }

  rim_parallel_set_n_threads (0);
}

static void
test_slices (void)
{
  const guint size[3] = { 10, 9, 4 }, flat[3] = { 10, 9, 1 };
  g_autofree double *values = make_noise (size);

  for (guint f = 0; f < G_N_ELEMENTS (all); f++)
    if (all[f].is_2d)
      {
        g_autofree double *volume = filter_all (size, values, &all[f]);
        g_autofree double *slice = filter_all (flat, values + 2 * 90, &all[f]);

        g_assert_cmpmem (volume + 2 * 90, 90 * sizeof *slice, slice, 90 * sizeof *slice);
      }
}

static void
test_tiny (void)
{
  static const guint sizes[][3] = { { 1, 1, 1 }, { 2, 1, 3 }, { 1, 4, 1 }, { 3, 2, 2 } };

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    for (guint f = 0; f < G_N_ELEMENTS (all); f++)
      for (RimBoundary rule = RIM_BOUNDARY_ZERO; rule <= RIM_BOUNDARY_MIRROR; rule++)
        {
          RimIbsiFilterSettings settings = all[f];
          g_autofree double *values = make_noise (sizes[s]);
          g_autofree double *response = NULL;

          if (!is_worth (&settings, rule))
            continue;

          settings.boundary = rule;
          response = filter_all (sizes[s], values, &settings);
          for (gsize v = 0; v < count (sizes[s]); v++)
            g_assert_true (isfinite (response[v]));
        }
}

/* What is missing spreads as far as it counts. */
static void
test_nan (void)
{
  const guint size[3] = { 12, 12, 12 };
  g_autofree double *values = make_noise (size);

  values[6 * 144 + 6 * 12 + 6] = NAN;
  for (guint f = 0; f < G_N_ELEMENTS (all); f++)
    {
      g_autofree double *response = filter_all (size, values, &all[f]);

      g_assert_true (isnan (response[6 * 144 + 6 * 12 + 6]));
      if (all[f].kind == RIM_IBSI_LAWS && !all[f].energy)
        g_assert_false (isnan (response[0]));
    }
}

/* Lengths count in mm. */
static void
test_spacing (void)
{
  const guint size[3] = { 9, 8, 7 };
  const RimBox box = { { 0, 0, 0 }, { 9, 8, 7 } };
  RimGrid grid = { .size = { 9, 8, 7 },
                   .to_patient = { { { 2, 0, 0, 5 }, { 0, 2, 0, 6 }, { 0, 0, 2, 7 } } } };
  g_autofree double *values = make_noise (size);
  g_autoptr(RimVolume) coarse = rim_volume_new (&grid, RIM_VOXEL_DOUBLE, NULL);

  for (guint k = 0; k < 7; k++)
    {
      memcpy (rim_volume_get_slice_for_writing (coarse, k), values + k * 72, 72 * sizeof *values);
      rim_volume_set_rescale (coarse, k, (RimRescale) { 1.0, 0.0 });
    }
  rim_volume_publish_all (coarse);

  for (guint f = 0; f < G_N_ELEMENTS (all); f++)
    {
      RimIbsiFilterSettings settings = all[f];
      g_autofree double *expected = filter_all (size, values, &settings);
      g_autofree double *response = NULL;

      settings.sigma *= 2.0;
      settings.lambda *= 2.0;
      settings.tensor_sigma *= 2.0;
      g_assert_true (rim_filter_ibsi (coarse, &box, &settings, keep, &response, NULL, NULL));
      assert_near (response, expected, count (size), 1e-9);
    }
}

static void
test_settings (void)
{
  static const RimIbsiFilterSettings bad[] = {
    { RIM_IBSI_MEAN, .support = 4 },
    { RIM_IBSI_MEAN, .support = 0 },
    { RIM_IBSI_MEAN, .support = 3, .energy = TRUE, .energy_distance = G_MAXUINT },
    { RIM_IBSI_LOG, .sigma = 0, .cutoff = 4 },
    { RIM_IBSI_LOG, .sigma = NAN, .cutoff = 4 },
    { RIM_IBSI_LOG, .sigma = 1e9, .cutoff = 4 },
    { RIM_IBSI_LAWS, .kernels = "L5E5" },
    { RIM_IBSI_LAWS, TRUE, .kernels = "L5E5S5" },
    { RIM_IBSI_LAWS, .kernels = "L5E5W3" },
    { RIM_IBSI_GABOR, .sigma = 1, .lambda = 0, .gamma = 1 },
    { RIM_IBSI_GABOR, .sigma = 1e6, .lambda = 1, .gamma = 1 },
    { RIM_IBSI_GABOR, .sigma = 1, .lambda = 1, .gamma = 1e-9 },
    { RIM_IBSI_GABOR, .sigma = 1, .lambda = 1, .gamma = 1, .rotation_invariant = TRUE },
    { RIM_IBSI_WAVELET, .wavelet = "db99", .subband = "LLL", .level = 1 },
    { RIM_IBSI_WAVELET, .wavelet = "db2", .subband = "LXL", .level = 1 },
    { RIM_IBSI_WAVELET, .wavelet = "db2", .subband = "LLL", .level = 0 },
    { RIM_IBSI_WAVELET, TRUE, .wavelet = "db2", .subband = "LLL", .level = 1 },
    { RIM_IBSI_SIMONCELLI, .level = 0 },
    { RIM_IBSI_RIESZ_SIMONCELLI, .level = 1 },
    { RIM_IBSI_RIESZ_SIMONCELLI, .level = 1, .order = { G_MAXUINT, 1, 0 } },
    { RIM_IBSI_RIESZ_SIMONCELLI, .level = 1, .order = { 1, 0, 0 }, .steered = TRUE },
    { RIM_IBSI_RIESZ_SIMONCELLI, .level = 1, .order = { 1, 0, 0 }, .steered = TRUE,
      .tensor_sigma = 1e300 },
    { (RimIbsiFilterKind) 99 },
  };
  static const RimBox bad_boxes[] = { { { 1, 0, 0 }, { 1, 3, 3 } }, { { 0, 0, 0 }, { 3, 3, 4 } } };
  const guint size[3] = { 3, 3, 3 };
  const RimBox box = { { 0, 0, 0 }, { 3, 3, 3 } };
  g_autofree double *values = make_noise (size);
  g_autoptr(RimVolume) volume = make_volume (size, values);
  double *response = NULL;

  for (guint b = 0; b < G_N_ELEMENTS (bad); b++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (rim_filter_ibsi (volume, &box, &bad[b], keep, &response, NULL, &error));
      g_assert_nonnull (error);
      g_assert_null (response);
    }

  for (guint b = 0; b < G_N_ELEMENTS (bad_boxes); b++)
    g_assert_false (rim_filter_ibsi (volume, &bad_boxes[b], &all[0], keep, &response, NULL, NULL));

  for (RimIbsiFilterKind kind = RIM_IBSI_MEAN; kind <= RIM_IBSI_RIESZ_SIMONCELLI; kind++)
    {
      RimIbsiFilterSettings settings;

      rim_ibsi_filter_settings_init (&settings, kind);
      g_assert_true (rim_ibsi_filter_settings_check (&settings, NULL));
    }
}

static void
test_cancel (void)
{
  const guint size[3] = { 3, 3, 3 };
  const RimBox box = { { 0, 0, 0 }, { 3, 3, 3 } };
  g_autofree double *values = make_noise (size);
  g_autoptr(RimVolume) volume = make_volume (size, values);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  double *response = NULL;

  g_cancellable_cancel (cancellable);
  for (guint f = 0; f < G_N_ELEMENTS (all); f++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (rim_filter_ibsi (volume, &box, &all[f], keep, &response, cancellable,
                                       &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

/* Where the image varies along the first axis alone, there is nothing to turn. */
static void
test_steering (void)
{
  RimIbsiFilterSettings settings = { RIM_IBSI_RIESZ_SIMONCELLI, .level = 1,
                                     .order = { 2, 0, 0 } };
  const guint size[3] = { 15, 9, 7 };
  g_autofree double *values = g_new (double, count (size));
  g_autofree double *plain = NULL;
  g_autofree double *steered = NULL;

  for (gsize v = 0; v < count (size); v++)
    values[v] = cos (2.4 * (double) (v % size[0]));

  settings.boundary = RIM_BOUNDARY_NEAREST;
  plain = filter_all (size, values, &settings);
  settings.steered = TRUE;
  settings.tensor_sigma = 1.0;
  steered = filter_all (size, values, &settings);
  assert_near (steered, plain, count (size), 1e-6);
}

static void
test_laws_combinations (void)
{
  g_auto(GStrv) names = rim_laws_list_combinations ("LESWR", 5, 3);
  g_auto(GStrv) flat = rim_laws_list_combinations ("LES", 3, 2);
  RimIbsiFilterSettings settings = { RIM_IBSI_LAWS };

  g_assert_cmpuint (g_strv_length (names), ==, 125);
  g_assert_cmpstr (names[0], ==, "L5L5L5");
  g_assert_cmpstr (names[1], ==, "L5L5E5");
  g_assert_cmpstr (names[124], ==, "R5R5R5");
  g_assert_cmpuint (g_strv_length (flat), ==, 9);
  g_assert_cmpstr (flat[5], ==, "E3S3");

  for (guint n = 0; names[n] != NULL; n++)
    {
      g_strlcpy (settings.kernels, names[n], sizeof settings.kernels);
      g_assert_true (rim_ibsi_filter_settings_check (&settings, NULL));
      for (guint o = 0; o < n; o++)
        g_assert_cmpstr (names[n], !=, names[o]);
    }
}

static double
bank_real (gint x,
           gint y,
           gint z)
{
  return exp (-0.5 * (x * x + y * y + z * z)) * cos (2.0 * G_PI / 3.0 * (x + y - z) / sqrt (3.0));
}

static double
bank_imaginary (gint x,
                gint y,
                gint z)
{
  return exp (-0.5 * (x * x + y * y + z * z)) * sin (2.0 * G_PI / 3.0 * (x + y - z) / sqrt (3.0));
}

static gboolean
keep_11 (const char  *name,
         RimField    *field,
         gpointer     data,
         GError     **error)
{
  g_assert_cmpuint (rim_grid_get_n_voxels (&field->grid), ==, 8);
  if (g_str_equal (name, "gabor-11"))
    return keep ("ibsi-", field, data, error);

  rim_field_unref (field);

  return TRUE;
}

static void
test_gabor_bank (void)
{
  static const gint reach[] = { 4, 4, 4 };
  const guint size[3] = { 5, 3, 4 };
  const RimBox box = { { 1, 1, 2 }, { 3, 3, 4 } };
  const RimGaborBankSettings settings = { RIM_BOUNDARY_MIRROR, 1.0, 4.0, 3.0 };
  g_autofree double *values = make_noise (size);
  g_autoptr(RimVolume) volume = make_volume (size, values);
  g_autofree double *response = NULL;
  g_autoptr(GError) error = NULL;
  double direction[3];
  gsize v = 0;

  rim_gabor_bank_get_direction (10, direction);
  g_assert_cmpfloat (direction[2], <, 0);

  rim_filter_gabor_bank (volume, &box, &settings, keep_11, &response, NULL, &error);
  g_assert_no_error (error);
  for (gint k = 2; k < 4; k++)
    for (gint j = 1; j < 3; j++)
      for (gint i = 1; i < 3; i++, v++)
        {
          const gint at[3] = { i, j, k };
          double re = convolve_at (size, values, settings.boundary, at, reach, bank_real);
          double im = convolve_at (size, values, settings.boundary, at, reach, bank_imaginary);

          g_assert_cmpfloat_with_epsilon (response[v], hypot (re, im), 1e-10);
        }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/ibsi-filter/boundary", test_boundary);
  g_test_add_func ("/engine/ibsi-filter/direct", test_direct);
  g_test_add_func ("/engine/ibsi-filter/impulse", test_impulse);
  g_test_add_func ("/engine/ibsi-filter/constant", test_constant);
  g_test_add_func ("/engine/ibsi-filter/linear", test_linear);
  g_test_add_func ("/engine/ibsi-filter/rotation", test_rotation);
  g_test_add_func ("/engine/ibsi-filter/rotation-2d", test_rotation_2d);
  g_test_add_func ("/engine/ibsi-filter/is-not-invariant", test_is_not_invariant);
  g_test_add_func ("/engine/ibsi-filter/box", test_box);
  g_test_add_func ("/engine/ibsi-filter/threads", test_threads);
  g_test_add_func ("/engine/ibsi-filter/slices", test_slices);
  g_test_add_func ("/engine/ibsi-filter/tiny", test_tiny);
  g_test_add_func ("/engine/ibsi-filter/nan", test_nan);
  g_test_add_func ("/engine/ibsi-filter/spacing", test_spacing);
  g_test_add_func ("/engine/ibsi-filter/settings", test_settings);
  g_test_add_func ("/engine/ibsi-filter/cancel", test_cancel);
  g_test_add_func ("/engine/ibsi-filter/steering", test_steering);
  g_test_add_func ("/engine/ibsi-filter/laws-combinations", test_laws_combinations);
  g_test_add_func ("/engine/ibsi-filter/gabor-bank", test_gabor_bank);

  return g_test_run ();
}
