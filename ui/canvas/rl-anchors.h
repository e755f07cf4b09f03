/* rl-anchors.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-session.h"

G_BEGIN_DECLS

#define RL_MAX_ANCHORS 3

/**
 * RlAnchors:
 * @placed: points that a hand has placed, LPS mm
 * @n: how many
 * @pointer: where the next one floats, LPS mm
 *
 * What a hand has done of a measurement that is drawn by its points.
 */
typedef struct
{
  RimVec3 placed[RL_MAX_ANCHORS];
  guint   n;
  RimVec3 pointer;
} RlAnchors;

RimMeasurement *rl_anchors_draw (const RlAnchors *self,
                                 RimMeasurement  *template,
                                 RlSession       *session,
                                 RimVec3 right) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
