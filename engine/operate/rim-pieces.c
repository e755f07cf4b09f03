/* rim-pieces.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-pieces-private.h"

#include <string.h>

#include "core/rim-disjoint.h"

/* Joins the runs of two rows that touch when each reaches @slack columns farther. */
static void
join_rows (const RimRows *rows,
           guint32       *parents,
           gsize          row,
           gsize          other,
           guint32        slack)
{
  gsize a = rows->starts[row];
  gsize b = rows->starts[other];

  while (a < rows->starts[row + 1] && b < rows->starts[other + 1])
    {
      const RimRun *x = &rows->runs[a];
      const RimRun *y = &rows->runs[b];

      if (x->begin < y->end + slack && y->begin < x->end + slack)
        rim_disjoint_join (parents, (guint32) a, (guint32) b);
      if (x->end < y->end)
        a++;
      else
        b++;
    }
}

static void
join_slices (const RimRows *rows,
             guint32       *parents,
             gsize          row,
             RimTouch       touch)
{
  const gsize height = rows->size[1];
  const gsize j = row % height;
  const gsize below = row - height;

  join_rows (rows, parents, row, below, touch != RIM_TOUCH_FACES);
  if (touch == RIM_TOUCH_FACES)
    return;
  if (j > 0)
    join_rows (rows, parents, row, below - 1, touch == RIM_TOUCH_CORNERS);
  if (j + 1 < height)
    join_rows (rows, parents, row, below + 1, touch == RIM_TOUCH_CORNERS);
}

static void
add_run (RimPiece     *piece,
         const RimRun *run,
         gsize         j,
         gsize         k)
{
  const gsize low[3] = { run->begin, j, k };
  const gsize high[3] = { run->end, j + 1, k + 1 };

  if (piece->n_voxels == 0)
    {
      memcpy (piece->first, low, sizeof low);
      memcpy (piece->min, low, sizeof low);
    }
  piece->n_voxels += run->end - run->begin;
  for (guint axis = 0; axis < 3; axis++)
    {
      piece->min[axis] = MIN (piece->min[axis], low[axis]);
      piece->max[axis] = MAX (piece->max[axis], high[axis]);
    }
}

static void
number (RimPieces *self,
        guint32   *parents)
{
  const RimRows *rows = self->rows;
  GArray *pieces = g_array_new (FALSE, TRUE, sizeof (RimPiece));

  for (gsize row = 0; row < rim_rows_get_n_rows (rows); row++)
    for (gsize r = rows->starts[row]; r < rows->starts[row + 1]; r++)
      {
        const guint32 root = rim_disjoint_find (parents, (guint32) r);

        /* A root comes before all that belongs to it. */
        self->labels[r] = root == r ? pieces->len : self->labels[root];
        if (root == r)
          g_array_set_size (pieces, pieces->len + 1);
        add_run (&g_array_index (pieces, RimPiece, self->labels[r]), &rows->runs[r],
                 row % rows->size[1], row / rows->size[1]);
      }

  self->n_pieces = pieces->len;
  self->pieces = (RimPiece *) (gpointer) g_array_free (pieces, FALSE);
}

RimPieces *
rim_pieces_new_take (RimRows  *rows,
                     RimTouch  touch)
{
  RimPieces *self = g_new0 (RimPieces, 1);
  const gsize n_runs = rows->starts[rim_rows_get_n_rows (rows)];
  g_autofree guint32 *parents = g_new (guint32, n_runs);
  const guint32 slack = touch == RIM_TOUCH_EDGES || touch == RIM_TOUCH_CORNERS;

  self->rows = rows;
  self->labels = g_new (guint32, n_runs);
  for (gsize r = 0; r < n_runs; r++)
    parents[r] = (guint32) r;

  for (gsize row = 1; row < rim_rows_get_n_rows (rows); row++)
    {
      if (row % rows->size[1] > 0)
        join_rows (rows, parents, row, row - 1, slack);
      if (row >= rows->size[1] && touch != RIM_TOUCH_IN_SLICE)
        join_slices (rows, parents, row, touch);
    }
  number (self, parents);

  return self;
}

void
rim_pieces_free (RimPieces *self)
{
  if (self == NULL)
    return;

  rim_rows_free (self->rows);
  g_free (self->labels);
  g_free (self->pieces);
  g_free (self);
}

/* The pieces to keep, as a mask. */
RimMask *
rim_pieces_to_mask (const RimPieces *self,
                    const gboolean  *keep,
                    const RimGrid   *grid)
{
  const gsize n_rows = rim_rows_get_n_rows (self->rows);
  RimRows kept = *self->rows;
  RimMask *mask;
  gsize n = 0;

  kept.starts = g_new0 (gsize, n_rows + 1);
  kept.runs = g_new (RimRun, self->rows->starts[n_rows]);
  for (gsize row = 0; row < n_rows; row++)
    {
      for (gsize r = self->rows->starts[row]; r < self->rows->starts[row + 1]; r++)
        if (keep[self->labels[r]])
          kept.runs[n++] = self->rows->runs[r];
      kept.starts[row + 1] = n;
    }

  mask = rim_rows_to_mask (&kept, grid, NULL);
  g_free (kept.starts);
  g_free (kept.runs);

  return mask;
}
