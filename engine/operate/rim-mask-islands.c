/* rim-mask-islands.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-mask-islands.h"

#include <stdlib.h>

#include "rim-pieces-private.h"

#define MM3_PER_ML 1000.0

struct _RimIslands
{
  RimGrid    grid;
  RimPieces *pieces;             /* (nullable): of an empty mask */
  guint32   *order;              /* which piece is the n-th */
  RimIsland *islands;
  guint      n_islands;
};

/* Descending, equal ones in the order that they had. */
static int
compare_islands (gconstpointer a,
                 gconstpointer b,
                 gpointer      data)
{
  const RimPiece *pieces = data;
  const guint32 x = *(const guint32 *) a;
  const guint32 y = *(const guint32 *) b;

  if (pieces[x].n_voxels != pieces[y].n_voxels)
    return pieces[x].n_voxels > pieces[y].n_voxels ? -1 : 1;

  return (x > y) - (x < y);
}

static void
describe (RimIslands *self)
{
  const RimRows *rows = self->pieces->rows;
  const double voxel = rim_grid_get_voxel_volume (&self->grid) / MM3_PER_ML;

  self->n_islands = self->pieces->n_pieces;
  self->order = g_new (guint32, self->n_islands);
  self->islands = g_new (RimIsland, self->n_islands);
  for (guint n = 0; n < self->n_islands; n++)
    self->order[n] = n;
  g_qsort_with_data (self->order, (int) self->n_islands, sizeof *self->order, compare_islands,
                     self->pieces->pieces);

  for (guint n = 0; n < self->n_islands; n++)
    {
      const RimPiece *piece = &self->pieces->pieces[self->order[n]];
      RimIsland *island = &self->islands[n];

      island->n_voxels = piece->n_voxels;
      island->volume_ml = (double) piece->n_voxels * voxel;
      for (guint axis = 0; axis < 3; axis++)
        {
          island->box.min[axis] = (guint) (rows->first[axis] + (gssize) piece->min[axis]);
          island->box.max[axis] = (guint) (rows->first[axis] + (gssize) piece->max[axis]);
          island->first[axis] = (guint) (rows->first[axis] + (gssize) piece->first[axis]);
        }
    }
}

/**
 * rim_islands_new:
 * @mask: a mask
 * @connectivity: what hangs together
 *
 * Returns: (transfer full): its islands; none where it is empty
 */
RimIslands *
rim_islands_new (RimMask         *mask,
                 RimConnectivity  connectivity)
{
  static const RimTouch touches[] = { RIM_TOUCH_FACES, RIM_TOUCH_EDGES, RIM_TOUCH_CORNERS };
  static const guint none[3] = { 0, 0, 0 };
  RimIslands *self = g_new0 (RimIslands, 1);
  RimBox bounds;

  self->grid = *rim_mask_get_grid (mask);
  if (rim_mask_get_bounds (mask, &bounds))
    {
      self->pieces = rim_pieces_new_take (rim_rows_new (mask, &bounds, none, none), touches[connectivity]);
      describe (self);
    }

  return self;
}

void
rim_islands_free (RimIslands *self)
{
  if (self == NULL)
    return;

  rim_pieces_free (self->pieces);
  g_free (self->order);
  g_free (self->islands);
  g_free (self);
}

guint
rim_islands_get_n (RimIslands *self)
{
  return self->n_islands;
}

/**
 * rim_islands_get:
 * @self: islands
 * @n: which, the largest being 0
 *
 * Returns: (transfer none): what is known of it
 */
const RimIsland *
rim_islands_get (RimIslands *self,
                 guint       n)
{
  g_return_val_if_fail (n < self->n_islands, NULL);

  return &self->islands[n];
}

/**
 * rim_islands_take:
 * @self: islands
 * @first: the first to take, the largest being 0
 * @n: how many
 *
 * Returns: (transfer full): these as a mask
 */
RimMask *
rim_islands_take (RimIslands *self,
                  guint       first,
                  guint       n)
{
  g_autofree gboolean *keep = NULL;

  g_return_val_if_fail (first <= self->n_islands && n <= self->n_islands - first, NULL);

  if (n == 0)
    return rim_mask_new (&self->grid);

  keep = g_new0 (gboolean, self->n_islands);
  for (guint island = first; island < first + n; island++)
    keep[self->order[island]] = TRUE;

  return rim_pieces_to_mask (self->pieces, keep, &self->grid);
}

/**
 * rim_mask_keep_largest:
 * @self: a mask
 * @connectivity: what hangs together
 *
 * Returns: (transfer full): its largest island, the first of equal ones
 */
RimMask *
rim_mask_keep_largest (RimMask         *self,
                       RimConnectivity  connectivity)
{
  g_autoptr(RimIslands) islands = rim_islands_new (self, connectivity);

  return rim_islands_take (islands, 0, MIN (islands->n_islands, 1));
}

/**
 * rim_mask_keep_island:
 * @self: a mask
 * @connectivity: what hangs together
 * @voxel: a voxel of it
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the island that @voxel belongs to; %NULL where
 *   the voxel is out
 */
RimMask *
rim_mask_keep_island (RimMask          *self,
                      RimConnectivity   connectivity,
                      const guint       voxel[3],
                      GError          **error)
{
  g_autoptr(RimIslands) islands = NULL;

  if (!rim_mask_contains (self, voxel[0], voxel[1], voxel[2]))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   "There is no island at voxel %u, %u, %u", voxel[0], voxel[1], voxel[2]);
      return NULL;
    }

  islands = rim_islands_new (self, connectivity);
  for (guint n = 0; n < islands->n_islands; n++)
    {
      const RimBox *box = &islands->islands[n].box;
      g_autoptr(RimMask) island = NULL;

      if (voxel[0] < box->min[0] || voxel[0] >= box->max[0] || voxel[1] < box->min[1] ||
          voxel[1] >= box->max[1] || voxel[2] < box->min[2] || voxel[2] >= box->max[2])
        continue;
      island = rim_islands_take (islands, n, 1);
      if (rim_mask_contains (island, voxel[0], voxel[1], voxel[2]))
        return g_steal_pointer (&island);
    }

  g_return_val_if_reached (NULL);
}

/**
 * rim_mask_remove_small:
 * @self: a mask
 * @connectivity: what hangs together
 * @below_ml: how large an island must be to stay
 *
 * Returns: (transfer full): the islands of @below_ml and more
 */
RimMask *
rim_mask_remove_small (RimMask         *self,
                       RimConnectivity  connectivity,
                       double           below_ml)
{
  g_autoptr(RimIslands) islands = rim_islands_new (self, connectivity);
  guint n = 0;

  while (n < islands->n_islands && islands->islands[n].volume_ml >= below_ml)
    n++;

  return rim_islands_take (islands, 0, n);
}

/**
 * rim_mask_split_islands:
 * @self: a mask
 * @connectivity: what hangs together
 * @most: how many masks at the most
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable) (element-type RimMask): a mask for each island,
 *   the largest first; %NULL where there are more than @most
 */
GPtrArray *
rim_mask_split_islands (RimMask          *self,
                        RimConnectivity   connectivity,
                        guint             most,
                        GError          **error)
{
  g_autoptr(RimIslands) islands = rim_islands_new (self, connectivity);
  g_autoptr(GPtrArray) masks = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_mask_unref);

  if (islands->n_islands > most)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "The lesion has %u islands, more than %u; remove small ones first",
                   islands->n_islands, most);
      return NULL;
    }

  for (guint n = 0; n < islands->n_islands; n++)
    g_ptr_array_add (masks, rim_islands_take (islands, n, 1));

  return g_steal_pointer (&masks);
}

/* What does not touch the sides of its window and is not too large is a hole. */
static RimMask *
fill_pieces (RimMask         *mask,
             const RimPieces *gaps,
             gboolean         in_slice,
             double           most_voxels)
{
  const gsize *size = gaps->rows->size;
  g_autofree gboolean *keep = g_new (gboolean, gaps->n_pieces);
  g_autoptr(RimMask) holes = NULL;

  for (guint32 n = 0; n < gaps->n_pieces; n++)
    {
      const RimPiece *piece = &gaps->pieces[n];

      keep[n] = piece->min[0] > 0 && piece->max[0] < size[0] && piece->min[1] > 0 &&
                piece->max[1] < size[1] && (in_slice || (piece->min[2] > 0 && piece->max[2] < size[2])) &&
                (double) piece->n_voxels <= most_voxels;
    }
  holes = rim_pieces_to_mask (gaps, keep, rim_mask_get_grid (mask));

  return rim_mask_combine (mask, holes, RIM_MASK_UNION);
}

/**
 * rim_mask_fill_holes:
 * @self: a mask
 * @up_to_ml: how large a hole may be; %INFINITY for any
 *
 * Fills what is enclosed on all sides: voxels that are out and from which no step
 * through faces leads out of the lesion. What is open at the edge of the grid is no hole.
 *
 * Returns: (transfer full): @self and the holes
 */
RimMask *
rim_mask_fill_holes (RimMask *self,
                     double   up_to_ml)
{
  static const guint one[3] = { 1, 1, 1 };
  const double voxel = rim_grid_get_voxel_volume (rim_mask_get_grid (self)) / MM3_PER_ML;
  g_autoptr(RimPieces) gaps = NULL;
  RimBox bounds;

  if (!rim_mask_get_bounds (self, &bounds))
    return rim_mask_ref (self);

  gaps = rim_pieces_new_take (rim_rows_new_gaps (self, &bounds, one, one), RIM_TOUCH_FACES);

  return fill_pieces (self, gaps, FALSE, (up_to_ml / voxel) * (1.0 + 1e-9));
}

/**
 * rim_mask_fill_holes_in_slices:
 * @self: a mask
 * @up_to_mm2: how large a hole of a slice may be; %INFINITY for any
 *
 * Fills what is enclosed within its slice, as rim_mask_fill_holes() does in space.
 *
 * Returns: (transfer full): @self and the holes
 */
RimMask *
rim_mask_fill_holes_in_slices (RimMask *self,
                               double   up_to_mm2)
{
  static const guint around[3] = { 1, 1, 0 };
  const RimGrid *grid = rim_mask_get_grid (self);
  const double pixel = rim_grid_get_voxel_volume (grid) / rim_grid_get_slice_distance (grid);
  g_autoptr(RimPieces) gaps = NULL;
  RimBox bounds;

  if (!rim_mask_get_bounds (self, &bounds))
    return rim_mask_ref (self);

  gaps = rim_pieces_new_take (rim_rows_new_gaps (self, &bounds, around, around), RIM_TOUCH_IN_SLICE);

  return fill_pieces (self, gaps, TRUE, (up_to_mm2 / pixel) * (1.0 + 1e-9));
}
