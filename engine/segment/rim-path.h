/* rim-path.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-mask.h"

G_BEGIN_DECLS

RimMask *rim_path_fill  (const RimGrid *grid,
                         const RimVec3 *points,
                         gsize          n_points,
                         RimVec3        normal) G_GNUC_WARN_UNUSED_RESULT;
RimMask *rim_path_sweep (const RimGrid *grid,
                         const RimVec3 *points,
                         gsize          n_points,
                         RimVec3        normal,
                         double         before,
                         double         behind) G_GNUC_WARN_UNUSED_RESULT;
RimVec3 *rim_path_spline (const RimVec3 *knots,
                          gsize          n_knots,
                          gboolean       closed,
                          gsize         *n_points) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
