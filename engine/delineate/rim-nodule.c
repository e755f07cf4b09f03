/* rim-nodule.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-nodule.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/rim-compare.h"
#include "delineate/rim-search-private.h"
#include "operate/rim-mask-smooth.h"

/* Where air and lung end, HU. */
#define LUNG_BELOW -500.0

/* The least that a nodule stands out of the lung, HU. */
#define LEAST_CONTRAST 150.0

/* The least part of the surroundings that is lung. */
#define LEAST_LUNG 0.05

/* Noise does not move the core: σ of a Gaussian and how far the click may miss, mm. */
#define CORE_SIGMA 1.0
#define CORE_SEEK  3.0

#define OPENING_STEP 0.5

/* No vessel that hangs on to a nodule is thicker than this at its side of the pleura. */
#define OPENING_MAX 5.0

/* The median of what is lung. */
static gboolean
find_lung (const RimSearch  *search,
           double           *lung,
           GError          **error)
{
  g_autofree double *values = g_new (double, search->n_voxels);
  gsize n = 0, n_all = 0;

  for (gsize voxel = 0; voxel < search->n_voxels; voxel++)
    {
      if (!isfinite (search->values[voxel]))
        continue;
      n_all++;
      if (search->values[voxel] < LUNG_BELOW)
        values[n++] = search->values[voxel];
    }

  if ((double) n < LEAST_LUNG * (double) n_all || n == 0)
    {
      g_set_error_literal (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_NOTHING,
                           _("There is no lung about the point"));
      return FALSE;
    }

  qsort (values, n, sizeof *values, rim_compare_doubles);
  *lung = values[n / 2];

  return TRUE;
}

/* Half the way from the lung to the middle of the nodule. */
static gboolean
find_threshold (const RimSearch  *search,
                gsize            *core,
                RimNoduleResult  *result,
                GCancellable     *cancellable,
                GError          **error)
{
  g_autofree double *smooth = rim_search_smooth (search, search->values, CORE_SIGMA, cancellable, error);

  if (smooth == NULL || !find_lung (search, &result->lung, error))
    return FALSE;

  *core = rim_search_find_maximum (search, smooth, CORE_SEEK);
  if (*core == RIM_NOWHERE || !(smooth[*core] - result->lung >= LEAST_CONTRAST))
    {
      g_set_error_literal (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_NOTHING,
                           _("There is no nodule at the point"));
      return FALSE;
    }

  result->core = smooth[*core];
  result->threshold = (result->lung + result->core) / 2;

  return TRUE;
}

/* The voxels that belong to the lung or to what bulges into it: a ball that rolls along
 * the chest wall from inside cannot get into what is narrower than itself.
 */
static guint8 *
roll_ball (const RimSearch         *search,
           const RimNoduleOptions  *options,
           double                   threshold,
           GCancellable            *cancellable,
           GError                 **error)
{
  g_autoptr(RimSearch) wide = rim_search_new (search->volume, search->point,
                                              options->radius + options->roll, NULL, error);
  g_autoptr(RimMask) lung = NULL;
  g_autoptr(RimMask) closed = NULL;
  g_autofree guint8 *inside = NULL;
  guint8 *allowed;

  if (wide == NULL)
    return NULL;

  inside = g_malloc (wide->n_voxels);
  for (gsize voxel = 0; voxel < wide->n_voxels; voxel++)
    inside[voxel] = wide->values[voxel] < threshold;
  lung = rim_search_to_mask (wide, inside);
  closed = rim_mask_close (lung, options->roll, FALSE, cancellable, error);
  if (closed == NULL)
    return NULL;

  allowed = g_malloc0 (search->n_voxels);
  rim_mask_paint_box (closed, &search->box, allowed, 1);

  return allowed;
}

/* Opens ever wider until what is left does not reach the end of the region. */
static gboolean
detach (const RimSearch         *search,
        gsize                    core,
        const RimNoduleOptions  *options,
        const guint8            *grown,
        guint8                  *inside,
        RimNoduleResult         *result,
        GCancellable            *cancellable,
        GError                 **error)
{
  gboolean reaches_end = TRUE;

  for (double radius = options->vessel; radius <= OPENING_MAX && reaches_end; radius += OPENING_STEP)
    {
      memcpy (inside, grown, search->n_voxels);
      if (!rim_search_open (search, core, radius, inside, &reaches_end, cancellable, error))
        return FALSE;
      result->opening = radius;
    }

  /* What is thinner than a vessel everywhere stays as it is. */
  if (memchr (inside, 1, search->n_voxels) == NULL)
    {
      memcpy (inside, grown, search->n_voxels);
      result->opening = 0;
      reaches_end = rim_search_reaches_end (search, inside);
    }
  if (reaches_end)
    memset (inside, 0, search->n_voxels);

  return TRUE;
}

static gboolean
cut_at_pleura (const RimSearch         *search,
               gsize                    core,
               const RimNoduleOptions  *options,
               guint8                  *inside,
               RimNoduleResult         *result,
               GCancellable            *cancellable,
               GError                 **error)
{
  g_autofree guint8 *allowed = roll_ball (search, options, result->threshold, cancellable, error);
  g_autofree guint8 *grown = g_malloc0 (search->n_voxels);
  g_autofree double *values = g_memdup2 (search->values, search->n_voxels * sizeof (double));

  if (allowed == NULL)
    return FALSE;

  for (gsize voxel = 0; voxel < search->n_voxels; voxel++)
    if (!allowed[voxel])
      values[voxel] = NAN;
  result->is_cut_at_pleura = TRUE;

  return rim_search_flood (search, values, core, result->threshold, HUGE_VAL, grown, cancellable, error) &&
         detach (search, core, options, grown, inside, result, cancellable, error);
}

/**
 * rim_nodule_delineate:
 * @ct: an image in HU, all of whose slices are there
 * @point: in a nodule, LPS mm
 * @options: how to go about it
 * @within: (nullable): a VOI beyond which nothing is looked at, on the grid of @ct
 * @result: (out) (optional): how it came about
 * @cancellable: (nullable): stops it
 * @error: where to put an error of %RIM_DELINEATE_ERROR
 *
 * A solid nodule of the lung: what hangs together with the point above half the way from
 * the lung to its core, opened by a ball that grows until no vessel leads to the end of
 * the region (after Kostis et al. 2003, doi:10.1109/TMI.2003.817785, and Kuhnigk et al.
 * 2006, doi:10.1109/TMI.2006.871547). Where that does not suffice it sits on the pleura,
 * and is cut along the way of a ball that rolls in the lung.
 *
 * Returns: (transfer full) (nullable): the proposal
 */
RimMask *
rim_nodule_delineate (RimVolume               *ct,
                      RimVec3                  point,
                      const RimNoduleOptions  *options,
                      RimMask                 *within,
                      RimNoduleResult         *result,
                      GCancellable            *cancellable,
                      GError                 **error)
{
  RimNoduleResult found = { 0 };
  g_autoptr(RimSearch) search = NULL;
  g_autofree guint8 *grown = NULL;
  g_autofree guint8 *inside = NULL;
  gsize core;

  if (rim_volume_get_unit (ct) != RIM_UNIT_HU)
    {
      g_set_error (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_UNIT,
                   _("A nodule needs a CT in HU, and the image is in %s"),
                   rim_unit_get_label (rim_volume_get_unit (ct)));
      return NULL;
    }

  search = rim_search_new (ct, point, options->radius, within, error);
  if (search == NULL || !find_threshold (search, &core, &found, cancellable, error))
    return NULL;

  grown = g_malloc0 (search->n_voxels);
  inside = g_malloc0 (search->n_voxels);
  if (!rim_search_flood (search, search->values, core, found.threshold, HUGE_VAL, grown, cancellable, error) ||
      !detach (search, core, options, grown, inside, &found, cancellable, error))
    return NULL;
  if (memchr (inside, 1, search->n_voxels) == NULL &&
      !cut_at_pleura (search, core, options, inside, &found, cancellable, error))
    return NULL;
  if (memchr (inside, 1, search->n_voxels) == NULL)
    {
      g_set_error_literal (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_NOTHING,
                           _("What lies at the point cannot be told from its surroundings"));
      return NULL;
    }
  if (!rim_search_fill_holes (search, inside, cancellable, error))
    return NULL;

  if (result != NULL)
    *result = found;

  return rim_search_to_mask (search, inside);
}
