/* rim-recist.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-recist.h"

#include <math.h>

#include "response/rim-sums-private.h"

/* Eisenhauer et al. 2009, sections 3.1 and 4.3. */
#define MEASURABLE_MM        10.0
#define MEASURABLE_NODE_MM   15.0
#define PATHOLOGICAL_NODE_MM 10.0
#define THIN_SLICE_MM        5.0

/**
 * rim_recist_is_measurable:
 * @is_node: whether it is a lymph node
 * @diameter_mm: longest diameter in the axial plane, of a node the short axis
 * @slice_mm: thickness of the slices
 *
 * Eisenhauer et al. 2009, section 3.1.1: 10 mm, where slices are thicker than 5 mm twice
 * their thickness; a node 15 mm.
 *
 * Returns: whether it is measurable at baseline
 */
gboolean
rim_recist_is_measurable (gboolean is_node,
                          double   diameter_mm,
                          double   slice_mm)
{
  if (is_node)
    return diameter_mm >= MEASURABLE_NODE_MM;
  return diameter_mm >= (slice_mm <= THIN_SLICE_MM ? MEASURABLE_MM : 2.0 * slice_mm);
}

/**
 * rim_recist_is_pathological:
 * @short_axis_mm: of a lymph node
 *
 * Section 3.1.1: from 10 mm on a node is not normal; below 15 mm it is a non-target.
 *
 * Returns: whether the node is pathological
 */
gboolean
rim_recist_is_pathological (double short_axis_mm)
{
  return short_axis_mm >= PATHOLOGICAL_NODE_MM;
}

/**
 * rim_recist_choose_targets:
 * @lesions: (array length=n_lesions): lesions at baseline
 * @diameters_mm: (array length=n_lesions): longest, of nodes short axes
 * @n_lesions: how many
 * @slice_mm: thickness of the slices
 * @max_targets: how many at most; 5
 * @max_per_organ: of one organ at most; 2
 * @is_target: (out) (array length=n_lesions): which are proposed
 *
 * The largest measurable lesions, of one organ no more than it may have (section 4.1).
 * Of lesions of one size the earlier comes first.
 *
 * Returns: how many targets are proposed
 */
guint
rim_recist_choose_targets (const RimFollowUpLesion *lesions,
                           const double            *diameters_mm,
                           guint                    n_lesions,
                           double                   slice_mm,
                           guint                    max_targets,
                           guint                    max_per_organ,
                           gboolean                *is_target)
{
  g_autofree gboolean *is_seen = g_new0 (gboolean, MAX (n_lesions, 1));
  guint n = 0;

  for (guint l = 0; l < n_lesions; l++)
    is_target[l] = FALSE;
  for (guint turn = 0; turn < n_lesions && n < max_targets; turn++)
    {
      guint largest = n_lesions, of_organ = 0;

      for (guint l = 0; l < n_lesions; l++)
        if (!is_seen[l] && (largest == n_lesions || diameters_mm[l] > diameters_mm[largest]))
          largest = l;
      is_seen[largest] = TRUE;
      for (guint l = 0; l < n_lesions; l++)
        of_organ += is_target[l] && g_str_equal (lesions[l].organ, lesions[largest].organ);
      is_target[largest] = of_organ < max_per_organ &&
                           rim_recist_is_measurable (lesions[largest].is_node, diameters_mm[largest], slice_mm);
      n += is_target[largest];
    }
  return n;
}

/* All of non-target disease at a time point (section 4.3.3). */
static RimResponse
assess_non_targets (const RimFollowUp *follow_up,
                    guint              time)
{
  gboolean is_known = TRUE, is_gone = TRUE;

  if (!rim_follow_up_has (follow_up, RIM_FOLLOW_UP_NON_TARGET))
    return RIM_RESPONSE_NONE;
  for (guint l = 0; l < follow_up->n_lesions; l++)
    {
      const RimFollowUpState state = rim_follow_up_get_entry (follow_up, l, time)->state;

      if (follow_up->lesions[l].role != RIM_FOLLOW_UP_NON_TARGET)
        continue;
      if (state == RIM_FOLLOW_UP_PROGRESSED)
        return RIM_RESPONSE_PD;
      is_known &= state != RIM_FOLLOW_UP_NOT_EVALUATED;
      is_gone &= state == RIM_FOLLOW_UP_ABSENT;
    }
  return !is_known ? RIM_RESPONSE_NE : is_gone ? RIM_RESPONSE_CR : RIM_RESPONSE_NON_CR_NON_PD;
}

static gboolean
has_new_lesion (const RimFollowUp *follow_up,
                guint              time)
{
  for (guint l = 0; l < follow_up->n_lesions; l++)
    if ((follow_up->lesions[l].role == RIM_FOLLOW_UP_NEW_TARGET ||
         follow_up->lesions[l].role == RIM_FOLLOW_UP_NEW_NON_TARGET) &&
        rim_follow_up_entry_is_there (rim_follow_up_get_entry (follow_up, l, time)))
      return TRUE;
  return FALSE;
}

/* Whether all targets are gone, nodes among them below 10 mm (section 4.3.1). */
static gboolean
is_complete_response (const RimFollowUp *follow_up,
                      guint              time)
{
  for (guint l = 0; l < follow_up->n_lesions; l++)
    {
      const RimFollowUpEntry *entry = rim_follow_up_get_entry (follow_up, l, time);
      double size;

      if (follow_up->lesions[l].role != RIM_FOLLOW_UP_TARGET)
        continue;
      if (!rim_follow_up_entry_get_size (entry, &size) || entry->state == RIM_FOLLOW_UP_MERGED)
        return FALSE;
      if (follow_up->lesions[l].is_node ? rim_recist_is_pathological (size) : size > 0.0)
        return FALSE;
    }
  return TRUE;
}

/* Eisenhauer et al. 2009, section 4.3.1. A complete response comes first: nodes below 10 mm
 * are normal however they grew. What is measured of targets that are not all measured can
 * only make progression (section 4.4.2).
 */
static RimResponse
assess_targets (const RimFollowUp       *follow_up,
                const RimRecistSettings *settings,
                const RimRecistPoint    *points,
                guint                    time)
{
  const RimRecistPoint *point = &points[time];

  if (!rim_follow_up_has (follow_up, RIM_FOLLOW_UP_TARGET))
    return RIM_RESPONSE_NONE;
  if (is_complete_response (follow_up, time))
    return RIM_RESPONSE_CR;
  if (rim_sums_are_progression (point->sum_mm, point->nadir_mm))
    return RIM_RESPONSE_PD;
  if (!point->is_complete || !points[0].is_complete)
    return RIM_RESPONSE_NE;
  for (guint t = 1; settings->relapse_is_progression && t < time; t++)
    if (points[t].target == RIM_RESPONSE_CR)
      return RIM_RESPONSE_PD;
  return rim_sums_are_response (point->sum_mm, points[0].sum_mm) ? RIM_RESPONSE_PR : RIM_RESPONSE_SD;
}

/**
 * rim_recist_get_overall:
 * @target: CR, PR, SD, PD, NE, or NONE where there are no targets
 * @non_target: CR, NON_CR_NON_PD, PD, NE, or NONE
 * @has_new: whether there is a new lesion
 *
 * Tables 1 and 2 of Eisenhauer et al. 2009: of disease with targets, and of non-target
 * disease alone.
 *
 * Returns: the overall response of the time point; NE where there is no disease at all
 */
RimResponse
rim_recist_get_overall (RimResponse target,
                        RimResponse non_target,
                        gboolean    has_new)
{
  const gboolean is_rest_gone = non_target == RIM_RESPONSE_CR || non_target == RIM_RESPONSE_NONE;

  if (target == RIM_RESPONSE_PD || non_target == RIM_RESPONSE_PD || has_new)
    return RIM_RESPONSE_PD;
  if (target == RIM_RESPONSE_NONE)
    return non_target == RIM_RESPONSE_NONE ? RIM_RESPONSE_NE : non_target;
  if (target == RIM_RESPONSE_CR)
    return is_rest_gone ? RIM_RESPONSE_CR : RIM_RESPONSE_PR;
  return target;
}

/* Who is the better of two; the table of what the best of several is. */
static guint
rank (RimResponse response)
{
  static const guint ranks[RIM_N_RESPONSES] = {
    [RIM_RESPONSE_CR] = 5, [RIM_RESPONSE_PR] = 4, [RIM_RESPONSE_SD] = 3,
    [RIM_RESPONSE_NON_CR_NON_PD] = 2, [RIM_RESPONSE_PD] = 1,
  };

  return ranks[response];
}

/**
 * rim_recist_confirm:
 * @settings: what a protocol says
 * @first: overall response of a time point
 * @next: that of the assessment that can confirm it; NE where there is none
 * @days: of the time point, from baseline
 *
 * Table 3 of Eisenhauer et al. 2009: the best response where complete and partial response
 * need confirmation.
 *
 * Returns: what @first counts as
 */
RimResponse
rim_recist_confirm (const RimRecistSettings *settings,
                    RimResponse              first,
                    RimResponse              next,
                    double                   days)
{
  const gboolean lasted = days >= settings->min_sd_days;

  if (first == RIM_RESPONSE_CR && next == RIM_RESPONSE_CR)
    return RIM_RESPONSE_CR;
  if (first == RIM_RESPONSE_CR && next == RIM_RESPONSE_PR && settings->partial_after_complete != RIM_RESPONSE_SD)
    return settings->partial_after_complete;
  if (first == RIM_RESPONSE_PR && (next == RIM_RESPONSE_CR || next == RIM_RESPONSE_PR))
    return RIM_RESPONSE_PR;
  if (first == RIM_RESPONSE_PR && next == RIM_RESPONSE_SD)
    return RIM_RESPONSE_SD;
  if (first == RIM_RESPONSE_CR || first == RIM_RESPONSE_PR)
    return lasted ? RIM_RESPONSE_SD : next == RIM_RESPONSE_NE ? RIM_RESPONSE_NE : RIM_RESPONSE_PD;
  return first;
}

/* The assessment that can confirm a time point: the first one late enough, or progression
 * whenever it is.
 */
static RimResponse
find_confirmation (const RimRecist         *self,
                   const RimFollowUp       *follow_up,
                   const RimRecistSettings *settings,
                   guint                    time)
{
  for (guint t = time + 1; t < self->n_points; t++)
    if (self->points[t].overall == RIM_RESPONSE_PD ||
        follow_up->days[t] - follow_up->days[time] >= settings->confirm_days)
      return self->points[t].overall;
  return RIM_RESPONSE_NE;
}

/* What a time point says of the best response (sections 4.6 and 4.7): stable disease has to
 * last, and what is not confirmed counts for less.
 */
static RimResponse
count_as (const RimRecist         *self,
          const RimFollowUp       *follow_up,
          const RimRecistSettings *settings,
          guint                    time)
{
  const double days = follow_up->days[time] - follow_up->days[0];
  const RimResponse overall = self->points[time].overall;

  if (settings->confirm && (overall == RIM_RESPONSE_CR || overall == RIM_RESPONSE_PR))
    return rim_recist_confirm (settings, overall, find_confirmation (self, follow_up, settings, time), days);
  if ((overall == RIM_RESPONSE_SD || overall == RIM_RESPONSE_NON_CR_NON_PD) && days < settings->min_sd_days)
    return self->progression != 0 ? RIM_RESPONSE_PD : RIM_RESPONSE_NE;
  return overall;
}

static void
find_best (RimRecist               *self,
           const RimFollowUp       *follow_up,
           const RimRecistSettings *settings)
{
  const guint end = self->progression != 0 ? self->progression + 1 : self->n_points;

  self->best = RIM_RESPONSE_NE;
  for (guint t = 1; t < end; t++)
    {
      const RimResponse response = count_as (self, follow_up, settings, t);

      if (rank (response) > rank (self->best))
        {
          self->best = response;
          self->best_time = t;
        }
    }
}

static void
assess (RimRecist               *self,
        const RimFollowUp       *follow_up,
        const RimRecistSettings *settings,
        guint                    time)
{
  RimRecistPoint *point = &self->points[time];
  double baseline;

  point->is_complete = rim_sums_add (follow_up, RIM_FOLLOW_UP_TARGET, time, &point->sum_mm);
  baseline = self->points[0].is_complete ? self->points[0].sum_mm : NAN;
  point->nadir_mm = NAN;
  for (guint t = 0; t < time; t++)
    if (self->points[t].is_complete)
      point->nadir_mm = fmin (point->nadir_mm, self->points[t].sum_mm);
  point->from_baseline = point->is_complete && time > 0 ? rim_sums_get_change (point->sum_mm, baseline) : NAN;
  point->from_nadir = point->is_complete && time > 0 ? rim_sums_get_change (point->sum_mm, point->nadir_mm) : NAN;
  if (time == 0)
    {
      point->target = point->non_target = point->overall = RIM_RESPONSE_NONE;
      return;
    }

  point->target = assess_targets (follow_up, settings, self->points, time);
  point->non_target = assess_non_targets (follow_up, time);
  point->has_new = has_new_lesion (follow_up, time);
  point->overall = rim_recist_get_overall (point->target, point->non_target, point->has_new);
  if (point->overall == RIM_RESPONSE_PD && self->progression == 0)
    self->progression = time;
}

/**
 * rim_recist_new:
 * @follow_up: lesions over time, the first time point the baseline
 * @settings: what a protocol says
 * @error: where to put a #RimFollowUpError
 *
 * Assesses every time point by RECIST 1.1 (Eisenhauer EA et al., Eur J Cancer
 * 2009;45:228-247) and says the best overall response up to progression. A target that
 * nobody measured at baseline leaves all that compares with it unevaluated.
 *
 * Returns: (transfer full): the assessment; %NULL with an error where @follow_up is none
 */
RimRecist *
rim_recist_new (const RimFollowUp        *follow_up,
                const RimRecistSettings  *settings,
                GError                  **error)
{
  g_autoptr(RimRecist) self = NULL;

  if (!rim_follow_up_check (follow_up, error))
    return NULL;

  self = g_new0 (RimRecist, 1);
  self->n_points = follow_up->n_times;
  self->points = g_new0 (RimRecistPoint, self->n_points);
  for (guint t = 0; t < self->n_points; t++)
    assess (self, follow_up, settings, t);
  find_best (self, follow_up, settings);
  return g_steal_pointer (&self);
}

/**
 * rim_recist_free:
 * @self: (nullable) (transfer full): an assessment
 */
void
rim_recist_free (RimRecist *self)
{
  if (self == NULL)
    return;
  g_free (self->points);
  g_free (self);
}

/**
 * rim_response_get_name:
 * @self: a category
 *
 * Returns: (transfer none): its abbreviation in the standard
 */
const char *
rim_response_get_name (RimResponse self)
{
  static const char *const names[RIM_N_RESPONSES] = {
    "–", "NE", "CR", "PR", "SD", "Non-CR/Non-PD", "PD",
  };

  g_return_val_if_fail (self < RIM_N_RESPONSES, NULL);

  return names[self];
}
