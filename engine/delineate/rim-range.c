/* rim-range.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-range-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/rim-parallel.h"
#include "delineate/rim-search-private.h"
#include "operate/rim-mask-islands.h"

/* Of a CT, lower values are none. */
#define OUTSIDE_CIRCLE_HU -1999.5

/* Scans the slices of a region. */
typedef struct
{
  RimVolume            *volume;
  const RimRangeRegion *region;
  const RimRange       *range;
  RimMaskSlice        **slices;
  GCancellable         *cancellable;
} Scan;

/**
 * rim_range_region_init_all:
 * @self: (out caller-allocates): all of an image
 * @volume: the image
 */
void
rim_range_region_init_all (RimRangeRegion *self,
                           RimVolume      *volume)
{
  const RimGrid *grid = rim_volume_get_grid (volume);

  *self = (RimRangeRegion) { .box = { { 0, 0, 0 }, { grid->size[0], grid->size[1], grid->size[2] } } };
}

/* The voxel nearest to a point, of those on the grid. */
static void
find_nearest (const RimGrid *grid,
              RimVec3        point,
              guint          index[3])
{
  RimVec3 place = rim_grid_from_patient (grid, point);
  double at[3] = { place.x, place.y, place.z };

  for (guint axis = 0; axis < 3; axis++)
    index[axis] = (guint) CLAMP (floor (at[axis] + 0.5), 0, grid->size[axis] - 1.0);
}

/**
 * rim_range_region_init_ball:
 * @self: (out caller-allocates): a ball
 * @volume: the image
 * @middle: of the ball, LPS mm
 * @radius: of the ball, in mm, more than 0
 */
void
rim_range_region_init_ball (RimRangeRegion *self,
                            RimVolume      *volume,
                            RimVec3         middle,
                            double          radius)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  guint index[3];

  g_return_if_fail (radius > 0);

  *self = (RimRangeRegion) { .middle = middle, .radius = radius };
  find_nearest (grid, middle, index);
  rim_place_find_box (grid, index, radius, &self->box);
}

/**
 * rim_range_region_init_about:
 * @self: (out caller-allocates): a box
 * @volume: the image
 * @mask: what it is about, on the grid of @volume and not empty
 * @margin: how far the box reaches beyond, in mm
 */
void
rim_range_region_init_about (RimRangeRegion *self,
                             RimVolume      *volume,
                             RimMask        *mask,
                             double          margin)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  RimBox bounds = { { 0 }, { 0 } }, low, high;
  guint last[3];

  g_return_if_fail (rim_mask_get_bounds (mask, &bounds));

  for (guint axis = 0; axis < 3; axis++)
    last[axis] = bounds.max[axis] - 1;
  *self = (RimRangeRegion) { .box = bounds };
  if (!(margin > 0))
    return;

  rim_place_find_box (grid, bounds.min, margin, &low);
  rim_place_find_box (grid, last, margin, &high);
  for (guint axis = 0; axis < 3; axis++)
    {
      self->box.min[axis] = low.min[axis];
      self->box.max[axis] = high.max[axis];
    }
}

/* Returns: how many voxels its box has */
gsize
rim_range_region_count (const RimRangeRegion *self)
{
  gsize n = 1;

  for (guint axis = 0; axis < 3; axis++)
    n *= self->box.max[axis] > self->box.min[axis] ? self->box.max[axis] - self->box.min[axis] : 0;

  return n;
}

/* What is no measurement: padding, which is told as it is stored, and what lies outside the
 * circle of a CT.
 */
static void
drop_padding (RimVolume *volume,
              guint      k,
              guint      n,
              double    *values)
{
  double floor = rim_volume_get_unit (volume) == RIM_UNIT_HU ? OUTSIDE_CIRCLE_HU : -HUGE_VAL;
  RimRescale rescale = rim_volume_get_rescale (volume, k);
  double low, high;

  if (rim_volume_get_padding (volume, &low, &high))
    {
      double a = rescale.slope * low + rescale.intercept, b = rescale.slope * high + rescale.intercept;

      low = MIN (a, b) - 1e-9 * fabs (MIN (a, b));
      high = MAX (a, b) + 1e-9 * fabs (MAX (a, b));
    }
  else
    {
      low = HUGE_VAL;
      high = -HUGE_VAL;
    }

  for (guint i = 0; i < n; i++)
    if (values[i] <= floor || (values[i] >= low && values[i] <= high))
      values[i] = NAN;
}

void
rim_range_region_read_row (const RimRangeRegion *self,
                           RimVolume            *volume,
                           guint                 j,
                           guint                 k,
                           double               *values)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  guint begin = self->box.min[0], n = self->box.max[0] - begin;
  RimVec3 step, offset;

  rim_volume_read_row (volume, begin, j, k, n, values);
  drop_padding (volume, k, n, values);
  if (!(self->radius > 0))
    return;

  step = rim_affine_get_column (&grid->to_patient, 0);
  offset = rim_vec3_sub (rim_grid_to_patient (grid, RIM_VEC3 (begin, j, k)), self->middle);
  for (guint i = 0; i < n; i++)
    {
      RimVec3 d = rim_vec3_add (offset, rim_vec3_scale (step, i));

      if (rim_vec3_dot (d, d) > self->radius * self->radius)
        values[i] = NAN;
    }
}

static void
append_runs (const double   *values,
             guint           n,
             guint           first,
             const RimRange *range,
             GArray         *runs)
{
  for (guint i = 0; i < n; i++)
    {
      RimRun run = { first + i, 0 };

      if (!(values[i] >= range->low && values[i] <= range->high))
        continue;
      while (i < n && values[i] >= range->low && values[i] <= range->high)
        i++;
      run.end = first + i;
      g_array_append_val (runs, run);
    }
}

static void
scan_slices (gsize    begin,
             gsize    end,
             gpointer data)
{
  const Scan *self = data;
  const RimBox *box = &self->region->box;
  guint n = box->max[0] - box->min[0], n_rows = box->max[1] - box->min[1];
  g_autofree double *values = g_new (double, n);
  g_autofree guint32 *starts = g_new0 (guint32, n_rows + 1);
  g_autoptr(GArray) runs = g_array_new (FALSE, FALSE, sizeof (RimRun));

  for (gsize k = begin; k < end && !g_cancellable_is_cancelled (self->cancellable); k++)
    {
      guint slice = box->min[2] + (guint) k;

      g_array_set_size (runs, 0);
      for (guint row = 0; row < n_rows; row++)
        {
          rim_range_region_read_row (self->region, self->volume, box->min[1] + row, slice, values);
          append_runs (values, n, box->min[0], self->range, runs);
          starts[row + 1] = runs->len;
        }
      self->slices[slice] = rim_mask_slice_new_from_rows (box->min[1], n_rows, starts, (gconstpointer) runs->data);
    }
}

static RimMask *
scan (RimVolume            *volume,
      const RimRangeRegion *region,
      const RimRange       *range,
      GCancellable         *cancellable)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  g_autofree RimMaskSlice **slices = g_new0 (RimMaskSlice *, grid->size[2]);
  Scan self = { volume, region, range, slices, cancellable };

  if (rim_range_region_count (region) > 0)
    rim_parallel_for (region->box.max[2] - region->box.min[2], 1, scan_slices, &self);

  return rim_mask_new_take_slices (grid, slices);
}

static RimMask *
keep_pieces (RimMask         *found,
             const RimRange  *range,
             GError         **error)
{
  guint voxel[3];

  switch (range->pieces)
    {
    case RIM_RANGE_LARGEST:
      return rim_mask_keep_largest (found, RIM_CONNECTED_BY_FACES);
    case RIM_RANGE_AT_POINT:
      if (rim_place_require_voxel (rim_mask_get_grid (found), range->point, voxel, error))
        return rim_mask_contains (found, voxel[0], voxel[1], voxel[2])
               ? rim_mask_keep_island (found, RIM_CONNECTED_BY_FACES, voxel, error)
               : rim_mask_new (rim_mask_get_grid (found));
      return NULL;
    case RIM_RANGE_ALL:
    default:
      return rim_mask_ref (found);
    }
}

/**
 * rim_range_find:
 * @volume: an image, all of whose slices are there
 * @region: where to look
 * @range: which voxels
 * @cancellable: (nullable): stops it
 * @error: where to put an error of %RIM_DELINEATE_ERROR
 *
 * Takes memory for what it finds and a row for each thread, however large the region.
 *
 * Returns: (transfer full) (nullable): the voxels, which may be none, on the grid of @volume
 */
RimMask *
rim_range_find (RimVolume             *volume,
                const RimRangeRegion  *region,
                const RimRange        *range,
                GCancellable          *cancellable,
                GError               **error)
{
  g_autoptr(RimMask) found = scan (volume, region, range, cancellable);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  return keep_pieces (found, range, error);
}

/**
 * rim_range_find_on_planes:
 * @volume: an image, all of whose slices are there
 * @region: where to look
 * @range: which voxels; of pieces those are kept that hang together on these planes
 * @through: where the planes cut, LPS mm
 * @cancellable: (nullable): stops it
 * @error: where to put an error of %RIM_DELINEATE_ERROR
 *
 * As rim_range_find(), on the three planes of voxels about a point alone: what can be seen at
 * once of a large region.
 *
 * Returns: (transfer full) (nullable): the voxels, on the grid of @volume
 */
RimMask *
rim_range_find_on_planes (RimVolume             *volume,
                          const RimRangeRegion  *region,
                          const RimRange        *range,
                          RimVec3                through,
                          GCancellable          *cancellable,
                          GError               **error)
{
  g_autoptr(RimMask) all = rim_mask_new (rim_volume_get_grid (volume));
  guint index[3];

  find_nearest (rim_volume_get_grid (volume), through, index);
  for (guint axis = 0; axis < 3; axis++)
    {
      RimRangeRegion plane = *region;
      g_autoptr(RimMask) before = g_steal_pointer (&all);
      g_autoptr(RimMask) found = NULL;

      plane.box.min[axis] = MAX (plane.box.min[axis], index[axis]);
      plane.box.max[axis] = MIN (plane.box.max[axis], index[axis] + 1);
      found = scan (volume, &plane, range, cancellable);
      all = rim_mask_combine (before, found, RIM_MASK_UNION);
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  return keep_pieces (all, range, error);
}

static gboolean
touches_ball (const RimRangeRegion *region,
              RimMask              *found,
              const RimBox         *box)
{
  const RimGrid *grid = rim_mask_get_grid (found);
  double far = 0;

  for (guint axis = 0; axis < 3; axis++)
    far = MAX (far, rim_vec3_length (rim_affine_get_column (&grid->to_patient, axis)));

  for (guint k = box->min[2]; k < box->max[2]; k++)
    for (guint j = box->min[1]; j < box->max[1]; j++)
      {
        RimMaskSlice *slice = rim_mask_get_slice (found, k);
        guint n_runs = 0;
        const RimRun *runs = slice != NULL ? rim_mask_slice_get_runs (slice, j, &n_runs) : NULL;

        for (guint n = 0; n < 2 * n_runs; n++)
          {
            guint i = n % 2 == 0 ? runs[n / 2].begin : runs[n / 2].end - 1;
            RimVec3 place = rim_grid_to_patient (grid, RIM_VEC3 (i, j, k));

            if (rim_vec3_length (rim_vec3_sub (place, region->middle)) > region->radius - far)
              return TRUE;
          }
      }

  return FALSE;
}

/**
 * rim_range_reaches_end:
 * @region: where was looked
 * @found: what was found there
 *
 * Returns: whether some of it lies at an end of the region that is none of the image, so that
 *   there may be more beyond
 */
gboolean
rim_range_reaches_end (const RimRangeRegion *region,
                       RimMask              *found)
{
  const guint *size = rim_mask_get_grid (found)->size;
  RimBox box;

  if (!rim_mask_get_bounds (found, &box))
    return FALSE;
  if (region->radius > 0)
    return touches_ball (region, found, &box);

  for (guint axis = 0; axis < 3; axis++)
    if ((box.min[axis] == region->box.min[axis] && box.min[axis] > 0) ||
        (box.max[axis] == region->box.max[axis] && box.max[axis] < size[axis]))
      return TRUE;

  return FALSE;
}
