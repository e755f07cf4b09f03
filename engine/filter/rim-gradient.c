/* rim-gradient.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-gradient.h"

#include <math.h>

#include "rim-filter-private.h"

#define ROWS_PER_BLOCK 64

typedef struct
{
  RimField     *around;         /* the box and what lies beside it */
  const RimBox *box;
  RimBox        wide;
  double        weights[3];
  RimField     *field;
} Gradient;

/* The row one step along @axis, or the row itself where the image ends. */
static const double *
get_row (const Gradient *self,
         gsize           j,
         gsize           k,
         guint           axis,
         int             step)
{
  const guint *size = self->around->grid.size;
  gint64 at[3] = { 0, (gint64) j + self->box->min[1] - self->wide.min[1],
                   (gint64) k + self->box->min[2] - self->wide.min[2] };

  at[axis] = CLAMP (at[axis] + step, 0, (gint64) size[axis] - 1);

  return self->around->values + ((gsize) at[2] * size[1] + (gsize) at[1]) * size[0];
}

static inline double
weigh (double below,
       double above,
       double weight)
{
  double slope = -weight * below + weight * above;

  return slope * slope;
}

static void
compute_row (const Gradient *self,
             gsize           j,
             gsize           k,
             double         *magnitudes)
{
  const gsize n = self->field->grid.size[0];
  const gsize last = self->around->grid.size[0] - 1;
  const gsize shift = self->box->min[0] - self->wide.min[0];
  const double *row = get_row (self, j, k, 1, 0);
  const double *sides[4] = { get_row (self, j, k, 1, -1), get_row (self, j, k, 1, 1),
                             get_row (self, j, k, 2, -1), get_row (self, j, k, 2, 1) };

  for (gsize i = 0; i < n; i++)
    {
      gsize at = i + shift;
      double sum = weigh (row[at > 0 ? at - 1 : 0], row[at < last ? at + 1 : last],
                          self->weights[0]);

      sum += weigh (sides[0][at], sides[1][at], self->weights[1]);
      sum += weigh (sides[2][at], sides[3][at], self->weights[2]);
      magnitudes[i] = (double) (float) sqrt (sum);
    }
}

static void
compute_rows (gsize    begin,
              gsize    end,
              gpointer data)
{
  const Gradient *self = data;
  const guint *size = self->field->grid.size;

  for (gsize row = begin; row < end; row++)
    compute_row (self, row % size[1], row / size[1], self->field->values + row * size[0]);
}

/**
 * rim_filter_gradient:
 * @image: an image, all slices ready
 * @box: the voxels to compute, not empty
 * @settings: the unit of length
 * @func: what takes the image
 * @data: for @func
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * The magnitude of the gradient from central differences, "gradient", in single
 * precision, as ITK makes it for PyRadiomics. Beyond its edges the image goes on as
 * it ends.
 *
 * Returns: whether the image was made and taken
 */
gboolean
rim_filter_gradient (RimVolume                  *image,
                     const RimBox               *box,
                     const RimGradientSettings  *settings,
                     RimFilteredFunc             func,
                     gpointer                    data,
                     GCancellable               *cancellable,
                     GError                    **error)
{
  const RimGrid *grid = rim_volume_get_grid (image);
  g_autoptr(RimField) around = NULL;
  g_autoptr(RimField) field = NULL;
  Gradient self = { .box = box };
  RimGrid cropped;

  if (!rim_filter_check_box (image, box, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  for (guint axis = 0; axis < 3; axis++)
    {
      self.wide.min[axis] = box->min[axis] - (box->min[axis] > 0);
      self.wide.max[axis] = MIN (box->max[axis] + 1, grid->size[axis]);
      self.weights[axis] = settings->use_spacing
                           ? 0.5 * (1.0 / rim_grid_get_spacing (grid, axis)) : 0.5;
    }

  rim_grid_crop (grid, box, &cropped);
  around = rim_field_new_from_volume (image, &self.wide, error);
  field = around != NULL ? rim_field_new (&cropped, error) : NULL;
  if (field == NULL)
    return FALSE;

  self.around = around;
  self.field = field;
  field->is_single = TRUE;

  if (!rim_filter_for ((gsize) cropped.size[1] * cropped.size[2], ROWS_PER_BLOCK, compute_rows,
                       &self, cancellable, error))
    return FALSE;

  g_clear_pointer (&around, rim_field_unref);

  return func ("gradient", g_steal_pointer (&field), data, error);
}
