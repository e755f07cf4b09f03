/* rim-decision-curve.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimDecisionPoint:
 * @threshold: the probability from which on one would treat
 * @model: the net benefit of treating whom the model says
 * @all: that of treating everybody; that of nobody is 0
 */
typedef struct
{
  double threshold;
  double model;
  double all;
} RimDecisionPoint;

gboolean rim_decision_curve_find (RimDecisionPoint  *points,
                                  gsize              n_points,
                                  const double      *probabilities,
                                  const guint8      *labels,
                                  gsize              n,
                                  GError           **error);

G_END_DECLS
