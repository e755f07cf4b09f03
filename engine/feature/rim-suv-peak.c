/* rim-suv-peak.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-measure-private.h"

#include "core/rim-parallel.h"

#include <string.h>

/* The radius of a sphere of 1 cm³, in mm: 6.2035. */
#define SPHERE_VOLUME 1000.0

#define SLICES_PER_BLOCK 1

/* A row of the sphere: voxels from @first to @last along i. */
typedef struct
{
  int j;
  int k;
  int first;
  int last;
} SphereRow;

/* What one slice found. */
typedef struct
{
  double peak;
  guint  peak_at[3];
  double max;
  double local;
} SlicePeak;

/* Of the box that spheres can reach: values and, row by row, sums and counts of
 * what stands before each voxel, so that a row of a sphere is one difference.
 * Rows are longer than the image where a sphere is, and empty there.
 */
typedef struct
{
  RimMask         *mask;
  const RimGrid   *grid;
  GArray          *sphere;       /* of SphereRow */
  RimBox           box;
  gint64           first_column; /* of a row; may be before the image */
  gsize            width;        /* of a row, and one more for the last sum */
  double          *values;       /* NAN where not valid */
  double          *sums;
  double          *counts;
  guint            first_slice;
  GCancellable    *cancellable;
  SlicePeak       *slices;
} PeakJob;

static double
squared_length (const RimGrid *grid,
                int            i,
                int            j,
                int            k)
{
  RimVec3 offset = rim_affine_apply_vector (&grid->to_patient, RIM_VEC3 (i, j, k));

  return rim_vec3_dot (offset, offset);
}

/* How many voxels from the middle a sphere can reach along each axis, sheared
 * grids included: the distance between planes of voxels, not along the axis.
 */
static void
find_reach (const RimGrid *grid,
            double         radius,
            int            reach[3])
{
  for (guint axis = 0; axis < 3; axis++)
    {
      RimVec3 step = rim_affine_get_column (&grid->to_patient, axis);
      RimVec3 normal = rim_vec3_cross (rim_affine_get_column (&grid->to_patient, (axis + 1) % 3),
                                       rim_affine_get_column (&grid->to_patient, (axis + 2) % 3));
      double distance;

      rim_vec3_normalize (&normal);
      distance = fabs (rim_vec3_dot (normal, step));
      reach[axis] = (int) CLAMP (floor (radius / distance + 1e-9), 0.0, grid->size[axis]);
    }
}

static GArray *
find_sphere (const RimGrid *grid,
             const int      reach[3],
             double         radius)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (SphereRow));

  for (int k = -reach[2]; k <= reach[2]; k++)
    for (int j = -reach[1]; j <= reach[1]; j++)
      {
        SphereRow row = { j, k, 1, 0 };

        for (int i = -reach[0]; i <= reach[0]; i++)
          if (squared_length (grid, i, j, k) <= radius * radius)
            {
              row.first = row.first > row.last ? i : row.first;
              row.last = i;
            }

        if (row.first <= row.last)
          g_array_append_val (rows, row);
      }

  return rows;
}

static gsize
find_row (const PeakJob *job,
          gint64         j,
          gint64         k)
{
  gsize height = job->box.max[1] - job->box.min[1];

  return ((gsize) (k - job->box.min[2]) * height + (gsize) (j - job->box.min[1])) * job->width;
}

/* The sums and counts of spheres about voxels @begin to @begin + @n - 1. */
static void
add_spheres (const PeakJob *job,
             guint          begin,
             guint          n,
             guint          j,
             guint          k,
             double        *sums,
             double        *counts)
{
  for (guint r = 0; r < job->sphere->len; r++)
    {
      const SphereRow *row = &g_array_index (job->sphere, SphereRow, r);
      gint64 at_j = (gint64) j + row->j;
      gint64 at_k = (gint64) k + row->k;
      gsize low, high;

      if (at_j < job->box.min[1] || at_j >= job->box.max[1] ||
          at_k < job->box.min[2] || at_k >= job->box.max[2])
        continue;

      low = find_row (job, at_j, at_k) + (gsize) ((gint64) begin + row->first - job->first_column);
      high = low + (gsize) (row->last - row->first + 1);
      for (guint x = 0; x < n; x++)
        {
          sums[x] += job->sums[high + x] - job->sums[low + x];
          counts[x] += job->counts[high + x] - job->counts[low + x];
        }
    }
}

static void
add_center (SlicePeak *found,
            double     value,
            double     average,
            guint      i,
            guint      j,
            guint      k)
{
  if (!(found->peak >= average))
    {
      found->peak = average;
      found->peak_at[0] = i;
      found->peak_at[1] = j;
      found->peak_at[2] = k;
    }

  /* Of several hottest voxels the one with the hottest surroundings (IBSI). */
  if (!(found->max >= value) || (found->max == value && average > found->local))
    {
      found->max = value;
      found->local = average;
    }
}

static void
add_run (const PeakJob *job,
         SlicePeak     *found,
         RimRun         run,
         guint          j,
         guint          k,
         double        *sums,
         double        *counts)
{
  guint n = run.end - run.begin;
  const double *values = job->values + find_row (job, j, k) +
                         (gsize) (run.begin - job->first_column);

  memset (sums, 0, n * sizeof *sums);
  memset (counts, 0, n * sizeof *counts);
  add_spheres (job, run.begin, n, j, k, sums, counts);

  for (guint x = 0; x < n; x++)
    if (!isnan (values[x]))
      add_center (found, values[x], sums[x] / counts[x], run.begin + x, j, k);
}

static void
search_slices (gsize    begin,
               gsize    end,
               gpointer data)
{
  const PeakJob *job = data;
  g_autofree double *sums = g_new (double, job->width);
  g_autofree double *counts = g_new (double, job->width);

  for (gsize n = begin; n < end; n++)
    {
      guint k = job->first_slice + (guint) n;
      RimMaskSlice *slice = rim_mask_get_slice (job->mask, k);
      guint first_row = 0;
      guint n_rows = 0;

      if (slice != NULL && !g_cancellable_is_cancelled (job->cancellable))
        rim_mask_slice_get_rows (slice, &first_row, &n_rows);

      for (guint j = first_row; j < first_row + n_rows; j++)
        {
          guint n_runs;
          const RimRun *runs = rim_mask_slice_get_runs (slice, j, &n_runs);

          for (guint r = 0; r < n_runs; r++)
            add_run (job, &job->slices[n], runs[r], j, k, sums, counts);
        }
    }
}

/* NAN where there is no image, no slice yet, or no tissue. */
static void
read_row (const PeakJob     *job,
          RimVolume         *pet,
          const RimValidity *validity,
          guint              j,
          guint              k,
          double            *row)
{
  gsize begin = (gsize) (job->box.min[0] - job->first_column);
  gsize n = job->box.max[0] - job->box.min[0];
  RimRescale rescale = rim_volume_get_rescale (pet, k);

  for (gsize x = 0; x < job->width; x++)
    row[x] = NAN;

  if (!rim_volume_is_slice_ready (pet, k))
    return;

  rim_volume_read_row (pet, job->box.min[0], j, k, (guint) n, row + begin);
  for (gsize x = begin; x < begin + n; x++)
    if (!rim_validity_is_valid (validity, row[x], rescale))
      row[x] = NAN;
}

/* The values that spheres around the voxels of the mask can reach. */
static void
read_values (PeakJob   *job,
             RimVolume *pet)
{
  gsize n_rows = (gsize) (job->box.max[1] - job->box.min[1]) * (job->box.max[2] - job->box.min[2]);
  gsize at = 0;
  RimValidity validity;

  rim_validity_init (&validity, pet);
  job->values = g_new (double, n_rows * job->width);
  job->sums = g_new (double, n_rows * job->width);
  job->counts = g_new (double, n_rows * job->width);

  for (guint k = job->box.min[2]; k < job->box.max[2]; k++)
    for (guint j = job->box.min[1]; j < job->box.max[1]; j++, at += job->width)
      {
        double sum = 0.0;
        double n = 0.0;

        read_row (job, pet, &validity, j, k, job->values + at);
        for (gsize x = 0; x < job->width; x++)
          {
            double value = job->values[at + x];

            job->sums[at + x] = sum;
            job->counts[at + x] = n;
            sum += isnan (value) ? 0.0 : value;
            n += isnan (value) ? 0.0 : 1.0;
          }
      }
}

static gboolean
combine (const PeakJob *job,
         guint          n_slices,
         RimSuvPeak    *peak)
{
  SlicePeak best = { .peak = NAN, .max = NAN, .local = NAN };

  for (guint n = 0; n < n_slices; n++)
    {
      const SlicePeak *found = &job->slices[n];

      if (isnan (found->peak))
        continue;
      if (!(best.peak >= found->peak))
        {
          best.peak = found->peak;
          memcpy (best.peak_at, found->peak_at, sizeof best.peak_at);
        }
      if (!(best.max >= found->max) || (best.max == found->max && found->local > best.local))
        {
          best.max = found->max;
          best.local = found->local;
        }
    }

  if (isnan (best.peak))
    return FALSE;

  peak->value = best.peak;
  peak->local = best.local;
  peak->at = rim_grid_to_patient (job->grid, RIM_VEC3 (best.peak_at[0], best.peak_at[1],
                                                       best.peak_at[2]));

  return TRUE;
}

static gboolean
search_peak (PeakJob      *job,
             RimVolume    *pet,
             const RimBox *bounds,
             RimSuvPeak   *peak)
{
  guint n_slices = bounds->max[2] - bounds->min[2];
  g_autofree SlicePeak *slices = g_new (SlicePeak, n_slices);

  for (guint n = 0; n < n_slices; n++)
    slices[n] = (SlicePeak) { NAN, { 0, 0, 0 }, NAN, NAN };

  read_values (job, pet);
  job->slices = slices;
  job->first_slice = bounds->min[2];
  rim_parallel_for (n_slices, SLICES_PER_BLOCK, search_slices, job);
  g_free (job->values);
  g_free (job->sums);
  g_free (job->counts);

  return combine (job, n_slices, peak);
}

/* As rim_measure_suv_peak(); the result has no meaning once cancelled. */
gboolean
rim_measure_suv_peak_cancellable (RimMask      *mask,
                                  RimVolume    *pet,
                                  RimSuvPeak   *peak,
                                  GCancellable *cancellable)
{
  const RimGrid *grid = rim_volume_get_grid (pet);
  double radius = cbrt (SPHERE_VOLUME * 0.75 / G_PI);
  PeakJob job = { .mask = mask, .grid = grid, .cancellable = cancellable };
  int reach[3];
  RimBox bounds;
  gboolean found;

  *peak = (RimSuvPeak) { NAN, RIM_VEC3 (NAN, NAN, NAN), NAN };

  g_return_val_if_fail (rim_grid_equal (rim_mask_get_grid (mask), grid, 1e-3), FALSE);
  if (!rim_mask_get_bounds (mask, &bounds))
    return FALSE;

  find_reach (grid, radius, reach);
  for (guint axis = 0; axis < 3; axis++)
    {
      guint beyond = (guint) reach[axis];

      job.box.min[axis] = bounds.min[axis] > beyond ? bounds.min[axis] - beyond : 0;
      job.box.max[axis] = MIN (bounds.max[axis] + beyond, grid->size[axis]);
    }

  job.first_column = (gint64) bounds.min[0] - reach[0];
  job.width = bounds.max[0] - bounds.min[0] + 2 * (gsize) reach[0] + 1;
  job.sphere = find_sphere (grid, reach, radius);
  found = search_peak (&job, pet, &bounds, peak);
  g_array_unref (job.sphere);

  return found;
}

/**
 * rim_measure_suv_peak:
 * @mask: a mask on the grid of @pet
 * @pet: a PET in SUV
 * @peak: (out): its peaks
 *
 * The mean over a sphere of 1 cm³ around every voxel of the lesion, by the
 * voxels whose centres lie within 6.204 mm. The sphere may reach out of the
 * lesion; only the image clips it.
 *
 * Returns: whether there was any voxel
 */
gboolean
rim_measure_suv_peak (RimMask    *mask,
                      RimVolume  *pet,
                      RimSuvPeak *peak)
{
  return rim_measure_suv_peak_cancellable (mask, pet, peak, NULL);
}
