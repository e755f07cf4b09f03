/* rim-selector.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-selector.h"

#include <string.h>

#include "learn/rim-selectors-private.h"

static const RimSelector *const selectors[] = {
  &rim_selector_icc,
  &rim_selector_variance,
  &rim_selector_t_test,
  &rim_selector_mann_whitney,
  &rim_selector_chi_squared,
  &rim_selector_cox_test,
  &rim_selector_correlation,
  &rim_selector_mrmr,
  &rim_selector_lasso,
  &rim_selector_elastic_net,
  &rim_selector_rfe,
  &rim_selector_pca,
};

/**
 * rim_selectors_get:
 * @n_selectors: (out): how many
 *
 * Returns: (transfer none) (array length=n_selectors): all ways to have fewer columns
 */
const RimSelector *const *
rim_selectors_get (guint *n_selectors)
{
  *n_selectors = G_N_ELEMENTS (selectors);

  return selectors;
}

/* Returns: (transfer none) (nullable): the one of that id */
const RimSelector *
rim_selectors_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (selectors); i++)
    if (strcmp (selectors[i]->id, id) == 0)
      return selectors[i];

  return NULL;
}
