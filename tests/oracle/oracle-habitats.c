/* oracle-habitats.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What scikit-learn 1.2.1 finds in 600 made voxels, the z-scores of three maps of single
 * precision: KMeans (n_init 1000, tol 0), calinski_harabasz_score, and GaussianMixture
 * (full covariances, reg_covar 1e-4, tol 1e-13) from the labels of KMeans.
 */

#include <math.h>

#include "map/rim-habitats.h"

#define N      600
#define N_MAPS 3
#define N_MIN  2
#define N_MAX  5

static const double calinski_harabasz[] = { 606.148210324, 1236.28335137, 1737.08877375, 1555.46852558 };

/* Minus GaussianMixture.bic(). */
static const double schwarz[] = { -2907.8432841, -2601.72418601, -2389.52001435, -2414.72715952 };

static const gsize k_means_counts[] = { 151, 155, 144, 150 };
static const gsize mixture_counts[] = { 148, 155, 147, 150 };

static const double centers[] = {
  -0.0302616006, -0.0411401476, 100.631617, 2.05295329, 1.02281872, 141.140272,
  4.00228274, 3.07573379, 200.120134, 4.99258596, -1.06257437, 88.4710744
};

static const double medians[] = {
  0.00507608056, -0.0821081772, 99.9974976, 1.99982977, 0.986040652, 141.178741,
  4.01789999, 3.08920085, 202.215149, 5.00104856, -1.03855604, 89.7710075
};

static double
draw (guint32 *state)
{
  *state = *state * 1664525u + 1013904223u;

  return (*state >> 8) / 16777216.0;
}

static double
draw_normal (guint32 *state)
{
  double sum = -6.0;

  for (guint n = 0; n < 12; n++)
    sum += draw (state);

  return sum;
}

static RimHabitats *
find (RimHabitatMethod method,
      guint            n_min,
      guint            n_max)
{
  static const double means[4][N_MAPS] = { { 0, 0, 100 }, { 2, 1, 140 }, { 5, -1, 90 }, { 4, 3, 200 } };
  static float values[N_MAPS][N];
  const float *const maps[N_MAPS] = { values[0], values[1], values[2] };
  const RimHabitatOptions options = { method, n_min, n_max, 1, 16 };
  g_autoptr(GError) error = NULL;
  guint32 state = 12345;
  RimHabitats *habitats;

  for (guint v = 0; v < N; v++)
    {
      const guint kind = v % 4;
      const double a = draw_normal (&state);
      const double b = draw_normal (&state);
      const double c = draw_normal (&state);

      values[0][v] = (float) (means[kind][0] + 0.5 * a);
      values[1][v] = (float) (means[kind][1] + 0.25 * a + 0.4 * b);
      values[2][v] = (float) (means[kind][2] + 10.0 * (1.0 + 0.5 * kind) * c);
    }

  habitats = rim_habitats_find (maps, N_MAPS, N, &options, NULL, &error);
  g_assert_no_error (error);

  return habitats;
}

static void
test_k_means (void)
{
  g_autoptr(RimHabitats) best = find (RIM_HABITAT_K_MEANS, N_MIN, N_MAX);
  g_autoptr(RimHabitats) four = find (RIM_HABITAT_K_MEANS, 4, 4);

  for (guint n = N_MIN; n <= N_MAX; n++)
    g_assert_cmpfloat_with_epsilon (best->criteria[n] / calinski_harabasz[n - N_MIN], 1.0, 1e-9);
  g_assert_cmpuint (best->n, ==, 4);
  g_assert_cmpfloat (best->criterion, ==, best->criteria[4]);
  g_assert_true (isnan (best->criteria[N_MAX + 1]));

  for (guint c = 0; c < 4; c++)
    {
      g_assert_cmpuint (four->counts[c], ==, k_means_counts[c]);
      g_assert_cmpfloat_with_epsilon (four->fractions[c], (double) k_means_counts[c] / N, 1e-15);
    }
  for (guint i = 0; i < G_N_ELEMENTS (centers); i++)
    {
      g_assert_cmpfloat_with_epsilon (four->centers[i] / centers[i], 1.0, 1e-7);
      g_assert_cmpfloat_with_epsilon (four->medians[i] / medians[i], 1.0, 1e-7);
    }
}

static void
test_mixture (void)
{
  g_autoptr(RimHabitats) best = find (RIM_HABITAT_MIXTURE, N_MIN, N_MAX);

  for (guint n = N_MIN; n <= N_MAX; n++)
    g_assert_cmpfloat_with_epsilon (best->criteria[n] / schwarz[n - N_MIN], 1.0, 1e-7);
  g_assert_cmpuint (best->n, ==, 4);
  for (guint c = 0; c < 4; c++)
    g_assert_cmpuint (best->counts[c], ==, mixture_counts[c]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/oracle/habitats/k-means", test_k_means);
  g_test_add_func ("/oracle/habitats/mixture", test_mixture);

  return g_test_run ();
}
