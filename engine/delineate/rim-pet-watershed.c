/* rim-pet-watershed.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-pet-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "delineate/rim-heap-private.h"

#define VOXELS_PER_LOOK 65536

/* What a voxel is taken for. */
enum { UNKNOWN, TUMOUR, BACKGROUND };

static void
push_neighbours (const RimSearch *search,
                 const double    *gradient,
                 const guint8    *labels,
                 gsize            voxel,
                 double           level,
                 RimHeap         *heap)
{
  for (guint side = 0; side < 6; side++)
    {
      gsize next = rim_search_get_neighbour (search, voxel, side);

      if (next != RIM_NOWHERE && labels[next] == UNKNOWN && !isnan (search->values[next]))
        rim_heap_push (heap, MAX (level, gradient[next]), next, labels[voxel]);
    }
}

static gboolean
flood (const RimSearch  *search,
       const double     *gradient,
       guint8           *labels,
       GCancellable     *cancellable,
       GError          **error)
{
  g_auto(RimHeap) heap;
  RimHeapItem item;
  gsize n = 0;

  rim_heap_init (&heap);
  for (gsize voxel = 0; voxel < search->n_voxels; voxel++)
    if (labels[voxel] != UNKNOWN)
      push_neighbours (search, gradient, labels, voxel, 0, &heap);

  while (rim_heap_pop (&heap, &item))
    {
      if (n++ % VOXELS_PER_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (labels[item.voxel] != UNKNOWN)
        continue;
      labels[item.voxel] = (guint8) item.from;
      push_neighbours (search, gradient, labels, item.voxel, item.key, &heap);
    }

  return TRUE;
}

/* What lies at the end of the region is background as well, or it would leak. */
static gboolean
is_background (const RimSearch *search,
               gsize            voxel,
               double           outer)
{
  if (search->values[voxel] <= outer)
    return TRUE;

  for (guint side = 0; side < 6; side++)
    {
      gsize next = rim_search_get_neighbour (search, voxel, side);

      if (next == RIM_NOWHERE || isnan (search->values[next]))
        return TRUE;
    }

  return FALSE;
}

gboolean
rim_pet_watershed (RimPet        *self,
                   const double  *parameters,
                   guint8        *inside,
                   GCancellable  *cancellable,
                   GError       **error)
{
  const RimSearch *search = self->search;
  RimPetResult typical;
  g_autoptr(RimMask) first = rim_pet_delineate (self, rim_pet_rule_find ("iterative"), NULL, &typical,
                                                cancellable, error);
  double contrast, inner, outer;
  g_autofree double *smooth = NULL;
  g_autofree double *gradient = NULL;

  if (first == NULL)
    return FALSE;

  /* Half way up to the mean of the tumour: one hot spot does not decide. */
  contrast = 2 * (typical.threshold - self->background);
  inner = MIN (self->background + parameters[1] / 100 * contrast, search->values[self->maximum]);
  outer = self->background + parameters[2] / 100 * contrast;
  if (!(contrast > 0))
    {
      g_set_error_literal (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_NOTHING,
                           _("Nothing near the point stands out of the background"));
      return FALSE;
    }

  if (parameters[0] > 0)
    {
      smooth = rim_search_smooth (search, search->values, parameters[0], cancellable, error);
      if (smooth == NULL)
        return FALSE;
    }
  gradient = rim_search_get_gradient (search, smooth != NULL ? smooth : search->values);

  if (!rim_search_flood (search, search->values, self->maximum, inner, HUGE_VAL, inside, cancellable, error))
    return FALSE;
  for (gsize voxel = 0; voxel < search->n_voxels; voxel++)
    if (inside[voxel] == UNKNOWN && !isnan (search->values[voxel]) && is_background (search, voxel, outer))
      inside[voxel] = BACKGROUND;
  if (!flood (search, gradient, inside, cancellable, error))
    return FALSE;

  for (gsize voxel = 0; voxel < search->n_voxels; voxel++)
    inside[voxel] = inside[voxel] == TUMOUR;

  return TRUE;
}
