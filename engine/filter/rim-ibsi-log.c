/* rim-ibsi-log.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-ibsi-filter-private.h"

#include <math.h>

#include "filter/rim-convolve.h"

/* The kernel is the sum over the axes of a second derivative along one times
 * Gaussians along the others, cut off at a cube, so that it is separable.
 */
typedef struct
{
  guint    n_axes;
  guint    reach[3];
  double  *room[6];
  RimTaps  gauss[3];
  RimTaps  second[3];
} Kernel;

static guint
get_n_axes (const RimIbsiJob *job)
{
  return job->settings->is_2d ? 2 : 3;
}

/* Sigma in voxels, along an axis. */
static double
get_sigma (const RimIbsiJob *job,
           guint             axis)
{
  return job->settings->sigma / rim_grid_get_spacing (rim_volume_get_grid (job->image), axis);
}

/*
 * rim_ibsi_log_get_reach:
 *
 * How far the kernel reaches along each axis, in voxels.
 */
gboolean
rim_ibsi_log_get_reach (const RimIbsiJob *job,
                        guint             reach[3],
                        GError          **error)
{
  reach[2] = 0;

  for (guint axis = 0; axis < get_n_axes (job); axis++)
    {
      double radius = floor (job->settings->cutoff * get_sigma (job, axis) + 0.5);

      if (!(radius <= RIM_IBSI_MAX_REACH))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       "A Laplacian of Gaussian of %g mm does not fit this image",
                       job->settings->sigma);
          return FALSE;
        }
      reach[axis] = (guint) radius;
    }

  return TRUE;
}

/* The sigma, in voxels, that the second derivative is scaled by: of a voxel that
 * is as large as those of the image and a cube.
 */
static double
get_mean_sigma (const RimIbsiJob *job)
{
  double product = 1.0;

  for (guint axis = 0; axis < get_n_axes (job); axis++)
    product *= get_sigma (job, axis);

  return get_n_axes (job) == 2 ? sqrt (product) : cbrt (product);
}

static void
init_axis (Kernel           *self,
           const RimIbsiJob *job,
           guint             axis)
{
  const double sigma = get_sigma (job, axis);
  const double mean_sigma = get_mean_sigma (job);
  const guint n = 2 * self->reach[axis] + 1;
  double *gauss = g_new (double, n);
  double *second = g_new (double, n);

  for (guint t = 0; t < n; t++)
    {
      double r = ((double) t - (double) self->reach[axis]) / sigma;

      gauss[t] = exp (-0.5 * r * r) / (sqrt (2.0 * G_PI) * sigma);
      second[t] = gauss[t] * (r * r - 1.0) / (mean_sigma * mean_sigma);
    }

  self->room[axis] = gauss;
  self->room[axis + 3] = second;
  self->gauss[axis] = (RimTaps) { gauss, n, 1, (gint) self->reach[axis] };
  self->second[axis] = (RimTaps) { second, n, 1, (gint) self->reach[axis] };
}

static gboolean
init_kernel (Kernel            *self,
             const RimIbsiJob  *job,
             GError           **error)
{
  self->n_axes = get_n_axes (job);
  if (!rim_ibsi_log_get_reach (job, self->reach, error))
    return FALSE;

  for (guint axis = 0; axis < self->n_axes; axis++)
    init_axis (self, job, axis);

  return TRUE;
}

static void
clear_kernel (Kernel *self)
{
  for (guint r = 0; r < G_N_ELEMENTS (self->room); r++)
    g_free (self->room[r]);
}

/* Takes @smooth and @sharp, which have been smoothed, and smoothed but derived
 * along one axis, along the axes so far, and does the same along @axis.
 */
static gboolean
apply_axis (const Kernel  *kernel,
            guint          axis,
            RimPatch     **smooth,
            RimPatch     **sharp,
            RimBoundary    boundary,
            const RimBox  *box,
            GError       **error)
{
  const guint begin = box->min[axis], end = box->max[axis];
  g_autoptr(RimPatch) derived = NULL;
  g_autoptr(RimPatch) next_smooth = NULL;
  g_autoptr(RimPatch) next_sharp = NULL;

  derived = rim_convolve_axis (*smooth, axis, &kernel->second[axis], boundary, begin, end, error);
  if (derived == NULL)
    return FALSE;

  if (*sharp != NULL)
    {
      next_sharp = rim_convolve_axis (*sharp, axis, &kernel->gauss[axis], boundary, begin, end,
                                      error);
      if (next_sharp == NULL)
        return FALSE;
      rim_patch_add (derived, next_sharp);
      g_clear_pointer (sharp, rim_patch_free);
    }
  *sharp = g_steal_pointer (&derived);

  if (axis + 1 == kernel->n_axes)
    return TRUE;

  next_smooth = rim_convolve_axis (*smooth, axis, &kernel->gauss[axis], boundary, begin, end,
                                   error);
  rim_patch_free (*smooth);
  *smooth = g_steal_pointer (&next_smooth);

  return *smooth != NULL;
}

/*
 * rim_ibsi_log_apply:
 *
 * The response for @box of an image of which @in has what that needs.
 */
RimPatch *
rim_ibsi_log_apply (const RimIbsiJob  *job,
                    const RimPatch    *in,
                    RimBoundary        boundary,
                    const RimBox      *box,
                    GError           **error)
{
  Kernel kernel = { .n_axes = 0 };
  g_autoptr(RimPatch) smooth = NULL;
  g_autoptr(RimPatch) sharp = NULL;
  gboolean done = init_kernel (&kernel, job, error);

  if (done)
    {
      smooth = rim_patch_crop (in, &in->box, error);
      done = smooth != NULL;
    }

  for (guint axis = 0; axis < kernel.n_axes && done; axis++)
    done = !g_cancellable_set_error_if_cancelled (job->cancellable, error) &&
           apply_axis (&kernel, axis, &smooth, &sharp, boundary, box, error);

  clear_kernel (&kernel);

  return done ? g_steal_pointer (&sharp) : NULL;
}

RimPatch *
rim_ibsi_log_respond (const RimIbsiJob  *job,
                      const RimBox      *box,
                      GError           **error)
{
  const guint *size = rim_volume_get_grid (job->image)->size;
  const RimBoundary boundary = job->settings->boundary;
  g_autoptr(RimPatch) in = NULL;
  RimBox source = *box;
  guint reach[3];

  if (!rim_ibsi_log_get_reach (job, reach, error))
    return NULL;

  for (guint axis = 0; axis < get_n_axes (job); axis++)
    rim_boundary_range (boundary, (gssize) box->min[axis] - (gssize) reach[axis],
                        (gssize) box->max[axis] + (gssize) reach[axis], size[axis],
                        &source.min[axis], &source.max[axis]);

  in = rim_patch_new_from_volume (job->image, &source, error);

  return in != NULL ? rim_ibsi_log_apply (job, in, boundary, box, error) : NULL;
}
