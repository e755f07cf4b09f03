/* rim-fusion-grid.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-fusion-private.h"

#include <math.h>
#include <string.h>

#include "rim-resample-private.h"

/* How far a voxel of one grid may lie off the axes of the other, in voxels. */
#define MAX_OFF_AXIS 0.02

/* Grids that agree so well are one. */
#define SAME_GRID 1e-4

static void
read_row (gpointer data,
          guint    i,
          guint    j,
          guint    k,
          guint    n,
          double  *values)
{
  rim_volume_read_row (data, i, j, k, n, values);
}

static void
store_row (gpointer      data,
           guint         k,
           gsize         offset,
           guint         n,
           const double *values)
{
  RimField *field = data;
  const gsize plane = (gsize) field->grid.size[0] * field->grid.size[1];

  memcpy (field->values + k * plane + offset, values, n * sizeof *values);
}

/* Whether the axes of both grids run along each other, so that each can be
 * resampled alone: sample n of an axis is at start + n * step.
 */
static gboolean
find_steps (const RimGrid *from,
            const RimGrid *grid,
            const RimBox  *box,
            double         start[3],
            double         step[3])
{
  RimAffine inverse, map;

  if (!rim_affine_invert (&from->to_patient, &inverse))
    return FALSE;
  rim_affine_multiply (&inverse, &grid->to_patient, &map);

  for (guint axis = 0; axis < 3; axis++)
    {
      double off = 0.0;
      double middle = 0.0;

      for (guint other = 0; other < 3; other++)
        if (other != axis)
          {
            off += fabs (map.m[axis][other]) * 0.5 * (box->max[other] - box->min[other]);
            middle += map.m[axis][other] * 0.5 * ((double) box->min[other] + box->max[other] - 1.0);
          }
      if (off > MAX_OFF_AXIS || map.m[axis][axis] == 0.0)
        return FALSE;

      start[axis] = map.m[axis][3] + middle;
      step[axis] = map.m[axis][axis];
    }

  return TRUE;
}

/* Whether the image is there where it must not be made up. */
static gboolean
covers (const RimGrid *from,
        const RimBox  *needed,
        const double   start[3],
        const double   step[3])
{
  for (guint axis = 0; axis < 3; axis++)
    {
      double first = start[axis] + needed->min[axis] * step[axis];
      double last = start[axis] + (needed->max[axis] - 1.0) * step[axis];

      if (MIN (first, last) < -0.5 - 1e-6 || MAX (first, last) > from->size[axis] - 0.5 + 1e-6)
        return FALSE;
    }

  return TRUE;
}

static RimField *
resample (RimVolume        *image,
          const RimGrid    *grid,
          const RimBox     *box,
          const double      start[3],
          const double      step[3],
          RimInterpolator   interpolator,
          GCancellable     *cancellable,
          GError          **error)
{
  g_autoptr(RimField) field = NULL;
  RimTaps taps[3];
  RimGrid cropped;
  gboolean done;

  rim_grid_crop (grid, box, &cropped);
  field = rim_field_new (&cropped, error);
  if (field == NULL)
    return NULL;

  for (guint axis = 0; axis < 3; axis++)
    {
      RimSampling sampling = {
        .interpolator = interpolator, .extension = RIM_EXTENSION_EDGE,
        .n_voxels = rim_volume_get_grid (image)->size[axis],
        .start = start[axis], .step = step[axis],
        .first = box->min[axis], .n_samples = box->max[axis] - box->min[axis],
      };

      rim_taps_init (&taps[axis], &sampling);
    }

  done = rim_resample_axes (taps, read_row, image, store_row, field, cancellable, error);
  for (guint axis = 0; axis < 3; axis++)
    rim_taps_clear (&taps[axis]);

  return done ? g_steal_pointer (&field) : NULL;
}

/* The values of @image over @box of @grid. Beyond its edge its last values go on,
 * but not in @needed.
 */
RimField *
rim_fusion_resample (RimVolume        *image,
                     const RimGrid    *grid,
                     const RimBox     *box,
                     const RimBox     *needed,
                     RimInterpolator   interpolator,
                     GCancellable     *cancellable,
                     GError          **error)
{
  const RimGrid *from = rim_volume_get_grid (image);
  double start[3], step[3];

  if (rim_grid_equal (from, grid, SAME_GRID))
    return rim_field_new_from_volume (image, box, error);

  if (!find_steps (from, grid, box, start, step))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           "The axes of the two images are not parallel; resample one of them first");
      return NULL;
    }

  if (!covers (from, needed, start, step))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "One of the two images does not show all of what is to be fused");
      return NULL;
    }

  return resample (image, grid, box, start, step, interpolator, cancellable, error);
}
