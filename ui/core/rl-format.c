/* rl-format.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-format.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define N_NAME_PARTS 5

enum
{
  FAMILY,
  GIVEN,
  MIDDLE,
  PREFIX,
  SUFFIX,
};

/* One component group: family^given^middle^prefix^suffix (PS3.5 6.2.1). */
static char *
format_name_group (const char *group)
{
  g_auto(GStrv) parts = g_strsplit (group, "^", N_NAME_PARTS);
  const char *part[N_NAME_PARTS] = { "", "", "", "", "" };
  g_autofree char *first = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    part[i] = g_strstrip (parts[i]);

  first = g_strjoin (" ", part[PREFIX], part[GIVEN], part[MIDDLE], part[SUFFIX], NULL);
  g_strstrip (first);

  if (*part[FAMILY] == '\0')
    return g_steal_pointer (&first);
  if (*first == '\0')
    return g_strdup (part[FAMILY]);

  return g_strconcat (part[FAMILY], ", ", first, NULL);
}

/* A missing part in the middle leaves two blanks. */
static void
squeeze (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    if (!(from[0] == ' ' && from[1] == ' '))
      *to++ = *from;

  *to = '\0';
}

/**
 * rl_format_person_name:
 * @name: (nullable): a DICOM person name (PN) in UTF-8
 *
 * Returns: the name as it is read: family name first, and the ideographic group
 *   behind the alphabetic one
 */
char *
rl_format_person_name (const char *name)
{
  g_auto(GStrv) groups = g_strsplit (name != NULL ? name : "", "=", 3);
  g_autofree char *alphabetic = NULL;
  g_autofree char *ideographic = NULL;

  if (groups[0] == NULL)
    return g_strdup (_("No name"));

  alphabetic = format_name_group (groups[0]);
  squeeze (alphabetic);
  if (groups[1] != NULL)
    ideographic = format_name_group (groups[1]);

  if (ideographic == NULL || *ideographic == '\0')
    return *alphabetic != '\0' ? g_steal_pointer (&alphabetic) : g_strdup (_("No name"));
  if (*alphabetic == '\0')
    return g_steal_pointer (&ideographic);

  return g_strdup_printf ("%s (%s)", alphabetic, ideographic);
}

static gboolean
parse_digits (const char *text,
              guint       n,
              guint      *value)
{
  *value = 0;
  for (guint i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *value = *value * 10 + (guint) (text[i] - '0');
    }

  return TRUE;
}

/* DA is YYYYMMDD; before 1993 it was YYYY.MM.DD, which is still about. */
static GDateTime *
parse_date (const char *date)
{
  g_autofree char *plain = g_strdup (date != NULL ? date : "");
  guint year, month, day;
  char *to = plain;

  for (const char *from = plain; *from != '\0'; from++)
    if (*from != '.')
      *to++ = *from;
  *to = '\0';

  if (strlen (plain) < 8 || !parse_digits (plain, 4, &year) ||
      !parse_digits (plain + 4, 2, &month) || !parse_digits (plain + 6, 2, &day) ||
      year == 0)
    return NULL;

  return g_date_time_new_utc ((int) year, (int) month, (int) day, 0, 0, 0);
}

/**
 * rl_format_date:
 * @date: (nullable): a DICOM date
 *
 * Returns: the date as nobody can mistake it, or a dash
 */
char *
rl_format_date (const char *date)
{
  g_autoptr(GDateTime) parsed = parse_date (date);

  return parsed != NULL ? g_date_time_format (parsed, "%Y-%m-%d") : g_strdup (RL_NO_VALUE);
}

/**
 * rl_format_time:
 * @time: (nullable): a DICOM time
 *
 * Returns: hours and minutes, or a dash
 */
char *
rl_format_time (const char *time)
{
  guint hours, minutes;

  if (time == NULL || strlen (time) < 4 ||
      !parse_digits (time, 2, &hours) || !parse_digits (time + 2, 2, &minutes))
    return g_strdup (RL_NO_VALUE);

  return g_strdup_printf ("%02u:%02u", hours, minutes);
}

/**
 * rl_format_age:
 * @birth_date: (nullable): a DICOM date
 * @date: (nullable): a later one
 *
 * Returns: (nullable): the age in full years, or %NULL if it is not known
 */
char *
rl_format_age (const char *birth_date,
               const char *date)
{
  g_autoptr(GDateTime) birth = parse_date (birth_date);
  g_autoptr(GDateTime) then = parse_date (date);
  int years;

  if (birth == NULL || then == NULL || g_date_time_compare (then, birth) < 0)
    return NULL;

  years = g_date_time_get_year (then) - g_date_time_get_year (birth);
  if (g_date_time_get_month (then) * 100 + g_date_time_get_day_of_month (then) <
      g_date_time_get_month (birth) * 100 + g_date_time_get_day_of_month (birth))
    years--;

  return g_strdup_printf ("%d", years);
}

/**
 * rl_format_number:
 * @value: a value
 * @n_decimals: how many places to show
 *
 * Returns: the value as the locale writes it, with a true minus sign; a dash
 *   for NAN
 */
char *
rl_format_number (double value,
                  guint  n_decimals)
{
  g_autofree char *digits = NULL;

  if (!isfinite (value))
    return g_strdup (RL_NO_VALUE);

  digits = g_strdup_printf ("%.*f", (int) n_decimals, fabs (value));
  if (value < 0 && strpbrk (digits, "123456789") != NULL)
    return g_strconcat ("−", digits, NULL);

  return g_steal_pointer (&digits);
}

/**
 * rl_format_measure:
 * @value: how good a signature is, by some measure, or a count of rows
 *
 * Returns: (transfer full): it with three decimals; a count, from 2 on, without any
 */
char *
rl_format_measure (double value)
{
  return rl_format_number (value, value == floor (value) && fabs (value) >= 2.0 ? 0 : 3);
}

/* Returns: @mm to one place, to be printed; what is written as zero has no sign */
double
rl_format_to_tenths (double mm)
{
  return round (mm * 10.0) / 10.0 + 0.0;
}
