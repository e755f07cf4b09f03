/* test-glcm.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "rim-test-jacobi.h"
#include "rim-test-levels.h"
#include "rim-test-reference.h"
#include "texture/rim-directions.h"
#include "texture/rim-glcm.h"

#define MAX_LEVEL 12
#define EPSILON 2.220446049250313e-16

/* A whole matrix with a row and a column for every level up to the highest. */
typedef struct
{
  double p[MAX_LEVEL + 1][MAX_LEVEL + 1];
  double px[MAX_LEVEL + 1];
  double py[MAX_LEVEL + 1];
  guint  n_levels;
  double epsilon;
} Matrix;

static void
add_pairs (Matrix             *self,
           const RimTestBox   *box,
           const RimDirection *direction,
           int                 only_slice,
           double              weight,
           gboolean            is_symmetric)
{
  for (int k = 0; k < (int) box->size[2]; k++)
    for (int j = 0; j < (int) box->size[1]; j++)
      for (int i = 0; i < (int) box->size[0]; i++)
        {
          guint a = rim_test_box_get (box, i, j, k);
          guint b = rim_test_box_get (box, i + direction->step[0], j + direction->step[1],
                                      k + direction->step[2]);

          if (a == 0 || b == 0 || (only_slice >= 0 && k != only_slice))
            continue;
          self->p[a][b] += weight;
          if (is_symmetric)
            self->p[b][a] += weight;
        }
}

static gboolean
normalise (Matrix *self)
{
  double total = 0.0;

  for (guint i = 1; i <= MAX_LEVEL; i++)
    for (guint j = 1; j <= MAX_LEVEL; j++)
      total += self->p[i][j];
  if (total == 0.0)
    return FALSE;

  for (guint i = 1; i <= MAX_LEVEL; i++)
    for (guint j = 1; j <= MAX_LEVEL; j++)
      {
        self->p[i][j] /= total;
        self->px[i] += self->p[i][j];
        self->py[j] += self->p[i][j];
      }

  return TRUE;
}

/* det (at - Q), which is negative between the largest and the second largest
 * eigenvalue and 0 there.
 */
static double
find_determinant (const Matrix *self,
                  const guint  *levels,
                  guint         n,
                  double        at)
{
  double m[MAX_LEVEL][MAX_LEVEL] = { { 0.0 } };
  double determinant = 1.0;

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      {
        m[i][j] = i == j ? at : 0.0;
        for (guint k = 1; k <= MAX_LEVEL; k++)
          if (self->p[levels[i]][k] > 0.0)
            m[i][j] -= self->p[levels[i]][k] * self->p[levels[j]][k] /
                       (self->px[levels[i]] * self->py[k] + self->epsilon);
      }

  for (guint a = 0; a < n; a++)
    {
      guint pivot = a;

      for (guint i = a + 1; i < n; i++)
        if (fabs (m[i][a]) > fabs (m[pivot][a]))
          pivot = i;
      for (guint j = 0; j < n; j++)
        {
          double swapped = m[a][j];

          m[a][j] = m[pivot][j];
          m[pivot][j] = swapped;
        }
      determinant *= pivot != a ? -m[a][a] : m[a][a];
      if (m[a][a] == 0.0)
        return 0.0;
      for (guint i = a + 1; i < n; i++)
        for (guint j = n; j-- > a;)
          m[i][j] -= m[i][a] / m[a][a] * m[a][j];
    }

  return determinant;
}

static guint
find_levels (const RimTestBox *box,
             guint            *levels)
{
  guint n = 0;

  for (guint level = 1; level <= MAX_LEVEL; level++)
    for (gsize v = 0; v < (gsize) box->size[0] * box->size[1] * box->size[2]; v++)
      if (box->levels[v] == level)
        {
          levels[n++] = level;
          break;
        }

  return n;
}

/* Without ε, which is nothing beside the probabilities of a few pairs. */
static double
find_mcc (const Matrix     *self,
          const RimTestBox *box)
{
  double s[MAX_LEVEL * MAX_LEVEL] = { 0.0 };
  guint levels[MAX_LEVEL], n = find_levels (box, levels);

  if (n == 1)
    return 1.0;

  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++)
      for (guint k = 1; k <= MAX_LEVEL; k++)
        {
          guint i = levels[a], j = levels[b];

          if (self->px[i] > 0.0 && self->px[j] > 0.0 && self->py[k] > 0.0)
            s[a * n + b] += self->p[i][k] * self->p[j][k] /
                            (sqrt (self->px[i] * self->px[j]) * self->py[k]);
        }

  return sqrt (MAX (0.0, rim_test_jacobi (s, n)));
}

/* Where weights make probabilities tiny, ε decides. */
static gboolean
is_mcc (const Matrix     *self,
        const RimTestBox *box,
        double            mcc)
{
  guint levels[MAX_LEVEL], n = find_levels (box, levels);
  double value = mcc * mcc;

  if (n == 1)
    return mcc == 1.0;

  return find_determinant (self, levels, n, value + 1e-11) < 0.0 &&
         fabs (find_determinant (self, levels, n, value)) <
         1e-4 * fabs (find_determinant (self, levels, n, value + 1e-7));
}

static double
information (double p,
             double epsilon)
{
  return p > 0.0 ? -p * log2 (p + epsilon) : 0.0;
}

static double
find_entropy (const Matrix *self,
              const char   *what)
{
  double e = self->epsilon;
  double sum = 0.0;

  for (guint i = 1; i <= MAX_LEVEL; i++)
    for (guint j = 1; j <= MAX_LEVEL; j++)
      {
        double q = self->px[i] * self->py[j];

        if (g_str_equal (what, "HXY"))
          sum += information (self->p[i][j], e);
        else if (g_str_equal (what, "HXY1") && q > 0.0)
          sum -= self->p[i][j] * log2 (q + e);
        else if (g_str_equal (what, "HXY2"))
          sum += information (q, e);
        else if (g_str_equal (what, "HX") && j == 1)
          sum += information (self->px[i], e);
        else if (g_str_equal (what, "HY") && i == 1)
          sum += information (self->py[j], e);
      }

  return sum;
}

static double
find_imc (const Matrix *self,
          const char   *name)
{
  double hxy = find_entropy (self, "HXY");
  double most = MAX (find_entropy (self, "HX"), find_entropy (self, "HY"));
  double apart = find_entropy (self, "HXY2") - hxy;

  if (g_str_equal (name, "Imc1"))
    return most != 0.0 ? (hxy - find_entropy (self, "HXY1")) / most : 0.0;
  if (self->epsilon == 0.0)
    return sqrt (MAX (0.0, 1.0 - exp (-2.0 * apart)));

  return sqrt (1.0 - exp (-2.0 * apart));
}

/* Entropies of what sums and differences of levels have in common. */
static double
find_line_entropy (const Matrix *self,
                   gboolean      of_sums)
{
  double sum = 0.0;

  for (int k = 0; k <= 2 * MAX_LEVEL; k++)
    {
      double p = 0.0;

      for (int i = 1; i <= MAX_LEVEL; i++)
        for (int j = 1; j <= MAX_LEVEL; j++)
          if ((of_sums ? i + j : ABS (i - j)) == k)
            p += self->p[i][j];
      sum += information (p, self->epsilon);
    }

  return sum;
}

/* What a cell adds to a feature that is a sum over cells; m has μx, μy and the
 * mean difference.
 */
static double
weigh (const char   *name,
       const Matrix *self,
       double        i,
       double        j,
       const double *m)
{
  double k = fabs (i - j), away = i + j - m[0] - m[1], n = self->n_levels;
  double p = self->p[(int) i][(int) j];

  if (g_str_equal (name, "Autocorrelation"))
    return i * j;
  if (g_str_equal (name, "ClusterProminence"))
    return away * away * away * away;
  if (g_str_equal (name, "ClusterShade"))
    return away * away * away;
  if (g_str_equal (name, "ClusterTendency") || g_str_equal (name, "SumVariance"))
    return away * away;
  if (g_str_equal (name, "Contrast"))
    return k * k;
  if (g_str_equal (name, "DifferenceAverage") || g_str_equal (name, "Dissimilarity"))
    return k;
  if (g_str_equal (name, "DifferenceVariance"))
    return (k - m[2]) * (k - m[2]);
  if (g_str_equal (name, "Id"))
    return 1.0 / (1.0 + k);
  if (g_str_equal (name, "Idm"))
    return 1.0 / (1.0 + k * k);
  if (g_str_equal (name, "Idmn"))
    return 1.0 / (1.0 + k * k / (n * n));
  if (g_str_equal (name, "Idn"))
    return 1.0 / (1.0 + k / n);
  if (g_str_equal (name, "InverseVariance"))
    return k > 0.0 ? 1.0 / (k * k) : 0.0;
  if (g_str_equal (name, "JointAverage"))
    return i;
  if (g_str_equal (name, "JointEnergy"))
    return p;
  if (g_str_equal (name, "SumAverage"))
    return i + j;
  if (g_str_equal (name, "SumSquares"))
    return (i - m[0]) * (i - m[0]);

  g_assert_not_reached ();
}

static double
find_correlation (const Matrix *self,
                  const double *m)
{
  double x = 0.0, y = 0.0, xy = 0.0;

  for (guint i = 1; i <= MAX_LEVEL; i++)
    for (guint j = 1; j <= MAX_LEVEL; j++)
      {
        x += self->p[i][j] * (i - m[0]) * (i - m[0]);
        y += self->p[i][j] * (j - m[1]) * (j - m[1]);
        xy += self->p[i][j] * (i - m[0]) * (j - m[1]);
      }

  return MIN (x, y) > 1e-24 ? xy / (sqrt (x) * sqrt (y) + self->epsilon) : 1.0;
}

static double
measure (const Matrix     *self,
         const RimTestBox *box,
         const char       *name)
{
  double m[3] = { 0.0 }, sum = 0.0, most = 0.0;

  for (guint i = 1; i <= MAX_LEVEL; i++)
    for (guint j = 1; j <= MAX_LEVEL; j++)
      {
        m[0] += self->p[i][j] * i;
        m[1] += self->p[i][j] * j;
        m[2] += self->p[i][j] * fabs ((double) i - j);
        most = MAX (most, self->p[i][j]);
      }

  if (g_str_equal (name, "Correlation"))
    return find_correlation (self, m);
  if (g_str_equal (name, "DifferenceEntropy") || g_str_equal (name, "SumEntropy"))
    return find_line_entropy (self, g_str_equal (name, "SumEntropy"));
  if (g_str_has_prefix (name, "Imc"))
    return find_imc (self, name);
  if (g_str_equal (name, "JointEntropy"))
    return find_entropy (self, "HXY");
  if (g_str_equal (name, "MCC"))
    return find_mcc (self, box);
  if (g_str_equal (name, "MaximumProbability"))
    return most;

  for (guint i = 1; i <= MAX_LEVEL; i++)
    for (guint j = 1; j <= MAX_LEVEL; j++)
      sum += self->p[i][j] * weigh (name, self, i, j, m);

  return sum;
}

static double
weigh_direction (const RimDirection *direction,
                 RimWeighting        weighting)
{
  const double spacing[3] = { 1.0, 0.75, 1.5 };
  double sum = 0.0, squares = 0.0, most = 0.0;

  for (guint axis = 0; axis < 3; axis++)
    {
      double d = ABS (direction->step[axis]) * spacing[axis];

      sum += d;
      squares += d * d;
      most = MAX (most, d);
    }

  switch (weighting)
    {
    case RIM_WEIGHTING_MANHATTAN:
      return exp (-sum * sum);
    case RIM_WEIGHTING_EUCLIDEAN:
      return exp (-squares);
    case RIM_WEIGHTING_INFINITY:
      return exp (-most * most);
    case RIM_WEIGHTING_NONE:
    case RIM_WEIGHTING_NO_WEIGHTING:
    default:
      return 1.0;
    }
}

/* Makes every matrix that an aggregation has, one after the other. */
static GPtrArray *
make_matrices (const RimTestBox        *box,
               const RimFamilySettings *settings,
               RimAggregation           aggregation)
{
  g_autoptr(RimDirections) directions =
    rim_directions_new (settings->distances, settings->n_distances, settings->force_2d_axis);
  GPtrArray *matrices = g_ptr_array_new_with_free_func (g_free);
  gboolean in_slices = aggregation <= RIM_AGGREGATION_2D_MERGED;
  gboolean in_space = aggregation >= RIM_AGGREGATION_3D_AVERAGED;
  gboolean weighed = settings->weighting != RIM_WEIGHTING_NONE &&
                     settings->profile == RIM_PROFILE_PYRADIOMICS;
  gboolean merged = aggregation == RIM_AGGREGATION_2D_MERGED ||
                    aggregation == RIM_AGGREGATION_25D_MERGED ||
                    aggregation == RIM_AGGREGATION_3D_MERGED || weighed;
  Matrix *matrix = NULL;

  for (int slice = in_slices ? 0 : -1; slice < (in_slices ? (int) box->size[2] : 0); slice++)
    for (guint d = 0; d < directions->n; d++)
      {
        const RimDirection *direction = &directions->directions[d];

        if (!in_space && direction->step[2] != 0)
          continue;
        if (!merged || matrix == NULL || (in_slices && d == directions->first_in_slice))
          {
            matrix = g_new0 (Matrix, 1);
            matrix->epsilon = settings->profile == RIM_PROFILE_PYRADIOMICS ? EPSILON : 0.0;
            for (gsize v = 0; v < (gsize) box->size[0] * box->size[1] * box->size[2]; v++)
              matrix->n_levels = MAX (matrix->n_levels, box->levels[v]);
            g_ptr_array_add (matrices, matrix);
          }
        add_pairs (matrix, box, direction, slice,
                   weighed ? weigh_direction (direction, settings->weighting) : 1.0,
                   settings->is_symmetric || settings->profile == RIM_PROFILE_IBSI);
      }

  for (guint m = matrices->len; m-- > 0;)
    if (!normalise (g_ptr_array_index (matrices, m)))
      g_ptr_array_remove_index (matrices, m);

  return matrices;
}

/* Both are roots, and have no steady last digits where they are next to 0. */
static gboolean
is_unsteady (GPtrArray  *matrices,
             const char *name)
{
  for (guint m = 0; m < matrices->len; m++)
    {
      const Matrix *matrix = g_ptr_array_index (matrices, m);

      if (g_str_equal (name, "Imc2") &&
          find_entropy (matrix, "HXY2") - find_entropy (matrix, "HXY") < 1e-6)
        return TRUE;
    }

  return FALSE;
}

/* PyRadiomics makes MCC 1 where there is one level, with or without pairs, as long
 * as it does not weigh directions.
 */
static gboolean
is_known_without_pairs (const RimLevels         *levels,
                        const RimFamilySettings *settings,
                        guint                    feature)
{
  gboolean is_flat = TRUE;

  for (gsize v = 0; v < levels->n_voxels; v++)
    is_flat = is_flat && levels->levels[levels->offsets[v]] == levels->levels[levels->offsets[0]];

  return is_flat && settings->profile == RIM_PROFILE_PYRADIOMICS && settings->weighting == RIM_WEIGHTING_NONE &&
         g_str_equal (rim_family_glcm.get_info (feature)->name, "MCC");
}

static void
check_box (const RimTestBox        *box,
           const RimFamilySettings *settings,
           RimAggregation           aggregation)
{
  g_autoptr(RimLevels) levels = rim_test_box_to_levels (box, 3);
  g_autoptr(GPtrArray) matrices = make_matrices (box, settings, aggregation);
  g_autofree double *values = rim_test_family_compute (&rim_family_glcm, levels, settings,
                                                       aggregation);

  for (guint f = 0; f < rim_family_glcm.n_features; f++)
    {
      const RimFeatureInfo *info = rim_family_glcm.get_info (f);
      double sum = 0.0, difference;

      if (!(info->profiles & (1u << settings->profile)) || matrices->len == 0)
        {
          if (is_known_without_pairs (levels, settings, f))
            g_assert_cmpfloat (values[f], ==, 1.0);
          else
            g_assert_true (isnan (values[f]));
          continue;
        }

      for (guint m = 0; m < matrices->len; m++)
        sum += measure (g_ptr_array_index (matrices, m), box, info->name);
      difference = fabs (values[f] - sum / matrices->len);
      if (is_unsteady (matrices, info->name))
        continue;
      if (g_str_equal (info->name, "MCC") && matrices->len == 1 &&
          is_mcc (g_ptr_array_index (matrices, 0), box, values[f]))
        continue;
      if (!(difference <= 1e-11 * MAX (1.0, fabs (values[f]))) &&
          !(g_str_equal (info->name, "MCC") && difference < 1e-7))
        g_test_fail_printf ("%s: %.17g instead of %.17g", info->name, values[f],
                            sum / matrices->len);
    }
}

static void
test_slowly (void)
{
  for (guint round = 0; round < 300 && !g_test_failed (); round++)
    {
      g_autoptr(RimTestBox) box =
        rim_test_box_new_random ((guint) g_test_rand_int_range (1, MAX_LEVEL + 1));
      RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
      RimAggregation aggregation = RIM_AGGREGATION_3D_AVERAGED;

      settings.is_symmetric = round % 3 != 0;
      settings.n_distances = 1 + round % 2;
      settings.distances[0] = (guint) g_test_rand_int_range (1, 3);
      settings.distances[1] = 3;
      settings.force_2d_axis = g_test_rand_int_range (-1, 3);
      if (round % 4 == 3)
        {
          settings.profile = RIM_PROFILE_IBSI;
          settings.force_2d_axis = -1;
          aggregation = (RimAggregation) g_test_rand_int_range (RIM_AGGREGATION_2D_AVERAGED,
                                                                RIM_AGGREGATION_3D_MERGED + 1);
        }
      settings.weighting = (RimWeighting) g_test_rand_int_range (RIM_WEIGHTING_NONE,
                                                                 RIM_WEIGHTING_INFINITY + 1);
      check_box (box, &settings, aggregation);
    }
}

/* A turned or mirrored region has the same directions in another order. */
static void
test_turned (void)
{
  static const guint axes[][3] = { { 1, 0, 2 }, { 2, 1, 0 }, { 1, 2, 0 }, { 0, 1, 2 } };

  for (guint round = 0; round < 40; round++)
    {
      g_autoptr(RimTestBox) box = rim_test_box_new_random (9);
      gboolean flips[3] = { round & 1, round & 2, round & 4 };
      g_autoptr(RimTestBox) turned = rim_test_box_turn (box, axes[round % 4], flips);
      g_autoptr(RimLevels) a = rim_test_box_to_levels (box, 1);
      g_autoptr(RimLevels) b = rim_test_box_to_levels (turned, 2);
      RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
      g_autofree double *x = rim_test_family_compute (&rim_family_glcm, a, &settings,
                                                      RIM_AGGREGATION_3D_AVERAGED);
      g_autofree double *y = rim_test_family_compute (&rim_family_glcm, b, &settings,
                                                      RIM_AGGREGATION_3D_AVERAGED);

      for (guint f = 0; f < rim_family_glcm.n_features; f++)
        if (!g_str_equal (rim_family_glcm.get_info (f)->name, "Imc2") &&
            !g_str_equal (rim_family_glcm.get_info (f)->name, "MCC"))
          g_assert_cmpfloat (rim_test_relative_difference (x[f], y[f]), <, 1e-12);
    }
}

static void
assert_value (const double *values,
              const char   *name,
              double        expected)
{
  double value = rim_test_family_get (&rim_family_glcm, values, RIM_PROFILE_PYRADIOMICS, name);

  g_assert_cmpfloat_with_epsilon (value, expected, 1e-15);
}

/* As PyRadiomics has it for a flat region of level 3. */
static void
test_constant (void)
{
  g_autoptr(RimTestBox) box = rim_test_box_new (4, 3, 2);
  g_autoptr(RimLevels) levels = NULL;
  RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  g_autofree double *values = NULL;

  for (guint v = 0; v < 24; v++)
    box->levels[v] = 3;
  levels = rim_test_box_to_levels (box, 1);
  values = rim_test_family_compute (&rim_family_glcm, levels, &settings,
                                    RIM_AGGREGATION_3D_AVERAGED);

  assert_value (values, "Autocorrelation", 9.0);
  assert_value (values, "Contrast", 0.0);
  assert_value (values, "Correlation", 1.0);
  assert_value (values, "Id", 1.0);
  assert_value (values, "Imc1", 0.0);
  assert_value (values, "Imc2", 0.0);
  assert_value (values, "InverseVariance", 0.0);
  assert_value (values, "MCC", 1.0);
  assert_value (values, "MaximumProbability", 1.0);
  assert_value (values, "SumSquares", 0.0);
  g_assert_cmpfloat_with_epsilon (rim_test_family_get (&rim_family_glcm, values,
                                                       RIM_PROFILE_PYRADIOMICS, "JointEntropy"),
                                  -3.2034265038149176e-16, 1e-30);
}

/* One voxel has no pairs; two of levels 1 and 2 have one, and its mirror image. */
static void
test_smallest (void)
{
  g_autoptr(RimTestBox) box = rim_test_box_new (2, 1, 1);
  g_autoptr(RimLevels) one = NULL;
  g_autoptr(RimLevels) two = NULL;
  RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  g_autofree double *of_one = NULL;
  g_autofree double *of_two = NULL;

  box->levels[0] = 1;
  one = rim_test_box_to_levels (box, 1);
  box->levels[1] = 2;
  two = rim_test_box_to_levels (box, 1);
  of_one = rim_test_family_compute (&rim_family_glcm, one, &settings,
                                    RIM_AGGREGATION_3D_AVERAGED);
  of_two = rim_test_family_compute (&rim_family_glcm, two, &settings,
                                    RIM_AGGREGATION_3D_AVERAGED);

  for (guint f = 0; f < rim_family_glcm.n_features; f++)
    g_assert_true (isnan (of_one[f]) == !is_known_without_pairs (one, &settings, f));
  assert_value (of_one, "MCC", 1.0);
  assert_value (of_two, "Contrast", 1.0);
  assert_value (of_two, "Correlation", -1.0);
  assert_value (of_two, "JointAverage", 1.5);
  assert_value (of_two, "JointEntropy", 1.0);
  assert_value (of_two, "Imc1", -1.0);
  assert_value (of_two, "MCC", 1.0);
}

static RimLevels *
make_large (guint n_levels,
            guint pad)
{
  g_autoptr(RimTestBox) box = rim_test_box_new (40, 41, 12);

  for (gsize v = 0; v < 40u * 41u * 12u; v++)
    if (g_test_rand_int_range (0, 20) > 0)
      box->levels[v] = (guint16) g_test_rand_int_range (1, (gint32) n_levels + 1);
  box->levels[0] = (guint16) n_levels;

  return rim_test_box_to_levels (box, pad);
}

static void
test_threads (void)
{
  static const guint levels_of[] = { 6, 40, 3000, 65535 };

  for (guint l = 0; l < G_N_ELEMENTS (levels_of); l++)
    {
      g_autoptr(RimLevels) levels = make_large (levels_of[l], 1);
      RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
      g_autofree double *one = NULL;
      g_autofree double *two = NULL;
      g_autofree double *eight = NULL;
      gsize size = sizeof (double) * rim_family_glcm.n_features;

      settings.profile = levels_of[l] == 40 ? RIM_PROFILE_IBSI : RIM_PROFILE_PYRADIOMICS;
      settings.force_2d_axis = levels_of[l] > 1000 ? 2 : -1;
      rim_parallel_set_n_threads (1);
      one = rim_test_family_compute (&rim_family_glcm, levels, &settings,
                                     RIM_AGGREGATION_3D_AVERAGED);
      rim_parallel_set_n_threads (2);
      two = rim_test_family_compute (&rim_family_glcm, levels, &settings,
                                     RIM_AGGREGATION_3D_AVERAGED);
      rim_parallel_set_n_threads (8);
      eight = rim_test_family_compute (&rim_family_glcm, levels, &settings,
                                       RIM_AGGREGATION_3D_AVERAGED);
      rim_parallel_set_n_threads (0);

      g_assert_cmpmem (one, size, two, size);
      g_assert_cmpmem (one, size, eight, size);
      g_assert_true (isfinite (one[0]));
    }
}

static void
assert_fails (const RimFamilySettings *settings,
              int                      code)
{
  g_autoptr(RimLevels) levels = make_large (3, 2);
  RimFamilyInput input = { .levels = levels, .settings = settings };
  RimAggregation aggregation = RIM_AGGREGATION_3D_AVERAGED;
  g_autofree double *values = g_new (double, rim_family_glcm.n_features);
  g_autoptr(GError) error = NULL;

  g_assert_false (rim_family_glcm.compute (&input, &aggregation, 1, values, NULL, &error));
  g_assert_error (error, RIM_FEATURE_ERROR, code);
}

static void
test_bad_settings (void)
{
  RimFamilySettings far = RIM_FAMILY_SETTINGS_INIT;
  RimFamilySettings near = RIM_FAMILY_SETTINGS_INIT;
  RimFamilySettings none = RIM_FAMILY_SETTINGS_INIT;
  RimFamilySettings axis = RIM_FAMILY_SETTINGS_INIT;

  far.distances[0] = 3;
  near.distances[0] = 0;
  none.n_distances = 0;
  axis.force_2d_axis = 3;
  assert_fails (&far, RIM_FEATURE_ERROR_SETTINGS);
  assert_fails (&near, RIM_FEATURE_ERROR_SETTINGS);
  assert_fails (&none, RIM_FEATURE_ERROR_SETTINGS);
  assert_fails (&axis, RIM_FEATURE_ERROR_SETTINGS);
}

static void
test_cancelled (void)
{
  g_autoptr(RimLevels) levels = make_large (5, 1);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  RimFamilyInput input = { .levels = levels, .settings = &settings };
  RimAggregation aggregation = RIM_AGGREGATION_3D_AVERAGED;
  g_autofree double *values = g_new (double, rim_family_glcm.n_features);
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (rim_family_glcm.compute (&input, &aggregation, 1, values, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_table (void)
{
  guint n_pyradiomics = 0, n_ibsi = 0;

  for (guint f = 0; f < rim_family_glcm.n_features; f++)
    {
      const RimFeatureInfo *info = rim_family_glcm.get_info (f);

      n_pyradiomics += (info->profiles & RIM_IN_PYRADIOMICS) != 0;
      n_ibsi += (info->profiles & RIM_IN_IBSI) != 0;
      g_assert_true (info->ibsi_id == NULL || strlen (info->ibsi_id) == 4);
    }
  g_assert_cmpuint (n_pyradiomics, ==, 24);
  g_assert_cmpuint (n_ibsi, ==, 25);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/glcm/slowly", test_slowly);
  g_test_add_func ("/engine/glcm/turned", test_turned);
  g_test_add_func ("/engine/glcm/constant", test_constant);
  g_test_add_func ("/engine/glcm/smallest", test_smallest);
  g_test_add_func ("/engine/glcm/threads", test_threads);
  g_test_add_func ("/engine/glcm/bad-settings", test_bad_settings);
  g_test_add_func ("/engine/glcm/cancelled", test_cancelled);
  g_test_add_func ("/engine/glcm/table", test_table);

  return g_test_run ();
}
