/* rim-nodule.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "delineate/rim-delineate.h"

G_BEGIN_DECLS

/**
 * RimNoduleOptions:
 * @radius: how far from the point a nodule may reach, in mm
 * @vessel: what is no thicker than twice as much, in mm, is taken for a vessel
 * @roll: the radius of the ball that rolls along the pleura, in mm
 */
typedef struct
{
  double radius;
  double vessel;
  double roll;
} RimNoduleOptions;

#define RIM_NODULE_OPTIONS_INIT { 25, 1.5, 15 }

/**
 * RimNoduleResult:
 * @lung: the value of the lung about it, HU
 * @core: that of the middle of the nodule, HU
 * @threshold: voxels from this value on are in
 * @opening: the radius that cut off what hung on to it, in mm
 * @is_cut_at_pleura: whether it had to be cut where the lung ends
 *
 * How a proposal came about.
 */
typedef struct
{
  double   lung;
  double   core;
  double   threshold;
  double   opening;
  gboolean is_cut_at_pleura;
} RimNoduleResult;

RimMask *rim_nodule_delineate (RimVolume              *ct,
                               RimVec3                 point,
                               const RimNoduleOptions *options,
                               RimMask                *within,
                               RimNoduleResult        *result,
                               GCancellable           *cancellable,
                               GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
