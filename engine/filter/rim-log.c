/* rim-log.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-log.h"

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "rim-filter-private.h"
#include "rim-recursive-gaussian-private.h"

/* ITK's LaplacianRecursiveGaussianImageFilter: for each axis the second derivative
 * along it, then smoothing along the other two in ascending order; each of these
 * nine passes and the running sum are stored in single precision.
 *
 * A pass needs whole lines, but only those that the box needs in the end:
 *
 *   slices    second along i, smooth along j → along_i, at the box's i and j
 *             second along j, smooth along i → along_j, at the box's i and j
 *   rows      smooth both along k → sums, at the box
 *             second along k               → along_k, at the box's k
 *   sections  smooth along_k along i and j, add to sums
 */
#define SLICES_PER_BLOCK 2
#define ROWS_PER_BLOCK   4

typedef struct
{
  RimVolume        *image;
  const RimKernels *kernels;
  gsize             size[3];
  gsize             min[3];
  gsize             max[3];
  gsize             box[3];
  double            scales[3];      /* 1 / spacing² */
  RimRecursive      smooth[3];
  RimRecursive      second[3];
  float            *along_i;        /* of box[0] × box[1] × size[2] */
  float            *along_j;
  float            *along_k;        /* of size[0] × size[1] × box[2] */
  float            *sums;           /* of the box */
  double           *values;         /* of the box */
} Log;

/* Filters @n_lines lines along an axis of @self; what is written is within the
 * box. @lines has the steps and strides for one group of lines.
 */
typedef struct
{
  gsize n_lines;
  gsize step;
  gsize stride;
  gsize out_step;
  gsize out_stride;
} Pass;

/* The last lines are filtered with some of those before them, so that groups are
 * whole, which is faster and writes the same once more.
 */
static gsize
get_group (const Pass *pass,
           gsize       line)
{
  return pass->n_lines > RIM_RECURSIVE_LINES ? MIN (line, pass->n_lines - RIM_RECURSIVE_LINES)
                                             : 0;
}

static RimRecursiveLines
get_lines (const Log  *self,
           guint       axis,
           const Pass *pass,
           gsize       line,
           double     *scratch)
{
  return (RimRecursiveLines) {
           .n = self->size[axis],
           .n_lines = MIN (pass->n_lines - line, RIM_RECURSIVE_LINES),
           .step = pass->step,
           .stride = pass->stride,
           .first = self->min[axis],
           .end = self->max[axis],
           .out_step = pass->out_step,
           .out_stride = pass->out_stride,
           .scratch = scratch,
  };
}

static void
derive (const Log    *self,
        guint         axis,
        const Pass   *pass,
        const double *in,
        float        *out,
        double       *scratch)
{
  for (gsize line = 0; line < pass->n_lines; line += RIM_RECURSIVE_LINES)
    {
      gsize group = get_group (pass, line);
      RimRecursiveLines lines = get_lines (self, axis, pass, group, scratch);

      self->kernels->recursive_f64 (&self->second[axis], &lines, in + group * pass->stride,
                                    out + group * pass->out_stride);
    }
}

static void
smooth (const Log   *self,
        guint        axis,
        const Pass  *pass,
        const float *in,
        float       *out,
        double      *scratch)
{
  for (gsize line = 0; line < pass->n_lines; line += RIM_RECURSIVE_LINES)
    {
      gsize group = get_group (pass, line);
      RimRecursiveLines lines = get_lines (self, axis, pass, group, scratch);

      self->kernels->recursive_f32 (&self->smooth[axis], &lines, in + group * pass->stride,
                                    out + group * pass->out_stride);
    }
}

static double *
new_scratch (const Log *self)
{
  gsize longest = MAX (MAX (self->size[0], self->size[1]), self->size[2]);

  return g_new (double, 2 * (longest + 4) * RIM_RECURSIVE_LINES);
}

/* First axes i and j, slice by slice. */
static void
filter_slice (const Log    *self,
              const double *slice,
              float        *room,
              float        *along_i,
              float        *along_j,
              double       *scratch)
{
  const gsize *size = self->size;
  const gsize *box = self->box;
  const Pass rows = { size[1], 1, size[0], 1, box[0] };
  const Pass columns = { box[0], box[0], 1, box[0], 1 };
  const Pass all_columns = { size[0], size[0], 1, size[0], 1 };
  const Pass box_rows = { box[1], 1, size[0], 1, box[0] };

  derive (self, 0, &rows, slice, room, scratch);
  smooth (self, 1, &columns, room, along_i, scratch);
  derive (self, 1, &all_columns, slice, room, scratch);
  smooth (self, 0, &box_rows, room, along_j, scratch);
}

static void
filter_slices (gsize    begin,
               gsize    end,
               gpointer data)
{
  const Log *self = data;
  const gsize area = self->box[0] * self->box[1];
  g_autofree double *scratch = new_scratch (self);
  g_autofree double *slice = g_new (double, self->size[0] * self->size[1]);
  g_autofree float *room = g_new (float, self->size[0] * self->size[1]);

  for (gsize k = begin; k < end; k++)
    {
      for (gsize j = 0; j < self->size[1]; j++)
        rim_volume_read_row (self->image, 0, (guint) j, (guint) k, (guint) self->size[0],
                             slice + j * self->size[0]);

      filter_slice (self, slice, room, self->along_i + k * area, self->along_j + k * area, scratch);
    }
}

/* The third axis of the first two terms, which makes their sum. */
static void
finish_row (const Log *self,
            gsize      j,
            float     *room,
            double    *scratch)
{
  const gsize area = self->box[0] * self->box[1];
  const Pass pass = { self->box[0], area, 1, self->box[0], 1 };
  const gsize at = (j - self->min[1]) * self->box[0];
  float *const terms[2] = { self->along_i + at, self->along_j + at };

  for (gsize k = 0; k < self->box[2]; k++)
    memset (self->sums + k * area + at, 0, self->box[0] * sizeof (float));

  for (guint axis = 0; axis < 2; axis++)
    {
      smooth (self, 2, &pass, terms[axis], room, scratch);
      for (gsize k = 0; k < self->box[2]; k++)
        self->kernels->add_scaled (room + k * self->box[0], self->scales[axis], self->box[0],
                                   self->sums + k * area + at);
    }
}

static void
filter_rows (gsize    begin,
             gsize    end,
             gpointer data)
{
  const Log *self = data;
  const gsize *size = self->size;
  const Pass pass = { size[0], size[0], 1, size[0] * size[1], 1 };
  g_autofree double *scratch = new_scratch (self);
  g_autofree double *section = g_new (double, size[0] * size[2]);
  g_autofree float *room = g_new (float, self->box[0] * self->box[2]);

  for (gsize j = begin; j < end; j++)
    {
      for (gsize k = 0; k < size[2]; k++)
        rim_volume_read_row (self->image, 0, (guint) j, (guint) k, (guint) size[0],
                             section + k * size[0]);

      derive (self, 2, &pass, section, self->along_k + j * size[0], scratch);
      if (j >= self->min[1] && j < self->max[1])
        finish_row (self, j, room, scratch);
    }
}

static void
filter_sections (gsize    begin,
                 gsize    end,
                 gpointer data)
{
  const Log *self = data;
  const gsize *size = self->size;
  const gsize *box = self->box;
  const gsize area = box[0] * box[1];
  const Pass rows = { size[1], 1, size[0], 1, box[0] };
  const Pass columns = { box[0], box[0], 1, box[0], 1 };
  g_autofree double *scratch = new_scratch (self);
  g_autofree float *room = g_new (float, box[0] * size[1]);
  g_autofree float *term = g_new (float, area);

  for (gsize k = begin; k < end; k++)
    {
      float *sums = self->sums + k * area;

      smooth (self, 0, &rows, self->along_k + k * size[0] * size[1], room, scratch);
      smooth (self, 1, &columns, room, term, scratch);
      self->kernels->add_scaled (term, self->scales[2], area, sums);
      for (gsize v = 0; v < area; v++)
        self->values[k * area + v] = (double) sums[v];
    }
}

static gboolean
log_init (Log           *self,
          RimVolume     *image,
          const RimBox  *box,
          GError       **error)
{
  const RimGrid *grid = rim_volume_get_grid (image);
  gsize n_along, n_across, n;

  *self = (Log) { .image = image, .kernels = rim_kernels_get () };
  for (guint axis = 0; axis < 3; axis++)
    {
      double spacing = rim_grid_get_spacing (grid, axis);

      self->size[axis] = grid->size[axis];
      self->min[axis] = box->min[axis];
      self->max[axis] = box->max[axis];
      self->box[axis] = self->max[axis] - self->min[axis];
      self->scales[axis] = 1.0 / (spacing * spacing);
    }

  n_along = self->box[0] * self->box[1] * self->size[2];
  n_across = self->size[0] * self->size[1] * self->box[2];
  n = self->box[0] * self->box[1] * self->box[2];

  self->along_i = rim_filter_alloc (2 * n_along + n_across + n, sizeof (float), error);
  if (self->along_i == NULL)
    return FALSE;

  self->along_j = self->along_i + n_along;
  self->along_k = self->along_j + n_along;
  self->sums = self->along_k + n_across;

  return TRUE;
}

static gboolean
run_sigma (Log             *self,
           const RimGrid   *cropped,
           RimLogSigma      sigma,
           RimFilteredFunc  func,
           gpointer         data,
           GError         **error)
{
  const RimGrid *grid = rim_volume_get_grid (self->image);
  g_autoptr(RimField) field = rim_field_new (cropped, error);
  g_autofree char *name = rim_log_get_name (sigma);

  if (field == NULL)
    return FALSE;

  for (guint axis = 0; axis < 3; axis++)
    {
      double spacing = rim_grid_get_spacing (grid, axis);

      rim_recursive_gaussian_init_smooth (&self->smooth[axis], sigma.value, spacing);
      rim_recursive_gaussian_init_second (&self->second[axis], sigma.value, spacing);
    }

  self->values = field->values;
  rim_parallel_for (self->size[2], SLICES_PER_BLOCK, filter_slices, self);
  rim_parallel_for (self->size[1], ROWS_PER_BLOCK, filter_rows, self);
  rim_parallel_for (self->box[2], SLICES_PER_BLOCK, filter_sections, self);
  field->is_single = TRUE;

  return func (name, field, data, error);
}

/**
 * rim_log_get_name:
 * @sigma: a width
 *
 * Returns: (transfer full): what PyRadiomics calls the image: "log-sigma-1-0-mm-3D"
 */
char *
rim_log_get_name (RimLogSigma sigma)
{
  g_autofree char *number = rim_filter_number_to_string (sigma.value, sigma.is_integer);

  g_strdelimit (number, ".", '-');

  return g_strdup_printf ("log-sigma-%s-mm-3D", number);
}

/**
 * rim_log_is_apt:
 * @grid: the grid of an image
 * @sigma: a width
 *
 * Whether the image is large enough for the filter: four voxels along each axis,
 * and one more than the width has. PyRadiomics leaves the width out where not.
 */
gboolean
rim_log_is_apt (const RimGrid *grid,
                RimLogSigma    sigma)
{
  if (!(sigma.value > 0.0) || !isfinite (sigma.value))
    return FALSE;

  for (guint axis = 0; axis < 3; axis++)
    {
      double n = grid->size[axis];

      if (n < RIM_RECURSIVE_MIN_SAMPLES ||
          n < ceil (sigma.value / rim_grid_get_spacing (grid, axis)) + 1.0)
        return FALSE;
    }

  return TRUE;
}

/**
 * rim_filter_log:
 * @image: an image, all slices ready
 * @box: the voxels to compute, not empty
 * @settings: the widths
 * @func: what takes the images
 * @data: for @func
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * The Laplacian of a Gaussian, normalised across scales, in the unit of the image:
 * ITK's recursive filter as PyRadiomics calls it. One image for each width for which
 * the image is large enough (rim_log_is_apt()), in single precision.
 *
 * Returns: whether all images were made and taken
 */
gboolean
rim_filter_log (RimVolume             *image,
                const RimBox          *box,
                const RimLogSettings  *settings,
                RimFilteredFunc        func,
                gpointer               data,
                GCancellable          *cancellable,
                GError               **error)
{
  const RimGrid *grid = rim_volume_get_grid (image);
  g_autofree float *room = NULL;
  RimGrid cropped;
  Log self;

  if (!rim_filter_check_box (image, box, error))
    return FALSE;

  rim_grid_crop (grid, box, &cropped);

  for (guint s = 0; s < settings->n_sigmas; s++)
    {
      if (!rim_log_is_apt (grid, settings->sigmas[s]))
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;

      if (room == NULL)
        {
          if (!log_init (&self, image, box, error))
            return FALSE;
          room = self.along_i;
        }

      if (!run_sigma (&self, &cropped, settings->sigmas[s], func, data, error))
        return FALSE;
    }

  return TRUE;
}
