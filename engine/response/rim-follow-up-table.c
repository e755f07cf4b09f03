/* rim-follow-up-table.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-follow-up-table.h"

#include <math.h>
#include <stdio.h>

#include "core/rim-csv-table.h"

/* What anybody measured of a patient fits in it many times. */
#define MAX_LENGTH (4 * 1024 * 1024)
#define MAX_CELLS  1000000

typedef enum
{
  COLUMN_LESION,
  COLUMN_ORGAN,
  COLUMN_KIND,
  COLUMN_ROLE,
  COLUMN_DATE,
  COLUMN_VALUE,
  N_COLUMNS
} Column;

static const char *const column_names[N_COLUMNS] = { "lesion", "organ", "kind", "role", "date", "value" };

/* A file that is being read. */
typedef struct
{
  RimFollowUpTable *self;
  RimCsvTable      *csv;
  guint             columns[N_COLUMNS];
  GPtrArray        *dates;         /* of texts, rising */
  GPtrArray        *names;         /* of lesions, as they come */
} Reading;

typedef struct
{
  const char *name;
  int         value;
} Word;

static const Word kinds[] = { { "node", TRUE }, { "other", FALSE }, { NULL } };

static const Word roles[] = {
  { "target", RIM_FOLLOW_UP_TARGET },
  { "non-target", RIM_FOLLOW_UP_NON_TARGET },
  { "new-target", RIM_FOLLOW_UP_NEW_TARGET },
  { "new", RIM_FOLLOW_UP_NEW_NON_TARGET },
  { NULL },
};

static const Word states[] = {
  { "NE", RIM_FOLLOW_UP_NOT_EVALUATED },
  { "small", RIM_FOLLOW_UP_TOO_SMALL },
  { "absent", RIM_FOLLOW_UP_ABSENT },
  { "merged", RIM_FOLLOW_UP_MERGED },
  { "present", RIM_FOLLOW_UP_PRESENT },
  { "progressed", RIM_FOLLOW_UP_PROGRESSED },
  { "grew", RIM_FOLLOW_UP_GREW },
  { NULL },
};

static const char *
get_cell (const Reading *reading,
          gsize          row,
          Column         column)
{
  return rim_csv_table_get_cell (reading->csv, row, reading->columns[column]);
}

static gboolean
refuse (const Reading  *reading,
        gsize           row,
        Column          column,
        const char     *reason,
        GError        **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s:%u: %s: “%s” %s", reading->csv->path,
               reading->csv->lines[row], column_names[column], get_cell (reading, row, column), reason);
  return FALSE;
}

static gboolean
read_word (const Reading  *reading,
           gsize           row,
           Column          column,
           const Word     *words,
           int            *value,
           GError        **error)
{
  g_autoptr(GString) known = g_string_new ("is none of ");

  for (guint i = 0; words[i].name != NULL; i++)
    {
      if (g_ascii_strcasecmp (get_cell (reading, row, column), words[i].name) == 0)
        {
          *value = words[i].value;
          return TRUE;
        }
      g_string_append_printf (known, "%s%s", i == 0 ? "" : ", ", words[i].name);
    }
  return refuse (reading, row, column, known->str, error);
}

static gboolean
parse_date (const char *text,
            GDate      *date)
{
  int year, month, day, length = 0;

  if (sscanf (text, "%4d-%2d-%2d%n", &year, &month, &day, &length) != 3 || text[length] != '\0' || length != 10 ||
      year < 1 || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return TRUE;
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static guint
find_text (const GPtrArray *texts,
           const char      *text)
{
  guint i;

  for (i = 0; i < texts->len; i++)
    if (g_str_equal (texts->pdata[i], text))
      break;
  return i;
}

static gboolean
find_columns (Reading  *reading,
              GError  **error)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      const int column = rim_csv_table_find (reading->csv, column_names[i]);

      if (column < 0)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       "%s: there is no column “%s”; a table of response has lesion, organ, kind, role, date and value",
                       reading->csv->path, column_names[i]);
          return FALSE;
        }
      reading->columns[i] = (guint) column;
    }
  return TRUE;
}

/* Which time points and lesions there are. */
static gboolean
survey (Reading  *reading,
        GError  **error)
{
  GDate date;

  for (gsize row = 0; row < reading->csv->n_rows; row++)
    {
      const char *day = get_cell (reading, row, COLUMN_DATE), *name = get_cell (reading, row, COLUMN_LESION);

      if (!parse_date (day, &date))
        return refuse (reading, row, COLUMN_DATE, "is no date; write 2026-11-28", error);
      if (*name == '\0')
        return refuse (reading, row, COLUMN_LESION, "is no name", error);
      if (find_text (reading->dates, day) == reading->dates->len)
        g_ptr_array_add (reading->dates, (gpointer) day);
      if (find_text (reading->names, name) == reading->names->len)
        g_ptr_array_add (reading->names, (gpointer) name);
      if ((gsize) reading->dates->len * reading->names->len > MAX_CELLS)
        return refuse (reading, row, COLUMN_LESION, "is one lesion too many", error);
    }
  g_ptr_array_sort (reading->dates, compare_texts);
  return TRUE;
}

static void
allocate (Reading *reading)
{
  RimFollowUpTable *self = reading->self;
  const guint n_times = reading->dates->len, n_lesions = reading->names->len;
  GDate date;

  self->dates = g_new0 (char *, n_times + 1);
  self->days = g_new0 (double, MAX (n_times, 1));
  self->lesions = g_new0 (RimFollowUpLesion, MAX (n_lesions, 1));
  self->entries = g_new0 (RimFollowUpEntry, MAX ((gsize) n_lesions * n_times, 1));
  for (guint t = 0; t < n_times; t++)
    {
      self->dates[t] = g_strdup (reading->dates->pdata[t]);
      parse_date (self->dates[t], &date);
      self->days[t] = g_date_get_julian (&date);
    }
  self->follow_up = (RimFollowUp) { n_times, self->days, n_lesions, self->lesions, self->entries };
}

static gboolean
read_value (const Reading     *reading,
            gsize              row,
            RimFollowUpEntry  *entry,
            GError           **error)
{
  const char *text = get_cell (reading, row, COLUMN_VALUE);
  char *end = NULL;
  int state;

  entry->diameter_mm = g_ascii_strtod (text, &end);
  entry->state = RIM_FOLLOW_UP_MEASURED;
  if (end != text && *end == '\0')
    return entry->diameter_mm >= 0.0 && isfinite (entry->diameter_mm)
           ? TRUE : refuse (reading, row, COLUMN_VALUE, "is no diameter in mm", error);
  if (!read_word (reading, row, COLUMN_VALUE, states, &state, error))
    return FALSE;
  *entry = (RimFollowUpEntry) { (RimFollowUpState) state, 0.0 };
  return TRUE;
}

/* What was said of a lesion before has to hold in every row. */
static gboolean
read_lesion (const Reading      *reading,
             gsize               row,
             RimFollowUpLesion  *lesion,
             GError            **error)
{
  const char *organ = get_cell (reading, row, COLUMN_ORGAN);
  int kind, role;

  if (!read_word (reading, row, COLUMN_KIND, kinds, &kind, error) ||
      !read_word (reading, row, COLUMN_ROLE, roles, &role, error))
    return FALSE;
  if (lesion->name == NULL)
    *lesion = (RimFollowUpLesion) {
      g_string_chunk_insert_const (reading->self->texts, get_cell (reading, row, COLUMN_LESION)),
      g_string_chunk_insert_const (reading->self->texts, organ), kind, (RimFollowUpRole) role,
    };
  if (!g_str_equal (lesion->organ, organ))
    return refuse (reading, row, COLUMN_ORGAN, "is not what an earlier row says of the lesion", error);
  if (lesion->is_node != kind)
    return refuse (reading, row, COLUMN_KIND, "is not what an earlier row says of the lesion", error);
  if (lesion->role != (RimFollowUpRole) role)
    return refuse (reading, row, COLUMN_ROLE, "is not what an earlier row says of the lesion", error);
  return TRUE;
}

static gboolean
read_row (const Reading  *reading,
          guint8         *is_read,
          gsize           row,
          GError        **error)
{
  RimFollowUpTable *self = reading->self;
  const guint lesion = find_text (reading->names, get_cell (reading, row, COLUMN_LESION));
  const guint time = find_text (reading->dates, get_cell (reading, row, COLUMN_DATE));
  const gsize place = (gsize) lesion * self->follow_up.n_times + time;

  if (is_read[place])
    return refuse (reading, row, COLUMN_LESION, "has two values on one date", error);
  is_read[place] = TRUE;
  return read_lesion (reading, row, &self->lesions[lesion], error) &&
         read_value (reading, row, &self->entries[place], error);
}

/* A lesion that no row of a date names was not evaluated, but one that is new was not there
 * before its first row.
 */
static void
fill_in (RimFollowUpTable *self,
         const guint8     *is_read)
{
  const guint n = self->follow_up.n_times;

  for (guint l = 0; l < self->follow_up.n_lesions; l++)
    if (self->lesions[l].role == RIM_FOLLOW_UP_NEW_TARGET || self->lesions[l].role == RIM_FOLLOW_UP_NEW_NON_TARGET)
      for (guint t = 0; t < n && !is_read[(gsize) l * n + t]; t++)
        self->entries[(gsize) l * n + t].state = RIM_FOLLOW_UP_ABSENT;
}

static gboolean
read_rows (Reading  *reading,
           GError  **error)
{
  RimFollowUpTable *self = reading->self;
  g_autofree guint8 *is_read = NULL;

  if (!find_columns (reading, error) || !survey (reading, error))
    return FALSE;
  allocate (reading);
  is_read = g_new0 (guint8, MAX ((gsize) self->follow_up.n_lesions * self->follow_up.n_times, 1));
  for (gsize row = 0; row < reading->csv->n_rows; row++)
    if (!read_row (reading, is_read, row, error))
      return FALSE;
  fill_in (self, is_read);
  return rim_follow_up_check (&self->follow_up, error);
}

/**
 * rim_follow_up_table_load:
 * @path: a table in CSV
 * @error: where to put an error that names file, line and column
 *
 * Reads lesions over time, a row for each lesion on each date: `lesion`, `organ`, `kind`
 * (node or other), `role` (target, non-target, new-target, new), `date` (ISO 8601) and
 * `value`: a diameter in mm, of nodes the short axis, or small, absent, merged, present,
 * progressed, grew or NE. The first date is the baseline.
 *
 * Returns: (transfer full): what was read; %NULL with an error
 */
RimFollowUpTable *
rim_follow_up_table_load (const char  *path,
                          GError     **error)
{
  g_autoptr(RimCsvTable) csv = rim_csv_table_load (path, MAX_LENGTH, error);
  g_autoptr(RimFollowUpTable) self = NULL;
  g_autoptr(GPtrArray) dates = g_ptr_array_new ();
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  if (csv == NULL)
    return NULL;
  self = g_new0 (RimFollowUpTable, 1);
  self->texts = g_string_chunk_new (1024);
  if (!read_rows (&(Reading) { .self = self, .csv = csv, .dates = dates, .names = names }, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * rim_follow_up_table_free:
 * @self: (nullable) (transfer full): a table
 */
void
rim_follow_up_table_free (RimFollowUpTable *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->dates);
  g_free (self->days);
  g_free (self->lesions);
  g_free (self->entries);
  g_string_chunk_free (self->texts);
  g_free (self);
}
