/* rim-votes.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-votes.h"

#include <stdlib.h>
#include <string.h>

static guint
count_readers (guint64 readers)
{
  return (guint) __builtin_popcountll (readers);
}

/* Counting */

static gboolean
find_box (RimMask *const *masks,
          guint           n_masks,
          RimBox         *box)
{
  gboolean any = FALSE;

  *box = (RimBox) { 0 };
  for (guint n = 0; n < n_masks; n++)
    {
      RimBox bounds;

      if (!rim_mask_get_bounds (masks[n], &bounds))
        continue;
      if (any)
        rim_box_grow (box, &bounds);
      else
        *box = bounds;
      any = TRUE;
    }

  return any;
}

static void
add_reader (RimVotes *self,
            RimMask  *mask,
            guint     reader,
            guint8   *voxels)
{
  memset (voxels, 0, self->n_voxels);
  rim_mask_paint_box (mask, &self->box, voxels, 1);
  for (gsize v = 0; v < self->n_voxels; v++)
    self->voxels[v] |= (guint64) voxels[v] << reader;
}

static int
compare_patterns (gconstpointer a,
                  gconstpointer b)
{
  const RimVotePattern *first = a;
  const RimVotePattern *second = b;

  return (first->readers > second->readers) - (first->readers < second->readers);
}

/* Neighbours mostly have the same readers, so the last pattern is asked first. */
static void
count_patterns (RimVotes *self)
{
  g_autoptr(GArray) patterns = g_array_new (FALSE, FALSE, sizeof (RimVotePattern));
  g_autoptr(GHashTable) places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint at = 0;

  for (gsize v = 0; v < self->n_voxels; v++)
    {
      const guint64 readers = self->voxels[v];
      gpointer place;

      if (patterns->len == 0 || g_array_index (patterns, RimVotePattern, at).readers != readers)
        {
          if (g_hash_table_lookup_extended (places, &readers, NULL, &place))
            {
              at = GPOINTER_TO_UINT (place);
            }
          else
            {
              RimVotePattern pattern = { readers, 0 };

              at = patterns->len;
              g_array_append_val (patterns, pattern);
              g_hash_table_insert (places, g_memdup2 (&readers, sizeof readers), GUINT_TO_POINTER (at));
            }
        }
      g_array_index (patterns, RimVotePattern, at).n_voxels++;
    }

  g_array_sort (patterns, compare_patterns);
  self->n_patterns = patterns->len;
  self->patterns = (gpointer) g_array_free (g_steal_pointer (&patterns), FALSE);
}

static gboolean
take_masks (RimVotes        *self,
            RimMask *const  *masks,
            GError         **error)
{
  g_autofree guint8 *voxels = NULL;

  self->n_voxels = 1;
  for (guint axis = 0; axis < 3; axis++)
    self->n_voxels *= self->box.max[axis] - self->box.min[axis];

  self->voxels = g_try_malloc0_n (self->n_voxels, sizeof *self->voxels);
  voxels = g_try_malloc (self->n_voxels);
  if (self->voxels == NULL || voxels == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   "There is no memory for the votes of %" G_GUINT64_FORMAT " voxels", self->n_voxels);
      return FALSE;
    }

  for (guint n = 0; n < self->n_readers; n++)
    add_reader (self, masks[n], n, voxels);
  count_patterns (self);

  return TRUE;
}

/**
 * rim_votes_new:
 * @masks: (array length=n_masks): one of each reader, on one grid; see
 *   rim_masks_align()
 * @n_masks: how many, at least 2
 * @error: where to put an error
 *
 * Returns: (transfer full): who has which voxels; %NULL where there are more than
 *   %RIM_VOTES_MAX_READERS or there is no memory
 */
RimVotes *
rim_votes_new (RimMask *const  *masks,
               guint            n_masks,
               GError         **error)
{
  g_autoptr(RimVotes) self = g_new0 (RimVotes, 1);

  g_return_val_if_fail (n_masks >= 2, NULL);

  if (n_masks > RIM_VOTES_MAX_READERS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "There are %u readers, and not more than %d "
                   "can be compared at once", n_masks, RIM_VOTES_MAX_READERS);
      return NULL;
    }

  self->n_readers = n_masks;
  self->grid = *rim_mask_get_grid (masks[0]);
  if (find_box (masks, n_masks, &self->box) && !take_masks (self, masks, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
rim_votes_free (RimVotes *self)
{
  g_free (self->patterns);
  g_free (self->voxels);
  g_free (self);
}

/* Selecting */

static gboolean
is_wanted (const RimVotes *self,
           const gboolean *wanted,
           guint64         readers,
           guint          *last)
{
  RimVotePattern key = { readers, 0 };
  const RimVotePattern *found;

  if (self->patterns[*last].readers != readers)
    {
      found = bsearch (&key, self->patterns, self->n_patterns, sizeof key, compare_patterns);
      *last = (guint) (found - self->patterns);
    }

  return wanted[*last];
}

/**
 * rim_votes_select:
 * @self: votes
 * @wanted: (array): of each pattern whether its voxels are in
 *
 * Returns: (transfer full): the voxels of those patterns
 */
RimMask *
rim_votes_select (const RimVotes *self,
                  const gboolean *wanted)
{
  g_autofree guint8 *voxels = NULL;
  guint last = 0;

  if (self->n_patterns == 0)
    return rim_mask_new (&self->grid);

  voxels = g_malloc (self->n_voxels);
  for (gsize v = 0; v < self->n_voxels; v++)
    voxels[v] = is_wanted (self, wanted, self->voxels[v], &last);

  return rim_mask_new_from_box (&self->grid, &self->box, voxels);
}

/* Agreement of all readers */

/**
 * rim_votes_get_conformity:
 * @self: votes
 *
 * The generalised conformity index (Kouwenhoven et al. 2009,
 * doi:10.1088/0031-9155/54/9/018): over all pairs of readers, the sum of what both
 * have by the sum of what one of them has. Of two readers it is the Jaccard index.
 *
 * Returns: 0 to 1; 1 where nobody has a voxel
 */
double
rim_votes_get_conformity (const RimVotes *self)
{
  guint64 both = 0;
  guint64 either = 0;

  for (guint p = 0; p < self->n_patterns; p++)
    {
      const guint64 n = count_readers (self->patterns[p].readers);

      both += self->patterns[p].n_voxels * (n * (n - 1) / 2 * (n > 0));
      either += self->patterns[p].n_voxels * (n * (self->n_readers - n) + n * (n - 1) / 2 * (n > 0));
    }

  return either > 0 ? (double) both / (double) either : 1.0;
}

/**
 * rim_votes_get_fleiss_kappa:
 * @self: votes
 *
 * Fleiss' kappa (1971, doi:10.1037/h0031619) of "in" and "out" over the voxels of
 * the box around all masks. What nobody has counts as agreement, so that it depends
 * on that box.
 *
 * Returns: up to 1; 1 where all have the same voxels
 */
double
rim_votes_get_fleiss_kappa (const RimVotes *self)
{
  const double n_readers = self->n_readers;
  double n_in = 0.0;
  double agreement = 0.0;
  double share, expected;
  gboolean differ = FALSE;

  for (guint p = 0; p < self->n_patterns; p++)
    {
      const double n = count_readers (self->patterns[p].readers);
      const double weight = (double) self->patterns[p].n_voxels;

      n_in += weight * n;
      agreement += weight * (n * (n - 1.0) + (n_readers - n) * (n_readers - n - 1.0));
      differ |= n > 0.0 && n < n_readers;
    }
  if (!differ)
    return 1.0;

  share = n_in / ((double) self->n_voxels * n_readers);
  expected = share * share + (1.0 - share) * (1.0 - share);
  agreement /= (double) self->n_voxels * n_readers * (n_readers - 1.0);

  return (agreement - expected) / (1.0 - expected);
}
