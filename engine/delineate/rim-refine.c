/* rim-refine.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-refine.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "delineate/rim-search-private.h"
#include "operate/rim-mask-margin.h"

/* What may happen to a voxel. */
enum { BEYOND, FREE, FIXED };

typedef struct
{
  RimSearch *search;
  guint8    *state;
  double    *inside;    /* 1 in, 0 out; NAN where there is no value */
} Front;

static void
front_clear (Front *self)
{
  g_clear_pointer (&self->search, rim_search_free);
  g_free (self->state);
  g_free (self->inside);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Front, front_clear)

/* The band in which the surface may move: both ways by the reach. */
static gboolean
front_init (Front                   *self,
            RimVolume               *volume,
            RimMask                 *mask,
            const RimRefineOptions  *options,
            GCancellable            *cancellable,
            GError                 **error)
{
  g_autoptr(RimMask) outer = rim_mask_margin (mask, &RIM_REACH_EVEN (options->reach), NULL, RIM_LIMIT_INSIDE,
                                              NULL, cancellable, error);
  g_autoptr(RimMask) inner = outer == NULL ? NULL
                             : rim_mask_margin (mask, &RIM_REACH_EVEN (-options->reach), NULL, RIM_LIMIT_INSIDE,
                                                NULL, cancellable, error);
  g_autofree guint8 *bytes = NULL;
  RimBox box;

  if (inner == NULL)
    return FALSE;
  if (!rim_mask_get_bounds (outer, &box))
    {
      g_set_error_literal (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_NOTHING,
                           _("There is nothing to refine"));
      return FALSE;
    }
  self->search = rim_search_new_box (volume, &box, error);
  if (self->search == NULL)
    return FALSE;

  self->state = g_malloc0 (self->search->n_voxels);
  self->inside = g_new (double, self->search->n_voxels);
  rim_mask_paint_box (outer, &box, self->state, FREE);
  rim_mask_paint_box (inner, &box, self->state, FIXED);
  bytes = g_malloc0 (self->search->n_voxels);
  rim_mask_paint_box (mask, &box, bytes, 1);
  for (gsize voxel = 0; voxel < self->search->n_voxels; voxel++)
    self->inside[voxel] = isnan (self->search->values[voxel]) ? NAN : bytes[voxel];

  return TRUE;
}

/* Of both sides, in the band and what it encloses. */
static gboolean
find_means (const Front *self,
            double       means[2])
{
  double sums[2] = { 0 }, counts[2] = { 0 };

  for (gsize voxel = 0; voxel < self->search->n_voxels; voxel++)
    if (self->state[voxel] != BEYOND && isfinite (self->search->values[voxel]))
      {
        gboolean side = self->inside[voxel] > 0.5;

        sums[side] += self->search->values[voxel];
        counts[side]++;
      }

  means[0] = sums[0] / counts[0];
  means[1] = sums[1] / counts[1];

  return counts[0] > 0 && counts[1] > 0 && (means[0] < means[1] || means[0] > means[1]);
}

/* Returns: how many voxels changed sides */
static gsize
move (Front        *self,
      const double *smooth,
      const double  means[2],
      double        smoothness)
{
  double contrast = (means[1] - means[0]) * (means[1] - means[0]);
  gsize n_changed = 0;

  for (gsize voxel = 0; voxel < self->search->n_voxels; voxel++)
    {
      double value = self->search->values[voxel], force, side;

      if (self->state[voxel] != FREE || !isfinite (value))
        continue;
      force = ((value - means[0]) * (value - means[0]) - (value - means[1]) * (value - means[1])) / contrast;
      side = CLAMP (force, -1, 1) + smoothness * (2 * smooth[voxel] - 1) > 0;
      n_changed += fabs (side - self->inside[voxel]) > 0.5;
      self->inside[voxel] = side;
    }

  return n_changed;
}

static RimMask *
to_mask (const Front *self)
{
  g_autofree guint8 *bytes = g_malloc (self->search->n_voxels);

  for (gsize voxel = 0; voxel < self->search->n_voxels; voxel++)
    bytes[voxel] = self->inside[voxel] > 0.5;

  return rim_search_to_mask (self->search, bytes);
}

/**
 * rim_refine:
 * @volume: an image, all of whose slices are there
 * @mask: what to begin with, on the grid of @volume
 * @options: how to go about it
 * @n_rounds: (out) (optional): after how many it ended
 * @cancellable: (nullable): stops it
 * @error: where to put an error of %RIM_DELINEATE_ERROR
 *
 * Moves the surface of a mask to where the image changes: each side is taken to have one
 * value, as by Chan and Vese 2001 (doi:10.1109/83.902291), that of the voxels within
 * reach, and the surface to be short. It moves by smoothing and cutting in turns (Esedoḡlu
 * and Tsai 2006, doi:10.1016/j.jcp.2005.05.027), until nothing changes. What lies deeper
 * inside or farther outside than the reach stays.
 *
 * Returns: (transfer full) (nullable): the proposal
 */
RimMask *
rim_refine (RimVolume               *volume,
            RimMask                 *mask,
            const RimRefineOptions  *options,
            guint                   *n_rounds,
            GCancellable            *cancellable,
            GError                 **error)
{
  g_auto(Front) front = { NULL };
  gsize n_changed = 1;
  guint n = 0;

  g_return_val_if_fail (options->reach > 0 && options->sigma > 0 && options->smoothness >= 0, NULL);

  if (!front_init (&front, volume, mask, options, cancellable, error))
    return NULL;

  for (; n < options->max_rounds && n_changed > 0; n++)
    {
      double means[2];
      g_autofree double *smooth = NULL;

      if (!find_means (&front, means))
        break;
      smooth = rim_search_smooth (front.search, front.inside, options->sigma, cancellable, error);
      if (smooth == NULL)
        return NULL;
      n_changed = move (&front, smooth, means, options->smoothness);
    }

  if (n_rounds != NULL)
    *n_rounds = n;

  return to_mask (&front);
}
