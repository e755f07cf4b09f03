/* rl-lesion-pairs.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "compare/rl-lesion-pairs.h"

#include "volume/rim-mask-resample.h"

#define SAME_GRID 1e-3

RlLesionPair *
rl_lesion_pair_ref (RlLesionPair *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rl_lesion_pair_unref (RlLesionPair *self)
{
  if (!rim_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->a, rim_lesion_unref);
  g_clear_pointer (&self->b, rim_lesion_unref);
  g_clear_pointer (&self->b_shown, rim_lesion_unref);
  g_clear_pointer (&self->found, rim_roi_comparison_free);
  g_free (self->why_not);
  g_free (self);
}

/* Of a region only what it is matched and compared by. */
static GPtrArray *
list_regions (GPtrArray *lesions)
{
  GPtrArray *regions = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);

  for (guint i = 0; i < lesions->len; i++)
    {
      RimLesion *lesion = g_ptr_array_index (lesions, i);
      RimRoi *region = rim_roi_new ();

      region->number = lesion->roi_number;
      region->name = g_strdup (lesion->name);
      region->tracking_uid = g_strdup (lesion->tracking_uid);
      region->mask = rim_mask_ref (lesion->mask);
      g_ptr_array_add (regions, region);
    }

  return regions;
}

static RimLesion *
find_lesion (GPtrArray *lesions,
             GPtrArray *regions,
             RimRoi    *region)
{
  guint index;

  return region != NULL && g_ptr_array_find (regions, region, &index)
         ? g_ptr_array_index (lesions, index) : NULL;
}

static RimLesion *
dup_on_grid (RimLesion *lesion,
             RimLesion *of)
{
  const RimGrid *grid = rim_mask_get_grid (of->mask);
  g_autoptr(RimMask) mask = NULL;

  if (rim_grid_equal (grid, rim_mask_get_grid (lesion->mask), SAME_GRID))
    return rim_lesion_ref (lesion);

  mask = rim_mask_resample (lesion->mask, grid);

  return rim_lesion_with_mask (lesion, mask);
}

static RlLesionPair *
find_known (GPtrArray          *known,
            const RlLesionPair *wanted)
{
  for (guint i = 0; known != NULL && i < known->len; i++)
    {
      RlLesionPair *pair = g_ptr_array_index (known, i);

      if (pair->a == wanted->a && pair->b == wanted->b && pair->match == wanted->match &&
          !(pair->tolerance_mm < wanted->tolerance_mm || pair->tolerance_mm > wanted->tolerance_mm))
        return pair;
    }

  return NULL;
}

static RlLesionPair *
make_pair (const RimRoiPair   *regions,
           const RlLesionPair *like)
{
  RlLesionPair *self = g_new0 (RlLesionPair, 1);
  g_autoptr(GError) error = NULL;

  rim_ref_count_init (&self->ref_count);
  self->a = like->a != NULL ? rim_lesion_ref (like->a) : NULL;
  self->b = like->b != NULL ? rim_lesion_ref (like->b) : NULL;
  self->b_shown = self->a != NULL && self->b != NULL ? dup_on_grid (self->b, self->a) : NULL;
  self->match = like->match;
  self->tolerance_mm = like->tolerance_mm;
  self->found = rim_roi_comparison_new (regions, NULL, like->tolerance_mm, &error);
  if (self->found == NULL)
    self->why_not = g_strdup (error->message);

  return self;
}

/**
 * rl_lesion_pairs_new:
 * @a: (element-type RimLesion): the lesions that are shown
 * @b: (element-type RimLesion): those of the other side
 * @tolerance_mm: of the surface Dice coefficient
 * @known: (nullable) (element-type RlLesionPair): pairs that are taken over where
 *   neither lesion changed
 * @cancellable: (nullable): to stop it
 * @error: where to put an error
 *
 * Finds which lesions are the same, as rim_roi_pairs_new() does, and compares them.
 * For a worker.
 *
 * Returns: (transfer full) (element-type RlLesionPair): them, or %NULL with @error set
 */
GPtrArray *
rl_lesion_pairs_new (GPtrArray     *a,
                     GPtrArray     *b,
                     double         tolerance_mm,
                     GPtrArray     *known,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr(GPtrArray) pairs = g_ptr_array_new_with_free_func ((GDestroyNotify) rl_lesion_pair_unref);
  g_autoptr(GPtrArray) regions_a = list_regions (a);
  g_autoptr(GPtrArray) regions_b = list_regions (b);
  g_autoptr(GArray) found = rim_roi_pairs_new (regions_a, regions_b, RIM_ROI_MATCH_NONE, error);

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const RimRoiPair *regions = &g_array_index (found, RimRoiPair, i);
      RlLesionPair like = {
        .a = find_lesion (a, regions_a, regions->a),
        .b = find_lesion (b, regions_b, regions->b),
        .match = regions->match,
        .tolerance_mm = tolerance_mm,
      };
      RlLesionPair *same = find_known (known, &like);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      g_ptr_array_add (pairs, same != NULL ? rl_lesion_pair_ref (same) : make_pair (regions, &like));
    }

  return found != NULL ? g_steal_pointer (&pairs) : NULL;
}

/**
 * rl_lesion_pairs_find:
 * @pairs: (nullable) (element-type RlLesionPair): pairs
 * @lesion_id: (nullable): the id of a lesion that is shown
 *
 * Returns: (transfer none) (nullable): its pair
 */
RlLesionPair *
rl_lesion_pairs_find (GPtrArray  *pairs,
                      const char *lesion_id)
{
  for (guint i = 0; pairs != NULL && i < pairs->len; i++)
    {
      RlLesionPair *pair = g_ptr_array_index (pairs, i);

      if (pair->a != NULL && g_strcmp0 (pair->a->id, lesion_id) == 0)
        return pair;
    }

  return NULL;
}

/**
 * rl_lesion_pairs_to_csv:
 * @pairs: (element-type RlLesionPair): pairs
 *
 * Returns: (transfer full): the table that rimlightctl compare prints of them
 */
char *
rl_lesion_pairs_to_csv (GPtrArray *pairs)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; i < pairs->len; i++)
    {
      RlLesionPair *pair = g_ptr_array_index (pairs, i);

      if (pair->found != NULL)
        g_ptr_array_add (found, pair->found);
    }

  return rim_roi_comparisons_to_csv (found);
}
