/* rim-mask.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-mask.h"

#include <math.h>
#include <string.h>

struct _RimMask
{
  RimRefCount    ref_count;
  RimGrid        grid;
  RimMaskSlice **slices;
};

G_DEFINE_BOXED_TYPE (RimMask, rim_mask, rim_mask_ref, rim_mask_unref)

/**
 * rim_mask_new:
 * @grid: a grid
 *
 * Returns: (transfer full): an empty mask on @grid
 */
RimMask *
rim_mask_new (const RimGrid *grid)
{
  RimMask *self;

  g_return_val_if_fail (grid != NULL, NULL);

  self = g_new (RimMask, 1);
  rim_ref_count_init (&self->ref_count);
  self->grid = *grid;
  self->slices = g_new0 (RimMaskSlice *, grid->size[2]);

  return self;
}

/**
 * rim_mask_new_take_slices:
 * @grid: a grid
 * @slices: (array) (transfer full) (element-type RimMaskSlice): one per k, %NULL
 *   where empty; the array stays the caller's, the slices become the mask's
 *
 * Returns: (transfer full): a mask
 */
RimMask *
rim_mask_new_take_slices (const RimGrid  *grid,
                          RimMaskSlice  **slices)
{
  RimMask *self = rim_mask_new (grid);

  memcpy (self->slices, slices, grid->size[2] * sizeof *slices);

  return self;
}

/**
 * rim_mask_new_from_bytes:
 * @grid: a grid
 * @voxels: one byte per voxel; what is not 0 is in
 *
 * Returns: (transfer full): a mask
 */
RimMask *
rim_mask_new_from_bytes (const RimGrid *grid,
                         const guint8  *voxels)
{
  RimMask *self = rim_mask_new (grid);
  gsize slice_length = (gsize) grid->size[0] * grid->size[1];

  for (guint k = 0; k < grid->size[2]; k++)
    self->slices[k] = rim_mask_slice_new_from_bytes (voxels + k * slice_length,
                                                     grid->size[0], grid->size[1], grid->size[0]);

  return self;
}

/**
 * rim_mask_new_from_box:
 * @grid: a grid
 * @box: some of its voxels
 * @voxels: one byte for each voxel of @box, i fastest; what is not 0 is in
 *
 * Returns: (transfer full): a mask that is empty outside of @box
 */
RimMask *
rim_mask_new_from_box (const RimGrid *grid,
                       const RimBox  *box,
                       const guint8  *voxels)
{
  RimMask *self = rim_mask_new (grid);
  const gsize width = box->max[0] - box->min[0];
  const guint height = box->max[1] - box->min[1];

  for (guint k = box->min[2]; k < box->max[2]; k++, voxels += width * height)
    self->slices[k] = rim_mask_slice_new_from_box (voxels, box, width);

  return self;
}

/**
 * rim_mask_new_box:
 * @grid: a grid
 * @box: some of its voxels
 *
 * Returns: (transfer full): the mask that holds these
 */
RimMask *
rim_mask_new_box (const RimGrid *grid,
                  const RimBox  *box)
{
  RimMask *self = rim_mask_new (grid);
  const guint n_rows = box->max[1] - box->min[1];
  g_autofree guint32 *starts = g_new (guint32, n_rows + 1);
  g_autofree RimRun *runs = g_new (RimRun, n_rows);
  g_autoptr(RimMaskSlice) slice = NULL;

  for (guint row = 0; row < n_rows; row++)
    {
      starts[row] = row;
      runs[row] = (RimRun) { box->min[0], box->max[0] };
    }
  starts[n_rows] = n_rows;
  slice = box->min[0] < box->max[0] ? rim_mask_slice_new_from_rows (box->min[1], n_rows, starts, runs) : NULL;

  for (guint k = box->min[2]; k < box->max[2]; k++)
    self->slices[k] = rim_mask_slice_ref (slice);

  return self;
}

/**
 * rim_mask_with_slices:
 * @self: a mask
 * @first_k: the first slice to replace
 * @n_slices: how many
 * @slices: (array length=n_slices) (transfer none): what to replace them with,
 *   %NULL where empty
 *
 * Returns: (transfer full): a mask that differs from @self in these slices and
 *   shares the others
 */
RimMask *
rim_mask_with_slices (RimMask       *self,
                      guint          first_k,
                      guint          n_slices,
                      RimMaskSlice **slices)
{
  RimMask *mask;

  g_return_val_if_fail (first_k <= self->grid.size[2], NULL);
  g_return_val_if_fail (n_slices <= self->grid.size[2] - first_k, NULL);

  mask = rim_mask_new (&self->grid);
  memcpy (mask->slices, self->slices, self->grid.size[2] * sizeof *slices);
  memcpy (mask->slices + first_k, slices, n_slices * sizeof *slices);

  /* Most are empty, and a dab of the brush comes by here. */
  for (guint k = 0; k < self->grid.size[2]; k++)
    if (mask->slices[k] != NULL)
      rim_mask_slice_ref (mask->slices[k]);

  return mask;
}

RimMask *
rim_mask_with_slice (RimMask      *self,
                     guint         k,
                     RimMaskSlice *slice)
{
  return rim_mask_with_slices (self, k, 1, &slice);
}

/**
 * rim_mask_combine:
 * @a: a mask
 * @b: a mask on a grid of the same size
 * @op: how
 *
 * Returns: (transfer full): the combination, on the grid of @a
 */
RimMask *
rim_mask_combine (RimMask   *a,
                  RimMask   *b,
                  RimMaskOp  op)
{
  RimMask *mask;

  g_return_val_if_fail (memcmp (a->grid.size, b->grid.size, sizeof a->grid.size) == 0, NULL);

  mask = rim_mask_new (&a->grid);
  for (guint k = 0; k < a->grid.size[2]; k++)
    mask->slices[k] = rim_mask_slice_combine (a->slices[k], b->slices[k], op);

  return mask;
}

RimMask *
rim_mask_ref (RimMask *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rim_mask_unref (RimMask *self)
{
  if (self == NULL || !rim_ref_count_dec (&self->ref_count))
    return;

  for (guint k = 0; k < self->grid.size[2]; k++)
    if (self->slices[k] != NULL)
      rim_mask_slice_unref (self->slices[k]);
  g_free (self->slices);
  g_free (self);
}

const RimGrid *
rim_mask_get_grid (RimMask *self)
{
  return &self->grid;
}

/**
 * rim_mask_get_slice:
 * @self: a mask
 * @k: a slice
 *
 * Returns: (transfer none) (nullable): its voxels; %NULL when there are none
 */
RimMaskSlice *
rim_mask_get_slice (RimMask *self,
                    guint    k)
{
  g_return_val_if_fail (k < self->grid.size[2], NULL);

  return self->slices[k];
}

gboolean
rim_mask_contains (RimMask *self,
                   guint    i,
                   guint    j,
                   guint    k)
{
  return k < self->grid.size[2] && rim_mask_slice_contains (self->slices[k], i, j);
}

/**
 * rim_mask_contains_point:
 * @self: a mask
 * @point: LPS mm
 *
 * Returns: whether the voxel that @point lies in is one of it; outside of the grid there
 *   is none
 */
gboolean
rim_mask_contains_point (RimMask *self,
                         RimVec3  point)
{
  RimVec3 index = rim_grid_from_patient (&self->grid, point);
  double at[3] = { round (index.x), round (index.y), round (index.z) };

  for (guint axis = 0; axis < 3; axis++)
    if (!(at[axis] >= 0 && at[axis] < self->grid.size[axis]))
      return FALSE;

  return rim_mask_contains (self, (guint) at[0], (guint) at[1], (guint) at[2]);
}

/**
 * rim_mask_equal:
 * @a: a mask
 * @b: a mask
 *
 * Returns: whether they have the same size and the same voxels in
 */
gboolean
rim_mask_equal (RimMask *a,
                RimMask *b)
{
  if (memcmp (a->grid.size, b->grid.size, sizeof a->grid.size) != 0)
    return FALSE;

  for (guint k = 0; k < a->grid.size[2]; k++)
    if (!rim_mask_slice_equal (a->slices[k], b->slices[k]))
      return FALSE;

  return TRUE;
}

gsize
rim_mask_count (RimMask *self)
{
  gsize count = 0;

  for (guint k = 0; k < self->grid.size[2]; k++)
    count += rim_mask_slice_count (self->slices[k]);

  return count;
}

static void
extend_box_by_slice (RimBox       *box,
                     RimMaskSlice *slice)
{
  guint first_row, n_rows;

  rim_mask_slice_get_rows (slice, &first_row, &n_rows);
  box->min[1] = MIN (box->min[1], first_row);
  box->max[1] = MAX (box->max[1], first_row + n_rows);

  for (guint j = first_row; j < first_row + n_rows; j++)
    {
      guint n_runs;
      const RimRun *runs = rim_mask_slice_get_runs (slice, j, &n_runs);

      if (n_runs > 0)
        {
          box->min[0] = MIN (box->min[0], runs[0].begin);
          box->max[0] = MAX (box->max[0], runs[n_runs - 1].end);
        }
    }
}

/**
 * rim_mask_get_bounds:
 * @self: a mask
 * @box: (out): the smallest box with all its voxels; empty if there are none
 *
 * Returns: whether there is any voxel
 */
gboolean
rim_mask_get_bounds (RimMask *self,
                     RimBox  *box)
{
  gboolean found = FALSE;

  *box = (RimBox) { { G_MAXUINT, G_MAXUINT, G_MAXUINT }, { 0, 0, 0 } };

  for (guint k = 0; k < self->grid.size[2]; k++)
    if (self->slices[k] != NULL)
      {
        box->min[2] = MIN (box->min[2], k);
        box->max[2] = k + 1;
        extend_box_by_slice (box, self->slices[k]);
        found = TRUE;
      }

  if (!found)
    *box = (RimBox) { { 0, 0, 0 }, { 0, 0, 0 } };

  return found;
}

/**
 * rim_mask_to_bytes:
 * @self: a mask
 *
 * Returns: (transfer full): one byte per voxel of the grid, 1 where in
 */
guint8 *
rim_mask_to_bytes (RimMask *self)
{
  gsize slice_length = (gsize) self->grid.size[0] * self->grid.size[1];
  guint8 *voxels = g_malloc0 (slice_length * self->grid.size[2]);

  for (guint k = 0; k < self->grid.size[2]; k++)
    rim_mask_slice_paint (self->slices[k], voxels + k * slice_length, self->grid.size[0], 1);

  return voxels;
}

/**
 * rim_mask_paint_box:
 * @self: a mask
 * @box: a box within the grid
 * @voxels: one byte per voxel of @box, i fastest
 * @value: what to set the voxels to that are in
 */
void
rim_mask_paint_box (RimMask      *self,
                    const RimBox *box,
                    guint8       *voxels,
                    guint8        value)
{
  gsize width = box->max[0] - box->min[0];
  gsize height = box->max[1] - box->min[1];

  for (guint k = box->min[2]; k < box->max[2]; k++)
    for (guint j = box->min[1]; j < box->max[1]; j++)
      {
        guint8 *row = voxels + ((k - box->min[2]) * height + (j - box->min[1])) * width;
        guint n_runs;
        const RimRun *runs = rim_mask_slice_get_runs (self->slices[k], j, &n_runs);

        for (guint r = 0; r < n_runs; r++)
          {
            guint begin = MAX (runs[r].begin, box->min[0]);
            guint end = MIN (runs[r].end, box->max[0]);

            if (begin < end)
              memset (row + (begin - box->min[0]), value, end - begin);
          }
      }
}

/**
 * rim_mask_get_volume:
 * @self: a mask
 *
 * Returns: its volume by counting voxels, in mm³ (IBSI YEKZ)
 */
double
rim_mask_get_volume (RimMask *self)
{
  g_return_val_if_fail (self != NULL, 0.0);

  return (double) rim_mask_count (self) * rim_grid_get_voxel_volume (rim_mask_get_grid (self));
}
