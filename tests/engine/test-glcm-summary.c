/* test-glcm-summary.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "rim-test-jacobi.h"
#include "texture/rim-eigenvalues-private.h"
#include "texture/rim-glcm.h"

static double
find_slowly (const RimGlcm *glcm,
             const double  *px,
             const double  *py)
{
  guint n = glcm->n;
  g_autofree double *a = g_new0 (double, n * n);
  g_autofree double *s = g_new0 (double, n * n);

  for (gsize c = 0; c < glcm->n_cells; c++)
    {
      guint row = glcm->rows[c], column = glcm->columns[c];

      a[(row - 1) * n + column - 1] = glcm->p[c] / sqrt (px[row] * py[column]);
      if (glcm->is_symmetric)
        a[(column - 1) * n + row - 1] = glcm->p[c] / sqrt (px[row] * py[column]);
    }
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      for (guint k = 0; k < n; k++)
        s[i * n + j] += a[i * n + k] * a[j * n + k];

  return rim_test_jacobi (s, n);
}

/* Blocks that never meet, single rows, chains, dense and sparse ones. */
static void
test_eigenvalue (void)
{
  for (guint round = 0; round < 60; round++)
    {
      guint n = (guint) g_test_rand_int_range (2, round < 50 ? 20 : 90);
      gint32 one_in = g_test_rand_int_range (1, 8);
      int reach = round % 3 == 0 ? (int) n : g_test_rand_int_range (1, 6);
      g_autofree guint16 *index = g_new (guint16, n + 1);
      g_autofree guint16 *rows = g_new (guint16, n * n);
      g_autofree guint16 *columns = g_new (guint16, n * n);
      g_autofree double *p = g_new (double, n * n);
      RimGlcm glcm = { round % 2, n, n, index, 0, rows, columns, p };
      RimGlcmSummary summary;
      double total = 0.0;

      for (guint a = 0; a <= n; a++)
        index[a] = (guint16) a;
      for (guint a = 1; a <= n; a++)
        for (guint b = glcm.is_symmetric ? a : 1; b <= n; b++)
          if (ABS ((int) a - (int) b) <= reach && (a + b == 2 ||
                                                   g_test_rand_int_range (0, one_in) == 0))
            {
              rows[glcm.n_cells] = (guint16) a;
              columns[glcm.n_cells] = (guint16) b;
              p[glcm.n_cells] = pow (g_test_rand_double_range (0.01, 1.0), 3.0);
              total += p[glcm.n_cells++] * (glcm.is_symmetric && a != b ? 2.0 : 1.0);
            }
      for (gsize c = 0; c < glcm.n_cells; c++)
        p[c] /= total;

      rim_glcm_summary_init (&summary, n, n, RIM_PROFILE_IBSI);
      rim_glcm_summary_fill (&summary, &glcm, RIM_GLCM_EIGENVALUE);
      g_assert_cmpfloat_with_epsilon (summary.eigenvalue,
                                      find_slowly (&glcm, summary.px, summary.py), 1e-11);
      rim_glcm_summary_clear (&summary);
    }
}

/* Margins, sums and differences are distributions; those of a symmetric matrix
 * are the same for rows and columns.
 */
static void
test_summary (void)
{
  const guint16 index[] = { 0, 2, 3, 7 };
  guint16 rows[] = { 1, 1, 2, 2 };
  guint16 columns[] = { 1, 3, 2, 3 };
  double p[] = { 0.3, 0.1, 0.2, 0.15 };
  RimGlcm glcm = { TRUE, 7, 3, index, 4, rows, columns, p };
  RimGlcmSummary m;
  double x = 0.0, sums = 0.0, differences = 0.0;

  rim_glcm_summary_init (&m, 3, 7, RIM_PROFILE_PYRADIOMICS);
  for (guint twice = 0; twice < 2; twice++)
    rim_glcm_summary_fill (&m, &glcm, RIM_GLCM_ENTROPIES | RIM_GLCM_EIGENVALUE);

  for (guint a = 1; a <= 3; a++)
    {
      g_assert_cmpfloat_with_epsilon (m.px[a], m.py[a], 1e-16);
      x += m.px[a];
    }
  for (guint k = m.sum_min; k <= m.sum_max; k++)
    sums += m.sums[k];
  for (guint k = 0; k <= m.difference_max; k++)
    differences += m.differences[k];
  g_assert_cmpfloat_with_epsilon (x, 1.0, 1e-15);
  g_assert_cmpfloat_with_epsilon (sums, 1.0, 1e-15);
  g_assert_cmpfloat_with_epsilon (differences, 1.0, 1e-15);
  g_assert_cmpfloat_with_epsilon (m.differences[5], 0.2, 1e-15);
  g_assert_cmpfloat_with_epsilon (m.hxy1, m.hxy2, 1e-14);
  rim_glcm_summary_clear (&m);
}

/* Eigenvalues that are known, hidden by turning them. */
static void
test_dense (void)
{
  for (guint round = 0; round < 30; round++)
    {
      guint n = (guint) g_test_rand_int_range (1, 40);
      g_autofree double *matrix = g_new0 (double, n * n);
      g_autofree double *values = g_new (double, n);
      double sum = 0.0;

      for (guint i = 0; i < n; i++)
        matrix[i * n + i] = round % 3 == 0 ? i / 2 : i;

      for (guint turn = 0; n > 1 && turn < 200; turn++)
        {
          guint a = (guint) g_test_rand_int_range (0, (gint32) n - 1), b = a + 1;
          double f = g_test_rand_double_range (-0.3, 0.3);

          for (guint k = 0; k < n; k++)
            matrix[a * n + k] += f * matrix[b * n + k];
          for (guint k = 0; k < n; k++)
            matrix[k * n + b] -= f * matrix[k * n + a];
        }

      rim_matrix_find_eigenvalues (matrix, n, values);
      for (guint i = 0; i < n; i++)
        {
          double nearest = INFINITY;

          for (guint j = 0; j < n; j++)
            nearest = MIN (nearest, fabs (values[j] - (round % 3 == 0 ? i / 2 : i)));
          g_assert_cmpfloat (nearest, <, 1e-4);
          sum += values[i] - (round % 3 == 0 ? i / 2 : i);
        }
      g_assert_cmpfloat (fabs (sum), <, 1e-8 * n);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/glcm-summary/eigenvalue", test_eigenvalue);
  g_test_add_func ("/engine/glcm-summary/summary", test_summary);
  g_test_add_func ("/engine/glcm-summary/dense", test_dense);

  return g_test_run ();
}
