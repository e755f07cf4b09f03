/* rim-pieces.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-pieces-private.h"

#include <string.h>

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

RimPieces *
rim_pieces_new_take (RimRows  *rows,
                     RimTouch  touch)
{
  RimPieces *self = g_new0 (RimPieces, 1);
  const gsize n_rows = rim_rows_get_n_rows (rows);

  self->rows = rows;
  self->labels = rim_runs_label (rows->runs, rows->starts, n_rows, rows->size[1], touch, &self->n_pieces);
  self->pieces = g_new0 (RimPiece, self->n_pieces);
  for (gsize row = 0; row < n_rows; row++)
    for (gsize r = rows->starts[row]; r < rows->starts[row + 1]; r++)
      add_run (&self->pieces[self->labels[r]], &rows->runs[r], row % rows->size[1], row / rows->size[1]);

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
