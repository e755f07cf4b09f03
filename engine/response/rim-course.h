/* rim-course.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "response/rim-irecist.h"

G_BEGIN_DECLS

/**
 * RimPseudoprogression:
 * @progression: the time point of an unconfirmed progression
 * @taken_back: the time point that took it back, under the same therapy
 *
 * Pseudoprogression, in hindsight.
 */
typedef struct
{
  guint progression;
  guint taken_back;
} RimPseudoprogression;

/**
 * RimCourseReason:
 * @RIM_COURSE_SHRINKING_TARGETS: targets got smaller while something else progressed
 * @RIM_COURSE_NEW_ONLY: new lesions are all that progressed
 * @RIM_COURSE_EARLY: progression came within the first twelve weeks of therapy
 * @RIM_COURSE_UPTAKE_FELL: uptake of the tumour fell while it grew
 * @RIM_COURSE_SCORE_FAVOURS: a signature that was given speaks for it
 *
 * Why an unconfirmed progression may be none.
 */
typedef enum
{
  RIM_COURSE_SHRINKING_TARGETS = 1 << 0,
  RIM_COURSE_NEW_ONLY          = 1 << 1,
  RIM_COURSE_EARLY             = 1 << 2,
  RIM_COURSE_UPTAKE_FELL       = 1 << 3,
  RIM_COURSE_SCORE_FAVOURS     = 1 << 4,
} RimCourseReason;

/**
 * RimCourseEvidence:
 * @therapy_days: days of the therapy's start, on the scale of the time points; NAN where it
 *   is not known
 * @uptake_change: relative change of SULpeak at the time point; NAN where it is not known
 * @score_favours: whether a signature made for it speaks for pseudoprogression
 *
 * What is known beside the lesions when progression is found.
 */
typedef struct
{
  double   therapy_days;
  double   uptake_change;
  gboolean score_favours;
} RimCourseEvidence;

GArray      *rim_course_find_pseudoprogression    (const RimIrecist         *irecist,
                                                   const double             *days,
                                                   const double             *therapy_changes,
                                                   guint                     n_changes) G_GNUC_WARN_UNUSED_RESULT;
guint        rim_course_suspect_pseudoprogression (const RimIrecist         *irecist,
                                                   const double             *days,
                                                   guint                     time,
                                                   const RimCourseEvidence  *evidence);
gboolean     rim_course_is_dissociated            (const RimFollowUp        *follow_up,
                                                   guint                     time);
RimResponse  rim_course_judge_volume              (double baseline_ml,
                                                   double nadir_ml,
                                                   double volume_ml);

G_END_DECLS
