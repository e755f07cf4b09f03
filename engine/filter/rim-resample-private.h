/* rim-resample-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "filter/rim-taps-private.h"

G_BEGIN_DECLS

/* Reads the values of voxels @i to @i + @n - 1 of a row. */
typedef void (*RimReadRowFunc) (gpointer data,
                                guint    i,
                                guint    j,
                                guint    k,
                                guint    n,
                                double  *values);

/* Takes samples @offset to @offset + @n - 1 of slice @k. */
typedef void (*RimStoreFunc) (gpointer      data,
                              guint         k,
                              gsize         offset,
                              guint         n,
                              const double *values);

gboolean rim_resample_axes (const RimTaps  *taps,
                            RimReadRowFunc  read_row,
                            gpointer        source,
                            RimStoreFunc    store,
                            gpointer        target,
                            GCancellable   *cancellable,
                            GError        **error);

G_END_DECLS
