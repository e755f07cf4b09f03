/* rim-mask-slices.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-mask-slices.h"

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "rim-morph-private.h"

/* Axes that are less skew than that are square. */
#define SQUARE 1e-9

typedef struct
{
  RimMask      *mask;
  RimGrid       grid;
  guint         axis;
  guint         axes[2];
  RimBox        bounds;
  RimMorphSpace step;            /* from one slice to the next */
  const guint  *drawn;
  guint         n_drawn;
  GCancellable *cancellable;
  guint         only;            /* the slice that is wanted, or %G_MAXUINT */
  RimSheet    **sheets;          /* of each slice from the first drawn on, or %NULL */
} Filling;

static gboolean
check_axis (RimMask  *mask,
            guint     axis,
            guint     at,
            GError  **error)
{
  if (axis < 3 && at < rim_mask_get_grid (mask)->size[axis])
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "The image has no slice %u along axis %u", at, axis);

  return FALSE;
}

static void
mark_rows (RimMask      *mask,
           guint         k,
           guint         axis,
           const RimBox *bounds,
           guint8       *found)
{
  for (guint j = bounds->min[1]; j < bounds->max[1]; j++)
    {
      guint n_runs;
      const RimRun *runs = rim_mask_slice_get_runs (rim_mask_get_slice (mask, k), j, &n_runs);

      for (guint r = 0; r < n_runs; r++)
        if (axis == 0)
          memset (found + (runs[r].begin - bounds->min[0]), 1, runs[r].end - runs[r].begin);
        else
          found[(axis == 1 ? j : k) - bounds->min[axis]] = 1;
    }
}

/**
 * rim_mask_list_slices:
 * @self: a mask
 * @axis: 0, 1 or 2 for slices of constant i, j or k
 * @n_slices: (out): how many
 *
 * Returns: (transfer full) (array length=n_slices): the slices that hold voxels, in
 *   order
 */
guint *
rim_mask_list_slices (RimMask *self,
                      guint    axis,
                      guint   *n_slices)
{
  g_autoptr(GArray) slices = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint8 *found = NULL;
  RimBox bounds;

  g_return_val_if_fail (axis < 3, NULL);

  rim_mask_get_bounds (self, &bounds);
  found = g_new0 (guint8, bounds.max[axis] - bounds.min[axis]);
  for (guint k = bounds.min[2]; k < bounds.max[2]; k++)
    mark_rows (self, k, axis, &bounds, found);

  for (guint at = bounds.min[axis]; at < bounds.max[axis]; at++)
    if (found[at - bounds.min[axis]])
      g_array_append_val (slices, at);
  *n_slices = slices->len;

  return (guint *) (gpointer) g_array_free (g_steal_pointer (&slices), FALSE);
}

/* How pixels lie within slices, and where the place of the patient moves from one
 * slice to the next.
 */
static void
find_space (const RimGrid *grid,
            guint          axis,
            const guint    axes[2],
            RimMorphSpace *space)
{
  const RimVec3 u = rim_affine_get_column (&grid->to_patient, axes[0]);
  const RimVec3 v = rim_affine_get_column (&grid->to_patient, axes[1]);
  const RimVec3 across = rim_affine_get_column (&grid->to_patient, axis);
  RimMetric *metric = &space->metric;
  RimVec3 in_slice;
  double determinant, a, b;

  *metric = (RimMetric) { rim_vec3_dot (u, u), rim_vec3_dot (u, v), rim_vec3_dot (v, v) };
  if (fabs (metric->uv) < SQUARE * sqrt (metric->uu * metric->vv))
    metric->uv = 0.0;

  determinant = metric->uu * metric->vv - metric->uv * metric->uv;
  a = (rim_vec3_dot (across, u) * metric->vv - rim_vec3_dot (across, v) * metric->uv) / determinant;
  b = (rim_vec3_dot (across, v) * metric->uu - rim_vec3_dot (across, u) * metric->uv) / determinant;
  in_slice = rim_vec3_add (rim_vec3_scale (u, a), rim_vec3_scale (v, b));

  space->shift[0] = fabs (a) > SQUARE ? -a : 0.0;
  space->shift[1] = fabs (b) > SQUARE ? -b : 0.0;
  space->gap_mm = rim_vec3_length (rim_vec3_sub (across, in_slice));
}

static void
fill_gap (Filling *self,
          guint    from,
          guint    to)
{
  const double n = to - from;
  RimMorphSpace space = self->step;
  g_autoptr(RimSheet) first = rim_sheet_new_from_mask (self->mask, self->axis, from, &self->bounds);
  g_autoptr(RimSheet) last = rim_sheet_new_from_mask (self->mask, self->axis, to, &self->bounds);
  g_autoptr(RimMorph) morph = NULL;
  RimSheetBox box;

  space.shift[0] *= n;
  space.shift[1] *= n;
  space.gap_mm *= n;
  morph = rim_morph_new (first, last, &space);
  rim_morph_get_box (morph, &box);
  for (guint axis = 0; axis < 2; axis++)
    {
      box.min[axis] = MAX (box.min[axis], 0);
      box.max[axis] = MIN (box.max[axis], (gssize) self->grid.size[self->axes[axis]]);
    }

  for (guint at = from + 1; at < to && !g_cancellable_is_cancelled (self->cancellable); at++)
    if (self->only == G_MAXUINT || self->only == at)
      {
        RimSheet *sheet = rim_sheet_new (&box);

        rim_morph_paint (morph, (at - from) / n, sheet);
        self->sheets[at - self->drawn[0]] = sheet;
      }
}

static void
fill_gaps (gsize    begin,
           gsize    end,
           gpointer data)
{
  Filling *self = data;

  for (gsize g = begin; g < end; g++)
    {
      const guint from = self->drawn[g];
      const guint to = self->drawn[g + 1];
      const gboolean wanted = self->only == G_MAXUINT ? to - from > 1 : from < self->only && self->only < to;

      if (wanted && !g_cancellable_is_cancelled (self->cancellable))
        fill_gap (self, from, to);
    }
}

/* The box of all sheets on the grid. */
static gboolean
find_box (const Filling *self,
          guint          n_sheets,
          RimBox        *box)
{
  static const gssize none[2] = { 0, 0 };
  RimSheetBox sides = RIM_SHEET_BOX_EMPTY;

  *box = (RimBox) { { 0 } };
  box->min[self->axis] = G_MAXUINT;
  for (guint s = 0; s < n_sheets; s++)
    {
      RimSheetBox bounds;

      if (self->sheets[s] == NULL || !rim_sheet_get_bounds (self->sheets[s], &bounds))
        continue;
      rim_sheet_box_grow (&sides, &bounds, none);
      box->min[self->axis] = MIN (box->min[self->axis], self->drawn[0] + s);
      box->max[self->axis] = self->drawn[0] + s + 1;
    }

  for (guint n = 0; n < 2 && sides.min[0] < sides.max[0]; n++)
    {
      box->min[self->axes[n]] = (guint) sides.min[n];
      box->max[self->axes[n]] = (guint) sides.max[n];
    }

  return sides.min[0] < sides.max[0];
}

static void
paint_sheet (const RimSheet *sheet,
             guint8         *voxels,
             const gsize     strides[2],
             const RimBox   *box,
             const guint     axes[2])
{
  for (gsize v = 0; v < sheet->size[1]; v++)
    for (gsize u = 0; u < sheet->size[0]; u++)
      if (sheet->pixels[v * sheet->size[0] + u])
        voxels[((gsize) sheet->first[0] + u - box->min[axes[0]]) * strides[0] +
               ((gsize) sheet->first[1] + v - box->min[axes[1]]) * strides[1]] = 1;
}

/* All sheets as a mask. */
static RimMask *
assemble (const Filling  *self,
          guint           n_sheets,
          GError        **error)
{
  gsize strides[3];
  g_autofree guint8 *voxels = NULL;
  gsize n = 1;
  RimBox box;

  if (!find_box (self, n_sheets, &box))
    return rim_mask_new (&self->grid);

  for (guint axis = 0; axis < 3; axis++)
    {
      strides[axis] = n;
      n *= box.max[axis] - box.min[axis];
    }
  voxels = g_try_malloc0 (n);
  if (voxels == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   "There is no memory for a box of %" G_GSIZE_FORMAT " voxels", n);
      return NULL;
    }

  for (guint s = 0; s < n_sheets; s++)
    if (self->sheets[s] != NULL && self->drawn[0] + s >= box.min[self->axis] &&
        self->drawn[0] + s < box.max[self->axis])
      paint_sheet (self->sheets[s],
                   voxels + (self->drawn[0] + s - box.min[self->axis]) * strides[self->axis],
                   (const gsize[]) { strides[self->axes[0]], strides[self->axes[1]] }, &box, self->axes);

  return rim_mask_new_from_box (&self->grid, &box, voxels);
}

static RimMask *
fill (Filling  *self,
      GError  **error)
{
  const guint n_sheets = self->n_drawn > 0 ? self->drawn[self->n_drawn - 1] - self->drawn[0] + 1 : 0;
  g_autoptr(GPtrArray) sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_sheet_free);

  self->grid = *rim_mask_get_grid (self->mask);
  if (n_sheets < 2 || !rim_mask_get_bounds (self->mask, &self->bounds))
    return rim_mask_new (&self->grid);

  rim_sheet_axes (self->axis, self->axes);
  find_space (&self->grid, self->axis, self->axes, &self->step);
  g_ptr_array_set_size (sheets, (int) n_sheets);
  self->sheets = (RimSheet **) sheets->pdata;
  rim_parallel_for (self->n_drawn - 1, 1, fill_gaps, self);
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return NULL;

  return assemble (self, n_sheets, error);
}

/* The slices that were drawn, those that hold voxels where nobody says. */
static gboolean
choose_drawn (Filling      *self,
              const guint  *drawn,
              guint         n_drawn,
              guint       **owned,
              GError      **error)
{
  if (drawn == NULL)
    {
      if (!check_axis (self->mask, self->axis, 0, error))
        return FALSE;
      self->drawn = *owned = rim_mask_list_slices (self->mask, self->axis, &self->n_drawn);
      return TRUE;
    }

  for (guint n = 0; n < n_drawn; n++)
    {
      if (!check_axis (self->mask, self->axis, drawn[n], error))
        return FALSE;
      if (n == 0 || drawn[n] > drawn[n - 1])
        continue;
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "The slices that were drawn are not in order");
      return FALSE;
    }
  self->drawn = drawn;
  self->n_drawn = n_drawn;

  return TRUE;
}

/* Without the slices that lie between drawn ones. */
static RimMask *
clear_between (const Filling *self)
{
  g_autoptr(RimMask) cleared = rim_mask_ref (self->mask);
  RimBox bounds;

  if (!rim_mask_get_bounds (self->mask, &bounds))
    return g_steal_pointer (&cleared);

  for (guint n = 0; n + 1 < self->n_drawn; n++)
    {
      RimBox slab = bounds;
      g_autoptr(RimMask) part = NULL;
      RimMask *rest;

      slab.min[self->axis] = MAX (slab.min[self->axis], self->drawn[n] + 1);
      slab.max[self->axis] = MIN (slab.max[self->axis], self->drawn[n + 1]);
      if (slab.min[self->axis] >= slab.max[self->axis])
        continue;
      part = rim_mask_new_box (rim_mask_get_grid (self->mask), &slab);
      rest = rim_mask_combine (cleared, part, RIM_MASK_SUBTRACT);
      rim_mask_unref (cleared);
      cleared = rest;
    }

  return g_steal_pointer (&cleared);
}

/**
 * rim_mask_fill_slices:
 * @self: a mask
 * @axis: 0, 1 or 2 where slices of constant i, j or k were drawn
 * @drawn: (nullable) (array length=n_drawn): the slices that were drawn, in order; may
 *   be empty slices, where the lesion ends; %NULL for all that hold voxels
 * @n_drawn: how many
 * @cancellable: (nullable): stops it
 * @error: where to put an error
 *
 * Fills what lies between drawn slices, and changes none of these. Where slices in
 * between hold voxels though they were not drawn, these are replaced; what lies before
 * the first or behind the last stays.
 *
 * The distance to the outline is interpolated between two slices and a voxel is in
 * where it is below 0 (Raya and Udupa 1990, doi:10.1109/42.52980; Herman et al. 1992,
 * IEEE CG&A 12(3)). By itself that thins what runs obliquely and loses what does
 * not lie over itself, so parts are matched first: those that lie over each other in
 * the patient belong together (as in Zukić et al. 2016, the Insight Journal,
 * hdl:10380/3563), of the rest the nearest. One part that becomes one is moved along the
 * line between their middles; parts that split or join stay in place, which gives a neck;
 * a part without a counterpart gets thinner and ends at the next slice. Holes are
 * morphed in the same way on their own.
 *
 * Returns: (transfer full) (nullable): the filled mask; %NULL where cancelled or
 *   wrongly asked
 */
RimMask *
rim_mask_fill_slices (RimMask       *self,
                      guint          axis,
                      const guint   *drawn,
                      guint          n_drawn,
                      GCancellable  *cancellable,
                      GError       **error)
{
  Filling filling = { .mask = self, .axis = axis, .cancellable = cancellable, .only = G_MAXUINT };
  g_autofree guint *owned = NULL;
  g_autoptr(RimMask) filled = NULL;
  g_autoptr(RimMask) rest = NULL;

  if (!choose_drawn (&filling, drawn, n_drawn, &owned, error))
    return NULL;
  filled = fill (&filling, error);
  if (filled == NULL)
    return NULL;

  rest = drawn != NULL ? clear_between (&filling) : rim_mask_ref (self);

  return rim_mask_combine (rest, filled, RIM_MASK_UNION);
}

/**
 * rim_mask_fill_slice:
 * @self: a mask
 * @axis: 0, 1 or 2 where slices of constant i, j or k were drawn
 * @drawn: (nullable) (array length=n_drawn): as in rim_mask_fill_slices()
 * @n_drawn: how many
 * @at: a slice
 * @error: where to put an error
 *
 * What rim_mask_fill_slices() would put into one slice: for an outline that follows
 * while one draws. Works on no more than the two slices around it.
 *
 * Returns: (transfer full) (nullable): a mask with nothing but that; empty where the
 *   slice was drawn or does not lie between drawn ones
 */
RimMask *
rim_mask_fill_slice (RimMask      *self,
                     guint         axis,
                     const guint  *drawn,
                     guint         n_drawn,
                     guint         at,
                     GError      **error)
{
  Filling filling = { .mask = self, .axis = axis, .only = at };
  g_autofree guint *owned = NULL;

  if (!check_axis (self, axis, at, error) ||
      !choose_drawn (&filling, drawn, n_drawn, &owned, error))
    return NULL;

  return fill (&filling, error);
}

/**
 * rim_mask_copy_slice:
 * @self: a mask
 * @axis: 0, 1 or 2 for slices of constant i, j or k
 * @from: the slice to copy
 * @to: where to
 * @replace: whether what is there goes; else the copy is added to it
 * @error: where to put an error
 *
 * Copies what is drawn on one slice to another, to the same rows and columns.
 *
 * Returns: (transfer full) (nullable): the mask with the copy
 */
RimMask *
rim_mask_copy_slice (RimMask   *self,
                     guint      axis,
                     guint      from,
                     guint      to,
                     gboolean   replace,
                     GError   **error)
{
  const guint drawn[1] = { to };
  Filling copying = { .mask = self, .axis = axis, .drawn = drawn };
  g_autoptr(RimMask) rest = NULL;
  g_autoptr(RimMask) copy = NULL;
  g_autoptr(RimSheet) sheet = NULL;
  RimBox slab;

  if (!check_axis (self, axis, from, error) || !check_axis (self, axis, to, error))
    return NULL;
  if (from == to || !rim_mask_get_bounds (self, &copying.bounds))
    return rim_mask_ref (self);

  copying.grid = *rim_mask_get_grid (self);
  rim_sheet_axes (axis, copying.axes);
  sheet = rim_sheet_new_from_mask (self, axis, from, &copying.bounds);
  copying.sheets = &sheet;
  copy = assemble (&copying, 1, error);
  if (copy == NULL)
    return NULL;

  slab = copying.bounds;
  slab.min[axis] = to;
  slab.max[axis] = to + 1;
  if (replace)
    {
      g_autoptr(RimMask) part = rim_mask_new_box (&copying.grid, &slab);

      rest = rim_mask_combine (self, part, RIM_MASK_SUBTRACT);
    }

  return rim_mask_combine (rest != NULL ? rest : self, copy, RIM_MASK_UNION);
}
