/* rim-screen.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "statistics/rim-orders.h"
#include "statistics/rim-significance.h"

G_BEGIN_DECLS

/* The label of a row that is left out, such as one of another fold. */
#define RIM_SCREEN_LEFT_OUT 2

/**
 * RimScreenTest:
 * @RIM_SCREEN_WELCH: the t-test of classes with variances of their own
 * @RIM_SCREEN_STUDENT: the t-test of classes with the same variance
 * @RIM_SCREEN_MANN_WHITNEY: the test of ranks
 */
typedef enum
{
  RIM_SCREEN_WELCH,
  RIM_SCREEN_STUDENT,
  RIM_SCREEN_MANN_WHITNEY,
} RimScreenTest;

/**
 * RimScreenColumn:
 * @values: by row
 * @order: (array length=n): rows from the lowest value to the highest, equal ones by row;
 *   rows that are not among them are left out
 * @n: how many rows
 *
 * A column that is tested where it stands.
 */
typedef struct
{
  const double  *values;
  const guint32 *order;
  gsize          n;
} RimScreenColumn;

gboolean rim_screen_test (const RimOrders  *orders,
                          const double     *columns,
                          const guint8     *labels,
                          RimScreenTest     test,
                          RimSignificance  *significances,
                          GError          **error);
gboolean rim_screen_test_columns (const RimScreenColumn  *columns,
                                  gsize                   n_columns,
                                  const guint8           *labels,
                                  gsize                   n_rows,
                                  RimScreenTest           test,
                                  RimSignificance        *significances,
                                  GError                **error);
gboolean rim_screen_auc  (const RimOrders  *orders,
                          const double     *columns,
                          const guint8     *labels,
                          double           *aucs,
                          GError          **error);

G_END_DECLS
