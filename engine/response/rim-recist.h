/* rim-recist.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "response/rim-follow-up.h"

G_BEGIN_DECLS

/**
 * RimResponse:
 * @RIM_RESPONSE_NONE: there is no disease of this sort, or nothing to compare with yet
 * @RIM_RESPONSE_NE: not all evaluated
 * @RIM_RESPONSE_CR: complete response
 * @RIM_RESPONSE_PR: partial response
 * @RIM_RESPONSE_SD: stable disease
 * @RIM_RESPONSE_NON_CR_NON_PD: of non-target disease, neither gone nor progressed
 * @RIM_RESPONSE_PD: progressive disease
 *
 * A category of RECIST 1.1 (Eisenhauer et al. 2009).
 */
typedef enum
{
  RIM_RESPONSE_NONE,
  RIM_RESPONSE_NE,
  RIM_RESPONSE_CR,
  RIM_RESPONSE_PR,
  RIM_RESPONSE_SD,
  RIM_RESPONSE_NON_CR_NON_PD,
  RIM_RESPONSE_PD,
  RIM_N_RESPONSES
} RimResponse;

/**
 * RimRecistSettings:
 * @min_sd_days: stable disease counts as the best response from this many days after baseline
 *   on; protocols say, 6 weeks where they do not
 * @confirm: whether complete and partial response need a second assessment, as in trials
 *   whose end point is the response
 * @confirm_days: how much later that is at least; 4 weeks (section 4.6)
 * @partial_after_complete: the best response where partial follows complete response: SD, PD
 *   or PR. By default it is SD if it lasted, else PD, as disease after a complete response is
 *   progression; the source leaves it open (table 3, note)
 * @relapse_is_progression: whether a target that comes back after a complete response of all
 *   targets is progression, whatever its size (appendix II, "reappearance")
 *
 * What RECIST 1.1 leaves to a protocol. Plain data.
 */
typedef struct
{
  double      min_sd_days;
  gboolean    confirm;
  double      confirm_days;
  RimResponse partial_after_complete;
  gboolean    relapse_is_progression;
} RimRecistSettings;

#define RIM_RECIST_SETTINGS_DEFAULT \
  ((RimRecistSettings) { .min_sd_days = 42.0, .confirm_days = 28.0, \
                         .partial_after_complete = RIM_RESPONSE_SD, .relapse_is_progression = TRUE })

/**
 * RimRecistPoint:
 * @sum_mm: of the diameters of all targets that have one
 * @is_complete: whether all targets count in it
 * @nadir_mm: the smallest sum before, baseline included; NAN at baseline
 * @from_baseline: relative change of the sum from baseline; NAN where it has none
 * @from_nadir: relative change from the nadir; NAN where it has none
 * @target: of targets
 * @non_target: of the rest of the disease at baseline
 * @has_new: whether there is a new lesion
 * @overall: of all of it; like the other responses NONE at baseline
 *
 * What RECIST 1.1 says of a time point.
 */
typedef struct
{
  double      sum_mm;
  gboolean    is_complete;
  double      nadir_mm;
  double      from_baseline;
  double      from_nadir;
  RimResponse target;
  RimResponse non_target;
  gboolean    has_new;
  RimResponse overall;
} RimRecistPoint;

/**
 * RimRecist:
 * @points: (array length=n_points): of the time points
 * @n_points: how many
 * @best: best overall response
 * @best_time: the time point that @best was first reached at; 0 where there is none
 * @progression: the first time point of progression; 0 where there is none
 *
 * What RECIST 1.1 says of a patient. Immutable once made.
 */
typedef struct
{
  RimRecistPoint *points;
  guint           n_points;
  RimResponse     best;
  guint           best_time;
  guint           progression;
} RimRecist;

RimRecist   *rim_recist_new             (const RimFollowUp        *follow_up,
                                         const RimRecistSettings  *settings,
                                         GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
void         rim_recist_free            (RimRecist                *self);
RimResponse  rim_recist_get_overall     (RimResponse target,
                                         RimResponse non_target,
                                         gboolean    has_new);
RimResponse  rim_recist_confirm         (const RimRecistSettings  *settings,
                                         RimResponse               first,
                                         RimResponse               next,
                                         double                    days);
const char  *rim_response_get_name      (RimResponse self);

/* Choosing targets (section 3.1, 4.1) */
gboolean     rim_recist_is_measurable   (gboolean is_node,
                                         double   diameter_mm,
                                         double   slice_mm);
gboolean     rim_recist_is_pathological (double short_axis_mm);
guint        rim_recist_choose_targets  (const RimFollowUpLesion  *lesions,
                                         const double             *diameters_mm,
                                         guint                     n_lesions,
                                         double                    slice_mm,
                                         guint                     max_targets,
                                         guint                     max_per_organ,
                                         gboolean                 *is_target);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimRecist, rim_recist_free)

G_END_DECLS
