/* rim-rows.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-rows-private.h"

#include <string.h>

#include "core/rim-parallel.h"

/* A block is big enough to be worth a thread and small enough to stop within a
 * millisecond or so.
 */
#define ROWS_PER_BLOCK 64

typedef struct
{
  RimRows      *rows;
  gsize         n_scratch;
  RimRowFunc    func;
  gpointer      data;
  GCancellable *cancellable;
  GArray      **blocks;          /* of RimRun, the runs of each block of rows */
} Making;

static RimRows *
new_window (const gssize first[3],
            const gsize  size[3])
{
  RimRows *self = g_new0 (RimRows, 1);

  memcpy (self->first, first, sizeof self->first);
  memcpy (self->size, size, sizeof self->size);
  self->starts = g_new0 (gsize, rim_rows_get_n_rows (self) + 1);

  return self;
}

gsize
rim_rows_get_n_rows (const RimRows *self)
{
  return self->size[1] * self->size[2];
}

void
rim_rows_free (RimRows *self)
{
  if (self == NULL)
    return;

  g_free (self->starts);
  g_free (self->runs);
  g_free (self);
}

/* The runs of a row of the mask that lie in the window. */
static void
append_runs (GArray        *to,
             const RimRun  *runs,
             guint          n_runs,
             const RimRows *window)
{
  for (guint r = 0; r < n_runs; r++)
    {
      const gssize begin = MAX ((gssize) runs[r].begin - window->first[0], 0);
      const gssize end = MIN ((gssize) runs[r].end - window->first[0], (gssize) window->size[0]);

      if (begin < end)
        {
          RimRun run = { (guint32) begin, (guint32) end };

          g_array_append_val (to, run);
        }
    }
}

/* What lies between the runs from @from on becomes the runs. */
static void
invert_row (GArray  *runs,
            guint    from,
            guint32  width)
{
  guint32 begin = 0;
  guint n = from;

  for (guint r = from; r < runs->len; r++)
    {
      const RimRun run = g_array_index (runs, RimRun, r);

      if (begin < run.begin)
        g_array_index (runs, RimRun, n++) = (RimRun) { begin, run.begin };
      begin = run.end;
    }
  g_array_set_size (runs, n);

  if (begin < width)
    {
      RimRun last = { begin, width };

      g_array_append_val (runs, last);
    }
}

static RimRows *
gather (RimMask      *mask,
        const RimBox *box,
        const guint   low[3],
        const guint   high[3],
        gboolean      invert)
{
  const guint n_slices = rim_mask_get_grid (mask)->size[2];
  g_autoptr(GArray) runs = g_array_new (FALSE, FALSE, sizeof (RimRun));
  gssize first[3];
  gsize size[3];
  RimRows *self;

  for (guint axis = 0; axis < 3; axis++)
    {
      first[axis] = (gssize) box->min[axis] - (gssize) low[axis];
      size[axis] = (gsize) (box->max[axis] - box->min[axis]) + low[axis] + high[axis];
    }
  self = new_window (first, size);

  for (gsize row = 0; row < rim_rows_get_n_rows (self); row++)
    {
      const gssize j = first[1] + (gssize) (row % size[1]);
      const gssize k = first[2] + (gssize) (row / size[1]);
      const guint from = runs->len;
      guint n_runs = 0;
      const RimRun *found = NULL;

      if (j >= 0 && k >= 0 && k < (gssize) n_slices)
        found = rim_mask_slice_get_runs (rim_mask_get_slice (mask, (guint) k), (guint) j, &n_runs);
      append_runs (runs, found, n_runs, self);
      if (invert)
        invert_row (runs, from, (guint32) size[0]);
      self->starts[row + 1] = runs->len;
    }
  self->runs = g_memdup2 (runs->data, runs->len * sizeof (RimRun));

  return self;
}

/* The voxels of @mask in @box and so many more on either side of it. */
RimRows *
rim_rows_new (RimMask      *mask,
              const RimBox *box,
              const guint   low[3],
              const guint   high[3])
{
  return gather (mask, box, low, high, FALSE);
}

/* The voxels of the window that are not in the mask, also those off its grid. */
RimRows *
rim_rows_new_gaps (RimMask      *mask,
                   const RimBox *box,
                   const guint   low[3],
                   const guint   high[3])
{
  return gather (mask, box, low, high, TRUE);
}

static void
make_rows (gsize    begin,
           gsize    end,
           gpointer data)
{
  const Making *self = data;
  g_autofree gint32 *scratch = g_new (gint32, self->n_scratch);

  for (gsize block = begin; block < end; block++)
    {
      const gsize last = MIN ((block + 1) * ROWS_PER_BLOCK, rim_rows_get_n_rows (self->rows));
      GArray *runs = g_array_new (FALSE, FALSE, sizeof (RimRun));

      self->blocks[block] = runs;
      for (gsize row = block * ROWS_PER_BLOCK; row < last; row++)
        {
          if (g_cancellable_is_cancelled (self->cancellable))
            return;
          self->func (row, scratch, runs, self->data);
          self->rows->starts[row + 1] = runs->len;
        }
    }
}

/* Puts the blocks of rows one behind the other. */
static void
join_blocks (Making *self,
             gsize   n_blocks)
{
  const gsize n_rows = rim_rows_get_n_rows (self->rows);
  gsize n_runs = 0;

  for (gsize block = 0; block < n_blocks; block++)
    {
      for (gsize row = block * ROWS_PER_BLOCK; row < MIN ((block + 1) * ROWS_PER_BLOCK, n_rows); row++)
        self->rows->starts[row + 1] += n_runs;
      n_runs += self->blocks[block]->len;
    }

  self->rows->runs = g_new (RimRun, n_runs);
  n_runs = 0;
  for (gsize block = 0; block < n_blocks; block++)
    {
      GArray *runs = self->blocks[block];

      if (runs->len > 0)
        memcpy (self->rows->runs + n_runs, runs->data, runs->len * sizeof (RimRun));
      n_runs += runs->len;
    }
}

/* Makes the rows of a window like @window, several at once. */
RimRows *
rim_rows_make (const RimRows  *window,
               gsize           n_scratch,
               RimRowFunc      func,
               gpointer        data,
               GCancellable   *cancellable,
               GError        **error)
{
  const gsize n_blocks = (rim_rows_get_n_rows (window) + ROWS_PER_BLOCK - 1) / ROWS_PER_BLOCK;
  g_autoptr(RimRows) rows = new_window (window->first, window->size);
  g_autoptr(GPtrArray) blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  Making self = { rows, n_scratch, func, data, cancellable, NULL };

  g_ptr_array_set_size (blocks, (int) n_blocks);
  self.blocks = (GArray **) blocks->pdata;
  rim_parallel_for (n_blocks, 1, make_rows, &self);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  join_blocks (&self, n_blocks);

  return g_steal_pointer (&rows);
}

/* The runs of a row that lie on the grid, and whether others do not. */
static gboolean
append_on_grid (GArray        *to,
                const RimRows *self,
                gsize          row,
                guint          width)
{
  gboolean cut = FALSE;

  for (gsize r = self->starts[row]; r < self->starts[row + 1]; r++)
    {
      const gssize begin = self->first[0] + (gssize) self->runs[r].begin;
      const gssize end = self->first[0] + (gssize) self->runs[r].end;
      RimRun run = { (guint32) MAX (begin, 0), (guint32) CLAMP (end, 0, (gssize) width) };

      cut |= begin < 0 || end > (gssize) width;
      if (begin < (gssize) width && run.begin < run.end)
        g_array_append_val (to, run);
    }

  return cut;
}

static RimMaskSlice *
make_slice (const RimRows *self,
            gsize          slice,
            const RimGrid *grid,
            gboolean      *cut)
{
  g_autoptr(GArray) runs = g_array_new (FALSE, FALSE, sizeof (RimRun));
  g_autofree guint32 *starts = g_new0 (guint32, self->size[1] + 1);
  const gssize from = CLAMP (-self->first[1], 0, (gssize) self->size[1]);
  guint n_rows = 0;

  for (gsize j = 0; j < self->size[1]; j++)
    {
      const gsize row = slice * self->size[1] + j;
      const gssize at = self->first[1] + (gssize) j;

      if (at >= 0 && at < (gssize) grid->size[1])
        {
          *cut |= append_on_grid (runs, self, row, grid->size[0]);
          starts[++n_rows] = runs->len;
        }
      else
        {
          *cut |= self->starts[row + 1] > self->starts[row];
        }
    }

  return rim_mask_slice_new_from_rows ((guint) (self->first[1] + from), n_rows, starts,
                                       (const RimRun *) (gpointer) runs->data);
}

/* The voxels of the window that lie on the grid, as a mask there; @cut says
 * whether there were others.
 */
RimMask *
rim_rows_to_mask (const RimRows *self,
                  const RimGrid *grid,
                  gboolean      *cut)
{
  g_autofree RimMaskSlice **slices = g_new0 (RimMaskSlice *, grid->size[2]);
  const gsize height = self->size[1];
  gboolean any_cut = FALSE;

  for (gsize slice = 0; slice < self->size[2]; slice++)
    {
      const gssize k = self->first[2] + (gssize) slice;

      if (k >= 0 && k < (gssize) grid->size[2])
        slices[k] = make_slice (self, slice, grid, &any_cut);
      else
        any_cut |= self->starts[(slice + 1) * height] > self->starts[slice * height];
    }
  if (cut != NULL)
    *cut = any_cut;

  return rim_mask_new_take_slices (grid, slices);
}
