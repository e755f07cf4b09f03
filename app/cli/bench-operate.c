/* bench-operate.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "bench.h"
#include "operate/rim-mask-margin.h"
#include "operate/rim-mask-slices.h"
#include "operate/rim-mask-smooth.h"

/* A lesion of 60 mm on a CT of 500 slices, of which every fifth was drawn. */
#define WIDTH    512
#define N_SLICES 500
#define PIXEL_MM 0.8
#define RADIUS   30.0
#define STEP     5

typedef struct
{
  RimMask *whole;
  RimMask *drawn;
  guint    middle;               /* a slice between two that were drawn */
} Lesion;

static RimMask *
make_lesion (const RimGrid *grid,
             guint          step)
{
  const guint reach = (guint) (1.3 * RADIUS / PIXEL_MM);
  const guint n = 2 * reach + 1;
  const RimBox box = { { 200, 220, 200 }, { 200 + n, 220 + n, 200 + n } };
  g_autofree guint8 *voxels = g_malloc0 ((gsize) n * n * n);

  for (guint v = 0; v < n * n * n; v++)
    {
      const double x = PIXEL_MM * ((double) (v % n) - reach);
      const double y = PIXEL_MM * ((double) (v / n % n) - reach);
      const double z = PIXEL_MM * ((double) (v / n / n) - reach);
      const double lobes = RADIUS * (1.0 + 0.1 * sin (3.0 * atan2 (y, x) + 0.1 * z));

      voxels[v] = v / n / n % step == 0 && x * x + y * y + z * z <= lobes * lobes;
    }

  return rim_mask_new_from_box (grid, &box, voxels);
}

static gpointer
prepare (GError **error)
{
  RimGrid grid = { { WIDTH, WIDTH, N_SLICES } };
  Lesion *lesion = g_new0 (Lesion, 1);
  RimBox box;

  rim_affine_init_identity (&grid.to_patient);
  for (guint axis = 0; axis < 3; axis++)
    grid.to_patient.m[axis][axis] = PIXEL_MM;
  lesion->whole = make_lesion (&grid, 1);
  lesion->drawn = make_lesion (&grid, STEP);
  rim_mask_get_bounds (lesion->drawn, &box);
  lesion->middle = box.min[2] + (box.max[2] - 1 - box.min[2]) / STEP / 2 * STEP + STEP / 2;

  return lesion;
}

static void
finish (gpointer data)
{
  Lesion *lesion = data;

  rim_mask_unref (lesion->whole);
  rim_mask_unref (lesion->drawn);
  g_free (lesion);
}

/* Reading every voxel of the lesion's box once. */
static gboolean
read_box (gpointer   data,
          double    *seconds,
          GError   **error)
{
  Lesion *lesion = data;
  RimBox box;
  g_autofree guint8 *voxels = NULL;
  gsize n = 1;
  double start;
  gsize sum = 0;

  rim_mask_get_bounds (lesion->whole, &box);
  for (guint axis = 0; axis < 3; axis++)
    n *= box.max[axis] - box.min[axis];
  voxels = g_malloc0 (n);
  rim_mask_paint_box (lesion->whole, &box, voxels, 1);

  start = bench_now ();
  for (gsize v = 0; v < n; v++)
    sum += voxels[v] != 0;
  *seconds = bench_now () - start;

  return sum == rim_mask_count (lesion->whole);
}

static gboolean
stop (RimMask *mask,
      double   start,
      double  *seconds)
{
  *seconds = bench_now () - start;
  g_clear_pointer (&mask, rim_mask_unref);

  return TRUE;
}

static gboolean
run_fill_slices (gpointer   data,
                 double    *seconds,
                 GError   **error)
{
  Lesion *lesion = data;
  double start = bench_now ();

  return stop (rim_mask_fill_slices (lesion->drawn, 2, NULL, 0, NULL, error), start, seconds);
}

static gboolean
run_fill_slice (gpointer   data,
                double    *seconds,
                GError   **error)
{
  Lesion *lesion = data;
  double start = bench_now ();

  return stop (rim_mask_fill_slice (lesion->drawn, 2, NULL, 0, lesion->middle, error), start, seconds);
}

static gboolean
run_margin (gpointer   data,
            double    *seconds,
            GError   **error)
{
  const RimReach reach = RIM_REACH_EVEN (5.0);
  Lesion *lesion = data;
  double start = bench_now ();

  return stop (rim_mask_margin (lesion->whole, &reach, NULL, RIM_LIMIT_INSIDE, NULL, NULL, error), start, seconds);
}

static gboolean
run_margin_by_direction (gpointer   data,
                         double    *seconds,
                         GError   **error)
{
  const RimReach reach = { 10.0, 8.0, 5.0, 7.0, 12.0, 9.0 };
  Lesion *lesion = data;
  double start = bench_now ();

  return stop (rim_mask_margin (lesion->whole, &reach, NULL, RIM_LIMIT_INSIDE, NULL, NULL, error), start, seconds);
}

static gboolean
run_median (gpointer   data,
            double    *seconds,
            GError   **error)
{
  Lesion *lesion = data;
  double start = bench_now ();

  return stop (rim_mask_median (lesion->whole, 3.0, FALSE, NULL, error), start, seconds);
}

static gboolean
run_gaussian (gpointer   data,
              double    *seconds,
              GError   **error)
{
  Lesion *lesion = data;
  double start = bench_now ();

  return stop (rim_mask_gaussian (lesion->whole, 2.0, FALSE, NULL, error), start, seconds);
}

#define REFERENCE "reading its box"

const Bench bench_fill_slices = {
  "operate-fill",
  "fill between slices of a lesion of 60 mm at 0.8 mm, every fifth drawn",
  REFERENCE, prepare, run_fill_slices, read_box, finish,
};

const Bench bench_fill_slice = {
  "operate-preview",
  "one slice of that, for an outline that follows the pen",
  REFERENCE, prepare, run_fill_slice, read_box, finish,
};

const Bench bench_margin = {
  "operate-margin",
  "a margin of 5 mm around a lesion of 60 mm at 0.8 mm",
  REFERENCE, prepare, run_margin, read_box, finish,
};

const Bench bench_margin_by_direction = {
  "operate-directions",
  "margins of 5 to 12 mm, another in each direction",
  REFERENCE, prepare, run_margin_by_direction, read_box, finish,
};

const Bench bench_smooth_median = {
  "operate-median",
  "median of 3 mm of a lesion of 60 mm at 0.8 mm",
  REFERENCE, prepare, run_median, read_box, finish,
};

const Bench bench_smooth_gaussian = {
  "operate-gaussian",
  "Gaussian of 2 mm of a lesion of 60 mm at 0.8 mm",
  REFERENCE, prepare, run_gaussian, read_box, finish,
};
