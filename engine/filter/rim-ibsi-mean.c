/* rim-ibsi-mean.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-ibsi-filter-private.h"

#include "filter/rim-convolve.h"

typedef struct
{
  double        *ones;
  RimTaps        taps;
  const RimTaps *axes[3];
} Box;

/* Sums of whole numbers stay exact this way; the mean is taken last. */
static void
init_box (Box      *self,
          guint     support,
          gboolean  is_2d)
{
  self->ones = g_new (double, support);
  for (guint t = 0; t < support; t++)
    self->ones[t] = 1.0;

  self->taps = (RimTaps) { self->ones, support, 1, (gint) (support - 1) / 2 };
  for (guint axis = 0; axis < 3; axis++)
    self->axes[axis] = is_2d && axis == 2 ? NULL : &self->taps;
}

/*
 * rim_ibsi_box_mean_get_source:
 *
 * Which voxels must go in so that those of @box come out.
 */
void
rim_ibsi_box_mean_get_source (guint         support,
                              gboolean      is_2d,
                              RimBoundary   boundary,
                              const guint   size[3],
                              const RimBox *box,
                              RimBox       *source)
{
  Box kernel;

  init_box (&kernel, support, is_2d);
  rim_convolve_get_source (kernel.axes, boundary, size, box, source);
  g_free (kernel.ones);
}

/*
 * rim_ibsi_box_mean:
 *
 * The mean of @support voxels along each axis, or along i and j.
 */
RimPatch *
rim_ibsi_box_mean (const RimPatch  *in,
                   guint            support,
                   gboolean         is_2d,
                   RimBoundary      boundary,
                   const RimBox    *box,
                   GError         **error)
{
  const double n = (double) support * support * (is_2d ? 1.0 : (double) support);
  RimPatch *sums;
  Box kernel;

  init_box (&kernel, support, is_2d);
  sums = rim_convolve (in, kernel.axes, boundary, box, error);
  g_free (kernel.ones);
  if (sums != NULL)
    rim_patch_divide (sums, n);

  return sums;
}

RimPatch *
rim_ibsi_mean_respond (const RimIbsiJob  *job,
                       const RimBox      *box,
                       GError           **error)
{
  const RimIbsiFilterSettings *settings = job->settings;
  g_autoptr(RimPatch) in = NULL;
  RimBox source;

  rim_ibsi_box_mean_get_source (settings->support, settings->is_2d, settings->boundary,
                                rim_volume_get_grid (job->image)->size, box, &source);
  in = rim_patch_new_from_volume (job->image, &source, error);
  if (in == NULL)
    return NULL;

  return rim_ibsi_box_mean (in, settings->support, settings->is_2d, settings->boundary, box,
                            error);
}
