/* rim-tally-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimTally:
 * @n: how many different keys there are
 * @keys: (array length=n): ascending
 * @counts: (array length=n): how often each occurs; never 0
 *
 * A sparse matrix of counts, the key being the place in the matrix.
 */
typedef struct
{
  gsize    n;
  guint32 *keys;
  guint32 *counts;
} RimTally;

/**
 * RimCells:
 *
 * A #RimTally whose counts have been weighed.
 */
typedef struct
{
  gsize    n;
  guint32 *keys;
  double  *counts;
} RimCells;

/**
 * RimTallyFunc:
 * @begin: the first voxel
 * @end: one past the last
 * @keys: (out caller-allocates): the key of each; below the first that counts
 *   where the voxel has none; RIM_CHUNK more may be written behind the last
 * @data: what the caller gave
 *
 * Called with successive pieces of the voxels, in their order.
 */
typedef void (*RimTallyFunc) (gsize    begin,
                              gsize    end,
                              guint32 *keys,
                              gpointer data);

void rim_tally_init       (RimTally       *self,
                           gsize           begin,
                           gsize           end,
                           guint32         first_key,
                           guint64         n_keys,
                           RimTallyFunc    func,
                           gpointer        data);
void rim_tally_clear      (RimTally       *self);
void rim_cells_init       (RimCells       *self,
                           const RimTally *tallies,
                           const double   *weights,
                           gsize           n_tallies);
void rim_cells_clear      (RimCells       *self);

G_END_DECLS
