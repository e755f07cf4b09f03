/* rim-nomogram.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "signature/rim-signature.h"

G_BEGIN_DECLS

/**
 * RimNomogramAxis:
 * @name: the input
 * @low: where the axis begins, the least value of training; of a category 0
 * @high: where it ends
 * @points_low: how many points @low has
 * @points_high: how many @high has; in between points are linear, of numbers
 * @levels: (nullable): of a category its levels, NULL-terminated
 * @level_points: (nullable): how many points each level has
 */
typedef struct
{
  char    *name;
  double   low;
  double   high;
  double   points_low;
  double   points_high;
  char   **levels;
  double  *level_points;
} RimNomogramAxis;

/**
 * RimNomogram:
 * @axes: (element-type RimNomogramAxis): the one with most points first
 * @total: how many points there can be within the range of training
 * @margin_at_zero: the margin of no points
 * @margin_per_point: what a point adds
 *
 * A linear signature as a sum of points: the input that matters most within the range of
 * training has 0 to 100. A sum of points has the margin @margin_at_zero + points ×
 * @margin_per_point, whose probability rim_fit_get_probability() gives.
 */
typedef struct
{
  GPtrArray *axes;
  double     total;
  double     margin_at_zero;
  double     margin_per_point;
} RimNomogram;

RimNomogram *rim_nomogram_new        (RimSignature           *signature,
                                      GError                **error) G_GNUC_WARN_UNUSED_RESULT;
void         rim_nomogram_free       (RimNomogram            *self);
double       rim_nomogram_get_points (const RimNomogramAxis  *axis,
                                      double                  value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimNomogram, rim_nomogram_free)

G_END_DECLS
