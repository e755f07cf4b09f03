/* rl-thresholder.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-session.h"
#include "delineate/rim-range.h"

G_BEGIN_DECLS

/**
 * RlThresholdWhere:
 * @RL_THRESHOLD_BALL: a ball about a point
 * @RL_THRESHOLD_LESION: the box of the active lesion, and a margin
 * @RL_THRESHOLD_ALL: the whole image
 *
 * Where a threshold looks.
 */
typedef enum
{
  RL_THRESHOLD_BALL,
  RL_THRESHOLD_LESION,
  RL_THRESHOLD_ALL,
  RL_THRESHOLD_N_WHERE
} RlThresholdWhere;

#define RL_TYPE_THRESHOLDER (rl_thresholder_get_type ())

/**
 * RlThresholder:
 *
 * Proposes what has values in a range while the tool for that is in hand, anew with every
 * change: of a large region first what the planes cut, then all of it. A session has one.
 *
 * Signal "changed": a number, the values of the region or the text did.
 */
G_DECLARE_FINAL_TYPE (RlThresholder, rl_thresholder, RL, THRESHOLDER, GObject)

RlThresholder        *rl_thresholder_get (RlSession        *session);
void                  rl_thresholder_point        (RlThresholder    *self,
                                                   RlLayerKind       layer,
                                                   RimVec3           point,
                                                   RimMaskOp         op);
RlLayerKind           rl_thresholder_get_layer    (RlThresholder    *self);
void                  rl_thresholder_set_layer    (RlThresholder    *self,
                                                   RlLayerKind       layer);
gboolean              rl_thresholder_get_range    (RlThresholder    *self,
                                                   double           *low,
                                                   double           *high);
void                  rl_thresholder_set_range    (RlThresholder    *self,
                                                   double            low,
                                                   double            high);
void                  rl_thresholder_use_otsu     (RlThresholder    *self);
void                  rl_thresholder_use_window   (RlThresholder    *self);
RlThresholdWhere      rl_thresholder_get_where    (RlThresholder    *self);
void                  rl_thresholder_set_where    (RlThresholder    *self,
                                                   RlThresholdWhere  where);
double                rl_thresholder_get_size     (RlThresholder    *self);
void                  rl_thresholder_set_size     (RlThresholder    *self,
                                                   double            size);
RimRangePieces        rl_thresholder_get_pieces   (RlThresholder    *self);
void                  rl_thresholder_set_pieces   (RlThresholder    *self,
                                                   RimRangePieces    pieces);
const RimRangeLevels *rl_thresholder_get_levels   (RlThresholder    *self);
const char           *rl_thresholder_get_text     (RlThresholder    *self);
gboolean              rl_thresholder_is_busy      (RlThresholder    *self);

G_END_DECLS
