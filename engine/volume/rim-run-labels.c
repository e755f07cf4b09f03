/* rim-run-labels.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-run-labels.h"

#include "core/rim-disjoint.h"

typedef struct
{
  const RimRun *runs;
  const gsize  *starts;
  gsize         height;
} Runs;

/* Joins the runs of two rows that touch when each reaches @slack columns farther. */
static void
join_rows (const Runs *self,
           guint32    *parents,
           gsize       row,
           gsize       other,
           guint32     slack)
{
  gsize a = self->starts[row];
  gsize b = self->starts[other];

  while (a < self->starts[row + 1] && b < self->starts[other + 1])
    {
      const RimRun *x = &self->runs[a];
      const RimRun *y = &self->runs[b];

      if (x->begin < y->end + slack && y->begin < x->end + slack)
        rim_disjoint_join (parents, (guint32) a, (guint32) b);
      if (x->end < y->end)
        a++;
      else
        b++;
    }
}

static void
join_slices (const Runs *self,
             guint32    *parents,
             gsize       row,
             RimTouch    touch)
{
  const gsize j = row % self->height;
  const gsize below = row - self->height;

  join_rows (self, parents, row, below, touch != RIM_TOUCH_FACES);
  if (touch == RIM_TOUCH_FACES)
    return;
  if (j > 0)
    join_rows (self, parents, row, below - 1, touch == RIM_TOUCH_CORNERS);
  if (j + 1 < self->height)
    join_rows (self, parents, row, below + 1, touch == RIM_TOUCH_CORNERS);
}

/* A root comes before all that belongs to it, so that its number is known by then. */
static guint32
number (guint32 *parents,
        gsize    n_runs,
        guint32 *labels)
{
  guint32 n = 0;

  for (gsize r = 0; r < n_runs; r++)
    {
      const guint32 root = rim_disjoint_find (parents, (guint32) r);

      labels[r] = root == r ? n++ : labels[root];
    }

  return n;
}

/**
 * rim_runs_label:
 * @runs: runs of voxels, row after row, each row from left to right
 * @starts: of each row, where its runs begin; one more than there are rows
 * @n_rows: a multiple of @height
 * @height: rows of a slice
 * @touch: which voxels hang together
 * @n_pieces: (out): how many pieces they make
 *
 * Finds what hangs together in one pass over runs.
 *
 * Returns: (transfer full): of each run, which piece it belongs to; pieces are in the
 *   order of their first voxels
 */
guint32 *
rim_runs_label (const RimRun *runs,
                const gsize  *starts,
                gsize         n_rows,
                gsize         height,
                RimTouch      touch,
                guint32      *n_pieces)
{
  const Runs self = { runs, starts, height };
  const gsize n_runs = starts[n_rows];
  const guint32 slack = touch == RIM_TOUCH_EDGES || touch == RIM_TOUCH_CORNERS;
  g_autofree guint32 *parents = g_new (guint32, n_runs);
  guint32 *labels = g_new (guint32, n_runs);

  for (gsize r = 0; r < n_runs; r++)
    parents[r] = (guint32) r;

  for (gsize row = 1; row < n_rows; row++)
    {
      if (row % height > 0)
        join_rows (&self, parents, row, row - 1, slack);
      if (row >= height && touch != RIM_TOUCH_IN_SLICE)
        join_slices (&self, parents, row, touch);
    }
  *n_pieces = number (parents, n_runs, labels);

  return labels;
}
