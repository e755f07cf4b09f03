/* rim-transform-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "learn/rim-fit.h"
#include "learn/rim-selection-private.h"

G_BEGIN_DECLS

/**
 * RimTransform:
 * @n_inputs: how many values of a row it takes
 * @inputs: (array length=n_inputs): what becomes of each
 * @sources: (nullable) (array length=n_inputs): columns of the table it was learned from
 * @n_scaled: how many of them come first and are scaled; the batch, if any, comes last
 * @combat: (nullable): what harmonises those of @harmonised
 * @harmonised: (nullable) (array length=n_scaled): columns of @combat, or -1
 * @n_outputs: how many values a model takes
 * @loadings: (nullable): n_outputs × n_scaled; %NULL where outputs are inputs
 *
 * What becomes of a row's values before a model sees them. Plain data.
 */
typedef struct
{
  guint                 n_inputs;
  RimFitInput          *inputs;
  const RimColumn     **sources;
  guint                 n_scaled;
  RimCombat            *combat;
  int                  *harmonised;
  guint                 n_outputs;
  double               *loadings;
} RimTransform;

void      rim_transform_init    (RimTransform       *self,
                                 RimSelection       *selection);
void      rim_transform_clear   (RimTransform       *self);
gboolean  rim_transform_scale   (const RimTransform *self,
                                 const double       *values,
                                 double             *scaled);
void      rim_transform_project (const RimTransform *self,
                                 const double       *scaled,
                                 double             *outputs);
gboolean  rim_transform_row     (const RimTransform *self,
                                 guint32             row,
                                 double             *outputs);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimTransform, rim_transform_clear)

G_END_DECLS
