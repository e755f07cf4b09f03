/* rim-log.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-log.h"

#include <math.h>
#include <string.h>

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
 *   rows      second along k, smooth along i → across, at the box's k and i
 *             smooth along_i and along_j along k, their sum → along_i
 *   slices    smooth across along j, add to the sum → values
 *
 * A few rows at a time are copied from all slices, as neighbours in memory are read
 * together.
 */
#define SLICES_PER_BLOCK 2
#define ROWS_IN_CACHE    (64 * 1024)   /* how many samples */

typedef struct
{
  RimVolume        *image;
  const RimKernels *kernels;
  GCancellable     *cancellable;
  gboolean          is_single;
  gsize             size[3];
  gsize             min[3];
  gsize             max[3];
  gsize             box[3];
  double            scales[3];      /* 1 / spacing² */
  RimRecursive      smooth[3];
  RimRecursive      second[3];
  float            *along_i;        /* of box[0] × box[1] × size[2] */
  float            *along_j;
  float            *across;         /* of box[0] × size[1] × box[2] */
  double           *values;         /* of the box */
} Log;

/* Filters @n_lines lines along an axis of @self; what is written is within the
 * box.
 */
typedef struct
{
  gsize n_lines;
  gsize step;
  gsize stride;
  gsize out_step;
  gsize out_stride;
} Pass;

/* What a thread works with. */
typedef struct
{
  double *scratch;
  double *in;                       /* the image, where it is not in single precision */
  float  *out;
} Worker;

static void
worker_init (Worker    *self,
             const Log *log,
             gsize      n_samples)
{
  const gsize longest = MAX (MAX (log->size[0], log->size[1]), log->size[2]);

  self->scratch = g_new (double, 2 * (longest + 4) * RIM_RECURSIVE_LINES);
  self->in = log->is_single ? NULL : g_new (double, n_samples);
  self->out = g_new (float, n_samples);
}

static void
worker_clear (Worker *self)
{
  g_free (self->scratch);
  g_free (self->in);
  g_free (self->out);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Worker, worker_clear)

/* The last lines are filtered with some of those before them, so that groups are
 * whole, which is faster; they are written once more, or not where they are added.
 */
static RimRecursiveLines
get_group (const Log  *self,
           guint       axis,
           const Pass *pass,
           gsize       line,
           double     *scratch)
{
  const gsize first = pass->n_lines <= RIM_RECURSIVE_LINES
                      ? 0 : MIN (line, pass->n_lines - RIM_RECURSIVE_LINES);

  return (RimRecursiveLines) {
           .n = self->size[axis],
           .n_lines = MIN (pass->n_lines, RIM_RECURSIVE_LINES),
           .n_known = line - first,
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
derive (const Log     *self,
        guint          axis,
        const Pass    *pass,
        gconstpointer  in,
        float         *out,
        double        *scratch)
{
  for (gsize line = 0; line < pass->n_lines; line += RIM_RECURSIVE_LINES)
    {
      const RimRecursiveLines lines = get_group (self, axis, pass, line, scratch);
      const gsize first = line - lines.n_known;
      float *to = out + first * pass->out_stride;

      if (self->is_single)
        self->kernels->recursive_f32 (&self->second[axis], &lines,
                                      (const float *) in + first * pass->stride, to);
      else
        self->kernels->recursive_f64 (&self->second[axis], &lines,
                                      (const double *) in + first * pass->stride, to);
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
      const RimRecursiveLines lines = get_group (self, axis, pass, line, scratch);
      const gsize first = line - lines.n_known;

      self->kernels->recursive_f32 (&self->smooth[axis], &lines, in + first * pass->stride,
                                    out + first * pass->out_stride);
    }
}

/* The last pass of a term, whose lines lie beside each other. */
static void
smooth_and_add (const Log   *self,
                guint        axis,
                const Pass  *pass,
                const float *in,
                double       scale,
                float       *sums,
                double      *scratch)
{
  for (gsize line = 0; line < pass->n_lines; line += RIM_RECURSIVE_LINES)
    {
      const RimRecursiveLines lines = get_group (self, axis, pass, line, scratch);
      const gsize first = line - lines.n_known;

      self->kernels->recursive_add (&self->smooth[axis], &lines, in + first, scale, sums + first);
    }
}

/* Reads rows @begin to @end of slice @k. Returns: those of the image where they are in
 * single precision, else a copy at @room
 */
static gconstpointer
read_rows (const Log *self,
           gsize      begin,
           gsize      end,
           gsize      k,
           double    *room)
{
  if (self->is_single)
    return (const float *) rim_volume_get_slice (self->image, (guint) k) + begin * self->size[0];

  for (gsize j = begin; j < end; j++)
    rim_volume_read_row (self->image, 0, (guint) j, (guint) k, (guint) self->size[0],
                         room + (j - begin) * self->size[0]);

  return room;
}

static void
filter_slice (const Log    *self,
              gsize         k,
              const Worker *worker)
{
  const gsize *size = self->size;
  const gsize *box = self->box;
  const gsize at = k * box[0] * box[1];
  const Pass rows = { size[1], 1, size[0], 1, box[0] };
  const Pass columns = { box[0], box[0], 1, box[0], 1 };
  const Pass all_columns = { size[0], size[0], 1, size[0], 1 };
  const Pass box_rows = { box[1], 1, size[0], 1, box[0] };
  gconstpointer slice = read_rows (self, 0, size[1], k, worker->in);

  derive (self, 0, &rows, slice, worker->out, worker->scratch);
  smooth (self, 1, &columns, worker->out, self->along_i + at, worker->scratch);
  derive (self, 1, &all_columns, slice, worker->out, worker->scratch);
  smooth (self, 0, &box_rows, worker->out, self->along_j + at, worker->scratch);
}

static void
filter_slices (gsize    begin,
               gsize    end,
               gpointer data)
{
  const Log *self = data;
  g_auto(Worker) worker = { NULL, NULL, NULL };

  worker_init (&worker, self, self->size[0] * self->size[1]);
  for (gsize k = begin; k < end; k++)
    filter_slice (self, k, &worker);
}

/* The first two axes of the third term. */
static void
filter_across (const Log    *self,
               gsize         begin,
               gsize         end,
               const Worker *worker)
{
  const gsize width = (end - begin) * self->size[0];
  const gsize step = self->is_single ? self->size[0] * self->size[1] : width;
  const Pass columns = { width, step, 1, width, 1 };
  const Pass rows = { self->box[2], 1, width, 1, self->box[0] * self->size[1] };
  gconstpointer in = read_rows (self, begin, end, 0, worker->in);

  for (gsize k = 1; k < self->size[2] && !self->is_single; k++)
    read_rows (self, begin, end, k, worker->in + k * width);

  derive (self, 2, &columns, in, worker->out, worker->scratch);
  for (gsize j = begin; j < end; j++)
    smooth (self, 0, &rows, worker->out + (j - begin) * self->size[0],
            self->across + j * self->box[0], worker->scratch);
}

/* The third axis of the first two terms, which makes their sum. */
static void
finish_along (const Log    *self,
              gsize         begin,
              gsize         end,
              const Worker *worker)
{
  const gsize area = self->box[0] * self->box[1];
  const gsize width = (end - begin) * self->box[0];
  const gsize at = (begin - self->min[1]) * self->box[0];
  const Pass pass = { width, area, 1, width, 1 };
  float *const terms[2] = { self->along_i + at, self->along_j + at };

  memset (worker->out, 0, self->box[2] * width * sizeof *worker->out);
  for (guint axis = 0; axis < 2; axis++)
    smooth_and_add (self, 2, &pass, terms[axis], self->scales[axis], worker->out, worker->scratch);
  for (gsize k = 0; k < self->box[2]; k++)
    memcpy (terms[0] + k * area, worker->out + k * width, width * sizeof *worker->out);
}

static gsize
get_n_rows (const Log *self)
{
  return CLAMP (ROWS_IN_CACHE / (self->size[0] * self->size[2]), 1, 8);
}

static void
filter_rows (gsize    begin,
             gsize    end,
             gpointer data)
{
  const Log *self = data;
  const gsize box_begin = MAX (begin, self->min[1]);
  const gsize box_end = MIN (end, self->max[1]);
  g_auto(Worker) worker = { NULL, NULL, NULL };

  worker_init (&worker, self, (end - begin) * self->size[0] * self->size[2]);
  filter_across (self, begin, end, &worker);
  if (box_begin < box_end)
    finish_along (self, box_begin, box_end, &worker);
}

static void
finish_slices (gsize    begin,
               gsize    end,
               gpointer data)
{
  const Log *self = data;
  const gsize *box = self->box;
  const gsize area = box[0] * box[1];
  const Pass columns = { box[0], box[0], 1, box[0], 1 };
  g_auto(Worker) worker = { NULL, NULL, NULL };

  worker_init (&worker, self, 0);
  for (gsize k = begin; k < end; k++)
    {
      float *sums = self->along_i + k * area;

      smooth_and_add (self, 1, &columns, self->across + k * box[0] * self->size[1],
                      self->scales[2], sums, worker.scratch);
      self->kernels->read_f32 (sums, area, 1.0, 0.0, self->values + k * area);
    }
}

static void
log_init (Log           *self,
          RimVolume     *image,
          const RimBox  *box,
          GCancellable  *cancellable)
{
  const RimGrid *grid = rim_volume_get_grid (image);

  *self = (Log) { .image = image, .kernels = rim_kernels_get (), .cancellable = cancellable };
  self->is_single = rim_volume_is_single (image);
  for (guint axis = 0; axis < 3; axis++)
    {
      double spacing = rim_grid_get_spacing (grid, axis);

      self->size[axis] = grid->size[axis];
      self->min[axis] = box->min[axis];
      self->max[axis] = box->max[axis];
      self->box[axis] = self->max[axis] - self->min[axis];
      self->scales[axis] = 1.0 / (spacing * spacing);
    }
}

static float *
alloc_terms (Log     *self,
             GError **error)
{
  const gsize n_along = self->box[0] * self->box[1] * self->size[2];
  const gsize n_across = self->box[0] * self->size[1] * self->box[2];
  float *room = rim_filter_alloc (2 * n_along + n_across, sizeof *room, error);

  if (room == NULL)
    return NULL;

  self->along_i = room;
  self->along_j = room + n_along;
  self->across = room + 2 * n_along;

  return room;
}

static gboolean
run_passes (Log     *self,
            GError **error)
{
  GCancellable *cancellable = self->cancellable;

  return rim_filter_for (self->size[2], SLICES_PER_BLOCK, filter_slices, self, cancellable, error) &&
         rim_filter_for (self->size[1], get_n_rows (self), filter_rows, self, cancellable, error) &&
         rim_filter_for (self->box[2], SLICES_PER_BLOCK, finish_slices, self, cancellable, error);
}

/* Returns: (transfer full) (nullable): the image of a width */
static RimField *
filter_sigma (Log            *self,
              const RimGrid  *cropped,
              RimLogSigma     sigma,
              GError        **error)
{
  const RimGrid *grid = rim_volume_get_grid (self->image);
  g_autoptr(RimField) field = rim_field_new (cropped, error);
  g_autofree float *room = field != NULL ? alloc_terms (self, error) : NULL;

  if (room == NULL)
    return NULL;

  for (guint axis = 0; axis < 3; axis++)
    {
      double spacing = rim_grid_get_spacing (grid, axis);

      rim_recursive_gaussian_init_smooth (&self->smooth[axis], sigma.value, spacing);
      rim_recursive_gaussian_init_second (&self->second[axis], sigma.value, spacing);
    }

  self->values = field->values;
  field->is_single = TRUE;

  return run_passes (self, error) ? g_steal_pointer (&field) : NULL;
}

static gboolean
run_sigma (Log             *self,
           const RimGrid   *cropped,
           RimLogSigma      sigma,
           RimFilteredFunc  func,
           gpointer         data,
           GError         **error)
{
  g_autoptr(RimField) field = filter_sigma (self, cropped, sigma, error);
  g_autofree char *name = rim_log_get_name (sigma);

  return field != NULL && func (name, g_steal_pointer (&field), data, error);
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
  RimGrid cropped;
  Log self;

  if (!rim_filter_check_box (image, box, error))
    return FALSE;

  rim_grid_crop (grid, box, &cropped);
  log_init (&self, image, box, cancellable);

  for (guint s = 0; s < settings->n_sigmas; s++)
    {
      if (!rim_log_is_apt (grid, settings->sigmas[s]))
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!run_sigma (&self, &cropped, settings->sigmas[s], func, data, error))
        return FALSE;
    }

  return TRUE;
}
