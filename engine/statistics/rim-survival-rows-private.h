/* rim-survival-rows-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Rows one stratum after the other, each from the last time to the first, and rows of
 * the same time by their columns, so that nothing depends on how they were given.
 */
guint32 *rim_survival_rows_new       (const double  *times,
                                      const guint8  *events,
                                      const guint32 *strata,
                                      const double **columns,
                                      guint          n_columns,
                                      gsize          n) G_GNUC_WARN_UNUSED_RESULT;
gsize    rim_survival_rows_find_tie  (const guint32 *rows,
                                      const double  *times,
                                      const guint32 *strata,
                                      gsize          n,
                                      gsize          begin);
gboolean rim_survival_rows_is_first  (const guint32 *rows,
                                      const guint32 *strata,
                                      gsize          at);

G_END_DECLS
