/* rim-selectors-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "learn/rim-selection-private.h"

G_BEGIN_DECLS

/* Rows of the table of selectors, by the file they stand in. */
extern const RimSelector rim_selector_variance;
extern const RimSelector rim_selector_icc;
extern const RimSelector rim_selector_t_test;
extern const RimSelector rim_selector_mann_whitney;
extern const RimSelector rim_selector_chi_squared;
extern const RimSelector rim_selector_cox_test;
extern const RimSelector rim_selector_correlation;
extern const RimSelector rim_selector_mrmr;
extern const RimSelector rim_selector_lasso;
extern const RimSelector rim_selector_elastic_net;
extern const RimSelector rim_selector_rfe;
extern const RimSelector rim_selector_pca;

#define RIM_KIND_BINARY   (1u << RIM_OUTCOME_BINARY)
#define RIM_KIND_SURVIVAL (1u << RIM_OUTCOME_SURVIVAL)
#define RIM_KIND_ANY      (RIM_KIND_BINARY | RIM_KIND_SURVIVAL | 1u << RIM_OUTCOME_NUMBER)

G_END_DECLS
