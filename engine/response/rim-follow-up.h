/* rim-follow-up.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimFollowUpRole:
 * @RIM_FOLLOW_UP_TARGET: measured, and part of the sum of diameters
 * @RIM_FOLLOW_UP_NON_TARGET: there at baseline, followed without a measurement
 * @RIM_FOLLOW_UP_NEW_TARGET: came later and is measured: a new lesion target of iRECIST
 * @RIM_FOLLOW_UP_NEW_NON_TARGET: came later and is not measured
 *
 * What a lesion is for the criteria of response.
 */
typedef enum
{
  RIM_FOLLOW_UP_TARGET,
  RIM_FOLLOW_UP_NON_TARGET,
  RIM_FOLLOW_UP_NEW_TARGET,
  RIM_FOLLOW_UP_NEW_NON_TARGET,
} RimFollowUpRole;

/**
 * RimFollowUpState:
 * @RIM_FOLLOW_UP_NOT_EVALUATED: nobody can say
 * @RIM_FOLLOW_UP_MEASURED: it has a diameter
 * @RIM_FOLLOW_UP_TOO_SMALL: it is there, but too small to measure: 5 mm
 * @RIM_FOLLOW_UP_ABSENT: it is gone, or was not there yet
 * @RIM_FOLLOW_UP_MERGED: it became one with another, whose diameter counts for both
 * @RIM_FOLLOW_UP_PRESENT: it is there and not measured
 * @RIM_FOLLOW_UP_PROGRESSED: it has unequivocally progressed, no further than last time
 * @RIM_FOLLOW_UP_GREW: it has grown since last time, though not unequivocally
 *
 * What is known of a lesion at a time point. Of lesions that are not measured, PROGRESSED
 * is progression by itself; GREW confirms one that was there before (iRECIST) and is none
 * by itself.
 */
typedef enum
{
  RIM_FOLLOW_UP_NOT_EVALUATED,
  RIM_FOLLOW_UP_MEASURED,
  RIM_FOLLOW_UP_TOO_SMALL,
  RIM_FOLLOW_UP_ABSENT,
  RIM_FOLLOW_UP_MERGED,
  RIM_FOLLOW_UP_PRESENT,
  RIM_FOLLOW_UP_PROGRESSED,
  RIM_FOLLOW_UP_GREW,
} RimFollowUpState;

/**
 * RimFollowUpEntry:
 * @state: what is known
 * @diameter_mm: the longest diameter in the plane, of a node the short axis; of a lesion that
 *   came apart the sum of its parts' longest diameters; nothing where it is not measured
 *
 * One lesion at one time point.
 */
typedef struct
{
  RimFollowUpState state;
  double           diameter_mm;
} RimFollowUpEntry;

/**
 * RimFollowUpLesion:
 * @name: as people call it
 * @organ: where it is; lesions of one organ are called the same
 * @is_node: whether it is a lymph node, which counts by its short axis
 * @role: what it is for the criteria
 */
typedef struct
{
  const char      *name;
  const char      *organ;
  gboolean         is_node;
  RimFollowUpRole  role;
} RimFollowUpLesion;

/**
 * RimFollowUp:
 * @n_times: how many time points, the first one the baseline
 * @days: (array length=n_times): when, in days from any day, rising
 * @n_lesions: how many lesions
 * @lesions: (array length=n_lesions): them
 * @entries: n_lesions × n_times, those of one lesion together
 *
 * What the criteria of response look at. All of it belongs to the caller.
 */
typedef struct
{
  guint                    n_times;
  const double            *days;
  guint                    n_lesions;
  const RimFollowUpLesion *lesions;
  const RimFollowUpEntry  *entries;
} RimFollowUp;

/**
 * RimFollowUpError:
 * @RIM_FOLLOW_UP_ERROR_NO_BASELINE: there is no time point
 * @RIM_FOLLOW_UP_ERROR_ORDER: time points do not come one after the other
 * @RIM_FOLLOW_UP_ERROR_RANGE: a diameter is not a number, or below 0
 * @RIM_FOLLOW_UP_ERROR_STATE: a lesion cannot be what it is said to be
 *
 * What is wrong with a table.
 */
typedef enum
{
  RIM_FOLLOW_UP_ERROR_NO_BASELINE,
  RIM_FOLLOW_UP_ERROR_ORDER,
  RIM_FOLLOW_UP_ERROR_RANGE,
  RIM_FOLLOW_UP_ERROR_STATE,
} RimFollowUpError;

#define RIM_FOLLOW_UP_ERROR (rim_follow_up_error_quark ())

GQuark                  rim_follow_up_error_quark     (void);
gboolean                rim_follow_up_check           (const RimFollowUp       *self,
                                                       GError                 **error);
const RimFollowUpEntry *rim_follow_up_get_entry       (const RimFollowUp       *self,
                                                       guint                    lesion,
                                                       guint                    time);
gboolean                rim_follow_up_has             (const RimFollowUp       *self,
                                                       RimFollowUpRole          role);
gboolean                rim_follow_up_entry_get_size  (const RimFollowUpEntry  *entry,
                                                       double                  *diameter_mm);
gboolean                rim_follow_up_entry_is_there  (const RimFollowUpEntry  *entry);

G_END_DECLS
