/* rim-kaplan-meier.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "statistics/rim-estimate.h"

G_BEGIN_DECLS

/**
 * RimSurvivalInterval:
 * @RIM_SURVIVAL_INTERVAL_PLAIN: on the scale of survival, cut at 0 and 1
 * @RIM_SURVIVAL_INTERVAL_LOG: on that of its logarithm, as R has it unless told
 * @RIM_SURVIVAL_INTERVAL_LOG_LOG: on that of the logarithm of its logarithm, which stays
 *   between 0 and 1
 *
 * On which scale survival is taken for normal.
 */
typedef enum
{
  RIM_SURVIVAL_INTERVAL_PLAIN,
  RIM_SURVIVAL_INTERVAL_LOG,
  RIM_SURVIVAL_INTERVAL_LOG_LOG,
} RimSurvivalInterval;

/**
 * RimSurvivalStep:
 * @time: when somebody has an event or is censored
 * @n_at_risk: how many rows just before
 * @n_events: how many have an event then
 * @n_censored: how many are censored then, after the events
 * @survival: from then on, with its interval, which is NAN where nobody survives
 * @standard_error: of @survival, after Greenwood; NAN where nobody survives
 */
typedef struct
{
  double      time;
  gsize       n_at_risk;
  gsize       n_events;
  gsize       n_censored;
  RimEstimate survival;
  double      standard_error;
} RimSurvivalStep;

/**
 * RimKaplanMeier:
 * @n: how many rows
 * @n_events: how many have an event
 * @median: the time at which half survive; INFINITY where it is not reached
 * @n_steps: how many steps
 * @steps: one for each time, from the first
 *
 * The estimate of Kaplan and Meier (1958, doi:10.1080/01621459.1958.10501452). Immutable.
 */
typedef struct
{
  gsize            n;
  gsize            n_events;
  RimEstimate      median;
  gsize            n_steps;
  RimSurvivalStep *steps;
} RimKaplanMeier;

RimKaplanMeier        *rim_kaplan_meier_new           (const double         *times,
                                                       const guint8         *events,
                                                       gsize                 n,
                                                       RimSurvivalInterval   interval,
                                                       GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void                   rim_kaplan_meier_free          (RimKaplanMeier       *self);
const RimSurvivalStep *rim_kaplan_meier_find          (const RimKaplanMeier *self,
                                                       double                time);
double                 rim_kaplan_meier_get_survival  (const RimKaplanMeier *self,
                                                       double                time);
gsize                  rim_kaplan_meier_get_n_at_risk (const RimKaplanMeier *self,
                                                       double                time);
void                   rim_kaplan_meier_get_mean      (const RimKaplanMeier *self,
                                                       double                until,
                                                       double               *mean,
                                                       double               *standard_error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimKaplanMeier, rim_kaplan_meier_free)

G_END_DECLS
