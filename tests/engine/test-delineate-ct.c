/* test-delineate-ct.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "core/rim-parallel.h"
#include "delineate/rim-nodule.h"
#include "delineate/rim-method.h"
#include "delineate/rim-otsu.h"
#include "delineate/rim-range.h"
#include "delineate/rim-smooth-grow.h"
#include "delineate/rim-threshold.h"
#include "rim-test-ball.h"

/* A nodule in a lung, with what hangs on to it. */
typedef struct
{
  RimVec3 middle;
  double  radius;
  double  vessel;       /* radius of a vessel through it, along x; 0 for none */
  double  wall;         /* the chest wall is from this y on; HUGE_VAL for none */
} Chest;

static double
soften (double distance)
{
  return 0.5 * erfc (distance / 0.8);
}

/* Values rise from lung to soft tissue half way at the edge, as of a blurred image. */
static double
chest_value (RimVec3  place,
             gpointer data)
{
  const Chest *self = data;
  RimVec3 d = rim_vec3_sub (place, self->middle);
  double part = soften (rim_vec3_length (d) - self->radius);

  if (self->vessel > 0)
    part = MAX (part, soften (hypot (d.y, d.z) - self->vessel));
  if (self->wall < HUGE_VAL)
    part = MAX (part, soften (self->wall - d.y));

  return round (-850 + 890 * part + 20 * sin (7.1 * place.x + 3.3 * place.y + 11.7 * place.z));
}

static RimVolume *
make_chest (Chest *self,
            guint  kind)
{
  RimVolume *ct;
  RimGrid grid;

  rim_test_grid_init_kind (&grid, kind, 64);
  self->middle = rim_grid_to_patient (&grid, RIM_VEC3 ((grid.size[0] - 1) / 2.0, (grid.size[1] - 1) / 2.0,
                                                       (grid.size[2] - 1) / 2.0));
  ct = rim_test_volume_new (&grid, chest_value, self);
  rim_volume_set_unit (ct, RIM_UNIT_HU);

  return ct;
}

static void
assert_nodule (Chest    chest,
               guint    kind,
               double   expected,
               double   tolerance,
               gboolean is_cut)
{
  g_autoptr(RimVolume) ct = make_chest (&chest, kind);
  RimNoduleOptions options = RIM_NODULE_OPTIONS_INIT;
  g_autoptr(GError) error = NULL;
  g_autoptr(RimMask) mask = NULL;
  RimNoduleResult result;

  mask = rim_nodule_delineate (ct, rim_vec3_add (chest.middle, RIM_VEC3 (1, -1, 1)), &options, NULL, &result,
                               NULL, &error);
  g_assert_no_error (error);
  g_test_message ("kind %u: %g of %g mm3, opening %g, threshold %g", kind, rim_mask_get_volume (mask), expected,
                  result.opening, result.threshold);
  g_assert_cmpfloat_with_epsilon (rim_mask_get_volume (mask) / expected, 1, tolerance);
  g_assert_cmpint (result.is_cut_at_pleura, ==, is_cut);
}

static double
get_ball (double radius)
{
  return 4 * G_PI / 3 * radius * radius * radius;
}

static void
test_nodule_alone (void)
{
  for (guint kind = 0; kind < RIM_TEST_N_GRIDS; kind++)
    assert_nodule ((Chest) { .radius = 6, .wall = HUGE_VAL }, kind, get_ball (6), 0.12, FALSE);
}

static void
test_nodule_vessel (void)
{
  for (guint kind = 0; kind < RIM_TEST_N_GRIDS; kind++)
    assert_nodule ((Chest) { .radius = 7, .vessel = 1.5, .wall = HUGE_VAL }, kind, get_ball (7), 0.15, FALSE);
}

static void
test_nodule_pleura (void)
{
  /* A cap of it lies in the wall. */
  double r = 7, h = 7 - 4;
  double cap = G_PI * h * h * (3 * r - h) / 3;

  assert_nodule ((Chest) { .radius = r, .wall = 4 }, 0, get_ball (r) - cap, 0.2, TRUE);
  assert_nodule ((Chest) { .radius = r, .wall = 4 }, 4, get_ball (r) - cap, 0.2, TRUE);
}

static void
test_nodule_errors (void)
{
  Chest chest = { .radius = 6, .wall = HUGE_VAL };
  g_autoptr(RimVolume) ct = make_chest (&chest, 0);
  g_autoptr(RimVolume) stored = make_chest (&chest, 0);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  RimNoduleOptions options = RIM_NODULE_OPTIONS_INIT;
  g_autoptr(GError) error = NULL;

  g_assert_null (rim_nodule_delineate (ct, RIM_VEC3 (20, 0, 0), &options, NULL, NULL, NULL, &error));
  g_assert_error (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_NOTHING);
  g_clear_error (&error);

  g_assert_null (rim_nodule_delineate (ct, RIM_VEC3 (200, 0, 0), &options, NULL, NULL, NULL, &error));
  g_assert_error (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_OUTSIDE);
  g_clear_error (&error);

  rim_volume_set_unit (stored, RIM_UNIT_STORED);
  g_assert_null (rim_nodule_delineate (stored, chest.middle, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_UNIT);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_null (rim_nodule_delineate (ct, chest.middle, &options, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_threads (void)
{
  Chest chest = { .radius = 7, .vessel = 1.5, .wall = 4 };
  g_autoptr(RimVolume) ct = make_chest (&chest, 2);
  RimNoduleOptions options = RIM_NODULE_OPTIONS_INIT;
  guint n_threads = rim_parallel_get_n_threads ();
  g_autoptr(RimMask) a = NULL;
  g_autoptr(RimMask) b = NULL;

  rim_parallel_set_n_threads (1);
  a = rim_nodule_delineate (ct, chest.middle, &options, NULL, NULL, NULL, NULL);
  rim_parallel_set_n_threads (5);
  b = rim_nodule_delineate (ct, chest.middle, &options, NULL, NULL, NULL, NULL);
  rim_parallel_set_n_threads (n_threads);
  g_assert_nonnull (a);
  g_assert_true (rim_mask_equal (a, b));
}

/* Between classes, of every choice of thresholds there is. */
static double
get_variance (const double *values,
              gsize         n,
              const double *thresholds,
              guint         n_classes)
{
  double sums[RIM_OTSU_MAX_CLASSES] = { 0 }, counts[RIM_OTSU_MAX_CLASSES] = { 0 }, gain = 0;

  for (gsize i = 0; i < n; i++)
    {
      guint class = 0;

      while (class + 1 < n_classes && values[i] >= thresholds[class])
        class++;
      sums[class] += values[i];
      counts[class]++;
    }
  for (guint class = 0; class < n_classes; class++)
    {
      if (counts[class] <= 0)
        return -HUGE_VAL;
      gain += sums[class] * sums[class] / counts[class];
    }

  return gain;
}

static void
search_slowly (const double *values,
               gsize         n,
               guint         n_classes,
               double       *best)
{
  double most = -HUGE_VAL;

  for (int a = 1; a < 24; a++)
    for (int b = n_classes > 2 ? a + 1 : 24; b < (n_classes > 2 ? 24 : 25); b++)
      for (int c = n_classes > 3 ? b + 1 : 25; c < (n_classes > 3 ? 24 : 26); c++)
        {
          double thresholds[] = { a, b, c };
          double gain = get_variance (values, n, thresholds, n_classes);

          if (gain > most + 1e-9)
            {
              most = gain;
              for (guint i = 0; i < 3; i++)
                best[i] = thresholds[i];
            }
        }
}

static void
test_otsu (void)
{
  for (guint32 seed = 1; seed < 12; seed++)
    {
      double values[300];
      guint32 state = seed * 2654435761u;

      for (guint i = 0; i < G_N_ELEMENTS (values); i++)
        {
          state = state * 1664525u + 1013904223u;
          values[i] = (state >> 28) % 8 + (i % 3) * 7.0 + 1;
        }
      values[0] = 0;

      for (guint n_classes = 2; n_classes <= RIM_OTSU_MAX_CLASSES; n_classes++)
        {
          double found[3], best[3];

          g_assert_true (rim_otsu (values, G_N_ELEMENTS (values), n_classes, found));
          search_slowly (values, G_N_ELEMENTS (values), n_classes, best);
          g_assert_cmpfloat_with_epsilon (get_variance (values, G_N_ELEMENTS (values), found, n_classes),
                                          get_variance (values, G_N_ELEMENTS (values), best, n_classes), 1e-6);
        }
    }
}

static void
test_otsu_edges (void)
{
  double same[] = { 3, 3, NAN, 3 };
  double two[] = { 3, 9, INFINITY, NAN, 9 };
  double parts[] = { 0.25, 0.5, 1000.25, 1000.5, 70000 };
  double threshold[3];

  g_assert_false (rim_otsu (same, G_N_ELEMENTS (same), 2, threshold));
  g_assert_false (rim_otsu (two, G_N_ELEMENTS (two), 3, threshold));
  g_assert_true (rim_otsu (two, G_N_ELEMENTS (two), 2, threshold));
  g_assert_cmpfloat (threshold[0], ==, 9);
  g_assert_true (rim_otsu (parts, G_N_ELEMENTS (parts), 2, threshold));
  g_assert_cmpfloat (threshold[0], >, 1000.5);
  g_assert_cmpfloat (threshold[0], <=, 70000);
}

static void
test_threshold (void)
{
  Chest chest = { .radius = 6, .wall = HUGE_VAL };
  g_autoptr(RimVolume) ct = make_chest (&chest, 2);
  double range[2];
  g_autoptr(RimMask) otsu = rim_threshold_otsu (ct, chest.middle, 15, NULL, 2, range, NULL, NULL);
  g_autoptr(RimMask) all = rim_threshold_range (ct, chest.middle, 15, NULL, range[0], range[1], NULL, NULL);

  g_assert_cmpfloat (range[0], >, -600);
  g_assert_cmpfloat (range[0], <, -200);
  g_assert_true (rim_mask_equal (otsu, all));
  g_assert_cmpfloat_with_epsilon (rim_mask_get_volume (otsu) / get_ball (6), 1, 0.1);
}

/* Voxel by voxel, in another way than the engine goes. */
static gboolean
is_wanted (RimVolume            *volume,
           const RimRangeRegion *region,
           const RimRange       *range,
           const guint           at[3])
{
  RimVec3 place = rim_grid_to_patient (rim_volume_get_grid (volume), RIM_VEC3 (at[0], at[1], at[2]));
  double value = rim_volume_get_value (volume, at[0], at[1], at[2]);

  for (guint axis = 0; axis < 3; axis++)
    if (at[axis] < region->box.min[axis] || at[axis] >= region->box.max[axis])
      return FALSE;

  return value >= range->low && value <= range->high &&
         (!(region->radius > 0) || rim_vec3_length (rim_vec3_sub (place, region->middle)) <= region->radius);
}

static gsize
assert_range (RimVolume            *volume,
              const RimRangeRegion *region,
              const RimRange       *range)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  g_autoptr(RimMask) found = rim_range_find (volume, region, range, NULL, NULL);
  g_autoptr(RimMask) planes = rim_range_find_on_planes (volume, region, range, region->middle, NULL, NULL);
  RimVec3 through = rim_grid_from_patient (grid, region->middle);
  double cut[3] = { floor (through.x + 0.5), floor (through.y + 0.5), floor (through.z + 0.5) };
  guint at[3];

  for (at[2] = 0; at[2] < grid->size[2]; at[2]++)
    for (at[1] = 0; at[1] < grid->size[1]; at[1]++)
      for (at[0] = 0; at[0] < grid->size[0]; at[0]++)
        {
          gboolean expected = is_wanted (volume, region, range, at);
          gboolean is_cut = at[0] == (guint) cut[0] || at[1] == (guint) cut[1] || at[2] == (guint) cut[2];

          g_assert_cmpint (rim_mask_contains (found, at[0], at[1], at[2]), ==, expected);
          g_assert_cmpint (rim_mask_contains (planes, at[0], at[1], at[2]), ==, expected && is_cut);
        }

  return rim_mask_count (found);
}

/* On grids of all kinds: a ball, all, and a box about what a ball has. */
static void
test_range (void)
{
  for (guint kind = 0; kind < RIM_TEST_N_GRIDS; kind++)
    {
      Chest chest = { .radius = 6, .vessel = 2, .wall = HUGE_VAL };
      g_autoptr(RimVolume) ct = make_chest (&chest, kind);
      RimRange range = { -400, 45, RIM_RANGE_ALL, chest.middle };
      RimRangeRegion all, ball, about;
      g_autoptr(RimMask) mask = NULL;

      rim_range_region_init_all (&all, ct);
      rim_range_region_init_ball (&ball, ct, chest.middle, 9);
      all.middle = chest.middle;
      g_assert_cmpuint (assert_range (ct, &all, &range), >, assert_range (ct, &ball, &range));

      mask = rim_range_find (ct, &ball, &range, NULL, NULL);
      g_assert_true (rim_range_reaches_end (&ball, mask));
      rim_range_region_init_about (&about, ct, mask, 0);
      about.middle = chest.middle;
      g_assert_cmpuint (assert_range (ct, &about, &range), >=, rim_mask_count (mask));
      g_assert_cmpuint (rim_range_region_count (&about), <, rim_range_region_count (&all));
    }
}

/* Two balls, of which the larger is not the one at the point. */
static double
two_balls (RimVec3  place,
           gpointer data)
{
  RimVec3 other = RIM_VEC3 (place.x - 16, place.y, place.z);

  return rim_vec3_length (place) <= 5 || rim_vec3_length (other) <= 7 ? 80 : -20;
}

static void
test_range_pieces (void)
{
  RimRange range = { 0, 100, RIM_RANGE_ALL, { 0, 0, 0 } };
  g_autoptr(RimVolume) volume = NULL;
  g_autoptr(RimMask) all = NULL;
  g_autoptr(RimMask) largest = NULL;
  g_autoptr(RimMask) mine = NULL;
  g_autoptr(RimMask) none = NULL;
  RimRangeRegion region;
  RimGrid grid;

  rim_test_grid_init (&grid, 50, 20, 20, RIM_VEC3 (1, 1, 1));
  volume = rim_test_volume_new (&grid, two_balls, NULL);
  rim_range_region_init_all (&region, volume);

  all = rim_range_find (volume, &region, &range, NULL, NULL);
  range.pieces = RIM_RANGE_LARGEST;
  largest = rim_range_find (volume, &region, &range, NULL, NULL);
  range.pieces = RIM_RANGE_AT_POINT;
  mine = rim_range_find (volume, &region, &range, NULL, NULL);
  range.point = RIM_VEC3 (0, 8, 8);
  none = rim_range_find (volume, &region, &range, NULL, NULL);

  g_assert_cmpuint (rim_mask_count (largest), >, rim_mask_count (mine));
  g_assert_cmpuint (rim_mask_count (all), ==, rim_mask_count (largest) + rim_mask_count (mine));
  g_assert_true (rim_mask_contains_point (mine, RIM_VEC3 (0, 0, 0)));
  g_assert_false (rim_mask_contains_point (largest, RIM_VEC3 (0, 0, 0)));
  g_assert_cmpuint (rim_mask_count (none), ==, 0);
  g_assert_false (rim_range_reaches_end (&region, all));
}

/* Counted with any number of threads, split as rim_otsu() splits the same values. */
static void
test_range_levels (void)
{
  Chest chest = { .radius = 6, .wall = HUGE_VAL };
  g_autoptr(RimVolume) ct = make_chest (&chest, 1);
  const guint *size = rim_volume_get_grid (ct)->size;
  gsize n = (gsize) size[0] * size[1] * size[2];
  g_autofree double *values = g_new (double, n);
  guint n_threads = rim_parallel_get_n_threads ();
  double threshold;
  RimRangeRegion all;

  for (guint k = 0; k < size[2]; k++)
    for (guint j = 0; j < size[1]; j++)
      rim_volume_read_row (ct, 0, j, k, size[0], values + ((gsize) k * size[1] + j) * size[0]);
  g_assert_true (rim_otsu (values, n, 2, &threshold));

  rim_range_region_init_all (&all, ct);
  for (guint n_tried = 1; n_tried <= 3; n_tried++)
    {
      g_autoptr(RimRangeLevels) levels = NULL;
      gsize sum = 0;

      rim_parallel_set_n_threads (n_tried);
      levels = rim_range_levels_new (ct, &all, NULL, NULL);
      for (guint bin = 0; bin < levels->n_bins; bin++)
        sum += levels->counts[bin];
      g_assert_cmpfloat (levels->threshold, ==, threshold);
      g_assert_cmpuint (levels->n_voxels, ==, n);
      g_assert_cmpuint (sum, <=, n);
      g_assert_cmpuint (sum, >=, n - n / 2000);
      g_assert_cmpfloat (levels->min, >=, -870);
      g_assert_cmpfloat (levels->max, <=, 60);
    }
  rim_parallel_set_n_threads (n_threads);
}

/* Nobody says a number: the nodule is split from its lung, and not all of the ball taken. */
static void
test_threshold_usual (void)
{
  Chest chest = { .radius = 6, .wall = HUGE_VAL };
  g_autoptr(RimVolume) ct = make_chest (&chest, 1);
  RimMethodQuestion question = { .image = ct, .point = chest.middle, .seek = 10, .radius = 15 };
  const double low[2] = { -100, NAN };
  g_autoptr(RimMask) usual = NULL;
  g_autoptr(RimMask) above = NULL;
  gboolean reaches_end = TRUE;
  RimMethod method;

  g_assert_true (rim_method_find ("threshold", &method));
  usual = rim_method_run (&method, &question, &reaches_end, NULL, NULL);
  g_assert_cmpfloat_with_epsilon (rim_mask_get_volume (usual) / get_ball (6), 1, 0.1);
  g_assert_false (reaches_end);

  question.parameters = low;
  above = rim_method_run (&method, &question, NULL, NULL, NULL);
  g_assert_cmpuint (rim_mask_count (above), <, rim_mask_count (usual));
  g_assert_cmpuint (rim_mask_count (above), >, 0);
}

/* A ball of 100 in a muscle of 40, both with noise of ± 60. */
static double
noisy_ball (RimVec3  place,
            gpointer data)
{
  guint32 hash = (guint32) (lround (place.x * 10) * 73856093 ^ lround (place.y * 10) * 19349663 ^
                            lround (place.z * 10) * 83492791);

  hash ^= hash >> 13;
  hash *= 0x5bd1e995;
  hash ^= hash >> 15;

  return (rim_vec3_length (place) <= 10 ? 100 : 40) + (hash % 1201) / 10.0 - 60;
}

static void
test_smooth_grow (void)
{
  g_autoptr(RimVolume) volume = NULL;
  g_autoptr(RimSmoothGrow) raw = NULL;
  g_autoptr(RimSmoothGrow) smooth = NULL;
  g_autoptr(RimMask) leaks = NULL;
  g_autoptr(RimMask) mask = NULL;
  RimGrid grid;

  rim_test_grid_init (&grid, 60, 60, 30, RIM_VEC3 (0.9, 0.9, 1.8));
  volume = rim_test_volume_new (&grid, noisy_ball, NULL);
  raw = rim_smooth_grow_new (volume, RIM_VEC3 (0, 0, 0), 24, 0, NULL, NULL, NULL);
  smooth = rim_smooth_grow_new (volume, RIM_VEC3 (0, 0, 0), 24, 1.2, NULL, NULL, NULL);

  leaks = rim_smooth_grow_fill (raw, 55, 160, 0, FALSE, NULL, NULL);
  mask = rim_smooth_grow_fill (smooth, 70, 160, 1.5, TRUE, NULL, NULL);
  g_test_message ("%g leaks, %g of %g", rim_mask_get_volume (leaks), rim_mask_get_volume (mask), get_ball (10));
  g_assert_cmpfloat (rim_mask_get_volume (leaks), >, 2 * get_ball (10));
  g_assert_cmpfloat_with_epsilon (rim_mask_get_volume (mask) / get_ball (10), 1, 0.1);
}

static double
shell_value (RimVec3  place,
             gpointer data)
{
  double r = rim_vec3_length (place);

  return r <= 12 && r > 5 ? 100 : 0;
}

static void
test_holes (void)
{
  g_autoptr(RimVolume) volume = NULL;
  g_autoptr(RimSmoothGrow) grow = NULL;
  g_autoptr(RimMask) filled = NULL;
  g_autoptr(RimMask) hollow = NULL;
  g_autoptr(RimMask) ball = NULL;
  RimGrid grid;

  rim_test_grid_init (&grid, 40, 40, 40, RIM_VEC3 (1, 1, 1));
  volume = rim_test_volume_new (&grid, shell_value, NULL);
  ball = rim_test_mask_new_ball (&grid, 12);
  grow = rim_smooth_grow_new (volume, RIM_VEC3 (8, 0, 0), 30, 0, NULL, NULL, NULL);
  filled = rim_smooth_grow_fill (grow, 50, 150, 0, TRUE, NULL, NULL);
  hollow = rim_smooth_grow_fill (grow, 50, 150, 0, FALSE, NULL, NULL);
  g_assert_true (rim_mask_equal (filled, ball));
  g_assert_cmpuint (rim_mask_count (hollow), <, rim_mask_count (ball));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/delineate-ct/nodule-alone", test_nodule_alone);
  g_test_add_func ("/delineate-ct/nodule-vessel", test_nodule_vessel);
  g_test_add_func ("/delineate-ct/nodule-pleura", test_nodule_pleura);
  g_test_add_func ("/delineate-ct/nodule-errors", test_nodule_errors);
  g_test_add_func ("/delineate-ct/threads", test_threads);
  g_test_add_func ("/delineate-ct/otsu", test_otsu);
  g_test_add_func ("/delineate-ct/otsu-edges", test_otsu_edges);
  g_test_add_func ("/delineate-ct/threshold", test_threshold);
  g_test_add_func ("/delineate-ct/range", test_range);
  g_test_add_func ("/delineate-ct/range-pieces", test_range_pieces);
  g_test_add_func ("/delineate-ct/range-levels", test_range_levels);
  g_test_add_func ("/delineate-ct/threshold-usual", test_threshold_usual);
  g_test_add_func ("/delineate-ct/smooth-grow", test_smooth_grow);
  g_test_add_func ("/delineate-ct/holes", test_holes);

  return g_test_run ();
}
