/* bench-stroke.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "bench-library.h"
#include "bench.h"
#include "segment/rim-segmentation.h"
#include "segment/rim-stroke.h"

#define FEW_SLICES   100
#define MANY_SLICES  1000
#define FEW_LESIONS  1
#define MANY_LESIONS 100
#define N_EVENTS     200
#define RADIUS       15.0

/* A pen that tells of itself 1000 times a second, for 5 s. */
#define PEN_HZ      1000
#define PEN_SECONDS 5

static gboolean
run_strokes (guint         n_slices,
             BenchStroke  *result,
             GError      **error)
{
  if (bench_stroke_run (n_slices, result))
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "A stroke was not taken back");

  return FALSE;
}

#define DEFINE_STROKES(name_, n_slices_, amount_) \
  static gboolean \
  name_ (gpointer data, \
         double    *amount, \
         GError   **error) \
  { \
    BenchStroke result; \
    gboolean done = run_strokes (n_slices_, &result, error); \
\
    *amount = done ? (double) (amount_) : 0.0; \
\
    return done; \
  }

DEFINE_STROKES (run_dabs, MANY_SLICES, result.dab.median)
DEFINE_STROKES (run_dabs_of_few, FEW_SLICES, result.dab.median)
DEFINE_STROKES (run_undo, MANY_SLICES, result.undo.worst)
DEFINE_STROKES (run_undo_of_few, FEW_SLICES, result.undo.worst)
DEFINE_STROKES (run_memory, MANY_SLICES, result.bytes)
DEFINE_STROKES (run_memory_of_few, FEW_SLICES, result.bytes)
DEFINE_STROKES (run_records, MANY_SLICES, result.records)
DEFINE_STROKES (run_records_of_few, FEW_SLICES, result.records)

const Bench bench_stroke = {
  "stroke",
  "one event of a brush of 30 mm and the mask it gives, on 512 x 512 x 1000",
  "the same on 512 x 512 x 100",
  NULL, run_dabs, run_dabs_of_few, NULL,
};

const Bench bench_stroke_undo = {
  "stroke-undo",
  "the slowest undo of 1000 strokes, on 512 x 512 x 1000",
  "the same on 512 x 512 x 100",
  NULL, run_undo, run_undo_of_few, NULL,
};

const Bench bench_stroke_memory = {
  "stroke-memory",
  "what 1000 strokes keep in memory for undo and redo, on 512 x 512 x 1000",
  "the same on 512 x 512 x 100",
  NULL, run_memory, run_memory_of_few, NULL, BENCH_BYTES,
};

const Bench bench_stroke_record = {
  "stroke-record",
  "what 1000 strokes take in the journal, on 512 x 512 x 1000",
  "the same on 512 x 512 x 100",
  NULL, run_records, run_records_of_few, NULL, BENCH_BYTES,
};

static RimGrid
make_grid (void)
{
  return (RimGrid) { { 512, 512, MANY_SLICES },
                     { { { 0.8, 0, 0, 0 }, { 0, 0.8, 0, 0 }, { 0, 0, 1, 0 } } } };
}

/* A sphere goes through the volume, an event at a time; @radius in mm. */
static double
run_ball (double radius)
{
  const RimGrid grid = make_grid ();
  const RimStrokeSpec spec = { radius, RIM_VEC3 (0, 0, 1), FALSE };
  g_autoptr(RimMask) blank = rim_mask_new (&grid);
  g_autoptr(RimStroke) stroke = rim_stroke_new_ball (blank, &spec);
  double times[N_EVENTS];

  for (guint n = 0; n < N_EVENTS; n++)
    {
      const RimVec3 at = { 100 + n, 150 + 0.5 * n, 400 + 0.5 * n };
      double start = bench_now ();

      rim_stroke_add (stroke, &at, 1, NULL);
      rim_stroke_get_mask (stroke);
      times[n] = bench_now () - start;
    }

  return bench_median (times, N_EVENTS);
}

static gboolean
run_sphere (gpointer   data,
            double    *seconds,
            GError   **error)
{
  *seconds = run_ball (RADIUS);

  return TRUE;
}

static gboolean
run_small_sphere (gpointer   data,
                  double    *seconds,
                  GError   **error)
{
  *seconds = run_ball (RADIUS / 2);

  return TRUE;
}

const Bench bench_stroke_sphere = {
  "stroke-sphere",
  "one event of a sphere of 30 mm and the mask it gives, on 512 x 512 x 1000",
  "the same of a sphere of 15 mm",
  NULL, run_sphere, run_small_sphere, NULL,
};

static RimSegmentation *
make_lesions (guint n_lesions)
{
  const RimGrid grid = make_grid ();
  RimSegmentation *segmentation = rim_segmentation_new ("bench");

  for (guint n = 0; n < n_lesions; n++)
    {
      const RimStrokeSpec spec = { RADIUS, RIM_VEC3 (0, 0, 1), FALSE };
      const RimVec3 at = { 30 + 3.0 * n, 200, 500 };
      g_autoptr(RimMask) blank = rim_mask_new (&grid);
      g_autoptr(RimStroke) stroke = rim_stroke_new (blank, &spec);
      g_autoptr(RimLesion) lesion = NULL;

      rim_stroke_add (stroke, &at, 1, NULL);
      lesion = rim_lesion_new ("Lesion", rim_stroke_get_mask (stroke));
      rim_segmentation_add (segmentation, lesion, "add");
    }

  return segmentation;
}

/* Every event is a step of its own here: what a stroke does at its end counts too. */
static gboolean
run_lesions (guint   n_lesions,
             double *seconds)
{
  const RimStrokeSpec spec = { RADIUS, RIM_VEC3 (0, 0, 1), FALSE };
  g_autoptr(RimSegmentation) segmentation = make_lesions (n_lesions);
  double times[N_EVENTS];

  for (guint n = 0; n < N_EVENTS; n++)
    {
      const RimVec3 at = { 60 + 0.1 * n, 150 + 0.5 * n, 500 };
      double start = bench_now ();
      RimLesion *lesion = rim_segmentation_get_lesion (segmentation, n_lesions - 1);
      g_autoptr(RimStroke) stroke = rim_stroke_new (lesion->mask, &spec);
      g_autoptr(RimLesion) drawn = NULL;

      rim_stroke_add (stroke, &at, 1, NULL);
      drawn = rim_lesion_with_mask (lesion, rim_stroke_get_mask (stroke));
      rim_segmentation_replace (segmentation, drawn, "brush");
      times[n] = bench_now () - start;
    }
  *seconds = bench_median (times, N_EVENTS);

  return TRUE;
}

static gboolean
run_many_lesions (gpointer   data,
                  double    *seconds,
                  GError   **error)
{
  return run_lesions (MANY_LESIONS, seconds);
}

static gboolean
run_one_lesion (gpointer   data,
                double    *seconds,
                GError   **error)
{
  return run_lesions (FEW_LESIONS, seconds);
}

const Bench bench_stroke_lesions = {
  "stroke-lesions",
  "a dab of 30 mm and its step in the journal, with 100 lesions on 512 x 512 x 1000",
  "the same with one lesion",
  NULL, run_many_lesions, run_one_lesion, NULL,
};

/* Seconds of one event on average, over second @which of a stroke. */
static double
run_pen (guint which)
{
  const RimGrid grid = make_grid ();
  const RimStrokeSpec spec = { RADIUS, RIM_VEC3 (0, 0, 1), FALSE };
  g_autoptr(RimMask) blank = rim_mask_new (&grid);
  g_autoptr(RimStroke) stroke = rim_stroke_new (blank, &spec);
  double start = 0.0;

  for (guint n = 0; n < (which + 1) * PEN_HZ; n++)
    {
      const double turn = 2.0 * G_PI * n / PEN_HZ;
      const RimVec3 at = { 200 + (40 + 0.02 * n) * cos (turn), 200 + (40 + 0.02 * n) * sin (turn), 500 };

      if (n == which * PEN_HZ)
        start = bench_now ();
      rim_stroke_add (stroke, &at, 1, NULL);
      rim_stroke_get_mask (stroke);
    }

  return (bench_now () - start) / PEN_HZ;
}

static gboolean
run_last_second (gpointer   data,
                 double    *seconds,
                 GError   **error)
{
  *seconds = run_pen (PEN_SECONDS - 1);

  return TRUE;
}

static gboolean
run_first_second (gpointer   data,
                  double    *seconds,
                  GError   **error)
{
  *seconds = run_pen (0);

  return TRUE;
}

const Bench bench_stroke_pen = {
  "stroke-pen",
  "one event of a pen at 1000 Hz and its mask, in the last of 5 s of one stroke of 30 mm",
  "the same in the first second",
  NULL, run_last_second, run_first_second, NULL,
};
