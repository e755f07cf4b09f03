/* cli-csv.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-csv.h"

#include <string.h>

static void
row_free (gpointer data)
{
  CliCsvRow *row = data;

  g_strfreev (row->fields);
  g_free (row);
}

/* Reads one field and leaves @text behind it. Inside quotes everything counts,
 * and two quotes are one.
 */
static char *
take_field (const char **text,
            guint       *line)
{
  GString *field = g_string_new (NULL);
  gboolean quoted = FALSE;
  const char *at = *text;

  for (; *at != '\0' && (quoted || (*at != ',' && *at != '\n' && *at != '\r')); at++)
    {
      if (*at == '"' && quoted && at[1] == '"')
        g_string_append_c (field, *at++);
      else if (*at == '"')
        quoted = !quoted;
      else
        g_string_append_c (field, *at);
      *line += *at == '\n';
    }
  *text = at;

  return g_string_free (field, FALSE);
}

static CliCsvRow *
take_row (const char **text,
          guint       *line)
{
  CliCsvRow *row = g_new0 (CliCsvRow, 1);
  g_autoptr(GPtrArray) fields = g_ptr_array_new ();

  row->line = *line;
  g_ptr_array_add (fields, take_field (text, line));
  while (**text == ',')
    {
      (*text)++;
      g_ptr_array_add (fields, take_field (text, line));
    }
  *text += **text == '\r';
  *line += **text == '\n';
  *text += **text == '\n';

  row->n = fields->len;
  g_ptr_array_add (fields, NULL);
  row->fields = (char **) g_ptr_array_free (g_steal_pointer (&fields), FALSE);

  return row;
}

/**
 * cli_csv_parse:
 * @text: a table in CSV; a byte order mark before it does not count
 *
 * Returns: (transfer full) (element-type CliCsvRow): its rows without those that
 *   are empty
 */
GPtrArray *
cli_csv_parse (const char *text)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);
  guint line = 1;

  if (g_str_has_prefix (text, "\xef\xbb\xbf"))
    text += 3;
  while (*text != '\0')
    {
      CliCsvRow *row = take_row (&text, &line);

      if (row->n > 1 || *row->fields[0] != '\0')
        g_ptr_array_add (rows, row);
      else
        row_free (row);
    }

  return rows;
}

/* Returns: whether a table ends in the middle of a row */
gboolean
cli_csv_is_cut (const char *text)
{
  const gsize length = strlen (text);

  return length > 0 && text[length - 1] != '\n';
}

/**
 * cli_csv_resolve:
 * @table: the path of a table
 * @path: (nullable): what stands in one of its fields
 *
 * Returns: (transfer full) (nullable): @path beside the table or, where nothing is
 *   there, as any path
 */
char *
cli_csv_resolve (const char *table,
                 const char *path)
{
  g_autofree char *folder = g_path_get_dirname (table);
  g_autofree char *beside = NULL;

  if (path == NULL || g_path_is_absolute (path))
    return g_strdup (path);

  beside = g_build_filename (folder, path, NULL);

  return g_file_test (beside, G_FILE_TEST_EXISTS) ? g_steal_pointer (&beside) : g_strdup (path);
}
