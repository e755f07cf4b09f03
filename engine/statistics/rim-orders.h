/* rim-orders.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimOrders:
 * @n_rows: how many rows
 * @n_columns: how many columns
 * @rows: of each column its rows from the lowest value to the highest
 *
 * The orders of a table's columns, sorted once for all that is asked of its folds.
 * Immutable.
 */
typedef struct
{
  gsize    n_rows;
  gsize    n_columns;
  guint32 *rows;
} RimOrders;

RimOrders     *rim_orders_new  (const double    *columns,
                                gsize            n_rows,
                                gsize            n_columns,
                                GError         **error) G_GNUC_WARN_UNUSED_RESULT;
void           rim_orders_free (RimOrders       *self);
const guint32 *rim_orders_get  (const RimOrders *self,
                                gsize            column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimOrders, rim_orders_free)

G_END_DECLS
