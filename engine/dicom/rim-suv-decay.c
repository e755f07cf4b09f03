/* rim-suv-decay.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-suv-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How far apart the back-computed starts of the slices may lie to count as one,
 * and how far they may lie from the series' time without a word, in s.
 */
#define SAME_START 2.0
#define START_CHECK 5.0

/* A private start may be this much later than the first acquisition, in s: the
 * vendors round one of the two.
 */
#define PRIVATE_SLACK 60.0

/* An administration longer ago than this left nothing to be seen; the time is
 * wrong.
 */
#define MAX_HALF_LIVES 10.0

typedef struct
{
  gboolean known;
  RimClock start;
} StartGuess;

/* A date with a time of day, on the clock of the file. */
static gboolean
read_date_and_time (RimSuvPlan *plan,
                    const char *date,
                    const char *time,
                    RimClock   *clock)
{
  gint64 days;
  gint64 microseconds;

  if (!rim_clock_parse_date (date, &days) || !rim_clock_parse_time (time, &microseconds))
    return FALSE;

  clock->microseconds = days * RIM_CLOCK_DAY + microseconds;
  clock->has_offset = plan->has_zone;
  clock->offset = plan->zone;

  return TRUE;
}

static gboolean
read_datetime (RimSuvPlan *plan,
               const char *text,
               RimClock   *clock)
{
  if (!rim_clock_parse_datetime (text, clock))
    return FALSE;

  rim_clock_set_zone (clock, plan->has_zone, plan->zone);

  return TRUE;
}

/* A date and time, a DateTime, or a time on the date of the series. */
static gboolean
read_acquisition (RimSuvPlan         *plan,
                  const RimPetHeader *slice,
                  RimClock           *clock)
{
  if (read_date_and_time (plan, slice->acquisition_date, slice->acquisition_time, clock))
    return TRUE;
  if (read_datetime (plan, slice->acquisition_datetime, clock))
    return TRUE;

  return read_date_and_time (plan, slice->series_date, slice->acquisition_time, clock);
}

static void
plan_zone (RimSuvPlan *plan)
{
  const char *raw = rim_suv_plan_get_raw (plan, RIM_SUV_TAG_TIMEZONE);

  plan->has_zone = rim_clock_parse_offset (raw, &plan->zone);
  if (raw != NULL)
    rim_suv_plan_add_step (plan, rim_suv_tag_get_name (RIM_SUV_TAG_TIMEZONE), raw, NULL,
                           plan->has_zone ? "all times are brought to this zone" : "not an offset; ignored");
}

static gboolean
plan_acquisition (RimSuvPlan *plan)
{
  const char *tag = rim_suv_tag_get_name (RIM_SUV_TAG_ACQUISITION_TIME);
  RimClock latest;
  g_autofree char *value = NULL;
  double span;

  for (guint k = 0; k < plan->n_slices; k++)
    {
      RimClock *clock = &plan->acquired[k];

      if (!read_acquisition (plan, plan->slices[k], clock))
        return rim_suv_plan_refuse (plan,
                                    "The acquisition date (0008,0022) or time (0008,0032) is missing in slice %u.",
                                    k + 1);
      if (k == 0 || rim_clock_seconds_since (&plan->earliest, clock) > 0.0)
        plan->earliest = *clock;
      if (k == 0 || rim_clock_seconds_since (clock, &latest) > 0.0)
        latest = *clock;
    }

  value = rim_clock_describe (&plan->earliest);
  span = rim_clock_seconds_since (&latest, &plan->earliest);
  rim_suv_plan_add_step (plan, tag, rim_suv_plan_get_raw (plan, RIM_SUV_TAG_ACQUISITION_TIME), value,
                         "the earliest of %u slices; the latest is %s s later",
                         plan->n_slices, RIM_SUV_NUMBER (span));

  return TRUE;
}

/* The start time of day on the date of the scan, a day earlier when that would
 * be after it.
 */
static gboolean
read_start_time (RimSuvPlan *plan,
                 const char *text,
                 RimClock   *clock,
                 gboolean   *day_before)
{
  gint64 microseconds;
  gint64 day;

  if (!rim_clock_parse_time (text, &microseconds))
    return FALSE;

  *clock = plan->earliest;
  day = clock->microseconds / RIM_CLOCK_DAY;
  if (clock->microseconds % RIM_CLOCK_DAY < 0)
    day--;
  clock->microseconds = day * RIM_CLOCK_DAY + microseconds;
  *day_before = rim_clock_seconds_since (clock, &plan->earliest) > 0.0;
  if (*day_before)
    clock->microseconds -= RIM_CLOCK_DAY;

  return TRUE;
}

static gboolean
plan_typed_administration (RimSuvPlan *plan,
                           const char *typed)
{
  const char *reason = plan->overrides->reason;
  g_autofree char *value = NULL;

  if (!read_datetime (plan, typed, &plan->administered))
    return rim_suv_plan_refuse (plan, "The start of administration typed in, “%s”, is not a date and time.", typed);

  value = rim_clock_describe (&plan->administered);
  rim_suv_plan_add_step (plan, rim_suv_tag_get_name (RIM_SUV_TAG_START_DATETIME),
                         rim_suv_plan_get_raw (plan, RIM_SUV_TAG_START_DATETIME), value,
                         "typed in: %s", reason != NULL && *reason != '\0' ? reason : "no reason given");

  return TRUE;
}

/* Whether the DateTime is to be believed although the Time says otherwise: not
 * when it is after the scan, and not when it is more than a day before it, which
 * only nuclides that live long enough allow.
 */
static gboolean
prefer_datetime (RimSuvPlan     *plan,
                 const RimClock *by_datetime)
{
  double ago = rim_clock_seconds_since (&plan->earliest, by_datetime);

  return ago >= 0.0 && ago <= MAX (86400.0, MAX_HALF_LIVES / 2.0 * plan->half_life);
}

static void
add_administration (RimSuvPlan     *plan,
                    RimSuvTag       tag,
                    const RimClock *clock,
                    const char     *decision)
{
  g_autofree char *value = rim_clock_describe (clock);

  plan->administered = *clock;
  rim_suv_plan_add_step (plan, rim_suv_tag_get_name (tag), rim_suv_plan_get_raw (plan, tag), value,
                         "start of administration: %s", decision);
}

static void
choose_administration (RimSuvPlan     *plan,
                       const RimClock *by_datetime,
                       const RimClock *by_time,
                       gboolean        day_before)
{
  double apart = fabs (rim_clock_seconds_since (by_datetime, by_time));
  gboolean take_datetime = apart <= 60.0 || prefer_datetime (plan, by_datetime);

  if (take_datetime)
    add_administration (plan, RIM_SUV_TAG_START_DATETIME, by_datetime, "its date and time");
  else
    add_administration (plan, RIM_SUV_TAG_START_TIME, by_time,
                        day_before ? "its time, on the day before the scan" : "its time, on the day of the scan");

  if (apart > 60.0)
    rim_suv_plan_warn (plan,
                       "Radiopharmaceutical Start DateTime (0018,1078) and Start Time (0018,1072) differ by %s s; the %s was taken.",
                       RIM_SUV_NUMBER (apart), take_datetime ? "DateTime" : "Time");
}

static gboolean
plan_administration (RimSuvPlan *plan)
{
  const char *typed = plan->overrides != NULL ? plan->overrides->start_datetime : NULL;
  const char *raw_datetime = rim_suv_plan_get_raw (plan, RIM_SUV_TAG_START_DATETIME);
  const char *raw_time = rim_suv_plan_get_raw (plan, RIM_SUV_TAG_START_TIME);
  RimClock by_datetime;
  RimClock by_time;
  gboolean day_before = FALSE;
  gboolean has_datetime;
  gboolean has_time;

  if (typed != NULL && *typed != '\0')
    return plan_typed_administration (plan, typed);

  has_datetime = read_datetime (plan, raw_datetime, &by_datetime);
  has_time = read_start_time (plan, raw_time, &by_time, &day_before);

  if (has_datetime && has_time)
    choose_administration (plan, &by_datetime, &by_time, day_before);
  else if (has_datetime)
    add_administration (plan, RIM_SUV_TAG_START_DATETIME, &by_datetime, "its date and time");
  else if (has_time)
    add_administration (plan, RIM_SUV_TAG_START_TIME, &by_time,
                        day_before ? "its time, on the day before the scan" : "its time, on the day of the scan");
  else
    return rim_suv_plan_refuse (plan,
                                "The start of administration is missing: neither (0018,1078) nor (0018,1072); it can be typed in.");

  if (!rim_suv_plan_is_uniform (plan, RIM_SUV_TAG_START_TIME) ||
      !rim_suv_plan_is_uniform (plan, RIM_SUV_TAG_START_DATETIME))
    rim_suv_plan_warn (plan, "The start of administration is not the same in all slices; the first was taken.");

  return TRUE;
}

static gboolean
is_fdg (RimSuvPlan *plan)
{
  const char *drug = rim_suv_plan_get_raw (plan, RIM_SUV_TAG_RADIOPHARMACEUTICAL);
  g_autofree char *lower = drug != NULL ? g_ascii_strdown (drug, -1) : NULL;

  if (lower == NULL)
    return g_strcmp0 (plan->nuclide, "F-18") == 0;

  return strstr (lower, "fdg") != NULL || strstr (lower, "deoxyglucose") != NULL ||
         strstr (lower, "deoxy-glucose") != NULL;
}

/* From the administration to the moment the activity refers to. */
static gboolean
check_uptake (RimSuvPlan     *plan,
              const RimClock *until)
{
  double uptake = rim_clock_seconds_since (until, &plan->administered);
  g_autofree char *value = g_strdup_printf ("%s s", RIM_SUV_NUMBER (uptake));

  plan->suv->uptake_time = uptake;
  rim_suv_plan_add_step (plan, NULL, NULL, value, "uptake time, from the administration to the scan");

  if (uptake < 0.0)
    return rim_suv_plan_refuse (plan, "The administration is %s s after the scan; its start can be typed in.",
                                RIM_SUV_NUMBER (-uptake));
  if (uptake > MAX_HALF_LIVES * plan->half_life)
    return rim_suv_plan_refuse (plan,
                                "The administration is %s h before the scan, more than %s half-lives; its start can be typed in.",
                                RIM_SUV_NUMBER (round (uptake / 360.0) / 10.0), RIM_SUV_NUMBER (MAX_HALF_LIVES));
  if (is_fdg (plan) && (uptake < 20.0 * 60.0 || uptake > 180.0 * 60.0))
    rim_suv_plan_warn (plan, "The uptake time of %s min is outside 20 to 180 min for FDG.",
                       RIM_SUV_NUMBER (round (uptake / 6.0) / 10.0));
  else if (uptake == 0.0)
    rim_suv_plan_warn (plan, "The administration and the scan are at the same time.");

  return TRUE;
}

/* Decay Correction ADMIN. */
static gboolean
fractions_admin (RimSuvPlan *plan,
                 double     *fractions)
{
  for (guint k = 0; k < plan->n_slices; k++)
    fractions[k] = 1.0;

  rim_suv_plan_add_step (plan, NULL, NULL, "1", "decay: corrected to the administration, nothing is left to do");

  return TRUE;
}

/* Decay Correction NONE: to each slice's acquisition, and the mean over it. */
static gboolean
fractions_none (RimSuvPlan *plan,
                double     *fractions)
{
  if (!check_uptake (plan, &plan->earliest))
    return FALSE;

  for (guint k = 0; k < plan->n_slices; k++)
    {
      double uptake = rim_clock_seconds_since (&plan->acquired[k], &plan->administered);
      double x = plan->lambda * plan->slices[k]->frame_duration / 1000.0;

      if (!(x > 0.0))
        return rim_suv_plan_refuse (plan,
                                    "The decay is not corrected and Actual Frame Duration (0018,1242) is missing in slice %u.",
                                    k + 1);
      fractions[k] = exp (-plan->lambda * uptake) * -expm1 (-x) / x;
    }

  rim_suv_plan_add_step (plan, "(0018,1242) Actual Frame Duration", NULL, NULL,
                         "decay: not corrected; to the acquisition of each slice, mean over its frame");

  return TRUE;
}

/* GE's and Siemens' private start, if it parses and is not after the scan. */
static StartGuess
guess_private (RimSuvPlan *plan,
               RimSuvTag   tag)
{
  const char *raw = rim_suv_plan_get_raw (plan, tag);
  StartGuess guess = { FALSE };

  if (raw == NULL)
    return guess;

  if (!read_datetime (plan, raw, &guess.start))
    rim_suv_plan_add_step (plan, rim_suv_tag_get_name (tag), raw, NULL, "not a date and time; ignored");
  else if (rim_clock_seconds_since (&guess.start, &plan->earliest) > PRIVATE_SLACK)
    rim_suv_plan_add_step (plan, rim_suv_tag_get_name (tag), raw, NULL, "after the first acquisition; ignored");
  else
    guess.known = TRUE;

  return guess;
}

static StartGuess
guess_series (RimSuvPlan *plan)
{
  StartGuess guess = { FALSE };

  for (guint k = 0; k < plan->n_slices; k++)
    {
      const RimPetHeader *slice = plan->slices[k];

      if (!read_date_and_time (plan, slice->series_date, slice->series_time, &guess.start))
        continue;
      guess.known = rim_clock_seconds_since (&guess.start, &plan->earliest) <= 0.0;
      break;
    }

  return guess;
}

static int
compare_clocks (gconstpointer a,
                gconstpointer b)
{
  gint64 x = ((const RimClock *) a)->microseconds;
  gint64 y = ((const RimClock *) b)->microseconds;

  return x < y ? -1 : x > y;
}

/* The start computed back from each slice: its acquisition, plus the time at
 * which its activity is the mean over the frame, less its reference time.
 */
static StartGuess
guess_back (RimSuvPlan *plan)
{
  g_autofree RimClock *starts = g_new (RimClock, plan->n_slices);
  guint n = plan->n_slices;
  StartGuess guess = { FALSE };

  for (guint k = 0; k < n; k++)
    {
      const RimPetHeader *slice = plan->slices[k];
      double x = plan->lambda * slice->frame_duration / 1000.0;
      double seconds = log (x / -expm1 (-x)) / plan->lambda - slice->frame_reference_time / 1000.0;

      if (!(x > 0.0) || !isfinite (seconds) || fabs (seconds) > 1e9)
        return guess;
      starts[k] = plan->acquired[k];
      starts[k].microseconds += llround (seconds * 1e6);
    }

  qsort (starts, n, sizeof *starts, compare_clocks);
  guess.known = rim_clock_seconds_since (&starts[n - 1], &starts[0]) <= SAME_START;
  guess.start = starts[(n - 1) / 2];
  guess.start.microseconds += (starts[n / 2].microseconds - guess.start.microseconds) / 2;

  return guess;
}

/* GE counts the reference time to the start of a bed, so nothing can be checked
 * with it there.
 */
static void
cross_check (RimSuvPlan       *plan,
             const StartGuess *series,
             const StartGuess *back)
{
  double apart;
  double percent;

  if (!series->known || !back->known || rim_suv_plan_is_vendor (plan, "GE"))
    return;

  apart = rim_clock_seconds_since (&back->start, &series->start);
  if (fabs (apart) <= START_CHECK)
    return;

  percent = (exp (plan->lambda * apart) - 1.0) * 100.0;
  rim_suv_plan_warn (plan,
                     "The start computed back from Frame Reference Time (0054,1300) differs from the series' time by %s s; an SUV of 1 by the series' time would be %s (%s%s %%).",
                     RIM_SUV_NUMBER (apart), RIM_SUV_NUMBER (1.0 + round (percent * 100.0) / 1e4),
                     percent > 0.0 ? "+" : "", RIM_SUV_NUMBER (round (percent * 100.0) / 100.0));
}

static RimClock
choose_start (RimSuvPlan *plan)
{
  const struct
  {
    StartGuess  guess;
    const char *tag;
    const char *decision;
  } guesses[] = {
    { guess_private (plan, RIM_SUV_TAG_GE_SCAN), rim_suv_tag_get_name (RIM_SUV_TAG_GE_SCAN),
      "the decay is corrected to this private time of GE" },
    { guess_private (plan, RIM_SUV_TAG_SIEMENS_SCAN), rim_suv_tag_get_name (RIM_SUV_TAG_SIEMENS_SCAN),
      "the decay is corrected to this private time of Siemens" },
    { guess_series (plan), rim_suv_tag_get_name (RIM_SUV_TAG_SERIES_TIME),
      "the decay is corrected to the series' time, which is not after the first acquisition" },
    { guess_back (plan), "(0054,1300) Frame Reference Time",
      "the decay is corrected to the start computed back from it, the same for all slices" },
    { { TRUE, plan->earliest }, rim_suv_tag_get_name (RIM_SUV_TAG_ACQUISITION_TIME),
      "the decay is corrected to the first acquisition, as nothing better is known" },
  };
  guint chosen = 0;
  g_autofree char *value = NULL;

  while (!guesses[chosen].guess.known)
    chosen++;

  value = rim_clock_describe (&guesses[chosen].guess.start);
  rim_suv_plan_add_step (plan, guesses[chosen].tag, NULL, value, "%s", guesses[chosen].decision);
  if (chosen == G_N_ELEMENTS (guesses) - 1)
    rim_suv_plan_warn (plan,
                       "The time the decay is corrected to is not known; the first acquisition was taken.");
  cross_check (plan, &guesses[2].guess, &guesses[3].guess);

  return guesses[chosen].guess.start;
}

/* What a user typed in goes before all that the file says. */
static gboolean
plan_start (RimSuvPlan *plan,
            RimClock   *start)
{
  const char *typed = plan->overrides != NULL ? plan->overrides->reference_datetime : NULL;
  g_autofree char *value = NULL;

  if (typed == NULL || *typed == '\0')
    {
      *start = choose_start (plan);
      return TRUE;
    }

  if (!read_datetime (plan, typed, start))
    return rim_suv_plan_refuse (plan, "The time of the scan typed in, “%s”, is not a date and time.", typed);

  value = rim_clock_describe (start);
  rim_suv_plan_add_step (plan, rim_suv_tag_get_name (RIM_SUV_TAG_SERIES_TIME),
                         rim_suv_plan_get_raw (plan, RIM_SUV_TAG_SERIES_TIME), value,
                         "the decay is corrected to this, typed in: %s",
                         plan->overrides->reason != NULL && *plan->overrides->reason != '\0'
                         ? plan->overrides->reason : "no reason given");

  return TRUE;
}

/* Decay Correction START. */
static gboolean
fractions_start (RimSuvPlan *plan,
                 double     *fractions)
{
  RimClock start;
  double fraction;

  if (!plan_start (plan, &start) || !check_uptake (plan, &start))
    return FALSE;

  fraction = exp (-plan->lambda * plan->suv->uptake_time);
  for (guint k = 0; k < plan->n_slices; k++)
    fractions[k] = fraction;

  return TRUE;
}

/* How much of the dose the activity of each slice refers to. */
gboolean
rim_suv_plan_decay (RimSuvPlan *plan,
                    double     *fractions)
{
  if (!rim_suv_plan_is_uniform (plan, RIM_SUV_TAG_DECAY_CORRECTION))
    return rim_suv_plan_refuse (plan, "Decay Correction (0054,1102) is not the same in all slices.");

  if (g_strcmp0 (plan->decay, "ADMIN") == 0)
    return fractions_admin (plan, fractions);

  plan_zone (plan);
  if (!plan_acquisition (plan) || !plan_administration (plan))
    return FALSE;

  if (g_strcmp0 (plan->decay, "NONE") == 0)
    return fractions_none (plan, fractions);
  if (g_strcmp0 (plan->decay, "START") == 0)
    return fractions_start (plan, fractions);

  return rim_suv_plan_refuse (plan, "Decay Correction (0054,1102) is %s; START, NONE and ADMIN are known.",
                              plan->decay != NULL ? plan->decay : "missing");
}
