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

typedef struct
{
  RimMask         *mask;
  const RimGrid   *grid;
  GArray          *sphere;       /* of SphereRow */
  RimBox           box;          /* of the values */
  const double    *values;       /* NAN where not valid */
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

static double
value_at (const PeakJob *job,
          guint          i,
          guint          j,
          guint          k)
{
  gsize width = job->box.max[0] - job->box.min[0];
  gsize height = job->box.max[1] - job->box.min[1];

  return job->values[((k - job->box.min[2]) * height + (j - job->box.min[1])) * width +
                     (i - job->box.min[0])];
}

static double
average_sphere (const PeakJob *job,
                guint          i,
                guint          j,
                guint          k)
{
  double sum = 0.0;
  guint n = 0;

  for (guint r = 0; r < job->sphere->len; r++)
    {
      const SphereRow *row = &g_array_index (job->sphere, SphereRow, r);
      gint64 at_j = (gint64) j + row->j;
      gint64 at_k = (gint64) k + row->k;
      gint64 first = MAX ((gint64) i + row->first, job->box.min[0]);
      gint64 last = MIN ((gint64) i + row->last, (gint64) job->box.max[0] - 1);

      if (at_j < job->box.min[1] || at_j >= job->box.max[1] ||
          at_k < job->box.min[2] || at_k >= job->box.max[2])
        continue;

      for (gint64 at_i = first; at_i <= last; at_i++)
        {
          double value = value_at (job, (guint) at_i, (guint) at_j, (guint) at_k);

          if (isnan (value))
            continue;
          sum += value;
          n++;
        }
    }

  return n > 0 ? sum / n : NAN;
}

static void
add_center (const PeakJob *job,
            SlicePeak     *found,
            guint          i,
            guint          j,
            guint          k)
{
  double value = value_at (job, i, j, k);
  double average;

  if (isnan (value))
    return;

  average = average_sphere (job, i, j, k);

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
search_slices (gsize    begin,
               gsize    end,
               gpointer data)
{
  const PeakJob *job = data;

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
            for (guint i = runs[r].begin; i < runs[r].end; i++)
              add_center (job, &job->slices[n], i, j, k);
        }
    }
}

/* The values that spheres around the voxels of the mask can reach. */
static double *
read_values (RimVolume    *pet,
             const RimBox *box)
{
  gsize width = box->max[0] - box->min[0];
  gsize height = box->max[1] - box->min[1];
  double *values = g_new (double, width * height * (box->max[2] - box->min[2]));
  double *row = values;
  RimValidity validity;

  rim_validity_init (&validity, pet);

  for (guint k = box->min[2]; k < box->max[2]; k++)
    {
      gboolean ready = rim_volume_is_slice_ready (pet, k);
      RimRescale rescale = rim_volume_get_rescale (pet, k);

      for (guint j = box->min[1]; j < box->max[1]; j++, row += width)
        {
          if (ready)
            rim_volume_read_row (pet, box->min[0], j, k, (guint) width, row);
          for (gsize i = 0; i < width; i++)
            if (!ready || !rim_validity_is_valid (&validity, row[i], rescale))
              row[i] = NAN;
        }
    }

  return values;
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
  g_autofree double *values = read_values (pet, &job->box);

  for (guint n = 0; n < n_slices; n++)
    slices[n] = (SlicePeak) { NAN, { 0, 0, 0 }, NAN, NAN };

  job->values = values;
  job->slices = slices;
  job->first_slice = bounds->min[2];
  rim_parallel_for (n_slices, SLICES_PER_BLOCK, search_slices, job);

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
