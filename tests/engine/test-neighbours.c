/* test-neighbours.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "rim-test-roi.h"
#include "texture/rim-dependence.h"
#include "texture/rim-neighbours.h"
#include "texture/rim-ngtdm.h"
#include "texture/rim-tone-difference.h"

#define PAD 3

/* How one voxel sees its surroundings, by definition. */
typedef struct
{
  guint  n_dependents;
  guint  n_neighbours;
  double sum;
} View;

static gboolean
is_neighbour (const RimFamilySettings *settings,
              int                      flat_axis,
              int                      x,
              int                      y,
              int                      z)
{
  const int step[3] = { ABS (x), ABS (y), ABS (z) };
  const guint distance = (guint) MAX (MAX (step[0], step[1]), step[2]);

  if (distance == 0 || (flat_axis >= 0 && step[flat_axis] > 0))
    return FALSE;

  for (guint d = 0; d < settings->n_distances; d++)
    if (distance == settings->distances[d] ||
        (settings->profile == RIM_PROFILE_IBSI && distance < settings->distances[d]))
      return TRUE;

  return FALSE;
}

static void
view_init (View                    *self,
           const RimTestBox        *box,
           const int                at[3],
           const RimFamilySettings *settings,
           int                      flat_axis)
{
  const int level = (int) rim_test_box_get (box, at[0], at[1], at[2]);

  *self = (View) { 1, 0, 0.0 };
  for (int k = 0; k < (int) box->size[2]; k++)
    for (int j = 0; j < (int) box->size[1]; j++)
      for (int i = 0; i < (int) box->size[0]; i++)
        {
          const int other = (int) rim_test_box_get (box, i, j, k);

          if (other == 0 || !is_neighbour (settings, flat_axis, i - at[0], j - at[1], k - at[2]))
            continue;
          self->n_dependents += ABS (other - level) <= settings->alpha;
          self->n_neighbours++;
          self->sum += other;
        }
}

static void
assert_views (const RimTestRoi        *roi,
              const RimTestBox        *box,
              const RimFamilySettings *settings,
              int                      flat_axis)
{
  const RimFamilyInput input = { .levels = roi->levels, .settings = settings };
  const double lonely = settings->profile == RIM_PROFILE_IBSI ? RIM_NO_DIFFERENCE : 0.0;
  g_autoptr(GError) error = NULL;
  g_autoptr(RimPairs) pairs = rim_dependence_new (&input, flat_axis, NULL, &error);
  g_autofree double *differences = rim_tone_differences_new (&input, flat_axis, NULL, &error);
  const guint16 *level = box->levels;
  gsize v = 0;

  g_assert_no_error (error);
  for (int k = 0; k < (int) box->size[2]; k++)
    for (int j = 0; j < (int) box->size[1]; j++)
      for (int i = 0; i < (int) box->size[0]; i++, level++)
        {
          const int at[3] = { i, j, k };
          View view;

          if (*level == 0)
            continue;
          view_init (&view, box, at, settings, flat_axis);
          g_assert_cmpuint (pairs->levels[v], ==, *level);
          g_assert_cmpuint (pairs->sizes[v], ==, view.n_dependents);
          g_assert_cmpfloat (differences[v], ==,
                             view.n_neighbours == 0 ? lonely
                                                    : fabs (*level - view.sum / view.n_neighbours));
          v++;
        }

  g_assert_cmpuint (pairs->n, ==, v);
  g_assert_cmpuint (pairs->slices[pairs->n_slices], ==, v);
}

static void
test_views (void)
{
  const RimFamilySettings all[] = {
    { RIM_PROFILE_PYRADIOMICS, -1, 1, { 1 }, .alpha = 0 },
    { RIM_PROFILE_PYRADIOMICS, -1, 1, { 1 }, .alpha = 1.5 },
    { RIM_PROFILE_PYRADIOMICS, -1, 1, { 2 }, .alpha = 0 },
    { RIM_PROFILE_PYRADIOMICS, -1, 2, { 3, 1 }, .alpha = 2 },
    { RIM_PROFILE_IBSI, -1, 1, { 1 }, .alpha = 0 },
    { RIM_PROFILE_IBSI, -1, 1, { 3 }, .alpha = 70000 },
  };

  for (guint s = 0; s < G_N_ELEMENTS (all); s++)
    for (guint round = 0; round < 24; round++)
      {
        g_autoptr(RimTestBox) box = rim_test_box_new_random (round % 2 ? 65535 : 4);
        g_auto(RimTestRoi) roi;

        rim_test_roi_init_box (&roi, box, PAD);
        assert_views (&roi, box, &all[s], (int) (round / 2 % 4) - 1);
      }
}

/* Features of the definition's double sums. */
static void
assert_ngtdm (const RimNgtdm *m)
{
  const double n = (double) m->n;
  double contrast = 0, products = 0, busyness = 0, complexity = 0, strength = 0, s = 0;

  for (gsize i = 0; i < m->n; i++)
    {
      products += m->p[i] * m->s[i];
      s += m->s[i];

      for (gsize j = 0; j < m->n; j++)
        {
          const double difference = m->levels[i] - m->levels[j];

          contrast += m->p[i] * m->p[j] * difference * difference;
          busyness += fabs (m->levels[i] * m->p[i] - m->levels[j] * m->p[j]);
          complexity += fabs (difference) * (m->p[i] * m->s[i] + m->p[j] * m->s[j]) /
                        (m->p[i] + m->p[j]);
          strength += (m->p[i] + m->p[j]) * difference * difference;
        }
    }

  contrast *= s / m->n_voxels / (n * (n - 1));
  g_assert_cmpfloat_with_epsilon (rim_ngtdm_coarseness (m) * products, 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (rim_ngtdm_contrast (m) / contrast, 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (rim_ngtdm_busyness (m) / (products / busyness), 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (rim_ngtdm_complexity (m) * m->n_voxels / complexity, 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (rim_ngtdm_strength (m) * s / strength, 1, 1e-12);
}

static void
test_ngtdm (void)
{
  for (guint round = 0; round < 20; round++)
    {
      const gsize n = 2000;
      g_autofree guint16 *levels = g_new (guint16, n);
      g_autofree double *differences = g_new (double, n);
      g_autoptr(RimNgtdm) matrix = NULL;
      gsize n_voxels = 0;

      for (gsize v = 0; v < n; v++)
        {
          levels[v] = (guint16) g_test_rand_int_range (1, round % 2 ? 9 : 4000);
          differences[v] = v % 5 == 0 ? RIM_NO_DIFFERENCE : g_test_rand_double_range (0, 3);
          n_voxels += v % 5 != 0;
        }

      matrix = rim_ngtdm_new (levels, differences, n);
      g_assert_cmpfloat (matrix->n_voxels, ==, (double) n_voxels);
      assert_ngtdm (matrix);
    }
}

/* The example in section 3.10 of the IBSI's manual. (The one in PyRadiomics'
 * manual is the same but for a slip in the sum of level 3.)
 */
static void
test_example (void)
{
  static const guint16 levels[] = { 1, 2, 5, 2, 3, 5, 1, 3, 1, 3, 5, 5, 3, 1, 1, 1 };
  static const double expected[][3] = {
    { 1, 6, 13.35 }, { 2, 2, 2 }, { 3, 4, 3.03 }, { 5, 4, 10.075 },
  };
  g_autoptr(RimTestBox) box = rim_test_box_new (4, 4, 1);
  const RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  RimFamilyInput input = { .settings = &settings };
  g_autoptr(GError) error = NULL;
  g_autofree double *differences = NULL;
  g_autoptr(RimNgtdm) matrix = NULL;
  g_auto(RimTestRoi) roi;

  memcpy (box->levels, levels, sizeof levels);
  rim_test_roi_init_box (&roi, box, 1);
  input.levels = roi.levels;
  differences = rim_tone_differences_new (&input, -1, NULL, &error);
  g_assert_no_error (error);
  matrix = rim_ngtdm_new (levels, differences, 16);

  g_assert_cmpuint (matrix->n, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpfloat (matrix->levels[i], ==, expected[i][0]);
      g_assert_cmpfloat (matrix->p[i], ==, expected[i][1] / 16);
      g_assert_cmpfloat_with_epsilon (matrix->s[i], expected[i][2], 0.01);
    }
}

static void
assert_fails (guint  distance,
              double alpha)
{
  g_autoptr(RimTestBox) box = rim_test_box_new (40, 40, 40);
  const RimFamilySettings settings = { RIM_PROFILE_IBSI, -1, 1, { distance }, .alpha = alpha };
  RimFamilyInput input = { .settings = &settings };
  g_autoptr(GError) error = NULL;
  g_auto(RimTestRoi) roi;

  for (gsize v = 0; v < 40 * 40 * 40; v++)
    box->levels[v] = 1;
  rim_test_roi_init_box (&roi, box, 40);
  input.levels = roi.levels;
  g_assert_null (rim_dependence_new (&input, -1, NULL, &error));
  g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS);
}

static void
test_errors (void)
{
  assert_fails (0, 0);
  assert_fails (24, 0);
  assert_fails (33, 0);
  assert_fails (41, 0);
  assert_fails (1, -1);
  assert_fails (1, NAN);
}

/* A margin that no memory holds is refused, and not the end of the program. */
static void
test_wide_margin (void)
{
  g_autoptr(RimTestBox) box = rim_test_box_new (3, 2, 1);

  box->levels[0] = 1;
  g_assert_null (rim_test_box_to_levels (box, 60000));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/neighbours/views", test_views);
  g_test_add_func ("/engine/neighbours/ngtdm", test_ngtdm);
  g_test_add_func ("/engine/neighbours/example", test_example);
  g_test_add_func ("/engine/neighbours/errors", test_errors);
  g_test_add_func ("/engine/neighbours/wide-margin", test_wide_margin);

  return g_test_run ();
}
