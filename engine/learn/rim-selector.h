/* rim-selector.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "learn/rim-learner.h"

G_BEGIN_DECLS

/* What the steps of a chain work on; see rim-selection-private.h. */
typedef struct _RimSelection RimSelection;

/**
 * RimSelector:
 * @id: "variance", "t-test", "mann-whitney", "chi-squared", "cox-test", "correlation",
 *   "mrmr", "lasso", "elastic-net", "rfe", "icc", "pca"
 * @title: as people read it
 * @kinds: the kinds of outcomes it can take, as 1 << #RimOutcomeKind
 * @parameters: (array length=n_parameters): what it takes
 *
 * One way to have fewer columns: a row of the table that rim_selectors_get() gives.
 */
typedef struct _RimSelector RimSelector;

struct _RimSelector
{
  const char         *id;
  const char         *title;
  guint               kinds;
  const RimParameter *parameters;
  guint               n_parameters;

  /*< private >*/
  gboolean            (*run)(RimSelection                       *selection,
                             const double                       *parameters,
                             GError                            **error);
};

const RimSelector *const *rim_selectors_get  (guint      *n_selectors);
const RimSelector        *rim_selectors_find (const char *id);

G_END_DECLS
