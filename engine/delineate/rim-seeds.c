/* rim-seeds.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-seeds.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "delineate/rim-heap-private.h"
#include "delineate/rim-search-private.h"

#define VOXELS_PER_LOOK 65536

/* From where a voxel was not reached. */
#define NOBODY 0

typedef struct
{
  const RimSearch       *search;
  const RimSeedsOptions *options;
  double                 lengths[3];    /* of a step along each axis, mm */
  double                *costs;
  guint8                *labels;
  guint8                *is_done;
  RimHeap                heap;
} Growth;

static void
growth_clear (Growth *self)
{
  g_free (self->costs);
  g_free (self->labels);
  g_free (self->is_done);
  rim_heap_clear (&self->heap);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Growth, growth_clear)

static gboolean
find_box (RimVolume      *volume,
          RimMask *const *seeds,
          guint           n_seeds,
          double          margin,
          RimBox         *box)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  gboolean is_empty = TRUE;

  for (guint n = 0; n < n_seeds; n++)
    {
      RimBox one, low, high;

      if (!rim_mask_get_bounds (seeds[n], &one))
        continue;
      rim_place_find_box (grid, one.min, margin, &low);
      rim_place_find_box (grid, (guint[3]) { one.max[0] - 1, one.max[1] - 1, one.max[2] - 1 }, margin, &high);
      for (guint axis = 0; axis < 3; axis++)
        {
          box->min[axis] = is_empty ? low.min[axis] : MIN (box->min[axis], low.min[axis]);
          box->max[axis] = is_empty ? high.max[axis] : MAX (box->max[axis], high.max[axis]);
        }
      is_empty = FALSE;
    }

  return !is_empty;
}

/* Where seeds overlap the first of them stays. */
static void
plant (Growth         *self,
       RimMask *const *seeds,
       guint           n_seeds)
{
  const RimSearch *search = self->search;

  for (guint n = n_seeds; n-- > 0;)
    rim_mask_paint_box (seeds[n], &search->box, self->labels, (guint8) (n + 1));

  for (gsize voxel = 0; voxel < search->n_voxels; voxel++)
    {
      self->costs[voxel] = self->labels[voxel] != NOBODY ? 0 : HUGE_VAL;
      if (self->labels[voxel] != NOBODY && !isnan (search->values[voxel]))
        rim_heap_push (&self->heap, 0, voxel, self->labels[voxel]);
    }
}

static void
grow_from (Growth *self,
           gsize   voxel)
{
  const RimSearch *search = self->search;

  for (guint side = 0; side < 6; side++)
    {
      gsize next = rim_search_get_neighbour (search, voxel, side);
      double cost;

      if (next == RIM_NOWHERE || self->is_done[next] || isnan (search->values[next]))
        continue;
      cost = self->costs[voxel] + fabs (search->values[next] - search->values[voxel]) +
             self->options->locality * self->lengths[side / 2];
      if (!(cost < self->costs[next]))
        continue;
      self->costs[next] = cost;
      self->labels[next] = self->labels[voxel];
      rim_heap_push (&self->heap, cost, next, self->labels[voxel]);
    }
}

static gboolean
grow (Growth        *self,
      GCancellable  *cancellable,
      GError       **error)
{
  RimHeapItem item;
  gsize n = 0;

  while (rim_heap_pop (&self->heap, &item))
    {
      if (n++ % VOXELS_PER_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (self->is_done[item.voxel])
        continue;
      self->is_done[item.voxel] = 1;
      grow_from (self, item.voxel);
    }

  return TRUE;
}

static GPtrArray *
collect (const Growth *self,
         guint         n_seeds)
{
  GPtrArray *masks = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_mask_unref);
  gsize n = self->search->n_voxels;
  g_autofree guint8 *inside = g_malloc (n);

  for (guint label = 1; label <= n_seeds; label++)
    {
      for (gsize voxel = 0; voxel < n; voxel++)
        inside[voxel] = self->labels[voxel] == label;
      g_ptr_array_add (masks, rim_search_to_mask (self->search, inside));
    }

  return masks;
}

/**
 * rim_seeds_grow:
 * @volume: an image, all of whose slices are there
 * @seeds: what the user marked, on the grid of @volume; that of the background as well
 * @n_seeds: how many, 2 to 255
 * @options: how to go about it
 * @cancellable: (nullable): stops it
 * @error: where to put an error of %RIM_DELINEATE_ERROR
 *
 * Gives each voxel to the seed that the cheapest way of faces leads from: GrowCut
 * (Vezhnevets and Konouchine 2005) as shortest paths (Zhu et al. 2014), where a step costs
 * how much the value changes. Seeds stay as they are. Of equally cheap ways that
 * which was found first wins, which depends on the voxels and not on threads.
 *
 * Returns: (transfer full) (nullable) (element-type RimMask): a region for each seed
 */
GPtrArray *
rim_seeds_grow (RimVolume              *volume,
                RimMask *const         *seeds,
                guint                   n_seeds,
                const RimSeedsOptions  *options,
                GCancellable           *cancellable,
                GError                **error)
{
  g_autoptr(RimSearch) search = NULL;
  g_auto(Growth) growth = { .options = options };
  RimBox box;

  g_return_val_if_fail (n_seeds >= 2 && n_seeds <= G_MAXUINT8, NULL);

  if (!find_box (volume, seeds, n_seeds, options->margin, &box))
    {
      g_set_error_literal (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_NOTHING, _("No seeds were marked"));
      return NULL;
    }
  search = rim_search_new_box (volume, &box, error);
  if (search == NULL)
    return NULL;

  growth.search = search;
  growth.costs = g_new (double, search->n_voxels);
  growth.labels = g_malloc0 (search->n_voxels);
  growth.is_done = g_malloc0 (search->n_voxels);
  rim_heap_init (&growth.heap);
  for (guint axis = 0; axis < 3; axis++)
    growth.lengths[axis] = rim_vec3_length (rim_affine_get_column (&search->grid.to_patient, axis));
  plant (&growth, seeds, n_seeds);
  if (!grow (&growth, cancellable, error))
    return NULL;

  return collect (&growth, n_seeds);
}
