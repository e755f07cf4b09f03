/* bench-view.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench-view.h"

#include <math.h>
#include <stdlib.h>

#include "feature/rim-measure.h"
#include "view/rim-outline.h"
#include "view/rim-render.h"

#define MAX_RUNS 64

/* A CT of 512 x 512 x 500 with a PET over the same patient, and a lesion of about
 * 100,000 voxels, all of them synthetic.
 */
typedef struct
{
  RimVolume *ct;
  RimVolume *pet;
  RimMask   *mask;
  RimLesion *lesion;
} Patient;

typedef struct
{
  double milliseconds[MAX_RUNS];
  guint  n;
  gint64 start;
} Stopwatch;

static void
stopwatch_start (Stopwatch *self)
{
  self->start = g_get_monotonic_time ();
}

static void
stopwatch_stop (Stopwatch *self)
{
  if (self->n < MAX_RUNS)
    self->milliseconds[self->n++] = (double) (g_get_monotonic_time () - self->start) / 1000.0;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static BenchViewResult
stopwatch_read (Stopwatch  *self,
                const char *name)
{
  qsort (self->milliseconds, self->n, sizeof *self->milliseconds, compare_doubles);

  return (BenchViewResult) { name, self->milliseconds[self->n / 2],
                             self->milliseconds[self->n - 1], self->n };
}

static void
fill_slice (gint16 *slice,
            gsize   n,
            guint   k)
{
  guint32 state = 2654435761u * (k + 1);

  for (gsize v = 0; v < n; v++)
    {
      state = state * 1664525u + 1013904223u;
      slice[v] = (gint16) ((state >> 20) % 2000);
    }
}

static RimVolume *
make_volume (guint     size,
             guint     n_slices,
             RimVec3   spacing,
             RimUnit   unit,
             GError  **error)
{
  RimGrid grid = { .size = { size, size, n_slices } };
  RimVolume *volume;

  rim_affine_set_column (&grid.to_patient, 0, RIM_VEC3 (spacing.x, 0, 0));
  rim_affine_set_column (&grid.to_patient, 1, RIM_VEC3 (0, spacing.y, 0));
  rim_affine_set_column (&grid.to_patient, 2, RIM_VEC3 (0, 0, spacing.z));
  rim_affine_set_column (&grid.to_patient, 3, RIM_VEC3 ((1.0 - size) / 2.0 * spacing.x,
                                                        (1.0 - size) / 2.0 * spacing.y,
                                                        (1.0 - n_slices) / 2.0 * spacing.z));

  volume = rim_volume_new (&grid, RIM_VOXEL_INT16, error);
  if (volume == NULL)
    return NULL;

  rim_volume_set_unit (volume, unit);
  for (guint k = 0; k < n_slices; k++)
    {
      double slope = unit == RIM_UNIT_HU ? 1.0 : 0.002 + 1e-5 * k;

      fill_slice (rim_volume_get_slice_for_writing (volume, k), (gsize) size * size, k);
      rim_volume_set_rescale (volume, k, (RimRescale) { slope, unit == RIM_UNIT_HU ? -1024 : 0 });
    }
  rim_volume_publish_all (volume);

  return volume;
}

/* A ball with bumps. */
static RimMask *
make_lesion_mask (const RimGrid *grid,
                  double         radius)
{
  g_autofree guint8 *voxels = g_malloc0 (rim_grid_get_n_voxels (grid));
  gsize v = 0;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++, v++)
        {
          RimVec3 point = rim_grid_to_patient (grid, RIM_VEC3 (i, j, k));
          double bump = 1.0 + 0.1 * sin (point.x * 0.7) * sin (point.y * 0.9) * sin (point.z * 0.8);

          voxels[v] = rim_vec3_length (point) < radius * bump;
        }

  return rim_mask_new_from_bytes (grid, voxels);
}

static void
patient_clear (Patient *self)
{
  g_clear_pointer (&self->ct, rim_volume_unref);
  g_clear_pointer (&self->pet, rim_volume_unref);
  g_clear_pointer (&self->mask, rim_mask_unref);
  g_clear_pointer (&self->lesion, rim_lesion_unref);
}

static gboolean
patient_init (Patient  *self,
              GError  **error)
{
  *self = (Patient) { NULL };
  self->ct = make_volume (512, 500, RIM_VEC3 (0.9766, 0.9766, 1.0), RIM_UNIT_HU, error);
  if (self->ct != NULL)
    self->pet = make_volume (200, 160, RIM_VEC3 (4.07, 4.07, 3.27), RIM_UNIT_SUVBW, error);

  if (self->pet == NULL)
    {
      patient_clear (self);
      return FALSE;
    }

  self->mask = make_lesion_mask (rim_volume_get_grid (self->ct), 28.3);
  self->lesion = rim_lesion_new ("Lesion", self->mask);

  return TRUE;
}

static void
tilt (RimPlane *plane)
{
  RimVec3 normal = rim_plane_get_normal (plane);
  RimVec3 lean = rim_vec3_scale (normal, 0.3 * rim_vec3_length (plane->down));

  plane->down = rim_vec3_add (rim_vec3_scale (plane->down, 0.95), lean);
  plane->origin = rim_vec3_sub (plane->origin, rim_vec3_scale (lean, plane->height / 2.0));
}

static void
make_plane (RimPlane      *plane,
            RimVolume     *volume,
            RimOrientation orientation,
            RimVec3        through,
            guint          width,
            guint          height)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  RimVec3 center;
  double size = rim_plane_fit (grid, orientation, width, height, &center);

  rim_plane_init (plane, grid, orientation, through, center, size, width, height);
}

static BenchViewResult
time_render (const Patient *patient,
             const char    *name,
             RimOrientation orientation,
             guint          width,
             guint          height,
             gboolean       oblique)
{
  g_autofree guint32 *pixels = g_new0 (guint32, (gsize) width * height);
  Stopwatch stopwatch = { .n = 0 };
  RimLayer layers[2] = {
    { patient->ct, { 40, 400 }, rim_colormap_find ("grey"), FALSE, 1.0, -INFINITY,
      RIM_INTERPOLATE_LINEAR },
    { patient->pet, { 3, 6 }, rim_colormap_find ("hot-metal"), FALSE, 0.4, 0.2,
      RIM_INTERPOLATE_LINEAR },
  };

  /* Each run another place, as when one scrolls: the slices are not in a cache. */
  for (guint run = 0; run < 41; run++)
    {
      double at = -200.0 + 10.0 * run;
      RimPlane plane;

      make_plane (&plane, patient->ct, orientation, RIM_VEC3 (at, at, at), width, height);
      if (oblique)
        tilt (&plane);

      stopwatch_start (&stopwatch);
      rim_render (layers, 2, &plane, pixels, width);
      stopwatch_stop (&stopwatch);
    }

  return stopwatch_read (&stopwatch, name);
}

/**
 * bench_view_run_render:
 * @results: (out caller-allocates): what was measured
 * @error: where to put an error
 *
 * Draws a PET over a CT of 512 x 512 x 500, both interpolated.
 *
 * Returns: how many results; 0 where there is no memory
 */
guint
bench_view_run_render (BenchViewResult   results[BENCH_VIEW_MAX_RESULTS],
                       GError          **error)
{
  Patient patient;
  guint n = 0;

  if (!patient_init (&patient, error))
    return 0;

  results[n++] = time_render (&patient, "render-fused-1000x800", RIM_ORIENTATION_AXIAL, 1000, 800,
                              FALSE);
  results[n++] = time_render (&patient, "render-fused-axial-900x900", RIM_ORIENTATION_AXIAL, 900,
                              900, FALSE);
  results[n++] = time_render (&patient, "render-fused-sagittal-900x900", RIM_ORIENTATION_SAGITTAL,
                              900, 900, FALSE);
  results[n++] = time_render (&patient, "render-fused-coronal-900x900", RIM_ORIENTATION_CORONAL,
                              900, 900, FALSE);
  results[n++] = time_render (&patient, "render-fused-oblique-900x900", RIM_ORIENTATION_CORONAL,
                              900, 900, TRUE);
  patient_clear (&patient);

  return n;
}

static BenchViewResult
time_outline (const Patient *patient,
              const char    *name,
              RimOrientation orientation,
              gboolean       oblique)
{
  Stopwatch stopwatch = { .n = 0 };

  for (guint run = 0; run < 41; run++)
    {
      double at = -20.0 + run;
      g_autoptr(RimOutline) outline = NULL;
      RimPlane plane;

      make_plane (&plane, patient->ct, orientation, RIM_VEC3 (at, at, at), 900, 900);
      if (oblique)
        tilt (&plane);

      stopwatch_start (&stopwatch);
      outline = rim_outline_new (patient->lesion, &plane);
      stopwatch_stop (&stopwatch);
    }

  return stopwatch_read (&stopwatch, name);
}

/**
 * bench_view_run_outline:
 * @results: (out caller-allocates): what was measured
 * @error: where to put an error
 *
 * Outlines a lesion of about 100,000 voxels.
 *
 * Returns: how many results; 0 where there is no memory
 */
guint
bench_view_run_outline (BenchViewResult   results[BENCH_VIEW_MAX_RESULTS],
                        GError          **error)
{
  Patient patient;
  guint n = 0;

  if (!patient_init (&patient, error))
    return 0;

  results[n++] = time_outline (&patient, "outline-axial", RIM_ORIENTATION_AXIAL, FALSE);
  results[n++] = time_outline (&patient, "outline-sagittal", RIM_ORIENTATION_SAGITTAL, FALSE);
  results[n++] = time_outline (&patient, "outline-coronal", RIM_ORIENTATION_CORONAL, FALSE);
  results[n++] = time_outline (&patient, "outline-oblique", RIM_ORIENTATION_CORONAL, TRUE);
  patient_clear (&patient);

  return n;
}

static BenchViewResult
time_measure (RimMask    *mask,
              RimVolume  *ct,
              RimVolume  *pet,
              const char *name)
{
  Stopwatch stopwatch = { .n = 0 };

  for (guint run = 0; run < 21; run++)
    {
      RimMeasures measures;

      stopwatch_start (&stopwatch);
      rim_measure_lesion (mask, ct, pet, &measures, NULL, NULL);
      stopwatch_stop (&stopwatch);
    }

  return stopwatch_read (&stopwatch, name);
}

/**
 * bench_view_run_measure:
 * @results: (out caller-allocates): what was measured
 * @error: where to put an error
 *
 * Measures all that stands beside a lesion of about 100,000 voxels on CT and
 * PET.
 *
 * Returns: how many results; 0 where there is no memory
 */
guint
bench_view_run_measure (BenchViewResult   results[BENCH_VIEW_MAX_RESULTS],
                        GError          **error)
{
  Patient patient;
  guint n = 0;

  if (!patient_init (&patient, error))
    return 0;

  results[n++] = time_measure (patient.mask, patient.ct, patient.pet, "measure-100k");
  patient_clear (&patient);

  return n;
}
