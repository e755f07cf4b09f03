/* rim-follow-up.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-follow-up.h"

#include <math.h>

/* Present, but too small to measure (RECIST 1.1, section 4.2). */
#define TOO_SMALL_MM 5.0

G_DEFINE_QUARK (rim-follow-up-error-quark, rim_follow_up_error)

/* What is known of lesions of a role, and what cannot be said of them. */
static gboolean
fits (RimFollowUpRole  role,
      RimFollowUpState state)
{
  const gboolean is_measured = role == RIM_FOLLOW_UP_TARGET || role == RIM_FOLLOW_UP_NEW_TARGET;

  switch (state)
    {
    case RIM_FOLLOW_UP_NOT_EVALUATED:
    case RIM_FOLLOW_UP_ABSENT:
      return TRUE;
    case RIM_FOLLOW_UP_MEASURED:
    case RIM_FOLLOW_UP_TOO_SMALL:
    case RIM_FOLLOW_UP_MERGED:
      return is_measured;
    case RIM_FOLLOW_UP_PRESENT:
    case RIM_FOLLOW_UP_PROGRESSED:
    case RIM_FOLLOW_UP_GREW:
    default:
      return !is_measured;
    }
}

static gboolean
check_entry (const RimFollowUp  *self,
             guint               lesion,
             guint               time,
             GError            **error)
{
  const RimFollowUpEntry *entry = rim_follow_up_get_entry (self, lesion, time);
  const RimFollowUpLesion *of = &self->lesions[lesion];
  const gboolean is_new = of->role == RIM_FOLLOW_UP_NEW_TARGET || of->role == RIM_FOLLOW_UP_NEW_NON_TARGET;

  if (!fits (of->role, entry->state))
    {
      g_set_error (error, RIM_FOLLOW_UP_ERROR, RIM_FOLLOW_UP_ERROR_STATE,
                   "%s at time point %u: a lesion of its role cannot be in this state", of->name, time);
      return FALSE;
    }
  if (entry->state == RIM_FOLLOW_UP_MEASURED && !(entry->diameter_mm >= 0.0 && isfinite (entry->diameter_mm)))
    {
      g_set_error (error, RIM_FOLLOW_UP_ERROR, RIM_FOLLOW_UP_ERROR_RANGE,
                   "%s at time point %u: %g mm is no diameter", of->name, time, entry->diameter_mm);
      return FALSE;
    }
  if (time == 0 && is_new && rim_follow_up_entry_is_there (entry))
    {
      g_set_error (error, RIM_FOLLOW_UP_ERROR, RIM_FOLLOW_UP_ERROR_STATE,
                   "%s is there at baseline and cannot be a new lesion", of->name);
      return FALSE;
    }
  return TRUE;
}

/**
 * rim_follow_up_check:
 * @self: what was followed
 * @error: where to put a #RimFollowUpError
 *
 * Whether there is a baseline, time points rise and every entry is one that a lesion of its
 * role can have.
 *
 * Returns: whether it can be assessed
 */
gboolean
rim_follow_up_check (const RimFollowUp  *self,
                     GError            **error)
{
  if (self->n_times == 0)
    {
      g_set_error (error, RIM_FOLLOW_UP_ERROR, RIM_FOLLOW_UP_ERROR_NO_BASELINE, "There is no baseline");
      return FALSE;
    }
  for (guint t = 0; t < self->n_times; t++)
    if (!isfinite (self->days[t]) || (t > 0 && !(self->days[t] > self->days[t - 1])))
      {
        g_set_error (error, RIM_FOLLOW_UP_ERROR, RIM_FOLLOW_UP_ERROR_ORDER,
                     "Time point %u does not come after the one before", t);
        return FALSE;
      }
  for (guint l = 0; l < self->n_lesions; l++)
    for (guint t = 0; t < self->n_times; t++)
      if (!check_entry (self, l, t, error))
        return FALSE;
  return TRUE;
}

/**
 * rim_follow_up_get_entry:
 * @self: what was followed
 * @lesion: which lesion
 * @time: which time point
 *
 * Returns: (transfer none): what is known of it then
 */
const RimFollowUpEntry *
rim_follow_up_get_entry (const RimFollowUp *self,
                         guint              lesion,
                         guint              time)
{
  return &self->entries[(gsize) lesion * self->n_times + time];
}

/**
 * rim_follow_up_has:
 * @self: what was followed
 * @role: a role
 *
 * Returns: whether there is a lesion of that role
 */
gboolean
rim_follow_up_has (const RimFollowUp *self,
                   RimFollowUpRole    role)
{
  for (guint l = 0; l < self->n_lesions; l++)
    if (self->lesions[l].role == role)
      return TRUE;
  return FALSE;
}

/**
 * rim_follow_up_entry_get_size:
 * @entry: of a lesion that is measured
 * @diameter_mm: (out): what it adds to a sum of diameters: 0 where it is gone or became one
 *   with another, 5 mm where it is too small to measure
 *
 * Returns: whether that is known
 */
gboolean
rim_follow_up_entry_get_size (const RimFollowUpEntry *entry,
                              double                 *diameter_mm)
{
  *diameter_mm = 0.0;
  if (entry->state == RIM_FOLLOW_UP_MEASURED)
    *diameter_mm = entry->diameter_mm;
  else if (entry->state == RIM_FOLLOW_UP_TOO_SMALL)
    *diameter_mm = TOO_SMALL_MM;
  else
    return entry->state == RIM_FOLLOW_UP_ABSENT || entry->state == RIM_FOLLOW_UP_MERGED;
  return TRUE;
}

/**
 * rim_follow_up_entry_is_there:
 * @entry: of any lesion
 *
 * Returns: whether the lesion is known to be there
 */
gboolean
rim_follow_up_entry_is_there (const RimFollowUpEntry *entry)
{
  if (entry->state == RIM_FOLLOW_UP_MEASURED)
    return entry->diameter_mm > 0.0;
  return entry->state != RIM_FOLLOW_UP_NOT_EVALUATED && entry->state != RIM_FOLLOW_UP_ABSENT;
}
