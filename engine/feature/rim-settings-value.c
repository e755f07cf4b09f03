/* rim-settings-value.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-settings-private.h"

#include <math.h>
#include <string.h>

#define MAX_NUMBER_LENGTH 64

/* Plain scalars of YAML 1.2's core schema (10.3.2), which is what PyRadiomics'
 * own parser reads, with the "yes" and "no" of YAML 1.1 that older versions took.
 */

static gboolean
is_one_of (const char        *text,
           gsize              length,
           const char *const *words)
{
  for (; *words != NULL; words++)
    if (strlen (*words) == length && memcmp (*words, text, length) == 0)
      return TRUE;

  return FALSE;
}

/* Returns: whether there is nothing behind a key */
gboolean
rim_setting_parse_null (const char *text,
                        gsize       length)
{
  static const char *const words[] = { "", "~", "null", "Null", "NULL", NULL };

  return is_one_of (text, length, words);
}

gboolean
rim_setting_parse_bool (const char *text,
                        gsize       length,
                        gboolean   *value)
{
  static const char *const yes[] = {
    "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", NULL
  };
  static const char *const no[] = {
    "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", NULL
  };

  *value = is_one_of (text, length, yes);

  return *value || is_one_of (text, length, no);
}

gboolean
rim_setting_parse_int (const char *text,
                       gsize       length,
                       gint64     *value)
{
  char copy[MAX_NUMBER_LENGTH];

  if (length == 0 || length >= sizeof copy)
    return FALSE;

  memcpy (copy, text, length);
  copy[length] = '\0';
  if (strlen (copy) != length)
    return FALSE;

  return g_ascii_string_to_signed (copy[0] == '+' && length > 1 && copy[1] != '-' ? copy + 1 : copy,
                                   10, G_MININT64, G_MAXINT64, value, NULL);
}

static gsize
count_digits (const char *text)
{
  gsize n = 0;

  while (g_ascii_isdigit (text[n]))
    n++;

  return n;
}

/* [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )? */
static gboolean
is_decimal (const char *text)
{
  gsize before;
  gsize after = 0;

  text += *text == '-' || *text == '+';
  before = count_digits (text);
  text += before;
  if (*text == '.')
    {
      after = count_digits (++text);
      text += after;
    }
  if (before + after == 0)
    return FALSE;

  if (*text == 'e' || *text == 'E')
    {
      text++;
      text += *text == '-' || *text == '+';
      if (count_digits (text) == 0)
        return FALSE;
      text += count_digits (text);
    }

  return *text == '\0';
}

gboolean
rim_setting_parse_float (const char *text,
                         gsize       length,
                         double     *value)
{
  static const char *const nan[] = { ".nan", ".NaN", ".NAN", "nan", "NaN", NULL };
  static const char *const inf[] = { ".inf", ".Inf", ".INF", "inf", "+.inf", NULL };
  static const char *const minus_inf[] = { "-.inf", "-.Inf", "-.INF", "-inf", NULL };
  char copy[MAX_NUMBER_LENGTH];

  if (length == 0 || length >= sizeof copy)
    return FALSE;

  if (is_one_of (text, length, nan))
    *value = NAN;
  else if (is_one_of (text, length, inf))
    *value = INFINITY;
  else if (is_one_of (text, length, minus_inf))
    *value = -INFINITY;
  else
    {
      memcpy (copy, text, length);
      copy[length] = '\0';
      if (strlen (copy) != length || !is_decimal (copy))
        return FALSE;
      *value = g_ascii_strtod (copy, NULL);
    }

  return TRUE;
}
