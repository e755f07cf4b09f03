/* rl-contour-effect.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-jobs.h"
#include "score/rl-score-question.h"

G_BEGIN_DECLS

#define RL_TYPE_CONTOUR_EFFECT (rl_contour_effect_get_type ())

/**
 * RlContourEffect:
 *
 * How much the contour matters: a worker scores contours that are shifted, grown and
 * shrunk. It is asked for; once it was, it is asked again when the contour has rested.
 *
 * Properties: "progress" (double, 0 to 1).
 *
 * Signal "changed": there is another interval, or none, or it is out of date.
 */
G_DECLARE_FINAL_TYPE (RlContourEffect, rl_contour_effect, RL, CONTOUR_EFFECT, GObject)

RlContourEffect *rl_contour_effect_new (RlJobs *jobs) G_GNUC_WARN_UNUSED_RESULT;
void             rl_contour_effect_follow        (RlContourEffect       *self,
                                                  const RlScoreQuestion *question);
void             rl_contour_effect_ask           (RlContourEffect       *self);
void             rl_contour_effect_cancel        (RlContourEffect       *self);
gboolean         rl_contour_effect_get_interval  (RlContourEffect       *self,
                                                  double                *low,
                                                  double                *high);
double           rl_contour_effect_get_flips     (RlContourEffect       *self);
gboolean         rl_contour_effect_is_up_to_date (RlContourEffect       *self);
gboolean         rl_contour_effect_is_busy       (RlContourEffect       *self);
double           rl_contour_effect_get_distance  (RlContourEffect       *self);
const char      *rl_contour_effect_get_problem   (RlContourEffect       *self);

G_END_DECLS
