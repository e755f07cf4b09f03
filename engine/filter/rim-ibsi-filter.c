/* rim-ibsi-filter.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-ibsi-filter-private.h"

#include <math.h>

typedef RimPatch *(*RespondFunc) (const RimIbsiJob  *job,
                                  const RimBox      *box,
                                  GError           **error);

static const struct
{
  const char  *name;
  RespondFunc  respond;
} kinds[] = {
  [RIM_IBSI_MEAN] = { "ibsi-mean", rim_ibsi_mean_respond },
  [RIM_IBSI_LOG] = { "ibsi-log", rim_ibsi_log_respond },
  [RIM_IBSI_LAWS] = { "ibsi-laws", rim_ibsi_laws_respond },
  [RIM_IBSI_GABOR] = { "ibsi-gabor", rim_ibsi_gabor_respond },
  [RIM_IBSI_WAVELET] = { "ibsi-wavelet", rim_ibsi_wavelet_respond },
  [RIM_IBSI_SIMONCELLI] = { "ibsi-simoncelli", rim_ibsi_spectral_respond },
  [RIM_IBSI_RIESZ_LOG] = { "ibsi-riesz-log", rim_ibsi_spectral_respond },
  [RIM_IBSI_RIESZ_SIMONCELLI] = { "ibsi-riesz-simoncelli", rim_ibsi_spectral_respond },
};

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (GError     **error,
        const char  *format,
        ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, format, arguments);
  va_end (arguments);

  return FALSE;
}

static gboolean
is_positive (double value)
{
  return value > 0.0 && isfinite (value);
}

static gboolean
check_mean (const RimIbsiFilterSettings  *self,
            GError                      **error)
{
  if (self->support % 2 == 1 && self->support <= 2 * RIM_IBSI_MAX_REACH + 1)
    return TRUE;

  return refuse (error, "The support of a mean is an odd number of voxels, not %u", self->support);
}

static gboolean
check_log (const RimIbsiFilterSettings  *self,
           GError                      **error)
{
  if (is_positive (self->sigma) && is_positive (self->cutoff))
    return TRUE;

  return refuse (error, "Sigma and cut-off of a Laplacian of Gaussian are above 0, not %g and %g",
                 self->sigma, self->cutoff);
}

static gboolean
check_gabor (const RimIbsiFilterSettings  *self,
             GError                      **error)
{
  if (!is_positive (self->sigma) || !is_positive (self->lambda) || !is_positive (self->gamma))
    return refuse (error, "Sigma, lambda and gamma of a Gabor filter are above 0, not %g, %g and %g",
                   self->sigma, self->lambda, self->gamma);
  if (!isfinite (self->theta))
    return refuse (error, "The angle of a Gabor filter is not a number");
  if (self->rotation_invariant && !(self->theta_step >= G_PI / 180.0 && self->theta_step <= G_PI))
    return refuse (error, "The angles of Gabor filters are 1° to 180° apart, not %g°",
                   self->theta_step * 180.0 / G_PI);
  if (self->is_2d && self->orthogonal_planes)
    return refuse (error, "Slice by slice there are no orthogonal planes");

  return TRUE;
}

static gboolean
check_simoncelli (const RimIbsiFilterSettings  *self,
                  GError                      **error)
{
  if (self->level >= 1 && self->level <= 16)
    return TRUE;

  return refuse (error, "The level of a Simoncelli wavelet is 1 to 16, not %u", self->level);
}

static gboolean
check_riesz (const RimIbsiFilterSettings  *self,
             GError                      **error)
{
  const guint *order = self->order;

  if (order[0] > RIM_IBSI_MAX_ORDER || order[1] > RIM_IBSI_MAX_ORDER ||
      order[2] > RIM_IBSI_MAX_ORDER || order[0] + order[1] + order[2] < 1 ||
      order[0] + order[1] + order[2] > RIM_IBSI_MAX_ORDER)
    return refuse (error, "The order of a Riesz transform is 1 to %d in all, not (%u, %u, %u)",
                   RIM_IBSI_MAX_ORDER, order[0], order[1], order[2]);
  if (self->is_2d && order[2] > 0)
    return refuse (error, "Slice by slice there is no order along the third axis");
  if (self->steered && !is_positive (self->tensor_sigma))
    return refuse (error, "Sigma of a structure tensor is above 0, not %g", self->tensor_sigma);
  if (self->rotation_invariant)
    return refuse (error, "A Riesz transform is steered, not pooled over rotations");

  return TRUE;
}

static gboolean
check_kind (const RimIbsiFilterSettings  *self,
            GError                      **error)
{
  switch (self->kind)
    {
    case RIM_IBSI_MEAN:
      return check_mean (self, error);
    case RIM_IBSI_LOG:
      return check_log (self, error);
    case RIM_IBSI_LAWS:
      return rim_ibsi_laws_check (self, error);
    case RIM_IBSI_GABOR:
      return check_gabor (self, error);
    case RIM_IBSI_WAVELET:
      return rim_ibsi_wavelet_check (self, error);
    case RIM_IBSI_SIMONCELLI:
      return check_simoncelli (self, error);
    case RIM_IBSI_RIESZ_LOG:
      return check_log (self, error) && check_riesz (self, error);
    case RIM_IBSI_RIESZ_SIMONCELLI:
      return check_simoncelli (self, error) && check_riesz (self, error);
    default:
      return refuse (error, "There is no such filter");
    }
}

/* The mean of absolute values around each voxel. */
static RimPatch *
respond_energy (const RimIbsiJob  *job,
                const RimBox      *box,
                GError           **error)
{
  const RimIbsiFilterSettings *settings = job->settings;
  const guint support = 2 * settings->energy_distance + 1;
  g_autoptr(RimPatch) response = NULL;
  RimBox source;

  rim_ibsi_box_mean_get_source (support, settings->is_2d, settings->boundary,
                                rim_volume_get_grid (job->image)->size, box, &source);
  response = kinds[settings->kind].respond (job, &source, error);
  if (response == NULL)
    return NULL;

  rim_patch_absolute (response);

  return rim_ibsi_box_mean (response, support, settings->is_2d, settings->boundary, box, error);
}

static gboolean
check_box (const RimGrid  *grid,
           const RimBox   *box,
           GError        **error)
{
  for (guint axis = 0; axis < 3; axis++)
    if (box->min[axis] >= box->max[axis] || box->max[axis] > grid->size[axis])
      return refuse (error, "There are no voxels to filter");

  return TRUE;
}

/**
 * rim_ibsi_filter_kind_get_name:
 * @kind: a kind of filter
 *
 * Returns: (transfer none): what images that it makes are called: "ibsi-log"
 */
const char *
rim_ibsi_filter_kind_get_name (RimIbsiFilterKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kinds), NULL);

  return kinds[kind].name;
}

/**
 * rim_ibsi_filter_settings_init:
 * @self: (out caller-allocates): settings
 * @kind: of which filter
 *
 * Sets what one most likely wants: in three dimensions, mirrored at the boundary,
 * without pooling or energy.
 */
void
rim_ibsi_filter_settings_init (RimIbsiFilterSettings *self,
                               RimIbsiFilterKind      kind)
{
  *self = (RimIbsiFilterSettings) {
    .kind = kind,
    .boundary = RIM_BOUNDARY_MIRROR,
    .pooling = kind == RIM_IBSI_LAWS ? RIM_POOLING_MAX : RIM_POOLING_AVERAGE,
    .energy_distance = 7,
    .support = 3,
    .sigma = 3.0,
    .cutoff = 4.0,
    .kernels = "L5E5E5",
    .lambda = 3.0,
    .gamma = 1.0,
    .theta_step = G_PI / 8.0,
    .wavelet = "db3",
    .subband = "LLH",
    .level = 1,
    .order = { 1, 0, 0 },
    .tensor_sigma = 1.0,
  };
}

/**
 * rim_ibsi_filter_settings_check:
 * @self: settings
 * @error: where to put an error
 *
 * Returns: whether a filter can be made of them
 */
gboolean
rim_ibsi_filter_settings_check (const RimIbsiFilterSettings  *self,
                                GError                      **error)
{
  if ((guint) self->boundary > RIM_BOUNDARY_MIRROR)
    return refuse (error, "There is no such boundary condition");
  if ((guint) self->pooling > RIM_POOLING_MIN)
    return refuse (error, "There is no such pooling");
  if (self->energy && self->energy_distance > RIM_IBSI_MAX_REACH)
    return refuse (error, "An energy map does not reach %u voxels", self->energy_distance);

  return check_kind (self, error);
}

/**
 * rim_filter_ibsi:
 * @image: an image, all slices ready
 * @box: which of its voxels are wanted
 * @settings: which filter
 * @func: takes the image
 * @data: for @func
 * @cancellable: (nullable): to stop it
 * @error: where to put an error
 *
 * Filters as the second part of the IBSI defines it, in double precision. One
 * image comes out, named by rim_ibsi_filter_kind_get_name(). Lengths in mm become
 * voxels by the spacing of each axis.
 *
 * Returns: whether it came out and @func took it
 */
gboolean
rim_filter_ibsi (RimVolume                    *image,
                 const RimBox                 *box,
                 const RimIbsiFilterSettings  *settings,
                 RimFilteredFunc               func,
                 gpointer                      data,
                 GCancellable                 *cancellable,
                 GError                      **error)
{
  const RimGrid *grid = rim_volume_get_grid (image);
  RimIbsiJob job = { image, settings, cancellable };
  RespondFunc respond;
  g_autoptr(RimField) field = NULL;
  RimPatch *response;

  if (!rim_ibsi_filter_settings_check (settings, error) || !check_box (grid, box, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  respond = settings->energy ? respond_energy : kinds[settings->kind].respond;
  response = respond (&job, box, error);
  if (response == NULL)
    return FALSE;

  field = rim_patch_to_field (response, grid);

  return func (kinds[settings->kind].name, g_steal_pointer (&field), data, error);
}
