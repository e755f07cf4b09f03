/* rim-bootstrap.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "statistics/rim-estimate.h"

G_BEGIN_DECLS

/**
 * RimBootstrapFunc:
 * @rows: (array length=n): rows, of which some come more than once and some not at all
 * @n: how many
 * @data: what the caller gave
 *
 * Runs in any thread, and must depend on what it is given alone.
 *
 * Returns: what is estimated of these rows; NAN where they give no value
 */
typedef double (*RimBootstrapFunc) (const guint32 *rows,
                                    gsize          n,
                                    gpointer       data);

/**
 * RimBootstrapManyFunc:
 * @rows: (array length=n): rows, of which some come more than once and some not at all
 * @n: how many
 * @values: (out): what is estimated of these rows, NAN where they give no value
 * @data: what the caller gave
 *
 * As #RimBootstrapFunc, for several estimates at once.
 */
typedef void (*RimBootstrapManyFunc) (const guint32 *rows,
                                      gsize          n,
                                      double        *values,
                                      gpointer       data);

/**
 * RimBootstrap:
 * @value: of all rows
 * @bias: the mean of the replicates less @value
 * @standard_error: the standard deviation of the replicates
 * @percentile: the interval between quantiles of the replicates
 * @bca: the same, corrected for bias and acceleration; NAN where @value is not within
 *   the replicates or rows cannot be left out
 * @n_replicates: that gave a value
 * @n_failed: that gave none, and are left out
 */
typedef struct
{
  double      value;
  double      bias;
  double      standard_error;
  RimEstimate percentile;
  RimEstimate bca;
  gsize       n_replicates;
  gsize       n_failed;
} RimBootstrap;

gboolean rim_bootstrap_init      (RimBootstrap          *self,
                                  RimBootstrapFunc       func,
                                  gpointer               data,
                                  gsize                  n,
                                  const guint8          *strata,
                                  gsize                  n_replicates,
                                  guint64                seed,
                                  GError               **error);
void     rim_bootstrap_init_many (RimBootstrap          *selves,
                                  gsize                  n_values,
                                  RimBootstrapManyFunc   func,
                                  gpointer               data,
                                  gsize                  n,
                                  const guint8          *strata,
                                  gsize                  n_replicates,
                                  guint64                seed);

G_END_DECLS
