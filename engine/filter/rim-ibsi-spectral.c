/* rim-ibsi-spectral.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-ibsi-filter-private.h"

#include <stdatomic.h>
#include <string.h>

#include "filter/rim-riesz.h"
#include "filter/rim-spectral.h"
#include "rim-filter-private.h"

/* A Riesz transform never ends, and frequencies take the image for periodic: what
 * the boundary rule says is put around it this far, in voxels.
 */
#define RIESZ_MARGIN 32

typedef struct
{
  const RimIbsiJob *job;
  RimPatch         *in;       /* the image with its margin */
  RimPatch         *out;
  RimRieszSteering  steering; /* the box in @in */
  atomic_bool       failed;
} Spectral;

static gboolean
is_riesz (const RimIbsiFilterSettings *settings)
{
  return settings->kind != RIM_IBSI_SIMONCELLI;
}

static RimPatch *
read_image (const RimIbsiJob  *job,
            const RimBox      *box,
            GError           **error)
{
  const guint *size = rim_volume_get_grid (job->image)->size;
  RimBox source = { { 0, 0, 0 }, { size[0], size[1], size[2] } };

  if (job->settings->is_2d)
    {
      source.min[2] = box->min[2];
      source.max[2] = box->max[2];
    }

  return rim_patch_new_from_volume (job->image, &source, error);
}

static RimPatch *
pad_image (const RimIbsiJob  *job,
           const RimPatch    *image,
           const guint        reach[3],
           GError           **error)
{
  guint margin[3] = { 0, 0, 0 };

  for (guint axis = 0; axis < (job->settings->is_2d ? 2u : 3u); axis++)
    margin[axis] = RIESZ_MARGIN + reach[axis];

  return rim_patch_pad (image, job->settings->boundary, margin, error);
}

/* The Laplacian of Gaussian of an image that is padded by what it needs, and then
 * no longer.
 */
static RimPatch *
filter_log (const RimIbsiJob  *job,
            const RimPatch    *padded,
            const guint        reach[3],
            GError           **error)
{
  RimBox box = padded->box;
  RimPatch *response;

  for (guint axis = 0; axis < 3; axis++)
    {
      box.min[axis] += reach[axis];
      box.max[axis] -= reach[axis];
    }

  response = rim_ibsi_log_apply (job, padded, RIM_BOUNDARY_ZERO, &box, error);
  for (guint axis = 0; axis < 3 && response != NULL; axis++)
    {
      response->size[axis] -= 2 * reach[axis];
      response->box.min[axis] -= reach[axis];
      response->box.max[axis] -= reach[axis];
    }

  return response;
}

static gboolean
check_tensor (const RimIbsiJob  *job,
              GError           **error)
{
  const RimIbsiFilterSettings *settings = job->settings;
  const RimGrid *grid = rim_volume_get_grid (job->image);

  if (!is_riesz (settings) || !settings->steered)
    return TRUE;

  for (guint axis = 0; axis < (settings->is_2d ? 2u : 3u); axis++)
    if (!(4.0 * settings->tensor_sigma / rim_grid_get_spacing (grid, axis) <= RIM_IBSI_MAX_REACH))
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                     "A structure tensor of %g mm does not fit this image",
                     settings->tensor_sigma);
        return FALSE;
      }

  return TRUE;
}

static RimPatch *
prepare_image (const RimIbsiJob  *job,
               const RimBox      *box,
               GError           **error)
{
  gboolean is_log = job->settings->kind == RIM_IBSI_RIESZ_LOG;
  g_autoptr(RimPatch) image = NULL;
  g_autoptr(RimPatch) padded = NULL;
  guint reach[3] = { 0, 0, 0 };

  if (is_log && !rim_ibsi_log_get_reach (job, reach, error))
    return NULL;

  image = read_image (job, box, error);
  if (image == NULL || !is_riesz (job->settings))
    return g_steal_pointer (&image);

  padded = pad_image (job, image, reach, error);
  if (padded == NULL || !is_log)
    return g_steal_pointer (&padded);

  return filter_log (job, padded, reach, error);
}

static void
init_steering (Spectral     *self,
               const RimBox *box)
{
  const RimIbsiFilterSettings *settings = self->job->settings;
  const RimGrid *grid = rim_volume_get_grid (self->job->image);
  RimSpectralFilter *filter = &self->steering.filter;

  filter->n_axes = settings->is_2d ? 2 : 3;
  filter->level = settings->kind == RIM_IBSI_RIESZ_LOG ? 0 : settings->level;

  for (guint axis = 0; axis < 3; axis++)
    {
      gboolean is_whole = axis < filter->n_axes;
      guint margin = is_whole && is_riesz (settings) ? RIESZ_MARGIN : 0;

      filter->size[axis] = is_whole ? self->in->size[axis] : 1;
      filter->order[axis] = is_riesz (settings) ? settings->order[axis] : 0;
      self->steering.sigma[axis] = settings->tensor_sigma / rim_grid_get_spacing (grid, axis);
      self->steering.box.min[axis] = is_whole ? box->min[axis] + margin : 0;
      self->steering.box.max[axis] = is_whole ? box->max[axis] + margin : 1;
    }
}

static gboolean
filter_plain (const Spectral  *self,
              RimComplex      *spectrum,
              double          *values,
              double          *out,
              GError         **error)
{
  const RimSpectralFilter *filter = &self->steering.filter;
  RimPatch whole = { .values = values };
  g_autoptr(RimPatch) cropped = NULL;

  rim_spectral_filter (filter, spectrum, spectrum);
  if (!rim_fft_invert_real (filter->size, spectrum, values, error))
    return FALSE;

  for (guint axis = 0; axis < 3; axis++)
    whole.size[axis] = whole.box.max[axis] = filter->size[axis];
  cropped = rim_patch_crop (&whole, &self->steering.box, error);
  if (cropped == NULL)
    return FALSE;

  memcpy (out, cropped->values, rim_patch_get_n (cropped) * sizeof *out);

  return TRUE;
}

/* Filters a volume or a slice; @values are not what they were then. */
static gboolean
filter_values (const Spectral  *self,
               double          *values,
               double          *out,
               GError         **error)
{
  const guint *size = self->steering.filter.size;
  const gsize n = rim_fft_get_n_spectrum (size);
  g_autofree RimComplex *spectrum = g_try_new (RimComplex, n);

  if (spectrum == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   "There is no memory for %" G_GSIZE_FORMAT " frequencies", n);
      return FALSE;
    }

  if (!rim_fft_transform_real (size, values, spectrum, error))
    return FALSE;

  if (is_riesz (self->job->settings) && self->job->settings->steered)
    return rim_riesz_steer (&self->steering, spectrum, values, out, self->job->cancellable, error);

  return filter_plain (self, spectrum, values, out, error);
}

static void
filter_slices (gsize    begin,
               gsize    end,
               gpointer data)
{
  Spectral *self = data;
  const gsize n_in = (gsize) self->steering.filter.size[0] * self->steering.filter.size[1];
  const RimBox *box = &self->out->box;
  const gsize n_out = (gsize) (box->max[0] - box->min[0]) * (box->max[1] - box->min[1]);

  for (gsize k = begin; k < end; k++)
    if (!filter_values (self, self->in->values + k * n_in, self->out->values + k * n_out, NULL))
      atomic_store (&self->failed, TRUE);
}

static gboolean
filter_all (Spectral  *self,
            GError   **error)
{
  const RimBox *box = &self->out->box;

  if (!self->job->settings->is_2d)
    return filter_values (self, self->in->values, self->out->values, error);

  if (!rim_filter_for (box->max[2] - box->min[2], 1, filter_slices, self, self->job->cancellable,
                       error))
    return FALSE;

  if (atomic_load (&self->failed))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                 "There is no memory for the frequencies of slices of %u × %u voxels",
                 self->in->size[0], self->in->size[1]);

  return !atomic_load (&self->failed);
}

RimPatch *
rim_ibsi_spectral_respond (const RimIbsiJob  *job,
                           const RimBox      *box,
                           GError           **error)
{
  g_autoptr(RimPatch) in = NULL;
  g_autoptr(RimPatch) out = NULL;
  Spectral self = { .job = job };

  if (!check_tensor (job, error))
    return NULL;

  in = prepare_image (job, box, error);
  if (in == NULL)
    return NULL;

  out = rim_patch_new (rim_volume_get_grid (job->image)->size, box, error);
  if (out == NULL)
    return NULL;

  self.in = in;
  self.out = out;
  init_steering (&self, box);

  return filter_all (&self, error) ? g_steal_pointer (&out) : NULL;
}
