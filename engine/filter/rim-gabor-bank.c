/* rim-gabor-bank.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-gabor-bank.h"

#include <math.h>

#include "core/rim-parallel.h"
#include "filter/rim-convolve.h"

#define MAX_REACH        4096
#define VALUES_PER_BLOCK 32768

/* A round Gaussian times a plane wave is a product of complex filters along the
 * axes: here their parts, the imaginary one also with its sign changed.
 */
typedef struct
{
  double  *room[3][3];
  RimTaps  re[3];
  RimTaps  im[3];
  RimTaps  minus_im[3];
  gboolean is_real[3];
} Kernel;

typedef struct
{
  RimPatch *re;
  RimPatch *im;
} Pair;

static const gint directions[RIM_GABOR_BANK_N][3] = {
  { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 }, { 1, 1, 0 }, { 1, -1, 0 }, { 1, 0, 1 }, { 1, 0, -1 },
  { 0, 1, 1 }, { 0, 1, -1 }, { 1, 1, 1 }, { 1, 1, -1 }, { 1, -1, 1 }, { 1, -1, -1 },
};

/**
 * rim_gabor_bank_get_direction:
 * @which: which of %RIM_GABOR_BANK_N filters
 * @direction: (out): along which way its wave runs, in mm along i, j, k, of
 *   length 1
 */
void
rim_gabor_bank_get_direction (guint  which,
                              double direction[3])
{
  double length = 0.0;

  g_return_if_fail (which < RIM_GABOR_BANK_N);

  for (guint axis = 0; axis < 3; axis++)
    length += fabs ((double) directions[which][axis]);
  for (guint axis = 0; axis < 3; axis++)
    direction[axis] = directions[which][axis] / sqrt (length);
}

static void
init_axis (Kernel                     *self,
           const RimGaborBankSettings *settings,
           guint                       axis,
           double                      direction,
           double                      spacing)
{
  const gint reach = (gint) floor (settings->cutoff * settings->sigma / spacing + 0.5);
  const guint n = 2 * (guint) reach + 1;

  for (guint part = 0; part < 3; part++)
    self->room[axis][part] = g_new (double, n);

  for (gint t = -reach; t <= reach; t++)
    {
      double x = t * spacing;
      double height = exp (-0.5 * (x / settings->sigma) * (x / settings->sigma));
      double phase = 2.0 * G_PI * direction * x / settings->lambda;

      self->room[axis][0][t + reach] = height * cos (phase);
      self->room[axis][1][t + reach] = height * sin (phase);
      self->room[axis][2][t + reach] = -height * sin (phase);
    }

  self->re[axis] = (RimTaps) { self->room[axis][0], n, 1, reach };
  self->im[axis] = (RimTaps) { self->room[axis][1], n, 1, reach };
  self->minus_im[axis] = (RimTaps) { self->room[axis][2], n, 1, reach };
  self->is_real[axis] = direction == 0.0;
}

static void
init_kernel (Kernel                     *self,
             const RimGrid              *grid,
             const RimGaborBankSettings *settings,
             guint                       which)
{
  double direction[3];

  rim_gabor_bank_get_direction (which, direction);
  for (guint axis = 0; axis < 3; axis++)
    init_axis (self, settings, axis, direction[axis], rim_grid_get_spacing (grid, axis));
}

static void
clear_kernel (Kernel *self)
{
  for (guint axis = 0; axis < 3; axis++)
    for (guint part = 0; part < 3; part++)
      g_free (self->room[axis][part]);
}

static void
clear_pair (Pair *self)
{
  g_clear_pointer (&self->re, rim_patch_free);
  g_clear_pointer (&self->im, rim_patch_free);
}

/* a ∗ of_a + b ∗ of_b; either may be left out. */
static gboolean
convolve_sum (const RimPatch  *a,
              const RimTaps   *of_a,
              const RimPatch  *b,
              const RimTaps   *of_b,
              guint            axis,
              RimBoundary      boundary,
              const RimBox    *box,
              RimPatch       **sum,
              GError         **error)
{
  const guint begin = box->min[axis], end = box->max[axis];
  g_autoptr(RimPatch) first = NULL;
  g_autoptr(RimPatch) second = NULL;

  if (a != NULL)
    first = rim_convolve_axis (a, axis, of_a, boundary, begin, end, error);
  if (a != NULL && first == NULL)
    return FALSE;

  if (b != NULL)
    second = rim_convolve_axis (b, axis, of_b, boundary, begin, end, error);
  if (b != NULL && second == NULL)
    return FALSE;

  if (first != NULL && second != NULL)
    rim_patch_add (first, second);
  *sum = first != NULL ? g_steal_pointer (&first) : g_steal_pointer (&second);

  return TRUE;
}

/* The imaginary part is left out as long as there is none. */
static gboolean
apply_axis (const Kernel  *kernel,
            guint          axis,
            RimBoundary    boundary,
            const RimBox  *box,
            Pair          *pair,
            GError       **error)
{
  gboolean is_real = kernel->is_real[axis];
  Pair next = { NULL, NULL };
  gboolean done;

  done = convolve_sum (pair->re, &kernel->re[axis], is_real ? NULL : pair->im,
                       &kernel->minus_im[axis], axis, boundary, box, &next.re, error) &&
         convolve_sum (is_real ? NULL : pair->re, &kernel->im[axis], pair->im, &kernel->re[axis],
                       axis, boundary, box, &next.im, error);

  clear_pair (pair);
  *pair = next;

  return done;
}

static void
take_modulus (gsize    begin,
              gsize    end,
              gpointer data)
{
  const Pair *pair = data;
  double *re = pair->re->values;

  for (gsize v = begin; v < end; v++)
    {
      double im = pair->im->values[v];

      re[v] = sqrt (re[v] * re[v] + im * im);
    }
}

static RimPatch *
respond (const Kernel    *kernel,
         const RimPatch  *in,
         RimBoundary      boundary,
         const RimBox    *box,
         GError         **error)
{
  Pair pair = { rim_patch_crop (in, &in->box, error), NULL };
  gboolean done = pair.re != NULL;

  for (guint axis = 0; axis < 3 && done; axis++)
    done = apply_axis (kernel, axis, boundary, box, &pair, error);

  if (done)
    {
      rim_parallel_for (rim_patch_get_n (pair.re), VALUES_PER_BLOCK, take_modulus, &pair);
      g_clear_pointer (&pair.im, rim_patch_free);
      return pair.re;
    }

  clear_pair (&pair);

  return NULL;
}

static gboolean
check (const RimGrid               *grid,
       const RimBox                *box,
       const RimGaborBankSettings  *settings,
       GError                     **error)
{
  gboolean valid = settings->sigma > 0.0 && settings->lambda > 0.0 && settings->cutoff > 0.0 &&
                   isfinite (settings->lambda);

  for (guint axis = 0; axis < 3; axis++)
    valid = valid && box->min[axis] < box->max[axis] && box->max[axis] <= grid->size[axis] &&
            settings->cutoff * settings->sigma / rim_grid_get_spacing (grid, axis) <= MAX_REACH;

  if (!valid)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 "Gabor filters of %g mm and waves of %g mm do not fit this image",
                 settings->sigma, settings->lambda);

  return valid;
}

static gboolean
filter_direction (const RimPatch              *in,
                  const RimGrid               *grid,
                  const RimBox                *box,
                  const RimGaborBankSettings  *settings,
                  guint                        which,
                  RimFilteredFunc              func,
                  gpointer                     data,
                  GError                     **error)
{
  g_autofree char *name = g_strdup_printf ("gabor-%u", which + 1);
  g_autoptr(RimField) field = NULL;
  RimPatch *response;
  Kernel kernel;

  init_kernel (&kernel, grid, settings, which);
  response = respond (&kernel, in, settings->boundary, box, error);
  clear_kernel (&kernel);
  if (response == NULL)
    return FALSE;

  field = rim_patch_to_field (response, grid);

  return func (name, g_steal_pointer (&field), data, error);
}

/**
 * rim_filter_gabor_bank:
 * @image: an image, all slices ready
 * @box: which of its voxels are wanted
 * @settings: which filters
 * @func: takes the images
 * @data: for @func
 * @cancellable: (nullable): to stop it
 * @error: where to put an error
 *
 * The modulus of exp (-|r|² / (2 sigma²) + 2 pi i n·r / lambda), convolved with
 * the image, for each of the 13 directions n to a neighbour: "gabor-1" to
 * "gabor-13", in the order of rim_gabor_bank_get_direction().
 *
 * Returns: whether all came out and @func took them
 */
gboolean
rim_filter_gabor_bank (RimVolume                   *image,
                       const RimBox                *box,
                       const RimGaborBankSettings  *settings,
                       RimFilteredFunc              func,
                       gpointer                     data,
                       GCancellable                *cancellable,
                       GError                     **error)
{
  const RimGrid *grid = rim_volume_get_grid (image);
  g_autoptr(RimPatch) in = NULL;
  const RimTaps *taps[3];
  RimBox source;
  Kernel kernel;

  if (!check (grid, box, settings, error))
    return FALSE;

  init_kernel (&kernel, grid, settings, 0);
  for (guint axis = 0; axis < 3; axis++)
    taps[axis] = &kernel.re[axis];
  rim_convolve_get_source (taps, settings->boundary, grid->size, box, &source);
  clear_kernel (&kernel);

  in = rim_patch_new_from_volume (image, &source, error);
  for (guint which = 0; which < RIM_GABOR_BANK_N && in != NULL; which++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !filter_direction (in, grid, box, settings, which, func, data, error))
      return FALSE;

  return in != NULL;
}
