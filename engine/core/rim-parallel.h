/* rim-parallel.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimParallelFunc:
 * @begin: the first item of the block
 * @end: one past the last item of the block
 * @data: what the caller gave
 *
 * Works on items @begin to @end of a parallel loop. It must not depend on which
 * thread runs it or on the order of the blocks.
 */
typedef void (*RimParallelFunc) (gsize    begin,
                                 gsize    end,
                                 gpointer data);

void  rim_parallel_for           (gsize           n_items,
                                  gsize           block,
                                  RimParallelFunc func,
                                  gpointer        data);
void  rim_parallel_set_n_threads (guint n_threads);
guint rim_parallel_get_n_threads (void);

G_END_DECLS
