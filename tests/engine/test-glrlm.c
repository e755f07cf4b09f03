/* test-glrlm.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "rim-test-levels.h"
#include "rim-test-reference.h"
#include "texture/rim-directions.h"
#include "texture/rim-glrlm.h"

#define MAX_LEVEL 9
#define MAX_LENGTH 8
#define EPSILON 2.220446049250313e-16

/* A whole matrix, with a row for every level and a column for every length. */
typedef struct
{
  double runs[MAX_LEVEL + 1][MAX_LENGTH + 1];
  double n;
  double epsilon;
} Matrix;

typedef struct
{
  int at[3];
} Place;

static guint
get_level (const RimTestBox   *box,
           Place               place,
           const RimDirection *direction,
           int                 times)
{
  return rim_test_box_get (box, place.at[0] + times * direction->step[0],
                           place.at[1] + times * direction->step[1],
                           place.at[2] + times * direction->step[2]);
}

/* Whether a line in this direction meets the region more than once. */
static gboolean
has_depth (const RimTestBox   *box,
           const RimDirection *direction)
{
  for (int k = 0; k < (int) box->size[2]; k++)
    for (int j = 0; j < (int) box->size[1]; j++)
      for (int i = 0; i < (int) box->size[0]; i++)
        for (int t = 1; t < MAX_LENGTH; t++)
          if (rim_test_box_get (box, i, j, k) != 0 &&
              get_level (box, (Place) { { i, j, k } }, direction, t) != 0)
            return TRUE;

  return FALSE;
}

static void
add_runs (Matrix             *self,
          const RimTestBox   *box,
          const RimDirection *direction,
          int                 only_slice,
          double              weight)
{
  for (int k = 0; k < (int) box->size[2]; k++)
    for (int j = 0; j < (int) box->size[1]; j++)
      for (int i = 0; i < (int) box->size[0]; i++)
        {
          Place place = { { i, j, k } };
          guint level = rim_test_box_get (box, i, j, k);
          int length = 1;

          if (level == 0 || (only_slice >= 0 && k != only_slice) ||
              get_level (box, place, direction, -1) == level)
            continue;
          while (get_level (box, place, direction, length) == level)
            length++;
          self->runs[level][length] += weight;
          self->n += weight;
        }
}

static double
square (double x)
{
  return x * x;
}

static double
weigh (const char *name,
       double      i,
       double      j,
       double      mean_level,
       double      mean_length)
{
  double by_level = 1.0, by_length = 1.0;

  if (g_str_equal (name, "GrayLevelVariance"))
    return square (i - mean_level);
  if (g_str_equal (name, "RunVariance"))
    return square (j - mean_length);

  if (strstr (name, "LowGray") != NULL)
    by_level = 1.0 / square (i);
  if (strstr (name, "HighGray") != NULL)
    by_level = square (i);
  if (strstr (name, "ShortRun") != NULL)
    by_length = 1.0 / square (j);
  if (strstr (name, "LongRun") != NULL)
    by_length = square (j);
  g_assert_true (g_str_has_suffix (name, "Emphasis"));

  return by_level * by_length;
}

static double
measure_uniformity (const Matrix *self,
                    const char   *name)
{
  gboolean of_levels = g_str_has_prefix (name, "Gray");
  double sum = 0.0;

  for (guint a = 1; a <= MAX (MAX_LEVEL, MAX_LENGTH); a++)
    {
      double n = 0.0;

      for (guint b = 1; b <= MAX (MAX_LEVEL, MAX_LENGTH); b++)
        {
          guint i = of_levels ? a : b, j = of_levels ? b : a;

          if (i <= MAX_LEVEL && j <= MAX_LENGTH)
            n += self->runs[i][j];
        }
      sum += square (n);
    }

  return sum / (g_str_has_suffix (name, "Normalized") ? square (self->n) : self->n);
}

static double
measure (const Matrix *self,
         const char   *name)
{
  double mean_level = 0.0, mean_length = 0.0, entropy = 0.0, sum = 0.0;

  for (guint i = 1; i <= MAX_LEVEL; i++)
    for (guint j = 1; j <= MAX_LENGTH; j++)
      {
        double p = self->runs[i][j] / self->n;

        mean_level += p * i;
        mean_length += p * j;
        if (p > 0.0)
          entropy -= p * log2 (p + self->epsilon);
      }

  if (strstr (name, "NonUniformity") != NULL)
    return measure_uniformity (self, name);
  if (g_str_equal (name, "RunEntropy"))
    return entropy;
  if (g_str_equal (name, "RunPercentage"))
    return 1.0 / mean_length;

  for (guint i = 1; i <= MAX_LEVEL; i++)
    for (guint j = 1; j <= MAX_LENGTH; j++)
      sum += self->runs[i][j] / self->n * weigh (name, i, j, mean_level, mean_length);

  return sum;
}

static double
weigh_direction (const RimDirection *direction,
                 RimWeighting        weighting)
{
  double x = ABS (direction->step[0]) * 1.0;
  double y = ABS (direction->step[1]) * 0.75;
  double z = ABS (direction->step[2]) * 1.5;

  switch (weighting)
    {
    case RIM_WEIGHTING_MANHATTAN:
      return x + y + z;
    case RIM_WEIGHTING_EUCLIDEAN:
      return sqrt (x * x + y * y + z * z);
    case RIM_WEIGHTING_INFINITY:
      return MAX (x, MAX (y, z));
    case RIM_WEIGHTING_NONE:
    case RIM_WEIGHTING_NO_WEIGHTING:
    default:
      return 1.0;
    }
}

static GPtrArray *
make_matrices (const RimTestBox        *box,
               const RimFamilySettings *settings,
               RimAggregation           aggregation)
{
  static const guint near = 1;
  g_autoptr(RimDirections) directions = rim_directions_new (&near, 1, settings->force_2d_axis);
  GPtrArray *matrices = g_ptr_array_new_with_free_func (g_free);
  gboolean is_pyradiomics = settings->profile == RIM_PROFILE_PYRADIOMICS;
  gboolean in_slices = aggregation <= RIM_AGGREGATION_2D_MERGED;
  gboolean in_space = aggregation >= RIM_AGGREGATION_3D_AVERAGED;
  gboolean weighed = settings->weighting != RIM_WEIGHTING_NONE && is_pyradiomics;
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
            matrix->epsilon = is_pyradiomics ? EPSILON : 0.0;
            g_ptr_array_add (matrices, matrix);
          }
        if (!is_pyradiomics || has_depth (box, direction))
          add_runs (matrix, box, direction, slice,
                    weighed ? weigh_direction (direction, settings->weighting) : 1.0);
      }

  for (guint m = matrices->len; m-- > 0;)
    if (((Matrix *) g_ptr_array_index (matrices, m))->n == 0.0)
      g_ptr_array_remove_index (matrices, m);

  return matrices;
}

static void
check_box (const RimTestBox        *box,
           const RimFamilySettings *settings,
           RimAggregation           aggregation)
{
  g_autoptr(RimLevels) levels = rim_test_box_to_levels (box, 1);
  g_autoptr(GPtrArray) matrices = make_matrices (box, settings, aggregation);
  g_autofree double *values = rim_test_family_compute (&rim_family_glrlm, levels, settings,
                                                       aggregation);

  for (guint f = 0; f < rim_family_glrlm.n_features; f++)
    {
      const char *name = rim_family_glrlm.get_info (f)->name;
      double sum = 0.0;

      for (guint m = 0; m < matrices->len; m++)
        sum += measure (g_ptr_array_index (matrices, m), name);
      if (matrices->len == 0)
        g_assert_true (isnan (values[f]));
      else if (!(fabs (values[f] - sum / matrices->len) <= 1e-12 * MAX (1.0, fabs (values[f]))))
        g_test_fail_printf ("%s: %.17g instead of %.17g", name, values[f], sum / matrices->len);
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

      settings.force_2d_axis = g_test_rand_int_range (-1, 3);
      settings.weighting = (RimWeighting) g_test_rand_int_range (RIM_WEIGHTING_NONE,
                                                                 RIM_WEIGHTING_INFINITY + 1);
      if (round % 3 == 0)
        {
          settings.profile = RIM_PROFILE_IBSI;
          settings.force_2d_axis = -1;
          aggregation = (RimAggregation) g_test_rand_int_range (RIM_AGGREGATION_2D_AVERAGED,
                                                                RIM_AGGREGATION_3D_MERGED + 1);
        }
      check_box (box, &settings, aggregation);
    }
}

/* Distances are those of pairs; runs go from voxel to voxel. */
static void
test_distances (void)
{
  g_autoptr(RimTestBox) box = rim_test_box_new_random (4);
  g_autoptr(RimLevels) levels = rim_test_box_to_levels (box, 2);
  RimFamilySettings near = RIM_FAMILY_SETTINGS_INIT;
  RimFamilySettings far = RIM_FAMILY_SETTINGS_INIT;
  g_autofree double *a = NULL;
  g_autofree double *b = NULL;
  gsize size = sizeof (double) * rim_family_glrlm.n_features;

  far.distances[0] = 2;
  a = rim_test_family_compute (&rim_family_glrlm, levels, &near, RIM_AGGREGATION_3D_AVERAGED);
  b = rim_test_family_compute (&rim_family_glrlm, levels, &far, RIM_AGGREGATION_3D_AVERAGED);
  g_assert_cmpmem (a, size, b, size);
}

static void
test_turned (void)
{
  static const guint axes[][3] = { { 1, 0, 2 }, { 2, 1, 0 }, { 1, 2, 0 }, { 0, 1, 2 } };

  for (guint round = 0; round < 40; round++)
    {
      g_autoptr(RimTestBox) box = rim_test_box_new_random (5);
      gboolean flips[3] = { round & 1, round & 2, round & 4 };
      g_autoptr(RimTestBox) turned = rim_test_box_turn (box, axes[round % 4], flips);
      g_autoptr(RimLevels) a = rim_test_box_to_levels (box, 1);
      g_autoptr(RimLevels) b = rim_test_box_to_levels (turned, 3);
      RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
      g_autofree double *x = rim_test_family_compute (&rim_family_glrlm, a, &settings,
                                                      RIM_AGGREGATION_3D_AVERAGED);
      g_autofree double *y = rim_test_family_compute (&rim_family_glrlm, b, &settings,
                                                      RIM_AGGREGATION_3D_AVERAGED);

      for (guint f = 0; f < rim_family_glrlm.n_features; f++)
        g_assert_cmpfloat (rim_test_relative_difference (x[f], y[f]), <, 1e-13);
    }
}

/* One voxel: no line has two for PyRadiomics; a run of one for the IBSI. */
static void
test_smallest (void)
{
  g_autoptr(RimTestBox) box = rim_test_box_new (1, 1, 1);
  g_autoptr(RimLevels) levels = NULL;
  RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  g_autofree double *of_pyradiomics = NULL;
  g_autofree double *of_ibsi = NULL;

  box->levels[0] = 2;
  levels = rim_test_box_to_levels (box, 1);
  of_pyradiomics = rim_test_family_compute (&rim_family_glrlm, levels, &settings,
                                            RIM_AGGREGATION_3D_AVERAGED);
  settings.profile = RIM_PROFILE_IBSI;
  of_ibsi = rim_test_family_compute (&rim_family_glrlm, levels, &settings,
                                     RIM_AGGREGATION_3D_MERGED);

  for (guint f = 0; f < rim_family_glrlm.n_features; f++)
    g_assert_true (isnan (of_pyradiomics[f]));
  g_assert_cmpfloat (rim_test_family_get (&rim_family_glrlm, of_ibsi, RIM_PROFILE_IBSI,
                                          "RunPercentage"), ==, 1.0);
  g_assert_cmpfloat (rim_test_family_get (&rim_family_glrlm, of_ibsi, RIM_PROFILE_IBSI,
                                          "HighGrayLevelRunEmphasis"), ==, 4.0);
  g_assert_cmpfloat (rim_test_family_get (&rim_family_glrlm, of_ibsi, RIM_PROFILE_IBSI,
                                          "GrayLevelNonUniformity"), ==, 13.0);
}

/* A bar of one level: one run along it, and lines of single voxels across it,
 * which PyRadiomics leaves out.
 */
static void
test_constant (void)
{
  g_autoptr(RimTestBox) box = rim_test_box_new (6, 1, 1);
  g_autoptr(RimLevels) levels = NULL;
  RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  g_autofree double *values = NULL;

  for (guint v = 0; v < 6; v++)
    box->levels[v] = 3;
  levels = rim_test_box_to_levels (box, 1);
  values = rim_test_family_compute (&rim_family_glrlm, levels, &settings,
                                    RIM_AGGREGATION_3D_AVERAGED);

  g_assert_cmpfloat (rim_test_family_get (&rim_family_glrlm, values, RIM_PROFILE_PYRADIOMICS,
                                          "LongRunEmphasis"), ==, 36.0);
  g_assert_cmpfloat (rim_test_family_get (&rim_family_glrlm, values, RIM_PROFILE_PYRADIOMICS,
                                          "RunPercentage"), ==, 1.0 / 6.0);
  g_assert_cmpfloat (rim_test_family_get (&rim_family_glrlm, values, RIM_PROFILE_PYRADIOMICS,
                                          "RunVariance"), ==, 0.0);
}

static RimLevels *
make_large (guint n_levels)
{
  g_autoptr(RimTestBox) box = rim_test_box_new (50, 41, 32);

  for (gsize v = 0; v < 50u * 41u * 32u; v++)
    if (g_test_rand_int_range (0, 20) > 0)
      box->levels[v] = (guint16) g_test_rand_int_range (1, (gint32) n_levels + 1);
  box->levels[0] = (guint16) n_levels;

  return rim_test_box_to_levels (box, 1);
}

static void
test_threads (void)
{
  static const guint levels_of[] = { 2, 40, 65535 };

  for (guint l = 0; l < G_N_ELEMENTS (levels_of); l++)
    {
      g_autoptr(RimLevels) levels = make_large (levels_of[l]);
      RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
      g_autofree double *one = NULL;
      gsize size = sizeof (double) * rim_family_glrlm.n_features;

      rim_parallel_set_n_threads (1);
      one = rim_test_family_compute (&rim_family_glrlm, levels, &settings,
                                     RIM_AGGREGATION_3D_AVERAGED);
      for (guint n_threads = 2; n_threads <= 8; n_threads *= 2)
        {
          g_autofree double *many = NULL;

          rim_parallel_set_n_threads (n_threads);
          many = rim_test_family_compute (&rim_family_glrlm, levels, &settings,
                                          RIM_AGGREGATION_3D_AVERAGED);
          g_assert_cmpmem (one, size, many, size);
        }
      rim_parallel_set_n_threads (0);
      g_assert_true (isfinite (one[0]));
    }
}

/* Aggregations asked for together are what they are alone. */
static void
test_together (void)
{
  RimAggregation all[] = {
    RIM_AGGREGATION_3D_MERGED, RIM_AGGREGATION_2D_AVERAGED, RIM_AGGREGATION_25D_MERGED,
    RIM_AGGREGATION_3D_AVERAGED, RIM_AGGREGATION_2D_MERGED, RIM_AGGREGATION_25D_AVERAGED,
  };
  g_autoptr(RimLevels) levels = make_large (7);
  RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  RimFamilyInput input = { .levels = levels, .settings = &settings };
  guint n = rim_family_glrlm.n_features;
  g_autofree double *together = g_new (double, G_N_ELEMENTS (all) * n);
  g_autoptr(GError) error = NULL;

  settings.profile = RIM_PROFILE_IBSI;
  g_assert_true (rim_family_glrlm.compute (&input, all, G_N_ELEMENTS (all), together, NULL,
                                           &error));
  g_assert_no_error (error);

  for (guint a = 0; a < G_N_ELEMENTS (all); a++)
    {
      g_autofree double *alone = rim_test_family_compute (&rim_family_glrlm, levels, &settings,
                                                          all[a]);

      g_assert_cmpmem (alone, sizeof (double) * n, together + a * n, sizeof (double) * n);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/glrlm/slowly", test_slowly);
  g_test_add_func ("/engine/glrlm/distances", test_distances);
  g_test_add_func ("/engine/glrlm/turned", test_turned);
  g_test_add_func ("/engine/glrlm/smallest", test_smallest);
  g_test_add_func ("/engine/glrlm/constant", test_constant);
  g_test_add_func ("/engine/glrlm/threads", test_threads);
  g_test_add_func ("/engine/glrlm/together", test_together);

  return g_test_run ();
}
