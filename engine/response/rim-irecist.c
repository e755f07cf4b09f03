/* rim-irecist.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-irecist.h"

#include "response/rim-sums-private.h"

/* What progression that waits for confirmation is measured against: how things stood at the
 * last assessment since it was found.
 */
typedef struct
{
  guint since;                  /* the first iUPD since the last reset; 0 for none */
  guint last;                   /* the last time point that was assessed since */
  guint reasons;                /* where progression was found since then */
} Pending;

static gboolean
is_new (const RimFollowUp *follow_up,
        guint              lesion)
{
  return follow_up->lesions[lesion].role == RIM_FOLLOW_UP_NEW_TARGET ||
         follow_up->lesions[lesion].role == RIM_FOLLOW_UP_NEW_NON_TARGET;
}

static gboolean
was_there_before (const RimFollowUp *follow_up,
                  guint              lesion,
                  guint              time)
{
  for (guint t = 0; t < time; t++)
    if (rim_follow_up_entry_is_there (rim_follow_up_get_entry (follow_up, lesion, t)))
      return TRUE;
  return FALSE;
}

/* Whether a new lesion is there that was never there before. */
static gboolean
has_appeared (const RimFollowUp *follow_up,
              guint              time)
{
  for (guint l = 0; l < follow_up->n_lesions; l++)
    if (is_new (follow_up, l) && rim_follow_up_entry_is_there (rim_follow_up_get_entry (follow_up, l, time)) &&
        !was_there_before (follow_up, l, time))
      return TRUE;
  return FALSE;
}

static guint
count_new (const RimFollowUp *follow_up,
           guint              time)
{
  guint n = 0;

  for (guint l = 0; l < follow_up->n_lesions; l++)
    n += is_new (follow_up, l) && rim_follow_up_entry_is_there (rim_follow_up_get_entry (follow_up, l, time));
  return n;
}

/* Whether a lesion of a role that is not measured grew since the last assessment. */
static gboolean
has_grown (const RimFollowUp *follow_up,
           RimFollowUpRole    role,
           guint              time)
{
  for (guint l = 0; l < follow_up->n_lesions; l++)
    if (follow_up->lesions[l].role == role &&
        rim_follow_up_get_entry (follow_up, l, time)->state == RIM_FOLLOW_UP_GREW)
      return TRUE;
  return FALSE;
}

/* New lesions that were seen before grew: their targets by 5 mm in sum, others at all. */
static gboolean
have_new_grown (const RimIrecist  *self,
                const RimFollowUp *follow_up,
                guint              before,
                guint              time)
{
  return rim_sums_grew (self->points[time].new_sum_mm, self->points[before].new_sum_mm) ||
         has_grown (follow_up, RIM_FOLLOW_UP_NEW_NON_TARGET, time);
}

/* Where there is progression at a time point. Growth of non-target disease that has already
 * progressed need not be unequivocal again.
 */
static guint
find_progression (const RimIrecist  *self,
                  const RimFollowUp *follow_up,
                  const Pending     *pending,
                  guint              time)
{
  const RimRecistPoint *point = &self->recist->points[time];
  guint reasons = 0;

  if (point->target == RIM_RESPONSE_PD)
    reasons |= RIM_IMMUNE_REASON_TARGET;
  if (point->non_target == RIM_RESPONSE_PD ||
      ((pending->reasons & RIM_IMMUNE_REASON_NON_TARGET) != 0 &&
       has_grown (follow_up, RIM_FOLLOW_UP_NON_TARGET, time)))
    reasons |= RIM_IMMUNE_REASON_NON_TARGET;
  if (has_appeared (follow_up, time) || have_new_grown (self, follow_up, time - 1, time))
    reasons |= RIM_IMMUNE_REASON_NEW;
  return reasons;
}

/* What confirms progression: more of it where it was, or progression where there was none. */
static guint
find_confirmation (const RimIrecist  *self,
                   const RimFollowUp *follow_up,
                   const Pending     *pending,
                   guint              time,
                   guint              progression)
{
  const RimRecistPoint *points = self->recist->points;
  guint confirmed = progression & ~pending->reasons;

  if ((progression & pending->reasons & RIM_IMMUNE_REASON_TARGET) != 0 &&
      rim_sums_grew (points[time].sum_mm, points[pending->last].sum_mm))
    confirmed |= RIM_IMMUNE_REASON_TARGET;
  if ((pending->reasons & RIM_IMMUNE_REASON_NON_TARGET) != 0 &&
      has_grown (follow_up, RIM_FOLLOW_UP_NON_TARGET, time))
    confirmed |= RIM_IMMUNE_REASON_NON_TARGET;
  if (has_appeared (follow_up, time) || have_new_grown (self, follow_up, pending->last, time))
    confirmed |= RIM_IMMUNE_REASON_NEW;
  return confirmed;
}

/* What RECIST would say if nothing progressed. New lesions that are still there are disease. */
static RimImmuneResponse
get_other_response (const RimRecistPoint  *recist,
                    const RimIrecistPoint *point)
{
  switch (rim_recist_get_overall (recist->target, recist->non_target, FALSE))
    {
    case RIM_RESPONSE_CR:
      return point->n_new == 0 ? RIM_IMMUNE_RESPONSE_CR : RIM_IMMUNE_RESPONSE_PR;
    case RIM_RESPONSE_PR:
      return RIM_IMMUNE_RESPONSE_PR;
    case RIM_RESPONSE_SD:
      return RIM_IMMUNE_RESPONSE_SD;
    case RIM_RESPONSE_NON_CR_NON_PD:
      return RIM_IMMUNE_RESPONSE_NON_CR_NON_UPD;
    case RIM_RESPONSE_PD:
      return RIM_IMMUNE_RESPONSE_UPD;
    case RIM_RESPONSE_NONE:
    case RIM_RESPONSE_NE:
    case RIM_N_RESPONSES:
    default:
      return RIM_IMMUNE_RESPONSE_NE;
    }
}

static void
open_pending (Pending         *pending,
              RimIrecistPoint *point,
              guint            time,
              guint            reasons)
{
  if (pending->since == 0)
    pending->since = time;
  pending->last = time;
  pending->reasons |= reasons;
  point->progression = reasons;
  point->response = RIM_IMMUNE_RESPONSE_UPD;
}

/* A time point after progression that nothing has confirmed or taken back yet. */
static void
assess_pending (RimIrecist               *self,
                const RimFollowUp        *follow_up,
                const RimIrecistSettings *settings,
                Pending                  *pending,
                guint                     time)
{
  RimIrecistPoint *point = &self->points[time];
  const guint progression = find_progression (self, follow_up, pending, time);
  const guint confirmed = find_confirmation (self, follow_up, pending, time, progression);
  const double days = follow_up->days[time] - follow_up->days[pending->since];
  const RimImmuneResponse other = get_other_response (&self->recist->points[time], point);
  const gboolean is_open = progression != 0 || other == RIM_IMMUNE_RESPONSE_UPD ||
                           (settings->new_lesions_have_to_resolve && point->n_new > 0);

  point->is_early = days < settings->confirm_from_days;
  point->is_late = days > settings->confirm_to_days;
  if (confirmed != 0 && !point->is_early)
    {
      point->progression = progression | confirmed;
      point->confirmed_by = confirmed;
      point->response = RIM_IMMUNE_RESPONSE_CPD;
      self->progression = pending->since;
      self->confirmation = time;
    }
  else if (is_open)
    {
      const Pending before = *pending;

      open_pending (pending, point, time, progression);
      /* What comes too early to count is still to be seen from where it began. */
      if (point->is_early)
        *pending = before;
    }
  else
    {
      point->response = other;
      point->is_reset = other != RIM_IMMUNE_RESPONSE_NE;
      if (point->is_reset)
        *pending = (Pending) { 0 };
    }
}

static void
assess (RimIrecist               *self,
        const RimFollowUp        *follow_up,
        const RimIrecistSettings *settings,
        Pending                  *pending,
        guint                     time)
{
  RimIrecistPoint *point = &self->points[time];

  rim_sums_add (follow_up, RIM_FOLLOW_UP_NEW_TARGET, time, &point->new_sum_mm);
  point->n_new = count_new (follow_up, time);
  if (time == 0)
    return;

  if (self->confirmation != 0)
    {
      point->response = RIM_IMMUNE_RESPONSE_CPD;
      point->progression = find_progression (self, follow_up, pending, time);
    }
  else if (pending->since != 0)
    assess_pending (self, follow_up, settings, pending, time);
  else
    {
      const guint progression = find_progression (self, follow_up, pending, time);

      if (progression != 0)
        open_pending (pending, point, time, progression);
      else
        point->response = get_other_response (&self->recist->points[time], point);
    }
}

static guint
rank (RimImmuneResponse response)
{
  static const guint ranks[RIM_N_IMMUNE_RESPONSES] = {
    [RIM_IMMUNE_RESPONSE_CR] = 6, [RIM_IMMUNE_RESPONSE_PR] = 5, [RIM_IMMUNE_RESPONSE_SD] = 4,
    [RIM_IMMUNE_RESPONSE_NON_CR_NON_UPD] = 3, [RIM_IMMUNE_RESPONSE_UPD] = 2, [RIM_IMMUNE_RESPONSE_CPD] = 1,
  };

  return ranks[response];
}

/* The best up to confirmed progression; that alone where there was nothing else, and stable
 * disease only where it lasted.
 */
static void
find_best (RimIrecist               *self,
           const RimFollowUp        *follow_up,
           const RimIrecistSettings *settings)
{
  const guint end = self->confirmation != 0 ? self->confirmation : self->n_points;

  self->best = self->confirmation != 0 ? RIM_IMMUNE_RESPONSE_CPD : RIM_IMMUNE_RESPONSE_NE;
  for (guint t = 1; t < end; t++)
    {
      const RimImmuneResponse response = self->points[t].response;
      const gboolean has_to_last = response == RIM_IMMUNE_RESPONSE_SD ||
                                   response == RIM_IMMUNE_RESPONSE_NON_CR_NON_UPD;

      if (has_to_last && follow_up->days[t] - follow_up->days[0] < settings->recist.min_sd_days)
        continue;
      if (response == RIM_IMMUNE_RESPONSE_UPD && self->confirmation != 0)
        continue;
      if (rank (response) > rank (self->best))
        self->best = response;
    }
}

/**
 * rim_irecist_new:
 * @follow_up: lesions over time, the first time point the baseline
 * @settings: what a protocol says
 * @error: where to put a #RimFollowUpError
 *
 * Assesses every time point by iRECIST (Seymour L et al., Lancet Oncol 2017;18:e143-e152).
 * Nadir and baseline are those of RECIST 1.1; new lesions are never added to the sum of
 * targets. An iUPD is confirmed by more of it at an assessment from four weeks later on, in
 * any category, or taken back by iSD, iPR or iCR, after which the next progression is
 * unconfirmed again.
 *
 * Returns: (transfer full): the assessment; %NULL with an error where @follow_up is none
 */
RimIrecist *
rim_irecist_new (const RimFollowUp         *follow_up,
                 const RimIrecistSettings  *settings,
                 GError                   **error)
{
  g_autoptr(RimRecist) recist = rim_recist_new (follow_up, &settings->recist, error);
  RimIrecist *self;
  Pending pending = { 0 };

  if (recist == NULL)
    return NULL;

  self = g_new0 (RimIrecist, 1);
  self->recist = g_steal_pointer (&recist);
  self->n_points = follow_up->n_times;
  self->points = g_new0 (RimIrecistPoint, self->n_points);
  for (guint t = 0; t < self->n_points; t++)
    assess (self, follow_up, settings, &pending, t);
  find_best (self, follow_up, settings);
  return self;
}

/**
 * rim_irecist_free:
 * @self: (nullable) (transfer full): an assessment
 */
void
rim_irecist_free (RimIrecist *self)
{
  if (self == NULL)
    return;
  rim_recist_free (self->recist);
  g_free (self->points);
  g_free (self);
}

/**
 * rim_immune_response_get_name:
 * @self: a category
 *
 * Returns: (transfer none): its abbreviation in the source
 */
const char *
rim_immune_response_get_name (RimImmuneResponse self)
{
  static const char *const names[RIM_N_IMMUNE_RESPONSES] = {
    "–", "NE", "iCR", "iPR", "iSD", "Non-iCR/Non-iUPD", "iUPD", "iCPD",
  };

  g_return_val_if_fail (self < RIM_N_IMMUNE_RESPONSES, NULL);

  return names[self];
}
