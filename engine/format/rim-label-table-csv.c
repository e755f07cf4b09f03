/* rim-label-table-csv.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-label-table-private.h"

#include <string.h>

/* The columns that may have the number, the surest first. */
static const char *const numbers[] = { "index", "value", "id", "key", "number", "label" };

/* Reads a field, in quotes or not (RFC 4180), and the separator behind it.
 *
 * Returns: whether another field of the record follows
 */
static gboolean
read_field (const char **text,
            char         separator,
            GString     *field)
{
  const char *c = *text;
  gboolean quoted = *c == '"';

  g_string_truncate (field, 0);
  for (c += quoted; *c != '\0'; c++)
    {
      if (quoted && c[0] == '"' && c[1] == '"')
        c++;
      else if (quoted && *c == '"')
        {
          quoted = FALSE;
          continue;
        }
      else if (!quoted && (*c == separator || *c == '\n' || *c == '\r'))
        break;
      g_string_append_c (field, *c);
    }

  *text = c;
  if (*c != separator || *c == '\0')
    return FALSE;

  *text = c + 1;

  return TRUE;
}

/* Returns: (transfer full): the fields of the next record, and moves past it */
static GPtrArray *
read_record (const char **text,
             char         separator)
{
  GPtrArray *record = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GString) field = g_string_new (NULL);
  gboolean more;

  do
    {
      more = read_field (text, separator, field);
      g_ptr_array_add (record, g_strstrip (g_strdup (field->str)));
    }
  while (more);

  while (**text == '\n' || **text == '\r')
    (*text)++;

  return record;
}

static guint
find_number_column (GPtrArray *header)
{
  for (guint n = 0; n < G_N_ELEMENTS (numbers); n++)
    for (guint column = 0; column < header->len; column++)
      if (g_ascii_strcasecmp (g_ptr_array_index (header, column), numbers[n]) == 0)
        return column;

  return G_MAXUINT;
}

void
rim_label_table_parse_csv (const char *text,
                           char        separator,
                           GPtrArray  *rows)
{
  g_autoptr(GPtrArray) header = NULL;
  guint number_column, number;

  if (g_str_has_prefix (text, "\xef\xbb\xbf"))
    text += 3;
  header = read_record (&text, separator);
  number_column = find_number_column (header);

  while (*text != '\0')
    {
      g_autoptr(GPtrArray) record = read_record (&text, separator);
      RimRoi *row;

      if (number_column >= record->len || rows->len > RIM_LABEL_TABLE_MAX_LABEL ||
          !rim_label_table_parse_number (g_ptr_array_index (record, number_column), &number))
        continue;

      row = rim_roi_new ();
      row->number = number;
      for (guint n = 0; n < MIN (record->len, header->len); n++)
        if (n != number_column)
          rim_label_table_set_value (row, g_ptr_array_index (header, n), g_ptr_array_index (record, n));
      g_ptr_array_add (rows, row);
    }
}

static void
append_field (GString    *csv,
              char        separator,
              const char *text)
{
  g_auto(GStrv) parts = NULL;
  g_autofree char *doubled = NULL;

  g_string_append_c (csv, separator);
  if (text == NULL)
    return;

  if (strpbrk (text, "\",\t\r\n") == NULL)
    {
      g_string_append (csv, text);
      return;
    }

  parts = g_strsplit (text, "\"", -1);
  doubled = g_strjoinv ("\"\"", parts);
  g_string_append_printf (csv, "\"%s\"", doubled);
}

char *
rim_label_table_make_csv (GPtrArray *rois,
                          char       separator)
{
  GString *csv = g_string_new ("index");

  for (guint field = 0; field < rim_label_table_get_n_fields (); field++)
    append_field (csv, separator, rim_label_table_get_field (field));

  for (guint n = 0; n < rois->len; n++)
    {
      const RimRoi *roi = g_ptr_array_index (rois, n);

      g_string_append_printf (csv, "\n%u", roi->number);
      for (guint field = 0; field < rim_label_table_get_n_fields (); field++)
        {
          g_autofree char *value = rim_label_table_dup_value (roi, field);

          append_field (csv, separator, value);
        }
    }
  g_string_append_c (csv, '\n');

  return g_string_free (csv, FALSE);
}
