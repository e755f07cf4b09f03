/* rim-suv-time.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-suv-time.h"

#include <string.h>

/* Reads exactly @n digits. */
static gboolean
read_digits (const char **cursor,
             guint        n,
             int         *value)
{
  int result = 0;

  for (guint i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit ((*cursor)[i]))
        return FALSE;
      result = result * 10 + ((*cursor)[i] - '0');
    }

  *cursor += n;
  *value = result;

  return TRUE;
}

static void
skip_char (const char **cursor,
           char         c)
{
  if (**cursor == c)
    (*cursor)++;
}

static const char *
skip_spaces (const char *cursor)
{
  while (*cursor == ' ')
    cursor++;

  return cursor;
}

/* Days since 1970-01-01 in the proleptic Gregorian calendar. */
static gint64
days_from_civil (int year,
                 int month,
                 int day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);

  return (gint64) g_date_get_julian (&date) - 719163;
}

/* YYYYMMDD, and YYYY.MM.DD of ACR-NEMA. */
static gboolean
read_date (const char **cursor,
           gint64      *days)
{
  int year;
  int month;
  int day;

  if (!read_digits (cursor, 4, &year))
    return FALSE;
  skip_char (cursor, '.');
  if (!read_digits (cursor, 2, &month))
    return FALSE;
  skip_char (cursor, '.');
  if (!read_digits (cursor, 2, &day))
    return FALSE;
  if (year < 1 || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;

  *days = days_from_civil (year, month, day);

  return TRUE;
}

/* The digits after the point, as microseconds; what is finer is cut off. */
static gint64
read_fraction (const char **cursor)
{
  gint64 unit = G_USEC_PER_SEC;
  gint64 result = 0;

  while (g_ascii_isdigit (**cursor))
    {
      unit /= 10;
      result += unit * (**cursor - '0');
      (*cursor)++;
    }

  return result;
}

/* HH, HHMM, HHMMSS or HHMMSS.F, and HH:MM:SS of ACR-NEMA. A second 60 is a leap
 * second and counts as the next minute's first.
 */
static gboolean
read_time (const char **cursor,
           gint64      *microseconds)
{
  int hour;
  int minute = 0;
  int second = 0;
  gint64 fraction = 0;

  if (!read_digits (cursor, 2, &hour) || hour > 23)
    return FALSE;

  skip_char (cursor, ':');
  if (g_ascii_isdigit (**cursor) && (!read_digits (cursor, 2, &minute) || minute > 59))
    return FALSE;

  skip_char (cursor, ':');
  if (g_ascii_isdigit (**cursor) && (!read_digits (cursor, 2, &second) || second > 60))
    return FALSE;

  if (**cursor == '.')
    {
      (*cursor)++;
      fraction = read_fraction (cursor);
    }

  *microseconds = ((gint64) hour * 3600 + minute * 60 + second) * G_USEC_PER_SEC + fraction;

  return TRUE;
}

/* &ZZXX: from -1200 to +1400 (PS3.5 6.2, DT). */
static gboolean
read_offset (const char **cursor,
             int         *minutes)
{
  gboolean negative = **cursor == '-';
  int hour;
  int minute;

  if (**cursor != '+' && **cursor != '-')
    return FALSE;
  (*cursor)++;
  if (!read_digits (cursor, 2, &hour) || !read_digits (cursor, 2, &minute))
    return FALSE;
  if (hour > 14 || minute > 59)
    return FALSE;

  *minutes = (negative ? -1 : 1) * (hour * 60 + minute);

  return TRUE;
}

/**
 * rim_clock_parse_date:
 * @text: (nullable): a DICOM DA
 * @days: (out): days since 1970-01-01
 *
 * Returns: whether @text is a date (PS3.5 6.2)
 */
gboolean
rim_clock_parse_date (const char *text,
                      gint64     *days)
{
  const char *cursor;

  if (text == NULL)
    return FALSE;
  cursor = skip_spaces (text);

  return read_date (&cursor, days) && *skip_spaces (cursor) == '\0';
}

/**
 * rim_clock_parse_time:
 * @text: (nullable): a DICOM TM
 * @microseconds: (out): since midnight
 *
 * Returns: whether @text is a time of day (PS3.5 6.2)
 */
gboolean
rim_clock_parse_time (const char *text,
                      gint64     *microseconds)
{
  const char *cursor;

  if (text == NULL)
    return FALSE;
  cursor = skip_spaces (text);

  return read_time (&cursor, microseconds) && *skip_spaces (cursor) == '\0';
}

/**
 * rim_clock_parse_offset:
 * @text: (nullable): a Timezone Offset From UTC (0008,0201)
 * @minutes: (out): the offset
 *
 * Returns: whether @text is an offset
 */
gboolean
rim_clock_parse_offset (const char *text,
                        int        *minutes)
{
  const char *cursor;

  if (text == NULL)
    return FALSE;
  cursor = skip_spaces (text);

  return read_offset (&cursor, minutes) && *skip_spaces (cursor) == '\0';
}

/**
 * rim_clock_parse_datetime:
 * @text: (nullable): a DICOM DT
 * @clock: (out): the moment
 *
 * A DT that stops at the day is not a moment.
 *
 * Returns: whether @text is a moment (PS3.5 6.2)
 */
gboolean
rim_clock_parse_datetime (const char *text,
                          RimClock   *clock)
{
  const char *cursor;
  gint64 days;
  gint64 time;

  if (text == NULL)
    return FALSE;

  cursor = skip_spaces (text);
  clock->has_offset = FALSE;
  clock->offset = 0;
  if (!read_date (&cursor, &days) || !read_time (&cursor, &time))
    return FALSE;
  if (*cursor == '+' || *cursor == '-')
    {
      if (!read_offset (&cursor, &clock->offset))
        return FALSE;
      clock->has_offset = TRUE;
    }
  clock->microseconds = days * RIM_CLOCK_DAY + time;

  return *skip_spaces (cursor) == '\0';
}

/**
 * rim_clock_seconds_since:
 * @later: a moment
 * @earlier: another
 *
 * Two moments are compared in UTC where both name their offset, and on the wall
 * clock otherwise.
 *
 * Returns: the seconds from @earlier to @later
 */
double
rim_clock_seconds_since (const RimClock *later,
                         const RimClock *earlier)
{
  gint64 difference = later->microseconds - earlier->microseconds;

  if (later->has_offset && earlier->has_offset)
    difference -= (gint64) (later->offset - earlier->offset) * 60 * G_USEC_PER_SEC;

  return (double) difference / (double) G_USEC_PER_SEC;
}

/**
 * rim_clock_set_zone:
 * @self: a moment
 * @has_zone: whether the file names its time zone
 * @zone: that zone, minutes east of UTC
 *
 * Turns @self into the wall clock of the file, so that every moment of a series
 * is told by one clock. A moment without an offset is on that clock already. If
 * the file names no zone, an offset cannot be brought to it and is dropped.
 */
void
rim_clock_set_zone (RimClock *self,
                    gboolean  has_zone,
                    int       zone)
{
  if (self->has_offset && has_zone)
    self->microseconds += (gint64) (zone - self->offset) * 60 * G_USEC_PER_SEC;

  self->has_offset = has_zone;
  self->offset = has_zone ? zone : 0;
}

/**
 * rim_clock_describe:
 * @self: a moment
 *
 * Returns: (transfer full): "2025-01-01 10:00:00", with a fraction and an offset
 *   where it has one
 */
char *
rim_clock_describe (const RimClock *self)
{
  gint64 seconds = self->microseconds / G_USEC_PER_SEC;
  int fraction = (int) (self->microseconds % G_USEC_PER_SEC);
  g_autoptr(GDateTime) time = NULL;
  g_autoptr(GString) text = NULL;

  if (fraction < 0)
    {
      fraction += G_USEC_PER_SEC;
      seconds--;
    }

  time = g_date_time_new_from_unix_utc (seconds);
  if (time == NULL)
    return g_strdup ("?");

  text = g_string_new (NULL);
  g_string_printf (text, "%04d-%02d-%02d %02d:%02d:%02d",
                   g_date_time_get_year (time), g_date_time_get_month (time),
                   g_date_time_get_day_of_month (time), g_date_time_get_hour (time),
                   g_date_time_get_minute (time), g_date_time_get_second (time));
  if (fraction != 0)
    g_string_append_printf (text, ".%06d", fraction);
  if (self->has_offset)
    g_string_append_printf (text, " %c%02d%02d", self->offset < 0 ? '-' : '+',
                            ABS (self->offset) / 60, ABS (self->offset) % 60);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
