/* rim-csv.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rim-csv.h"

#include <math.h>
#include <string.h>

/**
 * rim_csv_append_field:
 * @csv: a table
 * @text: a field
 *
 * With quotes around what has a comma, a quote or a line end (RFC 4180).
 */
void
rim_csv_append_field (GString    *csv,
                      const char *text)
{
  if (strpbrk (text, ",\"\r\n") == NULL)
    {
      g_string_append (csv, text);
      return;
    }

  g_string_append_c (csv, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *text);
    }
  g_string_append_c (csv, '"');
}

/**
 * rim_csv_append_number:
 * @csv: a table, in whose row there is a field already
 * @value: the next one; what is undefined stays empty
 */
void
rim_csv_append_number (GString *csv,
                       double   value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c (csv, ',');
  if (!isnan (value))
    g_string_append (csv, g_ascii_formatd (buffer, sizeof buffer, "%.17g", value));
}
