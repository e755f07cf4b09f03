/* rim-course.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-course.h"

#include <math.h>

#define EARLY_DAYS 84.0

/* Of a single lesion: 30 % smaller, 20 % larger than at baseline. */
#define SHRUNK_PART 0.3
#define GREW_PART   0.2

/* The limits of RECIST's diameters to the third power: a ball that is 30 % smaller has lost
 * 65.7 % of its volume, one that is 20 % larger has gained 72.8 %.
 */
#define VOLUME_RESPONSE    (1.0 - 0.7 * 0.7 * 0.7)
#define VOLUME_PROGRESSION (1.2 * 1.2 * 1.2 - 1.0)

#define ROUNDING 1e-9

static gboolean
has_change_between (const double *changes,
                    guint         n_changes,
                    double        first,
                    double        last)
{
  for (guint i = 0; i < n_changes; i++)
    if (changes[i] > first && changes[i] <= last)
      return TRUE;
  return FALSE;
}

/**
 * rim_course_find_pseudoprogression:
 * @irecist: what iRECIST says of a patient
 * @days: (array): when time points were
 * @therapy_changes: (array length=n_changes): days on which therapy was changed
 * @n_changes: how many
 *
 * An iUPD that an iSD, iPR or iCR took back, with no change of therapy since it was found:
 * after one, nobody knows what made the tumour shrink.
 *
 * Returns: (transfer full) (element-type RimPseudoprogression): each, in the order of time
 */
GArray *
rim_course_find_pseudoprogression (const RimIrecist *irecist,
                                   const double     *days,
                                   const double     *therapy_changes,
                                   guint             n_changes)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (RimPseudoprogression));
  guint since = 0;

  for (guint t = 1; t < irecist->n_points; t++)
    if (irecist->points[t].is_reset)
      {
        const RimPseudoprogression one = { since, t };

        if (!has_change_between (therapy_changes, n_changes, days[since], days[t]))
          g_array_append_val (found, one);
        since = 0;
      }
    else if (irecist->points[t].response == RIM_IMMUNE_RESPONSE_UPD && since == 0)
      since = t;
  return found;
}

/**
 * rim_course_suspect_pseudoprogression:
 * @irecist: what iRECIST says of a patient
 * @days: (array): when time points were
 * @time: the time point of an unconfirmed progression
 * @evidence: what else is known
 *
 * What speaks for pseudoprogression before anybody can know. It is a suspicion with its
 * reasons and no category of any criteria.
 *
 * Returns: the reasons, as #RimCourseReason; 0 where there is none or no iUPD
 */
guint
rim_course_suspect_pseudoprogression (const RimIrecist        *irecist,
                                      const double            *days,
                                      guint                    time,
                                      const RimCourseEvidence *evidence)
{
  const RimIrecistPoint *point = &irecist->points[time];
  const RimRecistPoint *recist = &irecist->recist->points[time];
  guint reasons = 0;

  if (point->response != RIM_IMMUNE_RESPONSE_UPD)
    return 0;
  if (recist->from_baseline < 0.0)
    reasons |= RIM_COURSE_SHRINKING_TARGETS;
  if (point->progression == RIM_IMMUNE_REASON_NEW)
    reasons |= RIM_COURSE_NEW_ONLY;
  if (days[time] - evidence->therapy_days <= EARLY_DAYS)
    reasons |= RIM_COURSE_EARLY;
  if (evidence->uptake_change < 0.0 && recist->from_baseline > 0.0)
    reasons |= RIM_COURSE_UPTAKE_FELL;
  if (evidence->score_favours)
    reasons |= RIM_COURSE_SCORE_FAVOURS;
  return reasons;
}

/**
 * rim_course_is_dissociated:
 * @follow_up: lesions over time
 * @time: a time point after the baseline
 *
 * Dissociated response: some targets are at least 30 % smaller than at baseline while others
 * are at least 20 % larger, or a lesion is new.
 *
 * Returns: whether it is that
 */
gboolean
rim_course_is_dissociated (const RimFollowUp *follow_up,
                           guint              time)
{
  gboolean has_shrunk = FALSE, has_grown = FALSE;

  for (guint l = 0; l < follow_up->n_lesions; l++)
    {
      const RimFollowUpEntry *entry = rim_follow_up_get_entry (follow_up, l, time);
      const RimFollowUpRole role = follow_up->lesions[l].role;
      double before, now;

      if (role == RIM_FOLLOW_UP_NEW_TARGET || role == RIM_FOLLOW_UP_NEW_NON_TARGET)
        has_grown |= rim_follow_up_entry_is_there (entry);
      else if (role == RIM_FOLLOW_UP_TARGET && entry->state != RIM_FOLLOW_UP_MERGED &&
               rim_follow_up_entry_get_size (rim_follow_up_get_entry (follow_up, l, 0), &before) &&
               rim_follow_up_entry_get_size (entry, &now) && before > 0.0)
        {
          has_shrunk |= now <= before * (1.0 - SHRUNK_PART) + ROUNDING;
          has_grown |= now >= before * (1.0 + GREW_PART) - ROUNDING;
        }
    }
  return has_shrunk && has_grown;
}

/**
 * rim_course_judge_volume:
 * @baseline_ml: volume of all targets at baseline
 * @nadir_ml: the smallest volume since, baseline included
 * @volume_ml: the volume now
 *
 * The twin of RECIST's sum of diameters: its limits to the third power, −65.7 % of the
 * baseline and +72.8 % of the nadir, as a ball has them. There is no standard for volumes.
 *
 * Returns: CR, PR, SD or PD; NE where a volume is not known
 */
RimResponse
rim_course_judge_volume (double baseline_ml,
                         double nadir_ml,
                         double volume_ml)
{
  if (!(baseline_ml > 0.0 && nadir_ml >= 0.0 && volume_ml >= 0.0))
    return RIM_RESPONSE_NE;
  if (volume_ml <= 0.0)
    return RIM_RESPONSE_CR;
  if (volume_ml >= nadir_ml * (1.0 + VOLUME_PROGRESSION) * (1.0 - ROUNDING))
    return RIM_RESPONSE_PD;
  if (volume_ml <= baseline_ml * (1.0 - VOLUME_RESPONSE) * (1.0 + ROUNDING))
    return RIM_RESPONSE_PR;
  return RIM_RESPONSE_SD;
}
