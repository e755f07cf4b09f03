/* rim-icc.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "statistics/rim-estimate.h"

G_BEGIN_DECLS

/**
 * RimIcc:
 * @mean_square_cases: of the analysis of variance, between cases
 * @mean_square_readers: between readers
 * @mean_square_error: what is left
 * @mean_square_within: within cases, readers and what is left together
 * @icc_1_1: one-way random effects, absolute agreement, single reader
 * @icc_2_1: two-way random effects, absolute agreement, single reader
 * @icc_3_1: two-way mixed effects, consistency, single reader
 *
 * Intraclass correlations of readers, or of repeated measurements. They may be below 0.
 */
typedef struct
{
  double      mean_square_cases;
  double      mean_square_readers;
  double      mean_square_error;
  double      mean_square_within;
  RimEstimate icc_1_1;
  RimEstimate icc_2_1;
  RimEstimate icc_3_1;
} RimIcc;

gboolean rim_icc_init   (RimIcc              *self,
                         const double        *values,
                         gsize                n_cases,
                         guint                n_readers,
                         GError             **error);
gboolean rim_icc_screen (RimIcc              *iccs,
                         const double *const *tables,
                         guint                n_readers,
                         gsize                n_cases,
                         gsize                n_columns,
                         GError             **error);

G_END_DECLS
