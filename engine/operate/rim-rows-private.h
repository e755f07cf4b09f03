/* rim-rows-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-mask.h"

G_BEGIN_DECLS

/**
 * RimRows:
 * @first: the index of its first voxel on the grid of a mask; may lie outside
 * @size: how many voxels along i, j, k
 * @starts: of each row where its runs begin; one more than there are rows, which
 *   are numbered k * size[1] + j
 * @runs: sorted, disjoint and not adjacent in a row; columns count from first[0]
 *
 * The voxels of a mask within a window that may stick out of its grid: what
 * operations work on. Costs what its rows and runs weigh.
 */
typedef struct
{
  gssize  first[3];
  gsize   size[3];
  gsize  *starts;
  RimRun *runs;
} RimRows;

/**
 * RimRowFunc:
 * @row: which row
 * @scratch: as many as were asked for; of one thread; whatever was left in it
 * @runs: where to append the runs of the row
 * @data: what the caller gave
 *
 * Makes a row of a window.
 */
typedef void (*RimRowFunc) (gsize    row,
                            gint32  *scratch,
                            GArray  *runs,
                            gpointer data);

RimRows *rim_rows_new        (RimMask        *mask,
                              const RimBox   *box,
                              const guint     low[3],
                              const guint     high[3]) G_GNUC_WARN_UNUSED_RESULT;
RimRows *rim_rows_new_gaps   (RimMask        *mask,
                              const RimBox   *box,
                              const guint     low[3],
                              const guint     high[3]) G_GNUC_WARN_UNUSED_RESULT;
RimRows *rim_rows_make       (const RimRows  *window,
                              gsize           n_scratch,
                              RimRowFunc      func,
                              gpointer        data,
                              GCancellable   *cancellable,
                              GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void     rim_rows_free       (RimRows        *self);
gsize    rim_rows_get_n_rows (const RimRows  *self);
RimMask *rim_rows_to_mask    (const RimRows  *self,
                              const RimGrid  *grid,
                              gboolean       *cut) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimRows, rim_rows_free)

G_END_DECLS
