/* rim-order.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void   rim_order_init       (guint32       *order,
                             const double  *values,
                             gsize          n);
void   rim_order_refine     (guint32       *order,
                             const double  *values,
                             gsize          n);
void   rim_order_init_rows  (guint32       *order,
                             const double **columns,
                             guint          n_columns,
                             gsize          n);
gsize  rim_order_find_run   (const guint32 *order,
                             const double  *values,
                             gsize          n,
                             gsize          begin);
double rim_order_find_ranks (const guint32 *order,
                             const double  *values,
                             gsize          n,
                             double        *ranks);

G_END_DECLS
