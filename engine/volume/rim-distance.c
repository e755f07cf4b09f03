/* rim-distance.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-distance-private.h"

#include "core/rim-parallel.h"

#include <math.h>
#include <string.h>

/* How many voxels along i a pass takes up at once, so that what it reads lies in
 * whole cache lines.
 */
#define N_LANES 8

/* The squared distance from each voxel to the nearest that is a target, between
 * centres. It is separable: along an axis it is the lower envelope of parabolas,
 * one on each voxel, as high as what was found along the axes before (Felzenszwalb
 * and Huttenlocher 2012, doi:10.4086/toc.2012.v008a019).
 */
typedef struct
{
  const guint8 *bytes;
  guint8        target;
  gsize         size[3];
  double        spacing[3];
  double        limit;           /* squared; what is above need not be exact */
  double       *squared;
  guint         axis;
  double       *inverse;         /* of 2 s² n, by n */
} Transform;

/* The lower envelope of one line: which voxels' parabolas are lowest somewhere,
 * and from where on.
 */
typedef struct
{
  gsize  *voxels;
  double *heights;
  double *begins;
  double *lanes;
} Envelope;

static void
envelope_init (Envelope *self,
               gsize     n)
{
  self->voxels = g_new (gsize, n);
  self->heights = g_new (double, n);
  self->begins = g_new (double, n + 1);
  self->lanes = g_new (double, n * N_LANES);
}

static void
envelope_clear (Envelope *self)
{
  g_free (self->voxels);
  g_free (self->heights);
  g_free (self->begins);
  g_free (self->lanes);
}

static gsize
envelope_build (Envelope        *self,
                const Transform *transform,
                const double    *line,
                gsize            n)
{
  gsize n_parts = 0;

  for (gsize x = 0; x < n; x++)
    {
      const double height = line[x * N_LANES];
      double begin = -INFINITY;

      if (height > transform->limit)
        continue;

      while (n_parts > 0)
        {
          const gsize before = self->voxels[n_parts - 1];

          begin = (double) (x + before) * 0.5 +
                  (height - self->heights[n_parts - 1]) * transform->inverse[x - before];
          if (begin > self->begins[n_parts - 1])
            break;
          n_parts--;
          begin = -INFINITY;
        }

      self->voxels[n_parts] = x;
      self->heights[n_parts] = height;
      self->begins[n_parts++] = begin;
    }
  self->begins[n_parts] = INFINITY;

  return n_parts;
}

static void
envelope_pass (Envelope        *self,
               const Transform *transform,
               double          *line,
               gsize            n)
{
  const double step = transform->spacing[transform->axis];
  gsize part = 0;

  if (envelope_build (self, transform, line, n) == 0)
    return;

  for (gsize x = 0; x < n; x++)
    {
      double away;

      while (self->begins[part + 1] <= (double) x)
        part++;
      away = ((double) x - (double) self->voxels[part]) * step;
      line[x * N_LANES] = self->heights[part] + away * away;
    }
}

static void
pass_rows (gsize    begin,
           gsize    end,
           gpointer data)
{
  const Transform *self = data;
  const gsize n = self->size[0];
  const double square = self->spacing[0] * self->spacing[0];

  for (gsize r = begin; r < end; r++)
    {
      const guint8 *bytes = self->bytes + r * n;
      double *squared = self->squared + r * n;
      double away = INFINITY;

      for (gsize x = 0; x < n; x++)
        {
          away = bytes[x] == self->target ? 0.0 : away + 1.0;
          squared[x] = away;
        }

      away = INFINITY;
      for (gsize x = n; x-- > 0;)
        {
          away = bytes[x] == self->target ? 0.0 : away + 1.0;
          squared[x] = MIN (squared[x], away);
          squared[x] *= squared[x] * square;
        }
    }
}

/* Lines along j or k, N_LANES neighbours along i at a time. */
static void
pass_lines (const Transform *self,
            Envelope        *envelope,
            double          *first,
            gsize            stride,
            gsize            n_lanes)
{
  const gsize n = self->size[self->axis];

  for (gsize x = 0; x < n; x++)
    memcpy (envelope->lanes + x * N_LANES, first + x * stride, n_lanes * sizeof (double));

  for (gsize lane = 0; lane < n_lanes; lane++)
    envelope_pass (envelope, self, envelope->lanes + lane, n);

  for (gsize x = 0; x < n; x++)
    memcpy (first + x * stride, envelope->lanes + x * N_LANES, n_lanes * sizeof (double));
}

static void
pass_planes (gsize    begin,
             gsize    end,
             gpointer data)
{
  const Transform *self = data;
  const gsize plane = self->size[0] * self->size[1];
  const gsize stride = self->axis == 1 ? self->size[0] : plane;
  Envelope envelope;

  envelope_init (&envelope, self->size[self->axis]);

  for (gsize p = begin; p < end; p++)
    {
      double *first = self->squared + p * (self->axis == 1 ? plane : self->size[0]);

      for (gsize i = 0; i < self->size[0]; i += N_LANES)
        pass_lines (self, &envelope, first + i, stride, MIN (N_LANES, self->size[0] - i));
    }

  envelope_clear (&envelope);
}

static void
pass_axis (Transform *self,
           guint      axis)
{
  const gsize n = self->size[axis];
  const double step = self->spacing[axis];

  self->axis = axis;
  self->inverse = g_new (double, n + 1);
  for (gsize m = 0; m <= n; m++)
    self->inverse[m] = 1.0 / (2.0 * step * step * (double) m);

  rim_parallel_for (self->size[3 - axis], MAX (1, 4096 / (self->size[0] * n)), pass_planes, self);
  g_clear_pointer (&self->inverse, g_free);
}

static gboolean
transform_run (Transform     *self,
               const RimGrid *grid,
               GError       **error)
{
  const gsize n = self->size[0] * self->size[1] * self->size[2];

  self->squared = g_try_new (double, n);
  if (self->squared == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   "There is no memory for the distances of %" G_GSIZE_FORMAT " voxels", n);
      return FALSE;
    }

  for (guint axis = 0; axis < 3; axis++)
    self->spacing[axis] = rim_grid_get_spacing (grid, axis);

  rim_parallel_for (self->size[1] * self->size[2], MAX (1, 8192 / self->size[0]), pass_rows, self);
  pass_axis (self, 1);
  pass_axis (self, 2);

  return TRUE;
}

guint8 *
rim_distance_spread (RimMask         *mask,
                     const RimWindow *window,
                     GError         **error)
{
  const gsize n = window->size[0] * window->size[1] * window->size[2];
  const guint n_slices = rim_mask_get_grid (mask)->size[2];
  guint8 *bytes = g_try_malloc0 (n);

  if (bytes == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   "There is no memory for a box of %" G_GSIZE_FORMAT " voxels", n);
      return NULL;
    }

  for (guint k = 0; k < n_slices; k++)
    {
      RimMaskSlice *slice = rim_mask_get_slice (mask, k);
      guint first_row, n_rows;

      rim_mask_slice_get_rows (slice, &first_row, &n_rows);
      for (guint j = first_row; j < first_row + n_rows; j++)
        {
          const gsize row = ((gsize) (k - window->first[2]) * window->size[1] +
                             (gsize) (j - window->first[1])) * window->size[0];
          guint n_runs;
          const RimRun *runs = rim_mask_slice_get_runs (slice, j, &n_runs);

          for (guint r = 0; r < n_runs; r++)
            memset (bytes + row + (runs[r].begin - window->first[0]), 1,
                    runs[r].end - runs[r].begin);
        }
    }

  return bytes;
}

/* Distances of what is out, to what is in. */
static gboolean
measure_outside (RimMask      *mask,
                 double        reach,
                 const RimBox *box,
                 RimField     *field,
                 GError      **error)
{
  RimWindow window;
  Transform self = { .target = 1, .limit = MIN (reach * reach, G_MAXDOUBLE) };
  g_autofree guint8 *bytes = NULL;
  gsize n = 1;

  for (guint axis = 0; axis < 3; axis++)
    {
      window.first[axis] = box->min[axis];
      window.size[axis] = self.size[axis] = box->max[axis] - box->min[axis];
      n *= self.size[axis];
    }

  self.bytes = bytes = rim_distance_spread (mask, &window, error);
  if (bytes == NULL || !transform_run (&self, &field->grid, error))
    return FALSE;

  for (gsize v = 0; v < n; v++)
    field->values[v] = self.squared[v] <= self.limit ? sqrt (self.squared[v]) : INFINITY;
  g_free (self.squared);

  return TRUE;
}

/* Distances of what is in, to what is out. As the axes are square, the nearest
 * voxel that is out lies within one voxel of the bounds.
 */
static gboolean
measure_inside (RimMask      *mask,
                const RimBox *bounds,
                const RimBox *box,
                RimField     *field,
                GError      **error)
{
  const guint *size = field->grid.size;
  RimWindow window;
  Transform self = { .target = 0, .limit = G_MAXDOUBLE };
  g_autofree guint8 *bytes = NULL;

  for (guint axis = 0; axis < 3; axis++)
    {
      window.first[axis] = (gssize) bounds->min[axis] - 1;
      window.size[axis] = self.size[axis] = bounds->max[axis] - bounds->min[axis] + 2;
    }

  self.bytes = bytes = rim_distance_spread (mask, &window, error);
  if (bytes == NULL || !transform_run (&self, &field->grid, error))
    return FALSE;

  for (guint k = bounds->min[2]; k < bounds->max[2]; k++)
    for (guint j = bounds->min[1]; j < bounds->max[1]; j++)
      {
        const gsize from = ((k - bounds->min[2] + 1) * self.size[1] +
                            (j - bounds->min[1] + 1)) * self.size[0] + 1;
        double *to = field->values + (((gsize) k - box->min[2]) * size[1] +
                                      (j - box->min[1])) * size[0] +
                     (bounds->min[0] - box->min[0]);

        for (guint i = 0; i < bounds->max[0] - bounds->min[0]; i++)
          if (bytes[from + i])
            to[i] = -sqrt (self.squared[from + i]);
      }
  g_free (self.squared);

  return TRUE;
}

/* The bounds, and around them what the reach can touch. Planes of voxels are
 * counted across, which tilted axes need.
 */
static void
find_box (const RimGrid *grid,
          const RimBox  *bounds,
          double         reach,
          RimBox        *box)
{
  const double volume = rim_grid_get_voxel_volume (grid);

  for (guint axis = 0; axis < 3; axis++)
    {
      RimVec3 across = rim_vec3_cross (rim_affine_get_column (&grid->to_patient, (axis + 1) % 3),
                                       rim_affine_get_column (&grid->to_patient, (axis + 2) % 3));
      double planes = ceil (reach * rim_vec3_length (across) / volume);
      guint margin = (guint) MIN (planes, (double) grid->size[axis]);

      box->min[axis] = bounds->min[axis] - MIN (margin, bounds->min[axis]);
      box->max[axis] = bounds->max[axis] + MIN (margin, grid->size[axis] - bounds->max[axis]);
    }
}

/**
 * rim_distance_new:
 * @mask: a set of voxels, not empty
 * @reach: how far outside to measure, mm, not below 0; %INFINITY for everywhere
 * @box: (out): the voxels that were measured: those of the mask, and around them
 *   all that @reach can touch on its grid
 * @error: where to put an error
 *
 * Measures how far each voxel is from the nearest voxel on the other side of the
 * surface of the mask, from centre to centre. What lies within r mm is so what a
 * dilation by a ball of that radius adds, and what is not deeper than r mm what an
 * erosion takes away. The surface that was drawn lies between the centres, so that
 * a distance to it is, in the mean, a part of a voxel shorter.
 *
 * What lies beyond the image is out. Values are mm, exact but for rounding:
 * above 0 outside, %INFINITY where farther than @reach, and below 0 inside. On a
 * grid whose axes are not square (gantry tilt) they are true distances in the
 * patient too, -%INFINITY where deeper than @reach, which has to be finite.
 *
 * The cost follows the box and not the image, and the bits do not depend on the
 * number of threads.
 *
 * Returns: (transfer full) (nullable): the distances over @box; %NULL where the
 *   mask is empty, the reach is too much or there is no memory
 */
RimField *
rim_distance_new (RimMask  *mask,
                  double    reach,
                  RimBox   *box,
                  GError  **error)
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  g_autoptr(RimField) field = NULL;
  RimBox bounds;
  RimGrid cropped;
  gboolean measured;

  g_return_val_if_fail (reach >= 0.0, NULL);

  if (!rim_mask_get_bounds (mask, &bounds))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "The contour holds no voxel");
      return NULL;
    }

  find_box (grid, &bounds, reach, box);
  rim_grid_crop (grid, box, &cropped);
  field = rim_field_new (&cropped, error);
  if (field == NULL)
    return NULL;

  if (rim_grid_is_square (grid))
    measured = measure_outside (mask, reach, box, field, error) &&
               measure_inside (mask, &bounds, box, field, error);
  else
    measured = rim_distance_sheared (mask, reach, box, field, error);

  return measured ? g_steal_pointer (&field) : NULL;
}
