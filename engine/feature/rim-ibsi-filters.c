/* rim-ibsi-filters.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-ibsi-filters.h"

/* What a file says of a filter of the IBSI, as the filter wants it. */

/**
 * rim_ibsi_filter_init:
 * @self: (out caller-allocates): a filter
 * @values: what the file says of it
 */
void
rim_ibsi_filter_init (RimIbsiFilterSettings  *self,
                      const RimSettingValues *values)
{
  const RimSettingFilter *filter = &values->filter;
  const gint64 dimensions = filter->dimensions > 0 ? filter->dimensions : values->dimensions;

  rim_ibsi_filter_settings_init (self, (RimIbsiFilterKind) filter->kind);
  self->is_2d = dimensions == 2;
  self->boundary = (RimBoundary) filter->boundary;
  self->rotation_invariant = filter->rotation_invariant;
  self->pooling = (RimPooling) filter->pooling;
  self->energy = filter->energy_distance > 0;
  self->energy_distance = (guint) filter->energy_distance;
  self->support = (guint) filter->support;
  self->sigma = filter->sigma;
  self->cutoff = filter->cutoff;
  g_strlcpy (self->kernels, filter->kernels, sizeof self->kernels);
  self->lambda = filter->lambda;
  self->gamma = filter->gamma;
  self->theta = filter->angle / 180.0 * G_PI;
  self->theta_step = filter->angle_step / 180.0 * G_PI;
  self->orthogonal_planes = filter->orthogonal_planes;
  g_strlcpy (self->wavelet, filter->wavelet, sizeof self->wavelet);
  g_strlcpy (self->subband, filter->subband, sizeof self->subband);
  self->level = (guint) filter->level;
  self->steered = filter->steered;
  self->tensor_sigma = filter->tensor_sigma;
  for (guint axis = 0; axis < filter->order.n; axis++)
    self->order[axis] = (guint) filter->order.values[axis];
}

static void
append_number (GString    *name,
               const char *text,
               double      value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (name, "-%s%s", text, g_ascii_formatd (buffer, sizeof buffer, "%g", value));
}

static void
append_order (GString          *name,
              const RimNumbers *order)
{
  g_string_append_c (name, '-');
  for (guint axis = 0; axis < order->n; axis++)
    g_string_append_printf (name, "%d", (int) order->values[axis]);
}

/**
 * rim_ibsi_filter_make_name:
 * @values: what the file says of a filter
 *
 * Returns: (transfer full): what its image is called: the name it was given, or
 *   its kind and what sets it apart
 */
char *
rim_ibsi_filter_make_name (const RimSettingValues *values)
{
  const RimSettingFilter *filter = &values->filter;
  const RimIbsiFilterKind kind = (RimIbsiFilterKind) filter->kind;
  const gboolean is_riesz = kind == RIM_IBSI_RIESZ_LOG || kind == RIM_IBSI_RIESZ_SIMONCELLI;
  GString *name;

  if (*filter->name != '\0')
    return g_strdup (filter->name);

  name = g_string_new (rim_ibsi_filter_kind_get_name (kind));
  if (kind == RIM_IBSI_LAWS)
    g_string_append_printf (name, "-%s", filter->kernels);
  if (kind == RIM_IBSI_WAVELET)
    g_string_append_printf (name, "-%s-%s", filter->wavelet, filter->subband);
  if (kind == RIM_IBSI_MEAN)
    append_number (name, "", (double) filter->support);
  if (kind == RIM_IBSI_LOG || kind == RIM_IBSI_GABOR || kind == RIM_IBSI_RIESZ_LOG)
    append_number (name, "sigma-", filter->sigma);
  if (kind == RIM_IBSI_GABOR)
    append_number (name, "lambda-", filter->lambda);
  if (kind == RIM_IBSI_WAVELET || kind == RIM_IBSI_SIMONCELLI || kind == RIM_IBSI_RIESZ_SIMONCELLI)
    append_number (name, "level-", (double) filter->level);
  if (is_riesz)
    append_order (name, &filter->order);
  if (is_riesz && filter->steered)
    g_string_append (name, "-steered");

  return g_string_free (name, FALSE);
}

/* Hands an image on under another name. */
typedef struct
{
  const char      *name;
  RimFilteredFunc  func;
  gpointer         data;
} Renamed;

static gboolean
hand_on (const char  *name,
         RimField    *field,
         gpointer     data,
         GError     **error)
{
  const Renamed *self = data;

  return self->func (self->name, field, self->data, error);
}

/**
 * rim_ibsi_filter_run:
 * @image: the image, all of it
 * @box: where values are wanted
 * @values: what the file says of a filter
 * @func: takes the image
 * @data: for @func
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Returns: whether nothing went wrong
 */
gboolean
rim_ibsi_filter_run (RimVolume               *image,
                     const RimBox            *box,
                     const RimSettingValues  *values,
                     RimFilteredFunc          func,
                     gpointer                 data,
                     GCancellable            *cancellable,
                     GError                 **error)
{
  g_autofree char *name = rim_ibsi_filter_make_name (values);
  Renamed renamed = { name, func, data };
  RimIbsiFilterSettings filter;

  rim_ibsi_filter_init (&filter, values);

  return rim_filter_ibsi (image, box, &filter, hand_on, &renamed, cancellable, error);
}
