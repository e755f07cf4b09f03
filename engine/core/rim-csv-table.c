/* rim-csv-table.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-csv-table.h"

#include <string.h>

#include "core/rim-file.h"

/* Where reading stands. Fields are ended and unquoted in place: what is written never
 * goes beyond what was read.
 */
typedef struct
{
  const char *path;
  char       *at;
  char       *end;               /* of the file, where there is a NUL */
  char        separator;
  guint       line;
} Reader;

static gboolean
fail (const Reader  *reader,
      guint          line,
      const char    *reason,
      GError       **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s:%u: %s", reader->path, line, reason);

  return FALSE;
}

/* What stands between fields stands first in the first line; of several it is the one that
 * is there most often.
 */
static char
find_separator (const char *text)
{
  const char *const candidates = ",;\t";
  gsize counts[3] = { 0 };
  gboolean is_quoted = FALSE;
  guint best = 0;

  for (; *text != '\0' && (is_quoted || (*text != '\n' && *text != '\r')); text++)
    {
      const char *candidate = strchr (candidates, *text);

      if (*text == '"')
        is_quoted = !is_quoted;
      else if (candidate != NULL && !is_quoted)
        counts[candidate - candidates]++;
    }
  for (guint i = 1; i < 3; i++)
    if (counts[i] > counts[best])
      best = i;

  return candidates[best];
}

static gboolean
is_end (const Reader *reader)
{
  return reader->at == reader->end || *reader->at == reader->separator || *reader->at == '\n' || *reader->at == '\r';
}

/* Behind the first quote. */
static gboolean
take_quoted (Reader  *reader,
             char   **end,
             GError **error)
{
  const guint line = reader->line;
  char *to = reader->at;

  for (; reader->at < reader->end; reader->at++)
    {
      if (*reader->at == '"' && reader->at[1] != '"')
        break;
      reader->at += *reader->at == '"';
      reader->line += *reader->at == '\n';
      *to++ = *reader->at;
    }
  if (reader->at == reader->end)
    return fail (reader, line, "a quote is never closed", error);

  reader->at++;
  while (!is_end (reader) && (*reader->at == ' ' || *reader->at == '\t'))
    reader->at++;
  if (!is_end (reader))
    return fail (reader, reader->line, "something follows a closing quote", error);
  *end = to;

  return TRUE;
}

static gboolean
take_plain (Reader  *reader,
            char   **end,
            GError **error)
{
  for (; !is_end (reader); reader->at++)
    if (*reader->at == '"')
      return fail (reader, reader->line, "a quote stands inside of a field that has none at its beginning", error);
  *end = reader->at;

  return TRUE;
}

static gboolean
take_field (Reader      *reader,
            const char **field,
            char       **end,
            GError     **error)
{
  while (!is_end (reader) && (*reader->at == ' ' || *reader->at == '\t'))
    reader->at++;

  if (reader->at < reader->end && *reader->at == '"')
    {
      *field = ++reader->at;
      if (!take_quoted (reader, end, error))
        return FALSE;
    }
  else
    {
      *field = reader->at;
      if (!take_plain (reader, end, error))
        return FALSE;
    }
  while (*end > *field && ((*end)[-1] == ' ' || (*end)[-1] == '\t'))
    (*end)--;

  return TRUE;
}

/* Goes behind the row. */
static gboolean
take_row (Reader     *reader,
          GPtrArray  *fields,
          GError    **error)
{
  gboolean goes_on = TRUE;

  while (goes_on)
    {
      const char *field;
      char *end;

      if (!take_field (reader, &field, &end, error))
        return FALSE;
      g_ptr_array_add (fields, (char *) field);

      goes_on = reader->at < reader->end && *reader->at == reader->separator;
      if (!goes_on)
        {
          reader->at += reader->at < reader->end && *reader->at == '\r';
          reader->line += reader->at < reader->end && *reader->at == '\n';
        }
      reader->at += reader->at < reader->end && (goes_on || *reader->at == '\n');
      *end = '\0';
    }

  return TRUE;
}

static gboolean
check_text (const Reader  *reader,
            GError       **error)
{
  const char *bad;

  if (g_utf8_validate (reader->at, reader->end - reader->at, &bad))
    return TRUE;

  return fail (reader, 1, *bad == '\0' ? "there is a NUL in it" : "it is not UTF-8", error);
}

static gboolean
take_header (RimCsvTable  *self,
             Reader       *reader,
             GError      **error)
{
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) fields = g_ptr_array_new ();
  g_autofree char *reason = NULL;

  if (reader->at == reader->end)
    return fail (reader, 1, "the file is empty", error);
  if (!take_row (reader, fields, error))
    return FALSE;

  for (guint i = 0; i < fields->len; i++)
    if (i > 0 && *(char *) fields->pdata[i] == '\0')
      reason = reason != NULL ? reason : g_strdup_printf ("column %u has no name", i + 1);
    else if (!g_hash_table_add (names, fields->pdata[i]) && reason == NULL)
      reason = g_strdup_printf ("the column “%s” is there twice", (char *) fields->pdata[i]);
  if (reason != NULL)
    return fail (reader, 1, reason, error);

  self->n_columns = fields->len;
  self->header = (const char **) g_ptr_array_free (g_steal_pointer (&fields), FALSE);

  return TRUE;
}

/* A line without anything is no row. */
static gboolean
take_rows (RimCsvTable  *self,
           Reader       *reader,
           GError      **error)
{
  g_autoptr(GPtrArray) fields = g_ptr_array_new ();
  g_autoptr(GArray) lines = g_array_new (FALSE, FALSE, sizeof (guint));

  while (reader->at < reader->end)
    {
      const guint begin = fields->len, line = reader->line;
      guint n;

      if (!take_row (reader, fields, error))
        return FALSE;

      n = fields->len - begin;
      if (n == 1 && *(char *) fields->pdata[begin] == '\0')
        {
          g_ptr_array_set_size (fields, (int) begin);
          continue;
        }
      if (n != self->n_columns)
        {
          g_autofree char *reason = g_strdup_printf ("the row has %u fields, and the header %u", n, self->n_columns);

          return fail (reader, line, reason, error);
        }
      g_array_append_val (lines, line);
    }

  self->n_rows = lines->len;
  self->lines = (guint *) (gpointer) g_array_free (g_steal_pointer (&lines), FALSE);
  self->cells = (const char **) g_ptr_array_free (g_steal_pointer (&fields), FALSE);

  return TRUE;
}

/**
 * rim_csv_table_load:
 * @path: a file in UTF-8, with or without a byte order mark
 * @max_length: what is refused above, in bytes
 * @error: return location for a #GIOError, which names file, line and reason
 *
 * Reads a table with a header. Fields are separated by commas, or by semicolons or tabs
 * where the header has more of those.
 *
 * Returns: (transfer full): the table, or %NULL
 */
RimCsvTable *
rim_csv_table_load (const char  *path,
                    gsize        max_length,
                    GError     **error)
{
  g_autoptr(GBytes) bytes = rim_file_read (path, max_length, error);
  g_autoptr(RimCsvTable) self = NULL;
  Reader reader = { path };
  gsize length;

  if (bytes == NULL)
    return NULL;

  self = g_new0 (RimCsvTable, 1);
  self->path = g_strdup (path);
  self->text = g_bytes_unref_to_data (g_steal_pointer (&bytes), &length);
  self->text = g_realloc (self->text, length + 1);
  self->text[length] = '\0';

  reader.at = self->text + (length >= 3 && memcmp (self->text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0);
  reader.end = self->text + length;
  reader.line = 1;
  reader.separator = self->separator = find_separator (reader.at);
  if (!check_text (&reader, error) || !take_header (self, &reader, error) || !take_rows (self, &reader, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
rim_csv_table_free (RimCsvTable *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self->header);
  g_free (self->cells);
  g_free (self->lines);
  g_free (self->text);
  g_free (self);
}

/* Returns: the number of the column of that name, whatever its case, or -1 */
int
rim_csv_table_find (const RimCsvTable *self,
                    const char        *name)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (g_ascii_strcasecmp (self->header[i], name) == 0)
      return (int) i;

  return -1;
}

const char *
rim_csv_table_get_cell (const RimCsvTable *self,
                        gsize              row,
                        guint              column)
{
  g_return_val_if_fail (row < self->n_rows && column < self->n_columns, NULL);

  return self->cells[row * self->n_columns + column];
}
