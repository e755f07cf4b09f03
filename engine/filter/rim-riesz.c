/* rim-riesz.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-riesz.h"

#include <math.h>
#include <string.h>

#include "core/rim-eigen.h"
#include "core/rim-parallel.h"
#include "filter/rim-convolve.h"

#define MAX_ORDER        6
#define VALUES_PER_BLOCK 1024
#define CUTOFF           4.0

/* Around each voxel: the tensor, then the directions it varies in, those it varies
 * most in first, one after the other; and the responses of order 1.
 */
typedef struct
{
  double axes[3][3];
} Frame;

typedef struct
{
  const RimRieszSteering *steering;
  const RimComplex       *spectrum;
  RimComplex             *product;
  double                 *room;
  GCancellable           *cancellable;
  RimPatch               *first[3];       /* responses of order 1 */
  Frame                  *frames;
} Job;

typedef struct
{
  const Job      *job;
  const RimPatch *from[2];
  RimPatch       *to;
  guint           row;
  guint           column;
  guint           order[3];
  double          norm;
  double         *out;
} Step;

/* A polynomial in the three directions of which every term has the same degree, by
 * the powers of the first two. Terms that it does not have are not set.
 */
typedef struct
{
  guint  degree;
  double terms[MAX_ORDER + 1][MAX_ORDER + 1];
} Polynomial;

/* From the highest powers down, so that each term is read before it is changed. */
static void
multiply_polynomial (Polynomial   *self,
                     const double  factors[3])
{
  const guint degree = ++self->degree;

  for (guint x = degree + 1; x-- > 0;)
    for (guint y = degree - x + 1; y-- > 0;)
      {
        double sum = 0.0;

        if (x > 0)
          sum += factors[0] * self->terms[x - 1][y];
        if (y > 0)
          sum += factors[1] * self->terms[x][y - 1];
        if (x + y < degree)
          sum += factors[2] * self->terms[x][y];
        self->terms[x][y] = sum;
      }
}

/* The tensor in @frame becomes its eigenvectors, that of the largest eigenvalue
 * first.
 */
static void
find_axes (Frame *frame)
{
  double values[3];
  RimVec3 vectors[3];

  rim_eigen_init ((const double (*)[3])frame->axes, values, vectors);
  for (guint a = 0; a < 3; a++)
    {
      frame->axes[a][0] = vectors[2 - a].x;
      frame->axes[a][1] = vectors[2 - a].y;
      frame->axes[a][2] = vectors[2 - a].z;
    }
}

static gsize
find_place (const RimPatch *patch,
            const RimBox   *box,
            gsize           v)
{
  guint size[3], wide[3];
  gsize i, j, k;

  rim_box_get_size (box, size);
  rim_box_get_size (&patch->box, wide);
  i = v % size[0] + box->min[0] - patch->box.min[0];
  j = v / size[0] % size[1] + box->min[1] - patch->box.min[1];
  k = v / size[0] / size[1] + box->min[2] - patch->box.min[2];

  return (k * wide[1] + j) * wide[0] + i;
}

static void
multiply_values (gsize    begin,
                 gsize    end,
                 gpointer data)
{
  const Step *step = data;

  for (gsize v = begin; v < end; v++)
    step->to->values[v] = step->from[0]->values[v] * step->from[1]->values[v];
}

static void
store_tensor (gsize    begin,
              gsize    end,
              gpointer data)
{
  const Step *step = data;

  for (gsize v = begin; v < end; v++)
    {
      Frame *frame = &step->job->frames[v];

      frame->axes[step->row][step->column] = step->to->values[v];
      frame->axes[step->column][step->row] = step->to->values[v];
    }
}

/* Which way an axis points is chosen so that what it derives is not negative. */
static void
make_frames (gsize    begin,
             gsize    end,
             gpointer data)
{
  const Job *job = data;

  for (gsize v = begin; v < end; v++)
    {
      Frame *frame = &job->frames[v];
      double slope[3] = { 0.0, 0.0, 0.0 };

      find_axes (frame);
      for (guint axis = 0; axis < job->steering->filter.n_axes; axis++)
        slope[axis] = job->first[axis]->values[find_place (job->first[axis],
                                                           &job->steering->box, v)];

      for (guint a = 0; a < 3; a++)
        {
          double along = 0.0;

          for (guint axis = 0; axis < 3; axis++)
            along += frame->axes[a][axis] * slope[axis];
          for (guint axis = 0; axis < 3 && along < 0.0; axis++)
            frame->axes[a][axis] = -frame->axes[a][axis];
        }
    }
}

static void
add_component (gsize    begin,
               gsize    end,
               gpointer data)
{
  const Step *step = data;
  const guint *order = step->job->steering->filter.order;

  for (gsize v = begin; v < end; v++)
    {
      const Frame *frame = &step->job->frames[v];
      Polynomial polynomial;

      polynomial.degree = 0;
      polynomial.terms[0][0] = 1.0;
      for (guint a = 0; a < 3; a++)
        for (guint o = 0; o < order[a]; o++)
          multiply_polynomial (&polynomial, frame->axes[a]);

      step->out[v] += step->norm * polynomial.terms[step->order[0]][step->order[1]] *
                      step->to->values[v];
    }
}

/* The response of order @order, of the voxels of @box. */
static RimPatch *
respond (const Job     *job,
         const guint    order[3],
         const RimBox  *box,
         GError       **error)
{
  RimSpectralFilter filter = job->steering->filter;
  RimPatch whole = { .values = job->room };

  if (g_cancellable_set_error_if_cancelled (job->cancellable, error))
    return NULL;

  memcpy (filter.order, order, sizeof filter.order);
  rim_spectral_filter (&filter, job->spectrum, job->product);
  if (!rim_fft_invert_real (filter.size, job->product, job->room, error))
    return NULL;

  for (guint axis = 0; axis < 3; axis++)
    whole.size[axis] = whole.box.max[axis] = filter.size[axis];

  return rim_patch_crop (&whole, box, error);
}

static double *
make_gauss (double   sigma,
            RimTaps *taps)
{
  const gint reach = (gint) floor (CUTOFF * sigma + 0.5);
  double *gauss = g_new (double, 2 * (gsize) reach + 1);
  double sum = 0.0;

  for (gint t = -reach; t <= reach; t++)
    sum += gauss[t + reach] = exp (-0.5 * (t / sigma) * (t / sigma));
  for (gint t = -reach; t <= reach; t++)
    gauss[t + reach] /= sum;

  *taps = (RimTaps) { gauss, 2 * (guint) reach + 1, 1, reach };

  return gauss;
}

/* One element of the structure tensor. */
static gboolean
find_tensor (const Job            *job,
             guint                 row,
             guint                 column,
             const RimTaps *const  gauss[3],
             GError              **error)
{
  const RimPatch *a = job->first[row];
  g_autoptr(RimPatch) product = rim_patch_new (a->size, &a->box, error);
  g_autoptr(RimPatch) smooth = NULL;
  Step step = { .job = job, .from = { a, job->first[column] }, .to = product,
                .row = row, .column = column };

  if (product == NULL)
    return FALSE;

  rim_parallel_for (rim_patch_get_n (product), VALUES_PER_BLOCK, multiply_values, &step);
  smooth = rim_convolve (product, gauss, RIM_BOUNDARY_NEAREST, &job->steering->box, error);
  if (smooth == NULL)
    return FALSE;

  step.to = smooth;
  rim_parallel_for (rim_patch_get_n (smooth), VALUES_PER_BLOCK, store_tensor, &step);

  return TRUE;
}

static gboolean
find_tensors (Job                  *job,
              const RimTaps *const  gauss[3],
              GError              **error)
{
  const RimSpectralFilter *filter = &job->steering->filter;
  RimBox wide;

  rim_convolve_get_source (gauss, RIM_BOUNDARY_NEAREST, filter->size, &job->steering->box, &wide);

  for (guint axis = 0; axis < filter->n_axes; axis++)
    {
      guint order[3] = { 0, 0, 0 };

      order[axis] = 1;
      job->first[axis] = respond (job, order, &wide, error);
      if (job->first[axis] == NULL)
        return FALSE;
    }

  for (guint row = 0; row < filter->n_axes; row++)
    for (guint column = row; column < filter->n_axes; column++)
      if (!find_tensor (job, row, column, gauss, error))
        return FALSE;

  return TRUE;
}

static gboolean
find_frames (Job     *job,
             gsize    n,
             GError **error)
{
  const guint n_axes = job->steering->filter.n_axes;
  double *room[3] = { NULL, NULL, NULL };
  RimTaps taps[3];
  const RimTaps *gauss[3] = { NULL, NULL, NULL };
  gboolean done;

  for (guint axis = 0; axis < n_axes; axis++)
    {
      room[axis] = make_gauss (job->steering->sigma[axis], &taps[axis]);
      gauss[axis] = &taps[axis];
    }

  done = find_tensors (job, gauss, error);
  if (done)
    rim_parallel_for (n, VALUES_PER_BLOCK, make_frames, job);

  for (guint axis = 0; axis < 3; axis++)
    {
      g_clear_pointer (&job->first[axis], rim_patch_free);
      g_free (room[axis]);
    }

  return done;
}

static gboolean
add_components (const Job  *job,
                gsize       n,
                double     *out,
                GError    **error)
{
  const RimSpectralFilter *filter = &job->steering->filter;
  const guint total = filter->order[0] + filter->order[1] + filter->order[2];

  for (guint x = 0; x <= total; x++)
    for (guint y = 0; x + y <= total; y++)
      {
        Step step = { .job = job, .order = { x, y, total - x - y }, .out = out };
        g_autoptr(RimPatch) response = NULL;

        if (filter->n_axes == 2 && x + y < total)
          continue;

        response = respond (job, step.order, &job->steering->box, error);
        if (response == NULL)
          return FALSE;

        step.to = response;
        step.norm = rim_riesz_get_norm (filter->order) / rim_riesz_get_norm (step.order);
        rim_parallel_for (n, VALUES_PER_BLOCK, add_component, &step);
      }

  return TRUE;
}

/**
 * rim_riesz_steer:
 * @self: a transform and what turns it
 * @spectrum: of the image, as rim_fft_transform_real() gives it
 * @room: as many values as the image has, for what is in between
 * @out: (out caller-allocates): the response for the voxels of the box
 * @cancellable: (nullable): to stop it
 * @error: where to put an error
 *
 * A Riesz transform along the directions in which the image varies around each
 * voxel: the eigenvectors of the structure tensor, the products of the responses
 * of order 1 smoothed by a Gaussian, that of the largest eigenvalue first
 * (Chenouard and Unser, 3D steerable wavelets in practice, IEEE Trans. Image
 * Process. 21, 2012). It is the sum of all responses of the same order, weighed
 * by what the directions are there.
 *
 * Returns: whether there was the memory for it, and time
 */
gboolean
rim_riesz_steer (const RimRieszSteering  *self,
                 const RimComplex        *spectrum,
                 double                  *room,
                 double                  *out,
                 GCancellable            *cancellable,
                 GError                 **error)
{
  Job job = { .steering = self, .spectrum = spectrum, .room = room, .cancellable = cancellable };
  guint size[3];
  gsize n;
  gboolean done = FALSE;

  rim_box_get_size (&self->box, size);
  n = (gsize) size[0] * size[1] * size[2];
  memset (out, 0, n * sizeof *out);

  job.product = g_try_new (RimComplex, rim_fft_get_n_spectrum (self->filter.size));
  job.frames = g_try_new0 (Frame, n);
  if (job.product == NULL || job.frames == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                 "There is no memory to steer %" G_GSIZE_FORMAT " voxels", n);
  else
    done = find_frames (&job, n, error) && add_components (&job, n, out, error);

  g_free (job.product);
  g_free (job.frames);

  return done;
}
