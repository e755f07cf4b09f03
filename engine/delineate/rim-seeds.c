/* rim-seeds.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-seeds.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "delineate/rim-buckets-private.h"
#include "delineate/rim-search-private.h"

#define VOXELS_PER_LOOK 65536

/* From where a voxel was not reached. */
#define NOBODY 0

/* Of a usual step: with wider buckets more ways are corrected, with narrower ones more buckets
 * looked through.
 */
#define BUCKET_PART 0.3

/* What is cheaper than any way. */
#define SEED -1.0

typedef struct
{
  const RimSearch       *search;
  double                 lengths[3];    /* what a step along each axis costs by itself */
  double                *costs;         /* SEED where none is cheaper */
  guint8                *labels;
  RimBuckets             queue;
} Growth;

static void
growth_clear (Growth *self)
{
  g_free (self->costs);
  g_free (self->labels);
  rim_buckets_clear (&self->queue);
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

/* What a step costs at the most, and on the whole. */
static void
find_steps (const Growth *self,
            double       *most,
            double       *usual)
{
  const RimSearch *search = self->search;
  double low = HUGE_VAL, high = -HUGE_VAL, sum = 0;
  double length = MAX (self->lengths[0], MAX (self->lengths[1], self->lengths[2]));
  gsize n = 0;

  for (gsize voxel = 0; voxel < search->n_voxels; voxel++)
    {
      double value = search->values[voxel];

      if (isnan (value))
        continue;
      low = MIN (low, value);
      high = MAX (high, value);
      if (voxel % search->grid.size[0] == 0 || isnan (search->values[voxel - 1]))
        continue;
      sum += fabs (value - search->values[voxel - 1]);
      n++;
    }

  *most = MAX (high - low, 0) + length;
  *usual = (n > 0 ? sum / (double) n : 0) + self->lengths[0];
}

/* Where seeds overlap the first of them stays. */
static void
plant (Growth         *self,
       RimMask *const *seeds,
       guint           n_seeds)
{
  const RimSearch *search = self->search;
  double most, usual;

  find_steps (self, &most, &usual);
  rim_buckets_init (&self->queue, usual > 0 ? BUCKET_PART * usual : 1, most);
  for (guint n = n_seeds; n-- > 0;)
    rim_mask_paint_box (seeds[n], &search->box, self->labels, (guint8) (n + 1));

  for (gsize voxel = 0; voxel < search->n_voxels; voxel++)
    {
      gboolean is_seed = self->labels[voxel] != NOBODY;

      self->costs[voxel] = is_seed ? SEED : HUGE_VAL;
      if (is_seed && !isnan (search->values[voxel]))
        rim_buckets_push (&self->queue, 0, voxel);
    }
}

/* Of ways as cheap as each other that from the first seed. */
static inline void
step (Growth               *self,
      const RimBucketsItem *from,
      gsize                 next,
      double                length)
{
  const double *values = self->search->values;
  double cost = from->key + fabs (values[next] - values[from->voxel]) + length;

  if (!(cost <= self->costs[next]) ||
      (cost >= self->costs[next] && self->labels[from->voxel] >= self->labels[next]))
    return;

  self->costs[next] = cost;
  self->labels[next] = self->labels[from->voxel];
  rim_buckets_push (&self->queue, cost, next);
}

static void
grow_from (Growth               *self,
           const RimBucketsItem *from)
{
  const guint *size = self->search->grid.size;
  gsize voxel = from->voxel, row = voxel / size[0], plane = (gsize) size[0] * size[1];
  gsize i = voxel % size[0], j = row % size[1], k = row / size[1];

  if (i > 0)
    step (self, from, voxel - 1, self->lengths[0]);
  if (i + 1 < size[0])
    step (self, from, voxel + 1, self->lengths[0]);
  if (j > 0)
    step (self, from, voxel - size[0], self->lengths[1]);
  if (j + 1 < size[1])
    step (self, from, voxel + size[0], self->lengths[1]);
  if (k > 0)
    step (self, from, voxel - plane, self->lengths[2]);
  if (k + 1 < size[2])
    step (self, from, voxel + plane, self->lengths[2]);
}

/* Until no way gets cheaper; in which order makes no difference. */
static gboolean
grow (Growth        *self,
      GCancellable  *cancellable,
      GError       **error)
{
  RimBucketsItem item;
  gsize n = 0;

  while (rim_buckets_pop (&self->queue, &item))
    {
      if (n++ % VOXELS_PER_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (item.key <= self->costs[item.voxel] || self->costs[item.voxel] < 0)
        grow_from (self, &item);
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
 * of the seed that comes first among @seeds wins, so that nothing depends on the order in
 * which ways are found.
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
  g_auto(Growth) growth = { NULL };
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
  for (guint axis = 0; axis < 3; axis++)
    growth.lengths[axis] = options->locality * rim_vec3_length (rim_affine_get_column (&search->grid.to_patient, axis));
  plant (&growth, seeds, n_seeds);
  if (!grow (&growth, cancellable, error))
    return NULL;

  return collect (&growth, n_seeds);
}
