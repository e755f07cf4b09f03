/* rl-measurer.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-jobs.h"
#include "core/rl-session.h"
#include "feature/rim-measure.h"

G_BEGIN_DECLS

#define RL_TYPE_MEASURER (rl_measurer_get_type ())

/**
 * RlMeasurer:
 *
 * Keeps the measures of the active lesion: asks a worker anew whenever a
 * stroke, an edit or an image changes, and takes the newest answer.
 *
 * Signal "changed": there are other measures, or none, or other reasons.
 */
G_DECLARE_FINAL_TYPE (RlMeasurer, rl_measurer, RL, MEASURER, GObject)

RlMeasurer        *rl_measurer_new (RlJobs       *jobs,
                                    RlSession    *session) G_GNUC_WARN_UNUSED_RESULT;
const RimMeasures *rl_measurer_get_measures   (RlMeasurer   *self);
const char        *rl_measurer_get_why_nothing (RlMeasurer  *self);
const char        *rl_measurer_get_why_no_ct  (RlMeasurer   *self);
const char        *rl_measurer_get_why_no_pet (RlMeasurer   *self);
void               rl_measurer_set_pet_reason (RlMeasurer   *self,
                                               const char   *reason);
gboolean           rl_measurer_is_up_to_date  (RlMeasurer   *self);

G_END_DECLS
